/* SPDX-License-Identifier: MIT */
/* tree_ghost.h: how the ghost state follows the operations on the tree. */
#pragma once

#include "tree.h"

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

    /@ requires 0 < lowest <= highest < SLOTS && is_slot(parent);
       requires apart: !(lowest <= ref(parent) <= highest);
       requires tree_ranks && in_tree(ref(parent));
       requires outside: \forall integer i; lowest <= i <= highest ==> !in_tree(i);
       requires room: tree_top + (highest - lowest + 1) <= TREE_LIMIT;
       assigns tree_parent[lowest .. highest], tree_rank[0 .. SLOTS - 1], tree_end[0 .. SLOTS - 1],
               tree_top;
       ensures run: \forall integer j; lowest <= j <= highest ==>
           tree_parent[j] == ref(parent) && tree_end[j] == tree_rank[j] &&
           tree_rank[j] == \old(tree_rank[ref(parent)]) + 1 + (highest - j);
       ensures ranks: \forall integer j; 0 <= j < SLOTS && !(lowest <= j <= highest) ==>
           tree_rank[j] == (\old(tree_rank[j]) > \old(tree_rank[ref(parent)])
                                ? \old(tree_rank[j]) + (highest - lowest + 1)
                                : \old(tree_rank[j]));
       ensures ends: \forall integer j; 0 <= j < SLOTS && !(lowest <= j <= highest) ==>
           tree_end[j] == (\old(tree_end[j]) >= \old(tree_rank[ref(parent)])
                                ? \old(tree_end[j]) + (highest - lowest + 1)
                                : \old(tree_end[j]));
       ensures top: tree_top == \old(tree_top) + (highest - lowest + 1); @/
    void tree_insert_run(slot_ref_t lowest, slot_ref_t highest, const struct cap_slot *parent)
    {
        const long above = tree_ref(parent);
        const long at = tree_rank[above];
        const long count = (long)highest - (long)lowest + 1;
        /@ loop invariant 0 <= j <= SLOTS;
           loop invariant \forall integer k; j <= k < SLOTS ==>
               tree_rank[k] == \at(tree_rank[k], Pre) && tree_end[k] == \at(tree_end[k], Pre);
           loop invariant \forall integer k; 0 <= k < j ==>
               tree_rank[k] == (\at(tree_rank[k], Pre) > at ? \at(tree_rank[k], Pre) + count
                                                            : \at(tree_rank[k], Pre));
           loop invariant \forall integer k; 0 <= k < j ==>
               tree_end[k] == (\at(tree_end[k], Pre) >= at ? \at(tree_end[k], Pre) + count
                                                           : \at(tree_end[k], Pre));
           loop assigns j, tree_rank[0 .. SLOTS - 1], tree_end[0 .. SLOTS - 1];
           loop variant SLOTS - j; @/
        for (long j = 0; j < SLOTS; j++) {
            if (tree_rank[j] > at) {
                tree_rank[j] += count;
            }
            if (tree_end[j] >= at) {
                tree_end[j] += count;
            }
        }
        /@ loop invariant lowest <= j <= highest + 1;
           loop invariant \forall integer k; lowest <= k < j ==> tree_parent[k] == above &&
               tree_rank[k] == at + 1 + (highest - k) && tree_end[k] == tree_rank[k];
           loop invariant \forall integer k; 0 <= k < SLOTS && !(lowest <= k <= highest) ==>
               tree_rank[k] == \at(tree_rank[k], LoopEntry) &&
               tree_end[k] == \at(tree_end[k], LoopEntry);
           loop assigns j, tree_parent[lowest .. highest], tree_rank[lowest .. highest],
                        tree_end[lowest .. highest];
           loop variant highest + 1 - j; @/
        for (long j = (long)lowest; j <= (long)highest; j++) {
            tree_parent[j] = above;
            tree_rank[j] = at + 1 + ((long)highest - j);
            tree_end[j] = tree_rank[j];
        }
        tree_top += count;
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

    /@ requires is_slot(a) && is_slot(b) && a != b;
       assigns tree_parent[0 .. SLOTS - 1], tree_rank[ref(a)], tree_rank[ref(b)], tree_end[ref(a)],
               tree_end[ref(b)];
       ensures ranks: tree_rank[ref(a)] == \old(tree_rank[ref(b)]) &&
           tree_rank[ref(b)] == \old(tree_rank[ref(a)]);
       ensures ends: tree_end[ref(a)] == \old(tree_end[ref(b)]) &&
           tree_end[ref(b)] == \old(tree_end[ref(a)]);
       ensures parents: \forall integer j; 0 <= j < SLOTS ==>
           tree_parent[j] == swap(ref(a), ref(b), \old(tree_parent[swap(ref(a), ref(b), j)])); @/
    void tree_exchange(const struct cap_slot *a, const struct cap_slot *b)
    {
        const long one = tree_ref(a);
        const long other = tree_ref(b);
        const long parent = tree_parent[one];
        const long rank = tree_rank[one];
        const long end = tree_end[one];
        tree_parent[one] = tree_parent[other];
        tree_rank[one] = tree_rank[other];
        tree_end[one] = tree_end[other];
        tree_parent[other] = parent;
        tree_rank[other] = rank;
        tree_end[other] = end;
        /@ loop invariant 0 <= j <= SLOTS;
           loop invariant \forall integer k; j <= k < SLOTS ==>
               tree_parent[k] == \at(tree_parent[swap(ref(a), ref(b), k)], Pre);
           loop invariant \forall integer k; 0 <= k < j ==>
               tree_parent[k] == swap(one, other, \at(tree_parent[swap(ref(a), ref(b), k)], Pre));
           loop assigns j, tree_parent[0 .. SLOTS - 1];
           loop variant SLOTS - j; @/
        for (long j = 0; j < SLOTS; j++) {
            if (tree_parent[j] == one) {
                tree_parent[j] = other;
            } else if (tree_parent[j] == other) {
                tree_parent[j] = one;
            }
        }
    }
*/
