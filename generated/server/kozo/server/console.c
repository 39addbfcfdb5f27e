/* SPDX-License-Identifier: MIT */
/* Generated from idl/services/console.yaml by template server/server.c;
 * change those and run `make generate`. */
/* console.c: takes messages of the interface `console` apart and puts the answers together. */
#include <kozo/server/console.h>
#include <kozo/wire.h>

static enum kozo_served take_write(void *context, struct kozo_message *m)
{
    struct kozo_buffer *buffer = kozo_buffer();
    const size_t text_size = (size_t)m->words[0];

    if (kozo_tag_caps(m->tag) != 0)
        return kozo_served_error(m, KOZO_INTERFACE_CONSOLE, KOZO_ERR_BAD_MESSAGE);
    if (text_size > 400)
        return kozo_served_error(m, KOZO_INTERFACE_CONSOLE, KOZO_ERR_BAD_MESSAGE);
    if ((m->words[1] | m->words[2] | m->words[3] | m->words[4] | m->words[5]) != 0)
        return kozo_served_error(m, KOZO_INTERFACE_CONSOLE, KOZO_ERR_BAD_MESSAGE);
    if (kozo_tag_words(m->tag) != 6 + kozo_wire_words(text_size))
        return kozo_served_error(m, KOZO_INTERFACE_CONSOLE, KOZO_ERR_BAD_MESSAGE);
    if (!kozo_wire_is_padded(buffer, 6, text_size))
        return kozo_served_error(m, KOZO_INTERFACE_CONSOLE, KOZO_ERR_BAD_MESSAGE);
    const uint8_t *text = kozo_wire_bytes(buffer, 6);
    const kozo_err_t error = console_serve_write(context, m->badge, text, text_size);

    if (error != KOZO_OK)
        return kozo_served_error(m, KOZO_INTERFACE_CONSOLE, error);
    *m = (struct kozo_message){.tag = {0}};
    m->tag = kozo_tag_make(KOZO_INTERFACE_CONSOLE, KOZO_OK, 0, 0, 0);
    return KOZO_SERVED;
}

void console_reply_read(struct kozo_message *m, const void *text, size_t text_size)
{
    struct kozo_buffer *buffer = kozo_buffer();


    if (text_size > 64) {
        (void)kozo_served_error(m, KOZO_INTERFACE_CONSOLE, KOZO_ERR_BAD_REPLY);
        return;
    }
    *m = (struct kozo_message){.tag = {0}};
    m->words[0] = text_size;
    kozo_wire_put(buffer, 6, text, text_size);
    m->tag = kozo_tag_make(KOZO_INTERFACE_CONSOLE, KOZO_OK, 0, 0, 6 + kozo_wire_words(text_size));
}

static enum kozo_served take_read(void *context, struct kozo_message *m)
{

    if (kozo_tag_caps(m->tag) != 0)
        return kozo_served_error(m, KOZO_INTERFACE_CONSOLE, KOZO_ERR_BAD_MESSAGE);
    if (kozo_tag_words(m->tag) != 0)
        return kozo_served_error(m, KOZO_INTERFACE_CONSOLE, KOZO_ERR_BAD_MESSAGE);
    const kozo_err_t error = console_serve_read(context, m->badge);

    if (error != KOZO_OK)
        return kozo_served_error(m, KOZO_INTERFACE_CONSOLE, error);
    return KOZO_DEFERRED;
}

enum kozo_served console_dispatch(void *context, struct kozo_message *m)
{
    if (kozo_tag_interface(m->tag) != KOZO_INTERFACE_CONSOLE ||
        kozo_tag_flags(m->tag) != 0)
        return KOZO_NOT_MINE;
    switch (kozo_tag_label(m->tag)) {
    case KOZO_CONSOLE_METHOD_WRITE:
        return take_write(context, m);
    case KOZO_CONSOLE_METHOD_READ:
        return take_read(context, m);
    default:
        return kozo_served_error(m, KOZO_INTERFACE_CONSOLE, KOZO_ERR_NO_METHOD);
    }
}
