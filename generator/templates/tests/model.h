//% include "banner.h"
/* model.h: what operations do to the abstract state, by their effect clauses.
 *
 * struct model is that of <model.h>, whose functions model_NAME() answer the questions and make the
 * changes of idl/kernel/effects.yaml. Arguments have passed the decoder's checks. A refusal leaves
 * the model as it was. */
#pragma once

#include <model.h>
//% for row in operations

${row.comment}
${row.head}
{
//% for name in row.unnamed
    (void)${name};
//% endfor
//% for statement in row.statements
//% if statement.condition
    if (${statement.condition}) {
        ${statement.act}
    }
//% else
    ${statement.act}
//% endif
//% endfor
    return KOZO_OK;
}
//% endfor
