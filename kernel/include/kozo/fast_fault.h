/* SPDX-License-Identifier: MIT */
/* fast_fault.h: faults and their answers in a straight line. */
#pragma once

#include <kozo/lock.h>
#include <kozo/thread.h>

/* Tell the fault of the current thread to a handler that waits. Returns the thread to go on with;
 * or NULL: something is in the way, and nothing has changed. */
struct thread *fast_fault(struct thread *thread, const struct message *message) LOCKED;

/* Do the message operation in `callee`'s registers, if it lets a thread go on that has faulted, and
 * waits for the next fault. Returns likewise. */
struct thread *fast_answer(struct thread *callee) LOCKED;
