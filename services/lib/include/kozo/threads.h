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

/* Threads that a program may have at once, besides the first, or that were not joined. */
enum { KOZO_THREADS_MAX = 64 };

/* Make a thread from the program's memory and start it, with thread-local variables of its own.
 * Its block lies at the top of its stack and is valid until it is joined.
 * Returns: OK; NO_CAP (no memory was granted); NO_SPACE (there are KOZO_THREADS_MAX); NO_SLOT; what
 * the kernel returned. Not for use by two threads at once. */
kozo_err_t kozo_thread_create(const struct kozo_thread_plan *plan, struct kozo_tcb **thread);

/* Wait until the thread has returned, called kozo_exit() or died, and take back all that it was
 * made of, for the next. To be called by one thread, once it has returned OK not again.
 * Returns: OK; TIMED_OUT (it lives on); what the kernel returned. */
kozo_err_t kozo_thread_join(struct kozo_tcb *thread, kozo_deadline_t until);
