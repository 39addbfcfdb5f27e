/* SPDX-License-Identifier: MIT */
/* uart.h: a 16550-compatible serial port behind an I/O port capability. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <kozo/abi.h>

/* Set the line to 115200 baud, 8N1, FIFOs on, no interrupts. Bytes received before are lost if the
 * FIFOs were off.
 * Returns what the kernel returned. */
kozo_err_t uart_init(kozo_io_port_t ports);

/* Send, waiting for room. Returns false if the transmitter is stuck; the rest is dropped. */
bool uart_send(kozo_io_port_t ports, const uint8_t *bytes, size_t count);

/* Take a received byte. Returns false if there is none. */
bool uart_take(kozo_io_port_t ports, uint8_t *byte);
