/* SPDX-License-Identifier: MIT */
/* retype_table.c: the proof of the table of types, and of who asks it, on the kernel's own source.
 * Apart from retype.c, as retype_sizes.c. */
#include "retype.h"
#include "table.h"
#include "../../../generated/kernel/kozo/gen/objects.c"
#include "../../../kernel/obj/untyped.c"
