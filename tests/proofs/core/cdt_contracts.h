/* SPDX-License-Identifier: MIT */
/* cdt_contracts.h: what the operations on the derivation tree do: exactly what tree.h tells of
 * them, by whose lemmas the forest stays one. */
#pragma once

#include "cdt_brief.h"

/*@ requires is_slot(slot);
    assigns \nothing;
    ensures told: \result <==> slot->prev != 0 && memory[slot->prev].first == ref(slot); */
bool cdt_is_first(const struct cap_slot *slot);

/*@ requires is_slot(slot);
    assigns \nothing;
    ensures told: \result <==> slot->next != 0 && memory[slot->next].last == ref(slot); */
bool cdt_is_last(const struct cap_slot *slot);

/*@ requires run: 0 < lowest <= highest < SLOTS;
    requires parent: PLACED(parent);
    requires apart: !(lowest <= ref(parent) <= highest);
    requires tree_ranks && links_first && in_tree(ref(parent));
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
    ensures numbers: NUMBERS_RUN_INSERTED(Pre, Post, lowest, highest, ref(parent));
    ensures leaves: \forall integer i; lowest <= i <= highest ==>
        memory[i].first == 0 && memory[i].last == 0;
    ensures first_parent: parent->first == highest;
    ensures first_others: RUN_INSERTED_FIRST_OF_OTHERS(Pre, Post, lowest, highest, ref(parent));
    ensures last_parent: parent->last ==
        (\old(parent->first) == 0 ? lowest : \old(parent->last));
    ensures last_others: RUN_INSERTED_LAST_OF_OTHERS(Pre, Post, lowest, highest, ref(parent));
    ensures prev_run: RUN_INSERTED_PREV_OF_RUN(Pre, Post, lowest, highest, ref(parent));
    ensures prev_child: \old(parent->first) != 0 ==> memory[\old(parent->first)].prev == lowest;
    ensures prev_others: RUN_INSERTED_PREV_OF_OTHERS(Pre, Post, lowest, highest, ref(parent));
    ensures next_run: RUN_INSERTED_NEXT_OF_RUN(Pre, Post, lowest, highest, ref(parent));
    ensures next_others: RUN_INSERTED_NEXT_OF_OTHERS(Pre, Post, lowest, highest, ref(parent)); */
void cdt_insert_run(slot_ref_t lowest, slot_ref_t highest, struct cap_slot *parent);

/*@ requires ends: (place.is_first ==> place.prev != 0) && (place.is_last ==> place.next != 0);
    assigns memory[place.prev].first, memory[place.prev].next, memory[place.next].last,
            memory[place.next].prev;
    ensures first: \forall integer i; 0 < i < SLOTS ==>
        (place.is_first && i == place.prev ==> memory[i].first == first) &&
        (!(place.is_first && i == place.prev) ==> memory[i].first == \old(memory[i].first));
    ensures next: \forall integer i; 0 < i < SLOTS ==>
        (!place.is_first && i == place.prev ==> memory[i].next == first) &&
        (!(!place.is_first && i == place.prev) ==> memory[i].next == \old(memory[i].next));
    ensures last: \forall integer i; 0 < i < SLOTS ==>
        (place.is_last && i == place.next ==> memory[i].last == last) &&
        (!(place.is_last && i == place.next) ==> memory[i].last == \old(memory[i].last));
    ensures prev: \forall integer i; 0 < i < SLOTS ==>
        (!place.is_last && i == place.next ==> memory[i].prev == last) &&
        (!(!place.is_last && i == place.next) ==> memory[i].prev == \old(memory[i].prev)); */
static inline void cdt_fill_place(struct cdt_place place, slot_ref_t first, slot_ref_t last);

/*@ requires slot: PLACED(slot);
    requires place: IN_PLACE(Here, ref(slot)) && slot->first == 0;
    assigns memory[memory[ref(slot)].prev].first, memory[memory[ref(slot)].prev].last,
            memory[memory[ref(slot)].prev].next, memory[memory[ref(slot)].prev].aux,
            memory[memory[ref(slot)].next].last, memory[memory[ref(slot)].next].prev,
            memory[ref(slot)].first, memory[ref(slot)].last, memory[ref(slot)].prev,
            memory[ref(slot)].next;
    ensures first: REMOVED_FIRST(Pre, Post, ref(slot));
    ensures last: REMOVED_LAST(Pre, Post, ref(slot));
    ensures prev: REMOVED_PREV(Pre, Post, ref(slot));
    ensures next: REMOVED_NEXT(Pre, Post, ref(slot));
    ensures alone: slot->first == 0 && slot->last == 0 && slot->prev == 0 && slot->next == 0;
    ensures memory: MEMORY_RETURNED(Pre, Post, ref(slot)); */
static void cdt_remove_leaf(struct cap_slot *slot);

