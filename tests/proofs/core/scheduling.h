/* SPDX-License-Identifier: MIT */
/* scheduling.h: what scheduling does to budgets, for proofs of what operations do to the state of
 * objects. Who runs next is no clause's concern: writes to queues, to trees but for whether a node
 * is in one, to the processor's detours, and to objects that an operation is not given, are left
 * out of what is trusted here. */
#pragma once

#include "flags.h"

#include <attributes.h>
#include <kozo/lend.h>
#include <kozo/sched.h>

#define CURRENT proof_cpu.budget

/* The clock has not gone back, and nobody has spent more time than has passed. */
#define CLOCK                                                                                      \
    (CURRENT != \null ==> \valid(CURRENT) &&                                                       \
        CURRENT->consumed_ns <= proof_cpu.charged_from_ns <= proof_now_ns &&                       \
        \separated(CURRENT, &proof_cpu, &proof_now_ns))

/* Objects do not overlap each other, nor the processor. */
#define BUDGET(b)                                                                                  \
    (\valid(b) && \separated(b, &proof_cpu, &proof_now_ns) &&                                      \
     (b == CURRENT || \separated(b, CURRENT)))
#define THREAD(t)                                                                                  \
    (\valid(t) && \separated(t, CURRENT, &proof_cpu, &proof_now_ns))

/* Does the budget begin a period when its thread is woken and it has nothing left? */
#define PERIOD_OVER(b) ((b)->capacity_ns >= (b)->period_ns || proof_now_ns >= (b)->replenish_at_ns)

/*@ requires clock: CLOCK;
    assigns proof_cpu.charged_from_ns, CURRENT->consumed_ns, CURRENT->remaining_ns;
    ensures charged: proof_cpu.charged_from_ns == proof_now_ns;
    ensures consumed: CURRENT != \null ==>
        CURRENT->consumed_ns == \old(logic_budget_consumed(CURRENT));
    ensures remaining: CURRENT != \null ==>
        CURRENT->remaining_ns == \old(logic_budget_remaining(CURRENT)); */
void sched_charge_current(void);

/*@ requires thread: \valid(thread);
    assigns thread->budget->state; */
void sched_stop(struct thread *thread);

/* Whoever is woken with nothing left may begin a period, or lose a lent budget. */
/*@ requires thread: \valid(thread);
    assigns thread->budget->state, thread->budget->remaining_ns, thread->budget->replenish_at_ns,
            thread->budget->told, thread->budget->thread, thread->budget->priority, thread->budget;
    ensures remaining: \old(thread->budget) != \null ==>
        \old(thread->budget)->remaining_ns == \old(thread->budget->remaining_ns) ||
        (\old(thread->budget->remaining_ns == 0 && PERIOD_OVER(thread->budget)) &&
         \old(thread->budget)->remaining_ns == \old(thread->budget->capacity_ns)); */
void sched_wake(struct thread *thread);

/*@ assigns budget->priority; */
void sched_prioritize(struct budget *budget, uint8_t priority);

/*@ assigns node->ring_next;
    ensures out: node->ring_next == \null; */
void tree_remove(struct tree_node *node);

/*@ assigns \nothing; */
uint8_t lend_due(const struct budget *budget);

/*@ assigns \nothing; */
void lend_requeue(struct thread *thread);
