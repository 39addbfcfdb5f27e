/* SPDX-License-Identifier: MIT */
/* later.h: rights to answer callers later, below the tokens that generated skeletons make of them,
 * of a type for each method.
 *
 * A right has a slot to itself until it is used. Using it a second time, by a copy of the token,
 * does no harm to whom the slot belongs by then. Not for use by two threads at once. */
#pragma once

#include <kozo/abi.h>
#include <kozo/message.h>
#include <stdbool.h>

/* Of what a body has taken something is to be made. */
#define KOZO_MUST_USE __attribute__((warn_unused_result))
/* And what asks for the frame that it is called from is part of that. */
#define KOZO_TAKES __attribute__((always_inline, warn_unused_result))

/* Save the right to answer the present caller, and note for the skeleton in `taken` that the body
 * has. `right` is 0 before, or used up. Returns: OK; NO_SLOT; REPLY_PENDING, somebody waits for an
 * answer by `right`, and goes on to; what kozo_cnode_save_reply() does, NO_REPLY if it was taken
 * before. */
KOZO_MUST_USE kozo_err_t kozo_later_take(kozo_handle_t *taken, kozo_handle_t *right);

/* The same for a body, which has the right in memory that outlasts it. BAD_STATE: that is gone when
 * the body or what it calls returns, and the caller would wait for ever. `call` is the skeleton's,
 * `frame` that of the function that takes, into which this is inlined. */
static inline KOZO_TAKES kozo_err_t kozo_later_keep(kozo_handle_t *taken, kozo_handle_t *right,
                                                    const void *call, const void *frame)
{
    const uintptr_t at = (uintptr_t)right;
    uintptr_t stack;

    __asm__("mov %%rsp, %0" : "=r"(stack));
    if (at >= stack && (at < (uintptr_t)frame || at < (uintptr_t)call))
        return KOZO_ERR_BAD_STATE;
    return kozo_later_take(taken, right);
}

/* Whether an answer is still owed by this right, be the caller there or not. */
bool kozo_later_is_owed(kozo_handle_t right);

/* Whether the caller still waits. If not, its right is 0 afterwards. */
bool kozo_later_waits(kozo_handle_t *right);

/* Answer; the right is used up and 0, whatever is returned. Returns: OK; NO_REPLY, the right had
 * been used; NO_CAP, the caller is gone; what kozo_reply_send() says of an answer that the caller
 * cannot take: it has got BAD_REPLY then. */
kozo_err_t kozo_later_send(kozo_handle_t *right, struct kozo_message *m);

/* The same, with an error. */
kozo_err_t kozo_later_refuse(kozo_handle_t *right, uint32_t interface, kozo_err_t error);
