/* SPDX-License-Identifier: MIT */
/* fast_lookup.h: from a handle to a capability in a straight line: one comparison for what a
 * decoder looks at in four, without the reason why it is refused. */
#pragma once

#include <kozo/cspace.h>

/* Does a handle name a slot of the root CNode? */
static ALWAYS_INLINE bool fast_is_near(const struct thread *caller, kozo_handle_t handle)
{
    return cspace_is_near(caller, (uint32_t)handle.raw, 0);
}

/* That slot, whatever it holds. */
static ALWAYS_INLINE const struct cap_slot *fast_near_slot(const struct thread *caller,
                                                           kozo_handle_t handle)
{
    return cnode_slot(caller->cspace, (uint32_t)handle.raw & (uint32_t)caller->cspace_mask);
}

/* Does the slot hold, under the handle's stamp, a live object of a type, and `right` to it? */
static ALWAYS_INLINE bool fast_permits(const struct cap_slot *slot, kozo_handle_t handle,
                                       kozo_object_t type, kozo_rights_t right)
{
    const uint32_t looked_at = UINT32_C(0xff) << META_TYPE_SHIFT |
                               (uint32_t)right << META_RIGHTS_SHIFT |
                               (uint32_t)CAP_ZOMBIE << META_FLAGS_SHIFT;
    const uint32_t needed =
        (uint32_t)type << META_TYPE_SHIFT | (uint32_t)right << META_RIGHTS_SHIFT;

    return likely((slot->meta ^ handle.raw) >> META_STAMP_SHIFT == 0 &&
                  ((uint32_t)slot->meta & looked_at) == needed);
}
