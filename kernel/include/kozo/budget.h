/* SPDX-License-Identifier: MIT */
/* budget.h: processor time with a priority. Ready queues hold budgets, not threads; `call` carries
 * the caller's budget to the server and `reply` carries it back. */
#pragma once

#include <kozo/cap.h>
#include <kozo/tree.h>

struct thread;

enum budget_state {
    BUDGET_IDLE,     /* no thread can run on it */
    BUDGET_READY,    /* in a ready queue */
    BUDGET_CURRENT,  /* of this CPU */
    BUDGET_DEPLETED, /* spent; waits for its replenishment */
};

struct budget {
    struct object object;
    struct thread *home;   /* the thread it is bound to, or NULL */
    struct thread *thread; /* the thread that runs on it now, or NULL */
    struct budget *next, *prev; /* in a ready queue: see run_queue.c */
    uint64_t capacity_ns, period_ns;
    uint64_t remaining_ns;    /* of this period */
    uint64_t replenish_at_ns; /* start of the next period */
    uint64_t consumed_ns;     /* since it was made */
    struct tree_node timeout; /* of the replenishment */
    uint8_t priority, base, ceiling; /* with what is lent to it, and without */
    uint8_t state; /* enum budget_state */
    bool preempted; /* ready: before its equals, to go on with its quantum */
    bool watched;   /* its exhaustion is told to its home's handler of faults, */
    bool told;      /* which has been done in this period */
};

_Static_assert(sizeof(struct budget) <= 1 << KOZO_BUDGET_SIZE_BITS, "budget object");

/* Initialise in cleared memory: priority and ceiling 0, a quantum of 10 ms, always replenished. */
void budget_init(struct budget *budget);

/* `thread` has lost the binding of its home budget. */
void budget_unbind(struct thread *thread) LOCKED;

/* Leave the queues; with the last capability no thread has it any more. Returns true: one step is
 * all it takes. */
bool budget_destroy_step(struct budget *budget) LOCKED;
