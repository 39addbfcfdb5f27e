//% include "banner.h"
#pragma once

#include <stdint.h>

/* Type of the object that a capability designates; 0 for an empty slot. */
typedef uint8_t kozo_object_t;

enum kozo_object {
//% for value in values
    ${value}
//% endfor
};

/* One more than the largest type. */
#define KOZO_OBJECT_LIMIT ${limit}
//% for object in objects

${object.comment}
//% for define in object.defines
#define ${define}
//% endfor
//% endfor
