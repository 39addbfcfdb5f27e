/* SPDX-License-Identifier: MIT */
/* trace_text.h: records of the kernel's trace in the words of the IDL. */
#pragma once

#include <kozo/abi.h>

enum { KOZO_TRACE_NAMES = 32 };

/* Names of threads that records have told, the newest; all zeroes to begin with. */
struct kozo_trace_names {
    struct {
        uint32_t number;
        char name[KOZO_THREAD_NAME_BYTES + 1];
    } known[KOZO_TRACE_NAMES];
    unsigned next;
};

/* Remember what the record's thread is called, if it says so. For those that are shown before. */
void kozo_trace_learn(struct kozo_trace_names *names, const struct kozo_trace_record *record);

/* One line for the record, cut to `capacity`, as kernel/debug/trace/view.py --records has it. What
 * its thread is called is learnt. */
void kozo_trace_text(struct kozo_trace_names *names, const struct kozo_trace_record *record,
                     char *out, size_t capacity);
