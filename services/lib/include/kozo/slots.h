/* SPDX-License-Identifier: MIT */
/* slots.h: which slots of the program's root CNode are empty.
 *
 * Only slots that the program was not given at its start are handed out. Not for use by two threads
 * at once. */
#pragma once

#include <kozo/abi.h>

/* Slots that the allocator can manage; a larger CNode's rest stays unused. */
enum { KOZO_SLOTS_MAX = 8192 };

/* Manage [first_free, slot_count). Called by the start code. */
void kozo_slots_init(uint32_t first_free, uint32_t slot_count);

/* Returns: OK; NO_SLOT (all are taken). */
kozo_err_t kozo_slot_alloc(kozo_slot_index_t *slot);

/* `count` neighbouring slots. Returns: OK; NO_SLOT. */
kozo_err_t kozo_slot_alloc_run(uint32_t count, kozo_slot_index_t *first);

/* The slot is empty again. */
void kozo_slot_free(kozo_slot_index_t slot);

/* Delete the capability and free its slot. Returns what the kernel returned. */
kozo_err_t kozo_drop(kozo_handle_t handle);
