/* SPDX-License-Identifier: MIT */
/* memory.c: pages from the firmware. */
#include "memory.h"

#include "console.h"
#include "firmware.h"

void *memory_allocate(size_t size, const char *what)
{
    EFI_PHYSICAL_ADDRESS address = UINT32_MAX;
    size_t pages = loader_pages(size);
    EFI_STATUS status =
        firmware.boot->AllocatePages(AllocateMaxAddress, EfiLoaderData, pages, &address);

    if (EFI_ERROR(status)) {
        console_fail_status(what, status);
    }
    __builtin_memset((void *)address, 0, pages * LOADER_PAGE_SIZE);
    return (void *)address;
}
