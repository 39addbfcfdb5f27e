//% include "banner.h"
/* ${name}.c: takes messages of the interface `${name}` apart and puts the answers together. */
#include <kozo/server/${name}.h>
#include <kozo/wire.h>
//% if sends_caps
#include <kozo/wire_caps.h>
//% endif
//% for method in methods
//% if method.deferred

${method.reply_prototype}
{
//% if method.reply_buffer
    struct kozo_buffer *buffer = kozo_buffer();
//% endif

//% for line in method.reply.sizes
    ${line}
//% endfor

//% if method.reply.refuse
    if (${method.reply.refuse}) {
        (void)kozo_served_error(m, ${id}, KOZO_ERR_BAD_REPLY);
        return;
    }
//% endif
    *m = (struct kozo_message){.tag = {0}};
//% for line in method.reply.lines
    ${line}
//% endfor
}
//% endif

static enum kozo_served take_${method.name}(void *context, struct kozo_message *m)
{
//% if method.request_buffer or (method.reply_buffer and not method.deferred)
    struct kozo_buffer *buffer = kozo_buffer();
//% endif
//% for line in method.request_check.locals
    ${line}
//% endfor

//% for condition in method.request_check.conditions
    if (${condition})
        return kozo_served_error(m, ${id}, KOZO_ERR_BAD_MESSAGE);
//% endfor
//% for line in method.request_values
    ${line}
//% endfor
//% if not method.deferred
//% for line in method.body_locals
    ${line}
//% endfor
//% endif
${method.body_call}

    if (error != KOZO_OK)
        return kozo_served_error(m, ${id}, error);
//% if method.deferred
    return KOZO_DEFERRED;
//% else
//% for line in method.reply.sizes
    ${line}
//% endfor
//% if method.reply.refuse
    if (${method.reply.refuse})
        return kozo_served_error(m, ${id}, KOZO_ERR_BAD_REPLY);
//% endif
    *m = (struct kozo_message){.tag = {0}};
//% for line in method.reply.lines
    ${line}
//% endfor
    return KOZO_SERVED;
//% endif
}
//% endfor

enum kozo_served ${name}_dispatch(void *context, struct kozo_message *m)
{
    if (kozo_tag_interface(m->tag) != ${id} ||
        kozo_tag_flags(m->tag) != ${"KOZO_TAG_FLAG_KERNEL" if kernel else "0"})
        return KOZO_NOT_MINE;
    switch (kozo_tag_label(m->tag)) {
//% for method in methods
    case ${method.label}:
        return take_${method.name}(context, m);
//% endfor
    default:
        return kozo_served_error(m, ${id}, KOZO_ERR_NO_METHOD);
    }
}
