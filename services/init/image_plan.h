/* SPDX-License-Identifier: MIT */
/* image_plan.h: which pages an ELF image consists of, and where their bytes come from. Pure. */
#pragma once

#include <image/elf.h>
#include <kozo/abi/constants.h>
#include <stdbool.h>
#include <stdint.h>

enum { IMAGE_PAGE_SIZE = 1 << KOZO_PAGE_BITS };

/* One page of a program's image. */
struct image_page {
    uint64_t address;
    bool write, execute;
    const uint8_t *bytes; /* file_size bytes go to `offset`; the rest of the page is zero */
    uint32_t offset;
    uint32_t file_size;
};

/* Walks over the pages in the order of the segments. */
struct image_cursor {
    struct elf_segment segment;
    unsigned position; /* of elf_next() */
    uint64_t next, end; /* pages of the segment that are still to come */
};

/* Stand before the first page. */
void image_cursor_init(struct image_cursor *cursor);

/* Returns false after the last page. */
bool image_next_page(const struct elf_image *image, struct image_cursor *cursor,
                     struct image_page *page);

/* Count the pages; every one lies in [lowest, top).
 * Returns false if one does not, or if there are more than `limit`. */
bool image_count_pages(const struct elf_image *image, uint64_t lowest, uint64_t top, unsigned limit,
                       unsigned *count);
