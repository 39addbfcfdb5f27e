//% include "banner.h"
#include <kozo/gen/trace.h>

const struct trace_shape trace_shapes[KOZO_OP_LIMIT] = {
//% for row in operations
    [${row.index}] = {
        .facts = ${row.facts},
        .args = ${row.args},
        .results = ${row.results},
    },
//% endfor
};

const struct trace_event_name trace_event_names[TRACE_EVENT_COUNT] = {
//% for row in events
    ${row}
//% endfor
};
