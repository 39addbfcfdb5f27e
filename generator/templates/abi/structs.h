//% include "banner.h"
#pragma once

#include <kozo/abi/constants.h>
//% for word in words
#include <kozo/abi/${word}.h>
//% endfor
#include <kozo/abi/types.h>
#include <stddef.h>
#include <stdint.h>
//% for struct in structs

${struct.comment}
struct kozo_${struct.name} {
//% if struct.cases
    uint64_t kind; /* enum kozo_${struct.name}_kind; all that its case does not have is 0 */
    union {
//% endif
//% for field in struct.fields
${field.comment}
${field.text}
//% endfor
//% if struct.cases
    };
//% endif
};
//% if struct.cases
enum kozo_${struct.name}_kind {
//% for case in struct.cases
    ${case}
//% endfor
};
//% endif
_Static_assert(sizeof(struct kozo_${struct.name}) == ${struct.size}, "size of ${struct.name}");
//% for field in struct.fields
${field.check}
//% endfor
//% endfor
