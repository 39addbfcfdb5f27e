/* SPDX-License-Identifier: MIT */
/* runtime.c: the runtime's record and the per-thread block.
 * Owns: kozo_runtime, written once before main(). */
#include <kozo/runtime.h>

#include <kozo/text.h>

struct kozo_runtime kozo_runtime;

/* Of program.ld. */
extern char kozo_tls_image[], kozo_tls_image_end[], kozo_tls_bytes[];

size_t kozo_tls_size(void)
{
    return (size_t)kozo_tls_bytes;
}

void kozo_tls_fill(struct kozo_tcb *tcb)
{
    memcpy((char *)tcb - kozo_tls_size(), kozo_tls_image,
           (size_t)(kozo_tls_image_end - kozo_tls_image));
}

void kozo_tcb_install(struct kozo_tcb *tcb)
{
    tcb->self = tcb;
    __asm__ volatile("wrfsbase %0" : : "r"(tcb) : "memory");
}
