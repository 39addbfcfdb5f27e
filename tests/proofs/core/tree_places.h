/* SPDX-License-Identifier: MIT */
/* tree_places.h: insertion and removal keep links, bounds and order.
 *
 * A place is what the invariants say of a slot and of its neighbours, a pair what they say of two
 * slots: no quantifiers, so that provers have no more to look at. Each invariant is proved in three
 * steps: from the places concerned (`_at`); from the forest, which each place follows
 * from (`_near`, which names the places that the first step is to be used with); for all slots. */
#pragma once

#include "tree.h"

#define APART_AT(i)                                                                                \
    (memory[i].next != 0 && tree_parent[memory[i].next] == tree_parent[i] ==>                      \
        tree_end[i] < tree_rank[memory[i].next])

/*@ predicate spot{L}(integer i) = in_tree(i) ==>
        (tree_parent[i] == 0 || in_tree(tree_parent[i])) && tree_rank[i] <= tree_end[i] &&
        ENCLOSED_AT(i) && FIRST_AT(i) && LAST_AT(i) && BOTH_AT(i) && NEXT_AT(i) && PREV_AT(i) &&
        ENDS_AT(i) && APART_AT(i);
    predicate place{L}(integer i) = in_tree(i) && spot(i) && spot(tree_parent[i]) &&
        spot(memory[i].first) && spot(memory[i].last) && spot(memory[i].next) &&
        spot(memory[i].prev);
    predicate pair{L}(integer i, integer j) = in_tree(i) && in_tree(j) ==>
        (tree_rank[i] == tree_rank[j] ==> i == j) && BOUNDS_AT(i, j) && ORDER_AT(j, i);

    predicate next_at{L}(integer i) = NEXT_AT(i);
    predicate prev_at{L}(integer i) = PREV_AT(i);
    predicate step_at{L}(integer i) = STEP_AT(i);
    predicate bounds_at{L}(integer i, integer above) = BOUNDS_AT(i, above);
    predicate order_at{L}(integer i, integer j) = ORDER_AT(i, j);
*/

#define KEEPS_AT(at)                                                                               \
    lemma insert_##at{L1, L2}: \forall integer s, p, i;                                            \
        place{L1}(p) && (place{L1}(i) || i == s) && inserted{L1, L2}(s, p) ==> at{L2}(i);          \
    lemma remove_##at{L1, L2}: \forall integer s, i;                                               \
        place{L1}(s) && place{L1}(i) && removed{L1, L2}(s) ==> at{L2}(i);

/*@ KEEPS_AT(next_at)
    KEEPS_AT(prev_at)
    KEEPS_AT(step_at)
    lemma insert_bounds_at{L1, L2}: \forall integer s, p, i, a;
        place{L1}(p) && (place{L1}(a) || a == s) && (place{L1}(i) || i == s) &&
        pair{L1}(i, a) && pair{L1}(i, p) && pair{L1}(p, a) && inserted{L1, L2}(s, p) ==>
            bounds_at{L2}(i, a);
    lemma insert_order_at{L1, L2}: \forall integer s, p, i, j;
        place{L1}(p) && (place{L1}(i) || i == s) && (place{L1}(j) || j == s) &&
        pair{L1}(j, i) && pair{L1}(j, p) && pair{L1}(p, i) && inserted{L1, L2}(s, p) ==>
            order_at{L2}(i, j);
    lemma remove_bounds_at{L1, L2}: \forall integer s, i, a;
        place{L1}(s) && place{L1}(a) && in_tree{L1}(i) && pair{L1}(i, s) && pair{L1}(i, a) &&
        pair{L1}(i, \at(memory[s].prev, L1)) && removed{L1, L2}(s) ==> bounds_at{L2}(i, a);
    lemma remove_order_at{L1, L2}: \forall integer s, i, j;
        place{L1}(s) && place{L1}(i) && in_tree{L1}(j) && pair{L1}(j, s) && pair{L1}(j, i) &&
        removed{L1, L2}(s) ==> order_at{L2}(i, j);
*/

/*@ lemma numbers_rise{L}: numbers{L} ==> rising{L} && enclosed{L};
    lemma numbers_apart{L}: numbers{L} ==> apart{L};
    lemma tree_apart{L}: \forall integer i; numbers{L} && order_step{L} && links_next{L} &&
        in_tree{L}(i) ==> APART_AT(i);
    lemma tree_spot{L}: \forall integer i; tree{L} ==> spot{L}(i);
    lemma tree_place{L}: \forall integer i; tree{L} && in_tree{L}(i) ==> place{L}(i);
    lemma tree_pair{L}: \forall integer i, j; tree{L} ==> pair{L}(i, j);
*/

