/* SPDX-License-Identifier: MIT */
/* ipc.h: messages between threads.
 *
 * A thread that waits keeps its message in its saved registers and its IPC buffer until the partner
 * comes; the transfer then either happens whole or not at all. */
#pragma once

#include <kozo/endpoint.h>
#include <kozo/notification.h>
#include <kozo/thread.h>

/* End the wait of a thread with `error` and make it ready. Context: the thread is blocked. */
void ipc_end_wait(struct thread *thread, kozo_err_t error);

/* Take a waiting thread out of its queue and its timeout, without ending its wait. */
void ipc_leave_queue(struct thread *thread);

/* The fault of the current thread, described by `message`: call its handler on its behalf. Without
 * a handler, or when the handler cannot be reached, the thread is dead. */
void ipc_fault(struct thread *thread, const struct message *message);
