/* SPDX-License-Identifier: MIT */
/* retype_contracts.h: what retype does to memory, to slots and to the Untyped. Comes after
 * untyped.c, whose struct retype it speaks of. */
#pragma once

#include "retype.h"

/*@ requires inside: address.raw < PHYSICAL;
    ensures told: \result == &physical[address.raw]; */
void *phys_to_ptr(paddr_t address);

/*@ requires inside: 0 <= address(to) && address(to) + length <= PHYSICAL;
    requires placed: to == &physical[address(to)];
    requires zero: value == 0;
    assigns physical[address(to) .. address(to) + length - 1];
    ensures told: CLEAR(address(to), address(to) + length); */
void *memset(void *to, int value, size_t length);

/*@ requires never: \false; */
void __builtin_unreachable(void);

/*@ assigns \nothing; */
bool arch_interrupt_waits(void);

/*@ requires untyped: \valid(untyped);
    requires note: NOTED(untyped);
    requires pages: size != 0 && size % RETYPE_BYTES == 0;
    requires inside: offset + size <= CAPACITY(untyped) && UNTYPED(untyped);
    assigns physical[untyped->object + offset .. untyped->object + offset + size - 1],
            untyped->space, untyped->level;
    ensures clear: \result ==>
        CLEAR(untyped->object + offset, untyped->object + offset + size);
    ensures kept: \result ==> untyped->space == \old(untyped->space) &&
        untyped->level == \old(untyped->level);
    ensures note: !\result ==> untyped->space == offset && untyped->level < size;
    ensures note_clear: !\result ==> NOTED(untyped);
    ensures progress: !\result && \old(untyped->space) == offset ==>
        untyped->level > \old(untyped->level); */
static bool retype_clear_large(struct cap_slot *untyped, uint64_t offset, uint64_t size);

#define AT(run) ((run)->untyped->object + (run)->offset)

/*@ requires run: \valid_read(run) && \separated(run, memory + (0 .. SLOTS - 1));
    requires untyped: PLACED(run->untyped) && UNTYPED(run->untyped);
    requires note: NOTED(run->untyped);
    requires pages: 0 < size && (size <= RETYPE_BYTES || size % RETYPE_BYTES == 0);
    requires inside: run->offset + size <= CAPACITY(run->untyped);
    assigns physical[AT(run) .. AT(run) + size - 1], run->untyped->space, run->untyped->level;
    ensures clear: \result && CLEARED(run) ==> CLEAR(AT(run), AT(run) + size);
    ensures untouched: !CLEARED(run) ==> \result && SAME_MEMORY(Pre, Post, 0, PHYSICAL);
    ensures note: !\result ==> NOTED(run->untyped);
    ensures progress: !\result && \old(run->untyped->space) == run->offset ==>
        run->untyped->space == run->offset &&
        run->untyped->level > \old(run->untyped->level); */
static inline bool retype_clear(const struct retype *run, uint64_t size);

/*@ requires kernel: kernel.aspace_count <= KOZO_ADDRESS_SPACES;
    assigns \nothing;
    ensures told: \result <==> count <= ROOM; */
bool aspace_has_room(uint32_t count);

/*@ requires size: SIZED(size_bits);
    assigns \nothing;
    ensures fits: \result ==> (count << size_bits) <= space;
    ensures fits_not: !\result ==> (count << size_bits) > space; */
static inline bool retype_fits(uint64_t space, uint8_t size_bits, uint16_t count);

