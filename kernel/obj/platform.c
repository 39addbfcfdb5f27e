/* SPDX-License-Identifier: MIT */
/* platform.c: the power switch. */
#include <kozo/arch.h>
#include <kozo/gen/handlers.h>

kozo_err_t sys_platform_power_off(struct thread *caller, struct cap_slot *self)
{
    (void)caller;
    (void)self;
    arch_power_off();
    return KOZO_ERR_UNSUPPORTED;
}

kozo_err_t sys_platform_reboot(struct thread *caller, struct cap_slot *self)
{
    (void)caller;
    (void)self;
    arch_reboot();
    return KOZO_ERR_UNSUPPORTED;
}
