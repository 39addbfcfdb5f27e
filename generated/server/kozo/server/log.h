/* SPDX-License-Identifier: MIT */
/* Generated from idl/services/log.yaml by template server/server.h;
 * change those and run `make generate`. */
/* log.h: server of the interface `log`: included by the file that has every log_serve_
 * function, so that they and what calls them are compiled together.
 * What they get has been checked; strings and bytes lie in the IPC buffer until the next message.
 * Strings, bytes and elements that they give may be built there too: who calls others meanwhile
 * fills these in last.
 * Results are sent only if KOZO_OK is returned. */
#pragma once

#include <kozo/abi.h>
#include <kozo/message.h>
#include <kozo/note.h>
#include <kozo/server/served.h>
#include <kozo/wire.h>
#include <stddef.h>

KOZO_NOTE(serves_log, KOZO_START_NOTE_KIND_SERVES, KOZO_INTERFACE_LOG,
          0xe1, 0x67, 0x3a, 0x55, 0xab, 0x53, 0x40, 0x19);
KOZO_NOTE(serves_log_1, KOZO_START_NOTE_KIND_SERVES, KOZO_INTERFACE_LOG,
          0x96, 0x1d, 0x47, 0x14, 0xb7, 0xe3, 0x7a, 0x4d);
KOZO_NOTE(serves_log_2, KOZO_START_NOTE_KIND_SERVES, KOZO_INTERFACE_LOG,
          0x9a, 0xc1, 0xfe, 0x74, 0x5a, 0x68, 0x37, 0xf7);

/* A short memory of what happened. The newest lines push out the oldest. */
static enum kozo_served log_dispatch(void *context, struct kozo_message *m);

/* Add a line under the caller's badge. severity: How much it matters. text: The line without its
 * end. Errors: none of its own. */
static kozo_err_t log_serve_append(void *context, kozo_badge_t badge, kozo_severity_t severity,
                                   const char *text);

/* Read a line. sequence: Number of the wanted line; an older one is answered with the oldest
 * kept. sequence: Number of the line that is returned. time: When it was added. source: Who
 * added it. severity: How much it matters. text: The line. Idempotent: asked twice, it does no
 * more than once. Errors: NOT_FOUND. */
static kozo_err_t log_serve_read(void *context, kozo_badge_t badge, uint64_t sequence,
                                 uint64_t *sequence_out, kozo_duration_t *time,
                                 kozo_badge_t *source, kozo_severity_t *severity,
                                 char text[KOZO_LOG_TEXT_MAX + 1]);

/* From here on: messages are taken apart, and answers put together. The comment behind a check is its
 * id in the reference page and in the generated test. */

static enum kozo_served log_served_error(struct kozo_message *m, kozo_err_t error)
{
    return kozo_served_error(m, KOZO_INTERFACE_LOG, error);
}

/* A message that has another tag than one of its label: is it one of this interface at all? */
static enum kozo_served log_served_stray(struct kozo_message *m)
{
    if (kozo_tag_interface(m->tag) != KOZO_INTERFACE_LOG)
        return KOZO_NOT_MINE; /* log.request.interface */
    if (kozo_tag_flags(m->tag) != 0)
        return KOZO_NOT_MINE; /* log.request.tag_flags */
    return KOZO_TAKEN;
}

static __attribute__((noinline, cold)) enum kozo_served log_served_misfit(struct kozo_message *m,
                                                                          kozo_err_t error)
{
    const enum kozo_served served = log_served_stray(m);

    return served == KOZO_TAKEN ? log_served_error(m, error) : served;
}

static __attribute__((noinline)) enum kozo_served log_dispatch_append(void *context,
                                                                      struct kozo_message *m)
{
    struct kozo_buffer *buffer = kozo_buffer();
    const size_t text_size = (size_t)m->words[1];

