/* SPDX-License-Identifier: MIT */
/* entry_pvh.S: direct boot (QEMU -kernel) by the PVH protocol.
 * See: Xen, docs/misc/pvh.pandoc ("x86/HVM direct boot ABI"); the note's type
 * XEN_ELFNOTE_PHYS32_ENTRY is in xen/include/public/elfnote.h. */
#include <asm_offsets.h>

#define XEN_ELFNOTE_PHYS32_ENTRY 18

    .section .note.pvh, "a", @note
    .balign 4
    .long 4             /* bytes of the name */
    .long 8             /* bytes of the value */
    .long XEN_ELFNOTE_PHYS32_ENTRY
    .asciz "Xen"
    .quad boot_entry_pvh

/* In: 32-bit protected mode without paging, flat segments, interrupts off, ebx = physical address
 * of struct hvm_start_info. There is no stack.
 * Out: x86_start(ebx) in 64-bit mode. Does not return. */
    .section .boot.text, "ax"
    .code32
    .globl boot_entry_pvh
    .type boot_entry_pvh, @function
boot_entry_pvh:
    cli
    cld
    mov %ebx, %ebp      /* CPUID takes ebx */
    /* QEMU clears .bss only before the first start, not before one that follows a reset. */
    xor %eax, %eax
    mov $kernel_bss_physical, %edi
    mov $kernel_bss_size, %ecx
    rep stosb
    mov $0x80000000, %eax
    cpuid
    cmp $0x80000001, %eax
    jb boot_refuse
    mov $0x80000001, %eax
    cpuid
    and $ASM_CPUID_EXT1_EDX_NEEDED, %edx
    cmp $ASM_CPUID_EXT1_EDX_NEEDED, %edx
    jne boot_refuse

    /* Into long mode: Intel SDM volume 3, section 10.8.5. */
    mov $ASM_CR4_PAE, %eax
    mov %eax, %cr4
    mov $boot_pml4, %eax
    mov %eax, %cr3
    mov $ASM_MSR_EFER, %ecx
    rdmsr
    or $ASM_EFER_LME_NXE, %eax
    wrmsr
    mov $ASM_CR0_LONG, %eax
    mov %eax, %cr0
    lgdt boot_gdt_register
    ljmp $ASM_KERNEL_CODE, $1f
    .code64
1:  mov %ebp, %edi
    jmp boot_go_high

/* Say on the serial line why there is nothing to be done on this processor. */
    .code32
boot_refuse:
    mov $boot_refusal, %esi
1:  lodsb
    test %al, %al
    jz 3f
    mov %al, %bl
    mov $(ASM_SERIAL_PORT + 5), %dx
2:  in %dx, %al
    test $0x20, %al     /* transmitter empty; see serial.c */
    jz 2b
    mov %bl, %al
    mov $ASM_SERIAL_PORT, %dx
    out %al, %dx
    jmp 1b
3:  cli
    hlt
    jmp 3b
    .size boot_entry_pvh, . - boot_entry_pvh

    .type boot_refusal, @object
boot_refusal:
    .asciz "PANIC: this processor lacks 64-bit mode or no-execute pages\r\n"

/* One 64-bit code segment, for the jump. Intel SDM volume 3, section 3.4.5. */
    .section .boot.data, "aw"
    .balign 8
    .globl boot_gdt
boot_gdt:
    .quad 0
    .quad 0x00209a0000000000
boot_gdt_register:
    .word . - boot_gdt - 1
    .long boot_gdt

    .section .note.GNU-stack, "", @progbits
