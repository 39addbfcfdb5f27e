/* SPDX-License-Identifier: MIT */
/* table.h: arithmetic on the sets of sizes in the table of types, for proofs, as sizes.h. */
#pragma once

#include "sizes.h"

/*@ axiomatic Table {
      axiom size_bit: \forall integer x, b; 0 <= x < SIZE(47) && x % 64 == 0 && 0 <= b < 64 &&
          ((x >> b) & 1) != 0 ==> SIZED(b);
    } */
