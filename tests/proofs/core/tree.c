/* SPDX-License-Identifier: MIT */
/* tree.c: the proof of the lemmas on the tree; there is no code. */
#include "tree_ghost.h"
#include "tree_lemmas.h"
#include "tree_uses.h"
#include "tree_moves.h"
