/* SPDX-License-Identifier: MIT */
/* install_run.h: what retype does to the slots of the capabilities that it makes, for proofs. */
#pragma once

#include "caps.h"
#include "words.h"

/*@ requires stamps: kernel.next_stamp != 0;
    requires some: 0 < count <= 0xffff;
    assigns kernel.next_stamp;
    ensures stamps: \result != 0 && \result + count <= 0xffffffff;
    ensures next: kernel.next_stamp == \result + count; */
uint32_t cap_take_stamps(uint32_t count);

#define VALUE_IS(slot, o, m, b, a)                                                                 \
    (slot->object == (o) && slot->meta == (m) && slot->badge == (b) && slot->aux == (a) &&         \
     slot->space == 0 && slot->level == 0)

/*@ requires held: LOCK_HELD;
    requires slot: PLACED(slot);
    requires empty: EMPTY(slot);
    requires type: TYPE(meta) != KOZO_OBJECT_NULL;
    requires stamp: STAMP(meta) != 0;
    assigns slot->object, slot->meta, slot->badge, slot->aux, slot->space, slot->level;
    ensures value: VALUE_IS(slot, object, meta, badge, aux); */
static inline void cap_fill_value(struct cap_slot *slot, uint64_t object, uint64_t meta,
                                  uint64_t badge, uint64_t aux);

/*@ requires held: LOCK_HELD;
    requires slot: 0 < self < SLOTS - 1 && slot == &memory[self];
    requires empty: EMPTY(slot);
    requires type: TYPE(meta) != KOZO_OBJECT_NULL;
    requires stamp: STAMP(meta) != 0;
    assigns memory[self];
    ensures value: VALUE_IS(slot, object, meta, 0, 0);
    ensures leaf: slot->first == 0 && slot->last == 0;
    ensures prev: slot->prev == self + 1;
    ensures next: slot->next == self - 1; */
static inline void cap_fill_sibling(struct cap_slot *slot, slot_ref_t self, uint64_t object,
                                    uint64_t meta);

/*@ requires stamps: STAMP(meta) + stamps <= 0xffffffff;
    requires few: stamps <= 0xffff;
    assigns \nothing;
    ensures meta: \result == meta + stamps * 0x100000000;
    ensures type: TYPE(\result) == TYPE(meta);
    ensures size: SIZE_BITS(\result) == SIZE_BITS(meta);
    ensures stamp: STAMP(\result) == STAMP(meta) + stamps; */
static inline uint64_t cap_meta_later(uint64_t meta, uint32_t stamps);

/*@ requires held: LOCK_HELD;
    requires run: 0 < self && self + count < SLOTS && slots == &memory[self];
    requires empty: EMPTY_RUN(self, count);
    requires type: TYPE(meta) != KOZO_OBJECT_NULL;
    requires inside: INSIDE(object, size, count);
    requires stamps: STAMP(meta) != 0 && STAMP(meta) + count <= 0xffffffff;
    assigns memory[self .. self + count - 1];
    ensures made_object: MADE_OBJECTS(self, count, object, size);
    ensures made_meta: MADE_METAS(self, count, meta);
    ensures made_plain: MADE_PLAIN(self, count);
    ensures linked_leaf: LEAVES(self, count);
    ensures linked_prev: LINKED_PREV(self, count);
    ensures linked_next: LINKED_NEXT(self, count); */
static inline void cap_fill_run(struct cap_slot *slots, slot_ref_t self, uint32_t count,
                                uint64_t object, uint64_t size, uint64_t meta);

/*@ requires size: SIZED(SIZE_BITS(meta));
    assigns \nothing;
    ensures told: \result == SIZE(SIZE_BITS(meta)); */
static inline uint64_t cap_size_of(uint64_t meta);

/* A part of what cdt_contracts.h says, and unit tree_code proves: the equation of tree_top would
 * take the place of the slots' numbers in all that is said of them. */
/*@ requires run: 0 < lowest <= highest < SLOTS;
    requires parent: PLACED(parent);
    requires apart: !(lowest <= ref(parent) <= highest);
    requires ranks: tree_ranks;
    requires links: links_first;
    requires tree: in_tree(ref(parent));
    requires outside: \forall integer i; lowest <= i <= highest ==> !in_tree(i);
    requires room: tree_top + (highest - lowest + 1) <= TREE_LIMIT;
    requires leaves: \forall integer i; lowest <= i <= highest ==>
        memory[i].first == 0 && memory[i].last == 0;
    requires linked_prev: \forall integer i; lowest <= i < highest ==> memory[i].prev == i + 1;
    requires linked_next: \forall integer i; lowest < i <= highest ==> memory[i].next == i - 1;
    assigns memory[highest].prev, memory[lowest].next, memory[ref(parent)].first,
            memory[ref(parent)].last, memory[memory[ref(parent)].first].prev,
            tree_parent[lowest .. highest], tree_rank[0 .. SLOTS - 1], tree_end[0 .. SLOTS - 1],
            tree_top;
    ensures parents: \forall integer i; lowest <= i <= highest ==> tree_parent[i] == ref(parent);
    ensures first_parent: parent->first == highest; */
void cdt_insert_run(slot_ref_t lowest, slot_ref_t highest, struct cap_slot *parent);

/*@ requires held: LOCK_HELD;
    requires parent: PLACED(parent);
    requires alive: !EMPTY(parent) && !ZOMBIE(parent->meta);
    requires some: 0 < count <= 0xffff;
    requires run: 0 < ref(slots) && ref(slots) + count < SLOTS && slots == &memory[ref(slots)];
    requires apart: !(ref(slots) <= ref(parent) < ref(slots) + count);
    requires empty: EMPTY_RUN(ref(slots), count);
    requires tree: tree_ranks && links_first && in_tree(ref(parent));
    requires outside: \forall integer i; ref(slots) <= i < ref(slots) + count ==> !in_tree(i);
    requires room: tree_top + count <= TREE_LIMIT;
    requires type: TYPE(meta) != KOZO_OBJECT_NULL && SIZED(SIZE_BITS(meta));
    requires inside: INSIDE(object, SIZE(SIZE_BITS(meta)), count);
    requires stamps: STAMP(meta) != 0 && STAMP(meta) + count <= 0xffffffff;
    assigns memory[ref(slots) .. ref(slots) + count - 1], parent->first, parent->last,
            memory[parent->first].prev, tree_parent[ref(slots) .. ref(slots) + count - 1],
            tree_rank[0 .. SLOTS - 1], tree_end[0 .. SLOTS - 1], tree_top;
    ensures made_object: MADE_OBJECTS(ref(slots), count, object, SIZE(SIZE_BITS(meta)));
    ensures made_meta: MADE_METAS(ref(slots), count, meta);
    ensures made_plain: MADE_PLAIN(ref(slots), count);
    ensures first: parent->first == ref(slots) + count - 1;
    ensures parents: \forall integer i; ref(slots) <= i < ref(slots) + count ==>
        tree_parent[i] == ref(parent); */
void cap_install_run(struct cap_slot *slots, uint32_t count, struct cap_slot *parent,
                     uint64_t object, uint64_t meta);
