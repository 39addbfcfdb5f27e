/* SPDX-License-Identifier: MIT */
/* cspace.c: handles through nested CNodes, or that name nothing; and CNodes as objects.
 * See: cspace.h. */
#include <kozo/cspace.h>
#include <kozo/destroy.h>

/* Slots that one step of destruction may empty; none after a reply right, with which a row of
 * KOZO_CALL_DEPTH faulted threads may end. */
enum { DESTROY_BATCH = 4 };

void cnode_init(struct cnode *cnode, uint8_t size_bits)
{
    kassert(size_bits > KOZO_SLOT_BITS);
    cnode->radix = (uint8_t)(size_bits - KOZO_SLOT_BITS);
    cnode->slot_count = UINT32_C(1) << cnode->radix;
}

/* The CNode that the capability in `slot` designates, to go on in. */
static kozo_err_t cspace_enter(const struct cap_slot *slot, kozo_rights_t needed,
                               struct cnode **out)
{
    if (cap_type(slot) != KOZO_OBJECT_CNODE) {
        return KOZO_ERR_NO_CAP;
    }
    if (cap_is_zombie(slot)) {
        return KOZO_ERR_DYING;
    }
    if ((cap_rights(slot) & needed) != needed) {
        return KOZO_ERR_ACCESS_DENIED;
    }
    *out = cap_object(slot);
    return KOZO_OK;
}

/* The slot at the end of the path, whatever it holds. */
static kozo_err_t cspace_walk(const struct thread *caller, kozo_handle_t handle,
                              kozo_rights_t needed, struct cap_slot **out)
{
    const struct cap_slot *slot = &caller->bindings[THREAD_CSPACE];
    uint32_t address = kozo_handle_address(handle);

    /*@ loop invariant depth: 0 <= level <= DEPTH(handle);
        loop invariant slot: \valid_read(slot) && designates((struct cap_slot *)slot);
        loop invariant rest: WALK_GOES_ON(caller, handle, needed, slot, address, level);
        loop assigns level, slot, address;
        loop variant KOZO_CSPACE_LEVELS - level; */
    for (unsigned level = 0; level < KOZO_CSPACE_LEVELS; level++) {
        struct cnode *cnode;
        const kozo_err_t error = cspace_enter(slot, needed, &cnode);

        if (error != KOZO_OK) {
            return error;
        }
        const uint32_t index = address & (cnode->slot_count - 1);

        address >>= cnode->radix;
        if (index == 0) {
            return KOZO_ERR_NO_CAP;
        }
        struct cap_slot *found = cnode_slot(cnode, index);

        slot = found;
        if (level == kozo_handle_depth(handle)) {
            *out = found;
            return address == 0 ? KOZO_OK : KOZO_ERR_NO_CAP;
        }
    }
    return KOZO_ERR_NO_CAP;
}

static LOCKED kozo_err_t cspace_find(const struct thread *caller, kozo_handle_t handle,
                                     bool allow_dying, kozo_rights_t path_rights,
                                     struct cap_slot **out)
{
    const kozo_err_t error =
        cspace_walk(caller, handle, path_rights | KOZO_CNODE_RIGHT_LOOKUP, out);

    if (error != KOZO_OK) {
        return error;
    }
    if (cap_is_empty(*out)) {
        return KOZO_ERR_NO_CAP;
    }
    if (cap_stamp(*out) != kozo_handle_stamp(handle)) {
        return KOZO_ERR_STALE;
    }
    if (cap_is_zombie(*out) && !allow_dying) {
        return KOZO_ERR_DYING;
    }
    return KOZO_OK;
}

struct cspace_result cspace_resolve(const struct thread *caller, kozo_handle_t handle,
                                    bool allow_dying, kozo_rights_t path_rights)
{
    struct cap_slot *slot = NULL;
    const kozo_err_t error = cspace_find(caller, handle, allow_dying, path_rights, &slot);

    return (struct cspace_result){error == KOZO_OK ? slot : NULL, error};
}

bool cnode_destroy_step(struct cnode *cnode)
{
    if (cnode->cleared == 0) {
        cnode->cleared = 1;
    }
    for (unsigned i = 0; i < DESTROY_BATCH && cnode->cleared < cnode->slot_count; i++) {
        struct cap_slot *slot = cnode_slot(cnode, cnode->cleared);
        const bool is_reply = cap_type(slot) == KOZO_OBJECT_REPLY;

        if (!destroy_clear_slot(&cnode->object, slot)) {
            return false;
        }
        cnode->cleared++;
        if (is_reply) {
            break;
        }
    }
    return cnode->cleared == cnode->slot_count;
}
