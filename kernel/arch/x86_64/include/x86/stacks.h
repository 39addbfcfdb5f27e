/* SPDX-License-Identifier: MIT */
/* stacks.h: each CPU's kernel stack and interrupt stacks. The page below each is not mapped, so
 * that an overflow is a double fault and not a changed neighbour.
 *
 * The two words at the top of an interrupt stack hold its CPU's `struct cpu *`: code that came
 * there from any instruction cannot trust GS. */
#pragma once

#include <arch/cpu_state.h>
#include <kozo/types.h>

enum {
    KERNEL_STACK_PAGES = 4,
};

struct kernel_stack {
    uint8_t guard[PAGE_SIZE];
    uint8_t memory[KERNEL_STACK_PAGES * PAGE_SIZE];
};

struct interrupt_stack {
    uint8_t guard[PAGE_SIZE];
    uint8_t memory[PAGE_SIZE - 16];
    struct cpu *cpu;
    uint64_t padding;
};

struct cpu_stacks {
    struct kernel_stack kernel;
    struct interrupt_stack interrupt[IST_COUNT];
} ALIGNED(PAGE_SIZE);

_Static_assert(sizeof(struct cpu_stacks) == (1 + KERNEL_STACK_PAGES + 2 * IST_COUNT) * PAGE_SIZE,
               "guards and stacks are whole pages");

extern struct cpu_stacks x86_stacks[KOZO_CPUS];

/* Is `address` in a page that must not be mapped? */
bool x86_is_stack_guard(uint64_t address);
