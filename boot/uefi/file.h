/* SPDX-License-Identifier: MIT */
/* file.h: files of the file system that the loader came from. Order: until boot services end.
 * See: UEFI 2.10, chapter 13. */
#ifndef UEFI_FILE_H
#define UEFI_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <efi.h>

/* A file in memory, in pages of memory_allocate(); one without bytes has none. */
struct file {
    bool exists;
    uint8_t *bytes;
    size_t size;
};

/* Before anything is read: files are in the folder that the load options name, a path from the root
 * on, or else in \kozo. */
void file_choose_folder(void);

/* Reads a file of the folder. An optional file that is absent does not exist; everything else that
 * goes wrong ends the loader. */
struct file file_read(const char *name, bool optional);

/* Gives the pages back and forgets the file. */
void file_free(struct file *file);

#endif
