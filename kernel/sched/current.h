/* SPDX-License-Identifier: MIT */
/* current.h: what is to be known of a budget that has the CPU or may get it. */
#pragma once

#include "run_queue.h"

static inline bool budget_can_run(const struct budget *budget)
{
    return budget->thread != NULL && thread_is_runnable(budget->thread);
}

/* A budget that continues without pause never waits for its period to begin. */
static inline bool budget_is_continuous(const struct budget *budget)
{
    return budget->capacity_ns >= budget->period_ns;
}

/* Its next period begins. */
void budget_refill(struct budget *budget, uint64_t now_ns);

/* Is its exhaustion still to be told? That happens when its own thread is chosen to run. */
static inline bool budget_has_news(const struct budget *budget)
{
    return budget->watched && !budget->told && budget->thread == budget->home;
}

/* Does anything happen when the time of the current budget is up? */
static inline bool sched_end_matters(const struct cpu *cpu, const struct budget *budget)
{
    return !budget_is_continuous(budget) || run_queue_has(&cpu->run_queue, budget->priority);
}

static inline uint64_t sched_end(const struct cpu *cpu, const struct budget *budget)
{
    return cpu->charged_from_ns + budget->remaining_ns;
}
