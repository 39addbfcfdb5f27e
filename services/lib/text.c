/* SPDX-License-Identifier: MIT */
/* text.c: what ISO C's string functions lack. */
#include <kozo/text.h>

void kozo_copy_text(char *to, size_t capacity, const char *from)
{
    if (capacity == 0)
        return;
    size_t length = 0;
    for (; length + 1 < capacity && from[length] != '\0'; length++)
        to[length] = from[length];
    to[length] = '\0';
}
