//% include "banner.h"
/* state_contracts.h: what operations do to the state of objects, as contracts of their handlers in
 * ACSL.
 *
 * <attributes.h> defines for the kernel's memory logic_TYPE_NAME(object) for each attribute in
 * idl/kernel/objects.yaml, as a number, and logic_NAME() for each question. logic_TYPE(slot) is the
 * object of a capability whose handler is passed the slot, logic_NAME(slot) what that holds. They
 * may be macros, through which provers see. What a contract tells is told of the objects that the
 * operation is given. A prototype elsewhere may add what a proof requires besides, for instance
 * that nobody waits who would collect at once what has become. */
#pragma once

#include <attributes.h>
#include <kozo/gen/handlers.h>
#include <kozo/outcome.h>
//% for type in types

#define state_same_${type.name}(L1, L2, o) ( \
//% for text in type.attributes
    ${text}${ ")" if loop.last else " && \\" }
//% endfor
//% endfor
//% for row in operations
//% include "tests/contract.h"
//% endfor
