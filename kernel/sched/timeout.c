/* SPDX-License-Identifier: MIT */
/* timeout.c: deadlines of waiting threads, replenishments of budgets, alarms of notifications.
 * Owns: kernel.timeouts.
 * Order: interrupts are let in after each of those that are due together, of which there may be as
 *   many as there are objects. */
#include <kozo/arch.h>
#include <kozo/ipc.h>
#include <kozo/sched.h>
#include <kozo/timeout.h>

static void timeout_arm(struct tree_node *timeout, enum timeout_kind kind, uint64_t at_ns)
{
    struct cpu *cpu = this_cpu();

    kassert(kernel_lock_is_held());
    timeout->kind = (uint8_t)kind;
    tree_insert(&kernel.timeouts, timeout, at_ns);
    if (at_ns < cpu->timer_at_ns) {
        cpu->rearm = true;
    }
}

NOINLINE void timeout_arm_wait(struct thread *thread, uint64_t deadline_ns)
{
    thread->timed = true;
    timeout_arm(&thread->timeout, TIMEOUT_WAIT, deadline_ns);
}

NOINLINE void timeout_cancel_wait(struct thread *thread)
{
    thread->timed = false;
    tree_remove(&thread->timeout);
}

void timeout_arm_budget(struct budget *budget, uint64_t at_ns)
{
    timeout_arm(&budget->timeout, TIMEOUT_REPLENISHMENT, at_ns);
}

void timeout_arm_alarm(struct notification *notification, uint64_t at_ns)
{
    timeout_arm(&notification->alarm, TIMEOUT_ALARM, at_ns);
}

kozo_err_t timeout_check(uint64_t deadline_ns)
{
    if (deadline_ns == KOZO_DEADLINE_NEVER) {
        return KOZO_OK;
    }
    if (deadline_ns == KOZO_DEADLINE_POLL) {
        return KOZO_ERR_NOT_READY;
    }
    return deadline_ns > arch_now_ns() ? KOZO_OK : KOZO_ERR_TIMED_OUT;
}

static LOCKED void timeout_happen(struct tree_node *due, uint64_t now_ns)
{
    switch ((enum timeout_kind)due->kind) {
    case TIMEOUT_WAIT:
        ipc_end_wait(container_of(due, struct thread, timeout), KOZO_ERR_TIMED_OUT);
        break;
    case TIMEOUT_REPLENISHMENT:
        sched_replenish(container_of(due, struct budget, timeout), now_ns);
        break;
    case TIMEOUT_ALARM:
        notification_ring(container_of(due, struct notification, alarm));
        break;
    }
}

void timeout_expire(uint64_t now_ns)
{
    struct tree_node *first = tree_first(&kernel.timeouts);

    while (first != NULL && first->key <= now_ns) {
        timeout_happen(first, now_ns);
        if (arch_interrupt_waits()) {
            break;
        }
        first = tree_first(&kernel.timeouts);
    }
}

uint64_t timeout_next(void)
{
    const struct tree_node *first = tree_first(&kernel.timeouts);

    return first != NULL ? first->key : KOZO_DEADLINE_NEVER;
}
