/* SPDX-License-Identifier: MIT */
/* Generated from idl/services/console.yaml by template server/server.h;
 * change those and run `make generate`. */
/* console.h: server of the interface `console`: included by the file that has every console_serve_
 * function, so that they and what calls them are compiled together.
 * What they get has been checked; strings and bytes lie in the IPC buffer until the next message.
 * Strings, bytes and elements that they give may be built there too: who calls others meanwhile
 * fills these in last.
 * Results are sent only if KOZO_OK is returned. Of a method that answers later it says that its body
 * has taken the right to do so (`_take_`), an error that it has not. Otherwise the client gets
 * BAD_REPLY at once, and what was taken is used up. */
#pragma once

#include <kozo/abi.h>
#include <kozo/answer/console.h>
#include <kozo/message.h>
#include <kozo/note.h>
#include <kozo/server/served.h>
#include <kozo/wire.h>
#include <stddef.h>

KOZO_NOTE(serves_console, KOZO_START_NOTE_KIND_SERVES, KOZO_INTERFACE_CONSOLE,
          0xc3, 0x15, 0xa2, 0x00, 0x2c, 0x67, 0xbd, 0x71);

/* The terminal on the serial line. */
static enum kozo_served console_dispatch(void *context, struct kozo_message *m);

/* Write bytes to the terminal. Returns when the line has taken them. text: Sent as it is.
 * Errors: none of its own. */
static kozo_err_t console_serve_write(void *context, kozo_badge_t badge, const uint8_t *text,
                                      size_t text_size);

/* Wait for input. One reader at a time. text: At least one byte as the terminal sent it. Errors:
 * BUSY. */
static kozo_err_t console_serve_read(void *context, kozo_badge_t badge,
                                     struct console_read_call *call);

/* From here on: messages are taken apart, and answers put together. The comment behind a check is its
 * id in the reference page and in the generated test. */

static enum kozo_served console_served_error(struct kozo_message *m, kozo_err_t error)
{
    return kozo_served_error(m, KOZO_INTERFACE_CONSOLE, error);
}

/* A message that has another tag than one of its label: is it one of this interface at all? */
static enum kozo_served console_served_stray(struct kozo_message *m)
{
    if (kozo_tag_interface(m->tag) != KOZO_INTERFACE_CONSOLE)
        return KOZO_NOT_MINE; /* console.request.interface */
    if (kozo_tag_flags(m->tag) != 0)
        return KOZO_NOT_MINE; /* console.request.tag_flags */
    return KOZO_TAKEN;
}

static __attribute__((noinline, cold)) enum kozo_served console_served_misfit(
                                                                             struct kozo_message *m,
                                                                             kozo_err_t error)
{
    const enum kozo_served served = console_served_stray(m);

    return served == KOZO_TAKEN ? console_served_error(m, error) : served;
}

static __attribute__((noinline)) enum kozo_served console_dispatch_write(void *context,
                                                                         struct kozo_message *m)
{
    struct kozo_buffer *buffer = kozo_buffer();
    const size_t text_size = (size_t)m->words[0];

    if (text_size > 400)
        return console_served_misfit(m, KOZO_ERR_BAD_MESSAGE); /* console_write.request.text.maximum */
    if (m->tag.raw != kozo_tag_make(KOZO_INTERFACE_CONSOLE, KOZO_CONSOLE_METHOD_WRITE, 0, 0,
                                    6).raw + kozo_wire_words(text_size))
        return console_served_misfit(m, KOZO_ERR_BAD_MESSAGE); /* console_write.request.tag */
    if ((m->words[1] | m->words[2] | m->words[3] | m->words[4] | m->words[5]) != 0)
        return console_served_error(m, KOZO_ERR_BAD_MESSAGE); /* console_write.request.words.unused */
    if (!kozo_wire_is_padded(&buffer->words[6], text_size))
        return console_served_error(m, KOZO_ERR_BAD_MESSAGE); /* console_write.request.text.padding */
    const uint8_t *text = (const void *)&buffer->words[6];
    const kozo_err_t error = console_serve_write(context, m->badge, text, text_size);

    if (error != KOZO_OK) {
        kozo_serve_breach("console_write.result.undeclared");
        return console_served_error(m, KOZO_ERR_BAD_REPLY); /* console_write.result.undeclared */
    }
    m->tag.raw = kozo_tag_make(KOZO_INTERFACE_CONSOLE, KOZO_OK, 0, 0, 0).raw;
    return KOZO_SERVED;
}

static __attribute__((noinline)) enum kozo_served console_dispatch_read(void *context,
                                                                        struct kozo_message *m)
{
    if (m->tag.raw != kozo_tag_make(KOZO_INTERFACE_CONSOLE, KOZO_CONSOLE_METHOD_READ, 0, 0, 0).raw)
        return console_served_misfit(m, KOZO_ERR_BAD_MESSAGE); /* console_read.request.tag */
    struct console_read_call call = {{0}};
    const kozo_err_t error = console_serve_read(context, m->badge, &call);

    if (error == KOZO_OK && call.taken.raw == 0) {
        kozo_serve_breach("console_read.result.untaken");
        return console_served_error(m, KOZO_ERR_BAD_REPLY); /* console_read.result.untaken */
    }
    if (error != KOZO_OK && call.taken.raw != 0) {
        kozo_serve_breach("console_read.result.taken");
        (void)kozo_later_refuse(&call.taken, KOZO_INTERFACE_CONSOLE, KOZO_ERR_BAD_REPLY);
        return KOZO_DEFERRED; /* console_read.result.taken */
    }
    if (error != KOZO_OK && error != KOZO_ERR_BUSY) {
        kozo_serve_breach("console_read.result.undeclared");
        return console_served_error(m, KOZO_ERR_BAD_REPLY); /* console_read.result.undeclared */
    }
    if (error != KOZO_OK)
        return console_served_error(m, error); /* console_read.result.error */
    return KOZO_DEFERRED;
}

static enum kozo_served console_dispatch(void *context, struct kozo_message *m)
{
    switch (kozo_tag_label(m->tag)) {
    case KOZO_CONSOLE_METHOD_WRITE:
        return console_dispatch_write(context, m);
    case KOZO_CONSOLE_METHOD_READ:
        return console_dispatch_read(context, m);
    default:
        return console_served_misfit(m, KOZO_ERR_NO_METHOD); /* console.request.method */
    }
}