/*@ requires readable: \valid_read(run) && \valid_read(run->untyped);
    requires untyped: UNTYPED(run->untyped);
    requires offset: run->offset <= SIZE(47);
    requires type: run->kind < KOZO_OBJECT_LIMIT;
    requires some: run->count != 0;
    requires kernel: kernel.aspace_count <= KOZO_ADDRESS_SPACES;
    assigns \nothing;
    ensures range: !ALLOWED(run->kind, run->size_bits) ==> \result == KOZO_ERR_RANGE;
    ensures device: ALLOWED(run->kind, run->size_bits) && !PERMITS(run->untyped, run->kind) ==>
        \result == KOZO_ERR_DEVICE_MEMORY;
    ensures memory: ALLOWED(run->kind, run->size_bits) && PERMITS(run->untyped, run->kind) &&
        !FITS(run->untyped, run->offset, run->count, run->size_bits) ==>
        \result == KOZO_ERR_NO_MEMORY;
    ensures space: ALLOWED(run->kind, run->size_bits) && PERMITS(run->untyped, run->kind) &&
        FITS(run->untyped, run->offset, run->count, run->size_bits) &&
        !HAS_ROOM(run->kind, run->count) ==> \result == KOZO_ERR_NO_SPACE;
    ensures ok: ALLOWED(run->kind, run->size_bits) && PERMITS(run->untyped, run->kind) &&
        FITS(run->untyped, run->offset, run->count, run->size_bits) &&
        HAS_ROOM(run->kind, run->count) ==> \result == KOZO_OK;
    ensures ok_sized: \result == KOZO_OK ==> SIZED(run->size_bits);
    ensures ok_device: \result == KOZO_OK && IS_DEVICE(run->untyped) ==> OF_DEVICE(run->kind); */
static kozo_err_t retype_check(const struct retype *run);

/*@ requires some: 0 < count <= 0xffff;
    requires kernel: kernel.next_stamp != 0;
    assigns kernel.next_stamp;
    ensures stamps: \result != 0 && \result + count <= 0xffffffff;
    ensures next: kernel.next_stamp == \result + count; */
uint32_t cap_take_stamps(uint32_t count);

/*@ requires readable: \valid_read(run) && \valid_read(run->next);
    requires some: run->count != 0;
    requires kernel: kernel.next_stamp != 0;
    requires note: STAMPS_NOTED(*run->next);
    requires apart: \separated(run, &kernel) && \separated(run->next, &kernel);
    assigns kernel.next_stamp;
    ensures stamps: \result != 0 && \result + run->count <= 0xffffffff;
    ensures again: STAMP(run->next->meta) != 0 && run->next->aux == run->count ==>
        \result == STAMP(run->next->meta) && kernel.next_stamp == \old(kernel.next_stamp);
    ensures kernel: kernel.next_stamp != 0; */
static uint32_t retype_stamps(const struct retype *run);

/*@ requires slot: 0 <= ref((struct cap_slot *)slot) - base_of((struct cnode *)cnode) <= 0x3fffffff;
    assigns \nothing;
    ensures told: \result == ref((struct cap_slot *)slot) - base_of((struct cnode *)cnode); */
static inline uint32_t cnode_index(const struct cnode *cnode, const struct cap_slot *slot);

/*@ requires caller: \valid(caller);
    assigns caller->regs.r10;
    ensures told: caller->regs.r10 == value; */
static inline void untyped_retype_advance_count(struct thread *caller, uint16_t value);

/*@ requires caller: \valid(caller);
    assigns caller->regs.r9;
    ensures told: caller->regs.r9 == value; */
static inline void untyped_retype_advance_index(struct thread *caller, kozo_slot_index_t value);

/*@ requires caller: \valid(caller) && \separated(caller, memory + (0 .. SLOTS - 1));
    requires slot: PLACED(run.next);
    requires inside: 0 <= ref(run.next) - base_of((struct cnode *)dest) <= 0x3fffffff;
    assigns run.next->meta, run.next->aux, caller->regs.r10, caller->regs.r9;
    ensures count: caller->regs.r10 == run.count;
    ensures index: caller->regs.r9 == ref(run.next) - base_of((struct cnode *)dest);
    ensures empty: EMPTY(*run.next);
    ensures stamp: STAMP(run.next->meta) == STAMP(run.meta);
    ensures note: run.next->aux == run.count; */
static void retype_suspend(struct thread *caller, const struct cnode *dest, struct retype run);

/*@ assigns \nothing;
    ensures type: TYPE(\result) == TYPE(meta);
    ensures bits: BITS(\result) == BITS(meta);
    ensures stamp: STAMP(\result) == STAMP(meta); */
static uint64_t retype_device_meta(uint64_t meta, kozo_object_t kind);
