//% include "banner.h"
/* ${name}.h: what errors of the interface `${name}` tell besides, of each method in a union. The
 * member is that of the error which a call returns. */
#pragma once

#include <kozo/abi.h>
#include <stdbool.h>
//% for method in methods

${method.type} {
//% for error in method.errors
${error.comment}
    struct {
//% for field in error.fields
${field.comment}
        ${field.text};
//% endfor
    } ${error.name};
//% endfor
};
//% endfor
