/* SPDX-License-Identifier: MIT */
/* sched.c: which budget has this CPU.
 *
 * The current budget is in no queue. It stays current while the thread that runs on it changes by
 * call and reply, which is why these read no clock; time is charged when the budget changes.
 *
 * The timer is written only if it would fire too late. It may fire too early, once: then it is set
 * to what is due next, and to nothing if nothing is. A budget that goes on anyway when its time is
 * up does not need it.
 *
 * Owns: budget states and times; cpu.budget, cpu.timer_at_ns; cpu.reselect, set by whatever may end
 *   that the current thread goes on on the current budget.
 * Invariants: INV-SCHED-1 a budget is READY iff it is in a queue; INV-SCHED-2 a READY budget has a
 *   runnable thread, and time left or news of its exhaustion; INV-SCHED-3 exactly cpu.budget is
 *   CURRENT; INV-SCHED-4 a DEPLETED budget has a replenishment armed; INV-SCHED-5 the budget of a
 *   thread that can run is not IDLE; INV-SCHED-6 unless `rearm` is set, the timer fires no later
 *   than the first deadline or replenishment, and no later than the end of the current budget if
 *   that matters. */
#include "current.h"
#include "run_queue.h"

#include <kozo/arch.h>
#include <kozo/ipc.h>
#include <kozo/outcome.h>
#include <kozo/sched.h>
#include <kozo/timeout.h>
#include <kozo/wait_by.h>

/* `current` has had the CPU until now. */
static ALWAYS_INLINE void sched_charge_to(struct cpu *cpu, struct budget *current, uint64_t now_ns)
{
    const uint64_t spent = now_ns - cpu->charged_from_ns;

    cpu->charged_from_ns = now_ns;
    current->consumed_ns += spent;
    current->remaining_ns -= spent < current->remaining_ns ? spent : current->remaining_ns;
}

static void sched_charge(struct cpu *cpu, uint64_t now_ns)
{
    if (cpu->budget != NULL) {
        sched_charge_to(cpu, cpu->budget, now_ns);
    }
    cpu->charged_from_ns = now_ns;
}

/* The end of the current budget may have come to matter, or is another. Returns whether the timer
 * has to fire earlier for it. */
