/* SPDX-License-Identifier: MIT */
/* retype.h: memory, and Untypeds in it, for proofs. */
#pragma once

#include "sizes.h"
#include "slots.h"
#include <kozo/cpu.h>

/* Memory that objects are made of; slots and objects of C do not lie in it. */
#define PHYSICAL 0x10000000000000
extern char physical[PHYSICAL];

/*@ axiomatic Memory {
      logic integer address(void *pointer);
      axiom address: \forall integer i; 0 <= i < PHYSICAL ==> address(&physical[i]) == i;
    } */

#define CLEAR(from, to) (\forall integer j; (from) <= j < (to) ==> physical[j] == 0)

#define TYPE(meta) ((unsigned char)(meta))
#define BITS(meta) ((unsigned char)((meta) >> META_SIZE_SHIFT))
#define STAMP(meta) ((unsigned int)((meta) >> META_STAMP_SHIFT))
#define CAPACITY(slot) SIZE(BITS((slot)->meta))
#define IS_DEVICE(slot) (((unsigned char)((slot)->meta >> META_FLAGS_SHIFT) & CAP_DEVICE) != 0)

/* INV-MEM-1, of one slot: where the memory lies, and how far it is used. */
#define UNTYPED(slot)                                                                              \
    (SIZED(BITS((slot)->meta)) && aligned((slot)->object, BITS((slot)->meta)) &&                   \
     (slot)->object + CAPACITY(slot) <= PHYSICAL && (slot)->aux <= CAPACITY(slot))

/* What the note in an Untyped says is clear is. */
#define NOTED(slot)                                                                                \
    ((slot)->level % RETYPE_BYTES == 0 && (slot)->space + (slot)->level <= CAPACITY(slot) &&       \
     CLEAR((slot)->object + (slot)->space, (slot)->object + (slot)->space + (slot)->level))

/* A slot without a capability, and what it may say of stamps that have been taken. */
#define EMPTY(slot) (TYPE((slot).meta) == KOZO_OBJECT_NULL)
#define STAMPS_NOTED(slot) (STAMP((slot).meta) + (slot).aux <= 0xffffffff)

/* Slots from number `first` on are the capabilities of a run: the first of the object at `at`, with
 * `meta0`, the others of those that follow it in memory, with the stamps that follow. */
#define MADE(first, number, at, meta0, bits)                                                       \
    (\forall integer j; (first) <= j < (first) + (number) ==>                                      \
        memory[j].object == (at) + (j - (first)) * SIZE(bits) &&                                   \
        memory[j].meta == (meta0) + (j - (first)) * 0x100000000 && memory[j].badge == 0 &&         \
        memory[j].aux == 0 && memory[j].space == 0 && memory[j].level == 0)

#define SAME(L1, L2, j)                                                                            \
    (\at(memory[j].object, L1) == \at(memory[j].object, L2) &&                                     \
     \at(memory[j].meta, L1) == \at(memory[j].meta, L2) &&                                         \
     \at(memory[j].aux, L1) == \at(memory[j].aux, L2))

#define SAME_MEMORY(L1, L2, from, to)                                                              \
    (\forall integer j; (from) <= j < (to) ==> \at(physical[j], L1) == \at(physical[j], L2))

/* The slots of a run: neither the null slot nor the Untyped's is among them. */
#define RUN_OF_SLOTS(slots, count, untyped)                                                        \
    (0 < ref(slots) && ref(slots) + (count) <= SLOTS && (slots) == &memory[ref(slots)] &&          \
     (ref(untyped) < ref(slots) || ref(slots) + (count) <= ref(untyped)))

#define ROOM (KOZO_ADDRESS_SPACES - kernel.aspace_count)

/* Objects of such a type may be made of device memory, which nobody writes. */
#define OF_DEVICE(type) ((type) == KOZO_OBJECT_UNTYPED || (type) == KOZO_OBJECT_FRAME)
#define HEADLESS(type) (OF_DEVICE(type) || (type) == KOZO_OBJECT_PAGE_TABLE)

#define ALLOWED(type, size_bits)                                                                   \
    ((size_bits) < 64 && ((object_descriptors[type].sizes >> (size_bits)) & 1) != 0)
#define PERMITS(slot, type) (!IS_DEVICE(slot) || object_descriptors[type].device)
#define FITS(slot, offset, count, bits) ((offset) + (count) * SIZE(bits) <= CAPACITY(slot))
#define HAS_ROOM(type, count) ((type) == KOZO_OBJECT_ASPACE ==> (count) <= ROOM)

#define CLEARED(run) ((run)->kind != KOZO_OBJECT_UNTYPED && !IS_DEVICE((run)->untyped))

/*@ axiomatic Cnodes {
      logic integer base_of(struct cnode *cnode);
    } */
