/* SPDX-License-Identifier: MIT */
/* memory_map.c: see image/memory_map.h. */
#include <image/memory_map.h>

#include <stddef.h>

static uint64_t memory_map_end(const struct kozo_boot_memory *entry)
{
    return entry->base + entry->length;
}

/* Moves entries [from, count) so that they start at `to`. */
static void memory_map_move(struct kozo_boot_info *info, uint32_t from, uint32_t to)
{
    __builtin_memmove(&info->memory[to], &info->memory[from],
                      (info->memory_count - from) * sizeof(info->memory[0]));
    info->memory_count = info->memory_count - from + to;
}

bool memory_map_paint(struct kozo_boot_info *info, uint64_t base, uint64_t length,
                      kozo_memory_kind_t kind)
{
    uint64_t end = length > UINT64_MAX - base ? UINT64_MAX : base + length;
    uint32_t first = 0;
    uint32_t after;
    struct kozo_boot_memory pieces[3];
    uint32_t count = 0;
    bool keep_right = false;
    struct kozo_boot_memory right;

    if (base == end) {
        return true;
    }
    /* [first, after) are the entries that overlap the range or touch it with the same kind: they
     * are replaced by what is left of the outer two and the new entry between them. */
    while (first < info->memory_count && memory_map_end(&info->memory[first]) < base) {
        first++;
    }
    if (first < info->memory_count && memory_map_end(&info->memory[first]) == base &&
        info->memory[first].kind != kind) {
        first++;
    }
    after = first;
    while (after < info->memory_count &&
           (info->memory[after].base < end ||
            (info->memory[after].base == end && info->memory[after].kind == kind))) {
        after++;
    }
    if (first < after) {
        struct kozo_boot_memory left = info->memory[first];

        right = info->memory[after - 1];
        if (left.base < base && left.kind == kind) {
            base = left.base;
        } else if (left.base < base) {
            left.length = base - left.base;
            pieces[count++] = left;
        }
        if (memory_map_end(&right) > end && right.kind == kind) {
            end = memory_map_end(&right);
        } else if (memory_map_end(&right) > end) {
            right.length = memory_map_end(&right) - end;
            right.base = end;
            keep_right = true;
        }
    }
    pieces[count++] = (struct kozo_boot_memory){.base = base, .length = end - base, .kind = kind};
    if (keep_right) {
        pieces[count++] = right;
    }
    if (info->memory_count - (after - first) + count > KOZO_BOOT_MEMORY_MAX) {
        return false;
    }
    memory_map_move(info, after, first + count);
    __builtin_memcpy(&info->memory[first], pieces, count * sizeof(pieces[0]));
    return true;
}

kozo_memory_kind_t memory_map_bios_kind(uint32_t type)
{
    switch (type) {
    case 1:
        return KOZO_MEMORY_KIND_USABLE;
    case 3:
        return KOZO_MEMORY_KIND_ACPI_RECLAIM;
    case 4:
        return KOZO_MEMORY_KIND_ACPI_NVS;
    default:
        return KOZO_MEMORY_KIND_RESERVED;
    }
}
