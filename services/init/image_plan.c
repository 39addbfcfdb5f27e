/* SPDX-License-Identifier: MIT */
/* image_plan.c: the pages of an ELF image. elf_open() has checked that no two segments share a page
 * and that no segment's addresses wrap. */
#include "image_plan.h"

static uint64_t page_floor(uint64_t address)
{
    return address & ~(uint64_t)(IMAGE_PAGE_SIZE - 1);
}

void image_cursor_init(struct image_cursor *cursor)
{
    *cursor = (struct image_cursor){0};
}

/* The part of the file's bytes that falls into the page at page->address. */
static void place_bytes(const struct elf_segment *segment, struct image_page *page)
{
    uint64_t file_end = segment->virtual_address + segment->file_size;
    uint64_t start = page->address > segment->virtual_address ? page->address
                                                              : segment->virtual_address;
    uint64_t end = page->address + IMAGE_PAGE_SIZE < file_end ? page->address + IMAGE_PAGE_SIZE
                                                              : file_end;
    if (start >= end)
        return;
    page->bytes = segment->bytes + (start - segment->virtual_address);
    page->offset = (uint32_t)(start - page->address);
    page->file_size = (uint32_t)(end - start);
}

bool image_next_page(const struct elf_image *image, struct image_cursor *cursor,
                     struct image_page *page)
{
    while (cursor->next == cursor->end) {
        if (!elf_next(image, &cursor->position, &cursor->segment))
            return false;
        const struct elf_segment *segment = &cursor->segment;
        cursor->next = page_floor(segment->virtual_address);
        cursor->end = page_floor(segment->virtual_address + segment->memory_size - 1) +
                      IMAGE_PAGE_SIZE;
    }
    *page = (struct image_page){
        .address = cursor->next,
        .write = cursor->segment.write,
        .execute = cursor->segment.execute,
    };
    place_bytes(&cursor->segment, page);
    cursor->next += IMAGE_PAGE_SIZE;
    return true;
}

bool image_count_pages(const struct elf_image *image, uint64_t lowest, uint64_t top, unsigned limit,
                       unsigned *count)
{
    struct image_cursor cursor;
    struct image_page page;
    unsigned pages = 0;
    image_cursor_init(&cursor);
    while (image_next_page(image, &cursor, &page)) {
        if (page.address < lowest || page.address >= top || pages == limit)
            return false;
        pages++;
    }
    *count = pages;
    return true;
}
