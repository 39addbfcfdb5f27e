/* SPDX-License-Identifier: MIT */
/* oracle.c: what the decoder must say, by the denial matrix. The model does not know what lags; of
 * that, and of stamps, the kernel's slots tell. */
#include <kozo/tests/matrix.h>

#include "call.h"

static model_slot_t binding_of(unsigned worker)
{
    return model_of(&universe.workers[worker]->bindings[THREAD_CSPACE]);
}

kozo_handle_t oracle_handle(const struct path *path, bool stale)
{
    const struct cap_slot *slot = NULL;
    struct cnode *cnode = universe.root;
    uint32_t address = 0;
    unsigned shift = 0, depth = 0;

    for (unsigned level = 0; level < PATH_LENGTH && path->index[level] != 0; level++) {
        address |= (uint32_t)path->index[level] << shift;
        depth = level;
        slot = NULL;
        if (cnode == NULL) {
            break;
        }
        shift += cnode->radix;
        if (path->index[level] < cnode->slot_count) {
            slot = cnode_slot(cnode, path->index[level]);
        }
        cnode = slot != NULL && cap_type(slot) == KOZO_OBJECT_CNODE ? cap_object(slot) : NULL;
    }
    const uint32_t stamp = slot == NULL ? 0 : cap_stamp(slot);

    return kozo_handle_make(stale ? stamp ^ 0x40000000 : stamp, depth, address);
}

static kozo_err_t walk(unsigned worker, kozo_handle_t handle, kozo_rights_t needed,
                       model_slot_t *out)
{
    const struct model *m = &universe.model;
    uint32_t address = kozo_handle_address(handle);
    model_slot_t at = binding_of(worker);

    for (unsigned level = 0; level <= kozo_handle_depth(handle); level++) {
        const struct model_cap *cap = &m->caps[at];

        if (universe_lags(at)) {
            return cap_type(slot_of(at)) == KOZO_OBJECT_CNODE ? KOZO_ERR_DYING : KOZO_ERR_NO_CAP;
        }
        if (!model_has(m, at) || cap->type != KOZO_OBJECT_CNODE) {
            return KOZO_ERR_NO_CAP;
        }
        if ((cap->rights & needed) != needed) {
            return KOZO_ERR_ACCESS_DENIED;
        }
        const uint32_t slots = 1u << (cap->size_bits - KOZO_SLOT_BITS);

        if (address % slots == 0) {
            return KOZO_ERR_NO_CAP;
        }
        at = (model_slot_t)(cap->at + address % slots);
        address /= slots;
    }
    *out = at;
    return address == 0 ? KOZO_OK : KOZO_ERR_NO_CAP;
}

/* Find what a handle names; a dying one only if that is allowed. */
static kozo_err_t find(struct call *call, kozo_handle_t handle, const struct matrix_check *check,
                       model_slot_t *out)
{
    model_slot_t slot = 0;
    const kozo_err_t error = walk(call->step.worker, handle,
                                  check->path | KOZO_CNODE_RIGHT_LOOKUP, &slot);

    if (error != KOZO_OK) {
        return error;
    }
    if (cap_is_empty(slot_of(slot))) {
        return KOZO_ERR_NO_CAP;
    }
    if (cap_stamp(slot_of(slot)) != kozo_handle_stamp(handle)) {
        return KOZO_ERR_STALE;
    }
    *out = slot;
    if (universe_lags(slot)) {
        call->lags = true;
        return check->dying ? KOZO_OK : KOZO_ERR_DYING;
    }
    return KOZO_OK;
}

/* Are `count` slots of that CNode free from `index` on? */
static kozo_err_t find_slots(struct call *call, model_slot_t cnode, uint64_t index, uint64_t count)
{
    const struct model_cap *cap = &universe.model.caps[cnode];
    const uint32_t slots = 1u << (cap->size_bits - KOZO_SLOT_BITS);

    if (index >= slots || count > slots - index) {
        return KOZO_ERR_NO_SLOT;
    }
    call->into = (model_slot_t)(cap->at + index);
    for (uint32_t i = 0; i < count; i++) {
        const model_slot_t slot = (model_slot_t)(call->into + i);

        if (model_has(&universe.model, slot) || universe_lags(slot)) {
            return KOZO_ERR_SLOT_BUSY;
        }
    }
    return KOZO_OK;
}

/* The error that a check of the denial matrix gives, or OK. */
static kozo_err_t check_one(struct call *call, const struct matrix_check *check,
                            const uint64_t *values)
{
    const uint64_t value = values[check->argument];
    const struct model_cap *cap = &universe.model.caps[call->found[check->argument]];
    bool passes = true;

    switch (check->kind) {
    case MATRIX_LOOKUP:
        return find(call, (kozo_handle_t){value}, check, &call->found[check->argument]);
    case MATRIX_TYPE: passes = cap->type == check->limit; break;
    case MATRIX_RIGHTS: passes = (cap->rights & check->limit) == check->limit; break;
    case MATRIX_SLOT:
        return find_slots(call, call->found[check->cnode], value,
                          check->count != 0 ? values[check->count] : 1);
    default: passes = matrix_value_passes(check, value);
    }
    return passes ? KOZO_OK : check->error;
}

kozo_err_t oracle_decode(struct call *call)
{
    const struct matrix_operation *operation = &matrix_operations[call_operation(call)];
    uint64_t values[CALL_POSITIONS];

    call->lags = false;
    call_values(call, values);
    for (const struct matrix_check *check = operation->checks; check->kind != MATRIX_NONE;
         check++) {
        const kozo_err_t error = check_one(call, check, values);

        if (error != KOZO_OK) {
            return error;
        }
    }
    return KOZO_OK;
}
