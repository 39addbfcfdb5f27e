/* SPDX-License-Identifier: MIT */
/* kernel_map.c: the kernel's own page tables, the upper half of every address space.
 *
 *   physmap  memory of every kind but reserved and devices: writable, not executable, in the
 *            largest pages that fit; the kernel's text and constants are read-only there too
 *   image    text: execute; constants: read; data: write; the stacks' guard pages: nothing; what
 *            only boot needs likewise, until leave.c takes it out
 *
 * Both hang in entries of the root that exist before the first address space is made, so that all
 * spaces share what is added below them. Nothing is mapped in the lower half.
 * Owns: these tables. Order: single-threaded boot. */
#include <x86/boot.h>

#include <arch/memory.h>
#include <kozo/arch.h>
#include <kozo/assert.h>
#include <x86/constants.h>
#include <x86/instructions.h>
#include <x86/machine.h>
#include <x86/screen.h>
#include <x86/stacks.h>

#include "page_table.h"

#define MAP_READ (PTE_PRESENT | PTE_ACCESSED | PTE_GLOBAL | PTE_NO_EXECUTE)
#define MAP_WRITE (MAP_READ | PTE_WRITE | PTE_DIRTY)
#define MAP_EXECUTE (MAP_READ & ~PTE_NO_EXECUTE)
#define MAP_DEVICE (MAP_WRITE | PTE_UNCACHED)

static paddr_t kernel_image_phys(const void *symbol)
{
    kassert((uint64_t)symbol >= KERNEL_OFFSET);
    return paddr((uint64_t)symbol - KERNEL_OFFSET);
}

static paddr_t kernel_map_new_table(void)
{
    const paddr_t table = x86_boot_page(BOOT_PAGE_LIMIT);

    if (table.raw == 0) {
        panic("boot_info: the memory map shows no memory below 4 GiB for page tables");
    }
    return table;
}

/* The entry for `address` at `level`, with tables made on the way, or the larger page's that covers
 * it. */
static uint64_t *kernel_map_entry(uint64_t address, unsigned level)
{
    paddr_t table = machine.kernel_root;

    for (unsigned above = PAGE_LEVEL_ROOT;; above--) {
        uint64_t *entry = (uint64_t *)phys_to_ptr(table) + page_entry_index(address, above);

        if (above == level || (*entry & PTE_LARGE)) {
            return entry;
        }
        if (!(*entry & PTE_PRESENT)) {
            *entry = kernel_map_new_table().raw | PTE_PRESENT | PTE_WRITE | PTE_ACCESSED;
        }
        table = paddr(*entry & PTE_ADDRESS);
    }
}

static unsigned kernel_map_largest_level(void)
{
    return (x86_cpuid(0x80000001, 0).edx & CPUID_EXT1_EDX_PAGE_1G) ? 2 : 1;
}

/* Map whole pages where nothing is mapped. */
static void kernel_map_range(uint64_t at, paddr_t memory, uint64_t length, uint64_t flags)
{
    const unsigned largest_level = kernel_map_largest_level();

    kensure((at | memory.raw | length) % PAGE_SIZE == 0);
    while (length != 0) {
        unsigned level = largest_level;
        uint64_t *entry;

        while ((at | memory.raw) % (UINT64_C(1) << page_entry_bits(level)) != 0 ||
               length < UINT64_C(1) << page_entry_bits(level)) {
            level--;
        }
        entry = kernel_map_entry(at, level);
        kensure(!(*entry & PTE_PRESENT));
        *entry = memory.raw | flags | (level > 0 ? PTE_LARGE : 0);
        at += UINT64_C(1) << page_entry_bits(level);
        memory.raw += UINT64_C(1) << page_entry_bits(level);
        length -= UINT64_C(1) << page_entry_bits(level);
    }
}

static void kernel_map_image_part(const uint8_t *start, const uint8_t *end, uint64_t flags)
{
    for (const uint8_t *page = start; page < end; page += PAGE_SIZE) {
        if (!x86_is_stack_guard((uint64_t)page)) {
            kernel_map_range((uint64_t)page, kernel_image_phys(page), PAGE_SIZE, flags);
        }
    }
}

