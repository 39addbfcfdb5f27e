/* SPDX-License-Identifier: MIT */
/* string.h: blocks of memory, as in the C library. */
#pragma once

#include <stddef.h>
#include <stdint.h>

void *memset(void *to, int value, size_t length);
void *memcpy(void *to, const void *from, size_t length);
void *memmove(void *to, const void *from, size_t length);
int memcmp(const void *left, const void *right, size_t length);
