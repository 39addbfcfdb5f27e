/* SPDX-License-Identifier: MIT */
/* tree_still.h: a forest stays one while links and numbers stay. */
#pragma once

#include "tree.h"

#define SAME_LINKS(L1, L2, i)                                                                      \
    (\at(memory[i].first, L2) == \at(memory[i].first, L1) &&                                       \
        \at(memory[i].last, L2) == \at(memory[i].last, L1) &&                                      \
        \at(memory[i].prev, L2) == \at(memory[i].prev, L1) &&                                      \
        \at(memory[i].next, L2) == \at(memory[i].next, L1))

/*@ predicate same_links{L1, L2} = \forall integer i; SAME_LINKS(L1, L2, i);
    predicate same_numbers{L1, L2} = \at(tree_top, L2) == \at(tree_top, L1) &&
        \forall integer i; \at(tree_parent[i], L2) == \at(tree_parent[i], L1) &&
            \at(tree_rank[i], L2) == \at(tree_rank[i], L1) &&
            \at(tree_end[i], L2) == \at(tree_end[i], L1);

    lemma links_still{L1, L2, L3}:
        same_links{L1, L2} && same_links{L2, L3} ==> same_links{L1, L3};
    lemma tree_still{L1, L2}:
        tree{L1} && same_links{L1, L2} && same_numbers{L1, L2} ==> tree{L2};
*/
