/* SPDX-License-Identifier: MIT */
/* Generated from idl/services/tracing.yaml by template server/server.h;
 * change those and run `make generate`. */
/* tracing.h: server of the interface `tracing`: implement every tracing_serve_ function.
 * What they get has been checked; strings and bytes lie in the IPC buffer until the next message.
 * Strings, bytes and elements that they give may be built there too: who calls others meanwhile
 * fills these in last.
 * Results are sent only if KOZO_OK is returned. */
#pragma once

#include <kozo/abi.h>
#include <kozo/message.h>
#include <kozo/server/served.h>
#include <stddef.h>

/* The kernel's trace, for who looks at the system from inside. It has no payload, but all of who
 * talks to whom. */
enum kozo_served tracing_dispatch(void *context, struct kozo_message *m);

/* Read a record. number: Number of the wanted record; one that is gone is answered with the
 * oldest kept. found: Number of the record that is returned. count: Number that the next record
 * will have. record: The record. Errors: NOT_FOUND. */
kozo_err_t tracing_serve_read(void *context, kozo_badge_t badge, uint64_t number, uint64_t *found,
                              uint64_t *count, struct kozo_trace_record *record);
