/* SPDX-License-Identifier: MIT */
/* memory.h: where the kernel finds physical memory.
 *
 *   0xffff800000000000  physmap: physical memory, PHYSMAP_SIZE at most, not executable
 *   0xffffffff80000000  the kernel's image, at its physical address plus KERNEL_OFFSET
 *
 * 2^32 slots of 64 bytes fill the physmap exactly: a slot_ref_t names any of them. */
#pragma once

#include <kozo/types.h>

/* An enumerator, so that debuggers know it. */
enum { PHYSMAP_BASE = UINT64_C(0xffff800000000000) };

#define PHYSMAP_SIZE (UINT64_C(1) << (32 + KOZO_SLOT_BITS))
#define KERNEL_OFFSET UINT64_C(0xffffffff80000000)

static inline void *phys_to_ptr(paddr_t address)
{
    return (void *)(PHYSMAP_BASE + address.raw);
}

/* `pointer` came from phys_to_ptr(); the kernel's own variables are not in the physmap. */
static inline paddr_t ptr_to_phys(const void *pointer)
{
    return paddr((uint64_t)pointer - PHYSMAP_BASE);
}
