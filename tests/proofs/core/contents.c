/* SPDX-License-Identifier: MIT */
/* contents.c: the proof of what deletion does to contents, on the kernel's own source. */
#define KOZO_PARANOID
#include "contents.h"
#include "../../../kernel/cap/cap.c"
