/* SPDX-License-Identifier: MIT */
/* actors.h: several threads for host tests, on the world of world.h. A test says who acts; the
 * kernel under test decides what follows from it. After every act the scheduler's, the IPC's and
 * the capability layer's invariants are checked. */
#pragma once

#include <kozo/cpu.h>
#include <kozo/ipc.h>
#include <kozo/sys.h>
#include <world.h>

enum {
    ACTORS = 20,
    ACTOR_SLOTS = WORLD_FREE, /* thread, budget, buffer frame of each from here on */
    TEST_SLOTS = ACTOR_SLOTS + 3 * ACTORS,
    ROOT_PRIORITY = 1, /* of the world's own thread, which runs when nobody else can */
};

#define QUANTUM UINT64_C(10000000)

struct actor {
    struct thread *thread;
    struct budget *budget;
    kozo_thread_t handle;
    kozo_budget_t budget_handle;
    kozo_handle_t frame;
};

extern struct actor actors[ACTORS];

/* Boot anew, with the world's own thread running. */
void actors_start(void);

/* Make actor `number`, which has all that it needs to be started, and an IPC buffer. */
struct actor *actor_prepare(unsigned number, kozo_priority_t priority);

/* Make and start it: it is ready. */
struct actor *actor_make(unsigned number, kozo_priority_t priority);

/* The processor now runs `thread`. */
void actor_enter(struct thread *thread);

/* What the exit of the kernel does: choose who runs, then check everything. */
kozo_err_t actor_leave(kozo_err_t result);

/* Let `actor` execute a system call through its stub. The value is the stub's, and means nothing if
 * the actor was blocked. */
#define AS(actor, call) (actor_enter((actor)->thread), actor_leave(call))
#define ROOT(call) (actor_enter(actors_root()), actor_leave(call))
struct thread *actors_root(void);

/* The status that a thread finds when it goes on. */
kozo_err_t actor_status(const struct actor *actor);

/* Take away what the actor is bound to. */
void actor_lose(const struct actor *actor, enum thread_binding which);

/* Give it another CNode, that in `slot` of the root CNode. */
struct cnode *actor_give_space(const struct actor *actor, uint32_t slot);

/* Tell its faults to the endpoint in a slot; and let it have one. */
void actor_bind_faults(const struct actor *actor, uint32_t slot);
void actor_fault(const struct actor *actor);

/* A message operation without payload, and one with `words` words from `seed`. */
kozo_err_t actor_call(struct actor *actor, kozo_endpoint_t endpoint);
kozo_err_t actor_send(struct actor *actor, kozo_endpoint_t endpoint, unsigned words, uint64_t seed);
kozo_err_t actor_receive(struct actor *actor, kozo_endpoint_t endpoint);
kozo_err_t actor_receive_until(struct actor *actor, kozo_endpoint_t endpoint, uint64_t deadline);
kozo_err_t actor_call_until(struct actor *actor, kozo_endpoint_t endpoint, uint64_t deadline);
kozo_err_t actor_reply(struct actor *actor);
kozo_err_t actor_reply_receive(struct actor *actor, kozo_endpoint_t endpoint);
kozo_err_t actor_reply_saved(struct actor *actor, kozo_handle_t reply);

/* The clock moves on and the timer interrupts. */
void actors_pass(uint64_t duration_ns);

/* Panic on a broken invariant of calls and waits. */
void actors_check(void);

#define assert_state(actor, wanted) assert_int_equal((actor)->thread->state, wanted)
