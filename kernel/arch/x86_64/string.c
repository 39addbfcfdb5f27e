/* SPDX-License-Identifier: MIT */
/* string.c: the four functions that a freestanding compiler may call by itself, and may not turn
 * into calls of themselves. Clearing and copying by string instructions: microcode does it best. */
#include <kozo/string.h>

void *memset(void *to, int value, size_t length)
{
    uint64_t pattern = UINT64_C(0x0101010101010101) * (uint8_t)value;
    size_t words = length / 8;
    size_t bytes = length % 8;
    void *at = to;

    __asm__ volatile("rep stosq" : "+D"(at), "+c"(words) : "a"(pattern) : "memory");
    __asm__ volatile("rep stosb" : "+D"(at), "+c"(bytes) : "a"(pattern) : "memory");
    return to;
}

void *memcpy(void *to, const void *from, size_t length)
{
    size_t words = length / 8;
    size_t bytes = length % 8;
    void *at = to;

    __asm__ volatile("rep movsq" : "+D"(at), "+S"(from), "+c"(words) : : "memory");
    __asm__ volatile("rep movsb" : "+D"(at), "+S"(from), "+c"(bytes) : : "memory");
    return to;
}

void *memmove(void *to, const void *from, size_t length)
{
    uint8_t *target = to;
    const uint8_t *source = from;

    if ((uintptr_t)to - (uintptr_t)from >= length) {
        return memcpy(to, from, length);
    }
    /* The target's start lies within the source: from the end. */
    while (length-- > 0) {
        ((volatile uint8_t *)target)[length] = source[length];
    }
    return to;
}

int memcmp(const void *left, const void *right, size_t length)
{
    const volatile uint8_t *a = left;
    const volatile uint8_t *b = right;

    for (size_t i = 0; i < length; i++) {
        if (a[i] != b[i]) {
            return a[i] < b[i] ? -1 : 1;
        }
    }
    return 0;
}
