/* SPDX-License-Identifier: MIT */
/* cdt.c: the proof of the derivation tree, on the kernel's own source. */
#define KOZO_PARANOID
#include "tree_ghost.h"
#include "cdt_contracts.h"
#include "../../../kernel/cap/cdt.c"
