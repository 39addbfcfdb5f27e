/* SPDX-License-Identifier: MIT */
/* tree_same.c: the proof of the lemmas of tree_same.h; there is no code. */
#include "tree_same.h"
