/* SPDX-License-Identifier: MIT */
/* deleted.c: the proof of what a deletion comes to, on the kernel's own source. */
#define KOZO_PARANOID
#include "deleted.h"
#include "../../../kernel/cap/cap.c"
