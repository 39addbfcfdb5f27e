/* SPDX-License-Identifier: MIT */
/* panic.c: the end. A line `PANIC: ...`, the registers, the callers, the
 * end of the trace, and the CPU stands still.
 * Owns: `panicking`, and the stack protector's guard after boot. */
#include <kozo/debug.h>

#include <kozo/arch.h>
#include <kozo/log.h>
#include <kozo/trace.h>

uint64_t __stack_chk_guard;

/* A panic while panicking says nothing more: what it would print is what has just failed. */
static bool panicking;

static void panic_begin(const char *format, va_list arguments)
{
    if (panicking) {
        arch_halt();
    }
    panicking = true;
    klog("\nPANIC: ");
    klog_va(format, arguments);
    klog("\n");
}

void panic(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    panic_begin(format, arguments);
    va_end(arguments);
    arch_dump_registers(NULL);
    backtrace_print((uint64_t)__builtin_return_address(0), true,
                    *(uint64_t *)__builtin_frame_address(0));
    trace_print_last();
    arch_halt();
}

void panic_at(const struct arch_frame *frame, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    panic_begin(format, arguments);
    va_end(arguments);
    arch_dump_registers(frame);
    backtrace_print(arch_frame_ip(frame), false, arch_frame_pointer(frame));
    trace_print_last();
    arch_halt();
}

void __stack_chk_fail(void)
{
    panic("stack overwritten in the caller of this function");
}
