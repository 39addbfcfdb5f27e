/* SPDX-License-Identifier: MIT */
/* entry_protected.S: from loaders that leave the processor in protected mode, PVH (QEMU -kernel)
 * and Multiboot2 (GRUB), to x86_start().
 * See: Xen, docs/misc/pvh.pandoc ("x86/HVM direct boot ABI"); the note's type
 * XEN_ELFNOTE_PHYS32_ENTRY is in xen/include/public/elfnote.h. Multiboot2 Specification version
 * 2.0, sections 3.1 (header) and 3.5 (machine state). */
#include <asm_offsets.h>
#include "early_tables.inc"

#define XEN_ELFNOTE_PHYS32_ENTRY 18

#define MULTIBOOT2_HEADER_MAGIC 0xe85250d6
#define MULTIBOOT2_LOADER_MAGIC 0x36d76289
#define MULTIBOOT2_I386 0
#define MULTIBOOT2_OPTIONAL 1
#define HEADER_END 0
#define HEADER_REQUEST 1
#define HEADER_ENTRY 3
#define HEADER_CONSOLE 4
#define HEADER_FRAMEBUFFER 5
#define HEADER_MODULE_ALIGN 6
#define REQUEST_MODULE 3
#define REQUEST_MEMORY 6
#define CONSOLE_TEXT 2

#define BOOT_STACK (x86_stacks + ASM_BOOT_STACK_TOP - ASM_KERNEL_OFFSET)

/* A tag of the header: type, flags, size, and what follows up to its end. */
.macro HEADER_TAG type, flags, content:vararg
    .balign 8
9:  .short \type, \flags
    .long 8f - 9b
    .ifnb \content
    .long \content
    .endif
8:
.endm

    .section .boot.header, "a"
    .balign 8
multiboot2_header:
    .long MULTIBOOT2_HEADER_MAGIC
    .long MULTIBOOT2_I386
    .long multiboot2_header_end - multiboot2_header
    .long -(MULTIBOOT2_HEADER_MAGIC + MULTIBOOT2_I386 + multiboot2_header_end - multiboot2_header)
    HEADER_TAG HEADER_REQUEST, 0, REQUEST_MEMORY, REQUEST_MODULE
    HEADER_TAG HEADER_ENTRY, 0, boot_entry_multiboot2
    HEADER_TAG HEADER_CONSOLE, MULTIBOOT2_OPTIONAL, CONSOLE_TEXT
    HEADER_TAG HEADER_FRAMEBUFFER, MULTIBOOT2_OPTIONAL, 0, 0, 32 /* any size of these many bits */
    HEADER_TAG HEADER_MODULE_ALIGN, 0
    HEADER_TAG HEADER_END, 0
multiboot2_header_end:

    .section .note.pvh, "a", @note
    .balign 4
    .long 4             /* bytes of the name */
    .long 8             /* bytes of the value */
    .long XEN_ELFNOTE_PHYS32_ENTRY
    .asciz "Xen"
    .quad boot_entry_pvh

/* In: 32-bit protected mode without paging, flat segments, interrupts off; ebx = physical address
 * of struct hvm_start_info, or of the boot information and eax = MULTIBOOT2_LOADER_MAGIC. There is
 * no stack.
 * Out: x86_start(ebx, loader, whether the kernel is damaged) in 64-bit mode. Does not return. */
    .section .boot.text, "ax"
    .code32
    .globl boot_entry_pvh
    .type boot_entry_pvh, @function
boot_entry_pvh:
    mov $ASM_LOADER_PVH, %esi
    jmp boot_protected
    .size boot_entry_pvh, . - boot_entry_pvh

    .type boot_entry_multiboot2, @function
boot_entry_multiboot2:
    mov $ASM_LOADER_MULTIBOOT2, %esi
    cmp $MULTIBOOT2_LOADER_MAGIC, %eax
    mov $boot_not_multiboot2, %eax
    mov $BOOT_STACK, %esp
    jne boot_refuse
    .size boot_entry_multiboot2, . - boot_entry_multiboot2

    .type boot_protected, @function
