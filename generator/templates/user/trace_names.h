//% include "banner.h"
/* What the words of trace records mean, for who shows them: see kozo/trace_event.h. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include <kozo/abi.h>

enum trace_how { TRACE_AS_NUMBER, TRACE_AS_HEX, TRACE_AS_ENUM, TRACE_AS_FLAGS, TRACE_AS_INFO,
                 TRACE_AS_DEADLINE, TRACE_AS_HANDLE, TRACE_AS_PAYLOAD };

enum trace_fact { TRACE_MESSAGE = 1, TRACE_SELF = 2, TRACE_SENDS = 4, TRACE_RECEIVES = 8,
                  TRACE_DEADLINE = 16, TRACE_REPLY = 32 };

struct trace_value {
    const char *name;
    uint64_t value;
};

/* How a value is shown; of enumerations and flags, the names. */
struct trace_type {
    enum trace_how how;
    const char *unit;
    const struct trace_value *values;
    unsigned count;
};

/* A word, or a part of one; `object` is the type that a capability must have. */
struct trace_param {
    const char *name;
    const struct trace_type *type;
    uint8_t object, word, shift, bits;
};

/* `refusals` are the errors, by bit, with which self is refused; `own` those of them that the
 * operation itself reports, too, and then without a detail. */
struct trace_operation {
    bool known;
    uint8_t object;
    unsigned facts;
    uint64_t refusals, own;
    uint8_t args, outs; /* how many of the parameters */
    struct trace_param params[${most_params}]; /* arguments, then results */
};

struct trace_method {
    uint32_t interface;
    uint16_t label;
    const char *name;
    uint8_t words;
    struct trace_param params[${most_words}];
};

static const struct trace_value trace_tag_interfaces[] = {
//% for row in interfaces
    {"${row.name}", ${row.id}},
//% endfor
};
//% for type in types

//% if type.rows
static const struct trace_value trace_values_${type.name}[] = {
//% for row in type.rows
    {"${row.name}", ${row.value}},
//% endfor
};
//% endif
static const struct trace_type trace_type_${type.name} = {
    ${type.fields},
};
//% endfor

static const struct trace_operation trace_operations[KOZO_OP_LIMIT] = {
//% for row in operations
    [${row.index}] = {
        true, ${row.object},
        ${row.facts},
        ${row.refusals}, ${row.own},
        ${row.args}, ${row.outs}, {
//% for param in row.params
            {${param}},
//% endfor
        }},
//% endfor
};

static const struct trace_method trace_methods[] = {
//% for row in methods
    {${row.interface}, ${row.id}, "${row.name}", ${row.words}, {
//% for param in row.params
        {${param}},
//% endfor
    }},
//% endfor
};
