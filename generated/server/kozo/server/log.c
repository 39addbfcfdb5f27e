/* SPDX-License-Identifier: MIT */
/* Generated from idl/services/log.yaml by template server/server.c;
 * change those and run `make generate`. */
/* log.c: takes messages of the interface `log` apart and puts the answers together. */
#include <kozo/server/log.h>
#include <kozo/wire.h>

static enum kozo_served take_append(void *context, struct kozo_message *m)
{
    struct kozo_buffer *buffer = kozo_buffer();
    const uint64_t severity_raw = m->words[0];
    const size_t text_size = (size_t)m->words[1];

    if (kozo_tag_caps(m->tag) != 0)
        return kozo_served_error(m, KOZO_INTERFACE_LOG, KOZO_ERR_BAD_MESSAGE);
    if (severity_raw > 3)
        return kozo_served_error(m, KOZO_INTERFACE_LOG, KOZO_ERR_BAD_MESSAGE);
    if (text_size > KOZO_LOG_TEXT_MAX)
        return kozo_served_error(m, KOZO_INTERFACE_LOG, KOZO_ERR_BAD_MESSAGE);
    if (text_size < 1)
        return kozo_served_error(m, KOZO_INTERFACE_LOG, KOZO_ERR_BAD_MESSAGE);
    if ((m->words[2] | m->words[3] | m->words[4] | m->words[5]) != 0)
        return kozo_served_error(m, KOZO_INTERFACE_LOG, KOZO_ERR_BAD_MESSAGE);
    if (kozo_tag_words(m->tag) != 6 + kozo_wire_words(text_size))
        return kozo_served_error(m, KOZO_INTERFACE_LOG, KOZO_ERR_BAD_MESSAGE);
    if (!kozo_wire_is_text(buffer, 6, text_size))
        return kozo_served_error(m, KOZO_INTERFACE_LOG, KOZO_ERR_BAD_MESSAGE);
    const kozo_severity_t severity = (kozo_severity_t)severity_raw;
    const char *text = kozo_wire_text(buffer, 6, text_size);
    const kozo_err_t error = log_serve_append(context, m->badge, severity, text);

    if (error != KOZO_OK)
        return kozo_served_error(m, KOZO_INTERFACE_LOG, error);
    *m = (struct kozo_message){.tag = {0}};
    m->tag = kozo_tag_make(KOZO_INTERFACE_LOG, KOZO_OK, 0, 0, 0);
    return KOZO_SERVED;
}

static enum kozo_served take_read(void *context, struct kozo_message *m)
{
    struct kozo_buffer *buffer = kozo_buffer();
    const uint64_t sequence_raw = m->words[0];

    if (kozo_tag_caps(m->tag) != 0)
        return kozo_served_error(m, KOZO_INTERFACE_LOG, KOZO_ERR_BAD_MESSAGE);
    if (kozo_tag_words(m->tag) != 1)
        return kozo_served_error(m, KOZO_INTERFACE_LOG, KOZO_ERR_BAD_MESSAGE);
    const uint64_t sequence = sequence_raw;
    uint64_t sequence_out = 0;
    kozo_duration_t time = 0;
    kozo_badge_t source = 0;
    kozo_severity_t severity = 0;
    char text[KOZO_LOG_TEXT_MAX + 1] = {0};
    const kozo_err_t error = log_serve_read(context, m->badge, sequence, &sequence_out, &time,
                                            &source, &severity, text);

    if (error != KOZO_OK)
        return kozo_served_error(m, KOZO_INTERFACE_LOG, error);
    const size_t text_size = kozo_wire_text_size(text, KOZO_LOG_TEXT_MAX);
    if (text_size > KOZO_LOG_TEXT_MAX)
        return kozo_served_error(m, KOZO_INTERFACE_LOG, KOZO_ERR_BAD_REPLY);
    *m = (struct kozo_message){.tag = {0}};
    m->words[0] = sequence_out;
    m->words[1] = time;
    m->words[2] = source;
    m->words[3] = severity;
    m->words[4] = text_size;
    kozo_wire_put(buffer, 6, text, text_size);
    m->tag = kozo_tag_make(KOZO_INTERFACE_LOG, KOZO_OK, 0, 0, 6 + kozo_wire_words(text_size));
    return KOZO_SERVED;
}

enum kozo_served log_dispatch(void *context, struct kozo_message *m)
{
    if (kozo_tag_interface(m->tag) != KOZO_INTERFACE_LOG ||
        kozo_tag_flags(m->tag) != 0)
        return KOZO_NOT_MINE;
    switch (kozo_tag_label(m->tag)) {
    case KOZO_LOG_METHOD_APPEND:
        return take_append(context, m);
    case KOZO_LOG_METHOD_READ:
        return take_read(context, m);
    default:
        return kozo_served_error(m, KOZO_INTERFACE_LOG, KOZO_ERR_NO_METHOD);
    }
}
