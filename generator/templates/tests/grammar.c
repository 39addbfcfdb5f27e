//% include "banner.h"
/* grammar.c: the table of grammar.h. */
#include <kozo/tests/grammar.h>

const struct grammar_operation grammar_operations[KOZO_OP_LIMIT] = {
//% for op in operations
    [${op.number}] = {
//% if op.arguments
        .arguments = {
//% for argument in op.arguments
            ${argument}
//% endfor
        },
//% endif
//% if op.makes
        .makes = {${op.makes}},
//% endif
//% if op.takes
        ${op.takes}
//% endif
    },
//% endfor
};
