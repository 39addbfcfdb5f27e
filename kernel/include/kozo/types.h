/* SPDX-License-Identifier: MIT */
/* types.h: scalars that must not be mixed up. */
#pragma once

#include <kozo/abi.h>
#include <kozo/compiler.h>

/* A physical address in bytes. A user's virtual address is `vaddr_t`, from the ABI. */
typedef struct {
    uint64_t raw;
} paddr_t;

/* A capability slot or an object header, named by its physical address divided by
 * SLOT_SIZE, so that links are 32 bits wide and proofs see an array. 0 names nothing. */
typedef uint32_t slot_ref_t;

#define SLOT_SIZE (UINT64_C(1) << KOZO_SLOT_BITS)
#define PAGE_SIZE (UINT64_C(1) << KOZO_PAGE_BITS)

static inline paddr_t paddr(uint64_t raw)
{
    return (paddr_t){raw};
}
