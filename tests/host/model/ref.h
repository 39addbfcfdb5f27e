/* SPDX-License-Identifier: MIT */
/* ref.h: threads, messages, notifications and time as docs/ipc.md and the reference of operations
 * tell them: flat arrays that are searched from end to end, no queue, no tree, no cached link.
 *
 * Who waits is found by state, place and order of arrival; on which budget a thread runs follows
 * from who has called whom. What effect clauses tell of an object lies in its `state`, and what is
 * rendered from them changes it. Registers and buffers are those of the ABI, and capabilities are
 * there as far as they matter to who waits: one CNode, and what threads are bound to. */
#pragma once

#include <kozo/abi.h>
#include <kozo/fault_message.h>
#include <kozo/gen/regs.h>
#include <kozo/gen/state.h>
#include <stdbool.h>

enum {
    REF_THREADS = 320,
    REF_BUDGETS = 320,
    REF_ENDPOINTS = 64,
    REF_NOTIFICATIONS = 64,
    REF_SLOTS = 1024,
    REF_BINDINGS = 3, /* a budget, the handler of faults, a notification */
    REF_CAPS = REF_SLOTS + REF_THREADS * REF_BINDINGS,
};

enum ref_binding { REF_BUDGET, REF_FAULTS, REF_SIGNALS };

struct ref_cap {
    kozo_object_t type; /* KOZO_OBJECT_NULL: there is none */
    kozo_rights_t rights;
    uint32_t stamp;
    uint64_t badge;
    void *object;
    struct ref_cap *parent;
    struct ref_thread *bound; /* of a binding: whose */
};

struct ref_thread {
    bool exists, faulted, token;
    bool again;     /* goes on by making its system call again */
    bool has_cspace, has_aspace, has_buffer;
    bool may_grant; /* of a message on its way */
    bool lends;     /* awaiting a reply: its budget is with whom it has called */
    uint8_t depth;  /* calls from the head of its chain */
    uint8_t watch;  /* how it is watched: KOZO_WATCH_FLAGS_ */
    uint8_t lent;   /* priority, by who waits where it serves */
    kozo_thread_state_t state;
    uint64_t badge;
    uint64_t since; /* when it came to wait where it waits */
    uint64_t until, until_since;        /* its deadline, and when that was set */
    struct ref_endpoint *at, *serves;   /* sends, calls or receives; last received */
    struct ref_notification *waits_for, *signals;
    struct ref_thread *caller, *callee; /* whom it owes an answer; who owes it one, */
    struct ref_cap *right;              /* or which capability */
    struct ref_budget *home;
    struct ref_cap *by; /* by which it waits, or did last, */
    uint64_t by_handle, by_since;
    struct ref_cap bindings[REF_BINDINGS];
    struct message fault;
    struct regs regs;
    struct kozo_buffer buffer;
};

enum ref_budget_state { REF_IDLE, REF_READY, REF_CURRENT, REF_DEPLETED };

struct ref_budget {
    bool exists, preempted, watched, told;
    uint8_t priority, base, ceiling;
    enum ref_budget_state state;
    int64_t order; /* among ready ones of its priority */
    uint64_t depleted_since;
    uint64_t capacity, period, remaining, replenish_at, consumed;
    struct ref_thread *home, *runner;
};

struct ref_endpoint {
    bool exists;
    struct ref_thread *server;
};

struct ref_notification {
    bool exists;
    struct state_notification state;
    uint64_t alarm_since;
    struct ref_thread *bound;
};

struct ref {
    unsigned threads, budgets, endpoints, notifications, slots, radix, caps, nested_count;
    uint32_t next_stamp;
    uint64_t now, events;
    int64_t first_order, last_order;
    struct ref_thread *current;
    struct ref_budget *budget; /* that the processor is for */
    struct ref_thread *nested[REF_THREADS]; /* who waits, or did last, by way of another CNode: the
                                             * last to come first */
    kozo_object_t moved; /* what waits may have gone by */
    struct ref_cap *order[REF_CAPS]; /* all capabilities, a parent before its children, which are
                                      * there youngest first */
    struct ref_thread thread[REF_THREADS];
    struct ref_budget budget_of[REF_BUDGETS];
    struct ref_endpoint endpoint[REF_ENDPOINTS];
    struct ref_notification notification[REF_NOTIFICATIONS];
    struct ref_cap slot[REF_SLOTS];
};

extern struct ref ref;

