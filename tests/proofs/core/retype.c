/* SPDX-License-Identifier: MIT */
/* retype.c: the proof of retype's arithmetic, on the kernel's own source. */
#include "slots.h"
#include "../../../generated/kernel/kozo/gen/objects.c"
#include "../../../kernel/obj/untyped.c"
#include "retype_contracts.h"
