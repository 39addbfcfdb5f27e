/* SPDX-License-Identifier: MIT */
/* fast_fault.c: a fault, and the answer to it, when nothing is in the way.
 *
 * A straight line in place of call, transfer and receive, with the same observable result. Unlike a
 * call, a fault lends no budget: who goes on is the scheduler's to say.
 *
 * Preconditions of a fault: its handler is bound to a live endpoint, where a receiver waits; nobody
 *   awaits an answer of the thread, so that no row of faults gets longer.
 * Of an answer: it is a reply-and-receive without flags, "resume" to a fault other than an exit;
 *   the handle names, under its own stamp, a slot of the root CNode with a live endpoint and the
 *   right to receive; nobody waits to send there, the callee has waited by that handle before
 *   (wait_by.h), and has been lent no priority (INV-LEND-2).
 *
 * See: fault.c, reply.c and endpoint.c for what is abbreviated here;
 * docs/decisions/034-off-the-fast-path.md. */
#include "fast_lookup.h"
#include "wait.h"

#include <kozo/fast_fault.h>
#include <kozo/gen/faults.h>
#include <kozo/ipc.h>
#include <kozo/sched.h>
#include <kozo/timeout.h>

struct thread *fast_fault(struct thread *thread, const struct message *message)
{
    const struct cap_slot *handler = &thread->bindings[THREAD_FAULTS];

    if (unlikely(cap_type(handler) != KOZO_OBJECT_ENDPOINT || cap_is_zombie(handler) ||
                 thread->caller != NULL)) {
        return NULL;
    }
    struct endpoint *endpoint = cap_object(handler);
    struct thread *receiver = endpoint->receivers_head;

    if (unlikely(receiver == NULL)) {
        return NULL;
    }
    timeout_cancel_thread(receiver);
    thread->fault = *message;
    thread->faulted = true;
    thread->state = KOZO_THREAD_STATE_AWAITING_REPLY;
    thread->reply_callee = receiver;
    wait_queue_pop(endpoint_receivers(endpoint));
    receiver->endpoint = NULL;
    receiver->caller = thread;
    receiver->state = KOZO_THREAD_STATE_READY;
    regs_set_words(&receiver->regs, message->words);
    regs_set_message(&receiver->regs, kozo_status_make(KOZO_OK, 0, 0), handler->badge,
                     message->tag);
    sched_wake(receiver);
    return sched_select_other();
}

/* Does the callee let the thread go on that has faulted, and nothing else? */
static ALWAYS_INLINE bool fast_resumes(const struct thread *callee, const struct thread *faulted)
{
    struct message answer = {.tag = regs_tag(&callee->regs)};
    kozo_fault_action_t action;
    vaddr_t ip, sp;

    regs_words(&callee->regs, answer.words);
    return kozo_tag_flags(answer.tag) == 0 &&
           fault_reply(&answer, &action, &ip, &sp) == KOZO_OK &&
           action == KOZO_FAULT_ACTION_RESUME && !ipc_is_exiting(faulted);
}

/* Where the callee can wait for the next message, or NULL. */
static ALWAYS_INLINE struct endpoint *fast_place(const struct thread *callee)
{
    const kozo_handle_t handle = regs_cap(&callee->regs);

    if (callee->wait_handle.raw != handle.raw || !fast_is_near(callee, handle)) {
        return NULL;
    }
    const struct cap_slot *slot = fast_near_slot(callee, handle);

    if (!fast_permits(slot, handle, KOZO_OBJECT_ENDPOINT, KOZO_ENDPOINT_RIGHT_RECEIVE)) {
        return NULL;
    }
    struct endpoint *endpoint = cap_object(slot);

    return endpoint->senders.root == NULL ? endpoint : NULL;
}

struct thread *fast_answer(struct thread *callee)
{
    struct thread *faulted = callee->caller;

    if (regs_op(&callee->regs) != KOZO_OP_ENDPOINT_REPLY_RECEIVE || faulted == NULL ||
        !faulted->faulted || faulted->hurried || !fast_resumes(callee, faulted)) {
        return NULL;
    }
    struct endpoint *endpoint = fast_place(callee);

    if (unlikely(endpoint == NULL)) {
        return NULL;
    }
    faulted->reply_callee = NULL;
    faulted->faulted = false;
    faulted->state = KOZO_THREAD_STATE_READY;
    callee->caller = NULL;
    callee->call_depth = 0;
    endpoint_await(callee, endpoint);
    sched_wake(faulted);
    return sched_select_other();
}
