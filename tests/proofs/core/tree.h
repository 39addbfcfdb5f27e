/* SPDX-License-Identifier: MIT */
/* tree.h: what it means that the links of cap.h form a forest, for proofs.
 *
 * Ghost state says for every slot who its parent is, and numbers the forest in preorder: a slot is
 * below another exactly if its rank lies behind the other's and not behind the other's end. That
 * this is the closure of the parent relation is one of the invariants, and so are, of every link,
 * the neighbours and the order that it joins. A slot of rank 0 is in no tree. */
#pragma once

#include "slots.h"

/* More insertions since boot than a kernel can live to see. */
#define TREE_LIMIT 0x4000000000000000

/*@ ghost
    long tree_parent[SLOTS];
    long tree_rank[SLOTS];
    long tree_end[SLOTS];
    long tree_top;
*/

/*@ predicate in_tree{L}(integer i) = 0 < i < SLOTS && tree_rank[i] > 0;

    predicate below{L}(integer i, integer above) =
        tree_rank[above] < tree_rank[i] <= tree_end[above];

    predicate sibling{L}(integer i, integer other) =
        in_tree(i) && in_tree(other) &&
        tree_parent[i] == tree_parent[other] && tree_parent[i] != 0;

    predicate tree_ranks{L} = 0 <= tree_top <= TREE_LIMIT &&
        \forall integer i; 0 <= i < SLOTS ==> 0 <= tree_rank[i] <= tree_end[i] <= tree_top;
    predicate tree_outside{L} = \forall integer i; 0 <= i < SLOTS && !in_tree(i) ==>
        tree_rank[i] == 0 && tree_end[i] == 0;
    predicate tree_distinct{L} = \forall integer i, j;
        in_tree(i) && in_tree(j) && tree_rank[i] == tree_rank[j] ==> i == j;
    predicate tree_parents{L} = \forall integer i; in_tree(i) ==>
        tree_parent[i] == 0 || in_tree(tree_parent[i]);
    predicate tree_below{L} = \forall integer i, a; in_tree(i) && in_tree(a) ==>
        (below(i, a) <==>
         tree_parent[i] != 0 && (tree_parent[i] == a || below(tree_parent[i], a)));

    predicate links_first{L} = \forall integer i; in_tree(i) && memory[i].first != 0 ==>
        in_tree(memory[i].first) && tree_parent[memory[i].first] == i &&
        memory[memory[i].first].prev == i;
    predicate links_last{L} = \forall integer i; in_tree(i) && memory[i].last != 0 ==>
        in_tree(memory[i].last) && tree_parent[memory[i].last] == i &&
        memory[memory[i].last].next == i;
    predicate links_both{L} = \forall integer i; in_tree(i) ==>
        (memory[i].first == 0 <==> memory[i].last == 0);
    predicate links_bounds{L} = \forall integer i; in_tree(i) && tree_parent[i] != 0 ==>
        memory[tree_parent[i]].first != 0 &&
        tree_rank[memory[tree_parent[i]].first] <= tree_rank[i] <=
        tree_rank[memory[tree_parent[i]].last];
    predicate links_next{L} = \forall integer i; in_tree(i) && memory[i].next != 0 ==>
        in_tree(memory[i].next) &&
        (tree_parent[i] == memory[i].next && memory[memory[i].next].last == i ||
         tree_parent[memory[i].next] == tree_parent[i] && memory[memory[i].next].prev == i);
    predicate links_prev{L} = \forall integer i; in_tree(i) && memory[i].prev != 0 ==>
        in_tree(memory[i].prev) &&
        (tree_parent[i] == memory[i].prev && memory[memory[i].prev].first == i ||
         tree_parent[memory[i].prev] == tree_parent[i] && memory[memory[i].prev].next == i);
    predicate links_ends{L} = \forall integer i; in_tree(i) && tree_parent[i] != 0 ==>
        memory[i].next != 0 && memory[i].prev != 0;
    predicate order_next{L} = \forall integer i, j; sibling(i, j) && tree_rank[i] < tree_rank[j]
        ==> sibling(i, memory[i].next) &&
            tree_rank[i] < tree_rank[memory[i].next] <= tree_rank[j];
    predicate order_prev{L} = \forall integer i, j; sibling(i, j) && tree_rank[j] < tree_rank[i]
        ==> sibling(i, memory[i].prev) &&
            tree_rank[j] <= tree_rank[memory[i].prev] < tree_rank[i];

    predicate tree{L} = tree_ranks && tree_outside && tree_distinct && tree_parents && tree_below &&
        links_first && links_last && links_both && links_bounds && links_next && links_prev &&
        links_ends && order_next && order_prev;
*/

