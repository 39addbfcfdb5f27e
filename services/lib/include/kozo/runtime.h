/* SPDX-License-Identifier: MIT */
/* runtime.h: what a program knows about itself.
 *
 * Programs get it from start_info; init, which is started by the kernel, from init_info. Everything
 * else in libkozo reads it here, and so works for both. */
#pragma once

#include <stdbool.h>
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
    uint64_t joiner; /* handle of the thread that waits for the end of this one, or 0 */
    bool ended;
};

enum { KOZO_TCB_ALIGN = 64 };
_Static_assert(sizeof(struct kozo_tcb) <= KOZO_TCB_ALIGN, "program.ld keeps room for the first");

/* The block of the first thread, with its thread-local variables below it. */
extern struct kozo_tcb kozo_first_tcb;

/* Bytes of thread-local variables, which lie right below a thread's block; a multiple of
 * KOZO_TCB_ALIGN. Most programs have none. */
size_t kozo_tls_size(void);

/* Give the variables below `tcb`, where memory is cleared, the values that they start with. */
void kozo_tls_fill(struct kozo_tcb *tcb);

/* Make `tcb` the calling thread's block. */
void kozo_tcb_install(struct kozo_tcb *tcb);

/* The calling thread's block. */
static inline struct kozo_tcb *kozo_tcb(void)
{
    struct kozo_tcb *tcb;
    __asm__ volatile("mov %%fs:0, %0" : "=r"(tcb));
    return tcb;
}
