/* SPDX-License-Identifier: MIT */
/* early_tables.h, for assembly: page tables for the way up. The first 4 GiB of physical memory
 * appear at 0 and in the physmap, the first GiB in the kernel's image; all of it writable and
 * executable, until kernel_map.c has made the final tables. Application processors come up by them,
 * too. Entries: Intel SDM volume 3, section 4.5. */
#pragma once

#define TABLE 0x3       /* present, writable */
#define LARGE_PAGE 0x83 /* and large */

#define TABLE_BYTES 0x1000
#define TABLE_ENTRY(table, index) ((table) + 8 * (index))
#define PAGE_DIRECTORIES 4

/* The tables themselves, one behind the other; defined by entry_protected.S. */
#define EARLY_TABLES boot_pml4
#define EARLY_TABLES_BYTES ((3 + PAGE_DIRECTORIES) * TABLE_BYTES)

.macro EARLY_ENTRY table, index, target
    mov $TABLE_ENTRY(\table, \index), %edi
    movl $(\target + TABLE), (%edi)
.endm

/* Makes the tables, in 32-bit mode or by identity-mapped ones. Changes eax, ecx, edi. */
.macro MAKE_EARLY_TABLES
    mov $EARLY_TABLES, %edi
    mov $EARLY_TABLES_BYTES, %ecx
    xor %eax, %eax
    rep stosb
    EARLY_ENTRY boot_pml4, 0, boot_pdpt_low
    EARLY_ENTRY boot_pml4, 256, boot_pdpt_low   /* PHYSMAP_BASE */
    EARLY_ENTRY boot_pml4, 511, boot_pdpt_high  /* KERNEL_OFFSET */
    EARLY_ENTRY boot_pdpt_high, 510, boot_pd
    .set directory, 0
    .rept PAGE_DIRECTORIES
    EARLY_ENTRY boot_pdpt_low, directory, boot_pd+directory*TABLE_BYTES
    .set directory, directory + 1
    .endr
    mov $boot_pd, %edi
    mov $LARGE_PAGE, %eax
    mov $(PAGE_DIRECTORIES * 512), %ecx
7:  mov %eax, (%edi)
    add $0x200000, %eax
    add $8, %edi
    dec %ecx
    jnz 7b
.endm
