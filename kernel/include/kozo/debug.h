/* SPDX-License-Identifier: MIT */
/* debug.h: the last words of a kernel that cannot go on; panic() itself is in assert.h. */
#pragma once

#include <kozo/assert.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>

struct arch_frame;

/* Panic because of a trap in the kernel; `frame` is where. */
NORETURN PRINTF_LIKE(2, 3) void panic_at(const struct arch_frame *frame, const char *format, ...);

/* Print the callers, by frame pointers: first `ip`, which a call `returns` to or where a trap came
 * from, then what `frame_pointer` leads to. */
void backtrace_print(uint64_t ip, bool returns, uint64_t frame_pointer);

/* What the compiler calls when a function has overwritten its own frame. */
NORETURN void __stack_chk_fail(void);

/* The value that it compares; set once, before the first C function that could return. */
extern uint64_t __stack_chk_guard;

/* From the architecture: */

/* Print the registers of a trap, or the control registers alone for NULL. */
void arch_dump_registers(const struct arch_frame *frame);

/* Where a trap came from. */
uint64_t arch_frame_ip(const struct arch_frame *frame);
uint64_t arch_frame_pointer(const struct arch_frame *frame);

/* Is it an address of the kernel's functions? */
bool arch_is_text(uint64_t address);

/* Can two words be read there as a stack frame of the kernel? */
bool arch_is_stack_frame(uint64_t address);
