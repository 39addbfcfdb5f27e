//% include "banner.h"
#pragma once

#include <stdint.h>

${comment}
typedef struct { uint64_t raw; } kozo_pass_t;
//% include "abi/word_fields.h"
