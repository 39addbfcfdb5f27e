/* SPDX-License-Identifier: MIT */
/* cpu_state.h: the processor on the host; there is one. */
#pragma once

#include <kozo/compiler.h>

struct cpu;

struct arch_cpu {
    struct cpu *self;
};

struct cpu *this_cpu(void);

static inline void arch_relax(void)
{
}
