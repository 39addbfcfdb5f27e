/* SPDX-License-Identifier: MIT */
/* transfer.h: the message of the current thread, in a straight line where it travels in registers.
 */
#pragma once

#include <kozo/ipc.h>

/* Does nothing travel by the buffer? */
static ALWAYS_INLINE bool transfer_is_short(kozo_tag_t tag)
{
    return likely((tag.raw & kozo_tag_make(0, 0, 0, UINT64_MAX, UINT64_MAX).raw) <=
                  KOZO_REGISTER_WORDS);
}

/* What the receiver's registers hold besides the words. */
static ALWAYS_INLINE void transfer_rest(struct thread *to, kozo_tag_t tag, uint64_t badge)
{
    const uint64_t asked = kozo_tag_make(0, 0, ~(uint64_t)KOZO_TAG_FLAG_KERNEL, 0, 0).raw;

    regs_set_message(&to->regs, kozo_status_make(KOZO_OK, 0, 0), badge,
                     (kozo_tag_t){tag.raw & ~asked});
}

/* ipc_transfer() from the current thread. */
static ALWAYS_INLINE LOCKED MUST_CHECK kozo_err_t transfer(struct thread *from, struct thread *to,
                                                           kozo_tag_t tag, uint64_t badge,
                                                           bool may_grant)
{
    if (!transfer_is_short(tag)) {
        const kozo_err_t error = ipc_transfer_buffer(from, to, tag, may_grant, true);

        if (error != KOZO_OK) {
            return error;
        }
    }
    regs_copy_words(&to->regs, &from->regs);
    transfer_rest(to, tag, badge);
    return KOZO_OK;
}
