/* SPDX-License-Identifier: MIT */
/* sched.c: which budget has this CPU.
 *
 * The current budget is in no queue. It stays current while the thread that runs on it changes by
 * call and reply, which is why these read no clock; time is charged when the budget changes.
 *
 * Owns: budget states and times; cpu.budget, cpu.timer_at_ns; cpu.reselect, set by whatever may end
 *   that the current thread goes on on the current budget.
 * Invariants: INV-SCHED-1 a budget is READY iff it is in a queue; INV-SCHED-2 a READY budget has a
 *   runnable thread and time left; INV-SCHED-3 exactly cpu.budget is CURRENT; INV-SCHED-4 a
 *   DEPLETED budget has a replenishment armed; INV-SCHED-5 the budget of a thread that can run is
 *   not IDLE. */
#include "run_queue.h"

#include <kozo/arch.h>
#include <kozo/ipc.h>
#include <kozo/outcome.h>
#include <kozo/sched.h>
#include <kozo/timeout.h>

static bool budget_can_run(const struct budget *budget)
{
    return budget->thread != NULL && thread_is_runnable(budget->thread);
}

/* A budget that continues without pause never waits for its period to begin. */
static bool budget_is_continuous(const struct budget *budget)
{
    return budget->capacity_ns >= budget->period_ns;
}

static void budget_refill(struct budget *budget, uint64_t now_ns)
{
    budget->remaining_ns = budget->capacity_ns;
    budget->replenish_at_ns = now_ns + budget->period_ns;
}

static void sched_charge(struct cpu *cpu, uint64_t now_ns)
{
    struct budget *budget = cpu->budget;
    const uint64_t spent = now_ns - cpu->charged_from_ns;

    cpu->charged_from_ns = now_ns;
    if (budget == NULL) {
        return;
    }
    budget->consumed_ns += spent;
    budget->remaining_ns -= spent < budget->remaining_ns ? spent : budget->remaining_ns;
}

void sched_charge_current(void)
{
    sched_charge(this_cpu(), arch_now_ns());
}

/* A runnable thread's budget is spent before its next period. No client stops a server that has a
 * budget of its own: returns the thread that is to be woken on another budget, or NULL. */
static LOCKED COLD struct thread *sched_deplete(struct budget *budget)
{
    struct thread *server = ipc_return_loan(budget);

    if (server == NULL) {
        budget->state = BUDGET_DEPLETED;
        timeout_arm_budget(budget, budget->replenish_at_ns);
    }
    return server;
}

/* Does a budget without time left have to wait for its next period? If not it is refilled. */
static bool budget_must_wait(struct budget *budget, uint64_t now_ns)
{
    if (!budget_is_continuous(budget) && now_ns < budget->replenish_at_ns) {
        return true;
    }
    budget_refill(budget, now_ns);
    return false;
}

/* The current budget gives the CPU up. `first` tells whether it goes before its equals. */
static LOCKED void sched_retire_current(struct cpu *cpu, uint64_t now_ns, bool first)
{
    struct budget *budget = cpu->budget;

    cpu->budget = NULL;
    cpu->reselect = true;
    budget->state = BUDGET_IDLE;
    if (!budget_can_run(budget)) {
        return;
    }
    if (budget->remaining_ns == 0) {
        if (budget_must_wait(budget, now_ns)) {
            sched_wake(sched_deplete(budget)); /* nobody, or the server */
            return;
        }
        first = false;
    }
    if (first) {
        run_queue_prepend(&cpu->run_queue, budget);
    } else {
        run_queue_append(&cpu->run_queue, budget);
    }
}