/*@ requires slot: PLACED(slot);
    requires place: IN_PLACE(Here, ref(slot)) && slot->first != 0;
    assigns memory[memory[ref(slot)].prev].first, memory[memory[ref(slot)].prev].next,
            memory[memory[ref(slot)].next].last, memory[memory[ref(slot)].next].prev,
            memory[memory[ref(slot)].first].prev, memory[memory[ref(slot)].last].next,
            memory[ref(slot)].first, memory[ref(slot)].last, memory[ref(slot)].prev,
            memory[ref(slot)].next;
    ensures first: REMOVED_FIRST(Pre, Post, ref(slot));
    ensures last_parent: REMOVED_LAST_OF_PARENT(Pre, Post, ref(slot));
    ensures last_others: REMOVED_LAST_OF_OTHERS(Pre, Post, ref(slot));
    ensures prev_first: REMOVED_PREV_OF_FIRST(Pre, Post, ref(slot));
    ensures prev_next: REMOVED_PREV_OF_NEXT(Pre, Post, ref(slot));
    ensures prev_others: REMOVED_PREV_OF_OTHERS(Pre, Post, ref(slot));
    ensures next: REMOVED_NEXT(Pre, Post, ref(slot));
    ensures alone: slot->first == 0 && slot->last == 0 && slot->prev == 0 && slot->next == 0; */
static void cdt_remove_parent(struct cap_slot *slot);

/*@ requires slot: PLACED(slot);
    requires place: IN_PLACE(Here, ref(slot)) && tree_ranks && in_tree(ref(slot));
    assigns memory[ref(slot)].first, memory[ref(slot)].last, memory[ref(slot)].prev,
            memory[ref(slot)].next, memory[memory[ref(slot)].prev].first,
            memory[memory[ref(slot)].prev].last, memory[memory[ref(slot)].prev].next,
            memory[memory[ref(slot)].prev].aux, memory[memory[ref(slot)].next].last,
            memory[memory[ref(slot)].next].prev, memory[memory[ref(slot)].first].prev,
            memory[memory[ref(slot)].last].next, tree_parent[0 .. SLOTS - 1],
            tree_rank[ref(slot)], tree_end[ref(slot)];
    ensures numbers: NUMBERS_REMOVED(Pre, Post, ref(slot));
    ensures first_parent: REMOVED_FIRST_OF_PARENT(Pre, Post, ref(slot));
    ensures first_others: REMOVED_FIRST_OF_OTHERS(Pre, Post, ref(slot));
    ensures last_parent: REMOVED_LAST_OF_PARENT(Pre, Post, ref(slot));
    ensures last_others: REMOVED_LAST_OF_OTHERS(Pre, Post, ref(slot));
    ensures prev_first: REMOVED_PREV_OF_FIRST(Pre, Post, ref(slot));
    ensures prev_next: REMOVED_PREV_OF_NEXT(Pre, Post, ref(slot));
    ensures prev_others: REMOVED_PREV_OF_OTHERS(Pre, Post, ref(slot));
    ensures next_last: REMOVED_NEXT_OF_LAST(Pre, Post, ref(slot));
    ensures next_prev: REMOVED_NEXT_OF_PREV(Pre, Post, ref(slot));
    ensures next_others: REMOVED_NEXT_OF_OTHERS(Pre, Post, ref(slot));
    ensures alone: slot->first == 0 && slot->last == 0 && slot->prev == 0 && slot->next == 0;
    ensures memory: MEMORY_RETURNED(Pre, Post, ref(slot)); */
void cdt_remove(struct cap_slot *slot);

