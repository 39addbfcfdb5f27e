/* SPDX-License-Identifier: MIT */
/* asm_offsets.c: offsets and constants for assembly, as the compiler knows them. It is compiled to
 * assembly only; each `.ascii "->NAME VALUE"` in the result becomes a #define of asm_offsets.h. */
#include <arch/memory.h>
#include <kozo/cpu.h>
#include <kozo/fast_method.h>
#include <kozo/gen/dispatch.h>
#include <x86/constants.h>
#include <x86/screen.h>
#include <x86/stacks.h>
#include <x86/trampoline.h>
#include <x86/traps.h>

#define DEFINE(name, value) __asm__ volatile("\n.ascii \"->" #name " %0\"" : : "i"(value))

void x86_asm_offsets(void);

void x86_asm_offsets(void)
{
    DEFINE(CPU_SELF, offsetof(struct cpu, arch.self));
    DEFINE(CPU_STACK_TOP, offsetof(struct cpu, arch.stack_top));
    DEFINE(CPU_ROOT, offsetof(struct cpu, arch.root));
    DEFINE(CPU_BASES_OWNER, offsetof(struct cpu, arch.bases_owner));
    DEFINE(CPU_INTERRUPT_PENDING, offsetof(struct cpu, arch.interrupt_pending));
    DEFINE(CPU_ODD, offsetof(struct cpu, arch.odd));
    DEFINE(CPU_SPECIAL, offsetof(struct cpu, arch.special));
    DEFINE(CPU_USER_FLAGS, offsetof(struct cpu, arch.user_flags));
    DEFINE(CPU_CURRENT, offsetof(struct cpu, current));
    DEFINE(CPU_DETOURS, offsetof(struct cpu, detours));

    DEFINE(LOCK_NEXT_TICKET, offsetof(struct kernel_lock, next_ticket));
    DEFINE(LOCK_NOW_SERVING, offsetof(struct kernel_lock, now_serving));

    DEFINE(THREAD_ROOT, offsetof(struct thread, root));
    DEFINE(THREAD_FULL_FRAME, offsetof(struct thread, full_frame));
    DEFINE(THREAD_SLOW, offsetof(struct thread, slow));
    DEFINE(THREAD_SPECIAL, offsetof(struct thread, special));
    DEFINE(THREAD_RAX, offsetof(struct thread, regs.rax));
    DEFINE(THREAD_RBX, offsetof(struct thread, regs.rbx));
    DEFINE(THREAD_RCX, offsetof(struct thread, regs.rcx));
    DEFINE(THREAD_RDX, offsetof(struct thread, regs.rdx));
    DEFINE(THREAD_RSI, offsetof(struct thread, regs.rsi));
    DEFINE(THREAD_RDI, offsetof(struct thread, regs.rdi));
    DEFINE(THREAD_RBP, offsetof(struct thread, regs.rbp));
    DEFINE(THREAD_R8, offsetof(struct thread, regs.r8));
    DEFINE(THREAD_R9, offsetof(struct thread, regs.r9));
    DEFINE(THREAD_R10, offsetof(struct thread, regs.r10));
    DEFINE(THREAD_R11, offsetof(struct thread, regs.r11));
    DEFINE(THREAD_R12, offsetof(struct thread, regs.r12));
    DEFINE(THREAD_R13, offsetof(struct thread, regs.r13));
    DEFINE(THREAD_R14, offsetof(struct thread, regs.r14));
    DEFINE(THREAD_R15, offsetof(struct thread, regs.r15));
    DEFINE(THREAD_RIP, offsetof(struct thread, regs.rip));
    DEFINE(THREAD_RSP, offsetof(struct thread, regs.rsp));
    DEFINE(THREAD_RFLAGS, offsetof(struct thread, regs.rflags));
    DEFINE(THREAD_FS_BASE, offsetof(struct thread, regs.fs_base));
    DEFINE(THREAD_GS_BASE, offsetof(struct thread, regs.gs_base));

    DEFINE(FRAME_VECTOR, offsetof(struct arch_frame, vector));
    DEFINE(FRAME_ERROR, offsetof(struct arch_frame, error));
    DEFINE(FRAME_CS, offsetof(struct arch_frame, cs));

    DEFINE(ASM_MESSAGES, DISPATCH_MESSAGES);
    DEFINE(ASM_FAST_METHODS, FAST_METHODS);
    DEFINE(ASM_OP_CALL, KOZO_OP_ENDPOINT_CALL);
    DEFINE(ASM_OP_REPLY_RECEIVE, KOZO_OP_ENDPOINT_REPLY_RECEIVE);
    DEFINE(ASM_OP_SIGNAL, KOZO_OP_NOTIFICATION_SIGNAL);
    DEFINE(ASM_OP_WAIT, KOZO_OP_NOTIFICATION_WAIT);
    DEFINE(ASM_OP_YIELD, KOZO_OP_BUDGET_YIELD);
    DEFINE(ASM_USER_TOP, KOZO_USER_TOP);
    DEFINE(ASM_RFLAGS_USER, RFLAGS_USER);
    DEFINE(ASM_RFLAGS_SET, RFLAGS_IF | RFLAGS_FIXED);
    DEFINE(ASM_USER_CODE, SELECTOR_USER_CODE);
    DEFINE(ASM_USER_DATA, SELECTOR_USER_DATA);
    DEFINE(ASM_KERNEL_CODE, SELECTOR_KERNEL_CODE);
    DEFINE(ASM_VECTOR_DEBUG, VECTOR_DEBUG);
    DEFINE(ASM_VECTOR_NMI, VECTOR_NMI);
    DEFINE(ASM_VECTOR_DOUBLE_FAULT, VECTOR_DOUBLE_FAULT);
    DEFINE(ASM_VECTOR_MACHINE_CHECK, VECTOR_MACHINE_CHECK);
    DEFINE(ASM_VECTOR_COUNT, VECTOR_COUNT);
    DEFINE(ASM_EXCEPTION_COUNT, VECTOR_EXCEPTIONS);
    DEFINE(ASM_INTERRUPT_GROUP, INTERRUPT_GROUP);
    DEFINE(ASM_TRAP_STUB_SIZE, sizeof(x86_trap_stubs[0]));
    /* From the last byte of an interrupt stack's page back to its `struct cpu *`. */
    DEFINE(ASM_STACK_CPU, (int)offsetof(struct interrupt_stack, cpu) -
                              (int)sizeof(struct interrupt_stack) + 1);

    DEFINE(ASM_TRAMPOLINE_BASE, TRAMPOLINE_DATA + offsetof(struct trampoline_data, base));
    DEFINE(ASM_TRAMPOLINE_ROOT, TRAMPOLINE_DATA + offsetof(struct trampoline_data, root));
    DEFINE(ASM_TRAMPOLINE_STACK, TRAMPOLINE_DATA + offsetof(struct trampoline_data, stack));
    DEFINE(ASM_TRAMPOLINE_CPU, TRAMPOLINE_DATA + offsetof(struct trampoline_data, cpu));
    DEFINE(ASM_TRAMPOLINE_ENTRY, TRAMPOLINE_DATA + offsetof(struct trampoline_data, entry));

    DEFINE(ASM_BOOT_INFO_SIZE, sizeof(struct kozo_boot_info));
    DEFINE(ASM_BOOT_STACK_TOP, sizeof(struct kernel_stack));
    DEFINE(ASM_LOADER_UEFI, KOZO_LOADER_KIND_UEFI);
    DEFINE(ASM_LOADER_PVH, KOZO_LOADER_KIND_PVH);
    DEFINE(ASM_LOADER_MULTIBOOT2, KOZO_LOADER_KIND_MULTIBOOT2);
    DEFINE(ASM_SERIAL_PORT, KOZO_SERIAL_PORT);
    DEFINE(ASM_TEXT_LAST_LINE, VIDEO_TEXT_LAST_LINE);
    DEFINE(ASM_TEXT_COLOURS, 0x4f); /* white on red */
    DEFINE(ASM_MSR_EFER, MSR_EFER);
    DEFINE(ASM_EFER_LME_NXE, EFER_LME | EFER_NXE);
    DEFINE(ASM_CR0_LONG, CR0_PE | CR0_ET | CR0_NE | CR0_WP | CR0_PG);
    DEFINE(ASM_CR0_PE, CR0_PE);
    DEFINE(ASM_CR4_PAE, CR4_PAE);
    DEFINE(ASM_CPUID_EXT1_EDX_NEEDED, CPUID_EXT1_EDX_LONG_MODE | CPUID_EXT1_EDX_NX);
    /* `symbol - ASM_KERNEL_OFFSET` is its physical address. */
    DEFINE(ASM_KERNEL_OFFSET, KERNEL_OFFSET);
}
