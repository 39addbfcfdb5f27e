/* SPDX-License-Identifier: MIT */
/* call.c: the bond between a caller and whoever holds the right to answer it.
 *
 * A caller lends its budget to the callee and remembers it in `budget`; the budget's `thread` is
 * the deepest callee of the chain. The callee's own budget, its home, keeps no thread meanwhile.
 *
 *     C --calls--> R --calls--> S        C->budget == R->budget == S->budget == B, B->thread == S
 *
 * Owns: thread.caller, thread.reply_callee, thread.reply_slot, thread.call_depth.
 * Invariants: INV-IPC-1 c->reply_callee == r iff r->caller == c; INV-IPC-2 a chain that shares a
 *   budget has at most KOZO_CALL_DEPTH threads. */
#include <kozo/ipc.h>
#include <kozo/lend.h>
#include <kozo/sched.h>

void ipc_link_call(struct thread *caller, struct thread *callee)
{
    kassert(kernel_lock_is_held());
    kassert(callee->caller == NULL);
    caller->state = KOZO_THREAD_STATE_AWAITING_REPLY;
    caller->reply_callee = callee;
    callee->caller = caller;
    if (!caller->faulted && caller->budget != NULL) {
        callee->call_depth = (uint8_t)(caller->call_depth + 1);
        sched_assign(callee, caller->budget);
    }
}

/* Give the chain that begins with `callee` another budget instead of the one that `caller` lent:
 * the first home in it. Returns the thread that has to go on on that budget, or NULL if the lent
 * one was not in use. */
static LOCKED struct thread *ipc_take_back_budget(struct thread *caller, struct thread *callee)
{
    struct budget *lent = caller->budget;
    struct budget *substitute = NULL;
    struct thread *deepest = NULL;
    bool loans = false;

    if (lent == NULL || lent->thread == caller) {
        return NULL;
    }
    for (unsigned depth = 0; depth < KOZO_CALL_DEPTH; depth++) {
        if (callee == NULL || callee->budget != lent) {
            break;
        }
        if (substitute == NULL) {
            substitute = callee->home;
        }
        deepest = callee;
        loans |= callee->lent != 0;
        if (lent->thread == deepest) {
            break;
        }
        callee->budget = substitute;
        callee = callee->reply_callee;
    }
    if (deepest == NULL || lent->thread != deepest) {
        return NULL;
    }
    sched_assign(deepest, substitute);
    sched_assign(caller, lent);
    if (unlikely(loans || lent->priority != lent->base)) {
        lend_settle(lent);
        lend_settle(substitute);
    }
    if (unlikely(tree_contains(&deepest->sender))) {
        lend_requeue(deepest);
    }
    return deepest;
}

/* As above; the thread goes on. The current one does so at the end of the entry. */
static LOCKED void ipc_end_loan(struct thread *caller, struct thread *callee)
{
    struct thread *deepest = ipc_take_back_budget(caller, callee);

    if (deepest != NULL && deepest != this_cpu()->current) {
        sched_wake(deepest);
    }
}

void ipc_unlink_call(struct thread *caller)
{
    struct thread *callee = caller->reply_callee;

    kassert(kernel_lock_is_held());
    if (callee != NULL) {
        caller->reply_callee = NULL;
        callee->caller = NULL;
        callee->call_depth = 0;
        caller->hurried = false;
        if (!caller->faulted) { /* which lends nothing */
            ipc_end_loan(caller, callee);
        }
    } else if (caller->reply_slot != NULL) {
        cap_forget_reply(caller->reply_slot);
        caller->reply_slot = NULL;
    }
}

void thread_reply_lost(struct thread *caller)
{
    caller->reply_slot = NULL;
    ipc_end_wait(caller, KOZO_ERR_PEER_DIED);
}

void thread_reply_moved(struct thread *caller, struct cap_slot *slot)
{
    caller->reply_slot = slot;
}

struct thread *ipc_return_loan(struct budget *budget)
{
    struct thread *caller = budget->home;

    for (unsigned depth = 0; depth < KOZO_CALL_DEPTH; depth++) {
        if (caller == NULL || caller->budget != budget || caller == budget->thread) {
            return NULL;
        }
        struct thread *callee = caller->reply_callee;

        if (callee != NULL && callee->home != NULL) {
            return ipc_take_back_budget(caller, callee);
        }
        caller = callee;
    }
    return NULL;
}

void ipc_recall_budget(const struct budget *budget, struct thread *home)
{
    if (home->budget != budget) {
        return;
    }
    if (home->reply_callee != NULL) {
        ipc_end_loan(home, home->reply_callee);
    }
    sched_assign(home, NULL);
    lend_requeue(home);
}
