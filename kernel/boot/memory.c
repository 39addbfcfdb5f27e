/* SPDX-License-Identifier: MIT */
/* memory.c: free physical memory before there are Untyped capabilities. The boot memory map is the
 * allocator: what is taken is painted as the kernel's.
 * A loader's memory, which includes what of the kernel only boot needs, is in use until boot is
 * over, and free then.
 * Order: only during kernel_main(); afterwards all that is free belongs to init. */
#include <kozo/assert.h>
#include <kozo/boot.h>
#include <kozo/cap.h>
#include <kozo/string.h>
#include <image/memory_map.h>

enum {
    LOWEST_BITS = KOZO_PAGE_BITS,
    HIGHEST_BITS = 46,
};

/* Memory below 1 MiB is left to firmware and to the start of processors. */
static const uint64_t low_memory_end = UINT64_C(1) << 20;

struct range {
    uint64_t base, end;
};

/* The whole pages of a map entry that may be used; empty if none may. */
static struct range boot_usable(const struct kozo_boot_memory *entry)
{
    struct range range = {0, 0};

    if (entry->kind == KOZO_MEMORY_KIND_USABLE || entry->kind == KOZO_MEMORY_KIND_LOADER) {
        range.base = (entry->base + PAGE_SIZE - 1) & ~(PAGE_SIZE - 1);
        range.end = (entry->base + entry->length) & ~(PAGE_SIZE - 1);
        if (range.base < low_memory_end) {
            range.base = low_memory_end;
        }
        if (range.end < range.base) {
            range.end = range.base;
        }
    }
    return range;
}

paddr_t boot_take_memory(struct kozo_boot_info *info, uint8_t size_bits)
{
    const uint64_t size = UINT64_C(1) << size_bits;

    for (uint32_t i = 0; i < info->memory_count; i++) {
        const struct range range = boot_usable(&info->memory[i]);
        const uint64_t base = (range.base + size - 1) & ~(size - 1);

        if (info->memory[i].kind == KOZO_MEMORY_KIND_USABLE && base < range.end &&
            range.end - base >= size) {
            if (!memory_map_paint(info, base, size, KOZO_MEMORY_KIND_KERNEL)) {
                panic("the memory map has no room for another entry");
            }
            memset(phys_to_ptr(paddr(base)), 0, size);
            return paddr(base);
        }
    }
    panic("no free memory of %lu bytes to start with", (unsigned long)size);
}

uint64_t boot_free_memory(const struct kozo_boot_info *info)
{
    uint64_t bytes = 0;

    for (uint32_t i = 0; i < info->memory_count; i++) {
        const struct range range = boot_usable(&info->memory[i]);

        bytes += range.end - range.base;
    }
    return bytes;
}

/* log2 of the largest aligned power of two at the start of a non-empty range. */
static uint8_t boot_block_bits(const struct range *range)
{
    uint8_t bits = LOWEST_BITS;

    while (bits < HIGHEST_BITS) {
        const uint64_t size = UINT64_C(2) << bits;

        if ((range->base & (size - 1)) != 0 || range->end - range->base < size) {
            break;
        }
        bits++;
    }
    return bits;
}

/* What is cut: memory that is free, or a device's. Those are whole pages already. */
static struct range boot_wanted(const struct kozo_boot_memory *entry, bool device)
{
    if (!device) {
        return boot_usable(entry);
    }
    return entry->kind == KOZO_MEMORY_KIND_DEVICE
               ? (struct range){entry->base, entry->base + entry->length}
               : (struct range){0, 0};
}

size_t boot_cut_memory(const struct kozo_boot_info *info, bool device, struct boot_block *blocks,
                       size_t max)
{
    size_t count = 0;

    for (uint8_t wanted = HIGHEST_BITS; wanted >= LOWEST_BITS; wanted--) {
        for (uint32_t i = 0; i < info->memory_count; i++) {
            struct range range = boot_wanted(&info->memory[i], device);

            while (range.base < range.end && count < max) {
                const uint8_t bits = boot_block_bits(&range);

                if (bits == wanted) {
                    blocks[count++] = (struct boot_block){paddr(range.base), bits};
                }
                range.base += UINT64_C(1) << bits;
            }
        }
    }
    return count;
}