/* One step of sched_wake(). Returns whom to wake instead, or NULL. */
static LOCKED ALWAYS_INLINE struct thread *sched_wake_one(struct thread *thread)
{
    struct budget *budget = thread->budget;
    struct cpu *cpu = this_cpu();

    if (budget == NULL || budget->thread != thread || budget->state != BUDGET_IDLE ||
        !thread_is_runnable(thread)) {
        return NULL;
    }
    if (budget->remaining_ns == 0 && budget_must_wait(budget, arch_now_ns())) {
        return sched_deplete(budget);
    }
    run_queue_append(&cpu->run_queue, budget);
    if (cpu->budget == NULL || budget->priority > cpu->budget->priority) {
        cpu->reschedule = true;
    }
    return NULL;
}

/* Spent loans are given back one after the other, each deeper in the chain of calls than the one
 * before, so that there are at most KOZO_CALL_DEPTH steps. */
void sched_wake(struct thread *thread)
{
    kassert(kernel_lock_is_held());
    while (thread != NULL) {
        thread = sched_wake_one(thread);
    }
}

static LOCKED void sched_unqueue(struct budget *budget)
{
    if (budget->state == BUDGET_READY) {
        run_queue_remove(&this_cpu()->run_queue, budget);
    } else if (budget->state == BUDGET_DEPLETED) {
        tree_remove(&budget->timeout);
        budget->state = BUDGET_IDLE;
    }
}

void sched_stop(struct thread *thread)
{
    struct budget *budget = thread->budget;

    kassert(kernel_lock_is_held());
    this_cpu()->reselect = true;
    if (budget != NULL && budget->thread == thread) {
        sched_unqueue(budget);
    }
}

void sched_assign(struct thread *thread, struct budget *budget)
{
    struct budget *before = thread->budget;

    kassert(kernel_lock_is_held());
    if (before == budget && (budget == NULL || budget->thread == thread)) {
        return;
    }
    this_cpu()->reselect = true;
    if (before != NULL && before->thread == thread) {
        sched_unqueue(before);
        before->thread = NULL;
    }
    thread->budget = budget;
    if (budget != NULL) {
        budget->thread = thread;
    }
}

void sched_yield(struct budget *budget)
{
    struct cpu *cpu = this_cpu();

    if (budget->state == BUDGET_READY) {
        run_queue_remove(&cpu->run_queue, budget);
        run_queue_append(&cpu->run_queue, budget);
    } else if (budget == cpu->budget) {
        const uint64_t now_ns = arch_now_ns();

        sched_charge(cpu, now_ns);
        sched_retire_current(cpu, now_ns, false);
    }
}

