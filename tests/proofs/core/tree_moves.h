/* SPDX-License-Identifier: MIT */
/* tree_moves.h: an exchange renames two slots in each invariant, and to replace a slot by one that
 * is in no tree is to exchange them. Comes last: needs the lemmas of tree_places.h. */
#pragma once

#include "tree_lemmas.h"

/*@ predicate first_at{L}(integer i) = FIRST_AT(i);
    predicate last_at{L}(integer i) = LAST_AT(i);
    predicate parent_at{L}(integer i) = in_tree(i) ==>
        tree_parent[i] == 0 || in_tree(tree_parent[i]);
    predicate below_at{L}(integer i, integer above) = in_tree(i) && in_tree(above) ==>
        parent_at(i) &&
        (below(i, above) <==>
             tree_parent[i] != 0 && (tree_parent[i] == above || below(tree_parent[i], above)));
    predicate exchanged_at{L1, L2}(integer a, integer b, integer i) = in_tree{L2}(i) ==>
        \at(memory[i].first, L2) == swap(a, b, \at(memory[swap(a, b, i)].first, L1)) &&
        \at(memory[i].last, L2) == swap(a, b, \at(memory[swap(a, b, i)].last, L1)) &&
        \at(memory[i].prev, L2) == swap(a, b, \at(memory[swap(a, b, i)].prev, L1)) &&
        \at(memory[i].next, L2) == swap(a, b, \at(memory[swap(a, b, i)].next, L1));
*/

#define RENAMES(links, at)                                                                         \
    lemma exchange_##at{L1, L2}: \forall integer a, b, i;                                          \
        at{L1}(swap(a, b, i)) && exchanged{L1, L2}(a, b) ==> at{L2}(i);                            \
    lemma exchange_##at##_near{L1, L2}: \forall integer a, b, i;                                   \
        links{L1} && exchanged{L1, L2}(a, b) ==> at{L1}(swap(a, b, i)) && at{L2}(i);               \
    lemma exchange_##links{L1, L2}: \forall integer a, b;                                          \
        links{L1} && exchanged{L1, L2}(a, b) ==> links{L2};

