/* SPDX-License-Identifier: MIT */
/* memory.c: objects and mappings.
 * Owns: the addresses from DYNAMIC_BASE up, handed out once and never again. */
#include <kozo/memory.h>

#include <kozo/runtime.h>
#include <kozo/slots.h>
#include <kozo/sys.h>

/* Above images and stacks, far below init's view of the initial ramdisk. */
enum { DYNAMIC_BASE = 0x20000000 };

static uint64_t next_address = DYNAMIC_BASE;

kozo_err_t kozo_make(kozo_object_t kind, uint8_t size_bits, kozo_handle_t *handle)
{
    if (kozo_runtime.untyped.raw == 0)
        return KOZO_ERR_NO_CAP;
    kozo_slot_index_t slot;
    kozo_err_t error = kozo_slot_alloc(&slot);
    if (error != KOZO_OK)
        return error;
    error = kozo_untyped_retype(kozo_runtime.untyped, kind, size_bits, 1, kozo_runtime.cnode, slot,
                                handle);
    if (error != KOZO_OK)
        kozo_slot_free(slot);
    return error;
}

kozo_err_t kozo_make_from(kozo_untyped_t memory, kozo_object_t kind, uint8_t size_bits,
                          kozo_slot_index_t slot, kozo_handle_t *handle)
{
    return kozo_untyped_retype(memory, kind, size_bits, 1, kozo_runtime.cnode, slot, handle);
}

uint64_t kozo_take_addresses(unsigned pages)
{
    uint64_t start = next_address + KOZO_PAGE_SIZE;
    next_address = start + ((uint64_t)pages + 1) * KOZO_PAGE_SIZE;
    return start;
}

kozo_err_t kozo_map(kozo_frame_t frame, vaddr_t at, kozo_map_flags_t flags)
{
    for (;;) {
        kozo_err_t error = kozo_aspace_map(kozo_runtime.aspace, frame, at, flags);
        if (error != KOZO_ERR_NO_TABLE)
            return error;
        kozo_handle_t table;
        error = kozo_make(KOZO_OBJECT_PAGE_TABLE, KOZO_PAGE_BITS, &table);
        if (error != KOZO_OK)
            return error;
        uint64_t level;
        error = kozo_aspace_map_table(kozo_runtime.aspace, (kozo_page_table_t){table.raw}, at,
                                      &level);
        if (error != KOZO_OK)
            return error;
    }
}

kozo_err_t kozo_map_page(kozo_map_flags_t flags, void **at, kozo_frame_t *frame)
{
    kozo_handle_t handle;
    kozo_err_t error = kozo_make(KOZO_OBJECT_FRAME, KOZO_PAGE_BITS, &handle);
    if (error != KOZO_OK)
        return error;
    vaddr_t address = {next_address};
    error = kozo_map((kozo_frame_t){handle.raw}, address, flags);
    if (error != KOZO_OK)
        return error;
    next_address += KOZO_PAGE_SIZE;
    *at = (void *)address.raw;
    *frame = (kozo_frame_t){handle.raw};
    return KOZO_OK;
}

kozo_err_t kozo_map_pages(unsigned pages, kozo_map_flags_t flags, void **at)
{
    next_address += KOZO_PAGE_SIZE;
    uint64_t start = next_address;
    for (unsigned i = 0; i < pages; i++) {
        void *page;
        kozo_frame_t frame;
        kozo_err_t error = kozo_map_page(flags, &page, &frame);
        if (error != KOZO_OK)
            return error;
    }
    next_address += KOZO_PAGE_SIZE;
    *at = (void *)start;
    return KOZO_OK;
}
