/* SPDX-License-Identifier: MIT */
/* trace.c: the way of trace records out of the machine. */
#include <kozo/arch.h>

#include <x86/instructions.h>

BOOT_ONLY bool arch_trace_console(void)
{
    return x86_in8(KOZO_TRACE_PORT) == KOZO_TRACE_PORT_SIGN;
}

void arch_trace_write(const void *bytes, size_t length)
{
    x86_out_bytes(KOZO_TRACE_PORT, bytes, length);
}
