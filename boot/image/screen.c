/* SPDX-License-Identifier: MIT */
/* screen.c: see image/screen.h. Both colours are the same in every order of channels. */
#include <image/screen.h>

enum {
    PIXEL_BYTES = 4,
    CELL_BYTES = 2,
    CELL_COLOURS = 0x0700, /* light grey on black */
    STEP_CELLS = 4,
};

static const uint32_t pixel_ink = 0x00c8c8c8;

static bool screen_is_text(const struct screen *screen)
{
    return screen->format == KOZO_PIXEL_FORMAT_TEXT;
}

static void screen_draw_pixels(const struct screen *screen, const uint8_t *glyph)
{
    uint8_t *row = screen->base + (size_t)screen->line * SCREEN_FONT_HEIGHT * screen->stride +
                   (size_t)screen->column * SCREEN_FONT_WIDTH * PIXEL_BYTES;

    for (unsigned y = 0; y < SCREEN_FONT_HEIGHT; y++) {
        for (unsigned x = 0; x < SCREEN_FONT_WIDTH; x++) {
            const uint32_t colour = glyph[y] >> (SCREEN_FONT_WIDTH - 1 - x) & 1 ? pixel_ink : 0;

            __builtin_memcpy(row + (size_t)x * PIXEL_BYTES, &colour, PIXEL_BYTES);
        }
        row += screen->stride;
    }
}

static void screen_draw(const struct screen *screen, char character)
{
    if (character < SCREEN_FONT_FIRST || character > SCREEN_FONT_LAST) {
        character = '?';
    }
    if (screen_is_text(screen)) {
        const uint16_t cell = (uint16_t)(CELL_COLOURS | character);

        __builtin_memcpy(screen->base + (size_t)screen->line * screen->stride +
                             (size_t)screen->column * CELL_BYTES,
                         &cell, CELL_BYTES);
    } else {
        screen_draw_pixels(screen, screen_font[character - SCREEN_FONT_FIRST]);
    }
}

/* Clear a few of the cells behind the start of the line that are still to be cleared. */
static void screen_clear_some(struct screen *screen)
{
    struct screen cursor = *screen;

    for (unsigned i = 0; i < STEP_CELLS && screen->unclear != 0; i++) {
        screen->unclear--;
        cursor.line = (screen->line + screen->unclear / screen->columns) % screen->lines;
        cursor.column = screen->unclear % screen->columns;
        screen_draw(&cursor, ' ');
    }
}

static void screen_clear(struct screen *screen)
{
    while (screen->unclear != 0) {
        screen_clear_some(screen);
    }
}

static void screen_end_line(struct screen *screen)
{
    screen->column = 0;
    screen->line = screen->line + 1 == screen->lines ? 0 : screen->line + 1;
    screen->unclear = screen->columns * (screen->lines > 1 ? 2 : 1);
}

bool screen_open(struct screen *screen, const struct kozo_boot_framebuffer *shape, void *base)
{
    const bool is_text = shape->format == KOZO_PIXEL_FORMAT_TEXT;
    const uint32_t unit = is_text ? CELL_BYTES : PIXEL_BYTES;
    struct screen found = {
        .base = base,
        .stride = shape->stride,
        .columns = shape->width / (is_text ? 1 : SCREEN_FONT_WIDTH),
        .lines = shape->height / (is_text ? 1 : SCREEN_FONT_HEIGHT),
        .format = shape->format,
    };

    *screen = (struct screen){.base = NULL};
    if (shape->format == KOZO_PIXEL_FORMAT_NONE || shape->format > KOZO_PIXEL_FORMAT_TEXT ||
        found.columns == 0 || found.lines == 0 || shape->width > SCREEN_SIDE_MAX ||
        shape->height > SCREEN_SIDE_MAX || shape->width * unit > shape->stride) {
        return false;
    }
    *screen = found;
    screen->unclear = found.columns * found.lines;
    screen_clear(screen);
    return true;
}

bool screen_step(struct screen *screen, char character)
{
    if (screen->base == NULL || character == '\r') {
        return true;
    }
    if (screen->unclear != 0) {
        screen_clear_some(screen);
        return false;
    }
    if (character == '\n') {
        screen_end_line(screen);
        return true;
    }
    if (screen->column == screen->columns) {
        screen_end_line(screen);
        return false;
    }
    screen_draw(screen, character);
    screen->column++;
    return true;
}

void screen_write(struct screen *screen, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        while (!screen_step(screen, text[i])) {
        }
    }
    screen_clear(screen);
}
