/* SPDX-License-Identifier: MIT */
/* timeout.h: what is due at a time: the end of a thread's wait, the replenishment of a budget, the
 * alarm of a notification. All are in one tree, so that they come in their order of time. */
#pragma once

#include <kozo/lock.h>
#include <kozo/thread.h>
#include <kozo/types.h>

struct notification;

/* What a node of kernel.timeouts is a part of; its key is the time in nanoseconds. */
enum timeout_kind { TIMEOUT_WAIT, TIMEOUT_REPLENISHMENT, TIMEOUT_ALARM };

/* Remember, and forget, that the thread's wait ends at a time. */
void timeout_arm_wait(struct thread *thread, uint64_t deadline_ns) LOCKED;
void timeout_cancel_wait(struct thread *thread) LOCKED;

/* The same for any deadline; never for KOZO_DEADLINE_NEVER. */
static ALWAYS_INLINE LOCKED void timeout_arm_thread(struct thread *thread, uint64_t deadline_ns)
{
    if (deadline_ns != KOZO_DEADLINE_NEVER) {
        timeout_arm_wait(thread, deadline_ns);
    }
}

/* The same for any thread; harmless if it has no deadline. */
static ALWAYS_INLINE LOCKED void timeout_cancel_thread(struct thread *thread)
{
    if (unlikely(thread->timed)) {
        timeout_cancel_wait(thread);
    }
}

/* Remember that the budget is replenished at `at_ns`. */
void timeout_arm_budget(struct budget *budget, uint64_t at_ns) LOCKED;

/* Remember that the notification's alarm rings at `at_ns`. */
void timeout_arm_alarm(struct notification *notification, uint64_t at_ns) LOCKED;

/* Has this deadline passed? Returns: OK; NOT_READY (it is KOZO_DEADLINE_POLL); TIMED_OUT. */
MUST_CHECK kozo_err_t timeout_check(uint64_t deadline_ns);

/* What is due at `now_ns` happens, in its order of time, until an interrupt waits. */
void timeout_expire(uint64_t now_ns) LOCKED;

/* When the next one is due; KOZO_DEADLINE_NEVER if nothing is armed. */
uint64_t timeout_next(void);