    if (text_size > KOZO_LOG_TEXT_MAX)
        return log_served_misfit(m, KOZO_ERR_BAD_MESSAGE); /* log_append.request.text.maximum */
    if (m->tag.raw != kozo_tag_make(KOZO_INTERFACE_LOG, KOZO_LOG_METHOD_APPEND, 0, 0,
                                    6).raw + kozo_wire_words(text_size))
        return log_served_misfit(m, KOZO_ERR_BAD_MESSAGE); /* log_append.request.tag */
    const uint64_t severity_raw = m->words[0];
    if (severity_raw > 3)
        return log_served_error(m, KOZO_ERR_BAD_MESSAGE); /* log_append.request.severity.enum */
    if (text_size < 1)
        return log_served_error(m, KOZO_ERR_BAD_MESSAGE); /* log_append.request.text.minimum */
    if ((m->words[2] | m->words[3] | m->words[4] | m->words[5]) != 0)
        return log_served_error(m, KOZO_ERR_BAD_MESSAGE); /* log_append.request.words.unused */
    if (!kozo_wire_is_text(&buffer->words[6], text_size))
        return log_served_error(m, KOZO_ERR_BAD_MESSAGE); /* log_append.request.text.text */
    const kozo_severity_t severity = (kozo_severity_t)severity_raw;
    const char *text = kozo_wire_text(&buffer->words[6], text_size);
    const kozo_err_t error = log_serve_append(context, m->badge, severity, text);

    if (error != KOZO_OK) {
        kozo_serve_breach("log_append.result.undeclared");
        return log_served_error(m, KOZO_ERR_BAD_REPLY); /* log_append.result.undeclared */
    }
    m->tag.raw = kozo_tag_make(KOZO_INTERFACE_LOG, KOZO_OK, 0, 0, 0).raw;
    return KOZO_SERVED;
}

static __attribute__((noinline)) enum kozo_served log_dispatch_read(void *context,
                                                                    struct kozo_message *m)
{
    struct kozo_buffer *buffer = kozo_buffer();

    if (m->tag.raw != kozo_tag_make(KOZO_INTERFACE_LOG, KOZO_LOG_METHOD_READ, 0, 0, 1).raw)
        return log_served_misfit(m, KOZO_ERR_BAD_MESSAGE); /* log_read.request.tag */
    const uint64_t sequence_raw = m->words[0];
    const uint64_t sequence = sequence_raw;
    uint64_t sequence_out = 0;
    kozo_duration_t time = 0;
    kozo_badge_t source = 0;
    kozo_severity_t severity = 0;
    char *text = (void *)&buffer->words[6];
    text[0] = 0;
    const kozo_err_t error = log_serve_read(context, m->badge, sequence, &sequence_out, &time,
                                            &source, &severity, text);

    if (error != KOZO_OK && error != KOZO_ERR_NOT_FOUND) {
        kozo_serve_breach("log_read.result.undeclared");
        return log_served_error(m, KOZO_ERR_BAD_REPLY); /* log_read.result.undeclared */
    }
    if (error != KOZO_OK)
        return log_served_error(m, error); /* log_read.result.error */
    const size_t text_size = kozo_wire_text_size(text, KOZO_LOG_TEXT_MAX);
    if (text_size > KOZO_LOG_TEXT_MAX)
        return log_served_error(m, KOZO_ERR_BAD_REPLY); /* log_read.result.text.maximum */
    m->words[0] = sequence_out;
    m->words[1] = time;
    m->words[2] = source;
    m->words[3] = severity;
    m->words[4] = text_size;
    m->words[5] = 0;
    kozo_wire_pad(&buffer->words[6], text_size);
    m->tag.raw = kozo_tag_make(KOZO_INTERFACE_LOG, KOZO_OK, 0, 0,
                               6).raw + kozo_wire_words(text_size);
    return KOZO_SERVED;
}

static enum kozo_served log_dispatch(void *context, struct kozo_message *m)
{
    switch (kozo_tag_label(m->tag)) {
    case KOZO_LOG_METHOD_APPEND:
        return log_dispatch_append(context, m);
    case KOZO_LOG_METHOD_READ:
        return log_dispatch_read(context, m);
    default:
        return log_served_misfit(m, KOZO_ERR_NO_METHOD); /* log.request.method */
    }
}
