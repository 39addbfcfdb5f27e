/* SPDX-License-Identifier: MIT */
/* file.h: files of the file system that the loader came from. Order: until boot services end.
 * See: UEFI 2.10, chapter 13. */
#ifndef UEFI_FILE_H
#define UEFI_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <efi.h>

/* A file in memory, in pages of memory_allocate(). Empty: no bytes, size 0. */
struct file {
    uint8_t *bytes;
    size_t size;
};

/* Reads the file at `path`; `name` is for messages. An optional file that is absent is empty;
 * everything else that goes wrong ends the loader. */
struct file file_read(const CHAR16 *path, const char *name, bool optional);

/* Gives the pages back and leaves the file empty. */
void file_free(struct file *file);

#endif
