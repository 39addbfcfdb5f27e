/* SPDX-License-Identifier: MIT */
/* handles.h: fields of handles, rights, and powers of two up to 2^30, in numbers, for proofs. */
#pragma once

#include <kozo/abi.h>

#define STAMP(raw) ((raw) >> 32 & 0xffffffff)

/* What the lookup of a handle wants of each CNode capability on its path. */
#define NEEDED(path) ((unsigned char)((path) | KOZO_CNODE_RIGHT_LOOKUP))

/*@ axiomatic Bits {
      logic integer both(integer a, integer b);
      axiom both_bits: \forall integer a, b; both(a, b) == (a & b);
      axiom both_sides: \forall integer a, b; both(a, b) == both(b, a);
      axiom wraps: \forall integer x; -0x100000000 <= x < 0 ==>
          (unsigned int)x == x + 0x100000000;
      logic integer needed(integer path);
      axiom needed_bits: \forall integer path; needed(path) == NEEDED(path);
      axiom needed_held: \forall integer held, path; 0 <= path <= 0xff ==>
          (both(held, needed(path)) == needed(path) <==>
              both(held, path) == path &&
              both(held, KOZO_CNODE_RIGHT_LOOKUP) == KOZO_CNODE_RIGHT_LOOKUP);
    }

    axiomatic Powers {
      logic integer power(integer bits);
      axiom power_0: power(0) == 1;
      axiom power_more: \forall integer r; 0 < r ==> power(r) == 2 * power(r - 1);
      axiom power_limit: \forall integer r; 0 < r <= 30 ==> 2 <= power(r) <= 0x40000000;
      axiom power_shift: \forall integer x, r; 0 <= x && 0 <= r ==> x >> r == x / power(r);
      axiom power_mask: \forall integer x, r, mask;
          0 <= x && 0 <= r && mask == power(r) - 1 ==> both(x, mask) == x % power(r);
      axiom power_within: \forall integer x, r, mask;
          0 <= r && mask == power(r) - 1 && 0 <= x <= mask ==> both(x, mask) == x;
    }

    axiomatic Handles {
      logic integer depth_of(integer raw);
      logic integer address_of(integer raw);
      axiom depth: \forall integer raw; depth_of(raw) == (raw >> 30 & 3) &&
          0 <= depth_of(raw) <= 3;
      axiom address: \forall integer raw; address_of(raw) == (raw & 0x3fffffff) &&
          0 <= address_of(raw) <= 0x3fffffff;
      axiom near: \forall integer raw; (unsigned int)raw <= 0x3fffffff ==>
          depth_of(raw) == 0 && address_of(raw) == (unsigned int)raw;
      logic integer made_of(integer stamp, integer index);
      axiom made: \forall integer stamp, index;
          made_of(stamp, index) ==
              ((unsigned long)((stamp & 0xffffffff) << 32) | index & 0x3fffffff);
      axiom made_fields: \forall integer stamp, index;
          0 <= stamp <= 0xffffffff && 0 <= index <= 0x3fffffff ==>
              STAMP(made_of(stamp, index)) == stamp && depth_of(made_of(stamp, index)) == 0 &&
              address_of(made_of(stamp, index)) == index;
    }
*/
