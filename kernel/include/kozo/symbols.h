/* SPDX-License-Identifier: MIT */
/* symbols.h: the kernel's functions by address, ascending; made by the build. */
#pragma once

#include <stddef.h>
#include <stdint.h>

struct kernel_symbol {
    uint64_t address;
    const char *name;
};

extern const struct kernel_symbol kernel_symbols[];
extern const size_t kernel_symbol_count;
