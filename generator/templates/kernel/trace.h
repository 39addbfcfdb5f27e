//% include "banner.h"
/* trace.h: which words of a system call are metadata, that is, may be in a trace record. */
#pragma once

#include <kozo/abi.h>

/* What there is to an operation; each has a self or a message. */
enum {
    TRACE_SELF = 1 << 0,     /* it has a self */
    TRACE_MESSAGE = 1 << 1,  /* it is of the message profile */
    TRACE_RECEIVES = 1 << 2, /* it ends with a message */
    TRACE_DEADLINE = 1 << 3, /* it reads the deadline register, if the tag says so */
    TRACE_REPLY = 1 << 4,    /* it reads the reply register, if the tag says so */
};

struct trace_shape {
    uint8_t facts;
    uint8_t args;    /* a bit for each argument that is declared and is no payload */
    uint8_t results; /* likewise */
};

/* By number; all zeroes where there is no operation. */
extern const struct trace_shape trace_shapes[KOZO_OP_LIMIT];

//% for struct, member, length in lengths
_Static_assert(sizeof(((struct kozo_${struct} *)0)->${member}) == ${length} * sizeof(uint64_t),
               "a word for each register");
//% endfor

/* What the command line calls the events. */
enum { TRACE_EVENT_COUNT = ${count} };

struct trace_event_name {
    kozo_trace_events_t event;
    const char *name;
};

extern const struct trace_event_name trace_event_names[TRACE_EVENT_COUNT];
