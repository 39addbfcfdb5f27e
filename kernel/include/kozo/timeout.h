/* SPDX-License-Identifier: MIT */
/* timeout.h: threads that wait with a deadline and budgets that wait for their replenishment. */
#pragma once

#include <kozo/thread.h>

/* Remember that the thread's wait ends at `deadline_ns`; never for KOZO_DEADLINE_NEVER. */
void timeout_arm_thread(struct thread *thread, uint64_t deadline_ns);
void timeout_arm_budget(struct budget *budget, uint64_t at_ns);

/* Forget it; harmless if nothing is armed. */
void timeout_cancel(struct tree_node *timeout);

/* End at most a batch of the waits that are due at `now_ns`. Returns the time of the next one,
 * which is not after `now_ns` if more are due. */
uint64_t timeout_expire(uint64_t now_ns);
