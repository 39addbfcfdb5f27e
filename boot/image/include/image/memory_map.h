/* SPDX-License-Identifier: MIT */
/*
 * memory_map.h: builds the memory map of a boot_info from the ranges that firmware reports.
 * Invariants: entries are sorted by base, non-empty, disjoint, and no two that touch are of one
 * kind; memory_count entries are valid.
 */
#ifndef IMAGE_MEMORY_MAP_H
#define IMAGE_MEMORY_MAP_H

#include <stdbool.h>
#include <stdint.h>

#include <kozo/abi.h>

/* Makes [base, base + length) be of `kind`, whatever it was before. A range that passes the top of
 * the address space is cut there; an empty one changes nothing.
 * Returns: false, with the map unchanged, when the map is full. */
bool memory_map_paint(struct kozo_boot_info *info, uint64_t base, uint64_t length,
                      kozo_memory_kind_t kind);

/* Makes device memory of what the map says of devices, in whole pages: the framebuffer, and the
 * hole between the end of low memory, in steps of 2 MiB, and 4 GiB, as far as no entry claims it.
 * Returns: false when the map is full. */
bool memory_map_find_devices(struct kozo_boot_info *info);

/* The kind of a range by its type in a BIOS memory map, the numbers of which PVH and Multiboot2
 * took over. See: ACPI 6.4, table 15-4. */
kozo_memory_kind_t memory_map_bios_kind(uint32_t type);

#endif
