/* SPDX-License-Identifier: MIT */
/*
 * cpio.h: reads a CPIO archive in the "newc" format (magic 070701) that lies in memory.
 * The initial ramdisk: flat, one regular file a program. Freestanding, no allocation, never reads
 * outside the given bytes.
 * See: cpio(5), "New ASCII Format".
 */
#ifndef IMAGE_CPIO_H
#define IMAGE_CPIO_H

#include <stddef.h>
#include <stdint.h>

enum cpio_error {
    CPIO_OK,
    CPIO_END,        /* no more entries, or no entry of that name */
    CPIO_TRUNCATED,  /* an entry reaches past the end, or the trailer is missing */
    CPIO_BAD_MAGIC,  /* an entry does not start with 070701 */
    CPIO_BAD_NUMBER, /* a header field is not hexadecimal */
    CPIO_BAD_NAME,   /* a name is empty, not NUL-terminated or contains a NUL */
    CPIO_ERROR_COUNT,
};

struct cpio_reader {
    const uint8_t *bytes;
    size_t size;
    size_t position;
};

struct cpio_entry {
    const char *name;    /* NUL-terminated, inside the archive */
    size_t name_length;  /* without the NUL */
    const uint8_t *data; /* aligned to 4 bytes relative to the archive */
    size_t size;
    uint32_t mode;       /* POSIX st_mode */
};

/* Begin at the first entry. The bytes stay the caller's, and in place while the reader is used. */
void cpio_open(struct cpio_reader *reader, const void *bytes, size_t size);

/* Next entry in archive order, CPIO_END at the trailer. After an error every call repeats it.
 * *entry is written only when the result is CPIO_OK. */
enum cpio_error cpio_next(struct cpio_reader *reader, struct cpio_entry *entry);

/* The first entry of exactly that name; CPIO_END if the archive is sound up to its trailer and has
 * none. */
enum cpio_error cpio_find(const void *bytes, size_t size, const char *name,
                          struct cpio_entry *entry);

/* One phrase for a person; never NULL. */
const char *cpio_error_text(enum cpio_error error);

#endif
