/* SPDX-License-Identifier: MIT */
/* page_table.h: the format of page tables with four levels. Source: Intel SDM volume 3, section
 * 4.5, tables 4-15 to 4-20. */
#pragma once

#include <stdint.h>

#define PTE_PRESENT (UINT64_C(1) << 0)
#define PTE_WRITE (UINT64_C(1) << 1)
#define PTE_USER (UINT64_C(1) << 2)
#define PTE_WRITE_THROUGH (UINT64_C(1) << 3)
#define PTE_NO_CACHE (UINT64_C(1) << 4)
#define PTE_ACCESSED (UINT64_C(1) << 5)
#define PTE_DIRTY (UINT64_C(1) << 6)
#define PTE_LARGE (UINT64_C(1) << 7) /* above the lowest level: a page, not a table */
#define PTE_GLOBAL (UINT64_C(1) << 8)
#define PTE_NO_EXECUTE (UINT64_C(1) << 63)
#define PTE_UNCACHED (PTE_NO_CACHE | PTE_WRITE_THROUGH) /* PAT index 3, as it is after a reset */
#define PTE_ADDRESS UINT64_C(0x000ffffffffff000)

enum {
    PAGE_LEVEL_ROOT = 3, /* its tables are what arch_map_table() calls level 3 */
    PAGE_TABLE_ENTRIES = 512,
    PAGE_TABLE_BITS = 9,
};

/* log2 of what one entry at `level` spans: 4 KiB, 2 MiB, 1 GiB, 512 GiB. */
static inline unsigned page_entry_bits(unsigned level)
{
    return 12 + PAGE_TABLE_BITS * level;
}

static inline unsigned page_entry_index(uint64_t address, unsigned level)
{
    return (unsigned)(address >> page_entry_bits(level)) % PAGE_TABLE_ENTRIES;
}
