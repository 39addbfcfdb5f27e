/* SPDX-License-Identifier: MIT */
/* memory_copy.c: blocks of memory. The compiler calls these by name, also where the source does
 * not. String instructions are fast on every processor that KOZO runs on (Intel SDM volume 1,
 * 7.3.9.3) once they run, but slow to start: what fits a message goes word by word. */
#include <stdbool.h>
#include <stdint.h>

#include <kozo/abi.h>
#include <kozo/text.h>

enum { SHORT_BYTES = sizeof(struct kozo_buffer) };

typedef uint64_t __attribute__((may_alias, aligned(1))) word_t;
typedef uint32_t __attribute__((may_alias, aligned(1))) half_t;

static __attribute__((noinline)) void long_forward(void *to, const void *from, size_t count)
{
    void *at = to;
    __asm__ volatile("rep movsb" : "+D"(at), "+S"(from), "+c"(count) : : "memory");
}

static __attribute__((noinline)) void long_backward(uint8_t *to, const uint8_t *from, size_t count)
{
    uint8_t *at = to + count - 1;
    const uint8_t *source = from + count - 1;
    __asm__ volatile("std; rep movsb; cld"
                     : "+D"(at), "+S"(source), "+c"(count) : : "memory", "cc");
}

static __attribute__((noinline)) void long_fill(void *at, int value, size_t count)
{
    __asm__ volatile("rep stosb" : "+D"(at), "+c"(count) : "a"(value) : "memory");
}

/* A word on its way, of which the compiler would make a call of memcpy() otherwise. */
static inline word_t hidden(word_t word)
{
    __asm__("" : "+r"(word));
    return word;
}

/* Less than a word: everything is read before anything is written. */
static inline void copy_few(uint8_t *to, const uint8_t *from, size_t count)
{
    if (count >= sizeof(half_t)) {
        const half_t first = *(const half_t *)from;
        const half_t last = *(const half_t *)(from + count - sizeof(half_t));
        *(half_t *)to = first;
        *(half_t *)(to + count - sizeof(half_t)) = last;
    } else if (count != 0) {
        const uint8_t first = from[0], middle = from[count / 2], last = from[count - 1];
        to[0] = first;
        to[count / 2] = middle;
        to[count - 1] = last;
    }
}

/* The last word, which may overlap the one before, is read before others are written over it. */
static inline void copy_forward(uint8_t *to, const uint8_t *from, size_t count)
{
    const size_t end = count - sizeof(word_t);
    const word_t last = *(const word_t *)(from + end);

    for (size_t at = 0; at < end; at += sizeof(word_t)) {
        *(word_t *)(to + at) = hidden(*(const word_t *)(from + at));
    }
    *(word_t *)(to + end) = last;
}

static inline void copy_backward(uint8_t *to, const uint8_t *from, size_t count)
{
    const word_t first = *(const word_t *)from;

    for (size_t at = count; at > sizeof(word_t);) {
        at -= sizeof(word_t);
        *(word_t *)(to + at) = hidden(*(const word_t *)(from + at));
    }
    *(word_t *)to = first;
}

void *memmove(void *to, const void *from, size_t count)
{
    const bool forward = (uintptr_t)to - (uintptr_t)from >= count;

    if (count < sizeof(word_t)) {
        copy_few(to, from, count);
    } else if (count > SHORT_BYTES) {
        forward ? long_forward(to, from, count) : long_backward(to, from, count);
    } else {
        forward ? copy_forward(to, from, count) : copy_backward(to, from, count);
    }
    return to;
}

void *memcpy(void *restrict to, const void *restrict from, size_t count)
{
    return memmove(to, from, count);
}

void *memset(void *at, int value, size_t count)
{
    uint8_t *bytes = at;
    const word_t word = (uint8_t)value * UINT64_C(0x0101010101010101);

    if (count > SHORT_BYTES) {
        long_fill(at, value, count);
    } else if (count >= sizeof(word_t)) {
        for (size_t i = 0; i < count - sizeof(word_t); i += sizeof(word_t)) {
            *(word_t *)(bytes + i) = hidden(word);
        }
        *(word_t *)(bytes + count - sizeof(word_t)) = word;
    } else {
        for (size_t i = 0; i < count; i++) {
            bytes[i] = (uint8_t)hidden((uint8_t)value);
        }
    }
    return at;
}

int memcmp(const void *a, const void *b, size_t count)
{
    const unsigned char *left = a, *right = b;
    for (size_t i = 0; i < count; i++) {
        if (left[i] != right[i])
            return (int)left[i] - (int)right[i];
    }
    return 0;
}
