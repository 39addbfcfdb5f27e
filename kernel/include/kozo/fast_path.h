/* SPDX-License-Identifier: MIT */
/* fast_path.h: the common system calls in a straight line. */
#pragma once

#include <kozo/thread.h>

/* What comes of it, in the two registers of a result. */
struct fast_move {
    struct thread *to;   /* the thread to continue with; its message is still in the registers */
    kozo_badge_t badge;  /* what it is told of the sender */
};

/* Do a call, or a reply-and-receive, if nothing is in the way. The operands are those of the
 * current thread's message operation; its registers hold the others, and the words that do not
 * travel in registers that C preserves. If something is in the way, `to` is NULL, its registers
 * hold all operands, and nothing else has changed.
 * Context: called by assembly, which finishes the message; interrupts off, the kernel lock held by
 * it, or free and nobody else asks for it. */
struct fast_move fast_call(struct thread *caller, kozo_tag_t tag, kozo_deadline_t deadline,
                           kozo_handle_t cap);
struct fast_move fast_reply_receive(struct thread *callee, kozo_tag_t tag,
                                    kozo_deadline_t deadline, kozo_handle_t cap);
