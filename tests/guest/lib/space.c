/* SPDX-License-Identifier: MIT */
/* space.c: the image loaded a second time, as another program. */
#include "worker.h"

#include <image/cpio.h>
#include <image/elf.h>
#include <kozo/text.h>

/* Where root fills pages of other programs before they are mapped there. */
#define WINDOW UINT64_C(0x58000000)
/* Root's views of one program after the other: its shared page, then its buffer. */
#define SPACES_HERE SPACE_SHARED
#define SPACE_STRIDE_HERE UINT64_C(0x20000)
#define BUFFER_OFFSET_HERE UINT64_C(0x2000)
#define SPACE_STACK_TOP UINT64_C(0x50010000)
enum {
    PAGE_BYTES = 1 << KOZO_PAGE_BITS,
    STACK_PAGES = 4,
};

static void load_page(struct space *space, const struct elf_segment *segment, uint64_t page)
{
    const kozo_frame_t frame = MAKE_FRAME();
    const kozo_map_flags_t flags = (segment->write ? KOZO_MAP_FLAGS_WRITE : 0U) |
                                   (segment->execute ? KOZO_MAP_FLAGS_EXECUTE : 0U);

    NEED(map_here(frame, WINDOW, KOZO_MAP_FLAGS_WRITE));
    for (uint64_t i = 0; i < PAGE_BYTES; i++) {
        const uint64_t at = page + i;

        if (at >= segment->virtual_address &&
            at - segment->virtual_address < segment->file_size) {
            ((uint8_t *)WINDOW)[i] =
                ((const uint8_t *)segment->bytes)[at - segment->virtual_address];
        }
    }
    NEED(kozo_frame_unmap(frame));
    NEED(map_there(space->aspace, frame, page, flags));
}

static void load_image(struct space *space)
{
    struct cpio_entry file;
    struct elf_image image;
    struct elf_segment segment;
    unsigned position = 0;

    CHECK_EQUAL(cpio_find((const void *)guest.info->initrd_base, guest.info->initrd_size, "init",
                          &file), CPIO_OK);
    CHECK_EQUAL(elf_open(&image, file.data, file.size), ELF_OK);
    while (elf_next(&image, &position, &segment)) {
        const uint64_t end = segment.virtual_address + segment.memory_size;

        for (uint64_t page = segment.virtual_address & ~(uint64_t)(PAGE_BYTES - 1); page < end;
             page += PAGE_BYTES) {
            load_page(space, &segment, page);
        }
    }
}

static unsigned space_count;

void spaces_reset(void)
{
    space_count = 0;
}

void space_new(struct space *space, kozo_priority_t priority)
{
    const kozo_frame_t shared = MAKE_FRAME(), buffer = MAKE_FRAME();
    const uint64_t here = SPACES_HERE + space_count++ * SPACE_STRIDE_HERE;

    *space = (struct space){
        .aspace = MAKE_ASPACE(),
        .cnode = MAKE_CNODE(SPACE_CNODE_BITS),
        .thread = MAKE_THREAD(),
        .budget = MAKE_BUDGET(),
        .buffer = (struct kozo_buffer *)(here + BUFFER_OFFSET_HERE),
        .shared = (void *)here,
    };
    load_image(space);
    NEED(map_here(shared, here, KOZO_MAP_FLAGS_WRITE));
    NEED(map_here(buffer, here + BUFFER_OFFSET_HERE, KOZO_MAP_FLAGS_WRITE));
    NEED(map_there(space->aspace, AS(frame, copy(KOZO_ANY(shared), ALL_RIGHTS)), SPACE_SHARED,
                   KOZO_MAP_FLAGS_WRITE));
    NEED(map_there(space->aspace, AS(frame, copy(KOZO_ANY(buffer), ALL_RIGHTS)), SPACE_BUFFER,
                   KOZO_MAP_FLAGS_WRITE));
    for (unsigned i = 1; i <= STACK_PAGES; i++) {
        NEED(map_there(space->aspace, MAKE_FRAME(), SPACE_STACK_TOP - (uint64_t)i * PAGE_BYTES,
                       KOZO_MAP_FLAGS_WRITE));
    }
    NEED(kozo_budget_configure(space->budget, guest.authority, priority, QUANTUM_NS, QUANTUM_NS));
    NEED(kozo_thread_bind(space->thread, space->cnode, space->aspace, space->budget));
    NEED(kozo_thread_bind_buffer(space->thread, buffer, 0));
}

uint64_t space_grant(struct space *space, kozo_slot_index_t index, kozo_handle_t source,
                     kozo_rights_t mask, kozo_badge_t badge)
{
    kozo_handle_t handle = {0};

    if (badge != 0) {
        NEED(kozo_cnode_mint(space->cnode, index, source, mask, badge, &handle));
    } else {
        NEED(kozo_cnode_copy(space->cnode, index, source, mask, &handle));
    }
    return handle.raw;
}

void space_start(struct space *space, void (*entry)(uint64_t argument), uint64_t argument)
{
    NEED(kozo_thread_start(space->thread, (vaddr_t){(uint64_t)entry},
                           (vaddr_t){SPACE_STACK_TOP - sizeof(uint64_t)}, argument));
}
