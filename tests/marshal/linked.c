/* SPDX-License-Identifier: MIT */
/* linked.c: generated.c with the skeleton as an object of its own, as it is in libkozo: the
 * compiler does not see skeleton and bodies together. */
#include "linked.h"

#include <round.h>

#define GENERATED(name) linked_##name
ROUND_CONTENDER(linked)

#include "generated.c"
