/* SPDX-License-Identifier: MIT */
/* fast_path.c: call, and reply-and-receive, when nothing is in the way.
 *
 * A straight line in place of dispatch, transfer, queues and scheduler, with the same observable
 * result. Each function first looks at every precondition and changes nothing; if one fails it
 * returns NULL and the general path does the work. The budget stays current throughout, so no clock
 * is read.
 *
 * Both need: a tag without flags and capabilities; two IPC buffers if it has words beyond the
 * registers; a handle of depth 0 that names, under its own stamp, a live endpoint with the needed
 * right.
 * call: besides, a receiver waits without deadline; the chain of calls has room.
 * reply_receive: besides, the pending caller lent the current budget, is no fault, has no deadline,
 * and runs where it can; nobody waits to send.
 *
 * See: endpoint.c, call.c and reply.c for what is abbreviated here;
 * docs/decisions/010-fast-path.md. */
#include "wait.h"

#include <kozo/cnode.h>
#include <kozo/cpu.h>
#include <kozo/fast_path.h>
#include <kozo/ipc.h>

/* Words, capabilities and flags of a tag, as one number. */
enum { TAG_SHAPE_MASK = 0xffff };

/* Can a message of this shape go from one thread to the other? */
static inline bool fast_shape(kozo_tag_t tag, const struct thread *from, const struct thread *to)
{
    const uint64_t shape = tag.raw & TAG_SHAPE_MASK;

    return likely(shape <= KOZO_REGISTER_WORDS) ||
           (shape <= KOZO_BUFFER_WORDS && from->buffer != NULL && to->buffer != NULL);
}

/* The slot of a live endpoint with `right` that the handle names in the root CNode, or NULL. */
static ALWAYS_INLINE struct cap_slot *fast_lookup(const struct thread *caller, kozo_handle_t handle,
                                                  kozo_rights_t right)
{
    const uint64_t needed = (uint64_t)KOZO_OBJECT_ENDPOINT << META_TYPE_SHIFT |
                            (uint64_t)right << META_RIGHTS_SHIFT |
                            (uint64_t)kozo_handle_stamp(handle) << META_STAMP_SHIFT;
    const uint64_t looked_at = UINT64_C(0xff) << META_TYPE_SHIFT |
                               (uint64_t)right << META_RIGHTS_SHIFT |
                               (uint64_t)CAP_ZOMBIE << META_FLAGS_SHIFT |
                               (uint64_t)UINT32_MAX << META_STAMP_SHIFT;
    const uint32_t mask = (uint32_t)caller->cspace_mask;
    const uint32_t index = (uint32_t)handle.raw;

    if (unlikely(index - 1 >= mask)) {
        return NULL;
    }
    struct cap_slot *slot = cnode_slot(caller->cspace, index & mask);

    return likely((slot->meta & looked_at) == needed) ? slot : NULL;
}

/* `to` continues at once on the current budget, with the words of `from`. */
static struct thread *fast_switch(struct thread *from, struct thread *to, uint64_t badge,
                                  kozo_tag_t tag)
{
    const unsigned words = (unsigned)(tag.raw & TAG_SHAPE_MASK);

    regs_copy_words(&to->regs, &from->regs);
    if (unlikely(words > KOZO_REGISTER_WORDS)) {
        ipc_copy_buffer_words(from, to, words);
    }
    regs_set_message(&to->regs, kozo_status_make(KOZO_OK, 0, 0), badge, tag);
    to->state = KOZO_THREAD_STATE_READY;
    this_cpu()->current = to;
    return to;
}

struct thread *fast_call(struct thread *caller)
{
    const kozo_tag_t tag = regs_tag(&caller->regs);
    struct budget *budget = caller->budget;
    struct cap_slot *slot = fast_lookup(caller, regs_cap(&caller->regs), KOZO_ENDPOINT_RIGHT_SEND);

    if (unlikely(slot == NULL || kernel.slow_path_only)) {
        return NULL;
    }
    struct endpoint *endpoint = cap_object(slot);
    struct thread *receiver = endpoint->receivers_head;

    if (unlikely(receiver == NULL || !fast_shape(tag, caller, receiver) ||
                 tree_contains(&receiver->timeout) ||
                 caller->call_depth + 1 >= KOZO_CALL_DEPTH)) {
        return NULL;
    }
    endpoint->receivers_head = receiver->queue_next;
    if (receiver->queue_next != NULL) {
        receiver->queue_next->queue_prev = NULL;
        receiver->queue_next = NULL;
    } else {
        endpoint->receivers_tail = NULL;
    }
    receiver->endpoint = NULL;
    if (receiver->budget != NULL) {
        receiver->budget->thread = NULL;
    }
    caller->state = KOZO_THREAD_STATE_AWAITING_REPLY;
    caller->reply_callee = receiver;
    receiver->caller = caller;
    receiver->call_depth = (uint8_t)(caller->call_depth + 1);
    receiver->budget = budget;
    budget->thread = receiver;
    return fast_switch(caller, receiver, slot->badge, tag);
}

struct thread *fast_reply_receive(struct thread *callee)
{
    const kozo_tag_t tag = regs_tag(&callee->regs);
    struct thread *caller = callee->caller;
    struct cap_slot *slot =
        fast_lookup(callee, regs_cap(&callee->regs), KOZO_ENDPOINT_RIGHT_RECEIVE);

    if (unlikely(slot == NULL || kernel.slow_path_only || caller == NULL ||
                 !fast_shape(tag, callee, caller) || caller->faulted ||
                 caller->budget != callee->budget || tree_contains(&caller->timeout))) {
        return NULL;
    }
    struct endpoint *endpoint = cap_object(slot);
    struct budget *budget = callee->budget;

    if (unlikely(endpoint->senders.root != NULL)) {
        return NULL;
    }
    caller->reply_callee = NULL;
    callee->caller = NULL;
    callee->call_depth = 0;
    callee->endpoint = endpoint;
    callee->state = KOZO_THREAD_STATE_RECEIVING;
    wait_queue_append(endpoint_receivers(endpoint), callee);
    callee->budget = callee->home;
    if (callee->home != NULL) {
        callee->home->thread = callee;
    }
    budget->thread = caller;
    return fast_switch(callee, caller, 0, tag);
}
