/* SPDX-License-Identifier: MIT */
/* endpoint.c: rendezvous: call, send, receive, reply-and-receive.
 *
 * A message moves the moment both sides are there. If it cannot move, the sender gets the error and
 * the receiver goes on waiting.
 *
 * Invariants: INV-IPC-3 an endpoint never has both waiting senders and waiting receivers. */
#include "endpoint_call.h"
#include "wait.h"

#include <kozo/arch.h>
#include <kozo/gen/handlers.h>
#include <kozo/ipc.h>
#include <kozo/lend.h>
#include <kozo/outcome.h>
#include <kozo/sched.h>
#include <kozo/timeout.h>
#include <kozo/wait_by.h>

static LOCKED void endpoint_enqueue_sender(struct endpoint *endpoint, struct thread *sender,
                                           kozo_thread_state_t state, kozo_deadline_t deadline)
{
    kassert(endpoint->receivers_head == NULL); /* INV-IPC-3 */
    if (!sender->faulted) {
        wait_by(sender, regs_cap(&sender->regs));
    }
    sender->endpoint = endpoint;
    sender->state = state;
    tree_insert(&endpoint->senders, &sender->sender, sender_key(sender));
    timeout_arm_thread(sender, deadline);
    lend_renew(endpoint);
}

/* Bring the message of `sender` to the receiver that waits longest. */
static LOCKED kozo_err_t endpoint_deliver(struct thread *sender, struct endpoint *endpoint,
                                          kozo_tag_t tag)
{
    struct thread *receiver = endpoint->receivers_head;
    const kozo_err_t error =
        ipc_transfer(sender, receiver, tag, sender->badge, sender->may_grant);

    if (error == KOZO_OK) {
        timeout_cancel_thread(receiver);
        wait_queue_pop(endpoint_receivers(endpoint));
        receiver->endpoint = NULL;
        receiver->state = KOZO_THREAD_STATE_READY;
    }
    return error;
}

/* What a send or call carries besides the message. */
static void endpoint_note_sender(struct thread *sender, const struct cap_slot *self)
{
    sender->badge = self->badge;
    sender->may_grant = (cap_rights(self) & KOZO_ENDPOINT_RIGHT_GRANT) != 0;
}

kozo_err_t endpoint_call(struct thread *caller, const struct cap_slot *self, kozo_tag_t tag,
                         kozo_deadline_t deadline)
{
    struct endpoint *endpoint = cap_object(self);
    struct thread *receiver = endpoint->receivers_head;

    endpoint_note_sender(caller, self);
    if (receiver == NULL) {
        endpoint_enqueue_sender(endpoint, caller, KOZO_THREAD_STATE_CALLING, deadline);
        return KERNEL_BLOCKED;
    }
    const kozo_err_t error = endpoint_deliver(caller, endpoint, tag);

    if (error != KOZO_OK) {
        return error;
    }
    ipc_link_call(caller, receiver);
    timeout_arm_thread(caller, deadline);
    sched_wake(receiver);
    return KERNEL_BLOCKED;
}

kozo_err_t sys_endpoint_call(struct thread *caller, struct cap_slot *self, kozo_tag_t tag,
                             kozo_deadline_t deadline)
{
    const kozo_err_t error = timeout_check(deadline);

    if (error != KOZO_OK) {
        return error;
    }
    if (caller->call_depth + 1 >= KOZO_CALL_DEPTH) {
        return KOZO_ERR_NO_SPACE;
    }
    return endpoint_call(caller, self, tag, deadline);
}

kozo_err_t sys_endpoint_send(struct thread *caller, struct cap_slot *self, kozo_tag_t tag,
                             kozo_deadline_t deadline)
{
    struct endpoint *endpoint = cap_object(self);
    struct thread *receiver = endpoint->receivers_head;
    kozo_err_t error;

    endpoint_note_sender(caller, self);
    if (receiver == NULL) {
        error = timeout_check(deadline);
        if (error != KOZO_OK) {
            return error;
        }
        endpoint_enqueue_sender(endpoint, caller, KOZO_THREAD_STATE_SENDING, deadline);
        return KERNEL_BLOCKED;
    }
    error = endpoint_deliver(caller, endpoint, tag);
    if (error == KOZO_OK) {
        sched_wake(receiver);
    }
    return error;
}

/* The message of the first waiting sender has been taken: let it go on, or bind it to the
 * receiver. */
