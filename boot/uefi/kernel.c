/* SPDX-License-Identifier: MIT */
/* kernel.c: the kernel's segments go to the physical addresses of its program headers; it is linked
 * for them and is not relocated. */
#include "kernel.h"

#include <image/elf.h>

#include "console.h"
#include "firmware.h"
#include "memory.h"

/* The range of whole pages that covers all segments. */
static void kernel_find_range(const struct elf_image *image, struct kozo_boot_info *info)
{
    struct elf_segment segment;
    unsigned position = 0;
    uint64_t base = UINT64_MAX;
    uint64_t end = 0;

    while (elf_next(image, &position, &segment)) {
        uint64_t segment_end = segment.physical_address + segment.memory_size;

        base = segment.physical_address < base ? segment.physical_address : base;
        end = segment_end > end ? segment_end : end;
    }
    info->kernel_base = base & ~(uint64_t)(LOADER_PAGE_SIZE - 1);
    info->kernel_size = loader_pages(end - info->kernel_base) * LOADER_PAGE_SIZE;
}

static void kernel_allocate(const struct kozo_boot_info *info)
{
    EFI_STATUS status = memory_allocate_at(info->kernel_base, info->kernel_size);

    if (EFI_ERROR(status)) {
        console_print("KOZO loader: the kernel wants ");
        console_print_number(info->kernel_size);
        console_print(" bytes at physical address ");
        console_print_number(info->kernel_base);
        console_print("\n");
        console_fail_status("memory for the kernel", status);
    }
}

uint64_t kernel_load(const struct file *file, struct kozo_boot_info *info)
{
    struct elf_image image;
    struct elf_segment segment;
    unsigned position = 0;
    enum elf_error error = elf_open(&image, file->bytes, file->size);

    if (error != ELF_OK) {
        console_fail("kernel.elf", elf_error_text(error));
    }
    kernel_find_range(&image, info);
    kernel_allocate(info);
    while (elf_next(&image, &position, &segment)) {
        __builtin_memcpy((void *)segment.physical_address, segment.bytes, segment.file_size);
    }
    return image.entry;
}
