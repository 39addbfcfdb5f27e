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

/*@ assigns \nothing; */
bool arch_interrupt_waits(void);

/*@ requires type: type < KOZO_OBJECT_LIMIT;
    assigns \nothing;
    ensures told: \result == (ALLOWED(type, size_bits) ? KOZO_OK : KOZO_ERR_RANGE); 
    ensures sized: \result == KOZO_OK ==> SIZED(size_bits);
    ensures device: object_descriptors[type].device ==> OF_DEVICE(type); */
kozo_err_t untyped_object_size(kozo_object_t type, uint8_t size_bits);

/*@ requires readable: \valid_read(untyped);
    requires size: SIZED(size_bits);
    requires watermark: untyped->aux <= SIZE(46);
    assigns \nothing;
    ensures told: \result == round_up(untyped->aux, size_bits);
    ensures aligned: aligned(\result, size_bits);
    ensures above: untyped->aux <= \result < untyped->aux + SIZE(size_bits);
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
    ensures most: \result * SIZE(run->size_bits) <= run->count * SIZE(run->size_bits);
    ensures aligned: aligned(run->offset, run->size_bits) && run->offset <= SIZE(46) ==>
        aligned(run->offset + (\result << run->size_bits), run->size_bits); */
static inline uint32_t retype_batch(const struct retype *run);

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

/*@ requires readable: \valid_read(run) && \valid_read(run->untyped);
    requires capacity: SIZED(BITS(run->untyped->meta));
    requires size: SIZED(run->size_bits);
    requires some: run->count != 0;
    assigns \nothing;
    ensures fits: \result ==> FITS(run->untyped, run->offset, run->count, run->size_bits);
    ensures fits_not: !\result ==> !FITS(run->untyped, run->offset, run->count, run->size_bits); */
static inline bool retype_fits(const struct retype *run);

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

/*@ requires run: 0 <= at <= end <= PHYSICAL;
    requires clear: !HEADLESS(type) ==> CLEAR(at, end);
    assigns physical[at .. end - 1], kernel.aspace_count, kernel.next_serial,
            kernel.aspaces[0 .. KOZO_ADDRESS_SPACES - 1],
            kernel.aspaces_used[0 .. KOZO_ADDRESS_SPACES / 64 - 1];
    ensures headless: HEADLESS(type) ==> SAME_MEMORY(Pre, Post, 0, PHYSICAL); */
static inline void object_init_run(kozo_object_t type, uint64_t at, uint64_t end,
                                   uint8_t size_bits);

/*@ requires parent: PLACED(parent) && !EMPTY(*parent);
    requires slots: RUN_OF_SLOTS(slots, count, parent);
    requires some: count != 0;
    requires empty: \forall integer j; ref(slots) <= j < ref(slots) + count ==> EMPTY(memory[j]);
    requires type: TYPE(meta) != KOZO_OBJECT_NULL && SIZED(BITS(meta));
    requires stamps: STAMP(meta) != 0 && STAMP(meta) + count <= 0x100000000;
    requires inside: object + count * SIZE(BITS(meta)) <= PHYSICAL;
    assigns memory[ref(slots) .. ref(slots) + count - 1], parent->first, parent->last,
            memory[parent->first].prev;
    ensures made: MADE(ref(slots), count, object, meta, BITS(meta));
    ensures first: parent->first == ref(slots) + count - 1; */
void cap_install_run(struct cap_slot *slots, uint32_t count, struct cap_slot *parent,
                     uint64_t object, uint64_t meta);

/*@ requires run: \valid(run) && \separated(run, memory + (0 .. SLOTS - 1), &kernel);
    requires untyped: PLACED(run->untyped) && !EMPTY(*run->untyped);
    requires size: SIZED(run->size_bits);
    requires slots: RUN_OF_SLOTS(run->next, run->count, run->untyped);
    requires empty: \forall integer j; ref(run->next) <= j < ref(run->next) + run->count ==>
        EMPTY(memory[j]);
    requires batch: 0 < batch <= run->count;
    requires bytes: bytes == batch * SIZE(run->size_bits);
    requires object: object == AT(run);
    requires inside: AT(run) + bytes <= PHYSICAL;
    requires meta: TYPE(run->meta) != KOZO_OBJECT_NULL && BITS(run->meta) == run->size_bits &&
        STAMP(run->meta) != 0 && STAMP(run->meta) + run->count <= 0xffffffff;
    assigns run->offset, run->next, run->meta, run->count, run->untyped->aux,
            run->untyped->space, run->untyped->level, run->untyped->first, run->untyped->last,
            memory[run->untyped->first].prev,
            memory[ref(run->next) .. ref(run->next) + batch - 1];
    ensures together_count: run->count == \old(run->count) - batch;
    ensures together_next: run->next == &memory[\old(ref(run->next)) + batch];
    ensures together_meta: run->meta == \old(run->meta) + batch * 0x100000000;
    ensures together_offset: run->offset == \old(run->offset) + bytes;
    ensures watermark: run->untyped->aux == run->offset;
    ensures note: run->untyped->space == 0 && run->untyped->level == 0;
    ensures made: MADE(\old(ref(run->next)), batch, object, \old(run->meta), run->size_bits);
    ensures first: run->untyped->first == \old(ref(run->next)) + batch - 1;
    ensures meta: TYPE(run->meta) == \old(TYPE(run->meta)) && BITS(run->meta) == run->size_bits;
    ensures stamp: STAMP(run->meta) == \old(STAMP(run->meta)) + batch; */
