/* SPDX-License-Identifier: MIT */
/* revoke.c: the proof of revocation, on the kernel's own source. */
#define KOZO_PARANOID
#include "revoke.h"
#include "../../../kernel/cap/cap.c"
