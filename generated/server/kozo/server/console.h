/* SPDX-License-Identifier: MIT */
/* Generated from idl/services/console.yaml by template server/server.h;
 * change those and run `make generate`. */
/* console.h: server of the interface `console`: implement every console_serve_ function.
 * What they get has been checked; strings and bytes lie in the IPC buffer until the next message.
 * Strings, bytes and elements that they give may be built there too: who calls others meanwhile
 * fills these in last.
 * Results are sent only if KOZO_OK is returned. */
#pragma once

#include <kozo/abi.h>
#include <kozo/message.h>
#include <kozo/server/served.h>
#include <stddef.h>

/* The terminal on the serial line. */
enum kozo_served console_dispatch(void *context, struct kozo_message *m);

/* Write bytes to the terminal. Returns when the line has taken them. text: Sent as it is.
 * Errors: none of its own. */
kozo_err_t console_serve_write(void *context, kozo_badge_t badge, const uint8_t *text,
                               size_t text_size);

/* Wait for input. One reader at a time. text: At least one byte as the terminal sent it. Errors:
 * BUSY. */
kozo_err_t console_serve_read(void *context, kozo_badge_t badge);
/* KOZO_OK from the body says that it has saved the reply right. Build the answer with: */
void console_reply_read(struct kozo_message *m, const void *text, size_t text_size);
