//% include "banner.h"
/* matrix.c: the tables of matrix.h. */
#include <kozo/tests/matrix.h>

const struct matrix_operation matrix_operations[KOZO_OP_LIMIT] = {
//% for op in operations
    [${op.number}] = {
        .name = "${op.name}",
//% for line in op.fields
        ${line}
//% endfor
        .checks = {
//% for check in op.checks
            ${check},
//% endfor
        },
//% if op.errors
        .errors = {
//% for error in op.errors
            ${error}
//% endfor
        },
//% endif
    },
//% endfor
};

const struct matrix_object matrix_objects[KOZO_OBJECT_LIMIT] = {
//% for object in objects
    [${object.index}] = {
        .name = "${object.name}",
//% for line in object.fields
        ${line}
//% endfor
    },
//% endfor
};
