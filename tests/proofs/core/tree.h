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
    predicate order_step{L} = \forall integer i; in_tree(i) && tree_parent[i] != 0 &&
        tree_parent[memory[i].next] == tree_parent[i] ==> tree_rank[i] < tree_rank[memory[i].next];
    predicate order_next{L} = \forall integer i, j; sibling(i, j) && tree_rank[i] < tree_rank[j]
        ==> tree_rank[memory[i].next] <= tree_rank[j];

    predicate rising{L} = \forall integer i; in_tree(i) && tree_parent[i] != 0 ==>
        tree_rank[tree_parent[i]] < tree_rank[i];
    predicate apart{L} = \forall integer i, j; sibling(i, j) && tree_rank[i] < tree_rank[j] ==>
        tree_end[i] < tree_rank[j];
    predicate enclosed{L} = \forall integer i; in_tree(i) && tree_parent[i] != 0 ==>
        tree_rank[tree_parent[i]] < tree_rank[i] <= tree_end[tree_parent[i]];

    predicate numbers{L} =
        tree_ranks && tree_outside && tree_distinct && tree_parents && tree_below;
    predicate links{L} = links_first && links_last && links_both && links_bounds && links_next &&
        links_prev && links_ends && order_step && order_next;
    predicate tree{L} = numbers && links;
    predicate shape{L} = links && tree_distinct && tree_parents && rising;
*/

/* What an operation does to each link and each number, told slot by slot. That the invariants hold
 * afterwards follows from this alone, by the lemmas below, which tree_lemmas.h proves, so that proofs of the code need not
 * speak of the forest. */

