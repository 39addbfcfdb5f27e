/* SPDX-License-Identifier: MIT */
/* effects_budget.c: the proof that operations on budgets do to their state what the IDL says, on
 * the kernel's own source. */
#include "scheduling.h"
#include <kozo/gen/state_contracts.h>

/* The thread that runs on it is there, and runs on it. */
#define RUNS(b)                                                                                    \
    ((b)->thread != \null ==>                                                                      \
        THREAD((b)->thread) && \separated((b)->thread, b) && (b)->thread->budget == (b))

/*@ requires clock: CLOCK;
    requires budget: BUDGET(budget);
    requires thread: RUNS(budget);
    assigns proof_cpu.charged_from_ns, CURRENT->consumed_ns, CURRENT->remaining_ns, budget->state,
            budget->timeout.ring_next, budget->base, budget->capacity_ns, budget->period_ns,
            budget->remaining_ns, budget->replenish_at_ns, budget->told, budget->priority,
            budget->thread, budget->thread->budget;
    ensures base: budget->base == priority;
    ensures capacity: budget->capacity_ns == capacity_ns;
    ensures period: budget->period_ns == period_ns;
    ensures remaining: logic_budget_remaining(budget) == capacity_ns;
    ensures consumed: logic_budget_consumed(budget) == \old(logic_budget_consumed(budget));
    ensures others: budget != CURRENT ==>
        proof_cpu.charged_from_ns == \old(proof_cpu.charged_from_ns) &&
        (CURRENT != \null ==> CURRENT->consumed_ns == \old(CURRENT->consumed_ns) &&
             CURRENT->remaining_ns == \old(CURRENT->remaining_ns)); */
void sched_configure(struct budget *budget, uint8_t priority, uint64_t capacity_ns,
                     uint64_t period_ns);

/*@ requires clock: CLOCK;
    requires self: BUDGET(self) && RUNS(self);
    requires authority: BUDGET(authority) && (authority == self || \separated(authority, self)) &&
        (self->thread != \null ==> \separated(authority, self->thread)); */
kozo_err_t sys_budget_configure(struct thread *caller, struct budget *self,
                                struct budget *authority, kozo_priority_t priority,
                                kozo_duration_t capacity, kozo_duration_t period);

/*@ requires clock: CLOCK;
    requires self: BUDGET(self);
    requires results: \valid(ceiling) && \valid(remaining) && \valid(consumed) &&
        \separated(ceiling, remaining, consumed, self, &proof_cpu, &proof_now_ns) &&
        \separated(CURRENT, ceiling, remaining, consumed); */
kozo_err_t sys_budget_inspect(struct thread *caller, struct budget *self, kozo_priority_t *ceiling,
                              kozo_duration_t *remaining, kozo_duration_t *consumed);

/*@ requires clock: CLOCK;
    requires self: BUDGET(self) && RUNS(self);
    requires ready: self->state == BUDGET_READY ==> self->thread != \null;
    requires period: self->state == BUDGET_READY && self->remaining_ns == 0 ==> !PERIOD_OVER(self);
    requires flags: flags <= KOZO_BUDGET_WATCH_MASK; */
kozo_err_t sys_budget_watch(struct thread *caller, struct budget *self, kozo_budget_watch_t flags);

#include "../../../kernel/sched/change.c"
#include "../../../kernel/sched/sched.c"
#include "../../../kernel/obj/budget.c"
