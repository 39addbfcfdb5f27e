//% include "banner.h"
#pragma once

#include <stdint.h>

${comment}
typedef struct { uint64_t raw; } kozo_handle_t;
//% include "abi/word_fields.h"

/* Handles by the type of the object that they designate; distinct, so that mixing them up does not
 * compile. All zeroes is a handle of nothing. */
//% for object in objects
typedef struct { uint64_t raw; } kozo_${object}_t;
//% endfor

/* Any typed handle as an untyped one. */
#define KOZO_ANY(handle) ((kozo_handle_t){(handle).raw})
