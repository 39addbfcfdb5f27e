/* SPDX-License-Identifier: MIT */
/* cnode.c: operations on CNodes. That a destination is an empty slot of the CNode has been
 * checked. */
#include <kozo/cnode.h>
#include <kozo/gen/handlers.h>
#include <kozo/wait_by.h>

kozo_err_t sys_cnode_copy(struct thread *caller, struct cnode *self, struct cap_slot *index,
                          struct cap_slot *source, kozo_rights_t mask, uint64_t *handle)
{
    const kozo_err_t error = cap_copy(index, source, mask);

    (void)caller;
    if (error == KOZO_OK) {
        *handle = cap_handle(self, index).raw;
    }
    return error;
}

kozo_err_t sys_cnode_mint(struct thread *caller, struct cnode *self, struct cap_slot *index,
                          struct cap_slot *source, kozo_rights_t mask, kozo_badge_t badge,
                          uint64_t *handle)
{
    const kozo_err_t error = cap_mint(index, source, mask, badge);

    (void)caller;
    if (error == KOZO_OK) {
        *handle = cap_handle(self, index).raw;
    }
    return error;
}

kozo_err_t sys_cnode_move(struct thread *caller, struct cnode *self, struct cap_slot *index,
                          struct cap_slot *source, uint64_t *handle)
{
    const kozo_err_t error = wait_leave(self, source);

    (void)caller;
    if (error != KOZO_OK) {
        return error;
    }
    cap_move(index, source);
    wait_arrive(index);
    *handle = cap_handle(self, index).raw;
    return KOZO_OK;
}

kozo_err_t sys_cnode_inspect(struct thread *caller, struct cnode *self, kozo_slot_index_t index,
                             kozo_info_t *info, kozo_badge_t *badge, uint64_t *handle)
{
    const uint32_t mask = self->slot_count - 1;

    (void)caller;
    if (index > mask) {
        return KOZO_ERR_NO_SLOT;
    }
    const struct cap_slot *slot = cnode_slot(self, index & mask);

    *info = cap_info(slot);
    *badge = slot->badge;
    *handle = cap_is_empty(slot) ? 0 : cap_handle(self, slot).raw;
    return KOZO_OK;
}
