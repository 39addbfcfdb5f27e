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
#include <kozo/string.h>
#include <kozo/transfer.h>

/* The capabilities of one message: where they come from and where they go. */
struct ipc_caps {
    unsigned count;
    struct cap_slot *source[KOZO_BUFFER_CAPS];
    struct cap_slot *dest[KOZO_BUFFER_CAPS];
};

kozo_tag_t ipc_pending_tag(const struct thread *from)
{
    return from->faulted ? from->fault.tag : regs_tag(&from->regs);
}

static LOCKED kozo_err_t ipc_find_source(struct thread *from, uint64_t handle,
                                         struct cap_slot **out)
{
    kozo_err_t error = cspace_lookup(from, (kozo_handle_t){handle}, false, 0, out);

    if (error == KOZO_OK && !object_is_of(cap_type(*out), OBJECTS_COPYABLE)) {
        error = KOZO_ERR_NOT_COPYABLE;
    }
    return error;
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

static LOCKED kozo_err_t ipc_prepare_caps(struct thread *from, struct thread *to, unsigned count,
                                          bool may_grant, struct ipc_caps *caps)
{
    if (count != 0 && !may_grant) {
        return KOZO_ERR_ACCESS_DENIED;
    }
    for (caps->count = 0; caps->count < count; caps->count++) {
        kozo_err_t error = ipc_find_source(from, from->buffer->caps[caps->count],
                                           &caps->source[caps->count]);

        if (error == KOZO_OK) {
            error = ipc_find_dest(to, to->buffer->receive[caps->count], caps);
        }
        if (error != KOZO_OK) {
            return error;
        }
    }
    return KOZO_OK;
}

static LOCKED void ipc_move_caps(struct thread *to, const struct ipc_caps *caps)
{
    for (unsigned i = 0; i < caps->count; i++) {
        const kozo_err_t error = cap_copy(caps->dest[i], caps->source[i], (kozo_rights_t)~0U);

        kensure(error == KOZO_OK);
        to->buffer->caps[i] = cap_handle(to->cspace, caps->dest[i]).raw;
    }
}

static void ipc_copy_buffer_words(const struct thread *from, struct thread *to, unsigned words)
{
    const uint64_t *source = from->buffer->words;
    uint64_t *dest = to->buffer->words;

    if (words > KOZO_REGISTER_WORDS && words % 2 != KOZO_REGISTER_WORDS % 2) {
        words--;
        dest[words] = source[words];
    }
    for (unsigned i = KOZO_REGISTER_WORDS; i < words; i += 2) {
        const uint64_t next = source[i + 1];

        dest[i] = source[i];
        dest[i + 1] = next;
    }
}

kozo_err_t ipc_transfer_buffer(struct thread *from, struct thread *to, kozo_tag_t tag,
                               bool may_grant)
{
    const unsigned words = (unsigned)kozo_tag_words(tag);
    const unsigned count = (unsigned)kozo_tag_caps(tag);
    struct ipc_caps caps;

    if (from->buffer == NULL || to->buffer == NULL) {
        return KOZO_ERR_NO_BUFFER;
    }
    const kozo_err_t error = ipc_prepare_caps(from, to, count, may_grant, &caps);

    if (error == KOZO_OK) {
        ipc_copy_buffer_words(from, to, words);
        ipc_move_caps(to, &caps);
    }
    return error;
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
        const kozo_err_t error = ipc_transfer_buffer(from, to, tag, may_grant);

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
