/* SPDX-License-Identifier: MIT */
/* thread.c: threads as the processor sees them, waiting and standing still. */
#include <kozo/arch.h>

#include <kozo/assert.h>
#include <kozo/cpu.h>
#include <kozo/string.h>
#include <x86/constants.h>
#include <x86/instructions.h>
#include <x86/traps.h>

enum {
    SYSCALL_LENGTH = 2, /* bytes of the instruction: SDM volume 2, SYSCALL */
};

void arch_thread_redirect(struct thread *thread, vaddr_t ip, vaddr_t sp)
{
    thread->regs.rip = ip.raw;
    thread->regs.rsp = sp.raw;
}

void arch_thread_start(struct thread *thread, vaddr_t ip, vaddr_t sp, uint64_t argument)
{
    struct arch_cpu *cpu = this_arch_cpu();

    thread->regs.rdi = argument;
    arch_thread_redirect(thread, ip, sp);
    /* A thread that lay at this address before may have left its bases in the CPU. */
    if (cpu->bases_owner == thread) {
        cpu->bases_owner = NULL;
    }
}

/* SYSRET leaves less than the whole: what it does to the others. */
static void thread_complete(const struct thread *thread, struct regs *regs)
{
    if (!thread->full_frame) {
        regs->rcx = regs->rip;
        regs->r11 = RFLAGS_SET;
        regs->rflags = 0;
    }
    regs->rflags |= RFLAGS_SET;
}

void arch_thread_read(const struct thread *thread, struct regs *out)
{
    memcpy(out, &thread->regs, sizeof(*out));
    thread_complete(thread, out);
}

void arch_thread_step(struct thread *thread, bool on)
{
    thread_complete(thread, &thread->regs);
    thread->regs.rflags = (thread->regs.rflags & ~RFLAGS_TF) | (on ? RFLAGS_TF : 0);
    thread->full_frame = true;
}

bool arch_thread_write(struct thread *thread, const struct regs *regs)
{
    kassert(this_arch_cpu()->bases_owner != thread); /* which is the caller */
    if (regs->rip >= KOZO_USER_TOP || regs->fs_base >= KOZO_USER_TOP ||
        regs->gs_base >= KOZO_USER_TOP) {
        return false;
    }
    memcpy(&thread->regs, regs, sizeof(*regs));
    thread->regs.rflags = (regs->rflags & RFLAGS_USER) | RFLAGS_SET;
    thread->full_frame = true;
    return true;
}

void arch_thread_rewind(struct thread *thread)
{
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
