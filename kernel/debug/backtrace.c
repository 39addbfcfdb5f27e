/* SPDX-License-Identifier: MIT */
/* backtrace.c: who called. By frame pointers, which every kernel function keeps; assembly starts a
 * chain with 0. */
#include <kozo/debug.h>

#include <kozo/log.h>
#include <kozo/symbols.h>

enum {
    BACKTRACE_MAX = 32,
};

/* The last function that starts at or below `address`, or NULL. */
static const struct kernel_symbol *backtrace_find(uint64_t address)
{
    size_t low = 0;
    size_t high = kernel_symbol_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (kernel_symbols[middle].address <= address) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low == 0 ? NULL : &kernel_symbols[low - 1];
}

/* One caller. Where an instruction returns to, the call before it is meant: a call that does not
 * return may be the last instruction of its function. */
static void backtrace_line(unsigned depth, uint64_t address, bool returns)
{
    const uint64_t inside = address - returns;
    const struct kernel_symbol *symbol = arch_is_text(inside) ? backtrace_find(inside) : NULL;
    struct source_line source;

    klog("  #%u 0x%016lx", depth, address);
    if (symbol != NULL) {
        klog(" %s+0x%lx", symbol->name, address - symbol->address);
        if (lines_find(inside, &source)) {
            klog(" (%s:%ld)", source.file, source.line);
        }
    }
    klog("\n");
}

void backtrace_print(uint64_t ip, bool returns, uint64_t frame_pointer)
{
    for (unsigned depth = 0; depth < BACKTRACE_MAX; depth++) {
        const uint64_t *frame = (const uint64_t *)frame_pointer;

        backtrace_line(depth, ip, returns || depth > 0);
        if (!arch_is_stack_frame(frame_pointer) || frame[1] == 0) {
            return;
        }
        ip = frame[1];
        /* Callers lie higher; anything else would be a loop. */
        if (frame[0] <= frame_pointer) {
            backtrace_line(depth + 1, ip, true);
            return;
        }
        frame_pointer = frame[0];
    }
}
