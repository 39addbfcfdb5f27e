/* SPDX-License-Identifier: MIT */
/* model.h: until the IDL renders it. */
#pragma once
#include <model.h>

static inline kozo_err_t model_cnode_copy(struct model *m, model_slot_t index, model_slot_t source,
                                          kozo_rights_t mask)
{
    if (!model_copyable(m, model_type(m, source))) {
        return KOZO_ERR_NOT_COPYABLE;
    }
    model_derive(m, index, source, model_rights(m, source) & mask, model_badge(m, source));
    return KOZO_OK;
}

static inline kozo_err_t model_cnode_mint(struct model *m, model_slot_t index, model_slot_t source,
                                          kozo_rights_t mask, kozo_badge_t badge)
{
    if (!model_copyable(m, model_type(m, source))) {
        return KOZO_ERR_NOT_COPYABLE;
    }
    if (!(model_badgeable(m, model_type(m, source)) && model_badge(m, source) == 0)) {
        return KOZO_ERR_NOT_BADGEABLE;
    }
    model_derive(m, index, source, model_rights(m, source) & mask, badge);
    return KOZO_OK;
}

static inline kozo_err_t model_cnode_move(struct model *m, model_slot_t index, model_slot_t source)
{
    model_move(m, index, source);
    return KOZO_OK;
}

static inline kozo_err_t model_any_delete(struct model *m, model_slot_t self)
{
    model_remove(m, self);
    return KOZO_OK;
}

static inline kozo_err_t model_any_revoke(struct model *m, model_slot_t self)
{
    model_remove_descendants(m, self);
    return KOZO_OK;
}

static inline kozo_err_t model_untyped_retype(struct model *m, model_slot_t self,
                                              kozo_object_t kind, uint8_t size_bits, uint16_t count,
                                              model_slot_t index)
{
    if (!model_sized(m, kind, size_bits)) {
        return KOZO_ERR_RANGE;
    }
    if (!model_fits(m, self, count, size_bits)) {
        return KOZO_ERR_NO_MEMORY;
    }
    if (!model_has_room(m, kind, count)) {
        return KOZO_ERR_NO_SPACE;
    }
    model_create(m, index, count, kind, size_bits, self);
    return KOZO_OK;
}