/*@ requires slot: PLACED(slot);
    requires heir: PLACED(heir);
    requires apart: slot != heir;
    requires place: IN_PLACE(Here, ref(slot));
    requires elsewhere: slot->first != ref(heir) && slot->last != ref(heir);
    requires straight: slot->first != ref(slot) && slot->last != ref(slot) &&
        slot->prev != ref(slot) && slot->next != ref(slot);
    assigns memory[ref(slot)].first, memory[ref(slot)].last, memory[ref(slot)].prev,
            memory[ref(slot)].next, memory[ref(heir)].first, memory[ref(heir)].last,
            memory[ref(heir)].prev, memory[ref(heir)].next, memory[memory[ref(slot)].prev].first,
            memory[memory[ref(slot)].prev].next, memory[memory[ref(slot)].next].last,
            memory[memory[ref(slot)].next].prev, memory[memory[ref(slot)].first].prev,
            memory[memory[ref(slot)].last].next, tree_parent[0 .. SLOTS - 1],
            tree_rank[ref(slot)], tree_rank[ref(heir)], tree_end[ref(slot)], tree_end[ref(heir)];
    ensures numbers: NUMBERS_EXCHANGED(Pre, Post, ref(slot), ref(heir));
    ensures heir: heir->first == \old(slot->first) && heir->last == \old(slot->last) &&
        heir->prev == \old(slot->prev) && heir->next == \old(slot->next);
    ensures first_parent: REPLACED_FIRST_OF_PARENT(Pre, Post, ref(slot), ref(heir));
    ensures first_others: REPLACED_FIRST_OF_OTHERS(Pre, Post, ref(slot), ref(heir));
    ensures last_parent: REPLACED_LAST_OF_PARENT(Pre, Post, ref(slot), ref(heir));
    ensures last_others: REPLACED_LAST_OF_OTHERS(Pre, Post, ref(slot), ref(heir));
    ensures prev_first: REPLACED_PREV_OF_FIRST(Pre, Post, ref(slot), ref(heir));
    ensures prev_next: REPLACED_PREV_OF_NEXT(Pre, Post, ref(slot), ref(heir));
    ensures prev_others: REPLACED_PREV_OF_OTHERS(Pre, Post, ref(slot), ref(heir));
    ensures next_last: REPLACED_NEXT_OF_LAST(Pre, Post, ref(slot), ref(heir));
    ensures next_prev: REPLACED_NEXT_OF_PREV(Pre, Post, ref(slot), ref(heir));
    ensures next_others: REPLACED_NEXT_OF_OTHERS(Pre, Post, ref(slot), ref(heir));
    ensures alone: slot->first == 0 && slot->last == 0 && slot->prev == 0 && slot->next == 0; */
void cdt_replace(struct cap_slot *slot, struct cap_slot *heir);

/*@ requires first: PLACED(first);
    requires second: PLACED(second);
    requires apart: first != second;
    requires place_first: IN_PLACE(Here, ref(first)) && MUTUAL(Here, ref(first));
    requires place_second: IN_PLACE(Here, ref(second)) && MUTUAL(Here, ref(second));
    requires leaves: first->first == 0 && second->first == 0;
    requires straight: first->prev != ref(first) && first->next != ref(first) &&
        second->prev != ref(second) && second->next != ref(second);
    requires open: !(first->next == ref(second) && second->next == ref(first)) &&
        !(first->prev == ref(second) && second->prev == ref(first));
    requires neighbours: first->next == ref(second);
    assigns memory[ref(first)].prev, memory[ref(first)].next, memory[ref(second)].prev,
            memory[ref(second)].next, memory[memory[ref(first)].prev].first,
            memory[memory[ref(first)].prev].next, memory[memory[ref(first)].next].last,
            memory[memory[ref(first)].next].prev, memory[memory[ref(second)].prev].first,
            memory[memory[ref(second)].prev].next, memory[memory[ref(second)].next].last,
            memory[memory[ref(second)].next].prev;
    ensures first_prev: first->prev == swap(ref(first), ref(second), \old(second->prev));
    ensures first_next: first->next == swap(ref(first), ref(second), \old(second->next));
    ensures second_prev: second->prev == swap(ref(first), ref(second), \old(first->prev));
    ensures second_next: second->next == swap(ref(first), ref(second), \old(first->next));
    ensures leaves: first->first == 0 && second->first == 0;
    ensures last_leaves: first->last == 0 && second->last == 0;
    ensures first_parent_first: REPLACED_FIRST_OF_PARENT(Pre, Post, ref(first), ref(second));
    ensures first_parent_second: REPLACED_FIRST_OF_PARENT(Pre, Post, ref(second), ref(first));
    ensures first_others: EXCHANGED_FIRST_OF_OTHERS(Pre, Post, ref(first), ref(second));
    ensures last_parent_first: REPLACED_LAST_OF_PARENT(Pre, Post, ref(first), ref(second));
    ensures last_parent_second: REPLACED_LAST_OF_PARENT(Pre, Post, ref(second), ref(first));
    ensures last_others: EXCHANGED_LAST_OF_OTHERS(Pre, Post, ref(first), ref(second));
    ensures prev_next_first: REPLACED_PREV_OF_NEXT(Pre, Post, ref(first), ref(second));
    ensures prev_next_second: REPLACED_PREV_OF_NEXT(Pre, Post, ref(second), ref(first));
    ensures prev_others: EXCHANGED_PREV_OF_OTHERS(Pre, Post, ref(first), ref(second));
    ensures next_prev_first: REPLACED_NEXT_OF_PREV(Pre, Post, ref(first), ref(second));
    ensures next_prev_second: REPLACED_NEXT_OF_PREV(Pre, Post, ref(second), ref(first));
    ensures next_others: EXCHANGED_NEXT_OF_OTHERS(Pre, Post, ref(first), ref(second)); */
static void cdt_exchange_neighbours(struct cap_slot *first, struct cap_slot *second);

