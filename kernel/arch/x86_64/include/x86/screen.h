/* SPDX-License-Identifier: MIT */
/* screen.h: the screen that the kernel reports on besides the serial line, where the loader has
 * left one: pixels or a PC's text mode. */
#pragma once

#include <kozo/types.h>

/* A PC's text mode, mode 3: IBM PS/2 and PC BIOS Interface Technical Reference. */
enum {
    VIDEO_TEXT_BASE = 0xb8000,
    VIDEO_TEXT_COLUMNS = 80,
    VIDEO_TEXT_LINES = 25,
    VIDEO_TEXT_STRIDE = VIDEO_TEXT_COLUMNS * 2, /* a character and its colours */
    VIDEO_TEXT_LAST_LINE = VIDEO_TEXT_BASE + (VIDEO_TEXT_LINES - 1) * VIDEO_TEXT_STRIDE,
};

/* Take the screen that boot_info describes, unless it cannot be one; clear it. One that lies beyond
 * the early page tables waits for x86_screen_map(). */
void x86_screen_init(void);

/* Bring the screen into the kernel's final page tables. */
void x86_screen_map(void);

/* Writes text; without a screen nothing happens. */
void x86_screen_write(const char *text, size_t length);
