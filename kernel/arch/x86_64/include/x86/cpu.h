/* SPDX-License-Identifier: MIT */
/* cpu.h: bringing a processor into the state that the kernel runs in. */
#pragma once

#include <kozo/cpu.h>
#include <x86/constants.h>

/* Control registers, without the FPU and with it: CR0.EM and TS make each x87, MMX, SSE and AVX
 * instruction a fault; without CR4.OSXSAVE there are none that save or load them, either. */
#define CPU_CR0_FPU (CR0_PE | CR0_MP | CR0_ET | CR0_NE | CR0_WP | CR0_AM | CR0_PG)
#define CPU_CR0 (CPU_CR0_FPU | CR0_EM | CR0_TS)
#define CPU_CR4 (CR4_PAE | CR4_MCE | CR4_PGE | CR4_UMIP | CR4_FSGSBASE | CR4_SMEP | CR4_SMAP)
#define CPU_CR4_FPU (CPU_CR4 | CR4_OSFXSR | CR4_OSXMMEXCPT) /* and OSXSAVE, where it is */

/* Panic unless this processor has what the kernel cannot do without. */
void x86_cpu_check(void);

/* Set up this processor: descriptor tables, GS, control registers, system calls. `cpu` is its
 * state, `number` its index. Context: once per CPU; the IDT is filled. */
void x86_cpu_init(struct cpu *cpu, uint32_t number);

/* Load the guard that the compiler puts below return addresses. */
void x86_stack_guard_init(void);
