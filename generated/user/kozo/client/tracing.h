/* SPDX-License-Identifier: MIT */
/* Generated from idl/services/tracing.yaml by template user/client.h;
 * change those and run `make generate`. */
/* tracing.h: client of the interface `tracing`. Besides the errors named, each method returns what
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
#include <kozo/wire_elements.h>

KOZO_NOTE(uses_tracing, KOZO_START_NOTE_KIND_USES, KOZO_INTERFACE_TRACING,
          0x3b, 0xe9, 0xe2, 0x01, 0xef, 0x1b, 0x94, 0xd4);

/* The kernel's trace, for who looks at the system from inside. It has no payload, but all of who
 * talks to whom. */
typedef struct {
    kozo_endpoint_t endpoint;
} tracing_t;

/* What the stub below does, but for the copies: here data are where the buffer has them. */
static inline kozo_err_t tracing_read_view(tracing_t self, uint64_t number, uint64_t *found,
                                           uint64_t *count, const struct kozo_trace_record **record)
{
    struct kozo_buffer *buffer = kozo_buffer();
    struct kozo_message message, *m = &message;
    static const kozo_err_t own[] = {KOZO_ERR_NOT_FOUND, KOZO_OK};

    m->words[0] = number;
    m->tag.raw = kozo_tag_make(KOZO_INTERFACE_TRACING, KOZO_TRACING_METHOD_READ, 0, 0, 1).raw;
    const kozo_err_t error = kozo_wire_call(self.endpoint, m, 1);

    if (error != KOZO_OK)
        return error; /* tracing_read.call.error */
    if (m->tag.raw != kozo_tag_make(KOZO_INTERFACE_TRACING, KOZO_OK, 0, 0, 18).raw)
        return kozo_wire_other(m->tag, KOZO_INTERFACE_TRACING, own); /* tracing_read.reply.tag */
    const uint64_t found_raw = m->words[0];
    const uint64_t count_raw = m->words[1];
    if ((m->words[2] | m->words[3] | m->words[4] | m->words[5]) != 0)
        return KOZO_ERR_BAD_REPLY; /* tracing_read.reply.words.unused */
    if (!kozo_wire_are_trace_record(&buffer->words[6], 1))
        return KOZO_ERR_BAD_REPLY; /* tracing_read.reply.record.element */
    *found = found_raw;
    *count = count_raw;
    *record = (const void *)&buffer->words[6];
    return KOZO_OK;
}

/* Read a record. number: Number of the wanted record; one that is gone is answered with the
 * oldest kept. found: Number of the record that is returned. count: Number that the next record
 * will have. record: The record. Errors: NOT_FOUND. */
static inline kozo_err_t tracing_read(tracing_t self, uint64_t number, uint64_t *found,
                                      uint64_t *count, struct kozo_trace_record *record)
{
    const struct kozo_trace_record *record_view;

    const kozo_err_t error = tracing_read_view(self, number, found, count, &record_view);
    if (error == KOZO_OK) {
        kozo_wire_copy(record, record_view, sizeof(struct kozo_trace_record));
    }
    return error;
}

/* What the stub below does, but for the copies: here data are where the buffer has them. */
static inline kozo_err_t tracing_search_view(tracing_t self, uint64_t before, const char *thread,
                                             uint64_t *found,
                                             const struct kozo_trace_record **record)
{
    struct kozo_buffer *buffer = kozo_buffer();
    struct kozo_message message, *m = &message;
    static const kozo_err_t own[] = {KOZO_ERR_NOT_FOUND, KOZO_OK};
    const size_t thread_size = kozo_wire_text_size(thread, KOZO_THREAD_NAME_BYTES);

    if (KOZO_WIRE_NEVER(thread_size > KOZO_THREAD_NAME_BYTES))
        return KOZO_ERR_BAD_MESSAGE; /* tracing_search.argument.thread.maximum */
    m->words[0] = before;
    m->words[1] = thread_size;
    m->words[2] = 0;
    m->words[3] = 0;
    m->words[4] = 0;
    m->words[5] = 0;
    kozo_wire_put(&buffer->words[6], thread, thread_size);
    m->tag.raw = kozo_tag_make(KOZO_INTERFACE_TRACING, KOZO_TRACING_METHOD_SEARCH, 0, 0,
                               6).raw + kozo_wire_words(thread_size);
    const kozo_err_t error = kozo_wire_call(self.endpoint, m, 6);

    if (error != KOZO_OK)
        return error; /* tracing_search.call.error */
    if (m->tag.raw != kozo_tag_make(KOZO_INTERFACE_TRACING, KOZO_OK, 0, 0, 18).raw)
        return kozo_wire_other(m->tag, KOZO_INTERFACE_TRACING, own); /* tracing_search.reply.tag */
    const uint64_t found_raw = m->words[0];
    if ((m->words[1] | m->words[2] | m->words[3] | m->words[4] | m->words[5]) != 0)
        return KOZO_ERR_BAD_REPLY; /* tracing_search.reply.words.unused */
    if (!kozo_wire_are_trace_record(&buffer->words[6], 1))
        return KOZO_ERR_BAD_REPLY; /* tracing_search.reply.record.element */
    *found = found_raw;
    *record = (const void *)&buffer->words[6];
    return KOZO_OK;
}

/* Read the newest record of a thread, of those before a number. What is looked at on the way
 * leaves no records. before: Number of the first record that is not looked at. thread: Name of
 * the thread whose record is wanted; empty if any is. found: Number of the record that is
 * returned. record: The record. Errors: NOT_FOUND. */
static inline kozo_err_t tracing_search(tracing_t self, uint64_t before, const char *thread,
                                        uint64_t *found, struct kozo_trace_record *record)
{
    const struct kozo_trace_record *record_view;

    const kozo_err_t error = tracing_search_view(self, before, thread, found, &record_view);
    if (error == KOZO_OK) {
        kozo_wire_copy(record, record_view, sizeof(struct kozo_trace_record));
    }
    return error;
}
