/* SPDX-License-Identifier: MIT */
/* cspace.c: from handles to slots, and CNodes as objects.
 * An index into a CNode is always masked with the number of its slots, a power of two, so that no
 * index is out of bounds, not even speculatively. */
#include <kozo/cnode.h>
#include <kozo/destroy.h>
#include <kozo/thread.h>

/* Slots that one step of destruction may empty. */
enum { DESTROY_BATCH = 4 };

void cnode_init(struct cnode *cnode, uint8_t size_bits)
{
    kassert(size_bits > KOZO_SLOT_BITS);
    cnode->radix = (uint8_t)(size_bits - KOZO_SLOT_BITS);
    cnode->slot_count = UINT32_C(1) << cnode->radix;
}

kozo_err_t cnode_slots(struct cnode *cnode, uint32_t index, uint32_t count, struct cap_slot **out)
{
    const uint32_t mask = cnode->slot_count - 1;
    const uint32_t looked_at = count < CNODE_RUN_CHECKED ? count : CNODE_RUN_CHECKED;

    if (index == 0 || index > mask || count > cnode->slot_count - index) {
        return KOZO_ERR_NO_SLOT;
    }
    for (uint32_t i = 0; i < looked_at; i++) {
        if (!cap_is_empty(cnode_slot(cnode, (index + i) & mask))) {
            return KOZO_ERR_SLOT_BUSY;
        }
    }
    *out = cnode_slot(cnode, index & mask);
    return KOZO_OK;
}

/* The CNode that the capability in `slot` designates, to go on in. */
static kozo_err_t cspace_enter(struct cap_slot *slot, kozo_rights_t needed, struct cnode **out)
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
static COLD kozo_err_t cspace_walk(struct thread *caller, kozo_handle_t handle,
                                   kozo_rights_t needed, struct cap_slot **out)
{
    struct cap_slot *slot = &caller->bindings[THREAD_CSPACE];
    uint32_t address = kozo_handle_address(handle);

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
        slot = cnode_slot(cnode, index);
        if (level == kozo_handle_depth(handle)) {
            *out = slot;
            return address == 0 ? KOZO_OK : KOZO_ERR_NO_CAP;
        }
    }
    return KOZO_ERR_NO_CAP;
}

/* What cspace_walk() finds for a handle of depth 0, the common case, or NULL if it finds
 * nothing. */
static inline struct cap_slot *cspace_find_in_root(struct thread *caller, kozo_handle_t handle,
                                                   kozo_rights_t needed)
{
    const uint64_t looked_at = UINT64_C(0xff) << META_TYPE_SHIFT |
                               (uint64_t)needed << META_RIGHTS_SHIFT |
                               (uint64_t)CAP_ZOMBIE << META_FLAGS_SHIFT;
    const uint64_t wanted = (uint64_t)KOZO_OBJECT_CNODE << META_TYPE_SHIFT |
                            (uint64_t)needed << META_RIGHTS_SHIFT;
    const struct cap_slot *root = &caller->bindings[THREAD_CSPACE];
    const uint32_t index = (uint32_t)handle.raw; /* with the depth, so that others are too large */

    if (unlikely((root->meta & looked_at) != wanted)) {
        return NULL;
    }
    struct cnode *cnode = cap_object(root);

    if (unlikely(index == 0 || index >= cnode->slot_count)) {
        return NULL;
    }
    return cnode_slot(cnode, index & (cnode->slot_count - 1));
}

kozo_err_t cspace_lookup(struct thread *caller, kozo_handle_t handle, bool allow_dying,
                         kozo_rights_t path_rights, struct cap_slot **out)
{
    const kozo_rights_t needed = path_rights | KOZO_CNODE_RIGHT_LOOKUP;
    struct cap_slot *slot = cspace_find_in_root(caller, handle, needed);

    if (unlikely(slot == NULL)) {
        const kozo_err_t error = cspace_walk(caller, handle, needed, &slot);

        if (error != KOZO_OK) {
            return error;
        }
    }
    if (cap_is_empty(slot)) {
        return KOZO_ERR_NO_CAP;
    }
    if (cap_stamp(slot) != kozo_handle_stamp(handle)) {
        return KOZO_ERR_STALE;
    }
    if (cap_is_zombie(slot) && !allow_dying) {
        return KOZO_ERR_DYING;
    }
    *out = slot;
    return KOZO_OK;
}

bool cnode_destroy_step(struct cnode *cnode)
{
    if (cnode->cleared == 0) {
        cnode->cleared = 1;
    }
    for (unsigned i = 0; i < DESTROY_BATCH && cnode->cleared < cnode->slot_count; i++) {
        if (!destroy_clear_slot(&cnode->object, cnode_slot(cnode, cnode->cleared))) {
            return false;
        }
        cnode->cleared++;
    }
    return cnode->cleared == cnode->slot_count;
}
