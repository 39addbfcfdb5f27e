/* SPDX-License-Identifier: MIT */
/* entry.h: the ways into the kernel. Each is called by the architecture with interrupts off and the
 * current thread's registers saved in it, and returns the thread to resume. */
#pragma once

#include <kozo/fault_message.h>
#include <kozo/thread.h>

/* A method: the registers hold its operands, and those that a C function preserves need not be
 * saved. If this CPU then has no detours (cpu.h) the thread goes on with its registers; if it has,
 * entry_system_call_detour() follows, with all registers saved and the current thread, or NULL if
 * that has destroyed itself, and returns the thread to resume. */
void entry_system_call(struct thread *caller);
struct thread *entry_system_call_detour(struct thread *caller);

/* The end of it, and in PARANOID builds of fast_signal(). */
void entry_method_ends(void);

/* A message operation that the fast path (fast_path.h), which is tried first, has refused. */
struct thread *entry_refused(struct thread *caller);

/* Any system call where the command line asks for a trace or for `fastpath=off`; where several CPUs
 * come in (lock.h), any that the fast path of messages has not taken. */
struct thread *entry_general(struct thread *caller);

/* In PARANOID builds, behind the fast path. */
void entry_fast_check(void);

/* A system call of a thread that is watched, with its flags. One that is stepped goes on with them,
 * the trap flag among them. */
struct thread *entry_watched(struct thread *caller);

/* The timer or another interrupt, taken in user mode. Interrupts taken in kernel mode, that is in
 * arch_idle() and arch_interrupt_waits(), only leave a note and are served here later. */
struct thread *entry_interrupt(void);

/* An exception in user mode, as a fault message that the architecture has made. */
struct thread *entry_fault(const struct message *message);

/* After kernel_main(): the first thread. */
struct thread *entry_first(void);
