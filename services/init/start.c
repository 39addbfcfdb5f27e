/* SPDX-License-Identifier: MIT */
/* start.c: init's own start, in the place of libkozo's: the kernel starts init and describes the
 * machine in init_info. */
#include <kozo/slots.h>
#include <kozo/start.h>

#include "init.h"
#include "report.h"

_Noreturn void kozo_enter(uint64_t argument)
{
    (void)argument;
    const struct kozo_init_info *info = init_info();

    kozo_first_tcb.buffer = (struct kozo_buffer *)KOZO_INIT_BUFFER_ADDRESS;
    kozo_first_tcb.thread = (kozo_thread_t){info->thread};
    kozo_tcb_install(&kozo_first_tcb);

    kozo_runtime = (struct kozo_runtime){
        .cnode = {info->cnode},
        .aspace = {info->aspace},
        .thread = {info->thread},
        .budget = {info->budget},
        .clock_scale = info->clock_scale,
        .clock_start = info->clock_start,
    };
    kozo_slots_init(info->first_free, info->first_free + INIT_GENERAL_SLOTS);
    int code = main();
    report("ended with %d: the system is without its root task", code);
    kozo_exit((uint64_t)code);
}
