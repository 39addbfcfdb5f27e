/* SPDX-License-Identifier: MIT */
/* trace.c: the way of trace records out of the machine, and the entry that makes them. */
#include <kozo/arch.h>

#include <x86/constants.h>
#include <x86/instructions.h>
#include <x86/traps.h>

BOOT_ONLY bool arch_trace_console(void)
{
    return x86_in8(KOZO_TRACE_PORT) == KOZO_TRACE_PORT_SIGN;
}

void arch_trace_write(const void *bytes, size_t length)
{
    x86_out_bytes(KOZO_TRACE_PORT, bytes, length);
}

BOOT_ONLY void arch_general_entry(void)
{
    this_arch_cpu()->syscall_entry = (uint64_t)x86_syscall_entry_general;
    x86_wrmsr(MSR_LSTAR, (uint64_t)x86_syscall_entry_general);
}
