/* SPDX-License-Identifier: MIT */
/* run_queue.c: ready budgets of one CPU, a queue for each priority and a bit for each queue.
 *
 * Whoever becomes ready last stays out of its queue until another does: mostly it runs first, and
 * has never been in.
 *
 * Owns: struct run_queue; budget.next, budget.prev and the states READY.
 * Invariants: INV-QUEUE-1 the first of a queue has the last as `prev`, the last has no `next`. */
#include "run_queue.h"

static void queue_mark(struct run_queue *queue, uint8_t priority)
{
    queue->ready[priority / 64] |= UINT64_C(1) << (priority % 64);
    queue->words |= UINT64_C(1) << (priority / 64);
}

static void queue_unmark(struct run_queue *queue, uint8_t priority)
{
    queue->ready[priority / 64] &= ~(UINT64_C(1) << (priority % 64));
    if (queue->ready[priority / 64] == 0) {
        queue->words &= ~(UINT64_C(1) << (priority / 64));
    }
}

/* Put the budget, the only one or the last so far, before the first and behind the last. */
static void queue_join(struct run_queue *queue, struct budget *budget, struct budget *first)
{
    if (first == NULL) {
        budget->prev = budget;
        queue->head[budget->priority] = budget;
        queue_mark(queue, budget->priority);
    } else {
        budget->prev = first->prev;
        first->prev = budget;
    }
}

NOINLINE void run_queue_admit(struct run_queue *queue)
{
    struct budget *budget = queue->late;
    struct budget *first = queue->head[budget->priority];

    queue->late = NULL;
    queue_join(queue, budget, first);
    budget->next = NULL;
    if (first != NULL) {
        budget->prev->next = budget;
    }
}

void run_queue_prepend(struct run_queue *queue, struct budget *budget)
{
    struct budget *first = queue->head[budget->priority];

    kassert(budget->state != BUDGET_READY);
    budget->state = BUDGET_READY;
    queue_join(queue, budget, first);
    budget->preempted = true;
    budget->next = first;
    queue->head[budget->priority] = budget;
}

NOINLINE void run_queue_leave(struct run_queue *queue, const struct budget *first)
{
    const uint8_t priority = first->priority;

    kassert(queue->head[priority] == first);
    queue->head[priority] = first->next;
    if (first->next != NULL) {
        first->next->prev = first->prev;
    } else {
        queue_unmark(queue, priority);
    }
}

void run_queue_remove(struct run_queue *queue, struct budget *budget)
{
    struct budget *first = queue->head[budget->priority];

    if (budget == first || budget == queue->late) {
        run_queue_pop(queue, budget);
        return;
    }
    kassert(budget->state == BUDGET_READY);
    budget->state = BUDGET_IDLE;
    budget->prev->next = budget->next;
    if (budget->next != NULL) {
        budget->next->prev = budget->prev;
    } else {
        first->prev = budget->prev;
    }
}
