/* SPDX-License-Identifier: MIT */
/*
 * main.c: the UEFI loader. Reads kernel.elf, initrd.cpio and, where it exists, cmdline from the
 * folder \kozo of the file system that it was started from, or from the folder that its load
 * options name. Each, and grub.cfg where it exists, must have the checksum that the list `crc32`
 * beside it gives. Then it describes the machine in a boot_info and enters the kernel.
 *
 * The kernel is entered at the physical address e_entry in 64-bit mode, with interrupts off, the
 * firmware's identity-mapped page tables and its stack, the physical address of boot_info in rdi
 * and its CRC-32 in rsi. Page tables, stack and descriptor tables lie in memory that the map calls
 * usable: the kernel brings its own before it gives any memory away.
 */
#include <image/checksum.h>

#include "check.h"
#include "console.h"
#include "file.h"
#include "firmware.h"
#include "kernel.h"
#include "leave.h"
#include "memory.h"
#include "tables.h"

typedef __attribute__((sysv_abi, noreturn)) void (*kernel_entry)(struct kozo_boot_info *info,
                                                                uint64_t checksum);

EFI_STATUS efi_main(EFI_HANDLE image, EFI_SYSTEM_TABLE *system);

static struct file main_read(const char *name, bool optional)
{
    const struct file file = file_read(name, optional);

    if (file.exists) {
        check_file(&file, name);
    } else {
        check_absent(name);
    }
    return file;
}

/* GRUB's, which the list has a line for, too: with it every line is somebody's, and damage of any
 * byte of the list shows. */
static void main_check_grub(void)
{
    struct file file = main_read("grub.cfg", true);

    file_free(&file);
}

static void main_read_command_line(struct kozo_boot_info *info)
{
    struct file file = main_read("cmdline", true);

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

    file_choose_folder();
    check_open();

    struct file kernel = main_read("kernel.elf", false);
    struct file initrd = main_read("initrd.cpio", false);
    info->initrd_base = (uint64_t)initrd.bytes;
    info->initrd_size = initrd.size;
    main_read_command_line(info);
    main_check_grub();
    uint64_t entry = kernel_load(&kernel, info);
    file_free(&kernel);
    tables_find(info);
    leave_boot_services(info);

    __asm__ volatile("cli");
    ((kernel_entry)entry)(info, checksum_crc32(info, sizeof(*info)));
}
