/* SPDX-License-Identifier: MIT */
/* Generated from idl/services/console.yaml by template server/server.c;
 * change those and run `make generate`. */
/* console.c: takes messages of the interface `console` apart and puts the answers together.
 * The comment behind a check is its id in the reference page and in the generated test. */
#include <kozo/note.h>
#include <kozo/server/console.h>
#include <kozo/wire.h>

KOZO_NOTE(serves_console, KOZO_START_NOTE_KIND_SERVES, KOZO_INTERFACE_CONSOLE,
          0xc3, 0x15, 0xa2, 0x00, 0x2c, 0x67, 0xbd, 0x71);

static enum kozo_served refuse(struct kozo_message *m, kozo_err_t error)
{
    return kozo_served_error(m, KOZO_INTERFACE_CONSOLE, error);
}

/* A message that has another tag than one of its label: is it one of this interface at all? */
static enum kozo_served stray(struct kozo_message *m)
{
    if (kozo_tag_interface(m->tag) != KOZO_INTERFACE_CONSOLE)
        return KOZO_NOT_MINE; /* console.request.interface */
    if (kozo_tag_flags(m->tag) != 0)
        return KOZO_NOT_MINE; /* console.request.tag_flags */
    return KOZO_TAKEN;
}

static __attribute__((noinline)) enum kozo_served misfit(struct kozo_message *m, kozo_err_t error)
{
    const enum kozo_served served = stray(m);

    return served == KOZO_TAKEN ? refuse(m, error) : served;
}

static __attribute__((noinline)) enum kozo_served take_write(void *context, struct kozo_message *m)
{
    struct kozo_buffer *buffer = kozo_buffer();
    const size_t text_size = (size_t)m->words[0];

    if (text_size > 400)
        return misfit(m, KOZO_ERR_BAD_MESSAGE); /* console_write.request.text.maximum */
    if (m->tag.raw != kozo_tag_make(KOZO_INTERFACE_CONSOLE, KOZO_CONSOLE_METHOD_WRITE, 0, 0,
                                    6).raw + kozo_wire_words(text_size))
        return misfit(m, KOZO_ERR_BAD_MESSAGE); /* console_write.request.tag */
    if ((m->words[1] | m->words[2] | m->words[3] | m->words[4] | m->words[5]) != 0)
        return refuse(m, KOZO_ERR_BAD_MESSAGE); /* console_write.request.words.unused */
    if (!kozo_wire_is_padded(&buffer->words[6], text_size))
        return refuse(m, KOZO_ERR_BAD_MESSAGE); /* console_write.request.text.padding */
    const uint8_t *text = (const void *)&buffer->words[6];
    const kozo_err_t error = console_serve_write(context, m->badge, text, text_size);

    if (error != KOZO_OK) {
        kozo_serve_breach("console_write.result.undeclared");
        return refuse(m, KOZO_ERR_BAD_REPLY); /* console_write.result.undeclared */
    }
    m->tag.raw = kozo_tag_make(KOZO_INTERFACE_CONSOLE, KOZO_OK, 0, 0, 0).raw;
    return KOZO_SERVED;
}

static __attribute__((noinline)) enum kozo_served take_read(void *context, struct kozo_message *m)
{
    if (m->tag.raw != kozo_tag_make(KOZO_INTERFACE_CONSOLE, KOZO_CONSOLE_METHOD_READ, 0, 0, 0).raw)
        return misfit(m, KOZO_ERR_BAD_MESSAGE); /* console_read.request.tag */
    struct console_read_call call = {{0}};
    const kozo_err_t error = console_serve_read(context, m->badge, &call);

    if (error == KOZO_OK && call.taken.raw == 0) {
        kozo_serve_breach("console_read.result.untaken");
        return refuse(m, KOZO_ERR_BAD_REPLY); /* console_read.result.untaken */
    }
    if (error != KOZO_OK && call.taken.raw != 0) {
        kozo_serve_breach("console_read.result.taken");
        (void)kozo_later_refuse(&call.taken, KOZO_INTERFACE_CONSOLE, KOZO_ERR_BAD_REPLY);
        return KOZO_DEFERRED; /* console_read.result.taken */
    }
    if (error != KOZO_OK && error != KOZO_ERR_BUSY) {
        kozo_serve_breach("console_read.result.undeclared");
        return refuse(m, KOZO_ERR_BAD_REPLY); /* console_read.result.undeclared */
    }
    if (error != KOZO_OK)
        return refuse(m, error); /* console_read.result.error */
    return KOZO_DEFERRED;
}

kozo_err_t console_reply_read(struct console_read_later *later, const void *text, size_t text_size)
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

kozo_err_t console_fail_read(struct console_read_later *later, kozo_err_t error)
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

enum kozo_served console_dispatch(void *context, struct kozo_message *m)
{
    switch (kozo_tag_label(m->tag)) {
    case KOZO_CONSOLE_METHOD_WRITE:
        return take_write(context, m);
    case KOZO_CONSOLE_METHOD_READ:
        return take_read(context, m);
    default:
        return misfit(m, KOZO_ERR_NO_METHOD); /* console.request.method */
    }
}
