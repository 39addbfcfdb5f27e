/* SPDX-License-Identifier: MIT */
/* sizes.h: arithmetic on powers of two, for proofs, by cases: a size that is a constant makes
 * shifts linear. The cases are the sizes that objects.yaml has. */
#pragma once

/* P of each number of bits that an object's size may have, joined by what P ends with. */
#define EACH_SIZE(P)                                                                               \
    P(6) P(7) P(8) P(9) P(10) P(11) P(12) P(13)                                                    \
    P(14) P(15) P(16) P(17) P(18) P(19) P(20) P(21)                                                \
    P(22) P(23) P(24) P(25) P(26) P(27) P(28) P(29)                                                \
    P(30) P(31) P(32) P(33) P(34) P(35) P(36) P(37)                                                \
    P(38) P(39) P(40) P(41) P(42) P(43) P(44) P(45)                                                \
    P(46)

#define SIZE(bits) (1 << (bits))

/* A mask takes the remainder away, and a shift multiplies. The runner has Z3 prove each case as a
 * statement on bit-vectors. `by` keeps WP from rewriting the shift. */
#define MASKED(bits)                                                                               \
    \forall integer x; 0 <= x <= 0xffffffffffffffff ==>                                            \
        (x & (0xffffffffffffffff - (SIZE(bits) - 1))) == x - x % SIZE(bits)
#define SHIFTED(bits)                                                                              \
    \forall integer x, by; 0 <= x <= 0xffff && by == bits ==> (x << by) == x * SIZE(bits)

/*@ axiomatic Sizes {
      axiom mask_6: MASKED(6); axiom shift_6: SHIFTED(6);
      axiom mask_7: MASKED(7); axiom shift_7: SHIFTED(7);
      axiom mask_8: MASKED(8); axiom shift_8: SHIFTED(8);
      axiom mask_9: MASKED(9); axiom shift_9: SHIFTED(9);
      axiom mask_10: MASKED(10); axiom shift_10: SHIFTED(10);
      axiom mask_11: MASKED(11); axiom shift_11: SHIFTED(11);
      axiom mask_12: MASKED(12); axiom shift_12: SHIFTED(12);
      axiom mask_13: MASKED(13); axiom shift_13: SHIFTED(13);
      axiom mask_14: MASKED(14); axiom shift_14: SHIFTED(14);
      axiom mask_15: MASKED(15); axiom shift_15: SHIFTED(15);
      axiom mask_16: MASKED(16); axiom shift_16: SHIFTED(16);
      axiom mask_17: MASKED(17); axiom shift_17: SHIFTED(17);
      axiom mask_18: MASKED(18); axiom shift_18: SHIFTED(18);
      axiom mask_19: MASKED(19); axiom shift_19: SHIFTED(19);
      axiom mask_20: MASKED(20); axiom shift_20: SHIFTED(20);
      axiom mask_21: MASKED(21); axiom shift_21: SHIFTED(21);
      axiom mask_22: MASKED(22); axiom shift_22: SHIFTED(22);
      axiom mask_23: MASKED(23); axiom shift_23: SHIFTED(23);
      axiom mask_24: MASKED(24); axiom shift_24: SHIFTED(24);
      axiom mask_25: MASKED(25); axiom shift_25: SHIFTED(25);
      axiom mask_26: MASKED(26); axiom shift_26: SHIFTED(26);
      axiom mask_27: MASKED(27); axiom shift_27: SHIFTED(27);
      axiom mask_28: MASKED(28); axiom shift_28: SHIFTED(28);
      axiom mask_29: MASKED(29); axiom shift_29: SHIFTED(29);
      axiom mask_30: MASKED(30); axiom shift_30: SHIFTED(30);
      axiom mask_31: MASKED(31); axiom shift_31: SHIFTED(31);
      axiom mask_32: MASKED(32); axiom shift_32: SHIFTED(32);
      axiom mask_33: MASKED(33); axiom shift_33: SHIFTED(33);
      axiom mask_34: MASKED(34); axiom shift_34: SHIFTED(34);
      axiom mask_35: MASKED(35); axiom shift_35: SHIFTED(35);
      axiom mask_36: MASKED(36); axiom shift_36: SHIFTED(36);
      axiom mask_37: MASKED(37); axiom shift_37: SHIFTED(37);
      axiom mask_38: MASKED(38); axiom shift_38: SHIFTED(38);
      axiom mask_39: MASKED(39); axiom shift_39: SHIFTED(39);
      axiom mask_40: MASKED(40); axiom shift_40: SHIFTED(40);
      axiom mask_41: MASKED(41); axiom shift_41: SHIFTED(41);
      axiom mask_42: MASKED(42); axiom shift_42: SHIFTED(42);
      axiom mask_43: MASKED(43); axiom shift_43: SHIFTED(43);
      axiom mask_44: MASKED(44); axiom shift_44: SHIFTED(44);
      axiom mask_45: MASKED(45); axiom shift_45: SHIFTED(45);
      axiom mask_46: MASKED(46); axiom shift_46: SHIFTED(46);
    } */
