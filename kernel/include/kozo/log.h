/* SPDX-License-Identifier: MIT */
/* log.h: the kernel's own words on the serial line.
 * Formats: %s %c %d %u %x %lu %lx %p, with width and 0. */
#pragma once

#include <kozo/compiler.h>
#include <stdarg.h>

/* Context: any, without a lock; characters of two CPUs may mix. */
PRINTF_LIKE(1, 2) void klog(const char *format, ...);
void klog_va(const char *format, va_list arguments);
