/* SPDX-License-Identifier: MIT */
/* instructions.h: the single instructions that apic.c and clock.c use, on a machine of one's own:
 * see machine.c. */
#pragma once

#include <stdint.h>

struct cpuid {
    uint32_t eax, ebx, ecx, edx;
};

uint64_t x86_rdmsr(uint32_t msr);
void x86_wrmsr(uint32_t msr, uint64_t value);
struct cpuid x86_cpuid(uint32_t leaf, uint32_t subleaf);
uint64_t x86_rdtsc(void);
uint8_t x86_in8(uint16_t port);
void x86_out8(uint16_t port, uint8_t value);
void x86_fence(void);
