/* SPDX-License-Identifier: MIT */
/* text.h: memory and strings. Semantics are those of ISO C where the name is. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

void *memcpy(void *restrict to, const void *restrict from, size_t count);
void *memmove(void *to, const void *from, size_t count);
void *memset(void *at, int value, size_t count);
int memcmp(const void *a, const void *b, size_t count);
size_t strlen(const char *text);
int strcmp(const char *a, const char *b);
int strncmp(const char *a, const char *b, size_t count);
char *strchr(const char *text, int wanted);

/* Copy `from` into `to` of `capacity` bytes, cut if need be, always NUL-terminated. */
void kozo_copy_text(char *to, size_t capacity, const char *from);

static inline bool kozo_text_equal(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}
