/* SPDX-License-Identifier: MIT */
/*
 * main.c: the UEFI loader. Reads \kozo\kernel.elf, \kozo\initrd.cpio and, where it exists,
 * \kozo\cmdline from the file system that it was started from, describes the machine in a boot_info
 * and enters the kernel.
 *
 * The kernel is entered at the physical address e_entry in 64-bit mode, with interrupts off, the
 * firmware's identity-mapped page tables and its stack, and the physical address of boot_info in
 * rdi. Page tables, stack and descriptor tables lie in memory that the map calls usable: the kernel
 * brings its own before it gives any memory away.
 */
#include "console.h"
#include "file.h"
#include "firmware.h"
#include "kernel.h"
#include "leave.h"
#include "memory.h"
#include "tables.h"

typedef __attribute__((sysv_abi, noreturn)) void (*kernel_entry)(struct kozo_boot_info *info);

EFI_STATUS efi_main(EFI_HANDLE image, EFI_SYSTEM_TABLE *system);

static void main_read_command_line(struct kozo_boot_info *info)
{
    struct file file = file_read(L"\\kozo\\cmdline", "cmdline", true);

    while (file.size != 0 && (file.bytes[file.size - 1] == '\n' ||
                              file.bytes[file.size - 1] == '\r')) {
        file.size--;
    }
    if (file.size >= sizeof(info->command_line)) {
        console_fail("cmdline", "longer than the kernel takes");
    }
    __builtin_memcpy(info->command_line, file.bytes, file.size);
}

/* gnu-efi's start code calls this by the System V convention, after relocating us. */
EFI_STATUS efi_main(EFI_HANDLE image, EFI_SYSTEM_TABLE *system)
{
    firmware = (struct firmware){.image = image, .system = system, .boot = system->BootServices};
    console_print("KOZO loader\n");

    struct kozo_boot_info *info = memory_allocate(sizeof(*info), "boot information");
    info->magic = KOZO_BOOT_MAGIC;
    info->version = KOZO_ABI_VERSION;
    info->size = sizeof(*info);
    info->loader = KOZO_LOADER_KIND_UEFI;

    struct file kernel = file_read(L"\\kozo\\kernel.elf", "kernel.elf", false);
    uint64_t entry = kernel_load(&kernel, info);
    file_free(&kernel);

    struct file initrd = file_read(L"\\kozo\\initrd.cpio", "initrd.cpio", false);
    info->initrd_base = (uint64_t)initrd.bytes;
    info->initrd_size = initrd.size;

    main_read_command_line(info);
    tables_find(info);
    leave_boot_services(info);

    __asm__ volatile("cli");
    ((kernel_entry)entry)(info);
}
