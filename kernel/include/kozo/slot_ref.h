/* SPDX-License-Identifier: MIT */
/* slot_ref.h: where slots and headers lie in memory. Nothing else computes their addresses: the
 * proofs have another version of this header, in which all slots form one array. */
#pragma once

#include <arch/memory.h>
#include <kozo/types.h>

struct cap_slot;
struct object;

static inline struct cap_slot *slot_at(slot_ref_t ref)
{
    return phys_to_ptr(paddr((uint64_t)ref << KOZO_SLOT_BITS));
}

static inline slot_ref_t slot_ref(const struct cap_slot *slot)
{
    return (slot_ref_t)(ptr_to_phys(slot).raw >> KOZO_SLOT_BITS);
}

/* As slot_at() and slot_ref(), for the header of an object. */
static inline struct object *object_at(slot_ref_t ref)
{
    return phys_to_ptr(paddr((uint64_t)ref << KOZO_SLOT_BITS));
}

static inline slot_ref_t object_ref(const struct object *object)
{
    return (slot_ref_t)(ptr_to_phys(object).raw >> KOZO_SLOT_BITS);
}