/*@ predicate room_made{L1, L2}(integer s, integer at) =
        \at(tree_top, L2) == \at(tree_top, L1) + 1 && \at(tree_top, L2) <= TREE_LIMIT &&
        \at(tree_rank[s], L2) == at + 1 && \at(tree_end[s], L2) == at + 1 &&
        \forall integer i; 0 <= i < SLOTS && i != s ==>
            \at(tree_parent[i], L2) == \at(tree_parent[i], L1) &&
            \at(tree_rank[i], L2) ==
                \at(tree_rank[i], L1) + (\at(tree_rank[i], L1) > at ? 1 : 0) &&
            \at(tree_end[i], L2) ==
                \at(tree_end[i], L1) + (\at(tree_end[i], L1) >= at ? 1 : 0);

    predicate numbers_inserted{L1, L2}(integer s, integer p) =
        in_tree{L1}(p) && 0 < s < SLOTS && !in_tree{L1}(s) &&
        room_made{L1, L2}(s, \at(tree_rank[p], L1)) && \at(tree_parent[s], L2) == p;
    predicate inserted_first{L1, L2}(integer s, integer p) =
        \at(memory[s].first, L2) == 0 && \at(memory[p].first, L2) == s &&
        \forall integer i; 0 < i < SLOTS && i != p && i != s ==>
            \at(memory[i].first, L2) == \at(memory[i].first, L1);
    predicate inserted_last{L1, L2}(integer s, integer p) = \at(memory[s].last, L2) == 0 &&
        \forall integer i; 0 < i < SLOTS && i != s ==>
            \at(memory[i].last, L2) ==
                (i == p && \at(memory[p].first, L1) == 0 ? s : \at(memory[i].last, L1));
    predicate inserted_prev{L1, L2}(integer s, integer p) = \at(memory[s].prev, L2) == p &&
        \forall integer i; 0 < i < SLOTS && i != s ==>
            \at(memory[i].prev, L2) ==
                (i == \at(memory[p].first, L1) ? s : \at(memory[i].prev, L1));
    predicate inserted_next{L1, L2}(integer s, integer p) =
        \at(memory[s].next, L2) ==
            (\at(memory[p].first, L1) == 0 ? p : \at(memory[p].first, L1)) &&
        \forall integer i; 0 < i < SLOTS && i != s ==>
            \at(memory[i].next, L2) == \at(memory[i].next, L1);
    predicate inserted{L1, L2}(integer s, integer p) = numbers_inserted{L1, L2}(s, p) &&
        inserted_first{L1, L2}(s, p) && inserted_last{L1, L2}(s, p) &&
        inserted_prev{L1, L2}(s, p) && inserted_next{L1, L2}(s, p);

    logic boolean is_first{L}(integer s) =
        tree_parent[s] != 0 && memory[tree_parent[s]].first == s;
    logic boolean is_last{L}(integer s) =
        tree_parent[s] != 0 && memory[tree_parent[s]].last == s;
    logic boolean is_only{L}(integer s) =
        memory[s].first == 0 && is_first(s) && is_last(s);

    logic integer run_first{L}(integer s) =
        memory[s].first != 0 ? memory[s].first : is_only(s) ? 0 : memory[s].next;
    logic integer run_last{L}(integer s) =
        memory[s].last != 0 ? memory[s].last : is_only(s) ? 0 : memory[s].prev;

    predicate numbers_removed{L1, L2}(integer s) =
        in_tree{L1}(s) && \at(tree_top, L2) == \at(tree_top, L1) &&
        \at(tree_rank[s], L2) == 0 && \at(tree_end[s], L2) == 0 &&
        (\forall integer i; 0 <= i < SLOTS ==>
            \at(tree_parent[i], L2) == (\at(tree_parent[i], L1) == s ? \at(tree_parent[s], L1)
                                                                    : \at(tree_parent[i], L1))) &&
        (\forall integer i; 0 <= i < SLOTS && i != s ==>
            \at(tree_rank[i], L2) == \at(tree_rank[i], L1) &&
            \at(tree_end[i], L2) == \at(tree_end[i], L1));
    predicate removed_first{L1, L2}(integer s) =
        \forall integer i; 0 < i < SLOTS && i != s ==>
            \at(memory[i].first, L2) ==
                (is_first{L1}(s) && i == \at(tree_parent[s], L1) ? run_first{L1}(s)
                                                                 : \at(memory[i].first, L1));
    predicate removed_last{L1, L2}(integer s) =
        \forall integer i; 0 < i < SLOTS && i != s ==>
            \at(memory[i].last, L2) ==
                (is_last{L1}(s) && i == \at(tree_parent[s], L1) ? run_last{L1}(s)
                                                                : \at(memory[i].last, L1));
    predicate removed_next{L1, L2}(integer s) =
        \forall integer i; 0 < i < SLOTS && i != s ==>
            \at(memory[i].next, L2) ==
                (i == \at(memory[s].last, L1) ? \at(memory[s].next, L1)
                 : !is_first{L1}(s) && i == \at(memory[s].prev, L1) ? run_first{L1}(s)
                                                                    : \at(memory[i].next, L1));
    predicate removed_prev{L1, L2}(integer s) =
        \forall integer i; 0 < i < SLOTS && i != s ==>
            \at(memory[i].prev, L2) ==
                (i == \at(memory[s].first, L1) ? \at(memory[s].prev, L1)
                 : !is_last{L1}(s) && i == \at(memory[s].next, L1) ? run_last{L1}(s)
                                                                   : \at(memory[i].prev, L1));
    predicate removed{L1, L2}(integer s) = numbers_removed{L1, L2}(s) &&
        removed_first{L1, L2}(s) && removed_last{L1, L2}(s) &&
        removed_prev{L1, L2}(s) && removed_next{L1, L2}(s);

    logic integer swap(integer a, integer b, integer i) = i == a ? b : i == b ? a : i;

    predicate numbers_exchanged{L1, L2}(integer a, integer b) =
        0 < a < SLOTS && 0 < b < SLOTS && a != b && \at(tree_top, L2) == \at(tree_top, L1) &&
        (\forall integer i; 0 <= i < SLOTS ==>
            \at(tree_rank[i], L2) == \at(tree_rank[swap(a, b, i)], L1) &&
            \at(tree_end[i], L2) == \at(tree_end[swap(a, b, i)], L1) &&
            \at(tree_parent[i], L2) == swap(a, b, \at(tree_parent[swap(a, b, i)], L1)));
    predicate exchanged_first{L1, L2}(integer a, integer b) =
        \forall integer i; in_tree{L2}(i) ==>
            \at(memory[i].first, L2) == swap(a, b, \at(memory[swap(a, b, i)].first, L1));
    predicate exchanged_last{L1, L2}(integer a, integer b) =
        \forall integer i; in_tree{L2}(i) ==>
            \at(memory[i].last, L2) == swap(a, b, \at(memory[swap(a, b, i)].last, L1));
    predicate exchanged_prev{L1, L2}(integer a, integer b) =
        \forall integer i; in_tree{L2}(i) ==>
            \at(memory[i].prev, L2) == swap(a, b, \at(memory[swap(a, b, i)].prev, L1));
    predicate exchanged_next{L1, L2}(integer a, integer b) =
        \forall integer i; in_tree{L2}(i) ==>
            \at(memory[i].next, L2) == swap(a, b, \at(memory[swap(a, b, i)].next, L1));
    predicate exchanged{L1, L2}(integer a, integer b) = numbers_exchanged{L1, L2}(a, b) &&
        exchanged_first{L1, L2}(a, b) && exchanged_last{L1, L2}(a, b) &&
        exchanged_prev{L1, L2}(a, b) && exchanged_next{L1, L2}(a, b);
*/
