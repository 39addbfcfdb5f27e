/* SPDX-License-Identifier: MIT */
/* retype_steps.h: how watermark, slots and stamps advance together. */
#pragma once

#include "retype.h"

/*@ requires few: stamps <= 0xffff;
    requires stamps: STAMP(meta) + stamps <= 0xffffffff;
    assigns \nothing;
    ensures meta: \result == meta + stamps * 0x100000000;
    ensures type: TYPE(\result) == TYPE(meta);
    ensures size: BITS(\result) == BITS(meta);
    ensures stamp: STAMP(\result) == STAMP(meta) + stamps; */
static inline uint64_t cap_meta_later(uint64_t meta, uint32_t stamps);

/*@ assigns \nothing;
    ensures type: TYPE(\result) == type;
    ensures bits: BITS(\result) == size_bits;
    ensures stamp: STAMP(\result) == stamp; */
static inline uint64_t cap_meta(kozo_object_t type, kozo_rights_t rights, uint8_t size_bits,
                                uint32_t stamp);

/*@ requires parent: PLACED(parent) && ALIVE(parent);
    requires some: 0 < count <= 0xffff;
    requires slots: RUN_OF_SLOTS(slots, count, parent);
    requires empty: EMPTY_RUN(slots, count);
    requires type: TYPE(meta) != KOZO_OBJECT_NULL && SIZED(BITS(meta));
    requires inside: INSIDE(object, SIZE(BITS(meta)), count);
    requires stamps: STAMP(meta) != 0 && STAMP(meta) + count <= 0xffffffff;
    assigns memory[ref(slots) .. ref(slots) + count - 1], parent->first, parent->last,
            memory[parent->first].prev;
    ensures made_object: MADE_OBJECTS(ref(slots), count, object, SIZE(BITS(meta)));
    ensures made_meta: MADE_METAS(ref(slots), count, meta);
    ensures made_plain: MADE_PLAIN(ref(slots), count);
    ensures first: parent->first == ref(slots) + count - 1; */
void cap_install_run(struct cap_slot *slots, uint32_t count, struct cap_slot *parent,
                     uint64_t object, uint64_t meta);

/*@ requires run: \valid(run);
    requires batch: 0 < batch <= run->count;
    requires meta: NEW_META(run);
    assigns run->next, run->meta, run->count;
    ensures next: run->next == \old(run->next) + batch;
    ensures count: run->count == \old(run->count) - batch;
    ensures meta: run->meta == \old(run->meta) + batch * 0x100000000;
    ensures type: TYPE(run->meta) == \old(TYPE(run->meta));
    ensures bits: BITS(run->meta) == run->size_bits;
    ensures stamp: STAMP(run->meta) == \old(STAMP(run->meta)) + batch; */
static inline void retype_pass(struct retype *run, uint32_t batch);

/*@ requires run: \valid(run) && \separated(run, memory + (0 .. SLOTS - 1));
    requires untyped: PLACED(run->untyped) && ALIVE(run->untyped);
    requires size: SIZED(run->size_bits);
    requires slots: RUN_OF_SLOTS(run->next, run->count, run->untyped);
    requires empty: EMPTY_RUN(run->next, run->count);
    requires batch: 0 < batch <= run->count;
    requires bytes: bytes == batch * SIZE(run->size_bits);
    requires inside: object + bytes <= PHYSICAL && run->offset + bytes <= PHYSICAL;
    requires meta: NEW_META(run);
    assigns run->offset, run->next, run->meta, run->count, run->untyped->aux,
            run->untyped->space, run->untyped->level, run->untyped->first, run->untyped->last,
            memory[run->untyped->first].prev,
            memory[ref(run->next) .. ref(run->next) + batch - 1];
    ensures together_count: run->count == \old(run->count) - batch;
    ensures together_next: run->next == \old(run->next) + batch;
    ensures together_meta: run->meta == \old(run->meta) + batch * 0x100000000;
    ensures together_offset: run->offset == \old(run->offset) + bytes;
    ensures watermark: run->untyped->aux == run->offset;
    ensures note: run->untyped->space == 0 && run->untyped->level == 0;
    ensures made_object: MADE_OBJECTS(\old(ref(run->next)), batch, object, SIZE(run->size_bits));
    ensures made_meta: MADE_METAS(\old(ref(run->next)), batch, \old(run->meta));
    ensures made_plain: MADE_PLAIN(\old(ref(run->next)), batch);
    ensures first: run->untyped->first == \old(ref(run->next)) + batch - 1;
    ensures type: TYPE(run->meta) == \old(TYPE(run->meta));
    ensures bits: BITS(run->meta) == run->size_bits;
    ensures stamp: STAMP(run->meta) == \old(STAMP(run->meta)) + batch; */
