/* SPDX-License-Identifier: MIT */
/* check.c: do the queues, the states of budgets and the timer agree? */
#include "current.h"
#include "run_queue.h"

#include <kozo/sched.h>
#include <kozo/timeout.h>

static void sched_check_ready(const struct budget *budget)
{
    kensure(budget->state == BUDGET_READY); /* INV-SCHED-1 */
    kensure(budget_can_run(budget));        /* INV-SCHED-2 */
    kensure(budget->remaining_ns != 0 || budget_has_news(budget));
    kensure(budget->thread->budget == budget); /* INV-THREAD-4 */
}

static void sched_check_queue(const struct run_queue *queue, unsigned priority)
{
    const bool marked = (queue->ready[priority / 64] >> (priority % 64)) & 1;
    const struct budget *first = queue->head[priority];
    const struct budget *prev = first != NULL ? first->prev : NULL;

    kensure(marked == (first != NULL));
    kensure(((queue->words >> (priority / 64)) & 1) == (queue->ready[priority / 64] != 0));
    for (const struct budget *b = first; b != NULL; b = b->next) {
        sched_check_ready(b);
        kensure(b != queue->late);
        kensure(b->priority == priority);
        kensure(b->prev == prev);
        prev = b;
    }
    kensure(first == NULL || first->prev == prev); /* INV-QUEUE-1 */
}

void sched_check(void)
{
    const struct cpu *cpu = this_cpu();
    const struct budget *current = cpu->budget;

    for (unsigned priority = 0; priority < KOZO_PRIORITIES; priority++) {
        sched_check_queue(&cpu->run_queue, priority);
    }
    if (cpu->run_queue.late != NULL) {
        sched_check_ready(cpu->run_queue.late);
    }
    if (current != NULL) {
        kensure(current->state == BUDGET_CURRENT); /* INV-SCHED-3 */
    }
    if (!cpu->rearm) {
        kensure(cpu->timer_at_ns <= timeout_next()); /* INV-SCHED-6 */
        kensure(current == NULL || !sched_end_matters(cpu, current) ||
                cpu->timer_at_ns <= sched_end(cpu, current));
    }
}