static inline void retype_advance(struct retype *run, uint32_t batch, uint64_t object,
                                  uint64_t bytes);

#define MADE_NOW (\old(run->count) - run->count)

/*@ requires run: \valid(run) && \separated(run, memory + (0 .. SLOTS - 1), &kernel);
    requires untyped: PLACED(run->untyped) && UNTYPED(run->untyped) && NOTED(run->untyped) &&
        !EMPTY(*run->untyped);
    requires some: run->count != 0;
    requires size: SIZED(run->size_bits);
    requires slots: RUN_OF_SLOTS(run->next, run->count, run->untyped);
    requires empty: \forall integer j; ref(run->next) <= j < ref(run->next) + run->count ==>
        EMPTY(memory[j]);
    requires place: aligned(run->offset, run->size_bits) && run->untyped->aux <= run->offset &&
        FITS(run->untyped, run->offset, run->count, run->size_bits);
    requires meta: TYPE(run->meta) != KOZO_OBJECT_NULL && BITS(run->meta) == run->size_bits &&
        STAMP(run->meta) != 0 && STAMP(run->meta) + run->count <= 0xffffffff;
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
    ensures some: \result ==> 1 <= MADE_NOW <= RETYPE_OBJECTS && 0 <= run->count;
    ensures together_next: \result ==> run->next == &memory[\old(ref(run->next)) + MADE_NOW];
    ensures together_meta: \result ==> run->meta == \old(run->meta) + MADE_NOW * 0x100000000;
    ensures together_offset: \result ==>
        run->offset == \old(run->offset) + MADE_NOW * SIZE(run->size_bits);
    ensures watermark: \result ==> run->untyped->aux == run->offset;
    ensures made: \result ==> MADE(\old(ref(run->next)), MADE_NOW, \old(AT(run)),
                                   \old(run->meta), run->size_bits);
    ensures rest: \forall integer j;
        \old(ref(run->next)) + MADE_NOW <= j < \old(ref(run->next) + run->count) ==>
            SAME(Pre, Post, j);
    ensures first: \result ==> run->untyped->first == \old(ref(run->next)) + MADE_NOW - 1;
    ensures fits: FITS(run->untyped, run->offset, run->count, run->size_bits);
    ensures aligned: aligned(run->offset, run->size_bits);
    ensures note: NOTED(run->untyped);
    ensures meta: \result ==> TYPE(run->meta) == \old(TYPE(run->meta)) &&
        BITS(run->meta) == run->size_bits && STAMP(run->meta) ==
        \old(STAMP(run->meta)) + MADE_NOW;
    ensures clear: \result && CLEARED(run) && HEADLESS(run->kind) ==>
        CLEAR(\old(AT(run)), AT(run));
    ensures untouched: !CLEARED(run) ==> \result && SAME_MEMORY(Pre, Post, 0, PHYSICAL); */
static inline bool retype_step(struct retype *run);

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

/*@ requires type: type != KOZO_OBJECT_NULL;
    assigns \nothing;
    ensures type: TYPE(\result) == type;
    ensures bits: BITS(\result) == size_bits;
    ensures stamp: STAMP(\result) == stamp; */
static inline uint64_t cap_meta(kozo_object_t type, kozo_rights_t rights, uint8_t size_bits,
                                uint32_t stamp);

/*@ assigns \nothing;
    ensures type: TYPE(\result) == TYPE(meta);
    ensures bits: BITS(\result) == BITS(meta);
    ensures stamp: STAMP(\result) == STAMP(meta); */
static uint64_t retype_device_meta(uint64_t meta, kozo_object_t kind);
