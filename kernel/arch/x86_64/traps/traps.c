/* SPDX-License-Identifier: MIT */
/* traps.c: what becomes of a trap.
 *
 * In user mode an exception is the thread's fault, told as a message, and an interrupt is the
 * scheduler's. In kernel mode interrupts are closed but for two windows (arch_idle() and
 * arch_interrupt_waits()) and only leave a note there; an exception is a panic. NMIs mean nothing
 * to this kernel and are counted wherever they come. */
#include <x86/traps.h>

#include <kozo/arch.h>
#include <kozo/cpu.h>
#include <kozo/debug.h>
#include <kozo/entry.h>
#include <kozo/gen/faults.h>
#include <x86/apic.h>
#include <x86/instructions.h>
#include <x86/stacks.h>

static const char *const trap_names[VECTOR_EXCEPTIONS] = {
    [0] = "divide error",
    [1] = "debug",
    [3] = "breakpoint",
    [4] = "overflow",
    [5] = "bound range",
    [6] = "invalid opcode",
    [7] = "no FPU",
    [8] = "double fault",
    [10] = "invalid TSS",
    [11] = "segment not present",
    [12] = "stack fault",
    [13] = "general protection",
    [14] = "page fault",
    [16] = "x87 error",
    [17] = "alignment check",
    [18] = "machine check",
    [19] = "SIMD error",
    [20] = "virtualization",
    [21] = "control protection",
};

struct thread *x86_trap_user(uint64_t vector, uint64_t error)
{
    struct thread *thread = this_cpu()->current;
    const vaddr_t ip = {thread->regs.rip};
    const vaddr_t sp = {thread->regs.rsp};
    struct message message;

    kassert(thread->full_frame);
    if (vector >= VECTOR_EXCEPTIONS) {
        x86_apic_acknowledge(vector);
        return entry_interrupt();
    }
    if (vector == VECTOR_PAGE_FAULT) {
        fault_page_message(&message, (vaddr_t){x86_read_cr2()}, error, ip, sp);
    } else {
        if (vector == VECTOR_DEBUG && (thread->special & SPECIAL_STEP) != 0) {
            thread->special &= (uint8_t)~SPECIAL_STEP;
            arch_thread_step(thread, false);
        }
        fault_exception_message(&message, (uint8_t)vector, error, ip, sp);
    }
    return entry_fault(&message);
}

static void trap_panic(const struct arch_frame *frame)
{
    const char *name = trap_names[frame->vector];

    if (frame->vector == VECTOR_DOUBLE_FAULT && x86_is_stack_guard(x86_read_cr2())) {
        name = "kernel stack overflow";
    }
    panic_at(frame, "%s, vector %lu, error 0x%lx, address 0x%lx",
             name != NULL ? name : "reserved exception", frame->vector, frame->error,
             x86_read_cr2());
}

void x86_trap_kernel(struct arch_frame *frame)
{
    struct arch_cpu *cpu = this_arch_cpu();

    kassert((uint64_t)frame % 16 == 0);
    kassert((x86_read_rflags() & RFLAGS_NEVER_IN_KERNEL) == 0);
    if (frame->vector >= VECTOR_EXCEPTIONS) {
        x86_apic_acknowledge(frame->vector);
        cpu->interrupt_pending = true;
        if (frame->rip == (uint64_t)x86_idle_halt) {
            frame->rip = (uint64_t)x86_idle_halt_end;
        }
    } else if (frame->vector == VECTOR_NMI) {
        cpu->nmi_count++;
    } else if (frame->vector == VECTOR_DEBUG) {
        /* A program stepped over SYSCALL: its step ends here, and begins anew at the exit. */
        frame->rflags &= ~RFLAGS_TF;
        cpu->stray_count++;
    } else {
        trap_panic(frame);
    }
}

struct thread *x86_serve_pending(void)
{
    this_arch_cpu()->interrupt_pending = false;
    return entry_interrupt();
}