void sched_configure(struct budget *budget, uint8_t priority, uint64_t capacity_ns,
                     uint64_t period_ns)
{
    struct cpu *cpu = this_cpu();
    const uint64_t now_ns = arch_now_ns();
    const bool ready = budget->state == BUDGET_READY;

    if (budget == cpu->budget) {
        sched_charge(cpu, now_ns);
        cpu->rearm = true;
    }
    sched_unqueue(budget);
    budget->priority = priority;
    budget->capacity_ns = capacity_ns;
    budget->period_ns = period_ns;
    budget_refill(budget, now_ns);
    if (ready) {
        run_queue_append(&cpu->run_queue, budget);
    } else if (budget->thread != NULL) {
        sched_wake(budget->thread);
    }
    cpu->reschedule = true;
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

void sched_forget(struct budget *budget)
{
    struct cpu *cpu = this_cpu();

    sched_unqueue(budget);
    if (cpu->budget == budget) {
        cpu->budget = NULL;
        cpu->reselect = true;
        budget->state = BUDGET_IDLE;
    }
}

void sched_tick(void)
{
    struct cpu *cpu = this_cpu();
    const uint64_t now_ns = arch_now_ns();

    cpu->timer_at_ns = KOZO_DEADLINE_NEVER;
    cpu->rearm = true;
    sched_charge(cpu, now_ns);
    timeout_expire(now_ns);
    if (cpu->budget != NULL && cpu->budget->remaining_ns == 0) {
        sched_retire_current(cpu, now_ns, false);
    }
}

static LOCKED void sched_dispatch(struct cpu *cpu, uint64_t now_ns)
{
    struct budget *best = run_queue_first(&cpu->run_queue);
    struct budget *current = cpu->budget;

    if (current != NULL && (best == NULL || best->priority <= current->priority)) {
        return;
    }
    if (current != NULL) {
        sched_retire_current(cpu, now_ns, true);
        best = run_queue_first(&cpu->run_queue);
    }
    if (best != NULL && best->preempted && now_ns >= best->replenish_at_ns) {
        /* What it continues with is a new quantum: its equals come first. */
        run_queue_remove(&cpu->run_queue, best);
        budget_refill(best, now_ns);
        run_queue_append(&cpu->run_queue, best);
        best = run_queue_first(&cpu->run_queue);
    }
    if (best != NULL) {
        run_queue_remove(&cpu->run_queue, best);
        best->state = BUDGET_CURRENT;
        if (now_ns >= best->replenish_at_ns) {
            budget_refill(best, now_ns);
        }
        cpu->budget = best;
        cpu->rearm = true;
    }
}

static void sched_arm_timer(struct cpu *cpu)
{
    uint64_t at_ns = timeout_next();

    cpu->rearm = false;
    if (cpu->budget != NULL && cpu->charged_from_ns + cpu->budget->remaining_ns < at_ns) {
        at_ns = cpu->charged_from_ns + cpu->budget->remaining_ns;
    }
    if (at_ns != cpu->timer_at_ns) {
        cpu->timer_at_ns = at_ns;
        arch_timer_set(at_ns);
    }
}

struct thread *sched_select(void)
{
    struct cpu *cpu = this_cpu();

    kassert(kernel_lock_is_held());
    /* Whoever entered the kernel may have lost a lent budget on the way and goes on on its own. */
    if (unlikely(cpu->current != NULL && cpu->current->budget != cpu->budget)) {
        sched_wake(cpu->current);
    }
    for (;;) {
        const bool blocked = cpu->budget == NULL || !budget_can_run(cpu->budget);

        if (unlikely(blocked || cpu->reschedule)) {
            const uint64_t now_ns = arch_now_ns();

            cpu->reschedule = false;
            sched_charge(cpu, now_ns);
            if (cpu->budget != NULL && blocked) {
                sched_retire_current(cpu, now_ns, false);
            }
            sched_dispatch(cpu, now_ns);
        }
        if (unlikely(cpu->rearm)) {
            sched_arm_timer(cpu);
        }
        if (likely(cpu->budget != NULL)) {
            cpu->current = cpu->budget->thread;
            cpu->reselect = false;
            return cpu->current;
        }
        cpu->current = NULL;
        kernel_unlock();
        arch_idle();
        kernel_lock();
        sched_tick();
    }
}

void outcome_take(struct thread *caller, kozo_err_t outcome)
{
    if (outcome == KERNEL_DONE) {
        return;
    }
    caller->restart = outcome == KERNEL_RESTART;
    this_cpu()->reselect = true;
}

static void sched_check_queue(const struct run_queue *queue, unsigned priority)
{
    const bool marked = (queue->ready[priority / 64] >> (priority % 64)) & 1;
    const struct budget *prev = NULL;

    kensure(marked == (queue->head[priority] != NULL));
    for (const struct budget *b = queue->head[priority]; b != NULL; b = b->next) {
        kensure(b->state == BUDGET_READY);  /* INV-SCHED-1 */
        kensure(b->priority == priority);
        kensure(b->prev == prev);
        kensure(budget_can_run(b));         /* INV-SCHED-2 */
        kensure(b->thread->budget == b);    /* INV-THREAD-4 */
        prev = b;
    }
    kensure(queue->tail[priority] == prev);
}

void sched_check(void)
{
    const struct cpu *cpu = this_cpu();

    for (unsigned priority = 0; priority < KOZO_PRIORITIES; priority++) {
        sched_check_queue(&cpu->run_queue, priority);
    }
    if (cpu->budget != NULL) {
        kensure(cpu->budget->state == BUDGET_CURRENT); /* INV-SCHED-3 */
    }
}
