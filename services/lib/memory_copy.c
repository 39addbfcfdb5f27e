/* SPDX-License-Identifier: MIT */
/* memory_copy.c: blocks of memory. The compiler calls these by name, also where the source does
 * not. String instructions are fast on every processor that KOZO runs on (Intel SDM volume 1,
 * 7.3.9.3). */
#include <stdint.h>

#include <kozo/text.h>

void *memcpy(void *restrict to, const void *restrict from, size_t count)
{
    void *at = to;
    __asm__ volatile("rep movsb" : "+D"(at), "+S"(from), "+c"(count) : : "memory");
    return to;
}

void *memmove(void *to, const void *from, size_t count)
{
    if ((uintptr_t)to - (uintptr_t)from >= count)
        return memcpy(to, from, count);
    if (count != 0) {
        unsigned char *target = (unsigned char *)to + count - 1;
        const unsigned char *source = (const unsigned char *)from + count - 1;
        __asm__ volatile("std; rep movsb; cld"
                         : "+D"(target), "+S"(source), "+c"(count) : : "memory", "cc");
    }
    return to;
}

void *memset(void *at, int value, size_t count)
{
    void *next = at;
    __asm__ volatile("rep stosb" : "+D"(next), "+c"(count) : "a"(value) : "memory");
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
