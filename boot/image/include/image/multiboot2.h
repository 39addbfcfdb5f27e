/* SPDX-License-Identifier: MIT */
/*
 * multiboot2.h: reads the boot information that a Multiboot2 loader leaves in memory.
 * Freestanding, no allocation, never reads outside the given bytes; they need not be aligned.
 * See: Multiboot2 Specification version 2.0, section 3.6.
 */
#ifndef IMAGE_MULTIBOOT2_H
#define IMAGE_MULTIBOOT2_H

#include <stddef.h>
#include <stdint.h>

#include <kozo/abi.h>

enum multiboot2_error {
    MULTIBOOT2_OK,
    MULTIBOOT2_SIZE,         /* the size that it claims is not that of the bytes */
    MULTIBOOT2_TAG,          /* a tag is shorter than its kind, or passes the end */
    MULTIBOOT2_NO_END,       /* the last tag is missing */
    MULTIBOOT2_TEXT,         /* the command line is not NUL-terminated */
    MULTIBOOT2_TEXT_LENGTH,  /* it is longer than the kernel takes */
    MULTIBOOT2_MODULE,       /* a module ends before it begins */
    MULTIBOOT2_NO_MODULE,    /* there is no module, thus no initial ramdisk */
    MULTIBOOT2_MEMORY_ENTRY, /* entries of the memory map have an impossible size */
    MULTIBOOT2_NO_MEMORY,    /* there is no memory map */
    MULTIBOOT2_MEMORY_FULL,  /* the memory map has more ranges than boot_info holds */
    MULTIBOOT2_ERROR_COUNT,
};

/* A copy of the ACPI root pointer inside the information; no bytes where there is none. */
struct multiboot2_rsdp {
    const void *bytes;
    size_t size;
};

/* Fills in the initial ramdisk (the first module), framebuffer, command line and memory map of
 * *info, whose map must be empty; a range that is usable and something else is something else.
 * After an error *info is partly filled in. */
enum multiboot2_error multiboot2_read(const void *bytes, size_t size, struct kozo_boot_info *info,
                                      struct multiboot2_rsdp *rsdp);

/* The screen alone, as far as it can be found: for the report that the rest is damaged. */
void multiboot2_find_screen(const void *bytes, size_t size, struct kozo_boot_framebuffer *screen);

/* One phrase for a person; never NULL. */
const char *multiboot2_error_text(enum multiboot2_error error);

#endif
