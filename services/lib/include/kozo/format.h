/* SPDX-License-Identifier: MIT */
/* format.h: formatted text without floating point. */
#pragma once

#include <stdarg.h>
#include <stddef.h>

/* As snprintf, with these conversions: %d %i %u %x %X %c %s %p %%; flags '-' and '0'; width and
 * precision (of %s), also as '*'; lengths h, hh, l, ll, z, j. The result is cut to `capacity` and
 * always NUL-terminated if capacity is not 0. An unknown conversion is copied as it stands.
 * Returns the length that the whole text would have had. */
__attribute__((format(printf, 3, 4)))
size_t kozo_format(char *out, size_t capacity, const char *format, ...);

/* The same with the arguments in a list, which it uses up. */
__attribute__((format(printf, 3, 0)))
size_t kozo_format_list(char *out, size_t capacity, const char *format, va_list arguments);
