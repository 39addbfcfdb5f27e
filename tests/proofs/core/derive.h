/* SPDX-License-Identifier: MIT */
/* derive.h: what copy, mint, bind and move do to slots, for proofs. Links are told by the contracts
 * of the derivation tree. */
#pragma once

#include "cdt_contracts.h"
#include <kozo/cpu.h>
#include <kozo/outcome.h>

#define TYPE_OF(slot) ((unsigned char)(slot)->meta)
#define RIGHTS_OF(slot) ((unsigned char)((slot)->meta >> 8))
#define SIZE_OF(slot) ((unsigned char)((slot)->meta >> 16))
#define FLAGS_OF(slot) ((unsigned char)((slot)->meta >> 24))
#define STAMP_OF(slot) ((unsigned int)((slot)->meta >> 32))

/* Rights and size of what is derived: bits of the source's. */
#define COPYABLE(type) (((OBJECTS_COPYABLE >> (type)) & 1) != 0)

/*@ requires stamps: kernel.next_stamp != 0 && 0 < count < UINT32_MAX;
    assigns kernel.next_stamp;
    ensures some: \result != 0;
    ensures whole: \result + count - 1 <= UINT32_MAX && kernel.next_stamp == \result + count;
    ensures later: kernel.next_stamp != 0;
    ensures next: \result == \old(kernel.next_stamp) || \result == 1; */
uint32_t cap_take_stamps(uint32_t count);

#define BIT(x, k) (((x) & ((uint64_t)1 << (k))) != 0)
#define SAME_BITS(x, y, k)                                                                         \
    ((BIT(x, k) <==> BIT(y, k)) && (BIT(x, k + 1) <==> BIT(y, k + 1)) &&                           \
     (BIT(x, k + 2) <==> BIT(y, k + 2)) && (BIT(x, k + 3) <==> BIT(y, k + 3)) &&                   \
     (BIT(x, k + 4) <==> BIT(y, k + 4)) && (BIT(x, k + 5) <==> BIT(y, k + 5)) &&                   \
     (BIT(x, k + 6) <==> BIT(y, k + 6)) && (BIT(x, k + 7) <==> BIT(y, k + 7)))
#define RIGHT_KEPT(x, y, mask, k) (BIT(x, 8 + k) <==> BIT(y, 8 + k) && BIT(mask, k))

/*@ assigns \nothing;
    ensures type: SAME_BITS(\result, meta, 0);
    ensures size: SAME_BITS(\result, meta, 16);
    ensures rights: RIGHT_KEPT(\result, meta, mask, 0) && RIGHT_KEPT(\result, meta, mask, 1) &&
        RIGHT_KEPT(\result, meta, mask, 2) && RIGHT_KEPT(\result, meta, mask, 3) &&
        RIGHT_KEPT(\result, meta, mask, 4) && RIGHT_KEPT(\result, meta, mask, 5) &&
        RIGHT_KEPT(\result, meta, mask, 6) && RIGHT_KEPT(\result, meta, mask, 7);
    ensures device: BIT(\result, 27) <==> BIT(meta, 27);
    ensures flags: !BIT(\result, 24) && !BIT(\result, 25) && !BIT(\result, 26) &&
        !BIT(\result, 28) && !BIT(\result, 29) && !BIT(\result, 30) && !BIT(\result, 31); */
static inline uint64_t cap_meta_inherited(uint64_t meta, kozo_rights_t mask);
