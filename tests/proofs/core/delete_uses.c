/* SPDX-License-Identifier: MIT */
/* delete_uses.c: what a sound forest tells those who delete; there is no code. */
#include "ends.h"

/*@ lemma counted{L}: \forall integer s;
        tree{L} && sound{L} && in_tree{L}(s) ==> COUNTED((&memory[s])); */
