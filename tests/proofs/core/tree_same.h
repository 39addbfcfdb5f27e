/* SPDX-License-Identifier: MIT */
/* tree_same.h: what is told of the tree stays true of states with the same links and numbers. */
#pragma once

#include "tree_still.h"

/*@ lemma removed_behind{L1, L2, L3}: \forall integer s;
        same_links{L1, L2} && same_numbers{L1, L2} && removed{L2, L3}(s) ==> removed{L1, L3}(s);
    lemma removed_told{L1, L2}: \forall integer s;
        numbers_removed{L1, L2}(s) && REMOVED_FIRST_OF_PARENT(L1, L2, s) &&
        REMOVED_FIRST_OF_OTHERS(L1, L2, s) && REMOVED_LAST(L1, L2, s) && REMOVED_PREV(L1, L2, s) &&
        REMOVED_NEXT_OF_LAST(L1, L2, s) && REMOVED_NEXT_OF_PREV(L1, L2, s) &&
        REMOVED_NEXT_OF_OTHERS(L1, L2, s) ==> removed{L1, L2}(s);
*/

/*@ lemma removed_before{L1, L2, L3}: \forall integer s;
        removed{L1, L2}(s) && same_links{L2, L3} && same_numbers{L2, L3} ==> removed{L1, L3}(s);
*/
