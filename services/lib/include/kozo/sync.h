/* SPDX-License-Identifier: MIT */
/* sync.h: locks between threads of one program, on park and unpark.
 *
 * The kernel knows nothing of them: it is entered only to sleep and to wake. Every thread that uses
 * them has a block (runtime.h) with its thread capability. Zeroed memory is an unlocked mutex and a
 * condition that nobody waits for. */
#pragma once

#include <stdbool.h>

#include <kozo/runtime.h>

struct kozo_waiter;

/* Handed over in the order of arrival, so that no thread waits for ever; whoever waits neither
 * spins nor lends its priority. Not recursive. */
struct kozo_mutex {
    uintptr_t word;            /* 0: unlocked; MUTEX_LOCKED, and above it the newest of those who
                                * came since, each of which names the one before it */
    struct kozo_waiter *queue; /* the holder's: those who came before, the oldest first */
};

void kozo_mutex_lock(struct kozo_mutex *mutex);

/* Lock it if nobody has it. Returns whether it is the caller's now. */
bool kozo_mutex_try(struct kozo_mutex *mutex);

/* Context: the caller has locked it. */
void kozo_mutex_unlock(struct kozo_mutex *mutex);

/* Threads that wait until another tells them that something may have changed. All that is done to
 * it is done with the same mutex locked. */
struct kozo_condition {
    struct kozo_waiter *first, *last;
};

/* Unlock `mutex`, wait to be told, and lock it again.
 * Returns: OK; TIMED_OUT (nobody had told it by `until`). */
kozo_err_t kozo_condition_wait(struct kozo_condition *condition, struct kozo_mutex *mutex,
                               kozo_deadline_t until);

/* Tell the thread that has waited longest; or all. */
void kozo_condition_signal(struct kozo_condition *condition);
void kozo_condition_broadcast(struct kozo_condition *condition);
