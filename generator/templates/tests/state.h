//% include "banner.h"
/* state.h: what operations do to the state of objects, by their effect clauses.
 *
 * An operation is a function of values: of the attributes of objects before, which become those
 * after, of what slots hold, and of its arguments. They have passed the decoder's checks. A refusal
 * leaves everything as it was; KERNEL_BLOCKED says that the caller waits. Who waits, and what ends
 * that, is not told here. Whoever includes this defines the questions. */
#pragma once

#include <kozo/outcome.h>
//% for struct in structs

struct state_${struct.name} {
//% for member in struct.members
${member.comment}
    ${member.declaration}
//% endfor
};
//% endfor
//% for question in questions

${question}
//% endfor
//% for row in operations

${row.comment}
${row.head}
{
//% for line in row.lines
    ${line}
//% endfor
    return KOZO_OK;
}
//% endfor
