/* SPDX-License-Identifier: MIT */
/* smp.h: the processors that the kernel was not started on. */
#pragma once

#include <kozo/types.h>

struct cpu;

/* Start every other processor that the firmware told of, and park it: asleep, interrupts off, in
 * the kernel's address space. One that does not come is reported and left alone. */
void x86_smp_init(void);

/* Say that this processor is parked, and be so for good; it keeps nothing of what only boot
 * needs. */
NORETURN void x86_park(struct cpu *cpu);

/* Where assembly hands over a processor that has come up, on its own kernel stack. */
NORETURN void x86_smp_park(struct cpu *cpu);