boot_protected:
    cli
    cld
    mov %ebx, %ebp      /* CPUID takes ebx */
    /* QEMU clears .bss only before the first start, not before one that follows a reset. */
    xor %eax, %eax
    mov $kernel_bss_physical, %edi
    mov $kernel_bss_size, %ecx
    rep stosb
    mov $BOOT_STACK, %esp

    /* Nobody has checked what was loaded. Where only C can draw on the screen, and the damage is
     * not in what takes us there, say it once more from C, which may be damaged itself. */
    mov $boot_checked_start, %ebx
    mov $boot_checked_end, %ecx
    call boot_crc32
    cmp boot_checksums, %eax
    mov $boot_damaged, %eax
    jne boot_refuse
    mov $kernel_checked_start, %ebx
    mov $kernel_checked_end, %ecx
    call boot_crc32
    xor %edi, %edi
    cmp boot_checksums + 4, %eax
    je 1f
    mov $kernel_damaged, %eax
    cmp $ASM_LOADER_MULTIBOOT2, %esi
    jne boot_refuse
    call boot_say
    inc %edi

1:  mov $0x80000000, %eax
    cpuid
    cmp $0x80000001, %eax
    mov $boot_old_processor, %eax
    jb boot_refuse
    mov $0x80000001, %eax
    cpuid
    and $ASM_CPUID_EXT1_EDX_NEEDED, %edx
    cmp $ASM_CPUID_EXT1_EDX_NEEDED, %edx
    mov $boot_old_processor, %eax
    jne boot_refuse

    mov %edi, %ebx
    MAKE_EARLY_TABLES
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
1:  mov %ebx, %edx
    mov %ebp, %edi
    jmp boot_go_high
    .size boot_protected, . - boot_protected

/* In: ebx = start, ecx = end of at least a byte. Out: eax = its CRC-32, as in image/checksum.h.
 * Changes ebx, edx. */
    .code32
    .type boot_crc32, @function
boot_crc32:
    mov $-1, %eax
1:  xor (%ebx), %al
    inc %ebx
    mov $8, %edx
2:  shr %eax
    jnc 3f
    xor $0xedb88320, %eax
3:  dec %edx
    jnz 2b
    cmp %ecx, %ebx
    jne 1b
    not %eax
    ret
    .size boot_crc32, . - boot_crc32

/* Say why there is nothing to be done, eax, and stop. */
    .type boot_refuse, @function
boot_refuse:
    cli
    cld
    call boot_say
1:  hlt
    jmp 1b
    .size boot_refuse, . - boot_refuse

/* Write the text eax on the serial line and in the last line of a screen in text mode.
 * Changes eax, ebx, ecx, edx. */
    .type boot_say, @function
boot_say:
    push %esi
    push %edi
    mov %eax, %esi
    mov $ASM_TEXT_LAST_LINE, %edi
1:  lodsb
    test %al, %al
    jz 4f
    mov $ASM_TEXT_COLOURS, %ah
    mov %eax, %ebx
    cmp $' ', %al
    jb 2f
    stosw
2:  mov $100000, %ecx   /* polls: a UART that is gone must not stop the text */
3:  mov $(ASM_SERIAL_PORT + 5), %dx
    in %dx, %al
    test $0x20, %al     /* transmitter empty; see serial.c */
    loopz 3b
    mov %ebx, %eax
    mov $ASM_SERIAL_PORT, %dx
    out %al, %dx
    jmp 1b
4:  pop %edi
    pop %esi
    ret
    .size boot_say, . - boot_say

boot_old_processor:
    .asciz "PANIC: this processor lacks 64-bit mode or no-execute pages\r\n"
boot_not_multiboot2:
    .asciz "PANIC: whoever loaded the kernel by its Multiboot2 header is no Multiboot2 loader\r\n"

boot_damaged:
    .asciz "PANIC: the kernel's boot code is damaged: its checksum is wrong\r\n"
kernel_damaged:
    .asciz "PANIC: the kernel is damaged: its checksum is wrong\r\n"

    .section .boot.bss, "aw", @nobits
    .balign TABLE_BYTES
    .globl boot_pml4, boot_pdpt_low, boot_pdpt_high, boot_pd
boot_pml4:
    .skip TABLE_BYTES
boot_pdpt_low:
    .skip TABLE_BYTES
boot_pdpt_high:
    .skip TABLE_BYTES
boot_pd:
    .skip PAGE_DIRECTORIES * TABLE_BYTES

/* CRC-32 of what is in .boot*, but for this, and of the rest; written by checksum.sh. */
    .section .boot.checksums, "a"
    .balign 8
boot_checksums:
    .long 0, 0

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