/* Two leaves that change places. */
#define TWO_LEAVES                                                                                 \
    requires one: PLACED(one);                                                                     \
    requires other: PLACED(other);                                                                 \
    requires apart: one != other;                                                                  \
    requires place_one: IN_PLACE(Here, ref(one)) && MUTUAL(Here, ref(one));                        \
    requires place_other: IN_PLACE(Here, ref(other)) && MUTUAL(Here, ref(other));                  \
    requires leaves: one->first == 0 && other->first == 0;                                         \
    requires straight: one->prev != ref(one) && one->next != ref(one) &&                           \
        other->prev != ref(other) && other->next != ref(other);                                    \
    requires open: !(one->next == ref(other) && other->next == ref(one)) &&                        \
        !(one->prev == ref(other) && other->prev == ref(one));
#define EXCHANGE_WRITES                                                                            \
    memory[ref(one)].prev, memory[ref(one)].next, memory[ref(other)].prev,                         \
    memory[ref(other)].next, memory[memory[ref(one)].prev].first,                                  \
    memory[memory[ref(one)].prev].next, memory[memory[ref(one)].next].last,                        \
    memory[memory[ref(one)].next].prev, memory[memory[ref(other)].prev].first,                     \
    memory[memory[ref(other)].prev].next, memory[memory[ref(other)].next].last,                    \
    memory[memory[ref(other)].next].prev
#define LEAVES_EXCHANGED                                                                           \
    ensures one_prev: one->prev == swap(ref(one), ref(other), \old(other->prev));                  \
    ensures one_next: one->next == swap(ref(one), ref(other), \old(other->next));                  \
    ensures other_prev: other->prev == swap(ref(one), ref(other), \old(one->prev));                \
    ensures other_next: other->next == swap(ref(one), ref(other), \old(one->next));                \
    ensures leaves: one->first == 0 && other->first == 0;                                          \
    ensures last_leaves: one->last == 0 && other->last == 0;                                       \
    ensures first_parent_one: REPLACED_FIRST_OF_PARENT(Pre, Post, ref(one), ref(other));           \
    ensures first_parent_other: REPLACED_FIRST_OF_PARENT(Pre, Post, ref(other), ref(one));         \
    ensures first_others: EXCHANGED_FIRST_OF_OTHERS(Pre, Post, ref(one), ref(other));              \
    ensures last_parent_one: REPLACED_LAST_OF_PARENT(Pre, Post, ref(one), ref(other));             \
    ensures last_parent_other: REPLACED_LAST_OF_PARENT(Pre, Post, ref(other), ref(one));           \
    ensures last_others: EXCHANGED_LAST_OF_OTHERS(Pre, Post, ref(one), ref(other));                \
    ensures prev_next_one: REPLACED_PREV_OF_NEXT(Pre, Post, ref(one), ref(other));                 \
    ensures prev_next_other: REPLACED_PREV_OF_NEXT(Pre, Post, ref(other), ref(one));               \
    ensures prev_others: EXCHANGED_PREV_OF_OTHERS(Pre, Post, ref(one), ref(other));                \
    ensures next_prev_one: REPLACED_NEXT_OF_PREV(Pre, Post, ref(one), ref(other));                 \
    ensures next_prev_other: REPLACED_NEXT_OF_PREV(Pre, Post, ref(other), ref(one));               \
    ensures next_others: EXCHANGED_NEXT_OF_OTHERS(Pre, Post, ref(one), ref(other));

/*@ TWO_LEAVES
    requires distant: one->next != ref(other) && other->next != ref(one);
    assigns EXCHANGE_WRITES;
    LEAVES_EXCHANGED */
static void cdt_exchange_distant(struct cap_slot *one, struct cap_slot *other);

/*@ TWO_LEAVES
    assigns EXCHANGE_WRITES, tree_parent[0 .. SLOTS - 1],
            tree_rank[ref(one)], tree_rank[ref(other)], tree_end[ref(one)], tree_end[ref(other)];
    ensures numbers: NUMBERS_EXCHANGED(Pre, Post, ref(one), ref(other));
    LEAVES_EXCHANGED */
void cdt_exchange_leaves(struct cap_slot *one, struct cap_slot *other);

/*@ requires slot: PLACED(slot);
    requires tree_ranks && tree_parents && rising && links_first && links_last && links_next &&
        in_tree(ref(slot));
    assigns \nothing;
    ensures child: slot->first != 0 ==> \result == &memory[slot->first];
    ensures climb: slot->first == 0 ==> \exists integer i; in_tree(i) && climbs(ref(slot), i) &&
        !IS_LAST(Here, i) &&
        (memory[i].next == 0 ? \result == \null : \result == &memory[memory[i].next]);
    ensures inside: \result == \null || PLACED(\result) && in_tree(ref(\result)); */
struct cap_slot *cdt_next(const struct cap_slot *slot);
