/* SPDX-License-Identifier: MIT */
/* run_queue.h: ready budgets of one CPU; all operations are O(1). */
#pragma once

#include <kozo/assert.h>
#include <kozo/cpu.h>

/* What follows for `late`, which there is, and for the first in a queue. */
void run_queue_admit(struct run_queue *queue);
void run_queue_leave(struct run_queue *queue, const struct budget *first);

/* Those that are ready are in their queues. */
static inline void run_queue_settle(struct run_queue *queue)
{
    if (queue->late != NULL) {
        run_queue_admit(queue);
    }
}

/* Make a budget that is in no queue READY, behind or before the others of its priority. */
static inline void run_queue_append(struct run_queue *queue, struct budget *budget)
{
    kassert(budget->state != BUDGET_READY);
    run_queue_settle(queue);
    budget->state = BUDGET_READY;
    budget->preempted = false;
    queue->late = budget;
}

void run_queue_prepend(struct run_queue *queue, struct budget *budget);

/* Take a READY budget out; it becomes IDLE. */
void run_queue_remove(struct run_queue *queue, struct budget *budget);

/* The same for what run_queue_first() tells. */
static inline void run_queue_pop(struct run_queue *queue, struct budget *first)
{
    kassert(first->state == BUDGET_READY);
    first->state = BUDGET_IDLE;
    if (likely(first == queue->late)) {
        queue->late = NULL;
    } else {
        run_queue_leave(queue, first);
    }
}

/* Is any of this priority ready? */
static inline bool run_queue_has(const struct run_queue *queue, uint8_t priority)
{
    return queue->head[priority] != NULL ||
           (queue->late != NULL && queue->late->priority == priority);
}

/* Take out the first of a queue, whose state is the caller's to set, and put its equal behind the
 * others in its stead. Order: they are settled. */
static inline void run_queue_exchange(struct run_queue *queue, struct budget *first,
                                      struct budget *budget)
{
    struct budget *second = first->next;

    kassert(budget->priority == first->priority && queue->head[budget->priority] == first);
    budget->state = BUDGET_READY;
    budget->preempted = false;
    budget->next = NULL;
    if (likely(second == NULL)) {
        budget->prev = budget;
        queue->head[budget->priority] = budget;
    } else {
        budget->prev = first->prev;
        budget->prev->next = budget;
        second->prev = budget;
        queue->head[budget->priority] = second;
    }
}

static inline unsigned highest_bit(uint64_t bits)
{
    return 63U ^ (unsigned)__builtin_clzll(bits);
}

/* The first budget of the highest priority, or NULL. */
static inline struct budget *run_queue_first(const struct run_queue *queue)
{
    struct budget *late = queue->late;

    if (queue->words == 0) {
        return late;
    }
    const unsigned word = highest_bit(queue->words);
    struct budget *first = queue->head[word * 64 + highest_bit(queue->ready[word])];

    return late != NULL && late->priority > first->priority ? late : first;
}
