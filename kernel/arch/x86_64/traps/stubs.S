/* SPDX-License-Identifier: MIT */
/* stubs.S: the ways of traps into the kernel. They leave as system calls do, by x86_leave. */
#include "registers.h"

/* rsp: what the processor and the stub pushed, from `vector` on. */
#define AT(field) (FRAME_##field - FRAME_VECTOR)(%rsp)

    .cfi_sections .debug_frame
    .section .text.entry, "ax", @progbits
/* Traps. Each stub pushes its vector and goes on by where it came from and by whether the processor
 * has pushed an error code (exceptions 8, 10 to 14, 17, 21, 29, 30: Intel SDM volume 3, table 6-1;
 * AMD APM volume 2, table 8-2). */
    .balign 16
    .globl x86_trap_stubs
    .type x86_trap_stubs, @function
x86_trap_stubs:
    .cfi_startproc simple
    .cfi_signal_frame
    .cfi_def_cfa rsp, 0
    .cfi_undefined rip
    .set vector, 0
    .rept ASM_EXCEPTION_COUNT
    .balign ASM_TRAP_STUB_SIZE
    push $(vector ^ 0x80) - 0x80    /* a signed byte, so that each stub has the short form */
    .if vector == ASM_VECTOR_DOUBLE_FAULT
    jmp trap_anywhere
    .elseif vector == ASM_VECTOR_NMI || vector == ASM_VECTOR_MACHINE_CHECK
    jmp trap_anywhere_without_error
    .elseif vector == ASM_VECTOR_DEBUG
    jmp trap_debug
    .elseif !((1 << vector) & 0x60227d00)
    jmp trap_without_error
    .else
    jmp trap
    .endif
    .set vector, vector + 1
    .endr
    .cfi_endproc
    .size x86_trap_stubs, . - x86_trap_stubs

/* Interrupts. The stubs of a group share the long jump behind them, so that each is short. */
    .balign 8
    .globl x86_interrupt_stubs
    .type x86_interrupt_stubs, @function
x86_interrupt_stubs:
    .cfi_startproc simple
    .cfi_signal_frame
    .cfi_def_cfa rsp, 0
    .cfi_undefined rip
    .rept (ASM_VECTOR_COUNT - ASM_EXCEPTION_COUNT) / ASM_INTERRUPT_GROUP
    .rept ASM_INTERRUPT_GROUP
    push $(vector ^ 0x80) - 0x80
    jmp 1f
    .set vector, vector + 1
    .endr
1:  jmp trap_without_error
    .balign 8
    .endr
    .cfi_endproc
    .size x86_interrupt_stubs, . - x86_interrupt_stubs

/* In: rsp = vector, and no error below it. Out: with one, of 0. */
.macro insert_error
    push (%rsp)
    movq $0, 8(%rsp)
    .cfi_def_cfa_offset 56
.endm

    .type trap_without_error, @function
trap_without_error:
    .cfi_startproc simple
    .cfi_signal_frame
    .cfi_def_cfa rsp, 48
    .cfi_offset rip, -40
    .cfi_offset rsp, -16
    insert_error
    .cfi_endproc
    /* falls through */

/* In: rsp = vector and what follows in struct arch_frame. The fences on both ways keep a processor
 * that guesses the branch wrong from reading memory by the other's GS (CVE-2019-1125). */
    .type trap, @function
trap:
    .cfi_startproc simple
    .cfi_signal_frame
    .cfi_def_cfa rsp, 56
    .cfi_offset rip, -40
    .cfi_offset rsp, -16
    testb $3, AT(CS)
    jz trap_in_kernel
