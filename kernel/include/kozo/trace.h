/* SPDX-License-Identifier: MIT */
/* trace.h: the trace, a record of what threads ask of the kernel. Off unless the command line says
 * `trace=`, and then nothing of it is in the way of a system call: where those enter is chosen
 * once.
 *
 * Metadata only: names, handles, tags, badges, status; never message words, the contents of an IPC
 * buffer, or what the IDL marks as payload.
 * See: docs/decisions/018-trace.md; docs/guide-tracing.md. */
#pragma once

#include <kozo/fault_message.h>
#include <kozo/lock.h>
#include <kozo/thread.h>

/* The newest records; older ones are overwritten. */
struct trace_ring {
    struct kozo_trace_record *records;
    uint32_t capacity;
    uint64_t count; /* records made so far; the next one is record count % capacity */
};

/* The place of the next record, cleared but for its sequence number. */
COLD struct kozo_trace_record *trace_ring_take(struct trace_ring *ring);

/* Record `back` steps before the newest, 0 being that; NULL if it has been overwritten or never
 * was. */
COLD const struct kozo_trace_record *trace_ring_at(const struct trace_ring *ring, uint64_t back);

/* The record of this number, or the oldest if that has been overwritten; `found` is which. There is
 * one: `number` is less than the count. */
COLD const struct kozo_trace_record *trace_ring_from(const struct trace_ring *ring, uint64_t number,
                                                     uint64_t *found);

/* Lies in memory of its own, which is only taken if there is a trace. */
struct trace {
    kozo_trace_events_t events; /* which are on */
    bool console;               /* somebody outside takes the records */
    struct trace_ring ring;
};

/* Begin to trace if the command line says so. A word that names no event is reported.
 * Context: boot, before the first thread, on the CPU that runs threads. */
COLD void trace_start(struct kozo_boot_info *info) LOCKED;

/* All of the following: context: kernel.trace is not NULL. */

/* The current thread makes the system call that its registers hold. */
COLD void trace_call(struct thread *caller) LOCKED;

/* The call has been carried out as far as it could be. */
COLD void trace_called(struct thread *caller) LOCKED;

/* A thread faults. */
COLD void trace_fault(const struct thread *thread, const struct message *message) LOCKED;

/* The CPU goes on with `next`: a call in which that waited has ended. */
COLD void trace_go_on(struct thread *next) LOCKED;

/* Print the last records, if there are any. Context: a panic; any, without a lock. */
COLD void trace_print_last(void);