static void kernel_map_memory(uint64_t base, uint64_t end, uint64_t flags)
{
    kernel_map_range(PHYSMAP_BASE + base, paddr(base), end - base, flags);
}

/* [base, end) of the physmap, with what holds text and constants read-only. */
static void kernel_map_physmap_part(uint64_t base, uint64_t end)
{
    const uint64_t constant_base = kernel_image_phys(kernel_once_start).raw;
    const uint64_t constant_end = kernel_image_phys(kernel_rodata_end).raw;

    if (end <= constant_base || base >= constant_end) {
        kernel_map_memory(base, end, MAP_WRITE);
        return;
    }
    if (base < constant_base) {
        kernel_map_memory(base, constant_base, MAP_WRITE);
    }
    kernel_map_memory(base > constant_base ? base : constant_base,
                      end < constant_end ? end : constant_end, MAP_READ);
    if (end > constant_end) {
        kernel_map_memory(constant_end, end, MAP_WRITE);
    }
}

/* The first range in the map that ends above `from`, or NULL. */
static const struct kozo_boot_memory *kernel_map_next(uint64_t from)
{
    for (uint32_t i = 0; i < boot_info.memory_count; i++) {
        if (boot_info.memory[i].base + boot_info.memory[i].length > from) {
            return &boot_info.memory[i];
        }
    }
    return NULL;
}

static bool kernel_map_is_memory(kozo_memory_kind_t kind)
{
    return kind != KOZO_MEMORY_KIND_RESERVED && kind != KOZO_MEMORY_KIND_FRAMEBUFFER &&
           kind != KOZO_MEMORY_KIND_DEVICE;
}

/* Tables are taken from the memory that is walked, which moves borders in the map but never what is
 * memory: go on by address, not by index. */
static void kernel_map_physmap(void)
{
    const struct kozo_boot_memory *found;
    uint64_t mapped = 0;

    while ((found = kernel_map_next(mapped)) != NULL) {
        const struct kozo_boot_memory range = *found;
        uint64_t base = range.base > mapped ? range.base : mapped;
        uint64_t end = range.base + range.length;

        if (kernel_map_is_memory(range.kind) && base < PHYSMAP_SIZE) {
            /* Ranges of firmware need not be whole pages, and may share their last. */
            base &= ~(PAGE_SIZE - 1);
            base = base > mapped ? base : mapped;
            end = (end + PAGE_SIZE - 1) & ~(PAGE_SIZE - 1);
            if (base < end) {
                kernel_map_physmap_part(base, end);
            }
        }
        mapped = end;
    }
}

void x86_kernel_map_init(void)
{
    machine.kernel_root = kernel_map_new_table();
    kernel_map_image_part(kernel_once_start, kernel_once_text_start, MAP_READ);
    kernel_map_image_part(kernel_once_text_start, kernel_text_end, MAP_EXECUTE);
    kernel_map_image_part(kernel_rodata_start, kernel_rodata_end, MAP_READ);
    kernel_map_image_part(kernel_data_start, kernel_data_end, MAP_WRITE);
    kernel_map_physmap();
    x86_write_cr3(machine.kernel_root.raw);
    this_arch_cpu()->root = machine.kernel_root.raw;
    x86_screen_map();
}

void x86_kernel_map_physical(paddr_t base, uint64_t length, bool is_device)
{
    const uint64_t end = base.raw + length;

    if (end <= base.raw || end > PHYSMAP_SIZE) {
        panic("the firmware names memory at 0x%lx, which no machine has", base.raw);
    }
    for (uint64_t page = base.raw & ~(PAGE_SIZE - 1); page < end; page += PAGE_SIZE) {
        uint64_t *entry = kernel_map_entry(PHYSMAP_BASE + page, 0);

        if (!(*entry & PTE_PRESENT)) {
            *entry = page | (is_device ? MAP_DEVICE : MAP_READ);
        }
    }
}