#define KEEPS_PLACE(at)                                                                            \
    lemma insert_##at##_near{L1, L2}: \forall integer s, p, i;                                     \
        tree{L1} && inserted{L1, L2}(s, p) && in_tree{L2}(i) ==> place{L1}(p) && at{L2}(i);        \
    lemma remove_##at##_near{L1, L2}: \forall integer s, i;                                        \
        tree{L1} && removed{L1, L2}(s) && in_tree{L2}(i) ==>                                       \
            place{L1}(s) && place{L1}(i) && at{L2}(i);
#define KEEPS_LINKS(links)                                                                         \
    lemma insert_##links{L1, L2}: \forall integer s, p;                                            \
        tree{L1} && inserted{L1, L2}(s, p) ==> links{L2};                                          \
    lemma remove_##links{L1, L2}: \forall integer s;                                               \
        tree{L1} && removed{L1, L2}(s) ==> links{L2};

/*@ lemma insert_old{L1, L2}: \forall integer s, p, i;
        inserted{L1, L2}(s, p) && in_tree{L2}(i) ==> in_tree{L1}(i) || i == s;
    lemma remove_old{L1, L2}: \forall integer s, i;
        removed{L1, L2}(s) && in_tree{L2}(i) ==> in_tree{L1}(i) && i != s;
    KEEPS_PLACE(next_at)
    KEEPS_PLACE(prev_at)
    KEEPS_PLACE(step_at)
    lemma insert_bounds_near{L1, L2}: \forall integer s, p, i, a;
        tree{L1} && inserted{L1, L2}(s, p) && in_tree{L2}(i) && in_tree{L2}(a) ==>
            pair{L1}(i, a) && pair{L1}(i, p) && pair{L1}(p, a) && place{L1}(p) &&
            bounds_at{L2}(i, a);
    lemma insert_bounds{L1, L2}: \forall integer s, p, i, a; tree{L1} && inserted{L1, L2}(s, p) &&
        in_tree{L2}(i) && in_tree{L2}(a) ==> bounds_at{L2}(i, a);
    lemma insert_order_near{L1, L2}: \forall integer s, p, i, j;
        tree{L1} && inserted{L1, L2}(s, p) && in_tree{L2}(i) && in_tree{L2}(j) ==>
            pair{L1}(j, i) && pair{L1}(j, p) && pair{L1}(p, i) && place{L1}(p) &&
            order_at{L2}(i, j);
    lemma insert_order{L1, L2}: \forall integer s, p, i, j; tree{L1} && inserted{L1, L2}(s, p) &&
        in_tree{L2}(i) && in_tree{L2}(j) ==> order_at{L2}(i, j);
    lemma remove_bounds_near{L1, L2}: \forall integer s, i, a;
        tree{L1} && removed{L1, L2}(s) && in_tree{L2}(i) && in_tree{L2}(a) ==>
            pair{L1}(i, s) && pair{L1}(i, a) && pair{L1}(i, \at(memory[s].prev, L1)) &&
            place{L1}(s) && place{L1}(a) && in_tree{L1}(i) && bounds_at{L2}(i, a);
    lemma remove_bounds{L1, L2}: \forall integer s, i, a; tree{L1} && removed{L1, L2}(s) &&
        in_tree{L2}(i) && in_tree{L2}(a) ==> bounds_at{L2}(i, a);
    lemma remove_order_near{L1, L2}: \forall integer s, i, j;
        tree{L1} && removed{L1, L2}(s) && in_tree{L2}(i) && in_tree{L2}(j) ==>
            pair{L1}(j, s) && pair{L1}(j, i) && place{L1}(s) && place{L1}(i) &&
            in_tree{L1}(j) && order_at{L2}(i, j);
    lemma remove_order{L1, L2}: \forall integer s, i, j; tree{L1} && removed{L1, L2}(s) &&
        in_tree{L2}(i) && in_tree{L2}(j) ==> order_at{L2}(i, j);

    KEEPS_LINKS(links_next)
    KEEPS_LINKS(links_prev)
    KEEPS_LINKS(links_bounds)
    KEEPS_LINKS(order_step)
    KEEPS_LINKS(order_next)
*/
