//% include "banner.h"
/* ${name}.h: server of the interface `${name}`: implement every ${name}_serve_ function.
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
//% if details
#include <kozo/detail/${name}.h>
//% endif
//% if grants
#include <kozo/grant.h>
//% endif
//% if deferred
#include <kozo/later.h>
//% endif
#include <kozo/message.h>
#include <kozo/server/served.h>
//% if events
#include <kozo/sys.h>
//% endif
#include <stddef.h>

${comment}
enum kozo_served ${name}_dispatch(void *context, struct kozo_message *m);
//% for event in events or ()

${event.comment}
static inline kozo_err_t ${name}_signal_${event.name}(kozo_notification_t ${event.name})
{
    return kozo_notification_signal(${event.name});
}
//% endfor
//% for method in methods
//% if method.outcomes

/* How a request of `${method.name}` ends, made by the functions below alone: so an error comes with
 * what it tells, and no other has that. */
${method.outcome_type} {
    kozo_err_t error;
    ${method.detail_type} detail;
};
//% for made in method.outcomes

${made.prototype}
{
${made.made}
}
//% endfor
//% endif
//% if method.deferred

/* The right to answer a call of `${method.name}` later, which ${name}_reply_${method.name}() or
 * ${name}_fail_${method.name}() uses up; all zero: none. */
struct ${method.later} {
    kozo_handle_t right;
};

/* A call of `${method.name}` whose body runs. */
struct ${method.call} {
    kozo_handle_t taken;
};

${method.take_prototype}
{
    return kozo_later_take(&call->taken, &later->right);
}

/* Whether the caller still waits. If not, `later` is all zero afterwards. */
${method.waits_prototype}
{
    return kozo_later_waits(&later->right);
}

/* Answer, as kozo_later_send() does. BAD_REPLY: the caller got that, the results are out of range. */
${method.reply_prototype};

/* The same with an error. */
${method.fail_prototype};
//% endif

${method.comment}
${method.body}
//% endfor