static LOCKED void endpoint_accept(struct thread *receiver, struct thread *sender)
{
    const bool calls = sender->state == KOZO_THREAD_STATE_CALLING;

    if (calls) {
        /* A call's deadline covers the wait for its answer too: it stays armed. */
        tree_remove(&sender->sender);
        sender->endpoint = NULL;
        ipc_link_call(sender, receiver);
        sched_wake(receiver);
    } else {
        ipc_wake(sender, KOZO_OK);
    }
}

/* Receive with nothing owed. A sender whose message cannot be moved is told so, and the operation
 * is restarted for the next one, so that the time with interrupts off is bounded. */
static LOCKED kozo_err_t endpoint_receive(struct thread *receiver, struct endpoint *endpoint,
                                          kozo_deadline_t deadline)
{
    struct tree_node *first;

    if (notification_take(receiver)) {
        return KERNEL_DONE;
    }
    first = tree_first(&endpoint->senders);
    if (first == NULL) {
        const kozo_err_t error = timeout_check(deadline);

        if (error == KOZO_OK) {
            wait_by(receiver, regs_cap(&receiver->regs));
            endpoint_await(receiver, endpoint);
            timeout_arm_thread(receiver, deadline);
            if (unlikely(receiver->lent != 0)) {
                lend_end(receiver);
            }
            return KERNEL_BLOCKED;
        }
        return error;
    }
    struct thread *sender = container_of(first, struct thread, sender);
    const kozo_err_t error = ipc_transfer(sender, receiver, ipc_pending_tag(sender), sender->badge,
                                          sender->may_grant);

    if (error != KOZO_OK) {
        ipc_end_wait(sender, error);
        return KERNEL_RESTART;
    }
    endpoint_accept(receiver, sender);
    lend_serve(receiver, endpoint);
    return KERNEL_DONE;
}

kozo_err_t sys_endpoint_receive(struct thread *caller, struct endpoint *self, kozo_tag_t tag,
                                kozo_deadline_t deadline)
{
    (void)tag;
    if (caller->caller != NULL) {
        return KOZO_ERR_REPLY_PENDING;
    }
    const kozo_err_t outcome = endpoint_receive(caller, self, deadline);

    if (outcome == KERNEL_BLOCKED && caller->serves != self) {
        lend_serve(caller, self);
    }
    return outcome;
}

/* An answer and a message that waits are too much in a row with interrupts off. Who has no budget
 * any more would not run again to take the message. */
static COLD bool endpoint_must_pause(const struct thread *caller, uint64_t flags)
{
    return (flags & KOZO_TAG_FLAG_ANSWERED) == 0 && caller->budget != NULL &&
           arch_interrupt_waits();
}

/* The answer has been given: only the receiving is run again. */
static COLD void endpoint_note_answered(struct thread *caller, kozo_tag_t tag)
{
    const uint64_t flags = (kozo_tag_flags(tag) & KOZO_TAG_FLAG_DEADLINE) | KOZO_TAG_FLAG_ANSWERED;

    regs_set_operation(&caller->regs, KOZO_OP_ENDPOINT_REPLY_RECEIVE,
                       kozo_tag_make(0, 0, flags, 0, 0));
}

kozo_err_t sys_endpoint_reply_receive(struct thread *caller, struct endpoint *self, kozo_tag_t tag,
                                      kozo_deadline_t deadline, kozo_handle_t reply)
{
    const uint64_t flags = kozo_tag_flags(tag);
    kozo_err_t outcome = KOZO_OK;

    if ((flags & (KOZO_TAG_FLAG_SAVED_REPLY | KOZO_TAG_FLAG_ANSWERED)) != 0 &&
        caller->caller != NULL) {
        return KOZO_ERR_REPLY_PENDING;
    }
    if (likely((flags & KOZO_TAG_FLAG_ANSWERED) == 0)) {
        outcome = ipc_reply(caller, tag, reply);
    }
    if (unlikely(outcome != KOZO_OK)) {
        return outcome;
    }
    outcome = unlikely(self->senders.root != NULL) && endpoint_must_pause(caller, flags)
                  ? (kozo_err_t)KERNEL_RESTART
                  : endpoint_receive(caller, self, deadline);
    if (unlikely(outcome == KERNEL_RESTART)) {
        endpoint_note_answered(caller, tag);
    }
    return outcome;
}
