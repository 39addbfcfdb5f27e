/* SPDX-License-Identifier: MIT */
/*
 * checksum.h: CRC-32 of what is loaded, so that damage is named instead of run. Protects against
 * accidents, not against people. Freestanding, no allocation, never reads outside the given bytes.
 * See: ISO 3309; the same as in gzip, UEFI and GRUB's hashsum.
 */
#ifndef IMAGE_CHECKSUM_H
#define IMAGE_CHECKSUM_H

#include <stddef.h>
#include <stdint.h>

enum checksum_error {
    CHECKSUM_OK,
    CHECKSUM_WRONG,     /* the bytes are not those that were written */
    CHECKSUM_MALFORMED, /* a line of the list is no checksum, two spaces and a name */
    CHECKSUM_MISSING,   /* no checksum, where there must be one */
    CHECKSUM_ERROR_COUNT,
};

uint32_t checksum_crc32(const void *bytes, size_t size);

/* Finds the file in a list: lines of 8 lower-case hexadecimal digits, two spaces and its name.
 * *value is written only when the result is CHECKSUM_OK. */
enum checksum_error checksum_find(const void *list, size_t size, const char *name, uint32_t *value);

/* An initial ramdisk ends in its own checksum: a line "CRC-32 ", 8 digits. */
enum { CHECKSUM_LINE = 16 };
enum checksum_error checksum_of_initrd(const void *bytes, size_t size);

/* One phrase for a person; never NULL. */
const char *checksum_error_text(enum checksum_error error);

#endif
