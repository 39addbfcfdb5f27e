/* SPDX-License-Identifier: MIT */
/* flags.h: flags in small numbers, for proofs, as bits.h. Each axiom stands in flags.smt2, too. */
#pragma once

#include <stdint.h>

/*@ axiomatic Flags {
      axiom flag_lowest: \forall uint32_t f; f <= 1 ==> ((f & 1) != 0 <==> f == 1);
      axiom flags_beside: \forall uint8_t s; \forall uint32_t f; f <= 3 ==>
          ((uint8_t)((s & 0x80) | f) & 3) == f;
    } */
