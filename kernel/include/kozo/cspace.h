/* SPDX-License-Identifier: MIT */
/* cspace.h: from handles to slots. What nearly every system call does is inline; the precise reason
 * why a handle names nothing is found elsewhere.
 * Invariants: an index into a CNode is masked with the number of its slots, a power of two, so that
 *   no index is out of bounds, not even speculatively. */
#pragma once

#include <kozo/cnode.h>
#include <kozo/thread.h>

struct cspace_result {
    struct cap_slot *slot; /* NULL on error */
    kozo_err_t error;
};

/* cspace_lookup() in full. */
struct cspace_result cspace_resolve(const struct thread *caller, kozo_handle_t handle,
                                    bool allow_dying, kozo_rights_t path_rights) LOCKED;

/* Does a handle name a slot of the caller's root CNode? `index` is its lower half, with the depth
 * above the address, so that those of others are too large. */
static ALWAYS_INLINE bool cspace_is_near(const struct thread *caller, uint32_t index,
                                         kozo_rights_t path_rights)
{
    return likely(index - 1 < (uint32_t)caller->cspace_mask) &&
           (cap_rights(&caller->bindings[THREAD_CSPACE]) & path_rights) == path_rights;
}

/* Resolve a handle in the caller's space, at most KOZO_CSPACE_LEVELS CNodes deep. Every CNode
 * capability on the way, the thread's binding included, must carry LOOKUP and `path_rights`.
 * Returns: OK; NO_CAP (no space, no slot, empty, not canonical); ACCESS_DENIED (path);
 *   STALE (another stamp); DYING (a zombie, unless `allow_dying`, or one on the way). */
static ALWAYS_INLINE LOCKED MUST_CHECK kozo_err_t cspace_lookup(const struct thread *caller,
                                                                kozo_handle_t handle,
                                                                bool allow_dying,
                                                                kozo_rights_t path_rights,
                                                                struct cap_slot **out)
{
    const uint32_t index = (uint32_t)handle.raw;

    if (cspace_is_near(caller, index, path_rights)) {
        const uint32_t mask = (uint32_t)caller->cspace_mask;
        struct cap_slot *slot = cnode_slot(caller->cspace, index & mask);

        if (likely(cap_stamp(slot) == kozo_handle_stamp(handle)) && likely(!cap_is_empty(slot)) &&
            (allow_dying || likely(!cap_is_zombie(slot)))) {
            *out = slot;
            return KOZO_OK;
        }
    }
    const struct cspace_result result = cspace_resolve(caller, handle, allow_dying, path_rights);

    *out = result.slot;
    return result.error;
}

/* Whether one of `count` slots is occupied: 1 or 0. */
/*@ logic integer occupied{L}(struct cap_slot *first, integer count) = count <= 0 ? 0 :
        (kozo_object_t)first[count - 1].meta != KOZO_OBJECT_NULL ? 1 :
            occupied(first, count - 1); */

/* The metas of `count` slots, one over the other. No branch depends on a slot, so that all are
 * looked at together: four in seven instructions. */
static ALWAYS_INLINE uint64_t cnode_metas(const struct cap_slot *slot, uint32_t count)
{
    uint64_t seen = 0;

    /*@ loop invariant place: slot == \at(slot, Pre) + (\at(count, Pre) - count);
        loop invariant left: 0 <= count <= \at(count, Pre);
        loop invariant seen: (kozo_object_t)seen == KOZO_OBJECT_NULL <==>
            occupied(\at(slot, Pre), \at(count, Pre) - count) == 0;
        loop assigns count, seen, slot;
        loop variant count; */
    for (; count >= 4; count -= 4) {
        seen |= slot[0].meta | slot[1].meta | slot[2].meta | slot[3].meta;
        slot += 4;
    }
    /*@ loop invariant place: slot == \at(slot, Pre) + (\at(count, Pre) - count);
        loop invariant left: 0 <= count <= \at(count, Pre);
        loop invariant seen: (kozo_object_t)seen == KOZO_OBJECT_NULL <==>
            occupied(\at(slot, Pre), \at(count, Pre) - count) == 0;
        loop assigns count, seen, slot;
        loop variant count; */
    for (; count != 0; count--) {
        seen |= slot->meta;
        slot++;
    }
    return seen;
}

/* Find `count` empty slots from `index` on. Returns: OK; NO_SLOT; SLOT_BUSY. */
static ALWAYS_INLINE LOCKED MUST_CHECK kozo_err_t cnode_slots(struct cnode *cnode, uint32_t index,
                                                              uint32_t count,
                                                              struct cap_slot **out)
{
    const uint32_t mask = cnode->slot_count - 1;
    const uint32_t before = index - 1; /* slots below it, but for the header */

    if (unlikely(before >= mask || count > mask - before)) {
        return KOZO_ERR_NO_SLOT;
    }
    struct cap_slot *first = cnode_slot(cnode, index & mask);

    if (unlikely((kozo_object_t)(cnode_metas(first, count) >> META_TYPE_SHIFT) !=
                 KOZO_OBJECT_NULL)) {
        return KOZO_ERR_SLOT_BUSY;
    }
    *out = first;
    return KOZO_OK;
}
