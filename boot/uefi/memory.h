/* SPDX-License-Identifier: MIT */
/* memory.h: pages from the firmware. Order: until boot services end. */
#ifndef UEFI_MEMORY_H
#define UEFI_MEMORY_H

#include <stddef.h>

/* Zeroed EfiLoaderData pages for `size` bytes below 4 GiB, where the kernel's boot code can address
 * them. Ends the loader when there are none; `what` names the purpose in the message. */
void *memory_allocate(size_t size, const char *what);

#endif
