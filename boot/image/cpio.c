/* SPDX-License-Identifier: MIT */
/*
 * cpio.c: see image/cpio.h. A header is 6 magic characters and 13 fields of 8 hexadecimal digits;
 * name and data follow, each padded to a multiple of 4 bytes from the start of the archive.
 */
#include <image/cpio.h>

#include <stdbool.h>

enum {
    MAGIC_LENGTH = 6,
    FIELD_LENGTH = 8,
    FIELD_MODE = 1,
    FIELD_FILE_SIZE = 6,
    FIELD_NAME_SIZE = 11,
    FIELD_COUNT = 13,
    HEADER_LENGTH = MAGIC_LENGTH + FIELD_COUNT * FIELD_LENGTH,
};

static const char trailer_name[] = "TRAILER!!!";

void cpio_open(struct cpio_reader *reader, const void *bytes, size_t size)
{
    *reader = (struct cpio_reader){.bytes = bytes, .size = size, .position = 0};
}

static enum cpio_error cpio_field(const uint8_t *header, unsigned index, uint32_t *value)
{
    const uint8_t *digits = header + MAGIC_LENGTH + (size_t)index * FIELD_LENGTH;
    uint32_t result = 0;

    for (unsigned i = 0; i < FIELD_LENGTH; i++) {
        uint8_t c = digits[i];
        uint32_t digit;

        if (c >= '0' && c <= '9') {
            digit = c - (uint32_t)'0';
        } else if (c >= 'a' && c <= 'f') {
            digit = c - (uint32_t)'a' + 10;
        } else if (c >= 'A' && c <= 'F') {
            digit = c - (uint32_t)'A' + 10;
        } else {
            return CPIO_BAD_NUMBER;
        }
        result = result << 4 | digit;
    }
    *value = result;
    return CPIO_OK;
}

/* Moves *position over `length` bytes and their padding; the padding of the very last entry may
 * be absent. */
static enum cpio_error cpio_skip(const struct cpio_reader *reader, size_t *position, size_t length)
{
    size_t left = reader->size - *position;

    if (length > left) {
        return CPIO_TRUNCATED;
    }
    size_t end = *position + length;
    size_t padding = -end & 3;
    *position = padding > reader->size - end ? reader->size : end + padding;
    return CPIO_OK;
}

static enum cpio_error cpio_check_name(const char *name, uint32_t size)
{
    uint32_t length = 0;

    while (length < size && name[length] != '\0') {
        length++;
    }
    return length != 0 && length + 1 == size ? CPIO_OK : CPIO_BAD_NAME;
}

/* Reads the header at the reader's position. */
static enum cpio_error cpio_header(const struct cpio_reader *reader, uint32_t *mode,
                                   uint32_t *name_size, uint32_t *file_size)
{
    const uint8_t *header = reader->bytes + reader->position;
    enum cpio_error error = CPIO_OK;

    if (reader->size - reader->position < HEADER_LENGTH) {
        return CPIO_TRUNCATED;
    }
    if (__builtin_memcmp(header, "070701", MAGIC_LENGTH) != 0) {
        return CPIO_BAD_MAGIC;
    }
    for (unsigned i = 0; i < FIELD_COUNT && error == CPIO_OK; i++) {
        uint32_t unused;

        error = cpio_field(header, i,
                           i == FIELD_MODE        ? mode
                           : i == FIELD_FILE_SIZE ? file_size
                           : i == FIELD_NAME_SIZE ? name_size
                                                  : &unused);
    }
    return error;
}

enum cpio_error cpio_next(struct cpio_reader *reader, struct cpio_entry *entry)
{
    uint32_t mode = 0;
    uint32_t name_size = 0;
    uint32_t file_size = 0;
    enum cpio_error error = cpio_header(reader, &mode, &name_size, &file_size);

    if (error != CPIO_OK) {
        return error;
    }
    size_t position = reader->position + HEADER_LENGTH;
    const char *name = (const char *)reader->bytes + position;
    error = cpio_skip(reader, &position, name_size);
    if (error == CPIO_OK) {
        error = cpio_check_name(name, name_size);
    }
    if (error != CPIO_OK) {
        return error;
    }
    if (name_size == sizeof(trailer_name) &&
        __builtin_memcmp(name, trailer_name, sizeof(trailer_name)) == 0) {
        return CPIO_END;
    }
    const uint8_t *data = reader->bytes + position;
    error = cpio_skip(reader, &position, file_size);
    if (error != CPIO_OK) {
        return error;
    }
    reader->position = position;
    *entry = (struct cpio_entry){
        .name = name,
        .name_length = name_size - 1,
        .data = data,
        .size = file_size,
        .mode = mode,
    };
    return CPIO_OK;
}

/* Whether the NUL-terminated `name` equals the entry's; both names end before their first NUL. */
static bool cpio_is_named(const struct cpio_entry *entry, const char *name)
{
    size_t i = 0;

    while (name[i] != '\0' && name[i] == entry->name[i]) {
        i++;
    }
    return name[i] == entry->name[i];
}

enum cpio_error cpio_find(const void *bytes, size_t size, const char *name,
                          struct cpio_entry *entry)
{
    struct cpio_reader reader;
    struct cpio_entry candidate;
    enum cpio_error error;

    cpio_open(&reader, bytes, size);
    while ((error = cpio_next(&reader, &candidate)) == CPIO_OK) {
        if (cpio_is_named(&candidate, name)) {
            *entry = candidate;
            return CPIO_OK;
        }
    }
    return error;
}

const char *cpio_error_text(enum cpio_error error)
{
    static const char *const texts[CPIO_ERROR_COUNT] = {
        [CPIO_OK] = "valid",
        [CPIO_END] = "not in the archive",
        [CPIO_TRUNCATED] = "the archive ends early",
        [CPIO_BAD_MAGIC] = "not a newc CPIO archive",
        [CPIO_BAD_NUMBER] = "a header field is not hexadecimal",
        [CPIO_BAD_NAME] = "an entry has a malformed name",
    };

    return (unsigned)error < CPIO_ERROR_COUNT ? texts[error] : "unknown error";
}
