/* SPDX-License-Identifier: MIT */
/* entry.h: the ways into the kernel. Each is called by the architecture with interrupts off and the
 * current thread's registers saved in it, and returns the thread to resume. */
#pragma once

#include <kozo/fault_message.h>
#include <kozo/thread.h>

/* A system call: the registers hold its operands. */
struct thread *entry_system_call(void);

/* Likewise, tracing: in place of the above where the command line asks for it. */
struct thread *entry_system_call_traced(void);

/* The timer or another interrupt, taken in user mode. Interrupts taken in kernel mode, that is in
 * arch_idle() and arch_interrupt_waits(), only leave a note and are served here later. */
struct thread *entry_interrupt(void);

/* An exception in user mode, as a fault message that the architecture has made. */
struct thread *entry_fault(const struct message *message);

/* After kernel_main(): the first thread. */
struct thread *entry_first(void);
