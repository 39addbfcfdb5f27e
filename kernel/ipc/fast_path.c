/* SPDX-License-Identifier: MIT */
/* fast_path.c: call, and reply-and-receive, when nothing is in the way.
 *
 * A straight line in place of dispatch, transfer, queues and scheduler, with the same observable
 * result. Each function first looks at every precondition and changes nothing; if one fails the
 * general path does the work. The budget stays current throughout, so no clock is read. The words
 * of the message stay in the registers where the sender has put them.
 *
 * Preconditions of both:
 *   1. the handle names, under its own stamp, a slot with a live endpoint and the right to send, or
 *      to receive;
 *   2. the partner has the FPU iff the current thread has, and nothing else of it is slow
 *      (thread.h): it has a deadline, has faulted, was started by a trap, or is hurried;
 *   3. the tag has no flags, and what it has beyond the words in registers can be transferred, with
 *      no capability that moves.
 * Of a call, besides: a receiver waits, and the chain of calls has room for it.
 * Of a reply-and-receive: a caller waits for the answer, which has lent the current budget, nobody
 * waits to send, and the callee has waited by the same handle before (wait_by.h).
 *
 * See: endpoint.c, call.c and reply.c for what is abbreviated here;
 * docs/decisions/010-fast-path.md. */
#include "bond.h"
#include "fast_lookup.h"
#include "wait.h"

#include <arch/detour.h>
#include <kozo/cpu.h>
#include <kozo/fast_path.h>
#include <kozo/ipc.h>

/* Something is in the way. */
static COLD struct fast_move fast_refuse(struct thread *caller, uint64_t op,
                                         kozo_deadline_t deadline, kozo_handle_t cap)
{
    regs_set_operands(&caller->regs, op, cap, deadline);
    return (struct fast_move){NULL, 0};
}

/* Where the slot is that a handle names in another CNode than the root, or 0. */
static DETOUR NO_LOCK_ANALYSIS uint64_t fast_resolve(const struct thread *caller, uint64_t unused,
                                                     uint64_t unused_too, uint64_t handle)
{
    (void)unused;
    (void)unused_too;
    kernel_lock_note_owner();
    const struct cap_slot *slot = cspace_resolve(caller, (kozo_handle_t){handle}, false, 0).slot;

    kernel_unlock_alone();
    return (uint64_t)slot;
}

/* The slot of a live endpoint with `right` that the handle names, or NULL. */
static ALWAYS_INLINE const struct cap_slot *fast_lookup(const struct thread *caller,
                                                        kozo_handle_t handle, kozo_rights_t right)
{
    const struct cap_slot *slot;

    if (fast_is_near(caller, handle)) {
        slot = fast_near_slot(caller, handle);
    } else {
        slot = (const struct cap_slot *)TAKE_DETOUR(fast_resolve, caller, handle.raw);
        if (slot == NULL) {
            return NULL;
        }
    }
    return fast_permits(slot, handle, KOZO_OBJECT_ENDPOINT, right) ? slot : NULL;
}

static NO_LOCK_ANALYSIS bool fast_carry_more(struct thread *from, struct thread *to,
                                             bool may_grant)
{
    const kozo_tag_t tag = regs_tag(&from->regs);

    if (kozo_tag_flags(tag) != 0 || kozo_tag_words(tag) > KOZO_BUFFER_WORDS ||
        kozo_tag_caps(tag) > KOZO_BUFFER_CAPS) {
        return false;
    }
    kernel_lock_note_owner();
    const kozo_err_t error = ipc_transfer_buffer(from, to, tag, may_grant, false);

    kernel_unlock_alone();
    return error == KOZO_OK;
}

/* Bring what does not travel in registers, or nothing of it. Was it brought? */
static DETOUR NO_LOCK_ANALYSIS bool fast_carry_call(struct thread *caller,
                                                    const struct cap_slot *slot)
{
    const struct endpoint *endpoint = cap_object(slot);

    return fast_carry_more(caller, endpoint->receivers_head,
                           (cap_rights(slot) & KOZO_ENDPOINT_RIGHT_GRANT) != 0);
}

