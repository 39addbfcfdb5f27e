//% include "banner.h"
/* contracts.h: what operations do to the abstract state, as contracts of their handlers in ACSL.
 *
 * <effects.h> defines the vocabulary of idl/kernel/effects.yaml for the kernel's memory:
 * effect_NAME(L1, L2, ...) for each change between the states L1 and L2, effect_nothing(L1, L2), and
 * logic_NAME() for each field of a slot and each question. They may be macros, through which provers
 * see. A prototype elsewhere may add what a proof requires besides. */
#pragma once

#include <effects.h>
#include <kozo/gen/handlers.h>
#include <kozo/outcome.h>
//% for row in operations
//% include "tests/contract.h"
//% endfor
