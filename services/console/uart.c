/* SPDX-License-Identifier: MIT */
/* uart.c: the registers of a 16550.
 * Source: National Semiconductor PC16550D data sheet, section 8 (registers), table II. */
#include "uart.h"

#include <kozo/sys.h>

enum uart_register { /* offset from the first port */
    UART_DATA = 0,         /* read: receiver buffer; write: transmitter holding; divisor low */
    UART_INTERRUPTS = 1,   /* interrupt enable; divisor high */
    UART_FIFO_CONTROL = 2, /* write only */
    UART_LINE_CONTROL = 3,
    UART_MODEM_CONTROL = 4,
    UART_LINE_STATUS = 5,
};

enum {
    FIFO_ENABLE = 1 << 0,
    LINE_8_BITS = 3 << 0, /* no parity, one stop bit */
    LINE_DIVISOR = 1 << 7, /* registers 0 and 1 are the divisor */
    MODEM_DTR = 1 << 0,
    MODEM_RTS = 1 << 1,
    STATUS_DATA_READY = 1 << 0,
    STATUS_HOLDING_EMPTY = 1 << 5, /* with FIFOs on: the transmitter FIFO is empty */
    STATUS_IDLE = 1 << 6,          /* and the last byte is on the line */
    DIVISOR_115200 = 1,
    FIFO_BYTES = 16,
    /* At 115200 baud 16 bytes take 1.4 ms; a port access takes about 1 us at least. */
    PATIENCE = 200000,
};

static kozo_err_t uart_write(kozo_io_port_t ports, enum uart_register at, uint32_t value)
{
    return kozo_io_port_write(ports, (uint16_t)at, KOZO_IO_WIDTH_BYTE, value);
}

static uint8_t uart_read(kozo_io_port_t ports, enum uart_register at)
{
    uint32_t value = 0;
    (void)kozo_io_port_read(ports, (uint16_t)at, KOZO_IO_WIDTH_BYTE, &value);
    return (uint8_t)value;
}

static bool uart_wait(kozo_io_port_t ports, uint8_t status)
{
    for (unsigned i = 0; i < PATIENCE; i++) {
        if ((uart_read(ports, UART_LINE_STATUS) & status) != 0)
            return true;
    }
    return false;
}

/* What the kernel wrote last leaves the line before the speed is set. */
kozo_err_t uart_init(kozo_io_port_t ports)
{
    (void)uart_wait(ports, STATUS_IDLE);
    static const struct {
        enum uart_register at;
        uint8_t value;
    } steps[] = {
        {UART_INTERRUPTS, 0},
        {UART_LINE_CONTROL, LINE_DIVISOR | LINE_8_BITS},
        {UART_DATA, DIVISOR_115200},
        {UART_INTERRUPTS, 0},
        {UART_LINE_CONTROL, LINE_8_BITS},
        {UART_FIFO_CONTROL, FIFO_ENABLE},
        {UART_MODEM_CONTROL, MODEM_DTR | MODEM_RTS},
    };
    for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
        kozo_err_t error = uart_write(ports, steps[i].at, steps[i].value);
        if (error != KOZO_OK)
            return error;
    }
    return KOZO_OK;
}

bool uart_send(kozo_io_port_t ports, const uint8_t *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i % FIFO_BYTES == 0 && !uart_wait(ports, STATUS_HOLDING_EMPTY))
            return false;
        (void)uart_write(ports, UART_DATA, bytes[i]);
    }
    return true;
}

bool uart_take(kozo_io_port_t ports, uint8_t *byte)
{
    if ((uart_read(ports, UART_LINE_STATUS) & STATUS_DATA_READY) == 0)
        return false;
    *byte = uart_read(ports, UART_DATA);
    return true;
}
