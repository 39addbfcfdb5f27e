/* SPDX-License-Identifier: MIT */
/* fast_method.h: the common methods in a straight line. */
#pragma once

#include <kozo/thread.h>

/* Their numbers, a bit for each. */
#define FAST_METHODS                                                                               \
    (UINT64_C(1) << KOZO_OP_NOTIFICATION_SIGNAL | UINT64_C(1) << KOZO_OP_NOTIFICATION_WAIT |       \
     UINT64_C(1) << KOZO_OP_BUDGET_YIELD)

/* Do the method in `caller`'s registers, if nothing is in the way. Returns the thread to go on
 * with, which may be the caller; or NULL: something is in the way, and nothing has changed.
 * Context: called by assembly; interrupts off, the kernel lock free, nobody else asks for it. */
struct thread *fast_wait(struct thread *caller);
struct thread *fast_yield(struct thread *caller);

/* Do it, by dispatch() if something is in the way: the caller goes on then, but for detours.
 * Context: the same; the lock is noted, as by entry_system_call() until entry_method_ends(). */
void fast_signal(struct thread *caller);
