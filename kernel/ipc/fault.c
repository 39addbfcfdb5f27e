/* SPDX-License-Identifier: MIT */
/* fault.c: faults as calls that the kernel makes on a thread's behalf. The handler runs on a budget
 * of its own: a fault lends nothing.
 *
 * Invariants: INV-IPC-5 at most KOZO_CALL_DEPTH faulted threads wait for each other in a row. They
 *   die in a row, too, when the last one's handler does, and that is one event. */
#include "endpoint_call.h"

#include <kozo/gen/faults.h>
#include <kozo/ipc.h>
#include <kozo/outcome.h>
#include <kozo/cpu.h>
#include <kozo/sched.h>
#include <kozo/trace.h>

/* Is this the fault of a handler of a handler of ... a faulted thread, as far as INV-IPC-5
 * permits? */
static bool fault_is_too_deep(const struct thread *thread)
{
    unsigned depth = 0;

    while (depth < KOZO_CALL_DEPTH && thread->caller != NULL && thread->caller->faulted) {
        thread = thread->caller;
        depth++;
    }
    return depth == KOZO_CALL_DEPTH;
}

static bool fault_is_heard(const struct thread *thread)
{
    return !cap_is_empty(&thread->bindings[THREAD_FAULTS]) && !fault_is_too_deep(thread);
}

NOINLINE void ipc_fault(struct thread *thread, const struct message *message)
{
    const struct cap_slot *handler = &thread->bindings[THREAD_FAULTS];

    sched_stop(thread);
    if (!fault_is_heard(thread)) {
        thread_die(thread);
        return;
    }
    thread->fault = *message;
    thread->faulted = true;
    const kozo_err_t outcome = endpoint_call(thread, handler, message->tag);

    if (outcome != KOZO_OK && outcome != KERNEL_BLOCKED) {
        thread_die(thread);
    }
}

void ipc_exhausted(struct thread *thread)
{
    struct message message;

    if (fault_is_heard(thread)) {
        fault_exhausted_message(&message, thread->budget->consumed_ns,
                                thread->budget->replenish_at_ns);
        if (unlikely(kernel.trace != NULL)) {
            trace_fault(thread, &message);
        }
        ipc_fault(thread, &message);
    }
}

bool ipc_is_exiting(const struct thread *thread)
{
    return thread->faulted && kozo_tag_label(thread->fault.tag) == KOZO_FAULT_METHOD_EXIT;
}
