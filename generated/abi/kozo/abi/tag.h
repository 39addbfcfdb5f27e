/* SPDX-License-Identifier: MIT */
/* Generated from idl/abi.yaml by template abi/tag.h;
 * change those and run `make generate`. */
#pragma once

#include <stdint.h>

/* Shape and meaning of a message. Bits 0 to 15 are the shape, so that "at most six words, no
 * capabilities, no flags" is one comparison. */
typedef struct { uint64_t raw; } kozo_tag_t;

/* Values of the flags field. */
/* The deadline register holds an absolute time; without it the operation waits for ever. */
#define KOZO_TAG_FLAG_DEADLINE 0x1u
/* The reply register holds the handle of a saved reply right. */
#define KOZO_TAG_FLAG_SAVED_REPLY 0x2u
/* The answer has been given, and only the receiving is left: so says the kernel in the tag
 * register of a reply_receive that it has interrupted between the two. */
#define KOZO_TAG_FLAG_ANSWERED 0x4u
/* The kernel itself made this message. Refused in what a program sends. */
#define KOZO_TAG_FLAG_KERNEL 0x40u

static inline uint32_t kozo_tag_interface(kozo_tag_t word)
{
    return (uint32_t)(word.raw >> 32 & 0xffffffff);
}

static inline uint16_t kozo_tag_label(kozo_tag_t word)
{
    return (uint16_t)(word.raw >> 16 & 0xffff);
}

static inline uint8_t kozo_tag_flags(kozo_tag_t word)
{
    return (uint8_t)(word.raw >> 9 & 0x7f);
}

static inline uint8_t kozo_tag_caps(kozo_tag_t word)
{
    return (uint8_t)(word.raw >> 6 & 0x7);
}

static inline uint8_t kozo_tag_words(kozo_tag_t word)
{
    return (uint8_t)(word.raw >> 0 & 0x3f);
}

static inline kozo_tag_t kozo_tag_make(uint64_t interface, uint64_t label, uint64_t flags,
                                       uint64_t caps, uint64_t words)
{
    return (kozo_tag_t){
        (interface & 0xffffffff) << 32 |
        (label & 0xffff) << 16 |
        (flags & 0x7f) << 9 |
        (caps & 0x7) << 6 |
        (words & 0x3f) << 0
    };
}
