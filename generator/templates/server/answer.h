//% include "banner.h"
/* ${name}.h: how servers of the interface `${name}` answer otherwise than by return: rights to do so
 * later, and errors that tell something. Any file of a server may include it. */
#pragma once

#include <kozo/abi.h>
//% if details
#include <kozo/detail/${name}.h>
//% endif
//% if deferred
#include <kozo/later.h>
//% endif
#include <kozo/message.h>
#include <kozo/server/served.h>
//% if deferred
#include <kozo/wire.h>
//% endif
#include <stddef.h>
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
//% if method.details

${method.refuser}
{
    const enum kozo_served served = kozo_served_error(m, ${id}, outcome->error);

    switch (outcome->error) {
//% for detail in method.details
    case ${detail.error}:
//% for line in detail.lines
        ${line}
//% endfor
        break;
//% endfor
    default:
        break;
    }
    return served;
}
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
    return kozo_later_keep(&call->taken, &later->right, call, __builtin_frame_address(0));
}

/* Whether the caller still waits. If not, `later` is all zero afterwards. */
${method.waits_prototype}
{
    return kozo_later_waits(&later->right);
}

/* Answer, as kozo_later_send() does. BAD_REPLY: the caller got that, the results are out of range. */
${method.reply_prototype}
{
//% if method.reply_buffer
    struct kozo_buffer *buffer = kozo_buffer();
//% endif
    struct kozo_message message = {.tag = {0}}, *m = &message;
//% for line in method.reply.sizes
    ${line}
//% endfor

//% for check in method.answered
    if (!kozo_later_is_owed(later->right)) {
        kozo_serve_breach("${check.id}");
        return KOZO_ERR_NO_REPLY; /* ${check.id} */
    }
//% endfor
//% for check in method.result_checks
    if (${check.condition}) {
        (void)kozo_later_refuse(&later->right, ${id}, KOZO_ERR_BAD_REPLY);
        return KOZO_ERR_BAD_REPLY; /* ${check.id} */
    }
//% endfor
//% for line in method.reply.lines
    ${line}
//% endfor
    return kozo_later_send(&later->right, m);
}

/* The same with an error. */
${method.fail_prototype}
{
//% if method.details
    struct kozo_message message = {.tag = {0}}, *m = &message;
    const kozo_err_t error = outcome.error;

//% endif
//% for check in method.answered
    if (!kozo_later_is_owed(later->right)) {
        kozo_serve_breach("${check.id}");
        return KOZO_ERR_NO_REPLY; /* ${check.id} */
    }
//% endfor
//% for check in method.closed
    if (${method.undeclared}) {
        kozo_serve_breach("${check.id}");
        (void)kozo_later_refuse(&later->right, ${id}, KOZO_ERR_BAD_REPLY);
        return KOZO_ERR_BAD_REPLY; /* ${check.id} */
    }
//% endfor
//% if method.details
    (void)${name}_refuse_${method.name}(m, &outcome);
    return kozo_later_send(&later->right, m);
//% else
    return kozo_later_refuse(&later->right, ${id}, error);
//% endif
}
//% endif
//% endfor
