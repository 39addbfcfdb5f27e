/* SPDX-License-Identifier: MIT */
/* terminal.h: the shell's view of the console. Output is collected and goes out before input is
 * awaited, before a line is handed over, or when there is a message's worth. */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* Write text; "\n" becomes a carriage return and a line feed. */
__attribute__((format(printf, 1, 2)))
void print(const char *format, ...);

/* Send what is collected. */
void terminal_flush(void);

/* Wait until there is input, which stays. For another thread than the one that prints; nobody reads
 * meanwhile. */
void terminal_await_input(void);

/* Next byte of input, waiting for it. */
uint8_t terminal_get(void);

/* Read a line with editing and history under `prompt`. The text is valid until the next call.
 * Returns "" for an empty line and for one that was given up. */
const char *terminal_read_line(const char *prompt);
