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

#define PAGE_BYTES (UINT64_C(1) << KOZO_PAGE_BITS)
#define HOLE_STEP (UINT64_C(2) << 20)
#define HOLE_END (UINT64_C(4) << 30)

static bool memory_map_is_memory(kozo_memory_kind_t kind)
{
    return kind != KOZO_MEMORY_KIND_RESERVED && kind != KOZO_MEMORY_KIND_FRAMEBUFFER &&
           kind != KOZO_MEMORY_KIND_DEVICE;
}

/* Where the low memory ends, or 4 GiB if it reaches beyond. */
static uint64_t memory_map_low_end(const struct kozo_boot_info *info)
{
    uint64_t low_end = 0;

    for (uint32_t i = 0; i < info->memory_count; i++) {
        const struct kozo_boot_memory *entry = &info->memory[i];

        if (memory_map_is_memory(entry->kind) && entry->base < HOLE_END) {
            low_end = memory_map_end(entry);
        }
    }
    low_end = low_end < HOLE_END ? low_end : HOLE_END;
    return (low_end + HOLE_STEP - 1) & ~(HOLE_STEP - 1);
}

/* The first address from `from` on that no entry claims, and the end of what is free there. */
static uint64_t memory_map_free_from(const struct kozo_boot_info *info, uint64_t from,
                                     uint64_t *end)
{
    *end = HOLE_END;
    for (uint32_t i = 0; i < info->memory_count; i++) {
        const struct kozo_boot_memory *entry = &info->memory[i];

        if (entry->base > from) {
            *end = entry->base < HOLE_END ? entry->base : HOLE_END;
            break;
        }
        if (memory_map_end(entry) > from) {
            from = memory_map_end(entry);
        }
    }
    return from;
}

static bool memory_map_fill_hole(struct kozo_boot_info *info)
{
    uint64_t from = memory_map_low_end(info);

    while (from < HOLE_END) {
        uint64_t end;
        const uint64_t free = memory_map_free_from(info, from, &end);
        const uint64_t first = (free + PAGE_BYTES - 1) & ~(PAGE_BYTES - 1);
        const uint64_t last = end & ~(PAGE_BYTES - 1);

        if (first < last && !memory_map_paint(info, first, last - first, KOZO_MEMORY_KIND_DEVICE)) {
            return false;
        }
        from = end > free ? end : free;
    }
    return true;
}

/* Does anything but a screen or a device claim part of these bytes? */
static bool memory_map_is_claimed(const struct kozo_boot_info *info, uint64_t base, uint64_t end)
{
    for (uint32_t i = 0; i < info->memory_count; i++) {
        const struct kozo_boot_memory *entry = &info->memory[i];

        if (entry->base < end && memory_map_end(entry) > base &&
            entry->kind != KOZO_MEMORY_KIND_FRAMEBUFFER &&
            entry->kind != KOZO_MEMORY_KIND_DEVICE) {
            return true;
        }
    }
    return false;
}

/* Devices' entries become whole pages: of a page that something else has part of, nothing. */
static void memory_map_align_devices(struct kozo_boot_info *info)
{
    for (uint32_t i = 0; i < info->memory_count; i++) {
        struct kozo_boot_memory *entry = &info->memory[i];
        const uint64_t base = (entry->base + PAGE_BYTES - 1) & ~(PAGE_BYTES - 1);
        const uint64_t end = memory_map_end(entry) & ~(PAGE_BYTES - 1);

        if (entry->kind == KOZO_MEMORY_KIND_DEVICE && base < end) {
            entry->base = base;
            entry->length = end - base;
        } else if (entry->kind == KOZO_MEMORY_KIND_DEVICE) {
            entry->kind = KOZO_MEMORY_KIND_RESERVED;
        }
    }
}

/* The page in which the screen ends may be the screen's alone. */
static bool memory_map_paint_screen(struct kozo_boot_info *info)
{
    for (uint32_t i = 0; i < info->memory_count; i++) {
        const uint64_t base = info->memory[i].base & ~(PAGE_BYTES - 1);
        const uint64_t end = (memory_map_end(&info->memory[i]) + PAGE_BYTES - 1) &
                             ~(PAGE_BYTES - 1);

        if (info->memory[i].kind == KOZO_MEMORY_KIND_FRAMEBUFFER && base < end &&
            !memory_map_is_claimed(info, base, end)) {
            return memory_map_paint(info, base, end - base, KOZO_MEMORY_KIND_DEVICE);
        }
    }
    return true;
}

bool memory_map_find_devices(struct kozo_boot_info *info)
{
    if (!memory_map_fill_hole(info) || !memory_map_paint_screen(info)) {
        return false;
    }
    memory_map_align_devices(info);
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
