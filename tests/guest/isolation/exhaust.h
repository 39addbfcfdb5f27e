/* SPDX-License-Identifier: MIT */
/* exhaust.h: using up what there is. Everything is done REPEATS times, and must come out the same:
 * what is given back is whole. */
#pragma once

#include "attack.h"

#define REPEATS effort(3, 3, 1)

/* The handle in root's space of what `inner` names in a CNode that root knows by `outer`. */
kozo_handle_t inside(kozo_handle_t outer, kozo_handle_t inner);

/* A thread above all others but the watchdog that wants to run every few microseconds: how late it
 * comes at worst is how long the kernel kept interrupts off. */
void probe_begin(void);

/* Stop it; fails the test if it came later than any operation may take, plus an allowance. */
void probe_end(const char *during, uint64_t allowance_ns);

/* Threads by the thousand, each with a small stack and a place for what it did. */
struct member {
    kozo_thread_t thread;
    kozo_budget_t budget;
    void (*body)(struct member *self);
    kozo_handle_t target;
    uint64_t number;
    kozo_deadline_t deadline;
    volatile kozo_err_t error;
    volatile uint64_t value;
    volatile bool done;
};

/* Make and start `count` of them, above root, at `body` with `target`; faults go to `handler` if it
 * is one, under the number plus one as badge. */
void crowd_make(unsigned count, void (*body)(struct member *self), kozo_handle_t target,
                kozo_deadline_t deadline, kozo_endpoint_t handler);
struct member *crowd_member(unsigned number);
unsigned crowd_in_state(unsigned count, kozo_thread_state_t wanted);

/* How many have ended with `error`. */
unsigned crowd_done(unsigned count, kozo_err_t error);

/* Take the members and all that was made since: the test's memory is as it was at its start. */
void crowd_end(void);
