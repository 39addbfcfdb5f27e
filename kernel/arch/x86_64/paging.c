/* SPDX-License-Identifier: MIT */
/* paging.c: the page tables of address spaces. Plain C on memory; what the CPU caches of them is in
 * arch/tlb.h.
 *
 * Levels count from the bottom: an entry at level 0 maps 4 KiB, at level 1 2 MiB or a table of
 * level 1, and so on; the root's entries are at level 3 and hold tables of level 3.
 *
 * Invariants: INV-PAGING-1 the user's half holds user entries, none both writable and executable;
 *   INV-PAGING-2 a table is empty when it is entered: whatever it held before, at another place,
 *   cannot come back with it. */
#include <kozo/arch.h>

#include <arch/memory.h>
#include <arch/tlb.h>
#include <kozo/assert.h>
#include <kozo/string.h>

#include "page_table.h"

/* Of a table: the pages below decide. */
#define TABLE_FLAGS (PTE_PRESENT | PTE_WRITE | PTE_USER | PTE_ACCESSED)
#define LARGE_LEVEL 1

static uint64_t *paging_entry(paddr_t table, vaddr_t at, unsigned level)
{
    uint64_t *entries = phys_to_ptr(table);

    return &entries[page_entry_index(at.raw, level)];
}

static bool paging_is_table(uint64_t entry)
{
    return (entry & PTE_PRESENT) && !(entry & PTE_LARGE);
}

struct paging_place {
    uint64_t *entry;
    unsigned level;
};

/* Walk down to the entry for `at` at `level`, or stop above it at the first entry that holds no
 * table; the level tells which. */
static struct paging_place paging_walk(paddr_t root, vaddr_t at, unsigned level)
{
    struct paging_place place = {paging_entry(root, at, PAGE_LEVEL_ROOT), PAGE_LEVEL_ROOT};

    kensure(at.raw < KOZO_USER_TOP);
    while (place.level > level && paging_is_table(*place.entry)) {
        place.level--;
        place.entry = paging_entry(paddr(*place.entry & PTE_ADDRESS), at, place.level);
    }
    return place;
}

static unsigned paging_level_of_size(uint8_t size_bits)
{
    kassert(size_bits == KOZO_PAGE_BITS || size_bits == KOZO_LARGE_PAGE_BITS);
    return size_bits == KOZO_LARGE_PAGE_BITS ? LARGE_LEVEL : 0;
}

void arch_root_init(paddr_t root)
{
    const uint64_t *kernel_entries = phys_to_ptr(arch_kernel_root());
    uint64_t *entries = phys_to_ptr(root);
    const unsigned half = PAGE_TABLE_ENTRIES / 2;

    memcpy(&entries[half], &kernel_entries[half], half * sizeof(*entries));
}

void arch_root_retire(paddr_t root)
{
    tlb_leave_space(root, arch_kernel_root());
}

kozo_err_t arch_map_frame(paddr_t root, vaddr_t at, paddr_t frame, uint8_t size_bits,
                          kozo_map_flags_t flags)
{
    const unsigned wanted = paging_level_of_size(size_bits);
    const struct paging_place place = paging_walk(root, at, wanted);
    uint64_t value = frame.raw | PTE_PRESENT | PTE_USER | PTE_ACCESSED;

    kassert((at.raw | frame.raw) % (UINT64_C(1) << size_bits) == 0);
    if (*place.entry & PTE_PRESENT) {
        return KOZO_ERR_ALREADY_MAPPED;
    }
    if (place.level != wanted) {
        return KOZO_ERR_NO_TABLE;
    }
    kensure(!(flags & KOZO_MAP_FLAGS_WRITE) || !(flags & KOZO_MAP_FLAGS_EXECUTE));
    if (flags & KOZO_MAP_FLAGS_WRITE) {
        value |= PTE_WRITE | PTE_DIRTY;
    }
    if (!(flags & KOZO_MAP_FLAGS_EXECUTE)) {
        value |= PTE_NO_EXECUTE;
    }
    if (flags & MAP_FLAGS_DEVICE) {
        value |= PTE_UNCACHED;
    }
    if (wanted == LARGE_LEVEL) {
        value |= PTE_LARGE;
    }
    /* Nothing is cached of an entry that was not present. */
    *place.entry = value;
    return KOZO_OK;
}

kozo_err_t arch_map_table(paddr_t root, vaddr_t at, paddr_t table, uint64_t *level)
{
    const struct paging_place place = paging_walk(root, at, LARGE_LEVEL);

    kassert(table.raw % PAGE_SIZE == 0);
    if (*place.entry & PTE_PRESENT) {
        return KOZO_ERR_ALREADY_MAPPED;
    }
    memset(phys_to_ptr(table), 0, PAGE_SIZE);
    *place.entry = table.raw | TABLE_FLAGS;
    *level = place.level;
    return KOZO_OK;
}

void arch_unmap_frame(paddr_t root, vaddr_t at, paddr_t frame, uint8_t size_bits)
{
    const unsigned wanted = paging_level_of_size(size_bits);
    const bool is_large = wanted == LARGE_LEVEL;
    const struct paging_place place = paging_walk(root, at, wanted);

    if (place.level == wanted && (*place.entry & PTE_PRESENT) &&
        (*place.entry & PTE_ADDRESS) == frame.raw && (!is_large || (*place.entry & PTE_LARGE))) {
        *place.entry = 0;
        tlb_drop_page(root, at);
    }
}

void arch_unmap_table(paddr_t root, vaddr_t at, paddr_t table, uint64_t level)
{
    const struct paging_place place = paging_walk(root, at, (unsigned)level);

    kassert(level >= LARGE_LEVEL && level <= PAGE_LEVEL_ROOT);
    if (place.level == level && paging_is_table(*place.entry) &&
        (*place.entry & PTE_ADDRESS) == table.raw) {
        *place.entry = 0;
        tlb_drop_space(root);
    }
}
