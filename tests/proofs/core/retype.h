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

#define ALIVE(slot)                                                                                \
    (!EMPTY(*(slot)) && ((unsigned char)((slot)->meta >> META_FLAGS_SHIFT) & CAP_ZOMBIE) == 0)

/* The slots of a run: neither the null slot nor the Untyped's is among them. */
#define RUN_OF_SLOTS(slots, count, untyped)                                                        \
    (0 < ref(slots) && ref(slots) + (count) < SLOTS && (slots) == &memory[ref(slots)] &&          \
     (ref(untyped) < ref(slots) || ref(slots) + (count) <= ref(untyped)))
#define EMPTY_RUN(slots, count)                                                                    \
    (\forall integer j; ref(slots) <= j < ref(slots) + (count) ==> EMPTY(memory[j]))

/* What the capabilities to be made will be. */
#define NEW_META(run)                                                                              \
    (TYPE((run)->meta) != KOZO_OBJECT_NULL && BITS((run)->meta) == (run)->size_bits &&             \
     STAMP((run)->meta) != 0 && STAMP((run)->meta) + (run)->count <= 0xffffffff)

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

/* That no object of a run lies beyond `end`, for the provers: they do not find it by themselves. */
/*@ ghost
    /@ requires sized: SIZED(size_bits);
       assigns \nothing;
       ensures told: 0 < SIZE(size_bits) <= SIZE(46); @/
    void some_size(uint8_t size_bits) {}

    /@ requires sized: SIZED(size_bits);
       requires end: end == at + count * SIZE(size_bits);
       assigns \nothing;
       ensures inside: INSIDE(at, SIZE(size_bits), count);
       ensures last: behind(at, SIZE(size_bits), count) == end; @/
    void inside_memory(uint64_t at, uint8_t size_bits, uint32_t count, uint64_t end)
    {
        long i = 0;

        some_size(size_bits);
        /@ loop invariant some: 0 <= i <= count;
           loop invariant there: behind(at, SIZE(size_bits), i) == at + i * SIZE(size_bits);
           loop invariant low: \forall integer n; 0 <= n <= i ==>
               0 <= behind(at, SIZE(size_bits), n);
           loop assigns i;
           loop variant count - i; @/
        while (i < count) {
            /@ assert step: behind(at, SIZE(size_bits), i + 1) ==
                   behind(at, SIZE(size_bits), i) + SIZE(size_bits); @/
            i++;
        }
        /@ loop invariant some: 0 <= i <= count;
           loop invariant there: behind(at, SIZE(size_bits), i) <= end;
           loop invariant high: \forall integer n; i <= n <= count ==>
               behind(at, SIZE(size_bits), n) <= end;
           loop assigns i;
           loop variant i; @/
        while (i > 0) {
            /@ assert step: behind(at, SIZE(size_bits), i) ==
                   behind(at, SIZE(size_bits), i - 1) + SIZE(size_bits); @/
            i--;
        }
    }
*/
