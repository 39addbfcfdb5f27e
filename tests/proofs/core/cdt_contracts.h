/* SPDX-License-Identifier: MIT */
/* cdt_contracts.h: what the operations on the derivation tree do: exactly what tree.h tells of
 * them, by whose lemmas the forest stays one. */
#pragma once

#include "tree.h"
#include "../../../kernel/cap/cdt.h"

/*@ requires is_slot(slot);
    assigns \nothing;
    ensures told: \result <==> slot->prev != 0 && memory[slot->prev].first == ref(slot); */
bool cdt_is_first(const struct cap_slot *slot);

/*@ requires is_slot(slot);
    assigns \nothing;
    ensures told: \result <==> slot->next != 0 && memory[slot->next].last == ref(slot); */
bool cdt_is_last(const struct cap_slot *slot);

/*@ requires slot: PLACED(slot);
    requires parent: PLACED(parent);
    requires apart: slot != parent;
    requires tree_ranks && links_first && in_tree(ref(parent)) && !in_tree(ref(slot)) &&
        tree_top < TREE_LIMIT;
    requires slot->first == 0 && slot->last == 0 && slot->prev == 0 && slot->next == 0;
    assigns memory[ref(slot)].prev, memory[ref(slot)].next, memory[ref(parent)].first,
            memory[ref(parent)].last, memory[memory[ref(parent)].first].prev,
            tree_parent[ref(slot)], tree_rank[0 .. SLOTS - 1], tree_end[0 .. SLOTS - 1], tree_top;
    ensures numbers: NUMBERS_INSERTED(Pre, Post, ref(slot), ref(parent));
    ensures first: INSERTED_FIRST(Pre, Post, ref(slot), ref(parent));
    ensures last: INSERTED_LAST(Pre, Post, ref(slot), ref(parent));
    ensures prev: INSERTED_PREV(Pre, Post, ref(slot), ref(parent));
    ensures next: INSERTED_NEXT(Pre, Post, ref(slot), ref(parent)); */
void cdt_insert(struct cap_slot *slot, struct cap_slot *parent);

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
    ensures first: REPLACED_FIRST(Pre, Post, ref(slot), ref(heir));
    ensures last: REPLACED_LAST(Pre, Post, ref(slot), ref(heir));
    ensures prev: REPLACED_PREV(Pre, Post, ref(slot), ref(heir));
    ensures next: REPLACED_NEXT(Pre, Post, ref(slot), ref(heir));
    ensures alone: slot->first == 0 && slot->last == 0 && slot->prev == 0 && slot->next == 0; */
void cdt_replace(struct cap_slot *slot, struct cap_slot *heir);
