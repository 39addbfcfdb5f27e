/* SPDX-License-Identifier: MIT */
/* fpu.h: x87, MMX and vector registers. */
#pragma once

#include <stdint.h>

/* Find out which of them there are, and let this CPU know. Context: once per CPU; CR4 is set. */
void x86_fpu_init(void);

struct thread;

/* The FPU, which holds what is of `from`, then holds what is of `to`; it is on, and both have it.
 * Called by assembly. */
void x86_fpu_exchange(const struct thread *from, const struct thread *to);
