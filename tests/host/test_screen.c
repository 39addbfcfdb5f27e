/* SPDX-License-Identifier: MIT */
/* test_screen.c: text on screens of both kinds, in memory of exactly their size. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <image/screen.h>

/* Two characters that have every bit in some row; all others are empty. */
const uint8_t screen_font[SCREEN_FONT_LAST - SCREEN_FONT_FIRST + 1][SCREEN_FONT_HEIGHT] = {
    ['!' - SCREEN_FONT_FIRST] = {0x80, 0x40, 0x20, 0x10, 0x08, 0x04, 0x02, 0x01, 0xff},
    ['"' - SCREEN_FONT_FIRST] = {0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80, 0, 0xff, 0xaa},
};

static uint8_t *memory;
static struct screen screen;
static struct kozo_boot_framebuffer shape;

static bool open_screen(uint32_t width, uint32_t height, uint32_t stride,
                        kozo_pixel_format_t format)
{
    shape = (struct kozo_boot_framebuffer){
        .width = width, .height = height, .stride = stride, .format = format};
    free(memory);
    memory = malloc((size_t)stride * height);
    return screen_open(&screen, &shape, memory);
}

static void write_text(const char *text)
{
    screen_write(&screen, text, strlen(text));
}

/* A row of the text mode's screen. */
static const char *cells(uint32_t line)
{
    static char text[81];

    for (uint32_t i = 0; i < shape.width; i++) {
        text[i] = (char)memory[line * shape.stride + i * 2];
    }
    text[shape.width] = '\0';
    return text;
}

static void writes_cells(void **state)
{
    (void)state;
    assert_true(open_screen(4, 3, 10, KOZO_PIXEL_FORMAT_TEXT));
    write_text("ab\nc\x80\r");
    assert_string_equal(cells(0), "ab  ");
    assert_string_equal(cells(1), "c?  ");
    assert_string_equal(cells(2), "    ");
}

static void goes_on_at_the_top(void **state)
{
    (void)state;
    assert_true(open_screen(4, 3, 8, KOZO_PIXEL_FORMAT_TEXT));
    write_text("1\n2222\n3\n4");
    assert_string_equal(cells(0), "4   ");
    assert_string_equal(cells(1), "    ");
    assert_string_equal(cells(2), "3   ");
    write_text("xxxy");
    assert_string_equal(cells(0), "4xxx");
    assert_string_equal(cells(1), "y   ");
    assert_string_equal(cells(2), "    ");
}

static void draws_pixels(void **state)
{
    uint32_t pixel;

    (void)state;
    assert_true(open_screen(17, 33, 17 * 4, KOZO_PIXEL_FORMAT_BGRX));
    write_text("!\"");
    for (unsigned y = 0; y < 16; y++) {
        for (unsigned x = 0; x < 16; x++) {
            const uint8_t row = screen_font[(x < 8 ? '!' : '"') - SCREEN_FONT_FIRST][y];

            memcpy(&pixel, memory + y * shape.stride + x * 4, sizeof(pixel));
            assert_int_equal(pixel != 0, row >> (7 - x % 8) & 1);
        }
    }
}

static void refuses_what_is_no_screen(void **state)
{
    (void)state;
    assert_false(open_screen(80, 25, 160, KOZO_PIXEL_FORMAT_NONE));
    assert_false(open_screen(80, 25, 160, 99));
    assert_false(open_screen(7, 16, 160, KOZO_PIXEL_FORMAT_RGBX));
    assert_false(open_screen(8, 15, 160, KOZO_PIXEL_FORMAT_RGBX));
    assert_false(open_screen(80, 25, 159, KOZO_PIXEL_FORMAT_TEXT));
    assert_false(open_screen(64, 16, 255, KOZO_PIXEL_FORMAT_RGBX));
    shape.width = UINT32_MAX / 4 + 2;
    assert_false(screen_open(&screen, &shape, memory));
    write_text("lost\n");
}

/* Neither shape nor text make it write outside. */
static void stays_inside(void **state)
{
    (void)state;
    srand(2026);
    for (unsigned i = 0; i < 300; i++) {
        const kozo_pixel_format_t format = (kozo_pixel_format_t)(1 + rand() % 3);

        open_screen((uint32_t)rand() % 100, (uint32_t)rand() % 100, (uint32_t)rand() % 500, format);
        for (unsigned n = 0; n < 200; n++) {
            const char character = rand() % 9 == 0 ? '\n' : (char)rand();

            screen_write(&screen, &character, 1);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_cells),
        cmocka_unit_test(goes_on_at_the_top),
        cmocka_unit_test(draws_pixels),
        cmocka_unit_test(refuses_what_is_no_screen),
        cmocka_unit_test(stays_inside),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
