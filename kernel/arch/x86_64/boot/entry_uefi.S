/* SPDX-License-Identifier: MIT */
/* entry_uefi.S: from the UEFI loader to x86_start(), and the last steps that all entries share. */
#include <asm_offsets.h>
#include "early_tables.inc"

/* void boot_entry_uefi(const struct kozo_boot_info *info, uint64_t checksum)
 * In: 64-bit mode, all memory at its physical address, interrupts off, rdi physical.
 * Out: x86_start(checksum, uefi, false), with the description copied to boot_info. Does not return.
 * */
    .section .boot.text, "ax"
    .code64
    .globl boot_entry_uefi
    .type boot_entry_uefi, @function
boot_entry_uefi:
    cli
    cld
    mov %rsi, %r8
    /* The description may lie anywhere, our tables reach 4 GiB: copy it by the loader's tables. */
    mov %rdi, %rsi
    mov $(boot_info - ASM_KERNEL_OFFSET), %edi
    mov $(ASM_BOOT_INFO_SIZE / 8), %ecx
    rep movsq
    mov $ASM_MSR_EFER, %ecx
    rdmsr
    or $ASM_EFER_LME_NXE, %eax
    wrmsr
    MAKE_EARLY_TABLES
    mov $boot_pml4, %eax
    mov %rax, %cr3
    mov %r8, %rdi
    mov $ASM_LOADER_UEFI, %esi
    xor %edx, %edx
    jmp boot_go_high
    .size boot_entry_uefi, . - boot_entry_uefi

/* In: 64-bit mode by boot_pml4, rdi, rsi and edx as for x86_start(). */
    .globl boot_go_high
boot_go_high:
    movabs $boot_high, %rax
    jmp *%rax

    .cfi_sections .debug_frame
    .section .once.text, "ax"
    .type boot_high, @function
boot_high:
    .cfi_startproc
    .cfi_undefined rip
    xor %eax, %eax
    mov %eax, %ss
    mov %eax, %ds
    mov %eax, %es
    mov %eax, %fs
    mov %eax, %gs
    mov $(x86_stacks + ASM_BOOT_STACK_TOP), %rsp
    xor %ebp, %ebp
    call x86_start
    ud2
    .cfi_endproc
    .size boot_high, . - boot_high

    .section .note.GNU-stack, "", @progbits
