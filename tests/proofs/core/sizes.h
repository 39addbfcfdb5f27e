/* SPDX-License-Identifier: MIT */
/* sizes.h: arithmetic on sizes, which are powers of two, for proofs. Provers of integers know
 * little of shifts and masks, and nothing of remainders by what is not a constant: what they need
 * is said in shifts.h, words.h and table.h, and again in files .smt2 as statements on 64 bits,
 * which the runner has Z3 prove for each size. The more of it is at hand, the less provers find. */
#pragma once

#include "slots.h"

#define SIZED(bits) (6 <= (bits) <= 46)
#define SHORT(n) (0 <= (n) <= 0xffff)
#define LONG(x) (0 <= (x) <= 0xffffffffffffffff)
#define HALF(x) (0 <= (x) <= 0x7fffffffffffffff)

/*@ predicate aligned(integer x, integer bits) = x % SIZE(bits) == 0;

    logic integer round_up(integer x, integer bits) =
        x + SIZE(bits) - 1 - (x + SIZE(bits) - 1) % SIZE(bits);
*/
