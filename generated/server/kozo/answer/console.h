/* SPDX-License-Identifier: MIT */
/* Generated from idl/services/console.yaml by template server/answer.h;
 * change those and run `make generate`. */
/* console.h: how servers of the interface `console` answer otherwise than by return: rights to do so
 * later, and errors that tell something. Any file of a server may include it. */
#pragma once

#include <kozo/abi.h>
#include <kozo/later.h>
#include <kozo/message.h>
#include <kozo/server/served.h>
#include <kozo/wire.h>
#include <stddef.h>

/* The right to answer a call of `read` later, which console_reply_read() or
 * console_fail_read() uses up; all zero: none. */
struct console_read_later {
    kozo_handle_t right;
};

/* A call of `read` whose body runs. */
struct console_read_call {
    kozo_handle_t taken;
};

static inline KOZO_TAKES kozo_err_t console_take_read(struct console_read_call *call,
                                                      struct console_read_later *later)
{
    return kozo_later_keep(&call->taken, &later->right, call, __builtin_frame_address(0));
}

/* Whether the caller still waits. If not, `later` is all zero afterwards. */
static inline bool console_waits_read(struct console_read_later *later)
{
    return kozo_later_waits(&later->right);
}

/* Answer, as kozo_later_send() does. BAD_REPLY: the caller got that, the results are out of range. */
static inline kozo_err_t console_reply_read(struct console_read_later *later, const void *text,
                                            size_t text_size)
{
    struct kozo_buffer *buffer = kozo_buffer();
    struct kozo_message message = {.tag = {0}}, *m = &message;

    if (!kozo_later_is_owed(later->right)) {
        kozo_serve_breach("console_read.result.spent");
        return KOZO_ERR_NO_REPLY; /* console_read.result.spent */
    }
    if (text_size > 64) {
        (void)kozo_later_refuse(&later->right, KOZO_INTERFACE_CONSOLE, KOZO_ERR_BAD_REPLY);
        return KOZO_ERR_BAD_REPLY; /* console_read.result.text.maximum */
    }
    m->words[0] = text_size;
    m->words[1] = 0;
    m->words[2] = 0;
    m->words[3] = 0;
    m->words[4] = 0;
    m->words[5] = 0;
    kozo_wire_put(&buffer->words[6], text, text_size);
    m->tag.raw = kozo_tag_make(KOZO_INTERFACE_CONSOLE, KOZO_OK, 0, 0,
                               6).raw + kozo_wire_words(text_size);
    return kozo_later_send(&later->right, m);
}

/* The same with an error. */
static inline kozo_err_t console_fail_read(struct console_read_later *later, kozo_err_t error)
{
    if (!kozo_later_is_owed(later->right)) {
        kozo_serve_breach("console_read.result.spent");
        return KOZO_ERR_NO_REPLY; /* console_read.result.spent */
    }
    if (error != KOZO_OK && error != KOZO_ERR_BUSY) {
        kozo_serve_breach("console_read.result.undeclared");
        (void)kozo_later_refuse(&later->right, KOZO_INTERFACE_CONSOLE, KOZO_ERR_BAD_REPLY);
        return KOZO_ERR_BAD_REPLY; /* console_read.result.undeclared */
    }
    return kozo_later_refuse(&later->right, KOZO_INTERFACE_CONSOLE, error);
}
