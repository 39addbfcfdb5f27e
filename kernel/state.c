/* SPDX-License-Identifier: MIT */
/* state.c: where the mutable state of the kernel lies; see cpu.h. */
#include <kozo/cpu.h>

struct cpu cpus[KOZO_CPUS];
struct kernel kernel;
struct kernel_lock kernel_state_lock;