/* The user's code was interrupted, so the user's GS is in use, whichever stack this is. */
trap_from_user:
    swapgs
    lfence
    cld
    push %rax
    mov %gs:CPU_CURRENT, %rax
    mov %rcx, THREAD_RCX(%rax)
    mov %rdx, THREAD_RDX(%rax)
    mov %rsi, THREAD_RSI(%rax)
    mov %rdi, THREAD_RDI(%rax)
    mov %r8, THREAD_R8(%rax)
    mov %r9, THREAD_R9(%rax)
    mov %r10, THREAD_R10(%rax)
    mov %r11, THREAD_R11(%rax)
    save_callee_saved %rax
    pop %rcx
    mov %rcx, THREAD_RAX(%rax)
    pop %rdi            /* vector */
    movzbl %dil, %edi
    pop %rsi            /* error */
    pop %rcx
    mov %rcx, THREAD_RIP(%rax)
    pop %rcx            /* cs */
    pop %rcx
    mov %rcx, THREAD_RFLAGS(%rax)
    pop %rcx
    mov %rcx, THREAD_RSP(%rax)
    movb $1, THREAD_FULL_FRAME(%rax)
    clac
    mov %gs:CPU_STACK_TOP, %rsp
    xor %ebp, %ebp
    call x86_trap_user
    jmp x86_leave
    .cfi_endproc

/* The whole frame stays on the stack: it is dumped or returned from. */
.macro push_registers
    push %rax
    push %rbx
    push %rcx
    push %rdx
    push %rsi
    push %rdi
    push %rbp
    push %r8
    push %r9
    push %r10
    push %r11
    push %r12
    push %r13
    push %r14
    push %r15
    cld
    clac
    movzbl FRAME_VECTOR(%rsp), %eax
    mov %rax, FRAME_VECTOR(%rsp)
.endm

.macro pop_registers
    pop %r15
    pop %r14
    pop %r13
    pop %r12
    pop %r11
    pop %r10
    pop %r9
    pop %r8
    pop %rbp
    pop %rdi
    pop %rsi
    pop %rdx
    pop %rcx
    pop %rbx
    pop %rax
    add $16, %rsp       /* vector, error */
.endm

/* In: kernel GS, the stack that was interrupted. The processor aligned it to 16 before it pushed,
 * and with 22 words on it, it is aligned again. */
    .type trap_in_kernel, @function
trap_in_kernel:
    .cfi_startproc simple
    .cfi_signal_frame
    .cfi_def_cfa rsp, 56
    .cfi_offset rip, -40
    .cfi_offset rsp, -16
    lfence
    push_registers
    .cfi_def_cfa_offset 176
    mov %rsp, %rdi
    call x86_trap_kernel
    pop_registers
    iretq
    .cfi_endproc

/* Debug traps come from user code, or, by a step over SYSCALL, from the first instruction of its
 * entry. In: an interrupt stack. */
trap_debug:
    .cfi_startproc simple
    .cfi_signal_frame
    .cfi_def_cfa rsp, 48
    .cfi_offset rip, -40
    .cfi_offset rsp, -16
    insert_error
    testb $3, AT(CS)
    jnz trap_from_user
    jmp trap_anywhere
    .cfi_endproc

    .type trap_anywhere_without_error, @function
trap_anywhere_without_error:
    .cfi_startproc simple
    .cfi_signal_frame
    .cfi_def_cfa rsp, 48
    .cfi_offset rip, -40
    .cfi_offset rsp, -16
    insert_error
    .cfi_endproc
    /* falls through */

/* In: any instruction was interrupted, GS may be the user's even in kernel mode; rsp is on an
 * interrupt stack, whose top names the CPU. */
    .type trap_anywhere, @function
trap_anywhere:
    .cfi_startproc simple
    .cfi_signal_frame
    .cfi_def_cfa rsp, 56
    .cfi_offset rip, -40
    .cfi_offset rsp, -16
    push_registers
    .cfi_def_cfa_offset 176
    rdgsbase %rbx
    mov %rsp, %rax
    or $0xfff, %rax
    mov ASM_STACK_CPU(%rax), %rax
    wrgsbase %rax
    mov %rsp, %rdi
    call x86_trap_kernel
    wrgsbase %rbx
    pop_registers
    iretq
    .cfi_endproc

    .section .note.GNU-stack, "", @progbits