/*@ RENAMES(links_last, last_at)
    RENAMES(links_next, next_at)
    RENAMES(links_prev, prev_at)

    lemma exchange_step_at{L1, L2}: \forall integer a, b, i;
        step_at{L1}(swap(a, b, i)) && next_at{L1}(swap(a, b, i)) && exchanged{L1, L2}(a, b) ==>
            step_at{L2}(i);
    lemma exchange_step_near{L1, L2}: \forall integer a, b, i;
        links_next{L1} && order_step{L1} && exchanged{L1, L2}(a, b) ==>
            step_at{L1}(swap(a, b, i)) && next_at{L1}(swap(a, b, i)) && step_at{L2}(i);
    lemma exchange_order_step{L1, L2}: \forall integer a, b;
        links_next{L1} && order_step{L1} && exchanged{L1, L2}(a, b) ==> order_step{L2};

    lemma exchange_bounds_at{L1, L2}: \forall integer a, b, i, j;
        bounds_at{L1}(swap(a, b, i), swap(a, b, j)) && first_at{L1}(swap(a, b, j)) &&
        last_at{L1}(swap(a, b, j)) && exchanged{L1, L2}(a, b) ==> bounds_at{L2}(i, j);
    lemma exchange_bounds_near{L1, L2}: \forall integer a, b, i, j;
        links_first{L1} && links_last{L1} && links_bounds{L1} && exchanged{L1, L2}(a, b) ==>
            bounds_at{L1}(swap(a, b, i), swap(a, b, j)) && first_at{L1}(swap(a, b, j)) &&
            last_at{L1}(swap(a, b, j)) && bounds_at{L2}(i, j);
    lemma exchange_bounds{L1, L2}: \forall integer a, b, i, j;
        links_first{L1} && links_last{L1} && links_bounds{L1} && exchanged{L1, L2}(a, b) &&
        in_tree{L2}(i) && in_tree{L2}(j) ==> bounds_at{L2}(i, j);
    lemma exchange_links_bounds{L1, L2}: \forall integer a, b;
        links_first{L1} && links_last{L1} && links_bounds{L1} && exchanged{L1, L2}(a, b) ==>
            links_bounds{L2};

    lemma exchange_order_at{L1, L2}: \forall integer a, b, i, j;
        order_at{L1}(swap(a, b, i), swap(a, b, j)) && next_at{L1}(swap(a, b, i)) &&
        parent_at{L1}(swap(a, b, i)) && exchanged{L1, L2}(a, b) ==> order_at{L2}(i, j);
    lemma exchange_order_near{L1, L2}: \forall integer a, b, i, j;
        tree_parents{L1} && links_next{L1} && order_next{L1} && exchanged{L1, L2}(a, b) ==>
            order_at{L1}(swap(a, b, i), swap(a, b, j)) && next_at{L1}(swap(a, b, i)) &&
            parent_at{L1}(swap(a, b, i)) && order_at{L2}(i, j);
    lemma exchange_order{L1, L2}: \forall integer a, b, i, j;
        tree_parents{L1} && links_next{L1} && order_next{L1} && exchanged{L1, L2}(a, b) &&
        in_tree{L2}(i) && in_tree{L2}(j) ==> order_at{L2}(i, j);
    lemma exchange_order_next{L1, L2}: \forall integer a, b;
        tree_parents{L1} && links_next{L1} && order_next{L1} && exchanged{L1, L2}(a, b) ==>
            order_next{L2};

    lemma exchange_below_at{L1, L2}: \forall integer a, b, i, j;
        below_at{L1}(swap(a, b, i), swap(a, b, j)) && numbers_exchanged{L1, L2}(a, b) ==>
            below_at{L2}(i, j);
    lemma exchange_below_near{L1, L2}: \forall integer a, b, i, j;
        numbers{L1} && numbers_exchanged{L1, L2}(a, b) ==>
            below_at{L1}(swap(a, b, i), swap(a, b, j)) && below_at{L2}(i, j);
    lemma exchange_tree_below{L1, L2}: \forall integer a, b;
        numbers{L1} && numbers_exchanged{L1, L2}(a, b) ==> tree_below{L2};

    lemma exchange_numbers{L1, L2}: \forall integer a, b;
        numbers{L1} && numbers_exchanged{L1, L2}(a, b) ==> numbers{L2};
    lemma exchange_links{L1, L2}: \forall integer a, b;
        tree{L1} && exchanged{L1, L2}(a, b) ==> links{L2};
    lemma exchange_tree{L1, L2}: \forall integer a, b;
        tree{L1} && exchanged{L1, L2}(a, b) ==> tree{L2};
*/

/*@ lemma replace_at{L1, L2}: \forall integer s, h, i;
        place{L1}(s) && (place{L1}(i) || i == h) && !in_tree{L1}(h) &&
        replaced{L1, L2}(s, h) ==> exchanged_at{L1, L2}(s, h, i);
    lemma replace_old{L1, L2}: \forall integer s, h, i;
        in_tree{L1}(s) && !in_tree{L1}(h) && replaced{L1, L2}(s, h) && in_tree{L2}(i) ==>
            in_tree{L1}(i) || i == h;
    lemma replace_near{L1, L2}: \forall integer s, h, i;
        tree{L1} && in_tree{L1}(s) && !in_tree{L1}(h) && replaced{L1, L2}(s, h) &&
        in_tree{L2}(i) ==>
            place{L1}(s) && (place{L1}(i) || i == h) && exchanged_at{L1, L2}(s, h, i);
    lemma replace_exchanges{L1, L2}: \forall integer s, h;
        tree{L1} && in_tree{L1}(s) && !in_tree{L1}(h) && replaced{L1, L2}(s, h) ==>
            exchanged{L1, L2}(s, h);
    lemma replace_tree{L1, L2}: \forall integer s, h;
        tree{L1} && in_tree{L1}(s) && !in_tree{L1}(h) && replaced{L1, L2}(s, h) ==> tree{L2};
*/
