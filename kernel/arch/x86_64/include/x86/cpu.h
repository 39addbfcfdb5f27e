/* SPDX-License-Identifier: MIT */
/* cpu.h: bringing a processor into the state that the kernel runs in. */
#pragma once

#include <kozo/cpu.h>

/* Panic unless this processor has what the kernel cannot do without. */
void x86_cpu_check(void);

/* Set up this processor: descriptor tables, GS, control registers, system calls. `cpu` is its
 * state, `number` its index. Context: once per CPU; the IDT is filled. */
void x86_cpu_init(struct cpu *cpu, uint32_t number);

/* Load the guard that the compiler puts below return addresses. */
void x86_stack_guard_init(void);
