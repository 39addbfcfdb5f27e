/* SPDX-License-Identifier: MIT */
/* lookup.c: the proof of the lookup of handles, on the kernel's own source. */
#define KOZO_PARANOID
#include "lookup.h"
#include "../../../kernel/cap/cspace.c"
