/* SPDX-License-Identifier: MIT */
/* sched.h: who runs next. All of it is O(1) but for timeouts, which are bounded by 65 steps
 * each. */
#pragma once

#include <kozo/cpu.h>

/* Make the budget ready that a thread runs on, if it has one that can run it. */
void sched_wake(struct thread *thread) LOCKED;

/* The thread has stopped running: take its budget out of its queue. */
void sched_stop(struct thread *thread) LOCKED;

/* Let `thread` run on `budget` from now on; `budget` may be NULL. The budget that it ran on keeps
 * no thread, unless somebody else has taken it over before. Follow with sched_wake() if it can
 * run. */
void sched_assign(struct thread *thread, struct budget *budget) LOCKED;

/* Put a ready budget, or the current one, behind the others of its priority. */
void sched_yield(struct budget *budget) LOCKED;

/* Change priority, capacity and period of a budget in whatever state. */
void sched_configure(struct budget *budget, uint8_t priority, uint64_t capacity_ns,
                     uint64_t period_ns) LOCKED;

/* Change the priority of a budget in whatever state, and nothing else of it. */
void sched_prioritize(struct budget *budget, uint8_t priority) LOCKED;

/* Charge the current budget up to now. */
void sched_charge_current(void);

/* A depleted budget's next period has begun. */
void sched_replenish(struct budget *budget, uint64_t now_ns) LOCKED;

/* Forget a budget that is being destroyed. */
void sched_forget(struct budget *budget) LOCKED;

/* Time has passed: charge the current budget, end waits whose deadline has come, replenish, and arm
 * the timer anew. */
void sched_tick(void) LOCKED;

/* Can the current thread go on on the current budget? Whatever ends that has set a detour. */
static inline bool sched_may_stay(const struct cpu *cpu)
{
    return cpu->budget != NULL && cpu->budget->thread == cpu->current &&
           thread_is_runnable(cpu->current);
}

/* The current thread has blocked, and `thread` goes on in its stead, on the current budget. */
static ALWAYS_INLINE LOCKED void sched_hand_to(struct thread *thread)
{
    struct cpu *cpu = this_cpu();

    cpu->current = thread;
    kassert(sched_may_stay(cpu));
}

/* The same for the current one, and sched_select(). */
struct thread *sched_yield_current(struct budget *current) LOCKED;

/* The current thread has blocked: sched_select(). */
struct thread *sched_select_other(void) LOCKED;

/* Choose the thread to return to; idles until there is one. Context: end of every kernel entry. */
struct thread *sched_select(void) LOCKED;

/* Panic if a queue and the state of its members disagree. */
void sched_check(void) LOCKED;
