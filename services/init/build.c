/* SPDX-License-Identifier: MIT */
/* build.c: objects, address space and image of a program. */
#include "build.h"

#include <image/cpio.h>
#include <kozo/abi/names.h>
#include <kozo/memory.h>
#include <kozo/runtime.h>
#include <kozo/sys.h>

#include "ancestry.h"
#include "buddy.h"
#include "image_contracts.h"
#include "image_plan.h"
#include "init.h"
#include "memory.h"
#include "report.h"

/* Images lie above the first stack, so that no segment can close the gap below the stack. */
enum { IMAGE_LOWEST = 0x400000 };
_Static_assert(IMAGE_LOWEST >= KOZO_START_STACK_TOP, "images lie above the stack");

uint32_t build_first_slot(const struct program *program)
{
    return init_node_slots() + BUDDY_NODES + program->index * INIT_PROGRAM_SLOTS;
}

kozo_handle_t build_handle(kozo_handle_t first, unsigned index)
{
    return kozo_handle_make(kozo_handle_stamp(first) + index, 0,
                            kozo_handle_address(first) + index);
}

kozo_err_t build_carve(struct program *program, kozo_object_t kind, uint8_t size_bits,
                       uint16_t count, kozo_handle_t *first)
{
    if (count > INIT_PROGRAM_SLOTS - program->slots_used)
        return KOZO_ERR_NO_SLOT;
    uint32_t slot = build_first_slot(program) + program->slots_used;
    kozo_handle_t last;
    kozo_err_t error = kozo_untyped_retype(program->quota, kind, size_bits, count,
                                           kozo_runtime.cnode, slot, &last);
    if (error != KOZO_OK)
        return error;
    program->slots_used += count;
    *first = kozo_handle_make(kozo_handle_stamp(last) - (count - 1u), 0, slot);
    return KOZO_OK;
}

kozo_err_t build_map(struct program *program, kozo_frame_t frame, uint64_t at,
                     kozo_map_flags_t flags)
{
    for (;;) {
        kozo_err_t error = kozo_aspace_map(program->aspace, frame, (vaddr_t){at}, flags);
        if (error != KOZO_ERR_NO_TABLE)
            return error;
        kozo_handle_t table;
        error = build_carve(program, KOZO_OBJECT_PAGE_TABLE, KOZO_PAGE_BITS, 1, &table);
        if (error != KOZO_OK)
            return error;
        uint64_t level;
        error = kozo_aspace_map_table(program->aspace, (kozo_page_table_t){table.raw},
                                      (vaddr_t){at}, &level);
        if (error != KOZO_OK)
            return error;
    }
}

/* Find and check an image in the initial ramdisk; if it is not sound, tell why in *fault. */
static bool build_open_image(const char *name, struct elf_image *image, const char **fault)
{
    const struct kozo_init_info *info = init_info();
    struct cpio_entry entry;
    enum cpio_error found = cpio_find((const void *)info->initrd_base, info->initrd_size, name,
                                      &entry);
    if (found != CPIO_OK) {
        *fault = cpio_error_text(found);
        return false;
    }
    enum elf_error opened = elf_open(image, entry.data, entry.size);
    if (opened != ELF_OK)
        *fault = elf_error_text(opened);
    return opened == ELF_OK;
}

/* Whoever it calls keeps what it was built against. A server whose image is damaged does not run:
 * calls to it end with an error. */
static kozo_err_t build_check_contracts(const struct program *program,
                                        const struct elf_image *image)
{
    static const uint32_t known[] = KOZO_INTERFACES;

    if (!image_uses_known(image, known, sizeof(known) / sizeof(known[0]))) {
        report("%s: was built for an interface, or a version of one, that is not there",
               program->plan->name);
        return KOZO_ERR_INCOMPATIBLE;
    }
    for (unsigned i = 0; i < program->plan->use_count; i++) {
        const struct kozo_use *use = &program->plan->uses[i];
        const bool own = use->provider == KOZO_PROVIDER_INIT;
        const char *server = own ? init_name : kozo_system.programs[use->provider].image;
        struct elf_image other;
        const char *fault;
        if (build_open_image(server, &other, &fault) &&
            !image_keeps_contract(&other, image, use->interface_id)) {
            report("%s: was built for another %s than %s serves", program->plan->name,
                   use->interface, own ? init_name : kozo_system.programs[use->provider].name);
            return KOZO_ERR_INCOMPATIBLE;
        }
    }
    return KOZO_OK;
}

