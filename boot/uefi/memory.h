/* SPDX-License-Identifier: MIT */
/* memory.h: pages from the firmware. Order: until boot services end. */
#ifndef UEFI_MEMORY_H
#define UEFI_MEMORY_H

#include <stddef.h>
#include <stdint.h>

#include <efi.h>

/* Zeroed EfiLoaderData pages for `size` bytes below 4 GiB, where the kernel's boot code can address
 * them. Ends the loader when there are none; `what` names the purpose in the message. */
void *memory_allocate(size_t size, const char *what);

/* Zeroed pages at `address`. Loader code, because strict firmware maps loader data without execute
 * permission. */
EFI_STATUS memory_allocate_at(uint64_t address, size_t size);

/* Give back what memory_allocate() returned, or everything that was allocated. */
void memory_free(const void *memory);
void memory_free_all(void);

#endif
