/* SPDX-License-Identifier: MIT */
/* retype_sizes.c: the proof of what retype reckons with sizes, on the kernel's own source. Apart
 * from retype.c, as provers find it only if they have fewer axioms at hand. */
#include "retype.h"
#include "shifts.h"
#include "../../../kernel/obj/untyped.c"
#include "retype_sizes.h"
