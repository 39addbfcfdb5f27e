//% include "banner.h"
/* ${name}.h: server of the interface `${name}`: included by the file that has every ${name}_serve_
 * function, so that they and what calls them are compiled together.
 * What they get has been checked; strings and bytes lie in the IPC buffer until the next message.
 * Strings, bytes and elements that they give may be built there too: who calls others meanwhile
 * fills these in last.
//% if deferred
 * Results are sent only if KOZO_OK is returned. Of a method that answers later it says that its body
 * has taken the right to do so (`_take_`), an error that it has not. Otherwise the client gets
 * BAD_REPLY at once, and what was taken is used up. */
//% else
 * Results are sent only if KOZO_OK is returned. */
//% endif
#pragma once

#include <kozo/abi.h>
//% if details or deferred
#include <kozo/answer/${name}.h>
//% endif
//% if grants
#include <kozo/grant.h>
//% endif
#include <kozo/message.h>
//% if notes
#include <kozo/note.h>
//% endif
#include <kozo/server/served.h>
//% if events
#include <kozo/sys.h>
//% endif
#include <kozo/wire.h>
//% if elements
#include <kozo/wire_elements.h>
//% endif
//% if sends_caps
#include <kozo/wire_caps.h>
//% endif
//% if grants
#include <kozo/wire_grants.h>
//% endif
#include <stddef.h>

//% for note in notes
KOZO_NOTE(${note.variable}, ${note.kind}, ${note.interface},
          ${note.contract});
//% endfor
//% if notes

//% endif
${comment}
static enum kozo_served ${name}_dispatch(void *context, struct kozo_message *m);
//% for event in events or ()

${event.comment}
static inline kozo_err_t ${name}_signal_${event.name}(kozo_notification_t ${event.name})
{
    return kozo_notification_signal(${event.name});
}
//% endfor
//% for method in methods

${method.comment}
${method.body}
//% endfor

/* From here on: messages are taken apart, and answers put together. The comment behind a check is its
 * id in the reference page and in the generated test. */

static enum kozo_served ${name}_served_error(struct kozo_message *m, kozo_err_t error)
{
    return kozo_served_error(m, ${id}, error);
}

/* A message that has another tag than one of its label: is it one of this interface at all? */
static enum kozo_served ${name}_served_stray(struct kozo_message *m)
{
    if (kozo_tag_interface(m->tag) != ${id})
        return KOZO_NOT_MINE; /* ${checks.request[0].id} */
    if (kozo_tag_flags(m->tag) != ${"KOZO_TAG_FLAG_KERNEL" if kernel else "0"})
        return KOZO_NOT_MINE; /* ${checks.request[1].id} */
    return KOZO_TAKEN;
}

${misfit}
{
    const enum kozo_served served = ${name}_served_stray(m);

    return served == KOZO_TAKEN ? ${name}_served_error(m, error) : served;
}
//% for method in methods

${method.take}
{
//% if method.request_buffer or (method.reply_buffer and not method.deferred)
    struct kozo_buffer *buffer = kozo_buffer();
//% endif
//% for line in method.request_sizes
    ${line}
//% endfor
//% if method.request_sizes or method.request_buffer or (method.reply_buffer and not method.deferred)

//% endif
//% for check in method.request_checks if check.of_tag
    if (${check.condition})
        return ${method.misfit}; /* ${check.id} */
//% endfor
//% for line in method.request_raws
    ${line}
//% endfor
//% for check in method.request_checks if not check.of_tag
    if (${check.condition})
        return ${method.refuse}; /* ${check.id} */
//% endfor
//% for line in method.request_values
    ${line}
//% endfor
//% for check in method.required
    if (${check.condition})
        return ${name}_served_error(m, ${check.error}); /* ${check.id} */
//% endfor
//% for line in method.body_locals
    ${line}
//% endfor
${method.body_call}
//% if method.details
    const kozo_err_t error = outcome.error;
//% endif
//% if method.one_way
    return KOZO_TAKEN;
//% else

//% for check in method.misuse
    if (${check.condition}) {
        kozo_serve_breach("${check.id}");
//% if check.kind == "taken"
        (void)kozo_later_refuse(&call.taken, ${id}, KOZO_ERR_BAD_REPLY);
        return KOZO_DEFERRED; /* ${check.id} */
//% else
        return ${name}_served_error(m, KOZO_ERR_BAD_REPLY); /* ${check.id} */
//% endif
    }
//% endfor
//% for check in method.outcome
    if (error != KOZO_OK)
        return ${method.refused}; /* ${check.id} */
//% endfor
//% if method.deferred
    return KOZO_DEFERRED;
//% else
//% for line in method.settled
    ${line}
//% endfor
//% for line in method.reply.sizes
    ${line}
//% endfor
//% for check in method.result_checks
    if (${check.condition})
        return ${name}_served_error(m, KOZO_ERR_BAD_REPLY); /* ${check.id} */
//% endfor
//% for line in method.reply.lines
    ${line}
//% endfor
    return KOZO_SERVED;
//% endif
//% endif
}
//% endfor

static enum kozo_served ${name}_dispatch(void *context, struct kozo_message *m)
{
    switch (kozo_tag_label(m->tag)) {
//% for method in methods
    case ${method.label}:
        return ${name}_dispatch_${method.name}(context, m);
//% endfor
    default:
        return ${name}_served_misfit(m, KOZO_ERR_NO_METHOD); /* ${checks.request[2].id} */
    }
}