static inline void retype_advance(struct retype *run, uint32_t batch, uint64_t object,
                                  uint64_t bytes);

/* What an object needs besides its memory may be: the table of address spaces. */
/*@ requires run: 0 <= at <= end <= PHYSICAL;
    assigns physical[at .. end - 1], kernel.aspace_count, kernel.next_serial,
            kernel.aspaces[0 .. KOZO_ADDRESS_SPACES - 1],
            kernel.aspaces_used[0 .. KOZO_ADDRESS_SPACES / 64 - 1];
    ensures headless: OF_DEVICE(type) ==> SAME_MEMORY(Pre, Post, 0, PHYSICAL); */
static inline void object_init_run(kozo_object_t type, uint64_t at, uint64_t end,
                                   uint8_t size_bits);

#define MADE_NOW (\old(run->count) - run->count)

/*@ requires run: \valid(run) && \separated(run, memory + (0 .. SLOTS - 1), &kernel);
    requires untyped: PLACED(run->untyped) && UNTYPED(run->untyped) && ALIVE(run->untyped);
    requires noted: NOTED(run->untyped);
    requires some: run->count != 0;
    requires size: SIZED(run->size_bits);
    requires slots: RUN_OF_SLOTS(run->next, run->count, run->untyped);
    requires empty: EMPTY_RUN(run->next, run->count);
    requires fits: FITS(run->untyped, run->offset, run->count, run->size_bits);
    requires meta: NEW_META(run);
    requires device: IS_DEVICE(run->untyped) ==> OF_DEVICE(run->kind);
    assigns run->offset, run->next, run->meta, run->count, run->untyped->aux,
            run->untyped->space, run->untyped->level, run->untyped->first, run->untyped->last,
            memory[run->untyped->first].prev,
            memory[ref(run->next) .. ref(run->next) + run->count - 1],
            physical[AT(run) .. AT(run) + run->count * SIZE(run->size_bits) - 1],
            kernel.aspace_count, kernel.next_serial,
            kernel.aspaces[0 .. KOZO_ADDRESS_SPACES - 1],
            kernel.aspaces_used[0 .. KOZO_ADDRESS_SPACES / 64 - 1];
    ensures interrupted_run: !\result ==> run->offset == \old(run->offset) &&
        run->next == \old(run->next) && run->meta == \old(run->meta) &&
        run->count == \old(run->count);
    ensures interrupted_untyped: !\result ==> run->untyped->aux == \old(run->untyped->aux) &&
        run->untyped->first == \old(run->untyped->first);
    ensures interrupted_note: !\result ==> NOTED(run->untyped);
    ensures fits_untyped: UNTYPED(run->untyped);
    ensures some: \result ==> 1 <= MADE_NOW <= RETYPE_OBJECTS && 0 <= run->count;
    ensures together_next: \result ==> run->next == \old(run->next) + MADE_NOW;
    ensures together_meta: \result ==> run->meta == \old(run->meta) + MADE_NOW * 0x100000000;
    ensures together_offset: \result ==>
        run->offset == \old(run->offset) + MADE_NOW * SIZE(run->size_bits);
    ensures watermark: \result ==> run->untyped->aux == run->offset;
    ensures note: \result ==> NOTED(run->untyped) && run->untyped->level == 0;
    ensures made_object: \result ==> MADE_OBJECTS(\old(ref(run->next)), MADE_NOW, \old(AT(run)),
                                                  SIZE(run->size_bits));
    ensures made_meta: \result ==>
        MADE_METAS(\old(ref(run->next)), MADE_NOW, \old(run->meta));
    ensures made_plain: \result ==> MADE_PLAIN(\old(ref(run->next)), MADE_NOW);
    ensures rest: \forall integer j;
        \old(ref(run->next)) + MADE_NOW <= j < \old(ref(run->next) + run->count) ==>
            EMPTY(memory[j]);
    ensures first: \result ==> run->untyped->first == \old(ref(run->next)) + MADE_NOW - 1;
    ensures fits: FITS(run->untyped, run->offset, run->count, run->size_bits);
    ensures bits: BITS(run->meta) == run->size_bits;
    ensures type: TYPE(run->meta) == \old(TYPE(run->meta));
    ensures stamp: STAMP(run->meta) == \old(STAMP(run->meta)) + MADE_NOW;
    ensures clear: \result && CLEARED(run) && run->kind == KOZO_OBJECT_FRAME ==>
        CLEAR(\old(AT(run)), AT(run));
    ensures before: SAME_MEMORY(Pre, Post, 0, \old(AT(run)));
    ensures untouched: !CLEARED(run) && OF_DEVICE(run->kind) ==>
        \result && SAME_MEMORY(Pre, Post, 0, PHYSICAL); */
