/* SPDX-License-Identifier: MIT */
/* cdt.c: contracts of the derivation tree, on the kernel's own source. */
#include "tree.h"
#include "../../../kernel/cap/cdt.h"

/*@ requires is_slot(slot) && is_slot(parent) && slot != parent;
    requires tree && in_tree(ref(parent)) && !in_tree(ref(slot)) && tree_top < TREE_LIMIT;
    requires slot->first == 0 && slot->last == 0 && slot->prev == 0 && slot->next == 0;
    assigns memory[ref(slot)].prev, memory[ref(slot)].next, memory[ref(parent)].first,
            memory[ref(parent)].last, memory[memory[ref(parent)].first].prev,
            tree_parent[ref(slot)], tree_rank[0 .. SLOTS - 1], tree_end[0 .. SLOTS - 1], tree_top;
    ENSURES_TREE
    ensures parent: in_tree(ref(slot)) && tree_parent[ref(slot)] == ref(parent);
    ensures youngest: parent->first == ref(slot);
    ensures others: \forall integer j; j != ref(slot) ==> (in_tree(j) <==> \old(in_tree(j)));
    ensures leaf: \forall integer j; in_tree(j) ==> !below(j, ref(slot));
    ensures under: \forall integer i, a; in_tree(i) && in_tree(a) && i != ref(slot) && a != ref(slot)
        ==> (below(i, a) <==> \old(below(i, a)));
*/
void cdt_insert(struct cap_slot *slot, struct cap_slot *parent);

#include "../../../kernel/cap/cdt.c"
