/* SPDX-License-Identifier: MIT */
/* utf8.h: a decoder of UTF-8 that follows the definition word by word. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Put the code point together, then refuse what is not its shortest form, a surrogate, NUL or
 * beyond the last code point. Returns its length, or 0. */
static inline size_t naive_sequence(const uint8_t *text, size_t left)
{
    static const uint32_t smallest[] = {0, 1, 0x80, 0x800, 0x10000};
    static const uint8_t lead_mask[] = {0, 0x80, 0xe0, 0xf0, 0xf8};
    static const uint8_t lead[] = {0, 0, 0xc0, 0xe0, 0xf0};

    for (size_t length = 1; length <= 4 && length <= left; length++) {
        if ((text[0] & lead_mask[length]) != lead[length])
            continue;
        uint32_t point = text[0] & (uint8_t)~lead_mask[length];
        for (size_t i = 1; i < length; i++) {
            if ((text[i] & 0xc0) != 0x80)
                return 0;
            point = point << 6 | (text[i] & 0x3f);
        }
        const bool surrogate = point >= 0xd800 && point <= 0xdfff;
        return point < smallest[length] || surrogate || point > 0x10ffff ? 0 : length;
    }
    return 0;
}

static inline bool naive_is_text(const uint8_t *text, size_t size)
{
    while (size > 0) {
        const size_t length = naive_sequence(text, size);
        if (length == 0)
            return false;
        text += length;
        size -= length;
    }
    return true;
}
