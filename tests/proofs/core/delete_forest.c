/* SPDX-License-Identifier: MIT */
/* delete_forest.c: the proof of what deletion does to the forest, on the kernel's own source. */
#define KOZO_PARANOID
#include "delete_forest.h"
#include "../../../kernel/cap/cap.c"
