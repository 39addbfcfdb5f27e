//% include "banner.h"
/* wire_elements.h: elements that lie in a message as in memory: is each of their scalars a value
 * of its type? Programs are compiled with -fno-strict-aliasing, since the same words are numbers
 * to who moves them. */
#pragma once

#include <kozo/abi.h>
#include <kozo/wire.h>
#include <stdbool.h>
#include <stddef.h>
//% for element in elements

static inline bool kozo_wire_are_${element.name}(const void *elements, size_t count)
{
    const ${element.c_type} *value = elements;

    for (size_t i = 0; i < count; i++, value++) {
//% for check in element.checks
        if (${check.condition})
            return false; /* ${check.id} */
//% endfor
    }
    return true;
}
//% endfor
