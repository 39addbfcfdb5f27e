/* SPDX-License-Identifier: MIT */
/* retype.c: the proof of retype, on the kernel's own source. */
#include "retype.h"
#include "../../../generated/kernel/kozo/gen/objects.c"
#include "../../../kernel/obj/untyped.c"
#include "../../../kernel/obj/aspace.c"
#include "words.h"
#include "retype_contracts.h"
