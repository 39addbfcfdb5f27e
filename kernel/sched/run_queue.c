/* SPDX-License-Identifier: MIT */
/* run_queue.c: ready budgets of one CPU, a queue for each priority and a bit for each queue.
 * Owns: struct run_queue; budget.next, budget.prev and the states READY. */
#include "run_queue.h"

static void queue_mark(struct run_queue *queue, uint8_t priority)
{
    queue->ready[priority / 64] |= UINT64_C(1) << (priority % 64);
}

void run_queue_append(struct run_queue *queue, struct budget *budget)
{
    const uint8_t priority = budget->priority;

    kassert(budget->state != BUDGET_READY);
    budget->state = BUDGET_READY;
    budget->preempted = false;
    budget->next = NULL;
    budget->prev = queue->tail[priority];
    if (budget->prev != NULL) {
        budget->prev->next = budget;
    } else {
        queue->head[priority] = budget;
        queue_mark(queue, priority);
    }
    queue->tail[priority] = budget;
}

void run_queue_prepend(struct run_queue *queue, struct budget *budget)
{
    const uint8_t priority = budget->priority;

    kassert(budget->state != BUDGET_READY);
    budget->state = BUDGET_READY;
    budget->preempted = true;
    budget->prev = NULL;
    budget->next = queue->head[priority];
    if (budget->next != NULL) {
        budget->next->prev = budget;
    } else {
        queue->tail[priority] = budget;
        queue_mark(queue, priority);
    }
    queue->head[priority] = budget;
}

void run_queue_remove(struct run_queue *queue, struct budget *budget)
{
    const uint8_t priority = budget->priority;

    kassert(budget->state == BUDGET_READY);
    if (budget->prev != NULL) {
        budget->prev->next = budget->next;
    } else {
        queue->head[priority] = budget->next;
    }
    if (budget->next != NULL) {
        budget->next->prev = budget->prev;
    } else {
        queue->tail[priority] = budget->prev;
    }
    if (queue->head[priority] == NULL) {
        queue->ready[priority / 64] &= ~(UINT64_C(1) << (priority % 64));
    }
    budget->next = NULL;
    budget->prev = NULL;
    budget->state = BUDGET_IDLE;
}

struct budget *run_queue_first(const struct run_queue *queue)
{
    for (unsigned word = KOZO_PRIORITIES / 64; word-- > 0;) {
        if (queue->ready[word] != 0) {
            const unsigned bit = 63U - (unsigned)__builtin_clzll(queue->ready[word]);

            return queue->head[word * 64 + bit];
        }
    }
    return NULL;
}
