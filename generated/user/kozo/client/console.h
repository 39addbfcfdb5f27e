/* SPDX-License-Identifier: MIT */
/* Generated from idl/services/console.yaml by template user/client.h;
 * change those and run `make generate`. */
/* console.h: client of the interface `console`. Besides the errors named, each method returns what
 * kozo_endpoint_call() does, a one-way method what kozo_endpoint_send() does, BAD_MESSAGE if an
 * argument is too long or too short, RANGE if a result might not fit its capacity (nothing is sent
 * then), and BAD_REPLY. A capability that is returned goes to the slot that its `_slot` argument
 * names, of which the IPC buffer says nothing any more afterwards; after an error that slot is
 * empty. Whatever else an answer brings is deleted. A stub `_view` leaves strings, bytes, vectors,
 * structures and arrays where they have arrived, in the IPC buffer, until the next message or system
 * call that uses it; the one without copies them. The comment behind a check is its id in the
 * reference pages and in the generated tests. */
#pragma once

#include <kozo/abi.h>
#include <kozo/note.h>
#include <kozo/sys.h>
#include <kozo/wire.h>
#include <kozo/wire_caps.h>

KOZO_NOTE(uses_console, KOZO_START_NOTE_KIND_USES, KOZO_INTERFACE_CONSOLE,
          0xc3, 0x15, 0xa2, 0x00, 0x2c, 0x67, 0xbd, 0x71);

/* The terminal on the serial line. */
typedef struct {
    kozo_endpoint_t endpoint;
} console_t;

/* Write bytes to the terminal. Returns when the line has taken them. text: Sent as it is.
 * Errors: none of its own. */
static inline kozo_err_t console_write(console_t self, const void *text, size_t text_size)
{
    struct kozo_buffer *buffer = kozo_buffer();
    struct kozo_message message, *m = &message;

    if (KOZO_WIRE_NEVER(text_size > 400))
        return KOZO_ERR_BAD_MESSAGE; /* console_write.argument.text.maximum */
    m->words[0] = text_size;
    m->words[1] = 0;
    m->words[2] = 0;
    m->words[3] = 0;
    m->words[4] = 0;
    m->words[5] = 0;
    kozo_wire_put(&buffer->words[6], text, text_size);
    m->tag.raw = kozo_tag_make(KOZO_INTERFACE_CONSOLE, KOZO_CONSOLE_METHOD_WRITE, 0, 0,
                               6).raw + kozo_wire_words(text_size);
    const kozo_err_t error = kozo_wire_call(self.endpoint, m, 6);

    if (error != KOZO_OK)
        return error; /* console_write.call.error */
    if (m->tag.raw != kozo_tag_make(KOZO_INTERFACE_CONSOLE, KOZO_OK, 0, 0, 0).raw)
        return kozo_wire_other(m->tag, KOZO_INTERFACE_CONSOLE, NULL); /* console_write.reply.tag */
    return KOZO_OK;
}

/* What the stub below does, but for the copies: here data are where the buffer has them. */
static inline kozo_err_t console_read_view(console_t self, const void **text, size_t *text_size)
{
    struct kozo_buffer *buffer = kozo_buffer();
    struct kozo_message message, *m = &message;
    static const kozo_err_t own[] = {KOZO_ERR_BUSY, KOZO_OK};

    m->tag.raw = kozo_tag_make(KOZO_INTERFACE_CONSOLE, KOZO_CONSOLE_METHOD_READ, 0, 0, 0).raw;
    const kozo_err_t error = kozo_wire_call(self.endpoint, m, 0);

    if (error != KOZO_OK)
        return error; /* console_read.call.error */
    const size_t text_size_in = (size_t)m->words[0];
    if (text_size_in > 64)
        return kozo_wire_other(m->tag, KOZO_INTERFACE_CONSOLE, own); /* console_read.reply.text.maximum */
    if (m->tag.raw != kozo_tag_make(KOZO_INTERFACE_CONSOLE, KOZO_OK, 0, 0,
                                    6).raw + kozo_wire_words(text_size_in))
        return kozo_wire_other(m->tag, KOZO_INTERFACE_CONSOLE, own); /* console_read.reply.tag */
    if ((m->words[1] | m->words[2] | m->words[3] | m->words[4] | m->words[5]) != 0)
        return KOZO_ERR_BAD_REPLY; /* console_read.reply.words.unused */
    if (!kozo_wire_is_padded(&buffer->words[6], text_size_in))
        return KOZO_ERR_BAD_REPLY; /* console_read.reply.text.padding */
    *text = (const void *)&buffer->words[6];
    *text_size = text_size_in;
    return KOZO_OK;
}

/* Wait for input. One reader at a time. text: At least one byte as the terminal sent it. Errors:
 * BUSY. */
static inline kozo_err_t console_read(console_t self, void *text, size_t text_capacity,
                                      size_t *text_size)
{
    const void *text_view;

    if (text_capacity < 64)
        return KOZO_ERR_RANGE; /* console_read.argument.text.room */
    const kozo_err_t error = console_read_view(self, &text_view, text_size);
    if (error == KOZO_OK) {
        kozo_wire_copy(text, text_view, *text_size);
    }
    return error;
}
