/* SPDX-License-Identifier: MIT */
/* bond.h: a call and its answer where the current budget goes with the message, to a callee that
 * was receiving and back from it. That budget is in no queue, and the callee's own is not ready, so
 * that no more than links change. Any other bond is made and loosed in call.c.
 * Context: the caller has not faulted, and is not hurried when it is answered. */
#pragma once

#include <kozo/thread.h>

/* The callee gets the message of the caller, the current thread, which runs on `budget`. */
static ALWAYS_INLINE void bond_begin(struct thread *caller, struct thread *callee,
                                     struct budget *budget)
{
    if (callee->budget != NULL) {
        callee->budget->thread = NULL;
    }
    caller->state = KOZO_THREAD_STATE_AWAITING_REPLY;
    caller->reply_callee = callee;
    callee->caller = caller;
    callee->call_depth = (uint8_t)(caller->call_depth + 1);
    callee->state = KOZO_THREAD_STATE_READY;
    callee->budget = budget;
    budget->thread = callee;
}

/* The caller gets the answer of the callee, the current thread, which it has lent `budget`. */
static ALWAYS_INLINE void bond_end(struct thread *caller, struct thread *callee,
                                   struct budget *budget)
{
    struct budget *home = callee->home;

    caller->reply_callee = NULL;
    caller->state = KOZO_THREAD_STATE_READY;
    callee->caller = NULL;
    callee->call_depth = 0;
    callee->budget = home;
    if (home != NULL) {
        home->thread = callee;
    }
    budget->thread = caller;
}
