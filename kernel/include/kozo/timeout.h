/* SPDX-License-Identifier: MIT */
/* timeout.h: what is due at a time: the end of a thread's wait, the replenishment of a budget, the
 * alarm of a notification. All are in one tree, so that they come in their order of time. */
#pragma once

#include <kozo/lock.h>
#include <kozo/tree.h>
#include <kozo/types.h>

struct budget;
struct notification;
struct thread;

/* What a node of kernel.timeouts is a part of; its key is the time in nanoseconds. */
enum timeout_kind { TIMEOUT_WAIT, TIMEOUT_REPLENISHMENT, TIMEOUT_ALARM };

/* Remember that the thread's wait ends at `deadline_ns`; never for KOZO_DEADLINE_NEVER. */
void timeout_arm_thread(struct thread *thread, uint64_t deadline_ns) LOCKED;

/* Remember that the budget is replenished at `at_ns`. */
void timeout_arm_budget(struct budget *budget, uint64_t at_ns) LOCKED;

/* Remember that the notification's alarm rings at `at_ns`. */
void timeout_arm_alarm(struct notification *notification, uint64_t at_ns) LOCKED;

/* Forget the thread's deadline; harmless if it has none. */
void timeout_cancel_thread(struct thread *thread) LOCKED;

/* Has this deadline passed? Returns: OK; NOT_READY (it is KOZO_DEADLINE_POLL); TIMED_OUT. */
MUST_CHECK kozo_err_t timeout_check(uint64_t deadline_ns);

/* What is due at `now_ns` happens, in its order of time, until an interrupt waits. */
void timeout_expire(uint64_t now_ns) LOCKED;

/* When the next one is due; KOZO_DEADLINE_NEVER if nothing is armed. */
uint64_t timeout_next(void);
