//% include "banner.h"
#pragma once

#include <kozo/abi/objects.h>
#include <kozo/abi/types.h>
#include <stdint.h>

${comment}
typedef struct { uint64_t raw; } kozo_info_t;
//% include "abi/word_fields.h"
