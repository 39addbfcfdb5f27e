/* SPDX-License-Identifier: MIT */
/* Generated from idl/services/tracing.yaml by template server/server.h;
 * change those and run `make generate`. */
/* tracing.h: server of the interface `tracing`: included by the file that has every tracing_serve_
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

KOZO_NOTE(serves_tracing, KOZO_START_NOTE_KIND_SERVES, KOZO_INTERFACE_TRACING,
          0x3b, 0xe9, 0xe2, 0x01, 0xef, 0x1b, 0x94, 0xd4);
KOZO_NOTE(serves_tracing_1, KOZO_START_NOTE_KIND_SERVES, KOZO_INTERFACE_TRACING,
          0x03, 0x4b, 0xb9, 0xcd, 0x24, 0x7f, 0x00, 0xe4);
KOZO_NOTE(serves_tracing_2, KOZO_START_NOTE_KIND_SERVES, KOZO_INTERFACE_TRACING,
          0x33, 0x99, 0xae, 0x4d, 0xbc, 0x38, 0x5d, 0x33);

/* The kernel's trace, for who looks at the system from inside. It has no payload, but all of who
 * talks to whom. */
static enum kozo_served tracing_dispatch(void *context, struct kozo_message *m);

/* Read a record. number: Number of the wanted record; one that is gone is answered with the
 * oldest kept. found: Number of the record that is returned. count: Number that the next record
 * will have. record: The record. Errors: NOT_FOUND. */
static kozo_err_t tracing_serve_read(void *context, kozo_badge_t badge, uint64_t number,
                                     uint64_t *found, uint64_t *count,
                                     struct kozo_trace_record *record);

/* Read the newest record of a thread, of those before a number. What is looked at on the way
 * leaves no records. before: Number of the first record that is not looked at. thread: Name of
 * the thread whose record is wanted; empty if any is. found: Number of the record that is
 * returned. record: The record. Errors: NOT_FOUND. */
static kozo_err_t tracing_serve_search(void *context, kozo_badge_t badge, uint64_t before,
                                       const char *thread, uint64_t *found,
                                       struct kozo_trace_record *record);

/* From here on: messages are taken apart, and answers put together. The comment behind a check is its
 * id in the reference page and in the generated test. */

static enum kozo_served tracing_served_error(struct kozo_message *m, kozo_err_t error)
{
    return kozo_served_error(m, KOZO_INTERFACE_TRACING, error);
}

/* A message that has another tag than one of its label: is it one of this interface at all? */
static enum kozo_served tracing_served_stray(struct kozo_message *m)
{
    if (kozo_tag_interface(m->tag) != KOZO_INTERFACE_TRACING)
        return KOZO_NOT_MINE; /* tracing.request.interface */
    if (kozo_tag_flags(m->tag) != 0)
        return KOZO_NOT_MINE; /* tracing.request.tag_flags */
    return KOZO_TAKEN;
}

static __attribute__((noinline, cold)) enum kozo_served tracing_served_misfit(
                                                                             struct kozo_message *m,
                                                                             kozo_err_t error)
{
    const enum kozo_served served = tracing_served_stray(m);

    return served == KOZO_TAKEN ? tracing_served_error(m, error) : served;
}

static __attribute__((noinline)) enum kozo_served tracing_dispatch_read(void *context,
                                                                        struct kozo_message *m)
{
    struct kozo_buffer *buffer = kozo_buffer();

    if (m->tag.raw != kozo_tag_make(KOZO_INTERFACE_TRACING, KOZO_TRACING_METHOD_READ, 0, 0, 1).raw)
        return tracing_served_misfit(m, KOZO_ERR_BAD_MESSAGE); /* tracing_read.request.tag */
    const uint64_t number_raw = m->words[0];
    const uint64_t number = number_raw;
    uint64_t found = 0;
    uint64_t count = 0;
    struct kozo_trace_record *record = (void *)&buffer->words[6];
    kozo_wire_clear(&buffer->words[6], 0, 12);
    const kozo_err_t error = tracing_serve_read(context, m->badge, number, &found, &count, record);

