//% include "banner.h"
#pragma once

#include <kozo/abi/errors.h>
#include <stdint.h>

${comment}
typedef struct { uint64_t raw; } kozo_status_t;
//% include "abi/word_fields.h"
