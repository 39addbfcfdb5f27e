/* SPDX-License-Identifier: MIT */
/* sizes.h: arithmetic on sizes, which are powers of two, and on words, for proofs. Provers of
 * integers know little of shifts and masks, and nothing of remainders by what is not a constant:
 * what they need is said here, and again in sizes.smt2 as a statement on 64 bits, which the runner
 * has Z3 prove for each size. What has two bounds that are the same is equal; said so, provers do
 * not make ever more numbers out of it. */
#pragma once

#include "slots.h"

#define SIZE(bits) (1 << (bits))
#define SIZED(bits) (6 <= (bits) <= 46)
#define SHORT(n) (0 <= (n) <= 0xffff)
#define LONG(x) (0 <= (x) <= 0xffffffffffffffff)
#define HALF(x) (0 <= (x) <= 0x7fffffffffffffff)

/*@ predicate aligned(integer x, integer bits) = x % SIZE(bits) == 0;

    logic integer round_up(integer x, integer bits) =
        x + SIZE(bits) - 1 - (x + SIZE(bits) - 1) % SIZE(bits);

    axiomatic Sizes {
      axiom size: \forall integer b; SIZED(b) ==> 64 <= SIZE(b) <= SIZE(46) &&
          (SIZE(b) <= 4096 || SIZE(b) % 4096 == 0);
      axiom size_order: \forall integer b, c; SIZED(b) && SIZED(c) ==>
          (b <= c <==> SIZE(b) <= SIZE(c));
      axiom size_bit: \forall integer x, b; 0 <= x < SIZE(47) && x % 64 == 0 && 0 <= b < 64 &&
          ((x >> b) & 1) != 0 ==> SIZED(b);
      axiom shift_left: \forall integer n, b; SHORT(n) && SIZED(b) ==> (n << b) == n * SIZE(b);
      axiom shift_right: \forall integer x, n, b; LONG(x) && SHORT(n) && SIZED(b) ==>
          (n <= (x >> b) <==> n * SIZE(b) <= x);
      axiom complement: \forall integer x; LONG(x) ==> (uint64_t)~x == 0xffffffffffffffff - x;
      axiom mask: \forall integer m, x, b; LONG(x) && SIZED(b) &&
          m == 0x10000000000000000 - SIZE(b) ==>
              (m & x) == x - x % SIZE(b) && aligned(m & x, b);
      axiom round: \forall integer x, b; HALF(x) && SIZED(b) ==>
          aligned(round_up(x, b), b) && x <= round_up(x, b) < x + SIZE(b) &&
          (aligned(x, b) ==> round_up(x, b) == x);
      axiom aligned_more: \forall integer x, y, n, b; HALF(x) && SHORT(n) && SIZED(b) &&
          aligned(x, b) && x + (n << b) <= y <= x + (n << b) ==> aligned(y, b);
      axiom word_low: \forall integer k, m; LONG(k) && LONG(m) && (k - m) % 0x100000000 == 0 ==>
          (unsigned char)k == (unsigned char)m && (unsigned char)(k >> 16) ==
          (unsigned char)(m >> 16) && (unsigned char)(k >> 24) == (unsigned char)(m >> 24);
      axiom word_high: \forall integer k; LONG(k) ==> (k >> 32) == k / 0x100000000 &&
          (unsigned int)(k >> 32) == (k >> 32);
      axiom word_shift: \forall integer n; SHORT(n) ==> (n << 32) == n * 0x100000000;
      axiom word_stamp: \forall uint64_t m; (unsigned char)((m >> 32) << 32) == 0 &&
          ((uint64_t)((m >> 32) << 32)) >> 32 == (unsigned int)(m >> 32);
      axiom word_byte: \forall integer r; 0 <= r ==> (unsigned char)(r << 8) == 0 &&
          (unsigned char)(r << 16) == 0 && (unsigned char)(r << 32) == 0;
      axiom word_fields: \forall integer t, r, s, n; 0 <= t <= 0xff && 0 <= r <= 0xff &&
          0 <= s <= 0xff && 0 <= n <= 0xffffffff ==>
          \let m = (uint64_t)t | (uint64_t)(r << 8) | (uint64_t)(s << 16) | (uint64_t)(n << 32);
          (unsigned char)(m >> 16) == s && (unsigned int)(m >> 32) == n;
      axiom word_device: \forall uint64_t m, uint32_t e; e == 0 || e == 4 ==>
          \let k = (m & (uint64_t)~(e << 8)) | 0x8000000;
          (unsigned char)k == (unsigned char)m &&
          (unsigned char)(k >> 16) == (unsigned char)(m >> 16) &&
          (unsigned int)(k >> 32) == (unsigned int)(m >> 32);
    } */
