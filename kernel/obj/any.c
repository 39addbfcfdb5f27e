/* SPDX-License-Identifier: MIT */
/* any.c: operations on a capability of whatever type. */
#include <kozo/gen/handlers.h>
#include <kozo/wait_by.h>

kozo_err_t sys_any_identify(struct thread *caller, struct cap_slot *self, kozo_info_t *info,
                            kozo_badge_t *badge)
{
    (void)caller;
    *info = cap_info(self);
    *badge = self->badge;
    return KOZO_OK;
}

kozo_err_t sys_any_verify(struct thread *caller, struct cap_slot *self, struct cap_slot *other,
                          kozo_relation_t *relation)
{
    return cap_verify(&caller->climb, self, other, relation);
}

kozo_err_t sys_any_delete(struct thread *caller, struct cap_slot *self)
{
    (void)caller;
    return wait_delete(self);
}

kozo_err_t sys_any_revoke(struct thread *caller, struct cap_slot *self)
{
    (void)caller;
    return wait_revoke(self);
}
