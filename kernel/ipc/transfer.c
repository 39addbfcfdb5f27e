/* SPDX-License-Identifier: MIT */
/* transfer.c: one message from one thread to another, whole or not at all.
 *
 * Everything that can fail is looked at first; the second half only writes. The words that travel
 * in registers always travel all, so that nothing of the receiver's old values is mistaken for a
 * message: the sender's stub clears those that it does not use.
 *
 * See: docs/overview.md, "A message". */
#include <kozo/cspace.h>
#include <kozo/cpu.h>
#include <kozo/gen/objects.h>
#include <kozo/ipc.h>
#include <kozo/outcome.h>
#include <kozo/string.h>
#include <kozo/transfer.h>
#include <kozo/wait_by.h>

/* The capabilities of one message: how they travel, where they come from and where they go. */
struct ipc_caps {
    unsigned count;
    bool may_move;
    bool moves; /* one of them does */
    kozo_pass_t pass[KOZO_BUFFER_CAPS];
    struct cap_slot *source[KOZO_BUFFER_CAPS];
    struct cap_slot *dest[KOZO_BUFFER_CAPS];
};

kozo_tag_t ipc_pending_tag(const struct thread *from)
{
    return from->faulted ? from->fault.tag : regs_tag(&from->regs);
}

/* Does a capability before this one move away from `slot`? */
static bool ipc_moves_from(const struct ipc_caps *caps, const struct cap_slot *slot)
{
    for (unsigned i = 0; i < caps->count; i++) {
        if (caps->source[i] == slot && kozo_pass_move(caps->pass[i]) != 0) {
            return true;
        }
    }
    return false;
}

/* Does the message go by the capability in `slot`? That is its sender's of the endpoint, which it
 * may wait by on the way or from now on, or the right to answer the receiver. */
static LOCKED bool ipc_goes_by(const struct thread *from, const struct thread *to,
                               const struct cap_slot *slot)
{
    if (cap_type(slot) == KOZO_OBJECT_REPLY) {
        return cap_object(slot) == to;
    }
    return regs_op(&from->regs) != KOZO_OP_REPLY_SEND &&
           cspace_resolve(from, regs_cap(&from->regs), false, 0).slot == slot;
}

/* As cnode_move finds what it moves. The fast path has it tried again on the general one: only
 * there the registers tell what the message goes by, and waits through what has moved end on the
 * way out (wait_arrive()). */
static LOCKED COLD kozo_err_t ipc_find_moving(struct thread *from, const struct thread *to,
                                              kozo_handle_t handle, struct ipc_caps *caps)
{
    struct cap_slot **out = &caps->source[caps->count];

    if (!caps->may_move) {
        return KERNEL_RESTART;
    }
    if (kozo_pass_withheld(caps->pass[caps->count]) != 0) {
        return KOZO_ERR_MALFORMED;
    }
    const kozo_err_t error = cspace_lookup(from, handle, false, KOZO_CNODE_RIGHT_MODIFY, out);

    if (error != KOZO_OK) {
        return error;
    }
    if (ipc_moves_from(caps, *out)) {
        return KOZO_ERR_NO_CAP;
    }
    caps->moves = true;
    return ipc_goes_by(from, to, *out) ? KOZO_ERR_IN_USE : KOZO_OK;
}

static LOCKED kozo_err_t ipc_find_source(struct thread *from, const struct thread *to,
                                         struct ipc_caps *caps)
{
    const kozo_handle_t handle = {from->buffer->caps[caps->count]};
    const kozo_pass_t pass = {from->buffer->pass[caps->count]};
    struct cap_slot **out = &caps->source[caps->count];

    caps->pass[caps->count] = pass;
    if (unlikely((pass.raw & ~kozo_pass_make(UINT64_MAX, 0).raw) != 0)) {
        return (pass.raw & ~kozo_pass_make(UINT64_MAX, UINT64_MAX).raw) != 0
                   ? KOZO_ERR_UNKNOWN_FLAG
                   : ipc_find_moving(from, to, handle, caps);
    }
    const kozo_err_t error = cspace_lookup(from, handle, false, 0, out);

    if (error != KOZO_OK) {
        return error;
    }
    if (unlikely(caps->moves) && ipc_moves_from(caps, *out)) {
        return KOZO_ERR_NO_CAP;
    }
    return object_is_of(cap_type(*out), OBJECTS_COPYABLE) ? KOZO_OK : KOZO_ERR_NOT_COPYABLE;
}

/* What comes in changes the receiver's CNode, which it needs the right for. */
static LOCKED kozo_err_t ipc_find_dest(struct thread *to, uint32_t index, struct ipc_caps *caps)
{
    struct cap_slot *slot;

    if (to->cspace == NULL ||
        (cap_rights(&to->bindings[THREAD_CSPACE]) & KOZO_CNODE_RIGHT_MODIFY) == 0 ||
        cnode_slots(to->cspace, index, 1, &slot) != KOZO_OK) {
        return KOZO_ERR_NO_RECEIVE_SLOT;
    }
    for (unsigned i = 0; i < caps->count; i++) {
        if (caps->dest[i] == slot) {
            return KOZO_ERR_NO_RECEIVE_SLOT;
        }
    }
    caps->dest[caps->count] = slot;
    return KOZO_OK;
}

