/* SPDX-License-Identifier: MIT */
/* move.c: the proof of moves, on the kernel's own source. */
#define KOZO_PARANOID
#include "move.h"
#include "../../../kernel/cap/cap.c"
