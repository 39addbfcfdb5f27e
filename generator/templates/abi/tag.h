//% include "banner.h"
#pragma once

#include <stdint.h>

${comment}
typedef struct { uint64_t raw; } kozo_tag_t;

/* Values of the flags field. */
//% for flag in flags
${flag.comment}
#define ${flag.name} ${flag.value}
//% endfor
//% include "abi/word_fields.h"
