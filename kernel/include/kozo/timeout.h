/* SPDX-License-Identifier: MIT */
/* timeout.h: threads that wait with a deadline and budgets that wait for their replenishment. */
#pragma once

#include <kozo/thread.h>

/* Remember that the thread's wait ends at `deadline_ns`; never for KOZO_DEADLINE_NEVER. */
void timeout_arm_thread(struct thread *thread, uint64_t deadline_ns) LOCKED;

/* Remember that the budget is replenished at `at_ns`. */
void timeout_arm_budget(struct budget *budget, uint64_t at_ns) LOCKED;

/* Forget the thread's deadline; harmless if it has none. */
void timeout_cancel_thread(struct thread *thread) LOCKED;

/* Has this deadline passed? Returns: OK; NOT_READY (it is KOZO_DEADLINE_POLL); TIMED_OUT. */
MUST_CHECK kozo_err_t timeout_check(uint64_t deadline_ns);

/* End a batch of the waits and depletions that are due at `now_ns`. */
void timeout_expire(uint64_t now_ns) LOCKED;

/* When the next one is due; KOZO_DEADLINE_NEVER if nothing is armed. */
uint64_t timeout_next(void);