static inline bool retype_step(struct retype *run);

/* Where the first object goes, and whether it may. */
#define START(slot, bits) round_up((slot)->aux, bits)
#define MAY_FIT(slot, bits, count) FITS(slot, START(slot, bits), count, bits)

/*@ requires caller: \valid(caller) &&
        \separated(caller, memory + (0 .. SLOTS - 1), &kernel, handle);
    requires handle: \valid(handle) && \separated(handle, memory + (0 .. SLOTS - 1), &kernel);
    requires self: PLACED(self) && UNTYPED(self) && ALIVE(self);
    requires noted: NOTED(self);
    requires kind: 0 < kind < KOZO_OBJECT_LIMIT;
    requires size: SIZED(size_bits);
    requires count: 0 < count <= 256;
    requires slots: RUN_OF_SLOTS(index, count, self);
    requires empty: EMPTY_RUN(index, count);
    requires dest: 0 < ref(index) - base_of(dest) &&
        ref(index) + count - base_of(dest) <= 0x3fffffff;
    requires stamps: kernel.next_stamp != 0 && STAMPS_NOTED(*index);
    requires spaces: kernel.aspace_count <= KOZO_ADDRESS_SPACES;
    assigns memory[0 .. SLOTS - 1], physical[..], kernel, caller->regs, *handle;
    ensures range: \old(!ALLOWED(kind, size_bits)) ==> \result == KOZO_ERR_RANGE;
    ensures device: \old(ALLOWED(kind, size_bits) && !PERMITS(self, kind)) ==>
        \result == KOZO_ERR_DEVICE_MEMORY;
    ensures memory: \old(ALLOWED(kind, size_bits) && PERMITS(self, kind) &&
        !MAY_FIT(self, size_bits, count)) ==> \result == KOZO_ERR_NO_MEMORY;
    ensures space: \old(ALLOWED(kind, size_bits) && PERMITS(self, kind) &&
        MAY_FIT(self, size_bits, count) && !HAS_ROOM(kind, count)) ==>
        \result == KOZO_ERR_NO_SPACE;
    ensures passes: \old(ALLOWED(kind, size_bits) && PERMITS(self, kind) &&
        MAY_FIT(self, size_bits, count) && HAS_ROOM(kind, count)) ==>
        \result == KOZO_OK || \result == KERNEL_RESTART;
    ensures unwritten_contents: \result != KOZO_OK && \result != KERNEL_RESTART ==>
        (\forall integer j; 0 <= j < SLOTS ==> memory[j] == \old(memory[j]));
    ensures unwritten_memory: \result != KOZO_OK && \result != KERNEL_RESTART ==>
        SAME_MEMORY(Pre, Post, 0, PHYSICAL);
    ensures unwritten_stamps: \result != KOZO_OK && \result != KERNEL_RESTART ==>
        kernel.next_stamp == \old(kernel.next_stamp);
    ensures unwritten_result: \result != KOZO_OK ==> *handle == \old(*handle);
    ensures unwritten_registers: \result != KERNEL_RESTART ==>
        caller->regs.r9 == \old(caller->regs.r9) && caller->regs.r10 == \old(caller->regs.r10);
    ensures clear: \result == KOZO_OK && kind == KOZO_OBJECT_FRAME && \old(!IS_DEVICE(self)) ==>
        CLEAR(\old(self->object + START(self, size_bits)), self->object + self->aux);
    ensures restart: \result == KERNEL_RESTART ==> 0 < (uint16_t)caller->regs.r10 <= count; */
kozo_err_t sys_untyped_retype(struct thread *caller, struct cap_slot *self, kozo_object_t kind,
                              uint8_t size_bits, uint16_t count, struct cnode *dest,
                              struct cap_slot *index, uint64_t *handle);
