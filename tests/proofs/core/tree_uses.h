/* SPDX-License-Identifier: MIT */
/* tree_uses.h: what the invariants of the tree tell those who walk on it. */
#pragma once

#include "tree.h"

/*@ lemma childless{L}: \forall integer s, i;
        tree{L} && in_tree{L}(s) && memory[s].first == 0 && in_tree{L}(i) ==> !below{L}(i, s);
    lemma first_child_below{L}: \forall integer s;
        tree{L} && in_tree{L}(s) && memory[s].first != 0 ==>
            in_tree{L}(memory[s].first) && tree_parent[memory[s].first] == s &&
            below{L}(memory[s].first, s);
*/

/*@ lemma insert_tree{L1, L2}: \forall integer s, p;
        tree{L1} && inserted{L1, L2}(s, p) ==> tree{L2};
    lemma remove_tree{L1, L2}: \forall integer s;
        tree{L1} && removed{L1, L2}(s) ==> tree{L2};
*/

/*@ lemma placed{L}: \forall integer s; tree{L} && in_tree{L}(s) ==> IN_PLACE(L, s); */
