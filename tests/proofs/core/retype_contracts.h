/* SPDX-License-Identifier: MIT */
/* retype_contracts.h: where retype puts objects, told for each size apart. Comes after untyped.c,
 * whose struct retype it speaks of. */
#pragma once

#include "sizes.h"
#include "slots.h"

/* What cap_install_run() was last told to make. */
/*@ ghost
    struct cap_slot *made_slots;
    struct cap_slot *made_parent;
    unsigned long made_object;
    unsigned long made_meta;
    unsigned int made_count;
*/

#define CAPACITY(slot) ((uint64_t)(1 << (uint8_t)((slot)->meta >> META_SIZE_SHIFT)))

/* An Untyped is a multiple of its size; hence of each smaller one. */
#define BASE_ALIGNED(bits)                                                                         \
    (SIZE(bits) <= CAPACITY(untyped) ==> untyped->object % SIZE(bits) == 0) &&

/*@ predicate untyped{L}(struct cap_slot *untyped) = EACH_SIZE(BASE_ALIGNED) \true; */

/*@ requires type: type < KOZO_OBJECT_LIMIT;
    assigns \nothing;
    ensures told: \result == KOZO_OK || \result == KOZO_ERR_RANGE;
    ensures small: \result == KOZO_OK ==> size_bits < 64; */
kozo_err_t untyped_object_size(kozo_object_t type, uint8_t size_bits);

#define OFFSET_ALIGNED(bits)                                                                       \
    ensures aligned_##bits: size_bits == bits ==> \result % SIZE(bits) == 0;
#define OFFSET_ABOVE(bits)                                                                         \
    ensures above_##bits:                                                                          \
        size_bits == bits ==> untyped->aux <= \result < untyped->aux + SIZE(bits);

/*@ requires readable: \valid_read(untyped);
    requires size: 6 <= size_bits <= 46;
    requires watermark: untyped->aux <= SIZE(46);
    assigns \nothing;
    EACH_SIZE(OFFSET_ALIGNED)
    EACH_SIZE(OFFSET_ABOVE) */
static uint64_t retype_offset(const struct cap_slot *untyped, uint8_t size_bits);

/*@ assigns \nothing; */
bool aspace_has_room(uint32_t count);

/*@ assigns \nothing; */
bool arch_interrupt_waits(void);

/* Clears memory in which no slot lies. */
/*@ assigns \nothing;
    ensures \result == destination; */
void *memset(void *destination, int value, size_t size);

/* What it writes are slots without a capability, and links: nothing that retype reads. */
/*@ requires parent: \valid(parent);
    requires some: count != 0;
    requires slots: \valid(slots + (0 .. count - 1));
    requires apart: \separated(parent, slots + (0 .. count - 1));
    assigns made_slots, made_parent, made_object, made_meta, made_count;
    ensures made_slots == slots && made_parent == parent && made_object == object &&
        made_meta == meta && made_count == count; */
void cap_install_run(struct cap_slot *slots, uint32_t count, struct cap_slot *parent,
                     uint64_t object, uint64_t meta);

/*@ assigns \nothing; */
static inline void object_init_run(kozo_object_t type, uint64_t at, uint64_t end,
                                   uint8_t size_bits);

#define CHECKED_FITS(bits)                                                                         \
    ensures fits_##bits: \result == KOZO_OK && run->size_bits == bits ==>                          \
        run->offset + run->count * SIZE(bits) <= CAPACITY(run->untyped);

/*@ requires readable: \valid_read(run) && \valid_read(run->untyped);
    requires capacity: CAPACITY(run->untyped) <= SIZE(46);
    requires type: run->kind < KOZO_OBJECT_LIMIT;
    assigns \nothing;
    ensures small: \result == KOZO_OK ==> run->size_bits < 64;
    EACH_SIZE(CHECKED_FITS) */
static kozo_err_t retype_check(const struct retype *run);

#define BATCH_BYTES(bits)                                                                          \
    ensures bytes_##bits: run->size_bits == bits ==>                                               \
        \result == 1 || \result * SIZE(bits) <= RETYPE_BYTES;

