/* SPDX-License-Identifier: MIT */
/* fast_path.h: the common system calls in a straight line. */
#pragma once

#include <kozo/thread.h>

struct thread *fast_call(struct thread *caller) LOCKED;
struct thread *fast_reply_receive(struct thread *callee) LOCKED;

/* Do what the registers of the current thread ask for, if that is a call or a reply-and-receive
 * with nothing in the way. Returns the thread to continue with, or NULL and then nothing has
 * changed. */
static LOCKED inline struct thread *fast_path(struct thread *caller)
{
    switch (regs_op(&caller->regs)) {
    case KOZO_OP_ENDPOINT_CALL:
        return fast_call(caller);
    case KOZO_OP_ENDPOINT_REPLY_RECEIVE:
        return fast_reply_receive(caller);
    default:
        return NULL;
    }
}
