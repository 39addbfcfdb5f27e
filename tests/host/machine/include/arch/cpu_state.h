/* SPDX-License-Identifier: MIT */
/* cpu_state.h: the one processor of tests/host/machine. */
#pragma once

#include <kozo/compiler.h>

struct cpu;

struct arch_cpu {
    struct cpu *self;
    uint64_t stray_count;
};

struct cpu *this_cpu(void);
struct arch_cpu *this_arch_cpu(void);
