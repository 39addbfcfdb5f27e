/* SPDX-License-Identifier: MIT */
/* endpoint.c: rendezvous: call, send, receive, reply-and-receive.
 *
 * A message moves the moment both sides are there. If it cannot move, the sender gets the error and
 * the receiver goes on waiting.
 *
 * Invariants: INV-IPC-3 an endpoint never has both waiting senders and waiting receivers. */
#include "bond.h"
#include "endpoint_call.h"
#include "wait.h"

#include <kozo/arch.h>
#include <kozo/gen/handlers.h>
#include <kozo/ipc.h>
#include <kozo/lend.h>
#include <kozo/outcome.h>
#include <kozo/sched.h>
#include <kozo/timeout.h>
#include <kozo/transfer.h>
#include <kozo/wait_by.h>

static bool endpoint_permits_grant(const struct cap_slot *self)
{
    return (cap_rights(self) & KOZO_ENDPOINT_RIGHT_GRANT) != 0;
}

/* Returns KERNEL_BLOCKED. */
static LOCKED COLD kozo_err_t endpoint_enqueue_sender(struct thread *sender,
                                                      const struct cap_slot *self,
                                                      kozo_thread_state_t state,
                                                      kozo_deadline_t deadline)
{
    struct endpoint *endpoint = cap_object(self);

    kassert(endpoint->receivers_head == NULL); /* INV-IPC-3 */
    sender->badge = self->badge;
    sender->may_grant = endpoint_permits_grant(self);
    if (!sender->faulted) {
        wait_by(sender, regs_cap(&sender->regs));
    }
    sender->endpoint = endpoint;
    sender->state = state;
    tree_insert(&endpoint->senders, &sender->sender, sender_key(sender));
    timeout_arm_thread(sender, deadline);
    lend_renew(endpoint);
    return KERNEL_BLOCKED;
}

/* The receiver that waits longest has got a message. */
static ALWAYS_INLINE LOCKED void endpoint_release(struct thread *receiver,
                                                  struct endpoint *endpoint)
{
    timeout_cancel_thread(receiver);
    wait_queue_pop(endpoint_receivers(endpoint));
    receiver->endpoint = NULL;
    receiver->state = KOZO_THREAD_STATE_READY;
}

kozo_err_t endpoint_call(struct thread *caller, const struct cap_slot *self, kozo_tag_t tag)
{
    struct endpoint *endpoint = cap_object(self);
    struct thread *receiver = endpoint->receivers_head;

    if (receiver == NULL) {
        return endpoint_enqueue_sender(caller, self, KOZO_THREAD_STATE_CALLING,
                                       KOZO_DEADLINE_NEVER);
    }
    const kozo_err_t error =
        ipc_transfer(caller, receiver, tag, self->badge, endpoint_permits_grant(self));

    if (error == KOZO_OK) {
        endpoint_release(receiver, endpoint);
        ipc_link_call(caller, receiver);
        sched_wake(receiver);
    }
    return error;
}

kozo_err_t sys_endpoint_call(struct thread *caller, struct cap_slot *self, kozo_tag_t tag,
                             kozo_deadline_t deadline)
{
    struct endpoint *endpoint = cap_object(self);
    struct thread *receiver = endpoint->receivers_head;
    kozo_err_t error = timeout_check(deadline);

    if (error != KOZO_OK) {
        return error;
    }
    if (unlikely(caller->call_depth + 1 >= KOZO_CALL_DEPTH)) {
        return KOZO_ERR_NO_SPACE;
    }
    if (receiver == NULL) {
        return endpoint_enqueue_sender(caller, self, KOZO_THREAD_STATE_CALLING, deadline);
    }
    error = transfer(caller, receiver, tag, self->badge, endpoint_permits_grant(self));
    if (unlikely(error != KOZO_OK)) {
        return error;
    }
    endpoint_release(receiver, endpoint);
    bond_begin(caller, receiver, caller->budget);
    timeout_arm_thread(caller, deadline);
    sched_hand_to(receiver);
    return KERNEL_DONE;
}

