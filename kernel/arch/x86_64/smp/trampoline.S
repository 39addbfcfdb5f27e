/* SPDX-License-Identifier: MIT */
/* trampoline.S: a processor's way from real mode to the kernel. One page of constants, copied to a
 * page below 1 MiB; addresses in it are computed from where it is. What differs from one processor
 * to the next is in `struct trampoline_data`, at the page's end. */
#include <asm_offsets.h>

#define OFFSET(label) (label - x86_trampoline)
#define DATA(field) ASM_TRAMPOLINE_##field

/* In: real mode, cs = the page / 16, ip = 0, interrupts off. INIT has cleared everything else.
 * Out: entry(cpu) in 64-bit mode by `root`, on `stack`. Does not return. */
    .section .once.rodata, "a"
    .balign 4096
    .globl x86_trampoline
x86_trampoline:
    .code16
    cli
    cld
    mov %cs, %ax
    mov %ax, %ds
    mov DATA(BASE), %ebx
    /* The table register and the far pointer want linear addresses. */
    lea OFFSET(trampoline_gdt)(%ebx), %eax
    mov %eax, OFFSET(trampoline_gdt_register + 2)
    lea OFFSET(trampoline_long)(%ebx), %eax
    mov %eax, OFFSET(trampoline_target)
    mov $ASM_CR4_PAE, %eax
    mov %eax, %cr4
    mov DATA(ROOT), %eax
    mov %eax, %cr3
    mov $ASM_MSR_EFER, %ecx
    rdmsr
    or $ASM_EFER_LME_NXE, %eax
    wrmsr
    /* From real mode at once to long mode: AMD APM volume 2, section 14.8, and Intel SDM volume 3,
     * section 10.8.5, want protection and paging set, in one step or in two. */
    mov $ASM_CR0_LONG, %eax
    mov %eax, %cr0
    lgdtl OFFSET(trampoline_gdt_register)
    ljmpl *OFFSET(trampoline_target)

    .code64
trampoline_long:
    xor %eax, %eax
    mov %eax, %ss
    mov %eax, %ds
    mov %ebx, %ebx
    mov DATA(STACK)(%rbx), %rsp
    mov DATA(CPU)(%rbx), %rdi
    xor %ebp, %ebp
    call *DATA(ENTRY)(%rbx)
    ud2

    .balign 8
trampoline_gdt:
    .quad 0
    .quad 0x00209a0000000000    /* 64-bit code: Intel SDM volume 3, section 3.4.5 */
trampoline_gdt_register:
    .word . - trampoline_gdt - 1
    .long 0
trampoline_target:
    .long 0
    .word ASM_KERNEL_CODE
    .balign 4096

    .section .note.GNU-stack, "", @progbits
