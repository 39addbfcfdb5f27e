/* SPDX-License-Identifier: MIT */
/* objects.c: slots, objects and mappings of the running test. */
#include "guest.h"

kozo_handle_t make_lasting(kozo_object_t kind, uint8_t size_bits)
{
    kozo_handle_t handle = {0};

    NEED(kozo_untyped_retype(guest.lasting, kind, size_bits, 1, guest.cnode,
                             guest.next_lasting_slot++, &handle));
    return handle;
}

kozo_slot_index_t slots_next(uint32_t count)
{
    const uint32_t slot = guest.next_slot;

    guest.next_slot += count;
    return slot;
}

kozo_slot_index_t slot_next(void)
{
    return slots_next(1);
}

kozo_err_t make_at(kozo_object_t kind, uint8_t size_bits, kozo_slot_index_t slot,
                   kozo_handle_t *handle)
{
    return kozo_untyped_retype(guest.memory, kind, size_bits, 1, guest.cnode, slot, handle);
}

kozo_err_t make_many(kozo_untyped_t memory, kozo_object_t kind, uint8_t size_bits, unsigned count,
                     kozo_slot_index_t first, kozo_handle_t *last)
{
    kozo_err_t error = KOZO_OK;

    for (unsigned made = 0; made < count && error == KOZO_OK; made += KOZO_RETYPE_COUNT) {
        const unsigned left = count - made;

        error = kozo_untyped_retype(memory, kind, size_bits,
                                    (uint16_t)(left < KOZO_RETYPE_COUNT ? left : KOZO_RETYPE_COUNT),
                                    guest.cnode, first + made, last);
    }
    return error;
}

kozo_handle_t make(kozo_object_t kind, uint8_t size_bits)
{
    kozo_handle_t handle = {0};

    NEED(make_at(kind, size_bits, slot_next(), &handle));
    return handle;
}

kozo_handle_t copy(kozo_handle_t source, kozo_rights_t mask)
{
    kozo_handle_t handle = {0};

    CHECK_OK(kozo_cnode_copy(guest.cnode, slot_next(), source, mask, &handle));
    return handle;
}

kozo_handle_t mint(kozo_handle_t source, kozo_rights_t mask, kozo_badge_t badge)
{
    kozo_handle_t handle = {0};

    CHECK_OK(kozo_cnode_mint(guest.cnode, slot_next(), source, mask, badge, &handle));
    return handle;
}

kozo_err_t identify(kozo_handle_t handle, kozo_info_t *info)
{
    kozo_badge_t badge = 0;

    return kozo_any_identify(handle, info, &badge);
}

uint64_t used_of(kozo_untyped_t untyped)
{
    kozo_size_t size, used = ~UINT64_C(0);

    CHECK_OK(kozo_untyped_inspect(untyped, &size, &used));
    return used;
}

kozo_err_t map_here(kozo_frame_t frame, uint64_t at, kozo_map_flags_t flags)
{
    for (;;) {
        const kozo_err_t error = kozo_aspace_map(guest.aspace, frame, (vaddr_t){at}, flags);
        kozo_page_table_t table;
        uint64_t level = 0;

        if (error != KOZO_ERR_NO_TABLE) {
            return error;
        }
        table = AS(page_table, make_lasting(KOZO_OBJECT_PAGE_TABLE, KOZO_PAGE_BITS));
        NEED(kozo_aspace_map_table(guest.aspace, table, (vaddr_t){at}, &level));
    }
}

kozo_err_t map_there(kozo_aspace_t aspace, kozo_frame_t frame, uint64_t at, kozo_map_flags_t flags)
{
    for (;;) {
        const kozo_err_t error = kozo_aspace_map(aspace, frame, (vaddr_t){at}, flags);
        uint64_t level = 0;

        if (error != KOZO_ERR_NO_TABLE) {
            return error;
        }
        NEED(kozo_aspace_map_table(aspace, MAKE_TABLE(), (vaddr_t){at}, &level));
    }
}
