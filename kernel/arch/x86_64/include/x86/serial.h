/* SPDX-License-Identifier: MIT */
/* serial.h: the UART that the kernel reports on. */
#pragma once

/* 115200 baud, 8 bits, no parity, one stop bit, no interrupts. */
void x86_serial_init(void);

/* Writes a character, a line feed as carriage return and line feed. */
void x86_serial_write(char character);