static DETOUR NO_LOCK_ANALYSIS bool fast_carry_reply(struct thread *callee, struct thread *caller)
{
    return fast_carry_more(callee, caller, true);
}

/* Does a message of this shape travel in registers alone? */
static ALWAYS_INLINE bool fast_is_short(kozo_tag_t tag)
{
    return likely((uint16_t)tag.raw <= KOZO_REGISTER_WORDS);
}

/* Whom a call can go to at once, with what does not travel in registers already there, or NULL. */
static ALWAYS_INLINE NO_LOCK_ANALYSIS struct thread *
fast_receiver(struct thread *caller, kozo_tag_t tag, kozo_handle_t cap,
              const struct cap_slot **out)
{
    const struct cap_slot *slot = fast_lookup(caller, cap, KOZO_ENDPOINT_RIGHT_SEND);

    if (unlikely(slot == NULL)) {
        return NULL;
    }
    const struct endpoint *endpoint = cap_object(slot);
    struct thread *receiver = endpoint->receivers_head;

    if (unlikely(receiver == NULL || receiver->slow != caller->slow ||
                 caller->call_depth + 1 >= KOZO_CALL_DEPTH ||
                 !(fast_is_short(tag) || TAKE_DETOUR_IF(fast_carry_call, caller, slot)))) {
        return NULL;
    }
    *out = slot;
    return receiver;
}

NO_LOCK_ANALYSIS struct fast_move fast_call(struct thread *caller, kozo_tag_t tag,
                                            kozo_deadline_t deadline, kozo_handle_t cap)
{
    const struct cap_slot *slot;
    struct thread *receiver = fast_receiver(caller, tag, cap, &slot);

    if (unlikely(receiver == NULL)) {
        return fast_refuse(caller, KOZO_OP_ENDPOINT_CALL, deadline, cap);
    }
    struct endpoint *endpoint = cap_object(slot);

    wait_queue_pop(endpoint_receivers(endpoint));
    receiver->endpoint = NULL;
    bond_begin(caller, receiver, caller->budget);
    return (struct fast_move){receiver, slot->badge};
}

/* Whom an answer can go to at once, with what does not travel in registers already there, if its
 * callee, which runs on `budget`, can then wait at the endpoint that is told in `out`; or NULL. */
static ALWAYS_INLINE NO_LOCK_ANALYSIS struct thread *
fast_caller(struct thread *callee, const struct budget *budget, kozo_tag_t tag, kozo_handle_t cap,
            struct endpoint **out)
{
    struct thread *caller = callee->caller;
    const struct cap_slot *slot = fast_lookup(callee, cap, KOZO_ENDPOINT_RIGHT_RECEIVE);

    if (unlikely(slot == NULL)) {
        return NULL;
    }
    struct endpoint *endpoint = cap_object(slot);

    if (unlikely(caller == NULL || caller->slow != callee->slow || caller->budget != budget ||
                 endpoint->senders.root != NULL || callee->wait_handle.raw != cap.raw ||
                 !(fast_is_short(tag) || TAKE_DETOUR_IF(fast_carry_reply, callee, caller)))) {
        return NULL;
    }
    *out = endpoint;
    return caller;
}

NO_LOCK_ANALYSIS struct fast_move fast_reply_receive(struct thread *callee, kozo_tag_t tag,
                                                     kozo_deadline_t deadline, kozo_handle_t cap)
{
    struct budget *budget = callee->budget;
    struct endpoint *endpoint;
    struct thread *caller = fast_caller(callee, budget, tag, cap, &endpoint);

    if (unlikely(caller == NULL)) {
        return fast_refuse(callee, KOZO_OP_ENDPOINT_REPLY_RECEIVE, deadline, cap);
    }
    bond_end(caller, callee, budget);
    endpoint_await(callee, endpoint);
    return (struct fast_move){caller, 0};
}
