/* SPDX-License-Identifier: MIT */
/* frame.c: operations on frames; what mapping means is in aspace.c. */
#include <kozo/aspace.h>
#include <kozo/gen/handlers.h>

kozo_err_t sys_frame_unmap(struct thread *caller, struct cap_slot *self)
{
    (void)caller;
    if (!aspace_is_mapped(self)) {
        return KOZO_ERR_NOT_MAPPED;
    }
    aspace_unmap_slot(self);
    return KOZO_OK;
}
