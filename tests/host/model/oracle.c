/* SPDX-License-Identifier: MIT */
/* oracle.c: what the decoder must say. The model does not know what lags; of that, and of stamps,
 * the kernel's slots tell. */
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

/* Find what handle `which` names; a dying one only if that is allowed. */
static kozo_err_t find(struct call *call, unsigned which,
                       kozo_rights_t path_rights, bool allow_dying)
{
    const kozo_handle_t handle = call->handle[which];
    model_slot_t slot = 0;
    const kozo_err_t error = walk(call->step.worker, handle,
                                  path_rights | KOZO_CNODE_RIGHT_LOOKUP, &slot);

    if (error != KOZO_OK) {
        return error;
    }
    if (cap_is_empty(slot_of(slot))) {
        return KOZO_ERR_NO_CAP;
    }
    if (cap_stamp(slot_of(slot)) != kozo_handle_stamp(handle)) {
        return KOZO_ERR_STALE;
    }
    call->found[which] = slot;
    if (universe_lags(slot)) {
        call->lags = true;
        return allow_dying ? KOZO_OK : KOZO_ERR_DYING;
    }
    return KOZO_OK;
}

static kozo_err_t find_typed(struct call *call, unsigned which,
                             kozo_object_t type, kozo_rights_t rights)
{
    const kozo_err_t error = find(call, which, 0, false);
    const struct model_cap *cap = &universe.model.caps[call->found[which]];

    if (error != KOZO_OK) {
        return error;
    }
    if (cap->type != type) {
        return KOZO_ERR_WRONG_TYPE;
    }
    return (cap->rights & rights) == rights ? KOZO_OK : KOZO_ERR_ACCESS_DENIED;
}

/* Are `count` slots of the CNode that was found free from the call's index on? */
static kozo_err_t find_slots(struct call *call, unsigned which, uint32_t count)
{
    const struct model_cap *cap = &universe.model.caps[call->found[which]];
    const uint32_t slots = 1u << (cap->size_bits - KOZO_SLOT_BITS);

    if (call->index == 0) {
        return KOZO_ERR_RANGE;
    }
    if (call->index >= slots || count > slots - call->index) {
        return KOZO_ERR_NO_SLOT;
    }
    call->into = (model_slot_t)(cap->at + call->index);
    for (uint32_t i = 0; i < count; i++) {
        const model_slot_t slot = (model_slot_t)(call->into + i);

        if (model_has(&universe.model, slot) || universe_lags(slot)) {
            return KOZO_ERR_SLOT_BUSY;
        }
    }
    return KOZO_OK;
}

/* The first error of several checks in a row. */
#define FIRST(error, ...)                                                                          \
    do {                                                                                           \
        (error) = (__VA_ARGS__);                                                                   \
        if ((error) != KOZO_OK) {                                                                  \
            return error;                                                                          \
        }                                                                                          \
    } while (0)

static kozo_err_t decode_derivation(struct call *call)
{
    kozo_err_t error;

    FIRST(error, find_typed(call, 0, KOZO_OBJECT_CNODE, KOZO_CNODE_RIGHT_MODIFY));
    FIRST(error, find_slots(call, 0, 1));
    if (call->step.kind == STEP_SAVE_REPLY) {
        return KOZO_OK;
    }
    if (call->step.kind == STEP_MOVE) {
        return find(call, 1, KOZO_CNODE_RIGHT_MODIFY, false);
    }
    FIRST(error, find(call, 1, 0, false));
    return (call->step.mask & ~KOZO_RIGHTS_MASK) == 0 ? KOZO_OK : KOZO_ERR_UNKNOWN_FLAG;
}

static kozo_err_t decode_retype(struct call *call)
{
    kozo_err_t error;

    FIRST(error, find_typed(call, 0, KOZO_OBJECT_UNTYPED, KOZO_UNTYPED_RIGHT_RETYPE));
    FIRST(error, call->step.size_bits < KOZO_UNTYPED_SIZE_BITS_MIN ||
                         call->step.size_bits > KOZO_UNTYPED_SIZE_BITS_MAX ||
                         call->count == 0 || call->count > KOZO_RETYPE_COUNT
                     ? KOZO_ERR_RANGE
                     : KOZO_OK);
    FIRST(error, find_typed(call, 1, KOZO_OBJECT_CNODE, KOZO_CNODE_RIGHT_MODIFY));
    return find_slots(call, 1, call->count);
}

