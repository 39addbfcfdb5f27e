/* SPDX-License-Identifier: MIT */
/* firmware.h: what the firmware gave the loader, and the unit in which it gives memory.
 * Owns: firmware, written once by efi_main() before any other function of the loader runs.
 * See: UEFI 2.10, chapters 4 and 7. */
#ifndef UEFI_FIRMWARE_H
#define UEFI_FIRMWARE_H

#include <stddef.h>
#include <stdint.h>

#include <efi.h>

#include <kozo/abi.h>

enum { LOADER_PAGE_SIZE = 1 << KOZO_PAGE_BITS };

struct firmware {
    EFI_HANDLE image;
    EFI_SYSTEM_TABLE *system;
    EFI_BOOT_SERVICES *boot;
};

extern struct firmware firmware;

/* Physical memory for `size` bytes, rounded up to pages. */
static inline size_t loader_pages(uint64_t size)
{
    return (size + LOADER_PAGE_SIZE - 1) / LOADER_PAGE_SIZE;
}

#endif