#define REF_EACH(pointer, array, count)                                                            \
    for (__typeof__(&(array)[0]) pointer = (array); pointer < (array) + (count); pointer++)        \
        if (pointer->exists)
#define REF_EACH_THREAD(t) REF_EACH (t, ref.thread, ref.threads)
#define REF_EACH_BUDGET(b) REF_EACH (b, ref.budget_of, ref.budgets)

/* ref_caps.c */
uint64_t ref_handle(const struct ref_cap *cap);
uint64_t ref_nested_handle(const struct ref_cap *cap); /* the long way, through the CNode itself */
kozo_err_t ref_find(const struct ref_thread *t, uint64_t handle, struct ref_cap **out);
void ref_install(struct ref_cap *cap, struct ref_cap *parent, const struct ref_cap *value);
void ref_remove(struct ref_cap *cap); /* and tell nobody */
/* And whoever waits by it, or lives by it: as a system call does. */
void ref_delete(struct ref_cap *cap);
void ref_revoke(struct ref_cap *cap);
void ref_move(struct ref_cap *into, struct ref_cap *from);
void ref_end_moved(void); /* the waits that lead no longer where moves have been */
void ref_lose_cspace(struct ref_thread *t);
void ref_wait_by(struct ref_thread *t, uint64_t handle);

/* ref_ipc.c */
bool ref_sends(const struct ref_thread *t);
bool ref_is_blocked(const struct ref_thread *t);
struct ref_thread *ref_first_sender(const struct ref_endpoint *e);
struct ref_thread *ref_first(kozo_thread_state_t state, const void *place); /* by arrival */
void ref_arm(struct ref_thread *t, uint64_t deadline);
void ref_leave(struct ref_thread *t); /* what it waits in */
void ref_unlink_call(struct ref_thread *caller);
void ref_wake_with(struct ref_thread *t, kozo_err_t error);
void ref_end_wait(struct ref_thread *t, kozo_err_t error);
void ref_collect(struct ref_notification *n); /* bits have been set */
void ref_fault(struct ref_thread *t, const struct message *message);
bool ref_is_heard(const struct ref_thread *t);
kozo_err_t ref_message(struct ref_thread *t, uint64_t op, const struct ref_cap *self);

/* What an operation ends with, besides errors of the ABI. */
enum ref_outcome {
    REF_AGAIN = KERNEL_RESTART,
    REF_BLOCKED = KERNEL_BLOCKED,
    REF_DONE = KERNEL_DONE,
};

/* ref_sched.c */
struct ref_budget *ref_runs_on(const struct ref_thread *t); /* or has lent */
uint8_t ref_priority(const struct ref_thread *t);
void ref_reassign(void); /* who has called whom has changed */
void ref_cut_loan(struct ref_thread *caller, struct ref_thread *runner);
void ref_wake(struct ref_thread *t);
void ref_stop(struct ref_thread *t);
void ref_settle(struct ref_endpoint *e); /* who waits there has changed; NULL: elsewhere */
void ref_requeue(struct ref_thread *t);
void ref_serve(struct ref_thread *t, struct ref_endpoint *e);
void ref_serve_nothing(struct ref_thread *t);
void ref_configure(struct ref_budget *b, uint8_t priority, uint64_t capacity, uint64_t period);
void ref_yield(struct ref_budget *b);
void ref_watch(struct ref_budget *b); /* whether it is watched has changed */
void ref_forget_budget(struct ref_budget *b);
void ref_pass(uint64_t now); /* time goes on, without an interrupt */
void ref_tick(unsigned most); /* the timer has interrupted; so much happens, or all: 0 */
bool ref_select(void);       /* who runs; is there anybody? */

/* A thread without time is to run, while an interrupt is overdue, which will come before its first
 * instruction: it does not matter whether it is told before that. Is it told after it? */
extern bool (*ref_is_told_later)(const struct ref_budget *b);
uint64_t ref_due(void);      /* when the timer must interrupt at the latest */

/* ref_thread.c */
void ref_die(struct ref_thread *t);
void ref_lose_aspace(struct ref_thread *t);
void ref_unbind_budget(struct ref_thread *t);
void ref_tell(struct ref_thread *t, uint64_t first, uint64_t second, uint64_t third);
kozo_err_t ref_on_thread(struct ref_thread *t, uint64_t op, struct ref_thread *self,
                         const uint64_t *value, struct ref_cap *other);

/* ref_call.c: the system call in the registers of the current thread. */
void ref_call(void);
