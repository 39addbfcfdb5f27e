/* SPDX-License-Identifier: MIT */
/* cdt_brief.h: what insertion does to the derivation tree, for proofs of those that insert; the
 * rest of the tree's contracts (cdt_contracts.h) would only be in the provers' way. */
#pragma once

#include "tree.h"
#include "../../../kernel/cap/cdt.h"

/*@ requires slot: PLACED(slot);
    requires self: self == ref(slot);
    assigns slot->first, slot->last, slot->prev, slot->next;
    ensures leaf: slot->first == 0 && slot->last == 0;
    ensures prev: self < SLOTS - 1 ==> slot->prev == self + 1;
    ensures next: slot->next == self - 1; */
static inline void cdt_link_neighbours(struct cap_slot *slot, slot_ref_t self);

/*@ requires slot: PLACED(slot);
    requires parent: PLACED(parent);
    requires apart: slot != parent;
    requires tree: tree_ranks && links_first && in_tree(ref(parent)) && !in_tree(ref(slot)) &&
        tree_top < TREE_LIMIT;
    requires alone: slot->first == 0 && slot->last == 0 && slot->prev == 0 && slot->next == 0;
    assigns memory[ref(slot)].prev, memory[ref(slot)].next, memory[ref(parent)].first,
            memory[ref(parent)].last, memory[memory[ref(parent)].first].prev,
            tree_parent[ref(slot)], tree_rank[0 .. SLOTS - 1], tree_end[0 .. SLOTS - 1], tree_top;
    ensures numbers: NUMBERS_INSERTED(Pre, Post, ref(slot), ref(parent));
    ensures first: INSERTED_FIRST(Pre, Post, ref(slot), ref(parent));
    ensures last: INSERTED_LAST(Pre, Post, ref(slot), ref(parent));
    ensures prev: INSERTED_PREV(Pre, Post, ref(slot), ref(parent));
    ensures next: INSERTED_NEXT(Pre, Post, ref(slot), ref(parent)); */
void cdt_insert(struct cap_slot *slot, struct cap_slot *parent);
