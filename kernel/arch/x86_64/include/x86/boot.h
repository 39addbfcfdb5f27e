/* SPDX-License-Identifier: MIT */
/* boot.h: from the loader's description to page tables of our own. */
#pragma once

#include <kozo/abi.h>
#include <kozo/types.h>

/* A variable that is written before x86_kernel_map_init() and a constant afterwards. */
#define BOOT_CONSTANT __attribute__((section(".boot_constant")))

/* The kernel's own description of the machine, whoever loaded it. */
extern struct kozo_boot_info boot_info;

/* Where assembly comes together. `information` is the physical address of what the loader tells, or
 * the checksum of what the UEFI loader has put into boot_info. A kernel that is damaged says so on
 * the screen and stops. */
NORETURN void x86_start(uint64_t information, kozo_loader_kind_t loader, bool is_damaged);

/* Fill boot_info from what the loader tells, and bring up the screen as soon as it is known. */
void x86_boot_info_read(kozo_loader_kind_t loader, uint64_t information);

/* Panic unless boot_info is what it claims to be; then make all usable ranges whole pages and
 * reserve what the kernel cannot name: page 0 and what lies above the physmap. */
void x86_boot_info_check(void);

/* Panic unless there is memory where boot_info says so, in samples. The range must be mapped. */
void x86_boot_info_probe(uint64_t from, uint64_t limit);

/* For x86_boot_info_read(): from PVH's struct hvm_start_info, from Multiboot2's boot information.
 * */
void x86_pvh_convert(paddr_t start_info);
void x86_multiboot2_convert(paddr_t information);

/* For the two: add who we are and where kernel, initial ramdisk and framebuffer lie. */
void x86_boot_info_complete(kozo_loader_kind_t loader);

/* Change what boot_info says of a range. */
void x86_boot_info_paint(uint64_t base, uint64_t length, kozo_memory_kind_t kind);

/* Find out what is device memory, and say so in boot_info. What the kernel keeps to itself has been
 * reserved before. */
void x86_boot_info_find_devices(void);

/* Say in boot_info that what of the image only boot needs is a loader's: nobody takes it yet, and
 * init is given it. The last page has been taken by x86_boot_page(). */
void x86_boot_info_give_up(void);

/* The end of boot, when all of kernel_main() is done: give up what only boot needs, on this CPU and
 * on those that are parked, and enter the first thread. */
NORETURN void x86_leave_boot(void);

/* Take a page of usable memory below `limit`, cleared, for the kernel for ever; boot_info says so.
 * Returns page 0, which is never usable, if there is none. */
paddr_t x86_boot_page(uint64_t limit);

/* Below what x86_boot_page() takes its pages when any will do: the reach of the early tables. */
#define BOOT_PAGE_LIMIT (UINT64_C(4) << 30)

/* Build the kernel's final page tables from boot_info and load them. */
void x86_kernel_map_init(void);

/* Make physical memory that boot_info does not call memory readable in the physmap, and writable
 * and uncached if it is a device. Whole pages; those that are there already stay as they are. */
void x86_kernel_map_physical(paddr_t base, uint64_t length, bool is_device);

/* By the boot page tables: where application processors come up. */
extern uint64_t boot_pml4[];

/* From the linker. */
extern uint8_t boot_image_start[]; /* physical */
extern uint8_t kernel_once_start[], kernel_once_text_start[], kernel_once_end[]; /* BOOT_ONLY */
extern uint8_t kernel_text_start[], kernel_text_end[];
extern uint8_t kernel_rodata_start[], kernel_rodata_end[];
extern uint8_t kernel_data_start[], kernel_data_end[];
