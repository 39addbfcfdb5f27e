/* SPDX-License-Identifier: MIT */
/* runtime.c: the runtime's record and the per-thread block.
 * Owns: kozo_runtime, written once before main(). */
#include <kozo/runtime.h>

struct kozo_runtime kozo_runtime;

void kozo_tcb_install(struct kozo_tcb *tcb)
{
    tcb->self = tcb;
    __asm__ volatile("wrfsbase %0" : : "r"(tcb) : "memory");
}
