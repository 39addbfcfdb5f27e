/* SPDX-License-Identifier: MIT */
/* Generated from idl/ by template abi/structs.h;
 * change those and run `make generate`. */
#pragma once

#include <kozo/abi/constants.h>
#include <kozo/abi/types.h>
#include <stddef.h>
#include <stdint.h>

/* What became of an expression. */
struct kozo_calc_result {
    uint64_t kind; /* enum kozo_calc_result_kind; all that its case does not have is 0 */
    union {
        /* Its value. */
        int64_t value;
        /* Bytes before what does not belong there, or is missing. */
        uint32_t misplaced;
    };
};
enum kozo_calc_result_kind {
    KOZO_CALC_RESULT_VALUE     = 0,
    KOZO_CALC_RESULT_MISPLACED = 1,
    KOZO_CALC_RESULT_NO_VALUE  = 2,
};
_Static_assert(sizeof(struct kozo_calc_result) == 16, "size of calc_result");
_Static_assert(offsetof(struct kozo_calc_result, value) == 8, "calc_result.value");
_Static_assert(offsetof(struct kozo_calc_result, misplaced) == 8, "calc_result.misplaced");
