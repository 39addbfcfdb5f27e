/* SPDX-License-Identifier: MIT */
/* main.c: the console: the only program that holds the serial port's I/O ports.
 * Owns: received bytes; the right to answer the one reader that waits.
 * Invariants: bytes leave `input` only when a reader has been given them: one that vanished loses
 *   nothing for the next. */
#include <console.h>
#include <kozo/abi/names.h>
#include <kozo/log.h>
#include <kozo/register.h>
#include <kozo/serve.h>
#include <kozo/server/console.h>
#include <kozo/start.h>

#include "input.h"
#include "uart.h"

enum {
    TICK_NS = 2000000, /* 16 bytes, a full FIFO, take 1.4 ms at 115200 baud; the FIFO holds them */
    READ_MAX = 64,
};

static kozo_io_port_t ports;
static struct input input;
static uint64_t lost; /* bytes that found `input` full since it was last reported */

static struct console_read_later reader; /* the one that waits */

static kozo_err_t console_serve_write(void *context, kozo_badge_t badge, const uint8_t *text,
                                      size_t text_size)
{
    (void)context;
    (void)badge;
    (void)uart_send(ports, text, text_size);
    return KOZO_OK;
}

static void receive_bytes(void)
{
    uint8_t byte;
    while (uart_take(ports, &byte))
        lost += !input_put(&input, byte);
}

/* Give the reader, if it waits, what has come. */
static void answer_reader(void)
{
    uint8_t bytes[READ_MAX];
    size_t count = input_peek(&input, bytes, sizeof(bytes));
    if (count != 0 && console_waits_read(&reader) &&
        console_reply_read(&reader, bytes, count) == KOZO_OK)
        input_drop(&input, count); /* else the next reader gets it */
}

static kozo_err_t console_serve_read(void *context, kozo_badge_t badge,
                                     struct console_read_call *call)
{
    (void)context;
    (void)badge;
    if (console_waits_read(&reader) || console_take_read(call, &reader) != KOZO_OK)
        return KOZO_ERR_BUSY;
    receive_bytes();
    answer_reader();
    return KOZO_OK;
}

static void tick(void *context)
{
    (void)context;
    receive_bytes();
    answer_reader();
    if (lost != 0 && input_count(&input) == 0) {
        kozo_log(KOZO_SEVERITY_WARNING, "%lu bytes of input were lost", lost);
        lost = 0;
    }
}

int main(void)
{
    kozo_log_open(grant_log);
    ports = grant_serial();
    kozo_err_t error = uart_init(ports);
    if (error == KOZO_OK)
        error = kozo_register(grant_names(), "console");
    if (error != KOZO_OK)
        kozo_log(KOZO_SEVERITY_ERROR, "starting: %s", kozo_error_name(error));

    const struct kozo_dispatcher dispatcher = {.dispatch = console_dispatch};
    struct kozo_server server = {
        .endpoint = {kozo_start_info()->endpoint},
        .dispatchers = &dispatcher,
        .dispatcher_count = 1,
        .tick = tick,
        .tick_ns = TICK_NS,
    };
    return (int)kozo_serve(&server);
}
