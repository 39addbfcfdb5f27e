//% include "banner.h"
/* The messages that the kernel itself sends through the interface `${name}`, and their answer. */
#pragma once

#include <kozo/fault_message.h>
//% for method in methods

${method.comment}
${method.builder}
{
    *m = (struct message){.tag = {0}};
//% for line in method.request.lines
    ${line}
//% endfor
}
//% endfor

/* Take the answer to any of these apart. Returns: OK; MALFORMED. */
${reply.prototype}
{
//% for line in reply.locals
    ${line}
//% endfor

    if (kozo_tag_interface(m->tag) != ${id})
        return KOZO_ERR_MALFORMED; /* ${reply.checks[0].id} */
    if (kozo_tag_label(m->tag) != KOZO_OK)
        return KOZO_ERR_MALFORMED; /* ${reply.checks[1].id} */
//% for check in reply.checks[2:]
    if (${check.condition})
        return KOZO_ERR_MALFORMED; /* ${check.id} */
//% endfor
//% for line in reply.results
    ${line}
//% endfor
    return KOZO_OK;
}