/*@ requires readable: \valid_read(run);
    requires some: run->count != 0;
    requires size: 6 <= run->size_bits <= 46;
    assigns \nothing;
    ensures some: 1 <= \result <= run->count;
    ensures few: \result <= RETYPE_OBJECTS;
    EACH_SIZE(BATCH_BYTES) */
static inline uint32_t retype_batch(const struct retype *run);

/*@ requires valid: \valid(untyped);
    assigns untyped->space, untyped->level; */
static bool retype_clear_large(struct cap_slot *untyped, uint64_t offset, uint64_t size);

/*@ requires valid: \valid_read(run) && \valid(run->untyped);
    assigns run->untyped->space, run->untyped->level; */
static inline bool retype_clear(const struct retype *run, uint64_t size);

#define RUN_FITS(bits)                                                                             \
    (run->size_bits == bits ==> run->offset % SIZE(bits) == 0 &&                                   \
        run->offset + run->count * SIZE(bits) <= CAPACITY(run->untyped)) &&

#define STEP_ALIGNED(bits)                                                                         \
    ensures aligned_##bits: \result && run->size_bits == bits ==> made_object % SIZE(bits) == 0;
#define STEP_INSIDE(bits)                                                                          \
    ensures inside_##bits: \result && run->size_bits == bits ==>                                   \
        made_object + made_count * SIZE(bits) <=                                                   \
            run->untyped->object + CAPACITY(run->untyped);
#define STEP_WATERMARK(bits)                                                                       \
    ensures watermark_##bits: \result && run->size_bits == bits ==>                                \
        run->untyped->object + run->untyped->aux == made_object + made_count * SIZE(bits);
#define STEP_FITS(bits)                                                                            \
    ensures fits_##bits: run->size_bits == bits ==>                                                \
        run->offset + run->count * SIZE(bits) <= CAPACITY(run->untyped);

/*@ requires valid: \valid(run) && \valid(run->untyped) &&
        \valid(run->next + (0 .. run->count - 1));
    requires apart: \separated(run, run->untyped, run->next + (0 .. run->count - 1));
    requires size: 6 <= run->size_bits <= 46;
    requires base: untyped(run->untyped);
    requires capacity: CAPACITY(run->untyped) <= SIZE(46) &&
        run->untyped->object + CAPACITY(run->untyped) <= SIZE(52);
    requires fits: EACH_SIZE(RUN_FITS) run->untyped->aux <= run->offset;
    requires some: run->count != 0;
    requires stamps: run->meta + run->count * SIZE(META_STAMP_SHIFT) < SIZE(64);
    assigns run->offset, run->next, run->meta, run->count, run->untyped->aux,
            run->untyped->space, run->untyped->level, made_slots, made_parent, made_object,
            made_meta, made_count;
    ensures interrupted: !\result ==> run->offset == \old(run->offset) &&
        run->next == \old(run->next) && run->meta == \old(run->meta) &&
        run->count == \old(run->count) && run->untyped->aux == \old(run->untyped->aux);
    ensures made: \result ==> made_slots == \old(run->next) && made_meta == \old(run->meta) &&
        made_parent == run->untyped &&
        made_object == run->untyped->object + \old(run->offset) && 1 <= made_count;
    ensures above: \result ==> made_object >= run->untyped->object + \old(run->untyped->aux);
    ensures watermark: \result ==>
        run->untyped->aux == run->offset >= \old(run->untyped->aux);
    ensures together_count: \result ==> run->count == \old(run->count) - made_count;
    ensures together_next: \result ==> run->next == \old(run->next) + made_count;
    ensures together_stamp: \result ==>
        run->meta == \old(run->meta) + made_count * SIZE(META_STAMP_SHIFT);
    EACH_SIZE(STEP_ALIGNED)
    EACH_SIZE(STEP_INSIDE)
    EACH_SIZE(STEP_WATERMARK)
    EACH_SIZE(STEP_FITS) */
static inline bool retype_step(struct retype *run);
