/* SPDX-License-Identifier: MIT */
/* threads.h: more threads in the program's own address and capability space. */
#pragma once

#include <stdbool.h>

#include <kozo/runtime.h>

struct kozo_thread_plan {
    void (*entry)(void *argument); /* when it returns, the thread ends with code 0 */
    void *argument;
    unsigned stack_pages; /* at least 1; a guard page lies below */
    kozo_priority_t priority; /* at most the program's own */
    bool without_buffer; /* such a thread can send and receive six words and no capabilities */
    kozo_frame_t buffer; /* raw 0: the runtime makes one; else this is bound, mapped or not, and the
                          * thread's block does not know where it is */
    kozo_endpoint_t faults; /* receives its faults; raw 0: a fault ends the thread unheard */
};

/* Give a thread the name by which traces call it, cut to KOZO_THREAD_NAME_BYTES. */
kozo_err_t kozo_thread_set_name(kozo_thread_t thread, const char *name);

/* Make a thread from the program's memory and start it. Its block lies at the top of its stack and
 * is valid as long as the program lives.
 * Returns: OK; NO_CAP (no memory was granted); what the kernel returned. */
kozo_err_t kozo_thread_create(const struct kozo_thread_plan *plan, struct kozo_tcb **thread);
