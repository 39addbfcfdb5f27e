/* SPDX-License-Identifier: MIT */
/* shifts.h: shifts, masks and remainders by sizes, for proofs, as sizes.h. What has two bounds that
 * are the same is equal; said so, provers do not make ever more numbers out of it. */
#pragma once

#include "sizes.h"

/*@ axiomatic Shifts {
      axiom size: \forall integer b; SIZED(b) ==> 64 <= SIZE(b) <= SIZE(46) &&
          (SIZE(b) <= 4096 || SIZE(b) % 4096 == 0);
      axiom size_order: \forall integer b, c; SIZED(b) && SIZED(c) ==>
          (b <= c <==> SIZE(b) <= SIZE(c));
      axiom shift_left: \forall integer n, b; SHORT(n) && SIZED(b) ==> (n << b) == n * SIZE(b);
      axiom shift_right: \forall integer x, n, b; LONG(x) && SHORT(n) && SIZED(b) ==>
          (n <= (x >> b) <==> n * SIZE(b) <= x);
      axiom shift_page: \forall integer b; SIZED(b) ==> 0 <= (4096 >> b) <= 64;
      axiom complement: \forall integer x; LONG(x) ==> (uint64_t)~x == 0xffffffffffffffff - x;
      axiom mask: \forall integer m, x, b; LONG(x) && SIZED(b) &&
          m == 0x10000000000000000 - SIZE(b) ==>
              (m & x) == x - x % SIZE(b) && aligned(m & x, b);
      axiom remainder: \forall integer x, b; HALF(x) && SIZED(b) ==>
          0 <= x % SIZE(b) < SIZE(b);
      axiom aligned_last: \forall integer x, b; HALF(x) && SIZED(b) && aligned(x, b) ==>
          (x + SIZE(b) - 1) % SIZE(b) == SIZE(b) - 1;
      axiom aligned_more: \forall integer x, y, n, b; HALF(x) && SHORT(n) && SIZED(b) &&
          aligned(x, b) && x + (n << b) <= y <= x + (n << b) ==> aligned(y, b);
    } */
