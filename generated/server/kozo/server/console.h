/* SPDX-License-Identifier: MIT */
/* Generated from idl/services/console.yaml by template server/server.h;
 * change those and run `make generate`. */
/* console.h: server of the interface `console`: implement every console_serve_ function.
 * What they get has been checked; strings and bytes lie in the IPC buffer until the next message.
 * Strings, bytes and elements that they give may be built there too: who calls others meanwhile
 * fills these in last.
 * Results are sent only if KOZO_OK is returned. Of a method that answers later it says that its body
 * has taken the right to do so (`_take_`), an error that it has not. Otherwise the client gets
 * BAD_REPLY at once, and what was taken is used up. */
#pragma once

#include <kozo/abi.h>
#include <kozo/later.h>
#include <kozo/message.h>
#include <kozo/server/served.h>
#include <stddef.h>

/* The terminal on the serial line. */
enum kozo_served console_dispatch(void *context, struct kozo_message *m);

/* Write bytes to the terminal. Returns when the line has taken them. text: Sent as it is.
 * Errors: none of its own. */
kozo_err_t console_serve_write(void *context, kozo_badge_t badge, const uint8_t *text,
                               size_t text_size);

/* The right to answer a call of `read` later, which console_reply_read() or
 * console_fail_read() uses up; all zero: none. */
struct console_read_later {
    kozo_handle_t right;
};

/* A call of `read` whose body runs. */
struct console_read_call {
    kozo_handle_t taken;
};

static inline KOZO_MUST_USE kozo_err_t console_take_read(struct console_read_call *call,
                                                         struct console_read_later *later)
{
    return kozo_later_take(&call->taken, &later->right);
}

/* Whether the caller still waits. If not, `later` is all zero afterwards. */
static inline bool console_waits_read(struct console_read_later *later)
{
    return kozo_later_waits(&later->right);
}

/* Answer, as kozo_later_send() does. BAD_REPLY: the caller got that, the results are out of range. */
kozo_err_t console_reply_read(struct console_read_later *later, const void *text, size_t text_size);

/* The same with an error. */
kozo_err_t console_fail_read(struct console_read_later *later, kozo_err_t error);

/* Wait for input. One reader at a time. text: At least one byte as the terminal sent it. Errors:
 * BUSY. */
kozo_err_t console_serve_read(void *context, kozo_badge_t badge, struct console_read_call *call);
