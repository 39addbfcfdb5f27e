/* SPDX-License-Identifier: MIT */
/* symbols.h: the kernel's functions by address, ascending, and its source lines; made by the
 * build. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct kernel_symbol {
    uint64_t address;
    const char *name;
};

extern const struct kernel_symbol kernel_symbols[];
extern const size_t kernel_symbol_count;

/* The form of the rows is described in lines.awk, which writes them. */
struct kernel_line_table {
    uint64_t address; /* of the first row */
    uint64_t size;
    uint8_t rows[];
};

extern const struct kernel_line_table kernel_lines;
extern const char *const kernel_files[];

struct source_line {
    const char *file; /* relative to the root of the tree */
    int64_t line;
};

/* What the instruction at `address`, in the kernel's text, was made from. Returns whether that is
 * known. */
bool lines_find(uint64_t address, struct source_line *found);
