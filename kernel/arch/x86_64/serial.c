/* SPDX-License-Identifier: MIT */
/* serial.c: the kernel's words on a 16550 UART, by polling. The port is written by the kernel only
 * to report; a driver may own it besides.
 * See: National Semiconductor PC16550D data sheet, section 8. */
#include <x86/serial.h>

#include <kozo/types.h>
#include <x86/instructions.h>

enum {
    UART_DATA = KOZO_SERIAL_PORT,
    UART_INTERRUPTS = KOZO_SERIAL_PORT + 1,
    UART_DIVISOR_LOW = KOZO_SERIAL_PORT,      /* while UART_LINE says so */
    UART_DIVISOR_HIGH = KOZO_SERIAL_PORT + 1,
    UART_FIFO = KOZO_SERIAL_PORT + 2,
    UART_LINE = KOZO_SERIAL_PORT + 3,
    UART_MODEM = KOZO_SERIAL_PORT + 4,
    UART_STATUS = KOZO_SERIAL_PORT + 5,

    FIFO_ENABLE_AND_CLEAR = 0x07,
    LINE_8N1 = 0x03,
    LINE_DIVISOR = 0x80,
    MODEM_READY = 0x03, /* DTR, RTS */
    STATUS_CAN_WRITE = 0x20,
    DIVISOR_115200 = 1,

    POLLS_MAX = 100000, /* a UART that is gone must not stop the kernel */
};

BOOT_ONLY void x86_serial_init(void)
{
    x86_out8(UART_INTERRUPTS, 0);
    x86_out8(UART_LINE, LINE_DIVISOR);
    x86_out8(UART_DIVISOR_LOW, DIVISOR_115200);
    x86_out8(UART_DIVISOR_HIGH, 0);
    x86_out8(UART_LINE, LINE_8N1);
    x86_out8(UART_FIFO, FIFO_ENABLE_AND_CLEAR);
    x86_out8(UART_MODEM, MODEM_READY);
}

static void serial_write(char character)
{
    for (unsigned polls = 0; polls < POLLS_MAX; polls++) {
        if (x86_in8(UART_STATUS) & STATUS_CAN_WRITE) {
            break;
        }
    }
    x86_out8(UART_DATA, (uint8_t)character);
}

void x86_serial_write(char character)
{
    if (character == '\n') {
        serial_write('\r');
    }
    serial_write(character);
}