#define ENSURES_TREE                                                                               \
    ensures ranks : tree_ranks;                                                                    \
    ensures outside : tree_outside;                                                                \
    ensures distinct : tree_distinct;                                                              \
    ensures parents : tree_parents;                                                                \
    ensures below : tree_below;                                                                    \
    ensures first : links_first;                                                                   \
    ensures last : links_last;                                                                     \
    ensures both : links_both;                                                                     \
    ensures bounds : links_bounds;                                                                 \
    ensures next : links_next;                                                                     \
    ensures prev : links_prev;                                                                     \
    ensures ends : links_ends;                                                                     \
    ensures order_next : order_next;                                                               \
    ensures order_prev : order_prev;

/*@ ghost
    /@ requires is_slot(slot);
       assigns \nothing;
       ensures \result == ref(slot); @/
    slot_ref_t tree_ref(const struct cap_slot *slot);

    /@ requires is_slot(slot) && is_slot(parent) && slot != parent;
       requires tree_ranks && in_tree(ref(parent)) && !in_tree(ref(slot));
       requires room: tree_top < TREE_LIMIT;
       assigns tree_parent[ref(slot)], tree_rank[0 .. SLOTS - 1], tree_end[0 .. SLOTS - 1],
               tree_top;
       ensures parent: tree_parent[ref(slot)] == ref(parent);
       ensures rank: tree_rank[ref(slot)] == \old(tree_rank[ref(parent)]) + 1;
       ensures end: tree_end[ref(slot)] == \old(tree_rank[ref(parent)]) + 1;
       ensures ranks: \forall integer j; 0 <= j < SLOTS && j != ref(slot) ==>
           tree_rank[j] == (\old(tree_rank[j]) > \old(tree_rank[ref(parent)])
                                ? \old(tree_rank[j]) + 1 : \old(tree_rank[j]));
       ensures ends: \forall integer j; 0 <= j < SLOTS && j != ref(slot) ==>
           tree_end[j] == (\old(tree_end[j]) >= \old(tree_rank[ref(parent)])
                                ? \old(tree_end[j]) + 1 : \old(tree_end[j]));
       ensures top: tree_top == \old(tree_top) + 1; @/
    void tree_insert(const struct cap_slot *slot, const struct cap_slot *parent)
    {
        const long at = tree_rank[tree_ref(parent)];
        /@ loop invariant 0 <= j <= SLOTS;
           loop invariant \forall integer k; j <= k < SLOTS ==>
               tree_rank[k] == \at(tree_rank[k], Pre) && tree_end[k] == \at(tree_end[k], Pre);
           loop invariant \forall integer k; 0 <= k < j ==>
               tree_rank[k] == (\at(tree_rank[k], Pre) > at ? \at(tree_rank[k], Pre) + 1
                                                            : \at(tree_rank[k], Pre));
           loop invariant \forall integer k; 0 <= k < j ==>
               tree_end[k] == (\at(tree_end[k], Pre) >= at ? \at(tree_end[k], Pre) + 1
                                                           : \at(tree_end[k], Pre));
           loop assigns j, tree_rank[0 .. SLOTS - 1], tree_end[0 .. SLOTS - 1];
           loop variant SLOTS - j; @/
        for (long j = 0; j < SLOTS; j++) {
            if (tree_rank[j] > at) {
                tree_rank[j]++;
            }
            if (tree_end[j] >= at) {
                tree_end[j]++;
            }
        }
        tree_parent[tree_ref(slot)] = tree_ref(parent);
        tree_rank[tree_ref(slot)] = at + 1;
        tree_end[tree_ref(slot)] = at + 1;
        tree_top++;
    }

    /@ requires is_slot(slot);
       requires tree_ranks && in_tree(ref(slot));
       assigns tree_parent[0 .. SLOTS - 1], tree_rank[ref(slot)], tree_end[ref(slot)];
       ensures gone: tree_rank[ref(slot)] == 0 && tree_end[ref(slot)] == 0;
       ensures parents: \forall integer j; 0 <= j < SLOTS ==>
           tree_parent[j] == (\old(tree_parent[j]) == ref(slot) ? \old(tree_parent[ref(slot)])
                                                               : \old(tree_parent[j])); @/
    void tree_remove(const struct cap_slot *slot)
    {
        const long self = tree_ref(slot);
        const long above = tree_parent[self];
        /@ loop invariant 0 <= j <= SLOTS;
           loop invariant \forall integer k; j <= k < SLOTS ==>
               tree_parent[k] == \at(tree_parent[k], Pre);
           loop invariant \forall integer k; 0 <= k < j ==>
               tree_parent[k] == (\at(tree_parent[k], Pre) == self ? above
                                                                   : \at(tree_parent[k], Pre));
           loop assigns j, tree_parent[0 .. SLOTS - 1];
           loop variant SLOTS - j; @/
        for (long j = 0; j < SLOTS; j++) {
            if (tree_parent[j] == self) {
                tree_parent[j] = above;
            }
        }
        tree_rank[self] = 0;
        tree_end[self] = 0;
    }
*/
