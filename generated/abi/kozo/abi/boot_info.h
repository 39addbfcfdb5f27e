/* SPDX-License-Identifier: MIT */
/* Generated from idl/ by template abi/structs.h;
 * change those and run `make generate`. */
#pragma once

#include <kozo/abi/constants.h>
#include <kozo/abi/types.h>
#include <stddef.h>
#include <stdint.h>

/* A linear framebuffer; base 0 where there is none. */
struct kozo_boot_framebuffer {
    /* Physical address. */
    uint64_t base;
    /* Visible pixels or cells of a line. Unit: pixels. */
    uint32_t width;
    /* Lines. Unit: pixels. */
    uint32_t height;
    /* Bytes from one line to the next. Unit: bytes. */
    uint32_t stride;
    /* Order of the channels. */
    kozo_pixel_format_t format;
};
_Static_assert(sizeof(struct kozo_boot_framebuffer) == 24, "size of boot_framebuffer");
_Static_assert(offsetof(struct kozo_boot_framebuffer, base) == 0, "boot_framebuffer.base");
_Static_assert(offsetof(struct kozo_boot_framebuffer, width) == 8, "boot_framebuffer.width");
_Static_assert(offsetof(struct kozo_boot_framebuffer, height) == 12, "boot_framebuffer.height");
_Static_assert(offsetof(struct kozo_boot_framebuffer, stride) == 16, "boot_framebuffer.stride");
_Static_assert(offsetof(struct kozo_boot_framebuffer, format) == 20, "boot_framebuffer.format");

/* A range of physical memory. */
struct kozo_boot_memory {
    /* First byte. */
    uint64_t base;
    /* Bytes. */
    uint64_t length;
    /* What it is. */
    kozo_memory_kind_t kind;
    /* Zero. */
    uint32_t reserved;
};
_Static_assert(sizeof(struct kozo_boot_memory) == 24, "size of boot_memory");
_Static_assert(offsetof(struct kozo_boot_memory, base) == 0, "boot_memory.base");
_Static_assert(offsetof(struct kozo_boot_memory, length) == 8, "boot_memory.length");
_Static_assert(offsetof(struct kozo_boot_memory, kind) == 16, "boot_memory.kind");
_Static_assert(offsetof(struct kozo_boot_memory, reserved) == 20, "boot_memory.reserved");

/* What every loader fills in before it enters the kernel. */
struct kozo_boot_info {
    /* boot_magic. */
    uint64_t magic;
    /* The ABI version. */
    uint32_t version;
    /* Bytes of this structure. */
    uint32_t size;
    /* Who filled it in. */
    kozo_loader_kind_t loader;
    /* Entries used in memory. */
    uint32_t memory_count;
    /* Physical address of the kernel image. */
    uint64_t kernel_base;
    /* Bytes of it. */
    uint64_t kernel_size;
    /* Physical address of the initial ramdisk. Page-aligned. */
    uint64_t initrd_base;
    /* Bytes of it. */
    uint64_t initrd_size;
    /* Physical address of the ACPI root pointer; 0 unknown. */
    uint64_t rsdp;
    /* The screen. */
    struct kozo_boot_framebuffer framebuffer;
    /* NUL-terminated. */
    uint8_t command_line[KOZO_BOOT_COMMAND_LINE];
    /* Sorted by base, not overlapping. */
    struct kozo_boot_memory memory[KOZO_BOOT_MEMORY_MAX];
};
_Static_assert(sizeof(struct kozo_boot_info) == 12632, "size of boot_info");
_Static_assert(offsetof(struct kozo_boot_info, magic) == 0, "boot_info.magic");
_Static_assert(offsetof(struct kozo_boot_info, version) == 8, "boot_info.version");
_Static_assert(offsetof(struct kozo_boot_info, size) == 12, "boot_info.size");
_Static_assert(offsetof(struct kozo_boot_info, loader) == 16, "boot_info.loader");
_Static_assert(offsetof(struct kozo_boot_info, memory_count) == 20, "boot_info.memory_count");
_Static_assert(offsetof(struct kozo_boot_info, kernel_base) == 24, "boot_info.kernel_base");
_Static_assert(offsetof(struct kozo_boot_info, kernel_size) == 32, "boot_info.kernel_size");
_Static_assert(offsetof(struct kozo_boot_info, initrd_base) == 40, "boot_info.initrd_base");
_Static_assert(offsetof(struct kozo_boot_info, initrd_size) == 48, "boot_info.initrd_size");
_Static_assert(offsetof(struct kozo_boot_info, rsdp) == 56, "boot_info.rsdp");
_Static_assert(offsetof(struct kozo_boot_info, framebuffer) == 64, "boot_info.framebuffer");
_Static_assert(offsetof(struct kozo_boot_info, command_line) == 88, "boot_info.command_line");
_Static_assert(offsetof(struct kozo_boot_info, memory) == 344, "boot_info.memory");
