/* SPDX-License-Identifier: MIT */
/* Generated from idl/services/log.yaml by template user/client.h;
 * change those and run `make generate`. */
/* log.h: client of the interface `log`. Besides the errors named, each method returns what
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

KOZO_NOTE(uses_log, KOZO_START_NOTE_KIND_USES, KOZO_INTERFACE_LOG,
          0xe1, 0x67, 0x3a, 0x55, 0xab, 0x53, 0x40, 0x19);

/* A short memory of what happened. The newest lines push out the oldest. */
typedef struct {
    kozo_endpoint_t endpoint;
} log_t;

/* Add a line under the caller's badge. severity: How much it matters. text: The line without its
 * end. Errors: none of its own. */
static inline kozo_err_t log_append(log_t self, kozo_severity_t severity, const char *text)
{
    struct kozo_buffer *buffer = kozo_buffer();
    struct kozo_message message, *m = &message;
    const size_t text_size = kozo_wire_text_size(text, KOZO_LOG_TEXT_MAX);

    if (KOZO_WIRE_NEVER(text_size > KOZO_LOG_TEXT_MAX))
        return KOZO_ERR_BAD_MESSAGE; /* log_append.argument.text.maximum */
    if (KOZO_WIRE_NEVER(text_size < 1))
        return KOZO_ERR_BAD_MESSAGE; /* log_append.argument.text.minimum */
    m->words[0] = severity;
    m->words[1] = text_size;
    m->words[2] = 0;
    m->words[3] = 0;
    m->words[4] = 0;
    m->words[5] = 0;
    kozo_wire_put(&buffer->words[6], text, text_size);
    m->tag.raw = kozo_tag_make(KOZO_INTERFACE_LOG, KOZO_LOG_METHOD_APPEND, 0, 0,
                               6).raw + kozo_wire_words(text_size);
    const kozo_err_t error = kozo_wire_call(self.endpoint, m, 6);

    if (error != KOZO_OK)
        return error; /* log_append.call.error */
    if (m->tag.raw != kozo_tag_make(KOZO_INTERFACE_LOG, KOZO_OK, 0, 0, 0).raw)
        return kozo_wire_other(m->tag, KOZO_INTERFACE_LOG, NULL); /* log_append.reply.tag */
    return KOZO_OK;
}

/* What the stub below does, but for the copies: here data are where the buffer has them. */
static inline kozo_err_t log_read_view(log_t self, uint64_t sequence, uint64_t *sequence_out,
                                       kozo_duration_t *time, kozo_badge_t *source,
                                       kozo_severity_t *severity, const char **text,
                                       size_t *text_size)
{
    struct kozo_buffer *buffer = kozo_buffer();
    struct kozo_message message, *m = &message;
    static const kozo_err_t own[] = {KOZO_ERR_NOT_FOUND, KOZO_OK};

    m->words[0] = sequence;
    m->tag.raw = kozo_tag_make(KOZO_INTERFACE_LOG, KOZO_LOG_METHOD_READ, 0, 0, 1).raw;
    const kozo_err_t error = kozo_wire_call(self.endpoint, m, 1);

    if (error != KOZO_OK)
        return error; /* log_read.call.error */
    const size_t text_size_in = (size_t)m->words[4];
    if (text_size_in > KOZO_LOG_TEXT_MAX)
        return kozo_wire_other(m->tag, KOZO_INTERFACE_LOG, own); /* log_read.reply.text.maximum */
    if (m->tag.raw != kozo_tag_make(KOZO_INTERFACE_LOG, KOZO_OK, 0, 0,
                                    6).raw + kozo_wire_words(text_size_in))
        return kozo_wire_other(m->tag, KOZO_INTERFACE_LOG, own); /* log_read.reply.tag */
    const uint64_t sequence_out_raw = m->words[0];
    const uint64_t time_raw = m->words[1];
    const uint64_t source_raw = m->words[2];
    const uint64_t severity_raw = m->words[3];
    if (severity_raw > 3)
        return KOZO_ERR_BAD_REPLY; /* log_read.reply.severity.enum */
    if (m->words[5] != 0)
        return KOZO_ERR_BAD_REPLY; /* log_read.reply.word5.unused */
    if (!kozo_wire_is_text(&buffer->words[6], text_size_in))
        return KOZO_ERR_BAD_REPLY; /* log_read.reply.text.text */
    *sequence_out = sequence_out_raw;
    *time = (kozo_duration_t)time_raw;
    *source = (kozo_badge_t)source_raw;
    *severity = (kozo_severity_t)severity_raw;
    *text = kozo_wire_text(&buffer->words[6], text_size_in);
    *text_size = text_size_in;
    return KOZO_OK;
}

/* Read a line. sequence: Number of the wanted line; an older one is answered with the oldest
 * kept. sequence: Number of the line that is returned. time: When it was added. source: Who
 * added it. severity: How much it matters. text: The line. Idempotent: asked twice, it does no
 * more than once. Errors: NOT_FOUND. */
static inline kozo_err_t log_read(log_t self, uint64_t sequence, uint64_t *sequence_out,
                                  kozo_duration_t *time, kozo_badge_t *source,
                                  kozo_severity_t *severity, char text[KOZO_LOG_TEXT_MAX + 1])
{
    const char *text_view;
    size_t text_view_size;

    const kozo_err_t error = log_read_view(self, sequence, sequence_out, time, source, severity,
                                           &text_view, &text_view_size);
    if (error == KOZO_OK) {
        kozo_wire_copy(text, text_view, text_view_size + 1);
    }
    return error;
}
