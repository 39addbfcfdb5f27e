/* SPDX-License-Identifier: MIT */
/* words.h: arithmetic on the fields of a capability's word, for proofs, as sizes.h. Apart from
 * shifts.h, as provers that have these at hand no longer find what they need there. */
#pragma once

#include "shifts.h"

/*@ axiomatic Words {
      axiom shift_fits: \forall integer x, n, b; LONG(x) && SHORT(n) && SIZED(b) ==>
          (n <= (x >> b) <==> (n << b) <= x);
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
      axiom word_fields: \forall integer t, r, s, u; 0 <= t <= 0xff && 0 <= r <= 0xff &&
          0 <= s <= 0xff && 0 <= u <= 0xffffffff ==>
          \let m = (uint64_t)t | (uint64_t)(r << 8) | (uint64_t)(s << 16) | (uint64_t)(u << 32);
          (unsigned char)(m >> 16) == s && (unsigned int)(m >> 32) == u;
      axiom word_device: \forall uint64_t m, uint32_t e; e == 0 || e == 4 ==>
          \let k = (m & (uint64_t)~(e << 8)) | 0x8000000;
          (unsigned char)k == (unsigned char)m &&
          (unsigned char)(k >> 16) == (unsigned char)(m >> 16) &&
          (unsigned int)(k >> 32) == (unsigned int)(m >> 32);
    } */