static kozo_err_t decode_ports(struct call *call)
{
    kozo_err_t error;

    FIRST(error, find_typed(call, 0, KOZO_OBJECT_IO_PORT, 0));
    FIRST(error, call->count == 0 ? KOZO_ERR_RANGE : KOZO_OK);
    FIRST(error, find_typed(call, 1, KOZO_OBJECT_CNODE, KOZO_CNODE_RIGHT_MODIFY));
    return find_slots(call, 1, 1);
}

static kozo_err_t decode_thread(struct call *call)
{
    kozo_err_t error;

    FIRST(error, find_typed(call, 0, KOZO_OBJECT_THREAD, KOZO_THREAD_RIGHT_CONTROL));
    if (call->step.kind == STEP_BIND_BUFFER) {
        return find_typed(call, 1, KOZO_OBJECT_FRAME,
                          KOZO_FRAME_RIGHT_READ | KOZO_FRAME_RIGHT_WRITE);
    }
    if (call->step.kind == STEP_BIND_FAULTS) {
        return find_typed(call, 1, KOZO_OBJECT_ENDPOINT, KOZO_ENDPOINT_RIGHT_SEND);
    }
    FIRST(error, find_typed(call, 1, KOZO_OBJECT_CNODE, KOZO_CNODE_RIGHT_LOOKUP));
    FIRST(error, find_typed(call, 2, KOZO_OBJECT_ASPACE, KOZO_ASPACE_RIGHT_MAP));
    return find_typed(call, 3, KOZO_OBJECT_BUDGET, KOZO_BUDGET_RIGHT_CONTROL);
}

static kozo_err_t decode_mapping(struct call *call)
{
    kozo_err_t error;

    if (call->step.kind == STEP_UNMAP) {
        return find_typed(call, 0, KOZO_OBJECT_FRAME, KOZO_FRAME_RIGHT_MAP);
    }
    FIRST(error, find_typed(call, 0, KOZO_OBJECT_ASPACE, KOZO_ASPACE_RIGHT_MAP));
    return call->step.kind == STEP_MAP
               ? find_typed(call, 1, KOZO_OBJECT_FRAME,
                            KOZO_FRAME_RIGHT_MAP | KOZO_FRAME_RIGHT_READ)
               : find_typed(call, 1, KOZO_OBJECT_PAGE_TABLE, KOZO_PAGE_TABLE_RIGHT_MAP);
}

kozo_err_t oracle_decode(struct call *call)
{
    kozo_err_t error;

    call->lags = false;
    switch (call->step.kind) {
    case STEP_COPY:
    case STEP_MINT:
    case STEP_MOVE:
    case STEP_SAVE_REPLY:
        return decode_derivation(call);
    case STEP_DELETE:
    case STEP_REVOKE:
        return find(call, 0, KOZO_CNODE_RIGHT_MODIFY, true);
    case STEP_RETYPE:
        return decode_retype(call);
    case STEP_BIND:
    case STEP_BIND_BUFFER:
    case STEP_BIND_FAULTS:
        return decode_thread(call);
    case STEP_MAP:
    case STEP_MAP_TABLE:
    case STEP_UNMAP:
        return decode_mapping(call);
    case STEP_DERIVE_PORTS:
        return decode_ports(call);
    case STEP_IDENTIFY:
        return find(call, 0, 0, false);
    case STEP_VERIFY:
        FIRST(error, find(call, 0, 0, false));
        return find(call, 1, 0, false);
    case STEP_INSPECT:
        FIRST(error, find_typed(call, 0, KOZO_OBJECT_CNODE, KOZO_CNODE_RIGHT_LOOKUP));
        return call->index == 0 ? KOZO_ERR_RANGE : KOZO_OK;
    case STEP_GO_ON:
    case STEP_SETTLE:
    case STEP_KINDS:
        break;
    }
    return KOZO_ERR_BAD_OPERATION;
}
