/* SPDX-License-Identifier: MIT */
/* slots.c: the capability-slot allocator, a bitmap with a hint.
 * Owns: the record of taken slots.
 * Invariants: a bit is set iff its slot was handed out or is outside the managed range. */
#include <kozo/slots.h>

#include <stdbool.h>

#include <kozo/text.h>
#include <kozo/sys.h>

static uint64_t taken[KOZO_SLOTS_MAX / 64];
static uint32_t first_slot, end_slot;
static uint32_t hint; /* no free slot below it */

static bool is_taken(uint32_t slot)
{
    return (taken[slot / 64] >> (slot % 64) & 1) != 0;
}

void kozo_slots_init(uint32_t first_free, uint32_t slot_count)
{
    memset(taken, 0, sizeof(taken));
    first_slot = first_free;
    end_slot = slot_count < KOZO_SLOTS_MAX ? slot_count : KOZO_SLOTS_MAX;
    hint = first_free;
}

kozo_err_t kozo_slot_alloc_run(uint32_t count, kozo_slot_index_t *first)
{
    uint32_t length = 0;
    for (uint32_t slot = hint; slot < end_slot; slot++) {
        length = is_taken(slot) ? 0 : length + 1;
        if (length != count)
            continue;
        uint32_t start = slot + 1 - count;
        for (uint32_t i = start; i <= slot; i++)
            taken[i / 64] |= 1ull << (i % 64);
        if (start == hint)
            hint = slot + 1;
        *first = start;
        return KOZO_OK;
    }
    return KOZO_ERR_NO_SLOT;
}

kozo_err_t kozo_slot_alloc(kozo_slot_index_t *slot)
{
    return kozo_slot_alloc_run(1, slot);
}

void kozo_slot_free(kozo_slot_index_t slot)
{
    if (slot < first_slot || slot >= end_slot)
        return;
    taken[slot / 64] &= ~(1ull << (slot % 64));
    if (slot < hint)
        hint = slot;
}

kozo_err_t kozo_drop(kozo_handle_t handle)
{
    kozo_err_t error = kozo_any_delete(handle);
    if (error == KOZO_OK)
        kozo_slot_free((kozo_slot_index_t)kozo_handle_address(handle));
    return error;
}
