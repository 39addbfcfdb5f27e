/* SPDX-License-Identifier: MIT */
/* trampoline.h: the page in which a processor comes up. */
#pragma once

#include <kozo/types.h>

struct cpu;

/* At TRAMPOLINE_DATA in the copied page. */
struct trampoline_data {
    uint32_t base; /* physical address of the page */
    uint32_t root; /* of page tables that hold page and kernel, below 4 GiB */
    uint64_t stack;
    struct cpu *cpu;
    void (*entry)(struct cpu *cpu);
};

enum {
    TRAMPOLINE_DATA = 0xf00,
};

extern const uint8_t x86_trampoline[PAGE_SIZE];
