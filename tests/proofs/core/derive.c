/* SPDX-License-Identifier: MIT */
/* derive.c: the proof of copy, mint, bind and install, on the kernel's own source. */
#define KOZO_PARANOID
#include "derive.h"
#include "../../../kernel/cap/cap.c"
