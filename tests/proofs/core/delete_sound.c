/* SPDX-License-Identifier: MIT */
/* delete_sound.c: the proof of what deletion does to counts, on the kernel's own source. */
#define KOZO_PARANOID
#include "delete_sound.h"
#include "../../../kernel/cap/cap.c"
