/* SPDX-License-Identifier: MIT */
/* boot.h: from the loader's description to the first thread. */
#pragma once

#include <kozo/types.h>

/* Set up everything generic and start init. Context: called once by the architecture on the boot CPU,
 * on the kernel stack, in the kernel's own address space, interrupts off. `info` is a copy that the
 * architecture made and keeps. Returns when init's thread is ready. */
void kernel_main(const struct kozo_boot_info *info);

/* What the architecture tells before kernel_main() for init_info. */
struct boot_clock {
    uint64_t scale; /* nanoseconds per counter tick, as a fraction of 2^32 */
    uint64_t start; /* counter at time 0 */
};
struct boot_clock arch_clock(void);
