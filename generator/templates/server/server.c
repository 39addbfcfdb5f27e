//% include "banner.h"
/* ${name}.c: takes messages of the interface `${name}` apart and puts the answers together.
 * The comment behind a check is its id in the reference page and in the generated test. */
//% if notes
#include <kozo/note.h>
//% endif
#include <kozo/server/${name}.h>
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

//% for note in notes
KOZO_NOTE(${note.variable}, ${note.kind}, ${note.interface},
          ${note.contract});
//% endfor
//% if notes

//% endif
static enum kozo_served refuse(struct kozo_message *m, kozo_err_t error)
{
    return kozo_served_error(m, ${id}, error);
}

/* A message that has another tag than one of its label: is it one of this interface at all? */
static enum kozo_served stray(struct kozo_message *m)
{
    if (kozo_tag_interface(m->tag) != ${id})
        return KOZO_NOT_MINE; /* ${checks.request[0].id} */
    if (kozo_tag_flags(m->tag) != ${"KOZO_TAG_FLAG_KERNEL" if kernel else "0"})
        return KOZO_NOT_MINE; /* ${checks.request[1].id} */
    return KOZO_TAKEN;
}

static __attribute__((noinline)) enum kozo_served misfit(struct kozo_message *m, kozo_err_t error)
{
    const enum kozo_served served = stray(m);

    return served == KOZO_TAKEN ? refuse(m, error) : served;
}
//% for method in methods
//% if method.details

${method.refuser}
{
    const enum kozo_served served = refuse(m, outcome->error);

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
        return refuse(m, ${check.error}); /* ${check.id} */
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
        return refuse(m, KOZO_ERR_BAD_REPLY); /* ${check.id} */
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
        return refuse(m, KOZO_ERR_BAD_REPLY); /* ${check.id} */
//% endfor
//% for line in method.reply.lines
    ${line}
//% endfor
    return KOZO_SERVED;
//% endif
//% endif
}
//% if method.deferred

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
    (void)refuse_${method.name}(m, &outcome);
    return kozo_later_send(&later->right, m);
//% else
    return kozo_later_refuse(&later->right, ${id}, error);
//% endif
}
//% endif
//% endfor

enum kozo_served ${name}_dispatch(void *context, struct kozo_message *m)
{
    switch (kozo_tag_label(m->tag)) {
//% for method in methods
    case ${method.label}:
        return take_${method.name}(context, m);
//% endfor
    default:
        return misfit(m, KOZO_ERR_NO_METHOD); /* ${checks.request[2].id} */
    }
}
