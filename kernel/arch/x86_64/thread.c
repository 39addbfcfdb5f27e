/* SPDX-License-Identifier: MIT */
/* thread.c: threads as the processor sees them, waiting and standing still. */
#include <kozo/arch.h>

#include <kozo/assert.h>
#include <kozo/cpu.h>
#include <x86/constants.h>
#include <x86/instructions.h>
#include <x86/traps.h>

enum {
    SYSCALL_LENGTH = 2, /* bytes of the instruction: SDM volume 2, SYSCALL */
};

void arch_thread_start(struct thread *thread, vaddr_t ip, vaddr_t sp, uint64_t argument)
{
    struct arch_cpu *cpu = this_arch_cpu();

    thread->regs = (struct regs){
        .rdi = argument,
        .rip = ip.raw,
        .rsp = sp.raw,
        .rflags = RFLAGS_IF | RFLAGS_FIXED,
    };
    thread->full_frame = true;
    /* A thread that lay at this address before may have left its bases in the CPU. */
    if (cpu->bases_owner == thread) {
        cpu->bases_owner = NULL;
    }
}

void arch_thread_rewind(struct thread *thread)
{
    kassert(!thread->full_frame);
    thread->regs.rip -= SYSCALL_LENGTH;
}

bool arch_interrupt_waits(void)
{
    struct cpu *cpu = this_cpu();

    x86_interrupt_window();
    if (cpu->arch.interrupt_pending) {
        cpu->reselect = true; /* the long way out serves it */
    }
    return cpu->arch.interrupt_pending;
}

NOINLINE void arch_idle(void)
{
    struct arch_cpu *cpu = this_arch_cpu();

    if (!cpu->interrupt_pending) {
        x86_wait_for_interrupt();
    }
    cpu->interrupt_pending = false;
}

void arch_halt(void)
{
    for (;;) {
        x86_halt();
    }
}
