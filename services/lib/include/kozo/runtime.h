/* SPDX-License-Identifier: MIT */
/* runtime.h: what a program knows about itself.
 *
 * Programs get it from start_info; init, which is started by the kernel, from init_info. Everything
 * else in libkozo reads it here, and so works for both. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include <kozo/abi.h>

struct kozo_runtime {
    kozo_cnode_t cnode; /* root of the capability space */
    kozo_aspace_t aspace;
    kozo_thread_t thread; /* the first thread */
    kozo_budget_t budget; /* of the first thread */
    kozo_untyped_t untyped; /* the program's memory; raw 0 where it has none */
    uint64_t clock_scale, clock_start;
};

extern struct kozo_runtime kozo_runtime;

/* Per-thread block that %fs points at. */
struct kozo_tcb {
    struct kozo_tcb *self;
    struct kozo_buffer *buffer; /* NULL for a thread without IPC buffer */
    kozo_thread_t thread;
};

/* Make `tcb` the calling thread's block. */
void kozo_tcb_install(struct kozo_tcb *tcb);

/* The calling thread's block. */
static inline struct kozo_tcb *kozo_tcb(void)
{
    struct kozo_tcb *tcb;
    __asm__ volatile("mov %%fs:0, %0" : "=r"(tcb));
    return tcb;
}