kozo_err_t sys_endpoint_send(struct thread *caller, struct cap_slot *self, kozo_tag_t tag,
                             kozo_deadline_t deadline)
{
    struct endpoint *endpoint = cap_object(self);
    struct thread *receiver = endpoint->receivers_head;
    kozo_err_t error;

    if (receiver == NULL) {
        error = timeout_check(deadline);
        return error != KOZO_OK
                   ? error
                   : endpoint_enqueue_sender(caller, self, KOZO_THREAD_STATE_SENDING, deadline);
    }
    error = ipc_transfer(caller, receiver, tag, self->badge, endpoint_permits_grant(self));
    if (error == KOZO_OK) {
        endpoint_release(receiver, endpoint);
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

/* Receive from the first of those that wait to send. One whose message cannot be moved is told so,
 * and the operation is restarted for the next one, so that the time with interrupts off is bounded.
 */
static LOCKED NOINLINE kozo_err_t endpoint_take(struct thread *receiver, struct endpoint *endpoint)
{
    struct thread *sender =
        container_of(tree_first(&endpoint->senders), struct thread, sender);
    const kozo_err_t error = ipc_transfer(sender, receiver, ipc_pending_tag(sender), sender->badge,
                                          sender->may_grant);

    if (error != KOZO_OK) {
        if (error != (kozo_err_t)KERNEL_RESTART) {
            ipc_end_wait(sender, error);
        }
        return KERNEL_RESTART;
    }
    endpoint_accept(receiver, sender);
    lend_serve(receiver, endpoint);
    return KERNEL_DONE;
}

/* Receive with nothing owed. */
static ALWAYS_INLINE LOCKED kozo_err_t endpoint_receive(struct thread *receiver,
                                                        struct endpoint *endpoint,
                                                        kozo_deadline_t deadline)
{
    if (unlikely(notification_take(receiver))) {
        return KERNEL_DONE;
    }
    if (endpoint->senders.root != NULL) {
        return endpoint_take(receiver, endpoint);
    }
    const kozo_err_t error = timeout_check(deadline);

    if (unlikely(error != KOZO_OK)) {
        return error;
    }
    wait_by(receiver, regs_cap(&receiver->regs));
    endpoint_await(receiver, endpoint);
    timeout_arm_thread(receiver, deadline);
    if (unlikely(receiver->lent != 0)) {
        lend_end(receiver);
    }
    return KERNEL_BLOCKED;
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

/* Whom a callee can answer in a straight line (bond.h), or NULL. A fault has lent nothing. */
static ALWAYS_INLINE struct thread *endpoint_partner(const struct thread *callee, uint64_t flags)
{
    struct thread *caller = callee->caller;

    return likely((flags & (KOZO_TAG_FLAG_SAVED_REPLY | KOZO_TAG_FLAG_ANSWERED)) == 0) &&
                   likely(caller != NULL) && likely(caller->budget == callee->budget) &&
                   likely(!caller->hurried)
               ? caller
               : NULL;
}

static ALWAYS_INLINE LOCKED kozo_err_t endpoint_answer(struct thread *server, struct thread *client,
                                                       kozo_tag_t tag)
{
    const kozo_err_t error = transfer(server, client, tag, 0, true);

    kassert(!client->faulted);
    if (likely(error == KOZO_OK)) {
        timeout_cancel_thread(client);
        bond_end(client, server, server->budget);
    }
    return error;
}

/* Any other, or nobody: that has been done. */
static LOCKED NOINLINE kozo_err_t endpoint_answer_other(struct thread *callee, kozo_tag_t tag,
                                                        kozo_handle_t reply)
{
    const uint64_t flags = kozo_tag_flags(tag);

    if ((flags & (KOZO_TAG_FLAG_SAVED_REPLY | KOZO_TAG_FLAG_ANSWERED)) != 0 &&
        callee->caller != NULL) {
        return KOZO_ERR_REPLY_PENDING;
    }
    return (flags & KOZO_TAG_FLAG_ANSWERED) != 0 ? KOZO_OK : ipc_reply(callee, tag, reply);
}

kozo_err_t sys_endpoint_reply_receive(struct thread *caller, struct endpoint *self, kozo_tag_t tag,
                                      kozo_deadline_t deadline, kozo_handle_t reply)
{
    const uint64_t flags = kozo_tag_flags(tag);
    struct thread *partner = endpoint_partner(caller, flags);
    kozo_err_t outcome = likely(partner != NULL) ? endpoint_answer(caller, partner, tag)
                                                 : endpoint_answer_other(caller, tag, reply);

    if (unlikely(outcome != KOZO_OK)) {
        return outcome;
    }
    outcome = unlikely(self->senders.root != NULL) && endpoint_must_pause(caller, flags)
                  ? (kozo_err_t)KERNEL_RESTART
                  : endpoint_receive(caller, self, deadline);
    if (likely(outcome == KERNEL_BLOCKED) && likely(partner != NULL)) {
        sched_hand_to(partner);
        return KERNEL_DONE;
    }
    this_cpu()->reselect = true;
    if (unlikely(outcome == KERNEL_RESTART)) {
        endpoint_note_answered(caller, tag);
    }
    return outcome;
}
