//% include "banner.h"
/* ${name}.h: client of the interface `${name}`. Besides the errors named, each method returns what
 * kozo_endpoint_call() does, BAD_MESSAGE if an argument is too long or too short, RANGE if a result
 * might not fit its capacity (nothing is sent then), and BAD_REPLY. A capability that is returned
 * goes to the slot that its `_slot` argument names; after an error that slot is empty. Whatever
 * `receive` of the IPC buffer held before, a call takes no other capabilities, and afterwards all
 * of it is 0. */
#pragma once

#include <kozo/abi.h>
#include <kozo/sys.h>
#include <kozo/wire.h>
//% if returns_caps
#include <kozo/wire_caps.h>
//% endif

${comment}
typedef struct {
    kozo_endpoint_t endpoint;
} ${name}_t;
//% for method in methods

${method.comment}
${method.client}
{
    struct kozo_buffer *buffer = kozo_buffer();
    struct kozo_message message = {.tag = {0}}, *m = &message;
//% for line in method.request.sizes
    ${line}
//% endfor

//% if method.request.refuse
    if (${method.request.refuse}) {
        return KOZO_ERR_BAD_MESSAGE;
    }
//% endif
//% for capacity, maximum in method.room
    if (${capacity} < ${maximum}) {
        return KOZO_ERR_RANGE;
    }
//% endfor
//% for line in method.request.lines
    ${line}
//% endfor
//% if method.request_buffer or method.reply_buffer
    ${method.offer}
//% else
    if (buffer != NULL) {
        ${method.offer}
    }
//% endif
    kozo_err_t error = kozo_endpoint_call(self.endpoint, m);
//% if method.receive
    ${method.withdraw}
//% endif

    if (error == KOZO_OK) {
        error = kozo_wire_answer(m->tag, ${id});
//% if method.receive
        if (error != KOZO_OK) {
            kozo_wire_drop(buffer, m->tag);
        }
//% endif
    }
    if (error != KOZO_OK) {
        return error;
    }
//% for line in method.reply_check.locals
    ${line}
//% endfor
//% if method.receive
    if (${method.reply_check.conditions | join(" ||\n        ")}) {
        kozo_wire_drop(buffer, m->tag);
        return KOZO_ERR_BAD_REPLY;
    }
//% else
//% for condition in method.reply_check.conditions
    if (${condition})
        return KOZO_ERR_BAD_REPLY;
//% endfor
//% endif
//% for line in method.results
    ${line}
//% endfor
    return KOZO_OK;
}
//% endfor
