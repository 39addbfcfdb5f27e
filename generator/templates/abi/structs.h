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
//% for field in struct.fields
${field.comment}
    ${field.text}
//% endfor
};
_Static_assert(sizeof(struct kozo_${struct.name}) == ${struct.size}, "size of ${struct.name}");
//% for field in struct.fields
${field.check}
//% endfor
//% endfor
