/* SPDX-License-Identifier: MIT */
/* fault.c: faults as calls that the kernel makes on a thread's behalf. The handler runs on a budget
 * of its own: a fault lends nothing. */
#include "endpoint_call.h"

#include <kozo/ipc.h>
#include <kozo/outcome.h>
#include <kozo/sched.h>

void ipc_fault(struct thread *thread, const struct message *message)
{
    const struct cap_slot *handler = &thread->bindings[THREAD_FAULTS];

    sched_stop(thread);
    if (cap_is_empty(handler)) {
        thread_die(thread);
        return;
    }
    thread->fault = *message;
    thread->faulted = true;
    if (endpoint_call(thread, handler, message->tag, KOZO_DEADLINE_NEVER) != KERNEL_BLOCKED) {
        thread->faulted = false;
        thread_die(thread);
    }
}

bool ipc_is_exiting(const struct thread *thread)
{
    return thread->faulted && kozo_tag_label(thread->fault.tag) == KOZO_FAULT_METHOD_EXIT;
}
