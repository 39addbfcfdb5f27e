/* SPDX-License-Identifier: MIT */
/* tree_lemmas.h: each operation on the tree, as tree.h tells it, keeps each invariant. */
#pragma once

#include "tree_places.h"

/*@ lemma insert_links_both{L1, L2}: \forall integer s, p; links_both{L1} && inserted{L1,
        L2}(s, p) ==> links_both{L2};
    lemma insert_links_ends{L1, L2}: \forall integer s, p; links_ends{L1} && links_first{L1}
        && inserted{L1, L2}(s, p) ==> links_ends{L2};
    lemma insert_links_first{L1, L2}: \forall integer s, p; tree_parents{L1} &&
        links_first{L1} && inserted{L1, L2}(s, p) ==> links_first{L2};
    lemma insert_links_last{L1, L2}: \forall integer s, p; tree_parents{L1} &&
        links_last{L1} && links_both{L1} && inserted{L1, L2}(s, p) ==> links_last{L2};
    lemma remove_links_both{L1, L2}: \forall integer s; tree_parents{L1} && rising{L1} &&
        links_first{L1} && links_last{L1} && links_both{L1} && links_next{L1} &&
        links_prev{L1} && links_ends{L1} && links_bounds{L1} && removed{L1, L2}(s) ==>
        links_both{L2};
    lemma remove_links_ends{L1, L2}: \forall integer s; tree_parents{L1} && rising{L1} &&
        links_first{L1} && links_last{L1} && links_both{L1} && links_next{L1} &&
        links_prev{L1} && links_ends{L1} && removed{L1, L2}(s) ==> links_ends{L2};
    lemma remove_links_first{L1, L2}: \forall integer s; tree_parents{L1} && rising{L1} &&
        links_first{L1} && links_last{L1} && links_both{L1} && links_next{L1} &&
        links_prev{L1} && links_ends{L1} && removed{L1, L2}(s) ==> links_first{L2};
    lemma remove_links_last{L1, L2}: \forall integer s; tree_parents{L1} && rising{L1} &&
        links_first{L1} && links_last{L1} && links_both{L1} && links_next{L1} &&
        links_prev{L1} && links_ends{L1} && removed{L1, L2}(s) ==> links_last{L2};
    lemma exchange_links_both{L1, L2}: \forall integer a, b; links_both{L1} && exchanged{L1,
        L2}(a, b) ==> links_both{L2};
    lemma exchange_links_ends{L1, L2}: \forall integer a, b; links_ends{L1} && exchanged{L1,
        L2}(a, b) ==> links_ends{L2};
    lemma exchange_links_first{L1, L2}: \forall integer a, b; links_first{L1} &&
        exchanged{L1, L2}(a, b) ==> links_first{L2};
*/

/*@ lemma swap_twice: \forall integer a, b, i; swap(a, b, swap(a, b, i)) == i;

    lemma exchange_siblings{L1, L2}: \forall integer a, b, i, j;
        numbers_exchanged{L1, L2}(a, b) ==>
            (sibling{L2}(i, j) <==> sibling{L1}(swap(a, b, i), swap(a, b, j)));

    lemma insert_under{L1, L2}: \forall integer s, p, i, a;
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

/*@ KEEPS_NUMBERS(tree_ranks)
    KEEPS_NUMBERS(tree_outside)
    KEEPS_NUMBERS(tree_distinct)
    KEEPS_NUMBERS(tree_parents)
    lemma insert_tree_below{L1, L2}: \forall integer s, p;
        numbers{L1} && numbers_inserted{L1, L2}(s, p) ==> tree_below{L2};
    lemma remove_tree_below{L1, L2}: \forall integer s;
        numbers{L1} && numbers_removed{L1, L2}(s) ==> tree_below{L2};
*/

/*@ lemma insert_numbers{L1, L2}: \forall integer s, p;
        numbers{L1} && numbers_inserted{L1, L2}(s, p) ==> numbers{L2};
    lemma remove_numbers{L1, L2}: \forall integer s;
        numbers{L1} && numbers_removed{L1, L2}(s) ==> numbers{L2};
    KEEPS_LINKS(links)
*/
