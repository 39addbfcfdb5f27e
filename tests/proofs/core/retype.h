/* SPDX-License-Identifier: MIT */
/* retype.h: memory, and Untypeds in it, for proofs. */
#pragma once

#include "counts.h"
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

#define SAME_MEMORY(L1, L2, from, to)                                                              \
    (\forall integer j; (from) <= j < (to) ==> \at(physical[j], L1) == \at(physical[j], L2))

#define ROOM (KOZO_ADDRESS_SPACES - kernel.aspace_count)

/* Objects of such a type may be made of device memory, which nobody writes. */
#define OF_DEVICE(type) ((type) == KOZO_OBJECT_UNTYPED || (type) == KOZO_OBJECT_FRAME)

#define ALLOWED(type, size_bits)                                                                   \
    ((size_bits) < 64 && ((object_descriptors[type].sizes >> (size_bits)) & 1) != 0)
#define PERMITS(slot, type) (!IS_DEVICE(slot) || object_descriptors[type].device)
#define FITS(slot, offset, count, bits) ((offset) + (count) * SIZE(bits) <= CAPACITY(slot))
#define HAS_ROOM(type, count) ((type) == KOZO_OBJECT_ASPACE ==> (count) <= ROOM)

#define CLEARED(run) ((run)->kind != KOZO_OBJECT_UNTYPED && !IS_DEVICE((run)->untyped))

/*@ requires type: type < KOZO_OBJECT_LIMIT;
    assigns \nothing;
    ensures told: \result == (ALLOWED(type, size_bits) ? KOZO_OK : KOZO_ERR_RANGE);
    ensures sized: \result == KOZO_OK ==> SIZED(size_bits);
    ensures device: object_descriptors[type].device ==> OF_DEVICE(type); */
kozo_err_t untyped_object_size(kozo_object_t type, uint8_t size_bits);

/*@ axiomatic Cnodes {
      logic integer base_of(struct cnode *cnode);
    } */
