/* SPDX-License-Identifier: MIT */
/* main.c: the generic kernel's start, one step a line, in the order of what needs what. */
#include <kozo/arch.h>
#include <kozo/boot.h>
#include <kozo/cpu.h>
#include <kozo/log.h>
#include <kozo/trace.h>

void kernel_main(struct kozo_boot_info *info)
{
    kernel_lock();
    kernel.next_stamp = 1;
    kernel.next_serial = 1;
    boot_report_options(info);
    if (boot_has_option(info, "lock=on")) {
        kernel_state_lock.contended = true;
        arch_locked_entry();
    }
    if (boot_has_option(info, "fastpath=off")) {
        kernel.general = true;
        arch_general_entry();
    }
    this_cpu()->timer_at_ns = KOZO_DEADLINE_NEVER;
    trace_start(info);
    klog("kernel: %lu KiB of memory for init\n", (unsigned long)(boot_free_memory(info) / 1024));
    boot_start_init(info);
    kernel_unlock();
}