/* Waits by what leaves its CNode end before anything moves. What the receiver waits by stays in its
 * CNode. The sender's own may be among them, if what it waits by has got another handle since: then
 * there is no message any more. */
static LOCKED COLD kozo_err_t ipc_end_waits(const struct thread *from, const struct thread *to,
                                            const struct ipc_caps *caps)
{
    const kozo_thread_state_t before = from->state;
    kozo_err_t error = KOZO_OK;

    for (unsigned i = 0; i < caps->count && error == KOZO_OK; i++) {
        if (kozo_pass_move(caps->pass[i]) != 0) {
            error = wait_leave(to->cspace, caps->source[i]);
        }
    }
    return from->state == before ? error : (kozo_err_t)KERNEL_RESTART;
}

static LOCKED kozo_err_t ipc_prepare_caps(struct thread *from, struct thread *to, unsigned count,
                                          bool may_grant, struct ipc_caps *caps)
{
    if (!may_grant) {
        return KOZO_ERR_ACCESS_DENIED;
    }
    caps->moves = false;
    for (caps->count = 0; caps->count < count; caps->count++) {
        kozo_err_t error = ipc_find_source(from, to, caps);

        if (error == KOZO_OK) {
            error = ipc_find_dest(to, to->buffer->receive[caps->count], caps);
        }
        if (error != KOZO_OK) {
            return error;
        }
    }
    return caps->moves ? ipc_end_waits(from, to, caps) : KOZO_OK;
}

static LOCKED void ipc_pass_caps(struct thread *to, const struct ipc_caps *caps)
{
    for (unsigned i = 0; i < caps->count; i++) {
        if (unlikely(kozo_pass_move(caps->pass[i]) != 0)) {
            cap_move(caps->dest[i], caps->source[i]);
            wait_arrive(caps->dest[i]);
        } else {
            const kozo_rights_t mask = (kozo_rights_t)~kozo_pass_withheld(caps->pass[i]);
            const kozo_err_t error = cap_copy(caps->dest[i], caps->source[i], mask);

            kensure(error == KOZO_OK);
        }
        to->buffer->caps[i] = cap_handle(to->cspace, caps->dest[i]).raw;
    }
}

/* More than travel in registers. */
static ALWAYS_INLINE void ipc_copy_buffer_words(const struct thread *from, struct thread *to,
                                                unsigned words)
{
    const uint64_t *source = from->buffer->words;
    uint64_t *dest = to->buffer->words;

    if (words % 2 != KOZO_REGISTER_WORDS % 2) {
        words--;
        dest[words] = source[words];
    }
    for (unsigned i = KOZO_REGISTER_WORDS; i < words; i += 2) {
        const uint64_t next = source[i + 1];

        dest[i] = source[i];
        dest[i + 1] = next;
    }
}

/* The same, for messages that have capabilities besides. */
static NOINLINE void ipc_copy_more_words(const struct thread *from, struct thread *to,
                                         unsigned words)
{
    ipc_copy_buffer_words(from, to, words);
}

/* With capabilities: all of it or nothing. */
static LOCKED NOINLINE kozo_err_t ipc_transfer_caps(struct thread *from, struct thread *to,
                                                    kozo_tag_t tag, bool may_grant,
                                                    bool may_move)
{
    struct ipc_caps caps;

    caps.may_move = may_move;
    const kozo_err_t error =
        ipc_prepare_caps(from, to, (unsigned)kozo_tag_caps(tag), may_grant, &caps);

    if (unlikely(error != KOZO_OK)) {
        return error;
    }
    if (unlikely(kozo_tag_words(tag) > KOZO_REGISTER_WORDS)) {
        ipc_copy_more_words(from, to, (unsigned)kozo_tag_words(tag));
    }
    ipc_pass_caps(to, &caps);
    return KOZO_OK;
}

kozo_err_t ipc_transfer_buffer(struct thread *from, struct thread *to, kozo_tag_t tag,
                               bool may_grant, bool may_move)
{
    if (from->buffer == NULL || to->buffer == NULL) {
        return KOZO_ERR_NO_BUFFER;
    }
    if (kozo_tag_caps(tag) != 0) {
        return ipc_transfer_caps(from, to, tag, may_grant, may_move);
    }
    ipc_copy_buffer_words(from, to, (unsigned)kozo_tag_words(tag));
    return KOZO_OK;
}

static void ipc_move_words(const struct thread *from, struct thread *to)
{
    if (likely(!from->faulted)) {
        regs_copy_words(&to->regs, &from->regs);
    } else {
        regs_set_words(&to->regs, from->fault.words);
    }
}

kozo_err_t ipc_transfer(struct thread *from, struct thread *to, kozo_tag_t tag, uint64_t badge,
                        bool may_grant)
{
    kassert(kernel_lock_is_held());
    if (!transfer_is_short(tag)) {
        const kozo_err_t error = ipc_transfer_buffer(from, to, tag, may_grant, true);

        if (error != KOZO_OK) {
            return error;
        }
    }
    ipc_move_words(from, to);
    transfer_rest(to, tag, badge);
    return KOZO_OK;
}

COLD void ipc_tell(struct thread *thread, const void *bytes, size_t size)
{
    memcpy(&thread->buffer->words[KOZO_REGISTER_WORDS], bytes, size);
}
