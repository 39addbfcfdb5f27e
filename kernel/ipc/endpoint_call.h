/* SPDX-License-Identifier: MIT */
/* endpoint_call.h: a call by whomever: a program, or the kernel on behalf of one that faulted. */
#pragma once

#include <kozo/thread.h>

/* Deliver the message of `caller` through the endpoint capability `self`, or queue it.
 * Returns: OK; KERNEL_BLOCKED; or as ipc_transfer() and then nothing has changed. */
MUST_CHECK kozo_err_t endpoint_call(struct thread *caller, const struct cap_slot *self,
                                    kozo_tag_t tag) LOCKED;
