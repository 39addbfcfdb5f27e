/* SPDX-License-Identifier: MIT */
/* later.c: saved rights to answer.
 * Owns: the record of the slots that hold one.
 * Invariants: a slot on record was handed out by the allocator, and holds a right or, if its caller
 *   has gone, nothing. */
#include <kozo/later.h>

#include <kozo/runtime.h>
#include <kozo/server/served.h>
#include <kozo/slots.h>
#include <kozo/sys.h>

static uint64_t owed[KOZO_SLOTS_MAX / 64];

static uint64_t *record_of(uint32_t slot)
{
    return &owed[slot % KOZO_SLOTS_MAX / 64];
}

static uint64_t bit_of(uint32_t slot)
{
    return UINT64_C(1) << slot % 64;
}

bool kozo_later_is_owed(kozo_handle_t right)
{
    const uint32_t slot = kozo_handle_address(right);
    return slot < KOZO_SLOTS_MAX && (*record_of(slot) & bit_of(slot)) != 0;
}

static void give_back(kozo_handle_t *right)
{
    const uint32_t slot = kozo_handle_address(*right);
    *record_of(slot) &= ~bit_of(slot);
    kozo_slot_free(slot);
    right->raw = 0;
}

bool kozo_later_waits(kozo_handle_t *right)
{
    kozo_info_t info;
    kozo_badge_t badge;
    if (!kozo_later_is_owed(*right)) {
        right->raw = 0;
        return false;
    }
    const kozo_err_t error = kozo_any_identify(*right, &info, &badge);
    if (error == KOZO_ERR_STALE)
        right->raw = 0; /* a copy; the slot is another caller's by now */
    else if (error != KOZO_OK)
        give_back(right);
    return error == KOZO_OK;
}

kozo_err_t kozo_later_take(kozo_handle_t *taken, kozo_handle_t *right)
{
    kozo_slot_index_t slot;
    if (kozo_later_waits(right))
        return KOZO_ERR_REPLY_PENDING;
    kozo_err_t error = kozo_slot_alloc(&slot);
    if (error != KOZO_OK)
        return error;
    error = kozo_cnode_save_reply(kozo_runtime.cnode, slot, right);
    if (error != KOZO_OK) {
        kozo_slot_free(slot);
        return error;
    }
    *record_of(slot) |= bit_of(slot);
    *taken = *right;
    return KOZO_OK;
}

static kozo_err_t send(kozo_handle_t right, struct kozo_message *m)
{
    m->tag.raw |= kozo_tag_make(0, 0, KOZO_TAG_FLAG_SAVED_REPLY, 0, 0).raw;
    m->reply = right;
    return kozo_reply_send(m);
}

kozo_err_t kozo_later_send(kozo_handle_t *right, struct kozo_message *m)
{
    const uint32_t interface = kozo_tag_interface(m->tag);
    const kozo_err_t error =
        kozo_later_is_owed(*right) ? send(*right, m) : KOZO_ERR_STALE;
    if (error == KOZO_ERR_STALE) {
        right->raw = 0;
        return KOZO_ERR_NO_REPLY;
    }
    if (error != KOZO_OK && error != KOZO_ERR_NO_CAP) {
        kozo_served_error(m, interface, KOZO_ERR_BAD_REPLY);
        if (send(*right, m) != KOZO_OK)
            (void)kozo_any_delete(*right);
    }
    give_back(right);
    return error;
}

kozo_err_t kozo_later_refuse(kozo_handle_t *right, uint32_t interface, kozo_err_t error)
{
    struct kozo_message m = {0};
    kozo_served_error(&m, interface, error);
    return kozo_later_send(right, &m);
}
