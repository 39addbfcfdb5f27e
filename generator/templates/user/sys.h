//% include "banner.h"
/* sys.h: one stub per kernel operation. `_status` returns the whole status with the position of the
 * refused argument and the limit, the short form the error code alone. Results are written only on
 * success. */
#pragma once

#include <kozo/abi.h>
#include <kozo/message.h>
#include <kozo/trap.h>
//% for row in methods

${row.comment}
${row.status}
{
//% for raw in row.raws
    uint64_t ${raw};
//% endfor
${row.trap}
//% if row.stores

    if (kozo_status_code(status) == KOZO_OK) {
//% for name, value in row.stores
        *${name} = ${value};
//% endfor
    }
//% endif
    return status;
}

${row.code}
{
${row.forward}
}
//% endfor
//% for row in messages

${row.comment}
${row.prototype}
{
//% if not row.sends
    /* What is left of an earlier message is no part of a request to receive. */
    m->tag = kozo_tag_make(0, 0, kozo_tag_flags(m->tag) & ${row.flags}u, 0, 0);
//% endif
    return kozo_status_code(kozo_trap_message(${row.op}, ${row.self}, m));
}
//% endfor
