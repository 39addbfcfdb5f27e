/* SPDX-License-Identifier: MIT */
/* boot.h: from the loader's description to the first thread. */
#pragma once

#include <kozo/lock.h>
#include <kozo/types.h>

/* Set up everything generic and make init ready to run. Context: called once by the architecture on
 * the boot CPU, on its kernel stack, in the kernel's own address space, interrupts off. `info` is
 * the kernel's own copy, in which all memory that the architecture keeps is marked. */
void kernel_main(struct kozo_boot_info *info);

/* Is `option` one of the words, separated by spaces, of the command line? What follows a word `--`
 * is init's. */
bool boot_has_option(const struct kozo_boot_info *info, const char *option);

/* What follows `option`, which ends in '=', where it begins a word of the command line; `*length`
 * is set to its length. NULL if there is no such word. */
const char *boot_option_value(const struct kozo_boot_info *info, const char *option,
                              size_t *length);

/* Names every word of the command line that is no option: misspelt, or damaged.
 * Returns how many. */
unsigned boot_report_options(const struct kozo_boot_info *info);

/* The clock, as init is told of it. */
struct boot_clock {
    uint64_t scale; /* nanoseconds per counter tick, as a fraction of 2^32 */
    uint64_t start; /* counter at time 0 */
};
struct boot_clock arch_clock(void);

/* Take 2^size_bits cleared bytes, aligned to their size, out of the free memory; they are marked as
 * the kernel's. Panics if there is none: nothing can be done without it. */
paddr_t boot_take_memory(struct kozo_boot_info *info, uint8_t size_bits);

/* Bytes of memory that nobody uses when boot is over. */
uint64_t boot_free_memory(const struct kozo_boot_info *info);

/* Cut the free memory, or that of devices, into at most `max` aligned powers of two, the largest
 * first, for init's Untyped capabilities. Returns their number. */
struct boot_block {
    paddr_t base;
    uint8_t size_bits;
};
size_t boot_cut_memory(const struct kozo_boot_info *info, bool device, struct boot_block *blocks,
                       size_t max);

/* Make init out of the image of that name in the initial ramdisk and give it everything that is
 * left. */
void boot_start_init(struct kozo_boot_info *boot) LOCKED;
