/* SPDX-License-Identifier: MIT */
/* input.h: bytes that have come and nobody has read yet. Pure. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { INPUT_BYTES = 1024 };

/* Counts run on and are reduced on access; INPUT_BYTES is a power of two. */
struct input {
    uint8_t bytes[INPUT_BYTES];
    uint32_t written, read;
};

static inline size_t input_count(const struct input *input)
{
    return input->written - input->read;
}

/* Returns false if there is no room; the byte is lost then. */
static inline bool input_put(struct input *input, uint8_t byte)
{
    if (input_count(input) == INPUT_BYTES)
        return false;
    input->bytes[input->written++ % INPUT_BYTES] = byte;
    return true;
}

/* Copy up to `capacity` bytes without taking them. Returns how many. */
static inline size_t input_peek(const struct input *input, uint8_t *out, size_t capacity)
{
    size_t count = input_count(input) < capacity ? input_count(input) : capacity;
    for (size_t i = 0; i < count; i++)
        out[i] = input->bytes[(input->read + i) % INPUT_BYTES];
    return count;
}

static inline void input_drop(struct input *input, size_t count)
{
    input->read += (uint32_t)count;
}
