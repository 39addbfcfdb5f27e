/* SPDX-License-Identifier: MIT */
/* retype_sizes.h: what retype reckons with sizes. Comes after untyped.c. */
#pragma once

/*@ requires readable: \valid_read(untyped);
    requires size: SIZED(size_bits);
    requires watermark: untyped->aux <= SIZE(46);
    assigns \nothing;
    ensures told: \result == round_up(untyped->aux, size_bits);
    ensures aligned: aligned(\result, size_bits);
    ensures above: untyped->aux <= \result < untyped->aux + SIZE(size_bits);
    ensures above_bounded: \result <= SIZE(47);
    ensures aligned_again: aligned(untyped->aux, size_bits) ==> \result == untyped->aux; */
static uint64_t retype_offset(const struct cap_slot *untyped, uint8_t size_bits);

/*@ requires readable: \valid_read(run);
    requires some: run->count != 0;
    requires size: SIZED(run->size_bits);
    assigns \nothing;
    ensures some: 1 <= \result <= run->count;
    ensures few: \result <= RETYPE_OBJECTS;
    ensures bytes: \result == 1 || \result * SIZE(run->size_bits) <= RETYPE_BYTES;
    ensures pages: \result * SIZE(run->size_bits) <= RETYPE_BYTES ||
        (\result * SIZE(run->size_bits)) % RETYPE_BYTES == 0;
    ensures least: SIZE(run->size_bits) <= \result * SIZE(run->size_bits);
    ensures some_bytes: 0 < \result * SIZE(run->size_bits);
    ensures most: \result * SIZE(run->size_bits) <= run->count * SIZE(run->size_bits);
    ensures aligned: aligned(run->offset, run->size_bits) && run->offset <= SIZE(46) ==>
        aligned(run->offset + (\result << run->size_bits), run->size_bits); */
static inline uint32_t retype_batch(const struct retype *run);

/*@ requires some: 0 < batch <= RETYPE_OBJECTS;
    requires size: SIZED(size_bits);
    assigns \nothing;
    ensures told: \result == batch * SIZE(size_bits); */
static inline uint64_t retype_bytes(uint32_t batch, uint8_t size_bits);
