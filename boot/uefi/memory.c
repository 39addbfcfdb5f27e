/* SPDX-License-Identifier: MIT */
/* memory.c: pages from the firmware.
 * Owns: memory_blocks, so that a loader that gives up leaves nothing behind. */
#include "memory.h"

#include "console.h"
#include "firmware.h"

enum { BLOCKS_MAX = 8 }; /* more than the loader has at once */

static struct memory_block {
    EFI_PHYSICAL_ADDRESS address;
    size_t pages; /* 0: unused */
} memory_blocks[BLOCKS_MAX];

static EFI_STATUS memory_take(EFI_ALLOCATE_TYPE how, EFI_MEMORY_TYPE type,
                              struct memory_block wanted, void **memory)
{
    struct memory_block *block = memory_blocks;

    while (block->pages != 0) {
        if (++block == memory_blocks + BLOCKS_MAX) {
            return EFI_OUT_OF_RESOURCES;
        }
    }
    EFI_STATUS status =
        firmware.boot->AllocatePages(how, type, wanted.pages, &wanted.address);
    if (!EFI_ERROR(status)) {
        *block = wanted;
        *memory = (void *)wanted.address;
        __builtin_memset(*memory, 0, wanted.pages * LOADER_PAGE_SIZE);
    }
    return status;
}

void *memory_allocate(size_t size, const char *what)
{
    const struct memory_block wanted = {.address = UINT32_MAX, .pages = loader_pages(size)};
    void *memory;
    EFI_STATUS status = memory_take(AllocateMaxAddress, EfiLoaderData, wanted, &memory);

    if (EFI_ERROR(status)) {
        console_fail_status(what, status);
    }
    return memory;
}

EFI_STATUS memory_allocate_at(uint64_t address, size_t size)
{
    const struct memory_block wanted = {.address = address, .pages = loader_pages(size)};
    void *memory;

    return memory_take(AllocateAddress, EfiLoaderCode, wanted, &memory);
}

static void memory_give_back(struct memory_block *block)
{
    firmware.boot->FreePages(block->address, block->pages);
    block->pages = 0;
}

void memory_free(const void *memory)
{
    for (struct memory_block *block = memory_blocks; block < memory_blocks + BLOCKS_MAX; block++) {
        if (block->pages != 0 && block->address == (EFI_PHYSICAL_ADDRESS)memory) {
            memory_give_back(block);
        }
    }
}

void memory_free_all(void)
{
    for (struct memory_block *block = memory_blocks; block < memory_blocks + BLOCKS_MAX; block++) {
        if (block->pages != 0) {
            memory_give_back(block);
        }
    }
}
