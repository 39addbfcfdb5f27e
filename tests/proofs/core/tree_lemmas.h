/* SPDX-License-Identifier: MIT */
/* tree_lemmas.h: each operation on the tree, as tree.h tells it, keeps each invariant. */
#pragma once

#include "tree.h"

#define KEEPS_LINKS(invariant)                                                                     \
    lemma insert_##invariant{L1, L2}: \forall integer s, p;                                        \
        shape{L1} && inserted{L1, L2}(s, p) ==> invariant{L2};                                     \
    lemma remove_##invariant{L1, L2}: \forall integer s;                                           \
        shape{L1} && apart{L1} && enclosed{L1} && removed{L1, L2}(s) ==> invariant{L2};                                         \
    lemma exchange_##invariant{L1, L2}: \forall integer a, b;                                      \
        shape{L1} && exchanged{L1, L2}(a, b) ==> invariant{L2};

/*@ lemma swap_twice: \forall integer a, b, i; swap(a, b, swap(a, b, i)) == i;

    lemma exchange_siblings{L1, L2}: \forall integer a, b, i, j;
        numbers_exchanged{L1, L2}(a, b) ==>
            (sibling{L2}(i, j) <==> sibling{L1}(swap(a, b, i), swap(a, b, j)));

    KEEPS_LINKS(links_first)
    KEEPS_LINKS(links_last)
    KEEPS_LINKS(links_both)
    KEEPS_LINKS(links_bounds)
    KEEPS_LINKS(links_next)
    KEEPS_LINKS(links_prev)
    KEEPS_LINKS(links_ends)
    KEEPS_LINKS(order_step)
    KEEPS_LINKS(order_next)
*/

/*@ lemma insert_under{L1, L2}: \forall integer s, p, i, a;
        numbers{L1} && numbers_inserted{L1, L2}(s, p) && in_tree{L1}(i) && in_tree{L1}(a) ==>
            (below{L2}(i, a) <==> below{L1}(i, a));
    lemma insert_above{L1, L2}: \forall integer s, p, a;
        numbers{L1} && numbers_inserted{L1, L2}(s, p) && in_tree{L1}(a) ==>
            (below{L2}(s, a) <==> p == a || below{L1}(p, a));
    lemma insert_leaf{L1, L2}: \forall integer s, p, i;
        numbers{L1} && numbers_inserted{L1, L2}(s, p) && in_tree{L2}(i) ==> !below{L2}(i, s);
    lemma exchange_under{L1, L2}: \forall integer a, b, i, j;
        numbers_exchanged{L1, L2}(a, b) && in_tree{L2}(i) && in_tree{L2}(j) ==>
            (below{L2}(i, j) <==> below{L1}(swap(a, b, i), swap(a, b, j)));
*/

#define KEEPS_NUMBERS(invariant)                                                                   \
    lemma insert_##invariant{L1, L2}: \forall integer s, p;                                        \
        numbers{L1} && numbers_inserted{L1, L2}(s, p) ==> invariant{L2};                           \
    lemma remove_##invariant{L1, L2}: \forall integer s;                                           \
        numbers{L1} && numbers_removed{L1, L2}(s) ==> invariant{L2};                               \
    lemma exchange_##invariant{L1, L2}: \forall integer a, b;                                      \
        numbers{L1} && numbers_exchanged{L1, L2}(a, b) ==> invariant{L2};

/*@ lemma numbers_rise{L}: numbers{L} ==> rising{L} && enclosed{L};
    lemma numbers_apart{L}: numbers{L} ==> apart{L};
    KEEPS_NUMBERS(tree_ranks)
    KEEPS_NUMBERS(tree_outside)
    KEEPS_NUMBERS(tree_distinct)
    KEEPS_NUMBERS(tree_parents)
    KEEPS_NUMBERS(tree_below)
*/
