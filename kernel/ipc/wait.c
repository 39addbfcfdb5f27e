/* SPDX-License-Identifier: MIT */
/* wait.c: threads that wait: how they enter and leave the queues of endpoints and notifications.
 * Owns: thread.endpoint, thread.notification, the queue links and thread.sender. */
#include "wait.h"

#include <kozo/cpu.h>
#include <kozo/ipc.h>
#include <kozo/lend.h>
#include <kozo/sched.h>
#include <kozo/timeout.h>

static void wait_queue_remove(struct wait_queue queue, struct thread *thread)
{
    if (thread->queue_prev != NULL) {
        thread->queue_prev->queue_next = thread->queue_next;
    } else {
        *queue.head = thread->queue_next;
    }
    if (thread->queue_next != NULL) {
        thread->queue_next->queue_prev = thread->queue_prev;
    } else {
        *queue.tail = thread->queue_prev;
    }
    thread->queue_next = NULL;
    thread->queue_prev = NULL;
}

void ipc_leave_wait(struct thread *thread)
{
    kassert(kernel_lock_is_held());
    timeout_cancel_thread(thread);
    switch (thread->state) {
    case KOZO_THREAD_STATE_SENDING:
    case KOZO_THREAD_STATE_CALLING:
        tree_remove(&thread->sender);
        lend_renew(thread->endpoint);
        thread->endpoint = NULL;
        break;
    case KOZO_THREAD_STATE_RECEIVING:
        wait_queue_remove(endpoint_receivers(thread->endpoint), thread);
        thread->endpoint = NULL;
        break;
    case KOZO_THREAD_STATE_WAITING:
        wait_queue_remove(notification_waiters(thread->notification), thread);
        thread->notification = NULL;
        break;
    case KOZO_THREAD_STATE_AWAITING_REPLY:
        ipc_unlink_call(thread);
        break;
    default:
        break;
    }
    thread->state = KOZO_THREAD_STATE_SUSPENDED;
}

void ipc_wake(struct thread *thread, kozo_err_t error)
{
    kassert(!thread->faulted);
    ipc_leave_wait(thread);
    regs_set_status(&thread->regs, kozo_status_make(error, 0, 0));
    thread->state = KOZO_THREAD_STATE_READY;
    sched_wake(thread);
}

void ipc_end_wait(struct thread *thread, kozo_err_t error)
{
    if (thread->faulted) {
        thread_die(thread);
    } else {
        ipc_wake(thread, error);
    }
}

bool endpoint_destroy_step(struct endpoint *endpoint)
{
    struct tree_node *sender = tree_first(&endpoint->senders);

    lend_forget_endpoint(endpoint);
    if (sender != NULL) {
        ipc_end_wait(container_of(sender, struct thread, sender), KOZO_ERR_PEER_DIED);
        return false;
    }
    if (endpoint->receivers_head != NULL) {
        ipc_end_wait(endpoint->receivers_head, KOZO_ERR_PEER_DIED);
        return false;
    }
    return true;
}
