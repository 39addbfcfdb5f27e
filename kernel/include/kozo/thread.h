/* SPDX-License-Identifier: MIT */
/* thread.h: threads: registers, bindings, and where they wait.
 *
 * Bindings are capability slots inside the object, derived from what the binder passed, so that a
 * revocation takes them away like any other capability. A thread object is aligned to its size, so
 * a bound slot's address tells its thread.
 *
 * Invariants: INV-THREAD-1 `state` says in which queue the thread is; INV-THREAD-2 `cspace` and
 *   `aspace` cache the bindings and are NULL without them, and `cspace_mask` the number of the
 *   CNode's slots, minus one, or 0; that binding carries LOOKUP; `buffer` lies in the bound frame,
 *   or is NULL without one; INV-THREAD-3 a thread that awaits a reply has exactly one holder:
 *   `reply_callee` or `reply_slot`; INV-THREAD-4 `budget->thread == thread` for the budget it runs
 *   on; INV-THREAD-5 `home` caches its binding, and `signals` its own; INV-THREAD-6 SPECIAL_FPU is
 *   set iff a frame is bound for the FPU. */
#pragma once

#include <kozo/budget.h>
#include <kozo/cap.h>
#include <kozo/gen/regs.h>
#include <kozo/fault_message.h>
#include <kozo/tree.h>
#include <kozo/verify.h>

struct cnode;
struct aspace;
struct endpoint;
struct notification;

enum thread_binding {
    THREAD_CSPACE,
    THREAD_ASPACE,
    THREAD_BUDGET,
    THREAD_BUFFER,
    THREAD_FAULTS,
    THREAD_SIGNALS,
    THREAD_FPU,
    THREAD_BINDINGS,
};

/* Why the processor is set up for a thread as for few others: its system calls come to
 * entry_watched(), or to entry_general() if the FPU is all. */
enum thread_special {
    SPECIAL_FOREIGN = KOZO_WATCH_FLAGS_FOREIGN,
    SPECIAL_STEP = KOZO_WATCH_FLAGS_STEP, /* its trap flag is set on somebody's behalf */
    SPECIAL_FPU = 1 << 7,                 /* it has a frame bound for what the FPU holds */
};
_Static_assert((KOZO_WATCH_FLAGS_MASK & SPECIAL_FPU) == 0, "not one of them");

struct thread {
    struct object object;
    struct cnode *cspace;
    uint64_t cspace_mask; /* indices above 0, and not above it, are of its slots */
    struct aspace *aspace;
    uint64_t root; /* physical address of aspace's root page table, or of the kernel's */
    /* What each message looks at lies in the first 128 bytes, where instructions are shorter. */
    kozo_thread_state_t state;
    bool restart;       /* the instruction at rip is a system call to be run again */
    bool may_grant;     /* of a pending send or call: its capability carries GRANT */
    uint8_t call_depth; /* calls between the head of its chain and itself */
    uint8_t lent;       /* a priority, to the server that it is: lend.h */
    union {
        struct {
            bool full_frame; /* entered by a trap, or never ran: no register was clobbered; clear
                              * while it runs */
            bool faulted;    /* calling or awaiting a reply on behalf of `fault` */
            bool timed;      /* `timeout` is armed */
            bool hurried;    /* awaiting a reply: of a server that is lent priority */
            uint8_t special; /* INV-THREAD-6: of enum thread_special */
        };
        uint64_t slow; /* messages take the fast path between those in which it is equal */
    };
    kozo_handle_t wait_handle; /* by which it waits, or did last; 0: none, or there are signals for
                                * it. See wait_by.h */
    struct budget *home;   /* the budget bound to it, or NULL */
    struct budget *budget; /* the budget it runs on or, awaiting a reply, has lent; or NULL */
    struct thread *caller;    /* whose call it has received and not answered, or NULL */
    struct thread *reply_callee; /* awaiting a reply: the thread that holds the right, or NULL */
    struct endpoint *endpoint;   /* sending, calling, receiving: where */
    struct thread *queue_next, *queue_prev;
    struct cap_slot *reply_slot; /* awaiting a reply: the slot that holds the right, or NULL */
    struct kozo_buffer *buffer;  /* by the kernel's mapping of all memory, or NULL */
    struct notification *notification; /* waiting: where */
    struct endpoint *serves;           /* whose server it is, or NULL: lend.h */
    struct notification *signals; /* bound to it, or NULL */

    struct regs regs;
    uint16_t trace_operation; /* what the trace calls the system call that it is in; 0: none */
    bool token;               /* it has been unparked, and not parked since */
    struct thread *wait_next;  /* in the list of those that wait by the same: wait_by.h */
    struct thread **wait_link; /* what points to this thread there, or NULL */
    struct tree_node sender;  /* sending, calling: in endpoint->senders */
    struct tree_node timeout; /* of a wait with a deadline */
    uint64_t badge;           /* of a pending send or call */
    struct message fault;     /* what a faulted thread tells its handler */
    struct climb climb;       /* of a verification that was interrupted */

    struct cap_slot bindings[THREAD_BINDINGS];
    uint8_t name[KOZO_THREAD_NAME_BYTES]; /* printable, for people; the kernel looks at none */
};

_Static_assert(sizeof(struct thread) <= 1 << KOZO_THREAD_SIZE_BITS, "thread object");

/* The thread that contains a slot with CAP_BOUND. */
struct thread *thread_of_binding(const struct cap_slot *slot);

/* Initialise in cleared memory. */
void thread_init(struct thread *thread);

/* A binding's slot has been emptied: drop what is cached of it; a thread that cannot run without it
 * is stopped. Context: called by the capability layer after the slot was unlinked. */
void thread_binding_lost(struct thread *thread, enum thread_binding which) LOCKED;

/* One step of destruction: take it out of its queue and tell its peers; in the next ones, empty its
 * bindings. Returns true when nothing is left. */
bool thread_destroy_step(struct thread *thread) LOCKED;

/* The slot that held the right to answer `caller` has been emptied: end its wait with PEER_DIED. */
void thread_reply_lost(struct thread *caller) LOCKED;

/* The right to answer `caller` has moved to `slot`. */
void thread_reply_moved(struct thread *caller, struct cap_slot *slot) LOCKED;

/* Stop a thread for ever: whoever awaits its reply is told PEER_DIED. */
void thread_die(struct thread *thread) LOCKED;

static inline bool thread_is_runnable(const struct thread *thread)
{
    return thread->state == KOZO_THREAD_STATE_READY;
}

/* Does nothing but its registers decide how it goes on, once it does? */
static inline bool thread_stands_still(const struct thread *thread)
{
    return thread->faulted || thread->state == KOZO_THREAD_STATE_INACTIVE ||
           thread->state == KOZO_THREAD_STATE_SUSPENDED;
}
