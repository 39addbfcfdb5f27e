/* SPDX-License-Identifier: MIT */
/* budget.c: budgets as objects; what they do to the CPU is in sched/. */
#include <kozo/gen/handlers.h>
#include <kozo/ipc.h>
#include <kozo/sched.h>

enum { QUANTUM_NS = 10000000 };

void budget_init(struct budget *budget)
{
    budget->capacity_ns = QUANTUM_NS;
    budget->period_ns = QUANTUM_NS;
    budget->remaining_ns = QUANTUM_NS;
    budget->state = BUDGET_IDLE;
}

void budget_unbind(struct thread *thread)
{
    struct budget *budget = thread->home;

    if (budget == NULL) {
        return;
    }
    thread->home = NULL;
    budget->home = NULL;
    ipc_recall_budget(budget, thread);
    sched_forget(budget);
    budget->priority = budget->base;
}

bool budget_destroy_step(struct budget *budget)
{
    /* A binding is a capability, so without capabilities nobody runs on it. */
    kassert(budget->home == NULL && budget->thread == NULL);
    sched_forget(budget);
    return true;
}

kozo_err_t sys_budget_configure(struct thread *caller, struct budget *self,
                                struct budget *authority, kozo_priority_t priority,
                                kozo_duration_t capacity, kozo_duration_t period)
{
    (void)caller;
    if (priority > authority->ceiling) {
        return KOZO_ERR_OVER_CEILING;
    }
    if (capacity > period) {
        return KOZO_ERR_RANGE;
    }
    self->ceiling = priority;
    sched_configure(self, priority, capacity, period);
    return KOZO_OK;
}

kozo_err_t sys_budget_inspect(struct thread *caller, struct budget *self, kozo_priority_t *ceiling,
                              kozo_duration_t *remaining, kozo_duration_t *consumed)
{
    (void)caller;
    sched_charge_current();
    *ceiling = self->ceiling;
    *remaining = self->remaining_ns;
    *consumed = self->consumed_ns;
    return KOZO_OK;
}

kozo_err_t sys_budget_watch(struct thread *caller, struct budget *self, kozo_budget_watch_t flags)
{
    (void)caller;
    self->watched = (flags & KOZO_BUDGET_WATCH_EXHAUSTION) != 0;
    if (!self->watched && self->state == BUDGET_READY && self->remaining_ns == 0) {
        sched_stop(self->thread); /* it was ready to tell that it is spent, and nothing else */
        sched_wake(self->thread);
    }
    return KOZO_OK;
}

kozo_err_t sys_budget_yield(struct thread *caller, struct budget *self)
{
    (void)caller;
    sched_yield(self);
    return KOZO_OK;
}
