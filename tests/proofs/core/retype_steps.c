/* SPDX-License-Identifier: MIT */
/* retype_steps.c: the proof of the steps of retype, on the kernel's own source. Apart from
 * retype.c, as retype_sizes.c. */
#include "retype.h"
#include "../../../generated/kernel/kozo/gen/objects.c"
#include "../../../kernel/obj/untyped.c"
#include "retype_sizes.h"
#include "retype_contracts.h"
#include "retype_steps.h"
