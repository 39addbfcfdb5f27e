/* SPDX-License-Identifier: MIT */
/* memory.h: kernel objects and mapped pages out of the program's own memory. */
#pragma once

#include <kozo/abi.h>

enum { KOZO_PAGE_SIZE = 1 << KOZO_PAGE_BITS };

/* Make one object in a new slot of the root CNode.
 * Returns: OK; NO_SLOT; NO_CAP (the program has no memory); what untyped_retype returns. */
kozo_err_t kozo_make(kozo_object_t kind, uint8_t size_bits, kozo_handle_t *handle);

/* As kozo_make, out of other memory, in a slot that the caller has. */
kozo_err_t kozo_make_from(kozo_untyped_t memory, kozo_object_t kind, uint8_t size_bits,
                          kozo_slot_index_t slot, kozo_handle_t *handle);

/* Addresses for `pages` pages, whose neighbours stay unmapped. They are not taken back. */
uint64_t kozo_take_addresses(unsigned pages);

/* Map a frame into the program's own address space, making the page tables that are missing. */
kozo_err_t kozo_map(kozo_frame_t frame, vaddr_t at, kozo_map_flags_t flags);

/* Make and map `pages` cleared frames at an address of the runtime's choice; the page below and the
 * page above are left unmapped. On error, what was made stays the program's until it ends. */
kozo_err_t kozo_map_pages(unsigned pages, kozo_map_flags_t flags, void **at);

/* As kozo_map_pages for one page, and tell its frame. */
kozo_err_t kozo_map_page(kozo_map_flags_t flags, void **at, kozo_frame_t *frame);
