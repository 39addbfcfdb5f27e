/* SPDX-License-Identifier: MIT */
/* early_tables.S: page tables for the way up, complete at link time. The first 4 GiB of physical
 * memory appear at 0 and in the physmap, the first GiB in the kernel's image; all of it writable
 * and executable, until kernel_map.c has made the final tables. Application processors come up by
 * them, too. Entries: Intel SDM volume 3, section 4.5. */
#define TABLE 0x3       /* present, writable */
#define LARGE_PAGE 0x83 /* and large */

    .section .boot.data, "aw"
    .balign 4096
    .globl boot_pml4
boot_pml4:
    .quad boot_pdpt_low + TABLE
    .fill 255, 8, 0
    .quad boot_pdpt_low + TABLE     /* PHYSMAP_BASE */
    .fill 254, 8, 0
    .quad boot_pdpt_high + TABLE    /* KERNEL_OFFSET */
boot_pdpt_low:
    .quad boot_pd + 0x0000 + TABLE
    .quad boot_pd + 0x1000 + TABLE
    .quad boot_pd + 0x2000 + TABLE
    .quad boot_pd + 0x3000 + TABLE
    .fill 508, 8, 0
boot_pdpt_high:
    .fill 510, 8, 0
    .quad boot_pd + TABLE
    .quad 0
boot_pd:
    .set page, 0
    .rept 4 * 512
    .quad page + LARGE_PAGE
    .set page, page + 0x200000
    .endr

    .section .note.GNU-stack, "", @progbits
