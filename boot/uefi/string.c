/* SPDX-License-Identifier: MIT */
/* string.c: the four functions that compilers call on their own. */
#include <stddef.h>
#include <stdint.h>

void *memcpy(void *to, const void *from, size_t size);
void *memmove(void *to, const void *from, size_t size);
void *memset(void *to, int value, size_t size);
int memcmp(const void *a, const void *b, size_t size);

void *memcpy(void *to, const void *from, size_t size)
{
    void *cursor = to;

    __asm__ volatile("rep movsb" : "+D"(cursor), "+S"(from), "+c"(size) : : "memory");
    return to;
}

void *memmove(void *to, const void *from, size_t size)
{
    if ((uintptr_t)to - (uintptr_t)from >= size) {
        return memcpy(to, from, size);
    }
    void *last_to = (uint8_t *)to + size - 1;
    const void *last_from = (const uint8_t *)from + size - 1;

    __asm__ volatile("std; rep movsb; cld"
                     : "+D"(last_to), "+S"(last_from), "+c"(size)
                     :
                     : "memory", "cc");
    return to;
}

void *memset(void *to, int value, size_t size)
{
    void *cursor = to;

    __asm__ volatile("rep stosb" : "+D"(cursor), "+c"(size) : "a"(value) : "memory");
    return to;
}

int memcmp(const void *a, const void *b, size_t size)
{
    const volatile uint8_t *x = a;
    const volatile uint8_t *y = b;

    for (size_t i = 0; i < size; i++) {
        uint8_t left = x[i];
        uint8_t right = y[i];

        if (left != right) {
            return left - right;
        }
    }
    return 0;
}
