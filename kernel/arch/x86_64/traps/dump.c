/* SPDX-License-Identifier: MIT */
/* dump.c: registers for a panic, and what a backtrace may touch. */
#include <kozo/debug.h>

#include <kozo/cpu.h>
#include <kozo/log.h>
#include <x86/boot.h>
#include <x86/instructions.h>
#include <x86/stacks.h>
#include <x86/traps.h>

void arch_dump_registers(const struct arch_frame *frame)
{
    if (frame != NULL) {
        klog("  rip %016lx  rsp %016lx  rflags %08lx  cs %02lx\n", frame->rip, frame->rsp,
             frame->rflags, frame->cs);
        klog("  rax %016lx  rbx %016lx  rcx %016lx\n", frame->rax, frame->rbx, frame->rcx);
        klog("  rdx %016lx  rsi %016lx  rdi %016lx\n", frame->rdx, frame->rsi, frame->rdi);
        klog("  rbp %016lx  r8  %016lx  r9  %016lx\n", frame->rbp, frame->r8, frame->r9);
        klog("  r10 %016lx  r11 %016lx  r12 %016lx\n", frame->r10, frame->r11, frame->r12);
        klog("  r13 %016lx  r14 %016lx  r15 %016lx\n", frame->r13, frame->r14, frame->r15);
    }
    klog("  cr0 %016lx  cr2 %016lx  cr3 %016lx\n", x86_read_cr0(), x86_read_cr2(),
         x86_read_cr3());
    klog("  cr4 %016lx  gs  %016lx\n", x86_read_cr4(), x86_rdmsr(MSR_GS_BASE));
}

uint64_t arch_frame_ip(const struct arch_frame *frame)
{
    return frame->rip;
}

uint64_t arch_frame_pointer(const struct arch_frame *frame)
{
    return frame->rbp;
}

bool arch_is_text(uint64_t address)
{
    return address >= (uint64_t)kernel_once_text_start && address < (uint64_t)kernel_text_end;
}

bool arch_is_stack_frame(uint64_t address)
{
    return address % sizeof(uint64_t) == 0 && address >= (uint64_t)x86_stacks &&
           address + 2 * sizeof(uint64_t) <= (uint64_t)(x86_stacks + KOZO_CPUS) &&
           !x86_is_stack_guard(address) && !x86_is_stack_guard(address + sizeof(uint64_t));
}
