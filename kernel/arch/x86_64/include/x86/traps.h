/* SPDX-License-Identifier: MIT */
/* traps.h: exceptions and interrupts. */
#pragma once

#include <kozo/types.h>
#include <x86/constants.h>

struct thread;

/* What a trap leaves on the stack: the stubs push up to `vector`, the processor what follows
 * (`error` is 0 where it has none). Intel SDM volume 3, section 6.14.2. */
struct arch_frame {
    uint64_t r15, r14, r13, r12, r11, r10, r9, r8;
    uint64_t rbp, rdi, rsi, rdx, rcx, rbx, rax;
    uint64_t vector, error;
    uint64_t rip, cs, rflags, rsp, ss;
};

/* Fill the IDT; load it. */
void x86_idt_init(void);
void x86_idt_load(void);

/* Sleep until an interrupt. None slips in between STI and HLT, unless an NMI does: its return ends
 * the shadow of STI. An interrupt that finds x86_idle_halt interrupted returns behind it. */
void x86_wait_for_interrupt(void);
extern const uint8_t x86_idle_halt[], x86_idle_halt_end[];

/* The stubs of exceptions, by vector. */
extern const uint8_t x86_trap_stubs[VECTOR_EXCEPTIONS][8];

/* Those of interrupts, by groups. */
enum { INTERRUPT_GROUP = 28 };
struct x86_interrupt_stubs {
    uint8_t stubs[INTERRUPT_GROUP][4];
    uint8_t go_on[8]; /* all of a group jump there */
};
extern const struct x86_interrupt_stubs
    x86_interrupt_stubs[(VECTOR_COUNT - VECTOR_EXCEPTIONS) / INTERRUPT_GROUP];

/* Called by assembly, with interrupts off. */

/* A trap in user mode; the thread's registers are saved. Returns the thread to resume. */
struct thread *x86_trap_user(uint64_t vector, uint64_t error);

/* A trap in kernel mode, or, on a stack of its own, NMI, double fault and machine check from
 * anywhere. Returns to where it came from, or panics. */
void x86_trap_kernel(struct arch_frame *frame);

/* An interrupt came in kernel mode and has not been served: serve it before the exit. Returns the
 * thread to resume. */
struct thread *x86_serve_pending(void);

/* void x86_syscall_entry(void), where SYSCALL goes; after arch_general_entry(); after
 * arch_locked_entry(); of a thread with FPU; of one that is watched. */
extern const uint8_t x86_syscall_entry[];
extern const uint8_t x86_syscall_entry_general[];
extern const uint8_t x86_syscall_entry_locked[];
extern const uint8_t x86_syscall_entry_fpu[];
extern const uint8_t x86_syscall_entry_watched[];

/* Set this CPU up for a thread other than bases_owner, which was here last; one of them is special.
 * Returns it. Called by assembly. */
struct thread *x86_change_special(struct thread *to);

/* Leave the kernel into `thread`. */
NORETURN void x86_resume(struct thread *thread);
