/* SPDX-License-Identifier: MIT */
/* Generated from idl/ by template user/wire_elements.h;
 * change those and run `make generate`. */
/* wire_elements.h: elements that lie in a message as in memory: is each of their scalars a value
 * of its type? Programs are compiled with -fno-strict-aliasing, since the same words are numbers
 * to who moves them. */
#pragma once

#include <kozo/abi.h>
#include <kozo/wire.h>
#include <stdbool.h>
#include <stddef.h>

static inline bool kozo_wire_are_calc_result(const void *elements, size_t count)
{
    const struct kozo_calc_result *value = elements;

    for (size_t i = 0; i < count; i++, value++) {
        if (value->kind > 2)
            return false; /* wire.calc_result.kind.enum */
        if (value->kind == 1 && !kozo_wire_is_zero((const uint8_t *)value + 12, 4))
            return false; /* wire.calc_result.misplaced.rest */
        if (value->kind == 2 && !kozo_wire_is_zero((const uint8_t *)value + 8, 8))
            return false; /* wire.calc_result.no_value.rest */
    }
    return true;
}

static inline bool kozo_wire_are_trace_record(const void *elements, size_t count)
{
    const struct kozo_trace_record *value = elements;

    for (size_t i = 0; i < count; i++, value++) {
        if (value->kind > 6)
            return false; /* wire.trace_record.kind.enum */
    }
    return true;
}
