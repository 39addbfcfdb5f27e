/* SPDX-License-Identifier: MIT */
/* checksum.c: see image/checksum.h. Four bits at a time: a table that fits into a line. */
#include <image/checksum.h>

#include <stdbool.h>

enum { DIGITS = 8 };

/* Remainders of the 16 values of four bits; the polynomial, reflected, is that of 8. */
static const uint32_t remainders[16] = {
    0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac, 0x76dc4190, 0x6b6b51f4,
    0x4db26158, 0x5005713c, 0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c,
    0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c,
};

uint32_t checksum_crc32(const void *bytes, size_t size)
{
    const uint8_t *byte = bytes;
    uint32_t crc = UINT32_MAX;

    for (size_t i = 0; i < size; i++) {
        crc ^= byte[i];
        crc = crc >> 4 ^ remainders[crc & 15];
        crc = crc >> 4 ^ remainders[crc & 15];
    }
    return ~crc;
}

static bool checksum_parse(const uint8_t *digits, uint32_t *value)
{
    uint32_t result = 0;

    for (unsigned i = 0; i < DIGITS; i++) {
        if (digits[i] >= '0' && digits[i] <= '9') {
            result = result << 4 | (uint32_t)(digits[i] - '0');
        } else if (digits[i] >= 'a' && digits[i] <= 'f') {
            result = result << 4 | (uint32_t)(digits[i] - 'a' + 10);
        } else {
            return false;
        }
    }
    *value = result;
    return true;
}

/* Whether the line [text, text + length) ends in exactly `name` after digits and spaces. */
static bool checksum_is_named(const uint8_t *text, size_t length, const char *name)
{
    size_t i = 0;

    while (i < length && name[i] != '\0' && text[i] == (uint8_t)name[i]) {
        i++;
    }
    return i == length && name[i] == '\0';
}

enum checksum_error checksum_find(const void *list, size_t size, const char *name, uint32_t *value)
{
    const uint8_t *text = list;
    enum checksum_error found = CHECKSUM_MISSING;

    for (size_t at = 0; at < size;) {
        const size_t start = at;
        uint32_t crc;

        while (at < size && text[at] != '\n') {
            at++;
        }
        if (at == size || at - start <= DIGITS + 2 || !checksum_parse(text + start, &crc) ||
            text[start + DIGITS] != ' ' || text[start + DIGITS + 1] != ' ') {
            return CHECKSUM_MALFORMED;
        }
        if (checksum_is_named(text + start + DIGITS + 2, at - start - DIGITS - 2, name)) {
            *value = crc;
            found = CHECKSUM_OK;
        }
        at++;
    }
    return found;
}

enum checksum_error checksum_of_initrd(const void *bytes, size_t size)
{
    static const char label[] = "CRC-32 ";
    const uint8_t *line;
    uint32_t value;

    if (size < CHECKSUM_LINE) {
        return CHECKSUM_MISSING;
    }
    line = (const uint8_t *)bytes + size - CHECKSUM_LINE;
    if (__builtin_memcmp(line, label, sizeof(label) - 1) != 0 ||
        !checksum_parse(line + sizeof(label) - 1, &value) || line[CHECKSUM_LINE - 1] != '\n') {
        return CHECKSUM_MISSING;
    }
    return checksum_crc32(bytes, size - CHECKSUM_LINE) == value ? CHECKSUM_OK : CHECKSUM_WRONG;
}

const char *checksum_error_text(enum checksum_error error)
{
    static const char *const texts[CHECKSUM_ERROR_COUNT] = {
        [CHECKSUM_OK] = "valid",
        [CHECKSUM_WRONG] = "damaged: its checksum is wrong",
        [CHECKSUM_MALFORMED] = "damaged: a line is no checksum and name",
        [CHECKSUM_MISSING] = "damaged: it has no checksum",
    };

    return (unsigned)error < CHECKSUM_ERROR_COUNT ? texts[error] : "unknown error";
}