static inline bool sched_watch_end(struct cpu *cpu, const struct budget *current)
{
    if (sched_end(cpu, current) < cpu->timer_at_ns && sched_end_matters(cpu, current)) {
        cpu->rearm = true;
        return true;
    }
    return false;
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

/* Has the thread a budget that it can run on and that does not know of it yet? */
static ALWAYS_INLINE bool sched_can_wake(const struct thread *thread)
{
    const struct budget *budget = thread->budget;

    return budget != NULL && budget->thread == thread && budget->state == BUDGET_IDLE &&
           thread_is_runnable(thread);
}

static LOCKED ALWAYS_INLINE void sched_make_ready(struct cpu *cpu, struct budget *budget)
{
    run_queue_append(&cpu->run_queue, budget);
    if (cpu->budget == NULL || budget->priority > cpu->budget->priority) {
        cpu->reschedule = true;
    } else if (budget->priority == cpu->budget->priority) {
        (void)sched_watch_end(cpu, cpu->budget);
    }
}

/* One step of sched_wake_all(). Returns whom to wake instead, or NULL. */
static LOCKED struct thread *sched_wake_one(struct thread *thread)
{
    struct budget *budget = thread->budget;

    if (!sched_can_wake(thread)) {
        return NULL;
    }
    if (budget->remaining_ns == 0 && budget_must_wait(budget, arch_now_ns()) &&
        !budget_has_news(budget)) {
        return sched_deplete(budget);
    }
    sched_make_ready(this_cpu(), budget);
    return NULL;
}

/* sched_wake() of whomever, or of nobody. Spent loans are given back one after the other, each
 * deeper in the chain of calls than the one before, so that there are at most KOZO_CALL_DEPTH
 * steps. */
static LOCKED COLD void sched_wake_all(struct thread *thread)
{
    while (thread != NULL) {
        thread = sched_wake_one(thread);
    }
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
        if (budget_must_wait(budget, now_ns) && !budget_has_news(budget)) {
            sched_wake_all(sched_deplete(budget)); /* nobody, or the server */
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

void sched_wake(struct thread *thread)
{
    struct cpu *cpu = this_cpu();

    kassert(kernel_lock_is_held());
    if (!sched_can_wake(thread)) {
        return;
    }
    if (unlikely(thread->budget->remaining_ns == 0 || cpu->run_queue.late != NULL)) {
        sched_wake_all(thread);
        return;
    }
    sched_make_ready(cpu, thread->budget);
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

/* The best of a priority, which is not current, is due to run, and the time is up for which it was
 * to go before its equals: what it continues with is a new quantum, so these come first. */
static LOCKED COLD struct budget *sched_renew(struct cpu *cpu, struct budget *best, uint64_t now_ns)
{
    if (best->preempted) {
        run_queue_remove(&cpu->run_queue, best);
        budget_refill(best, now_ns);
        run_queue_append(&cpu->run_queue, best);
        best = run_queue_first(&cpu->run_queue);
    }
    if (now_ns >= best->replenish_at_ns) {
        budget_refill(best, now_ns);
    }
    return best;
}

/* The CPU is for a budget that has just been taken out of its queue. Returns whether the timer has
 * to fire earlier for it. */
static LOCKED ALWAYS_INLINE bool sched_take(struct cpu *cpu, struct budget *budget)
{
    budget->state = BUDGET_CURRENT;
    cpu->budget = budget;
    return sched_watch_end(cpu, budget);
}

/* Let the first of the equals of the current budget have the CPU, if there is one. Returns whether
 * it has it, and nothing else is to be done. */
static LOCKED ALWAYS_INLINE bool sched_rotate(struct cpu *cpu, struct budget *budget)
{
    run_queue_settle(&cpu->run_queue);
    struct budget *first = cpu->run_queue.head[budget->priority];

    if (first == NULL) {
        return false;
    }
    const uint64_t now_ns = arch_now_ns();

    sched_charge_to(cpu, budget, now_ns);
    if (unlikely(budget->remaining_ns == 0 || now_ns >= first->replenish_at_ns)) {
        sched_retire_current(cpu, now_ns, false);
        return false;
    }
    run_queue_exchange(&cpu->run_queue, first, budget);
    return !sched_take(cpu, first);
}

void sched_yield(struct budget *budget)
{
    struct cpu *cpu = this_cpu();

    if (budget == cpu->budget) {
        (void)sched_rotate(cpu, budget);
        cpu->reselect = true;
    } else if (budget->state == BUDGET_READY) {
        run_queue_remove(&cpu->run_queue, budget);
        run_queue_append(&cpu->run_queue, budget);
    }
}

void sched_forget(struct budget *budget)
{
    struct cpu *cpu = this_cpu();

    sched_unqueue(budget);
    if (cpu->budget == budget) {
        sched_charge(cpu, arch_now_ns());
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
    if (unlikely(kernel.nested_some)) {
        (void)wait_end_nested(); /* what a removal left when this interrupt came */
    }
    if (cpu->budget != NULL && cpu->budget->remaining_ns == 0) {
        sched_retire_current(cpu, now_ns, false);
    }
}

/* The current budget cannot go on, or something else may have to run. */
static LOCKED void sched_switch(struct cpu *cpu, bool blocked)
{
    struct budget *best = run_queue_first(&cpu->run_queue);
    struct budget *current = cpu->budget;

    cpu->reschedule = false;
    if (!blocked && (best == NULL || best->priority <= current->priority)) {
        return;
    }
    const uint64_t now_ns = arch_now_ns();

    sched_charge(cpu, now_ns);
    if (!blocked) {
        sched_retire_current(cpu, now_ns, true);
        best = run_queue_first(&cpu->run_queue); /* or whom the current one's server runs on */
    } else if (current != NULL) {
        current->state = BUDGET_IDLE;
        cpu->budget = NULL;
    }
    if (unlikely(best == NULL)) {
        return;
    }
    if (unlikely(now_ns >= best->replenish_at_ns)) {
        best = sched_renew(cpu, best, now_ns);
    }
    run_queue_pop(&cpu->run_queue, best);
    (void)sched_take(cpu, best);
}

/* Let `late` have the CPU that the current budget has blocked on, if nobody comes before it and it
 * needs no refill. Returns whether it has it, and nothing else is to be done. */
static LOCKED ALWAYS_INLINE bool sched_hand_over(struct cpu *cpu, struct budget *current)
{
    struct budget *next = cpu->run_queue.late;

    if (next == NULL || run_queue_first(&cpu->run_queue) != next) {
        return false;
    }
    const uint64_t now_ns = arch_now_ns();

    if (unlikely(now_ns >= next->replenish_at_ns)) {
        return false;
    }
    sched_charge_to(cpu, current, now_ns);
    current->state = BUDGET_IDLE;
    cpu->run_queue.late = NULL;
    cpu->reschedule = false;
    return !sched_take(cpu, next);
}

static COLD void sched_arm_timer(struct cpu *cpu)
{
    const struct budget *budget = cpu->budget;
    uint64_t at_ns = timeout_next();

    cpu->rearm = false;
    if (budget != NULL && sched_end_matters(cpu, budget) && sched_end(cpu, budget) < at_ns) {
        at_ns = sched_end(cpu, budget);
    }
    if (at_ns < cpu->timer_at_ns) {
        cpu->timer_at_ns = at_ns;
        arch_timer_set(at_ns);
    }
}

/* The current budget is spent and its thread, which was about to run, faults instead. There may be
 * more such budgets. Returns whether somebody else has to be chosen. */
static LOCKED COLD bool sched_tell_exhaustion(struct cpu *cpu)
{
    struct budget *budget = cpu->budget;

    if (budget == NULL || budget->remaining_ns != 0 || budget_is_continuous(budget) ||
        !budget_has_news(budget)) {
        return false;
    }
    budget->told = true;
    ipc_exhausted(budget->thread);
    if (arch_interrupt_waits()) {
        sched_tick();
    }
    return true;
}

/* End the waits that a move left: before anybody is chosen, since whoever waited may have to run.
 * If an interrupt waits, that goes on with it. */
static LOCKED ALWAYS_INLINE void sched_end_nested(const struct cpu *cpu)
{
    if (unlikely(cpu->rearm && kernel.nested_doubted)) {
        (void)wait_end_nested();
    }
}

static LOCKED ALWAYS_INLINE struct thread *sched_go_on(struct cpu *cpu)
{
    cpu->current = cpu->budget->thread;
    cpu->reselect = false;
    return cpu->current;
}

/* Whoever entered the kernel may have lost a lent budget on the way and goes on on its own. */
static ALWAYS_INLINE bool sched_is_stray(const struct thread *thread)
{
    return thread != NULL && thread_is_runnable(thread) && thread->budget != NULL &&
           thread->budget->state == BUDGET_IDLE;
}

static LOCKED NOINLINE struct thread *sched_search(struct cpu *cpu)
{
    sched_end_nested(cpu);
    for (;;) {
        const bool blocked = cpu->budget == NULL || !budget_can_run(cpu->budget);

        if (blocked || cpu->reschedule) {
            sched_switch(cpu, blocked);
        }
        if (unlikely(cpu->rearm)) {
            if (sched_tell_exhaustion(cpu)) {
                continue;
            }
            sched_arm_timer(cpu);
        }
        if (likely(cpu->budget != NULL)) {
            return sched_go_on(cpu);
        }
        cpu->current = NULL;
        kernel_unlock();
        arch_idle();
        kernel_lock();
        sched_tick();
    }
}

struct thread *sched_select(void)
{
    struct cpu *cpu = this_cpu();

    kassert(kernel_lock_is_held());
    if (unlikely(sched_is_stray(cpu->current))) {
        sched_wake(cpu->current);
    }
    if (unlikely(cpu->budget == NULL)) {
        return sched_search(cpu);
    }
    if (!budget_can_run(cpu->budget)) {
        return sched_select_other();
    }
    if (likely(!cpu->reschedule && !cpu->rearm)) {
        return sched_go_on(cpu);
    }
    return sched_search(cpu);
}

struct thread *sched_select_other(void)
{
    struct cpu *cpu = this_cpu();

    return likely(!cpu->rearm && sched_hand_over(cpu, cpu->budget)) ? sched_go_on(cpu)
                                                                    : sched_search(cpu);
}

struct thread *sched_yield_current(struct budget *current)
{
    struct cpu *cpu = this_cpu();

    if (unlikely(!sched_rotate(cpu, current))) {
        return sched_select();
    }
    cpu->current = cpu->budget->thread;
    return cpu->current;
}

void outcome_take(struct thread *caller, kozo_err_t outcome)
{
    if (outcome == KERNEL_DONE) {
        return;
    }
    caller->restart = outcome == KERNEL_RESTART;
    this_cpu()->reselect = true;
}
