/* SPDX-License-Identifier: MIT */
/* serial.c: the last word when boot services are gone and the kernel is not there yet. The port is
 * as the firmware left it, and so is the screen. */
#include "serial.h"

#include <stdint.h>

#include <image/screen.h>

enum {
    LINE_STATUS = 5,
    TRANSMITTER_EMPTY = 1 << 5,
    PATIENCE = 100000, /* polls of a port that may not exist */
};

static uint8_t serial_in(uint16_t port)
{
    uint8_t value;

    __asm__ volatile("inb %1, %0" : "=a"(value) : "Nd"(port));
    return value;
}

static void serial_out(uint16_t port, uint8_t value)
{
    __asm__ volatile("outb %0, %1" : : "a"(value), "Nd"(port));
}

static void serial_write(char character)
{
    unsigned polls = 0;

    while ((serial_in(KOZO_SERIAL_PORT + LINE_STATUS) & TRANSMITTER_EMPTY) == 0 &&
           polls++ < PATIENCE) {
        __asm__ volatile("pause");
    }
    serial_out(KOZO_SERIAL_PORT, (uint8_t)character);
}

static void serial_print(struct screen *screen, const char *text)
{
    for (; *text != '\0'; text++) {
        serial_write(*text);
        screen_write(screen, text, 1);
    }
}

void serial_fail(const struct kozo_boot_info *info, const char *what)
{
    struct screen screen;

    screen_open(&screen, &info->framebuffer, (void *)info->framebuffer.base);
    serial_print(&screen, "KOZO loader: ");
    serial_print(&screen, what);
    serial_print(&screen, "\r\n");
    for (;;) {
        __asm__ volatile("cli; hlt");
    }
}
