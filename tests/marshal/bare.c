/* SPDX-License-Identifier: MIT */
/* bare.c: hand.c without a look at unused words and bits, which may then hold anything. */
#include <round.h>

#define HAND(name) bare_##name
#define IS_STRICT false
ROUND_CONTENDER(bare)

#include "hand.c"
