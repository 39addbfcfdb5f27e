/* SPDX-License-Identifier: MIT */
/* serial.h: the UART that the kernel reports on; writing is arch_console_write(). */
#pragma once

/* 115200 baud, 8 bits, no parity, one stop bit, no interrupts. */
void x86_serial_init(void);
