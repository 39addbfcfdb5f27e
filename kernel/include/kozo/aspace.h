/* SPDX-License-Identifier: MIT */
/* aspace.h: address spaces and what is mapped in them.
 *
 * A mapping is recorded in the slot of the frame or page table as the *serial* of the address
 * space, never as a pointer: when the space dies its serial is never used again, so that no slot
 * needs to be visited. Unmapping clears an entry only if it still holds that very frame.
 *
 * The object is two pages: this header, then the root page table. */
#pragma once

#include <kozo/cap.h>

struct aspace {
    struct object object;
    uint64_t serial; /* serial % KOZO_ADDRESS_SPACES is its index in the kernel's table; never 0 */
    paddr_t root;    /* physical address of the root page table */
};

_Static_assert(sizeof(struct aspace) <= PAGE_SIZE && 2 * PAGE_SIZE == 1 << KOZO_ASPACE_SIZE_BITS,
               "the header's page and the root page table");

/* Can `count` more address spaces live? */
bool aspace_has_room(uint32_t count) LOCKED;

/* Initialise in cleared memory, but for the object's header. Returns: OK; NO_SPACE (all
 * KOZO_ADDRESS_SPACES are in use). */
MUST_CHECK kozo_err_t aspace_init(struct aspace *aspace) LOCKED;

/* The living address space with this serial, or NULL. */
struct aspace *aspace_find(uint64_t serial) LOCKED;

/* The last capability has gone. Returns true: nothing is left. */
bool aspace_destroy_step(struct aspace *aspace) LOCKED;

/* Map the frame of `frame` at `at`. The generated decoder has checked alignment to a small page and
 * the address limit. Returns: OK; ALREADY_MAPPED (the capability or the address); NO_TABLE;
 *   WRITE_EXECUTE; ALIGNMENT (large page); ACCESS_DENIED (right missing for the flags);
 *   RANGE (beyond the top). */
MUST_CHECK kozo_err_t aspace_map(struct aspace *aspace, struct cap_slot *frame, vaddr_t at,
                                 kozo_map_flags_t flags) LOCKED;

/* Insert the page table of `table` on the way to `at`. It is cleared: it may have served in a
 * space that has died since. Returns: OK; ALREADY_MAPPED. */
MUST_CHECK kozo_err_t aspace_map_table(struct aspace *aspace, struct cap_slot *table, vaddr_t at,
                                       uint64_t *level) LOCKED;

/* Does a frame or page-table capability hold a mapping in a space that still lives? */
bool aspace_is_mapped(const struct cap_slot *slot) LOCKED;

/* Undo the mapping that a frame or page-table capability holds, if its space still lives.
 * Afterwards slot->space is 0. */
void aspace_unmap_slot(struct cap_slot *slot) LOCKED;
