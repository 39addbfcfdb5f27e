//% include "banner.h"
/* ${name}.h: client of the interface `${name}`. Besides the errors named, each method returns what
 * kozo_endpoint_call() does, a one-way method what kozo_endpoint_send() does, BAD_MESSAGE if an
 * argument is too long or too short, RANGE if a result might not fit its capacity (nothing is sent
 * then), and BAD_REPLY. A capability that is returned goes to the slot that its `_slot` argument
 * names, of which the IPC buffer says nothing any more afterwards; after an error that slot is
 * empty. Whatever else an answer brings is deleted. A stub `_view` leaves strings, bytes, vectors,
 * structures and arrays where they have arrived, in the IPC buffer, until the next message or system
 * call that uses it; the one without copies them. The comment behind a check is its id in the
//% if details
 * reference pages and in the generated tests. An argument `detail` gets what the error that is
 * returned tells, if that tells anything; it may be NULL. */
//% else
 * reference pages and in the generated tests. */
//% endif
#pragma once

#include <kozo/abi.h>
//% if details
#include <kozo/detail/${name}.h>
//% endif
#include <kozo/note.h>
#include <kozo/sys.h>
#include <kozo/wire.h>
#include <kozo/wire_caps.h>
//% if elements
#include <kozo/wire_elements.h>
//% endif

//% for note in notes
KOZO_NOTE(${note.variable}, ${note.kind}, ${note.interface},
          ${note.contract});
//% endfor

${comment}
typedef struct {
    kozo_endpoint_t endpoint;
} ${name}_t;
//% if events

/* Make of the notification `source` what a method asks for that tells of an event: signalled, it
 * sets the bit of that event, `shift` further up, and no other. It goes to the empty slot `index` of
 * `cnode`. RANGE: the bit does not fit. */
${event_prototype}
{
    kozo_handle_t handle;

//% for check in event_checks
    if (event == 0 || shift >= 64 || (kozo_badge_t)event > UINT64_MAX >> shift)
        return KOZO_ERR_RANGE; /* ${check.id} */
//% endfor
    const kozo_err_t error = kozo_cnode_mint(cnode, index, (kozo_handle_t){source.raw},
                                             KOZO_NOTIFICATION_RIGHT_SIGNAL,
                                             (kozo_badge_t)event << shift, &handle);
    if (error == KOZO_OK) {
        made->raw = handle.raw;
    }
    return error;
}

/* What is to be done at which event; NULL is nothing. */
struct ${name}_events {
//% for event in events
${event.inner}
    void (*${event.name})(void *context);
//% endfor
};

/* Do what belongs to the bits that came from the notification. Others are not looked at. */
${take_prototype}
{
//% for event in events
    if ((bits >> shift & ${event.c_name}) != 0 && events->${event.name} != NULL) {
        events->${event.name}(context);
    }
//% endfor
}
//% endif
//% for method in methods
//% for detail in method.details

${detail.told}
{
//% for check in detail.checks if check.of_tag
    if (${check.condition})
        return kozo_wire_bad_reply(m->tag); /* ${check.id} */
//% endfor
//% for line in detail.raws
    ${line}
//% endfor
//% for check in detail.checks if not check.of_tag
    if (${check.condition})
        return KOZO_ERR_BAD_REPLY; /* ${check.id} */
//% endfor
    if (detail != NULL) {
//% for line in detail.results
        ${line}
//% endfor
    }
    return ${detail.error};
}
//% endfor
//% if method.details

/* Which error the answer to `${method.name}` is, and what it tells. */
${method.told}
{
//% if method.own
    static const kozo_err_t own[] = {${method.own}};
//% endif
    kozo_err_t error;

    switch (kozo_tag_label(m->tag)) {
//% for detail in method.details
    case ${detail.error}:
        error = ${detail.function}(m, detail);
        break;
//% endfor
    default:
        error = kozo_wire_refuse(m->tag, ${id}, ${'own' if method.own else 'NULL'});
    }
    return error;
}
//% endif

//% if method.copied
/* What the stub below does, but for the copies: here data are where the buffer has them. */
//% else
${method.comment}
//% endif
${method.client}
{
//% if method.uses_buffer
    struct kozo_buffer *buffer = kozo_buffer();
//% endif
    struct kozo_message message, *m = &message;
//% if method.own and not method.details
    static const kozo_err_t own[] = {${method.own}};
//% endif
//% for line in method.request.sizes
    ${line}
//% endfor

//% for check in method.arguments
    if (KOZO_WIRE_NEVER(${check.condition}))
        return KOZO_ERR_BAD_MESSAGE; /* ${check.id} */
//% endfor
//% for line in method.request.lines
    ${line}
//% endfor
//% for index, slot in method.offered
    buffer->receive[${index}] = ${slot};
//% endfor
    const kozo_err_t error = ${method.way}(self.endpoint, m, ${method.request.words});
//% for index, slot in method.offered
    buffer->receive[${index}] = 0;
//% endfor

//% for check in method.call
    if (error != KOZO_OK)
        return error; /* ${check.id} */
//% endfor
//% set bad_reply = "kozo_wire_bad_reply(m->tag)" if method.offered else "KOZO_ERR_BAD_REPLY"
//% for line in method.reply_sizes
    ${line}
//% endfor
//% for check in method.reply_checks if check.of_tag
    if (${check.condition})
        return ${method.other}; /* ${check.id} */
//% endfor
//% for line in method.reply_raws
    ${line}
//% endfor
//% for check in method.reply_checks if not check.of_tag
    if (${check.condition})
        return ${bad_reply}; /* ${check.id} */
//% endfor
//% for line in method.results
    ${line}
//% endfor
    return KOZO_OK;
}
//% if method.copied

${method.comment}
${method.copied.client}
{
//% for line in method.copied.views
    ${line}
//% endfor

//% for check in method.rooms
    if (${check.condition})
        return KOZO_ERR_RANGE; /* ${check.id} */
//% endfor
    ${method.copied.call}
    if (error == KOZO_OK) {
//% for line in method.copied.lines
        ${line}
//% endfor
    }
    return error;
}
//% endif
//% endfor
