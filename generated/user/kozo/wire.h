/* SPDX-License-Identifier: MIT */
/* Generated from idl/abi.yaml by template user/wire.h;
 * change those and run `make generate`. */
/* wire.h: strings and other data in messages. Data begin at a word of their own, and the
 * bytes that are left of their last word are zero. */
#pragma once

#include <kozo/abi.h>
#include <kozo/buffer_access.h>
#include <kozo/message.h>
#include <stdbool.h>
#include <stddef.h>

/* Of what only a program that is wrong does: its way out is behind all others, and short. */
#define KOZO_WIRE_NEVER(condition) __builtin_expect_with_probability(condition, 0, 1.0)

static inline uint64_t kozo_wire_words(size_t size)
{
    return (size + sizeof(uint64_t) - 1) / sizeof(uint64_t);
}

/* Bytes of a NUL-terminated text, or `maximum` + 1 if it has more than `maximum`. */
static inline size_t kozo_wire_text_size(const char *text, size_t maximum)
{
    size_t size = 0;

    while (size <= maximum && text[size] != 0) {
        size++;
    }
    return size;
}

/* Clear what `size` bytes leave of their last word. */
static inline void kozo_wire_pad(uint64_t *words, size_t size)
{
    const unsigned bytes = (unsigned)(size % sizeof(uint64_t));

    if (bytes != 0) {
        words[size / sizeof(uint64_t)] &= (UINT64_C(1) << bytes * 8) - 1;
    }
}

/* Of a copy with its bound in sight the compiler makes a string instruction, which is slow to start:
 * what is not a constant is hidden from it. */
static inline void kozo_wire_copy(void *to, const void *from, size_t size)
{
    if (!__builtin_constant_p(size)) {
        __asm__("" : "+r"(size));
    }
    __builtin_memmove(to, from, size);
}

/* Put bytes into `words`. They may lie in the buffer themselves, which is how a server passes on what
 * it has received; hence what is left of the last word is cleared afterwards. */
static inline void kozo_wire_put(uint64_t *words, const void *bytes, size_t size)
{
    kozo_wire_copy(words, bytes, size);
    kozo_wire_pad(words, size);
}

/* Words [first, end) have no data; what was in them is nobody's business. */
static inline void kozo_wire_clear(uint64_t *words, uint64_t first, uint64_t end)
{
    for (uint64_t word = first; word < end; word++) {
        words[word] = 0;
    }
}

/* Put bytes, or as many zeros where there are none. */
static inline void kozo_wire_put_optional(uint64_t *words, const void *bytes, size_t size)
{
    if (bytes != NULL) {
        kozo_wire_put(words, bytes, size);
    } else {
        kozo_wire_clear(words, 0, kozo_wire_words(size));
    }
}

static inline bool kozo_wire_is_clear(const uint64_t *words, uint64_t first, uint64_t end)
{
    for (uint64_t word = first; word < end; word++) {
        if (words[word] != 0)
            return false; /* wire.clear */
    }
    return true;
}

static inline bool kozo_wire_is_zero(const uint8_t *bytes, size_t size)
{
    uint8_t all = 0;

    for (size_t i = 0; i < size; i++) {
        all |= bytes[i];
    }
    return all == 0;
}

/* A signed number of that many bits, the lowest of `raw`. */
static inline int64_t kozo_wire_signed(uint64_t raw, unsigned bits)
{
    return (int64_t)(raw << (64 - bits)) >> (64 - bits);
}

/* The text in `words`, ended by a NUL for which the layout leaves room. */
static inline const char *kozo_wire_text(uint64_t *words, size_t size)
{
    char *text = (char *)words;

    text[size] = 0;
    return text;
}

static inline bool kozo_wire_is_padded(const uint64_t *words, size_t size)
{
    const unsigned bytes = (unsigned)(size % sizeof(uint64_t));

    return bytes == 0 || words[size / sizeof(uint64_t)] >> bytes * 8 == 0;
}

/* The length of the UTF-8 sequence at `text`, of which `left` bytes are there; 0 if it is not well
 * formed (Unicode 15, table 3-7) or is NUL. */
static inline size_t kozo_wire_sequence(const uint8_t *text, size_t left)
{
    const uint8_t first = text[0];
    const size_t length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    uint8_t low = 0x80, high = 0xbf;

    if (first == 0 || (first >= 0x80 && first < 0xc2) || first > 0xf4 || left < length)
        return 0; /* wire.text.lead */
    if (first == 0xe0) {
        low = 0xa0;
    } else if (first == 0xed) {
        high = 0x9f;
    } else if (first == 0xf0) {
        low = 0x90;
    } else if (first == 0xf4) {
        high = 0x8f;
    }
    for (size_t i = 1; i < length; i++) {
        if (text[i] < low || text[i] > high)
            return 0; /* wire.text.continuation */
        low = 0x80;
        high = 0xbf;
    }
    return length;
}

/* Padded, and UTF-8 without NUL. */
static inline bool kozo_wire_is_text(const uint64_t *words, size_t size)
{
    const uint8_t *text = (const uint8_t *)words;

    size_t at = 0, length = 1;

    while (at < size && length != 0) {
        length = kozo_wire_sequence(&text[at], size - at);
        at += length;
    }
    return at == size && kozo_wire_is_padded(words, size);
}

/* Put a text into a member of a structure of `room` bytes, and NUL behind it to the end. Returns:
 * false, and has done nothing, if there is no room for it. */
static inline bool kozo_text_put(char *member, size_t room, const char *text)
{
    const size_t size = kozo_wire_text_size(text, room);
    const bool fits = size < room;

    for (size_t i = 0; fits && i < room; i++) {
        member[i] = '\0';
        if (i < size)
            member[i] = text[i];
    }
    return fits;
}

/* In a member with room for `maximum` bytes and a NUL: such text, with NUL behind it to the end. */
static inline bool kozo_wire_is_member(const char *member, size_t minimum, size_t maximum)
{
    const uint8_t *text = (const uint8_t *)member;

    size_t at = 0, length = 1;

    while (at < maximum && text[at] != 0 && length != 0) {
        length = kozo_wire_sequence(&text[at], maximum - at);
        at += length;
    }
    return at >= minimum && kozo_wire_is_zero(&text[at], maximum + 1 - at);
}

/* Is that an error by which a server may answer: one of the method's own, of which OK ends the list
 * and which is NULL if there are none, or one that refuses a message? */
static inline bool kozo_wire_may_answer(kozo_err_t error, const kozo_err_t *own)
{
    bool found = error == KOZO_ERR_NO_METHOD || error == KOZO_ERR_WRONG_INTERFACE ||
                 error == KOZO_ERR_BAD_MESSAGE;

    for (; own != NULL && *own != KOZO_OK; own++) {
        found |= *own == error;
    }
    return found;
}

/* Which error an answer is that is not as wanted. Returns: what a server may answer, if the tag says
 * nothing else; BAD_REPLY. */
static inline kozo_err_t kozo_wire_error(kozo_tag_t tag, uint32_t interface, const kozo_err_t *own)
{
    const kozo_err_t error = (kozo_err_t)kozo_tag_label(tag);

    if (tag.raw != kozo_tag_make(interface, error, 0, 0, 0).raw)
        return KOZO_ERR_BAD_REPLY; /* wire.answer.tag */
    if (!kozo_wire_may_answer(error, own))
        return KOZO_ERR_BAD_REPLY; /* wire.answer.error */
    return error;
}
