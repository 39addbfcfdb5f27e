/* SPDX-License-Identifier: MIT */
/* cdt_contracts.h: what the operations on the derivation tree do: exactly what tree.h tells of
 * them, by whose lemmas the forest stays one. */
#pragma once

#include "tree_ghost.h"
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
    ensures numbers: numbers_inserted{Pre, Post}(ref(slot), ref(parent));
    ensures first: inserted_first{Pre, Post}(ref(slot), ref(parent));
    ensures last: inserted_last{Pre, Post}(ref(slot), ref(parent));
    ensures prev: inserted_prev{Pre, Post}(ref(slot), ref(parent));
    ensures next: inserted_next{Pre, Post}(ref(slot), ref(parent)); */
void cdt_insert(struct cap_slot *slot, struct cap_slot *parent);

/*@ requires slot: PLACED(slot);
    requires tree_ranks && tree_parents && rising && links_first && links_last && links_both && links_next &&
        links_prev && links_ends && in_tree(ref(slot));
    assigns memory[ref(slot)].first, memory[ref(slot)].last, memory[ref(slot)].prev,
            memory[ref(slot)].next, memory[memory[ref(slot)].prev].first,
            memory[memory[ref(slot)].prev].last, memory[memory[ref(slot)].prev].next,
            memory[memory[ref(slot)].prev].aux, memory[memory[ref(slot)].next].last,
            memory[memory[ref(slot)].next].prev, memory[memory[ref(slot)].first].prev,
            memory[memory[ref(slot)].last].next, tree_parent[0 .. SLOTS - 1],
            tree_rank[ref(slot)], tree_end[ref(slot)];
    ensures numbers: numbers_removed{Pre, Post}(ref(slot));
    ensures first: removed_first{Pre, Post}(ref(slot));
    ensures last: removed_last{Pre, Post}(ref(slot));
    ensures prev: removed_prev{Pre, Post}(ref(slot));
    ensures next: removed_next{Pre, Post}(ref(slot));
    ensures alone: slot->first == 0 && slot->last == 0 && slot->prev == 0 && slot->next == 0;
    ensures memory: \forall integer i; 0 < i < SLOTS ==> memory[i].aux ==
        (i == \old(tree_parent[ref(slot)]) && \old(is_only(ref(slot))) &&
         (memory[i].meta & 0xff) == KOZO_OBJECT_UNTYPED ? 0 : \old(memory[i].aux)); */
void cdt_remove(struct cap_slot *slot);

/*@ requires slot: PLACED(slot);
    requires heir: PLACED(heir);
    requires apart: slot != heir;
    requires tree_parents && rising && links_first && links_last && links_both && links_next &&
        links_prev && links_ends && in_tree(ref(slot)) && !in_tree(ref(heir));
    assigns memory[ref(slot)].first, memory[ref(slot)].last, memory[ref(slot)].prev,
            memory[ref(slot)].next, memory[ref(heir)].first, memory[ref(heir)].last,
            memory[ref(heir)].prev, memory[ref(heir)].next, memory[memory[ref(slot)].prev].first,
            memory[memory[ref(slot)].prev].next, memory[memory[ref(slot)].next].last,
            memory[memory[ref(slot)].next].prev, memory[memory[ref(slot)].first].prev,
            memory[memory[ref(slot)].last].next, tree_parent[0 .. SLOTS - 1],
            tree_rank[ref(slot)], tree_rank[ref(heir)], tree_end[ref(slot)], tree_end[ref(heir)];
    ensures numbers: numbers_exchanged{Pre, Post}(ref(slot), ref(heir));
    ensures first: exchanged_first{Pre, Post}(ref(slot), ref(heir));
    ensures last: exchanged_last{Pre, Post}(ref(slot), ref(heir));
    ensures prev: exchanged_prev{Pre, Post}(ref(slot), ref(heir));
    ensures next: exchanged_next{Pre, Post}(ref(slot), ref(heir));
    ensures alone: slot->first == 0 && slot->last == 0 && slot->prev == 0 && slot->next == 0; */
void cdt_replace(struct cap_slot *slot, struct cap_slot *heir);

/*@ requires one: PLACED(one);
    requires other: PLACED(other);
    requires apart: one != other;
    requires tree_parents && rising && links_first && links_last && links_both && links_next &&
        links_prev && links_ends && in_tree(ref(one)) &&
        in_tree(ref(other));
    requires one->first == 0 && other->first == 0;
    assigns memory[ref(one)].prev, memory[ref(one)].next, memory[ref(other)].prev,
            memory[ref(other)].next, memory[memory[ref(one)].prev].first,
            memory[memory[ref(one)].prev].next, memory[memory[ref(one)].next].last,
            memory[memory[ref(one)].next].prev, memory[memory[ref(other)].prev].first,
            memory[memory[ref(other)].prev].next, memory[memory[ref(other)].next].last,
            memory[memory[ref(other)].next].prev, tree_parent[0 .. SLOTS - 1],
            tree_rank[ref(one)], tree_rank[ref(other)], tree_end[ref(one)], tree_end[ref(other)];
    ensures numbers: numbers_exchanged{Pre, Post}(ref(one), ref(other));
    ensures first: exchanged_first{Pre, Post}(ref(one), ref(other));
    ensures last: exchanged_last{Pre, Post}(ref(one), ref(other));
    ensures prev: exchanged_prev{Pre, Post}(ref(one), ref(other));
    ensures next: exchanged_next{Pre, Post}(ref(one), ref(other)); */
void cdt_exchange_leaves(struct cap_slot *one, struct cap_slot *other);
