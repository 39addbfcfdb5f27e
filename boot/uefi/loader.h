/* SPDX-License-Identifier: MIT */
/*
 * loader.h: the parts of the UEFI loader.
 * Order: console and files need boot services; efi_leave() ends them, after which only the serial
 * port is left to report on. Every failure is final: it is reported and the firmware goes on with
 * its next boot option.
 * See: UEFI 2.10, chapters 4, 7 and 13.
 */
#ifndef UEFI_LOADER_H
#define UEFI_LOADER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <efi.h>

#include <kozo/abi.h>

enum { LOADER_PAGE_SIZE = 1 << KOZO_PAGE_BITS };

/* What the firmware gave us. */
struct firmware {
    EFI_HANDLE image;
    EFI_SYSTEM_TABLE *system;
    EFI_BOOT_SERVICES *boot;
};

extern struct firmware firmware;

/* A file in memory; pages of it are EfiLoaderData below 4 GiB. */
struct file {
    uint8_t *bytes;
    size_t size;
};

/* main.c: physical memory for `size` bytes, rounded up to pages. */
size_t loader_pages(uint64_t size);

/* console.c */
void console_print(const char *text);
void console_print_number(uint64_t value);
__attribute__((noreturn)) void console_fail(const char *what, const char *reason);
__attribute__((noreturn)) void console_fail_status(const char *what, EFI_STATUS status);

/* serial.c: the report when boot services are gone. */
__attribute__((noreturn)) void serial_fail(const char *what);

/* file.c: reads a file of the file system that the loader came from. An optional file that is
 * absent is empty; everything else that goes wrong is final. */
struct file file_read(const CHAR16 *path, const char *name, bool optional);
void file_free(struct file *file);

/* memory.c: zeroed pages anywhere below 4 GiB, where every loader and the kernel's boot code can
 * address them. */
void *memory_allocate(size_t size, const char *what);

/* kernel.c: puts the kernel's segments where they want to be and fills in kernel_base and
 * kernel_size. Returns the physical entry point. */
uint64_t kernel_load(const struct file *file, struct kozo_boot_info *info);

/* tables.c: ACPI root pointer and linear framebuffer, where there are any. */
void tables_find(struct kozo_boot_info *info);

/* leave.c: takes the memory map, ends boot services and fills in the map of `info`. */
void leave_boot_services(struct kozo_boot_info *info);

#endif
