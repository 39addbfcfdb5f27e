/* SPDX-License-Identifier: MIT */
/* assert.h: statements about the kernel's own state; never about a user's input.
 *
 * kassert(x)     x was proven or is checked elsewhere; evaluated in PARANOID and host builds.
 * kensure(x)     x is evaluated always: going on without it would break isolation.
 * unreachable()  control cannot come here. */
#pragma once

#include <kozo/compiler.h>

/* Report the reason, the registers and a backtrace on the serial line and stop the machine. */
NORETURN PRINTF_LIKE(1, 2) void panic(const char *format, ...);

#define kensure(x)                                                                                 \
    (likely(x) ? (void)0 : panic("%s:%d: broken: %s", __FILE__, __LINE__, #x))

/* PARANOID tells whether the build walks every invariant after each operation. */
#ifdef KOZO_PARANOID
#define PARANOID true
#define kassert(x) kensure(x)
#else
#define PARANOID false
#define kassert(x) ((void)sizeof((x) ? 1 : 0))
#endif

#define unreachable() panic("%s:%d: unreachable", __FILE__, __LINE__)
