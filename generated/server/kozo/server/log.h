/* SPDX-License-Identifier: MIT */
/* Generated from idl/services/log.yaml by template server/server.h;
 * change those and run `make generate`. */
/* log.h: server of the interface `log`: implement every log_serve_ function.
 * What they get has been checked; strings and bytes lie in the IPC buffer until the next message.
 * Strings, bytes and elements that they give may be built there too: who calls others meanwhile
 * fills these in last.
 * Results are sent only if KOZO_OK is returned. */
#pragma once

#include <kozo/abi.h>
#include <kozo/message.h>
#include <kozo/server/served.h>
#include <stddef.h>

/* A short memory of what happened. The newest lines push out the oldest. */
enum kozo_served log_dispatch(void *context, struct kozo_message *m);

/* Add a line under the caller's badge. severity: How much it matters. text: The line without its
 * end. Errors: none of its own. */
kozo_err_t log_serve_append(void *context, kozo_badge_t badge, kozo_severity_t severity,
                            const char *text);

/* Read a line. sequence: Number of the wanted line; an older one is answered with the oldest
 * kept. sequence: Number of the line that is returned. time: When it was added. source: Who
 * added it. severity: How much it matters. text: The line. Idempotent: asked twice, it does no
 * more than once. Errors: NOT_FOUND. */
kozo_err_t log_serve_read(void *context, kozo_badge_t badge, uint64_t sequence,
                          uint64_t *sequence_out, kozo_duration_t *time, kozo_badge_t *source,
                          kozo_severity_t *severity, char text[KOZO_LOG_TEXT_MAX + 1]);
