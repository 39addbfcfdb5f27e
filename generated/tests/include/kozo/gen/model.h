/* SPDX-License-Identifier: MIT */
/* Generated from idl/kernel/operations.yaml by template tests/model.h;
 * change those and run `make generate`. */
/* model.h: what operations do to the abstract state, by their effect clauses.
 *
 * struct model is that of <model.h>, whose functions model_NAME() answer the questions and make the
 * changes of idl/kernel/effects.yaml. Arguments have passed the decoder's checks. A refusal leaves
 * the model as it was. */
#pragma once

#include <model.h>

/* Empty the slot. Capabilities derived from this one stay and move up; with the last capability
 * its object is destroyed. Whoever waits by this capability is told `revoked`. */
static inline kozo_err_t model_any_delete(struct model *m, model_slot_t self)
{
    model_remove(m, self);
    return KOZO_OK;
}

/* Delete every capability derived from this one. Returns when none is left, and nobody waits by
 * one of them. */
static inline kozo_err_t model_any_revoke(struct model *m, model_slot_t self)
{
    model_remove_descendants(m, self);
    return KOZO_OK;
}

/* Derive a copy with at most the source's rights. */
static inline kozo_err_t model_cnode_copy(struct model *m, model_slot_t index, model_slot_t source,
                                          kozo_rights_t mask)
{
    if (!model_copyable(m, model_type(m, source))) {
        return KOZO_ERR_NOT_COPYABLE;
    }
    model_derive(m, index, source, model_rights(m, source) & mask, model_badge(m, source));
    return KOZO_OK;
}

/* Derive a copy that carries a badge. A badge, once set, cannot be changed. */
static inline kozo_err_t model_cnode_mint(struct model *m, model_slot_t index, model_slot_t source,
                                          kozo_rights_t mask, kozo_badge_t badge)
{
    if (!model_copyable(m, model_type(m, source))) {
        return KOZO_ERR_NOT_COPYABLE;
    }
    if (!(model_badgeable(m, model_type(m, source)) && model_badge(m, source) == 0u)) {
        return KOZO_ERR_NOT_BADGEABLE;
    }
    model_derive(m, index, source, model_rights(m, source) & mask, badge);
    return KOZO_OK;
}

/* Move a capability to another slot. Its place in the derivation tree goes with it, and threads
 * that wait by it go on waiting unless it goes to another CNode. */
static inline kozo_err_t model_cnode_move(struct model *m, model_slot_t index, model_slot_t source)
{
    model_move(m, index, source);
    return KOZO_OK;
}

/* Make objects of cleared memory. Either all of them come into being or none, unless somebody
 * else fills a slot of the run, or takes the memory, before the operation, which is preemptible,
 * has come to its end; then the objects before that point exist. Device memory is not cleared. */
static inline kozo_err_t model_untyped_retype(struct model *m, model_slot_t self,
                                              kozo_object_t kind, uint8_t size_bits, uint16_t count,
                                              model_slot_t index)
{
    if (!model_sized(m, kind, size_bits)) {
        return KOZO_ERR_RANGE;
    }
    if (!model_permits(m, self, kind)) {
        return KOZO_ERR_DEVICE_MEMORY;
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
