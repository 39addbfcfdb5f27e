/* SPDX-License-Identifier: MIT */
/* timeout.c: deadlines of waiting threads and replenishments of budgets.
 * Owns: kernel.deadlines, kernel.replenishments.
 * Order: a batch a call, so that interrupts stay off for a bounded time however many are due. */
#include <kozo/arch.h>
#include <kozo/ipc.h>
#include <kozo/sched.h>
#include <kozo/timeout.h>

/* The end of one wait may take a budget back along a chain of KOZO_CALL_DEPTH calls. */
enum { EXPIRY_BATCH = 3 };

static void timeout_arm(struct tree *tree, struct tree_node *node, uint64_t at_ns)
{
    struct cpu *cpu = this_cpu();

    kassert(kernel_lock_is_held());
    tree_insert(tree, node, at_ns);
    if (at_ns < cpu->timer_at_ns) {
        cpu->rearm = true;
    }
}

void timeout_arm_thread(struct thread *thread, uint64_t deadline_ns)
{
    if (deadline_ns != KOZO_DEADLINE_NEVER) {
        thread->timed = true;
        timeout_arm(&kernel.deadlines, &thread->timeout, deadline_ns);
    }
}

void timeout_cancel_thread(struct thread *thread)
{
    if (thread->timed) {
        thread->timed = false;
        tree_remove(&thread->timeout);
    }
}

void timeout_arm_budget(struct budget *budget, uint64_t at_ns)
{
    timeout_arm(&kernel.replenishments, &budget->timeout, at_ns);
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

static struct tree_node *timeout_due(const struct tree *tree, uint64_t now_ns)
{
    struct tree_node *node = tree_first(tree);

    return node != NULL && node->key <= now_ns ? node : NULL;
}

void timeout_expire(uint64_t now_ns)
{
    for (unsigned done = 0; done < EXPIRY_BATCH; done++) {
        struct tree_node *node = timeout_due(&kernel.deadlines, now_ns);

        if (node == NULL) {
            break;
        }
        ipc_end_wait(container_of(node, struct thread, timeout), KOZO_ERR_TIMED_OUT);
    }
    for (unsigned done = 0; done < EXPIRY_BATCH; done++) {
        struct tree_node *node = timeout_due(&kernel.replenishments, now_ns);

        if (node == NULL) {
            break;
        }
        sched_replenish(container_of(node, struct budget, timeout), now_ns);
    }
}

uint64_t timeout_next(void)
{
    const struct tree_node *deadline = tree_first(&kernel.deadlines);
    const struct tree_node *replenishment = tree_first(&kernel.replenishments);
    uint64_t next = KOZO_DEADLINE_NEVER;

    if (deadline != NULL) {
        next = deadline->key;
    }
    if (replenishment != NULL && replenishment->key < next) {
        next = replenishment->key;
    }
    return next;
}