static kozo_map_flags_t page_flags(const struct image_page *page)
{
    kozo_map_flags_t flags = 0;
    if (page->write)
        flags |= KOZO_MAP_FLAGS_WRITE;
    if (page->execute)
        flags |= KOZO_MAP_FLAGS_EXECUTE;
    return flags;
}

static kozo_err_t build_load_image(struct program *program, const struct elf_image *image,
                                   kozo_handle_t frames)
{
    struct image_cursor cursor;
    struct image_page page;
    image_cursor_init(&cursor);
    for (unsigned i = 0; image_next_page(image, &cursor, &page); i++) {
        kozo_frame_t frame = {build_handle(frames, i).raw};
        if (page.file_size != 0) {
            kozo_err_t error = memory_fill(frame, page.offset, page.bytes, page.file_size);
            if (error != KOZO_OK)
                return error;
        }
        kozo_err_t error = build_map(program, frame, page.address, page_flags(&page));
        if (error != KOZO_OK)
            return error;
    }
    return KOZO_OK;
}

static kozo_err_t build_stack(struct program *program, kozo_handle_t frames)
{
    uint64_t base = KOZO_START_STACK_TOP - (uint64_t)KOZO_START_STACK_PAGES * KOZO_PAGE_SIZE;
    for (unsigned i = 0; i < KOZO_START_STACK_PAGES; i++) {
        kozo_err_t error = build_map(program, (kozo_frame_t){build_handle(frames, i).raw},
                                     base + (uint64_t)i * KOZO_PAGE_SIZE, KOZO_MAP_FLAGS_WRITE);
        if (error != KOZO_OK)
            return error;
    }
    return KOZO_OK;
}

kozo_err_t build_space(struct program *program, struct build_space *space)
{
    struct elf_image image;
    unsigned image_pages;
    const char *fault = "too large, or at a reserved address";
    if (!build_open_image(program->plan->image, &image, &fault) ||
        !image_count_pages(&image, IMAGE_LOWEST, KOZO_USER_TOP, INIT_PROGRAM_SLOTS,
                           &image_pages)) {
        report("%s: image %s: %s", program->plan->name, program->plan->image, fault);
        return KOZO_ERR_DAMAGED;
    }
    kozo_err_t error = build_check_contracts(program, &image);
    if (error != KOZO_OK)
        return error;

    enum { OTHER_PAGES = KOZO_START_STACK_PAGES + 2 };
    kozo_handle_t frames;
    error = build_carve(program, KOZO_OBJECT_FRAME, KOZO_PAGE_BITS,
                        (uint16_t)(image_pages + OTHER_PAGES), &frames);
    if (error != KOZO_OK)
        return error;
    unsigned after_stack = image_pages + KOZO_START_STACK_PAGES;
    space->entry = image.entry;
    space->start_info = (kozo_frame_t){build_handle(frames, after_stack).raw};
    space->buffer = (kozo_frame_t){build_handle(frames, after_stack + 1).raw};

    error = build_load_image(program, &image, frames);
    if (error != KOZO_OK)
        return error;
    error = build_stack(program, build_handle(frames, image_pages));
    if (error != KOZO_OK)
        return error;
    error = build_map(program, space->start_info, KOZO_START_INFO_ADDRESS, 0);
    if (error != KOZO_OK)
        return error;
    return build_map(program, space->buffer, KOZO_START_BUFFER_ADDRESS, KOZO_MAP_FLAGS_WRITE);
}
