/* SPDX-License-Identifier: MIT */
/* start.c: the start of every program but init.
 * Order: before main(): the thread's block (IPC), the runtime's record, the slot allocator. */
#include <kozo/slots.h>
#include <kozo/start.h>

const struct kozo_start_info *kozo_start_info(void)
{
    return (const struct kozo_start_info *)KOZO_START_INFO_ADDRESS;
}

_Noreturn void kozo_enter(uint64_t argument)
{
    (void)argument;
    const struct kozo_start_info *info = kozo_start_info();

    kozo_tls_fill(&kozo_first_tcb);
    kozo_first_tcb.buffer = (struct kozo_buffer *)KOZO_START_BUFFER_ADDRESS;
    kozo_first_tcb.thread = (kozo_thread_t){info->thread};
    kozo_tcb_install(&kozo_first_tcb);

    kozo_runtime = (struct kozo_runtime){
        .cnode = {info->cnode},
        .aspace = {info->aspace},
        .thread = {info->thread},
        .budget = {info->budget},
        .untyped = {info->untyped},
        .clock_scale = info->clock_scale,
        .clock_start = info->clock_start,
    };
    kozo_slots_init(info->first_free, info->slot_count);
    kozo_exit((uint64_t)main());
}
