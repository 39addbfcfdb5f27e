/* SPDX-License-Identifier: MIT */
/* bits.h: words and the fields in them, for proofs. WP knows each bit of an expression; that fields
 * are equal whose bits are is said here, for the fields of cap.h's `meta`. */
#pragma once

#include <stdint.h>

#define BIT(x, k) (((x) & ((uint64_t)1 << (k))) != 0)

/* The 8 bits from bit k, and the 32 bits above and below the middle. */
#define BYTE(x, k) ((unsigned char)((x) >> (k)))
#define HIGH(x) ((unsigned int)((x) >> 32))
#define LOW(x) ((unsigned int)(x))

/* Bits of x from i are those of y from k. */
#define SAME_BIT(x, i, y, k) (BIT(x, i) <==> BIT(y, k))
#define SAME_8(x, i, y, k)                                                                         \
    (SAME_BIT(x, i, y, k) && SAME_BIT(x, (i) + 1, y, (k) + 1) &&                                   \
     SAME_BIT(x, (i) + 2, y, (k) + 2) && SAME_BIT(x, (i) + 3, y, (k) + 3) &&                       \
     SAME_BIT(x, (i) + 4, y, (k) + 4) && SAME_BIT(x, (i) + 5, y, (k) + 5) &&                       \
     SAME_BIT(x, (i) + 6, y, (k) + 6) && SAME_BIT(x, (i) + 7, y, (k) + 7))
#define SAME_32(x, i, y, k)                                                                        \
    (SAME_8(x, i, y, k) && SAME_8(x, (i) + 8, y, (k) + 8) &&                                       \
     SAME_8(x, (i) + 16, y, (k) + 16) && SAME_8(x, (i) + 24, y, (k) + 24))

/* Bits of x from i are set where those of y from k and those of m are. */
#define BOTH_BIT(x, i, y, k, m, j) (BIT(x, i) <==> BIT(y, k) && BIT(m, j))
#define BOTH_8(x, i, y, k, m)                                                                      \
    (BOTH_BIT(x, i, y, k, m, 0) && BOTH_BIT(x, (i) + 1, y, (k) + 1, m, 1) &&                       \
     BOTH_BIT(x, (i) + 2, y, (k) + 2, m, 2) && BOTH_BIT(x, (i) + 3, y, (k) + 3, m, 3) &&           \
     BOTH_BIT(x, (i) + 4, y, (k) + 4, m, 4) && BOTH_BIT(x, (i) + 5, y, (k) + 5, m, 5) &&           \
     BOTH_BIT(x, (i) + 6, y, (k) + 6, m, 6) && BOTH_BIT(x, (i) + 7, y, (k) + 7, m, 7))

/* Each axiom stands in bits.smt2, too. */
#define BYTE_IS(i, k)                                                                              \
    \forall uint64_t x, y; SAME_8(x, i, y, k) ==> BYTE(x, i) == BYTE(y, k)
#define BYTE_SET(i)                                                                                \
    \forall uint64_t x; \forall uint8_t y; SAME_8(x, i, y, 0) ==> BYTE(x, i) == y
#define BYTE_KEPT(i)                                                                               \
    \forall uint64_t x, y; \forall uint8_t m;                                                      \
        BOTH_8(x, i, y, i, m) ==> BYTE(x, i) == (BYTE(y, i) & m)
#define BYTE_MASKED(i)                                                                             \
    \forall uint64_t x; \forall uint8_t y, m; BOTH_8(x, i, y, 0, m) ==> BYTE(x, i) == (y & m)
#define LOW_IS(i) \forall uint64_t x, y; SAME_32(x, i, y, i) ==> LOW(x) == LOW(y)
#define HIGH_SET(i)                                                                                \
    \forall uint64_t x; \forall uint32_t y; SAME_32(x, i, y, 0) ==> HIGH(x) == y && x >> i == y

/*@ axiomatic Bits {
      axiom byte_is_0_0: BYTE_IS(0, 0);
      axiom byte_is_16_16: BYTE_IS(16, 16);
      axiom byte_set_0: BYTE_SET(0);
      axiom byte_set_16: BYTE_SET(16);
      axiom byte_set_24: BYTE_SET(24);
      axiom byte_kept_8: BYTE_KEPT(8);
      axiom byte_masked_8: BYTE_MASKED(8);
      axiom low_is_0: LOW_IS(0);
      axiom high_set_32: HIGH_SET(32);
    } */
