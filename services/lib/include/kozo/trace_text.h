/* SPDX-License-Identifier: MIT */
/* trace_text.h: events of the kernel's trace as text, cut to `capacity` and ended by a NUL. */
#pragma once

#include <stddef.h>

#include <kozo/trace_event.h>

enum kozo_trace_part {
    KOZO_TRACE_HEAD, /* time, processor, thread; the operation's name follows, and */
    KOZO_TRACE_SAID, /* what is said of it */
    KOZO_TRACE_LINE, /* all of that */
    KOZO_TRACE_MESSAGE, /* what is sent or received, "" if nothing is */
    KOZO_TRACE_REFUSAL, /* what was wrong, "" if nothing was */
};

void kozo_trace_text(const struct kozo_trace_event *event, enum kozo_trace_part part, char *out,
                     size_t capacity);

/* One of its values. */
void kozo_trace_value(const struct kozo_trace_event *event, const struct kozo_trace_value *value,
                      char *out, size_t capacity);
