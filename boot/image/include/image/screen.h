/* SPDX-License-Identifier: MIT */
/*
 * screen.h: writes ASCII text on a linear framebuffer or in a PC's text mode.
 * Freestanding; reads nothing back, because that is slow. There is no scrolling therefore: behind
 * the last line comes the first, and the line below the one that is written is empty.
 */
#ifndef IMAGE_SCREEN_H
#define IMAGE_SCREEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <kozo/abi.h>

enum {
    SCREEN_FONT_FIRST = ' ',
    SCREEN_FONT_LAST = '~',
    SCREEN_FONT_WIDTH = 8,
    SCREEN_FONT_HEIGHT = 16,
    SCREEN_SIDE_MAX = 16384, /* pixels or cells; a larger screen is a damaged description */
};

/* Rows of pixels, the leftmost in the highest bit. */
extern const uint8_t screen_font[SCREEN_FONT_LAST - SCREEN_FONT_FIRST + 1][SCREEN_FONT_HEIGHT];

/* All zero: no screen, on which everything is lost. */
struct screen {
    uint8_t *base;
    uint32_t stride; /* bytes from one row of pixels or cells to the next */
    uint32_t columns;
    uint32_t lines;
    uint32_t column; /* of the next character; may be `columns` */
    uint32_t line;
    uint32_t unclear; /* cells from the start of `line` on that are still to be cleared */
    kozo_pixel_format_t format;
};

/* Clears the screen that `shape` describes and `base` points to. False, and no screen, unless it is
 * one: a known format, at least one cell, rows that do not overlap. */
bool screen_open(struct screen *screen, const struct kozo_boot_framebuffer *shape, void *base);

/* A little of the work of writing a character; false if it has to be called again with the same. */
bool screen_step(struct screen *screen, char character);

/* Writes characters; those that are not printable ASCII as '?', a line feed ends the line. */
void screen_write(struct screen *screen, const char *text, size_t length);

#endif
