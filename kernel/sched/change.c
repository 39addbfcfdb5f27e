/* SPDX-License-Identifier: MIT */
/* change.c: what a budget has to give, and when, changes: by its owner, by a loan, by time.
 * Owns: budget.priority, capacity_ns, period_ns, replenish_at_ns. */
#include "current.h"

#include <kozo/arch.h>
#include <kozo/lend.h>
#include <kozo/sched.h>

void budget_refill(struct budget *budget, uint64_t now_ns)
{
    budget->remaining_ns = budget->capacity_ns;
    budget->replenish_at_ns = now_ns + budget->period_ns;
    budget->told = false;
}

NOINLINE void sched_prioritize(struct budget *budget, uint8_t priority)
{
    struct cpu *cpu = this_cpu();
    const bool ready = budget->state == BUDGET_READY;

    if (ready) {
        run_queue_remove(&cpu->run_queue, budget);
    }
    budget->priority = priority;
    if (ready) {
        run_queue_append(&cpu->run_queue, budget);
    }
    cpu->rearm = true;
    cpu->reschedule = true;
}

void sched_configure(struct budget *budget, uint8_t priority, uint64_t capacity_ns,
                     uint64_t period_ns)
{
    if (budget == this_cpu()->budget) {
        sched_charge_current();
    }
    if (budget->state == BUDGET_DEPLETED) {
        tree_remove(&budget->timeout);
        budget->state = BUDGET_IDLE;
    }
    budget->base = priority;
    budget->capacity_ns = capacity_ns;
    budget->period_ns = period_ns;
    budget_refill(budget, arch_now_ns());
    sched_prioritize(budget, lend_due(budget));
    if (budget->thread != NULL) {
        lend_requeue(budget->thread);
        sched_wake(budget->thread);
    }
}

void sched_replenish(struct budget *budget, uint64_t now_ns)
{
    kassert(budget->state == BUDGET_DEPLETED);
    tree_remove(&budget->timeout);
    budget->state = BUDGET_IDLE;
    budget_refill(budget, now_ns);
    if (budget->thread != NULL) {
        sched_wake(budget->thread);
    }
}
