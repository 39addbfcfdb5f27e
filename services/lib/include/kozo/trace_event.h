/* SPDX-License-Identifier: MIT */
/* trace_event.h: what a record of the kernel's trace says, by the tables that are rendered from the
 * IDL. */
#pragma once

#include <kozo/abi.h>

enum { KOZO_TRACE_NAMES = 32, KOZO_TRACE_VALUES = 8 };

/* Names of threads that records have told, the newest; all zeroes to begin with. */
struct kozo_trace_names {
    struct {
        uint32_t number;
        char name[KOZO_THREAD_NAME_BYTES + 1];
    } known[KOZO_TRACE_NAMES];
    unsigned next;
};

struct trace_type;
struct trace_operation;

/* An operand, a result, or what happened. */
struct kozo_trace_value {
    const char *name;
    const struct trace_type *type;
    uint64_t raw;
};

enum kozo_trace_sort { KOZO_TRACE_NO_MESSAGE, KOZO_TRACE_ANSWERED, KOZO_TRACE_REQUEST,
                       KOZO_TRACE_REPLY };

/* Strings are those of the tables, or in here. */
struct kozo_trace_event {
    const struct kozo_trace_record *record;
    const struct trace_operation *operation; /* NULL: none, or unknown */
    const char *name; /* of the operation; "" where there can be none */
    char thread[KOZO_THREAD_NAME_BYTES + 1]; /* or "kernel" */
    char partner[KOZO_THREAD_NAME_BYTES + 1]; /* or "" */
    enum kozo_trace_sort message; /* what is sent or received; of the last two, */
    kozo_tag_t tag;
    const char *interface, *method; /* NULL: unknown */
    const char *way; /* " to " or " from " the partner, or NULL: neither */
    kozo_status_t status; /* of a return */
    uint64_t target; /* number of the object that self of a message operation names; 0: none */
    unsigned count;
    struct kozo_trace_value values[KOZO_TRACE_VALUES];
};

/* Remember what the record's thread is called, if it says so. For those that are shown before. */
void kozo_trace_learn(struct kozo_trace_names *names, const struct kozo_trace_record *record);

/* What the record says, whatever its words are. It and what its thread is called are kept. */
void kozo_trace_decode(struct kozo_trace_names *names, const struct kozo_trace_record *record,
                       struct kozo_trace_event *event);