    if (error != KOZO_OK && error != KOZO_ERR_NOT_FOUND) {
        kozo_serve_breach("tracing_read.result.undeclared");
        return tracing_served_error(m, KOZO_ERR_BAD_REPLY); /* tracing_read.result.undeclared */
    }
    if (error != KOZO_OK)
        return tracing_served_error(m, error); /* tracing_read.result.error */
    m->words[0] = found;
    m->words[1] = count;
    m->words[2] = 0;
    m->words[3] = 0;
    m->words[4] = 0;
    m->words[5] = 0;
    kozo_wire_pad(&buffer->words[6], sizeof(struct kozo_trace_record));
    m->tag.raw = kozo_tag_make(KOZO_INTERFACE_TRACING, KOZO_OK, 0, 0, 18).raw;
    return KOZO_SERVED;
}

static __attribute__((noinline)) enum kozo_served tracing_dispatch_search(void *context,
                                                                          struct kozo_message *m)
{
    struct kozo_buffer *buffer = kozo_buffer();
    const size_t thread_size = (size_t)m->words[1];

    if (thread_size > KOZO_THREAD_NAME_BYTES)
        return tracing_served_misfit(m, KOZO_ERR_BAD_MESSAGE); /* tracing_search.request.thread.maximum */
    if (m->tag.raw != kozo_tag_make(KOZO_INTERFACE_TRACING, KOZO_TRACING_METHOD_SEARCH, 0, 0,
                                    6).raw + kozo_wire_words(thread_size))
        return tracing_served_misfit(m, KOZO_ERR_BAD_MESSAGE); /* tracing_search.request.tag */
    const uint64_t before_raw = m->words[0];
    if ((m->words[2] | m->words[3] | m->words[4] | m->words[5]) != 0)
        return tracing_served_error(m, KOZO_ERR_BAD_MESSAGE); /* tracing_search.request.words.unused */
    if (!kozo_wire_is_text(&buffer->words[6], thread_size))
        return tracing_served_error(m, KOZO_ERR_BAD_MESSAGE); /* tracing_search.request.thread.text */
    const uint64_t before = before_raw;
    const char *thread = kozo_wire_text(&buffer->words[6], thread_size);
    uint64_t found = 0;
    struct kozo_trace_record record[1] = {0};
    const kozo_err_t error = tracing_serve_search(context, m->badge, before, thread, &found,
                                                  record);

    if (error != KOZO_OK && error != KOZO_ERR_NOT_FOUND) {
        kozo_serve_breach("tracing_search.result.undeclared");
        return tracing_served_error(m, KOZO_ERR_BAD_REPLY); /* tracing_search.result.undeclared */
    }
    if (error != KOZO_OK)
        return tracing_served_error(m, error); /* tracing_search.result.error */
    m->words[0] = found;
    m->words[1] = 0;
    m->words[2] = 0;
    m->words[3] = 0;
    m->words[4] = 0;
    m->words[5] = 0;
    kozo_wire_put(&buffer->words[6], record, sizeof(struct kozo_trace_record));
    m->tag.raw = kozo_tag_make(KOZO_INTERFACE_TRACING, KOZO_OK, 0, 0, 18).raw;
    return KOZO_SERVED;
}

static enum kozo_served tracing_dispatch(void *context, struct kozo_message *m)
{
    switch (kozo_tag_label(m->tag)) {
    case KOZO_TRACING_METHOD_READ:
        return tracing_dispatch_read(context, m);
    case KOZO_TRACING_METHOD_SEARCH:
        return tracing_dispatch_search(context, m);
    default:
        return tracing_served_misfit(m, KOZO_ERR_NO_METHOD); /* tracing.request.method */
    }
}
