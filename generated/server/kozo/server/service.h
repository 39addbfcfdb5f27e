/* SPDX-License-Identifier: MIT */
/* Generated from idl/services/service.yaml by template server/server.h;
 * change those and run `make generate`. */
/* service.h: server of the interface `service`: implement every service_serve_ function.
 * What they get has been checked; strings and bytes lie in the IPC buffer until the next message.
 * Strings, bytes and elements that they give may be built there too: who calls others meanwhile
 * fills these in last.
 * Results are sent only if KOZO_OK is returned. */
#pragma once

#include <kozo/abi.h>
#include <kozo/message.h>
#include <kozo/server/served.h>
#include <stddef.h>

/* Signs of life of any service. */
enum kozo_served service_dispatch(void *context, struct kozo_message *m);

/* Ask whether the service answers. cookie: Any value. cookie: The same value. served: Requests
 * answered since the service started. Errors: none of its own. */
kozo_err_t service_serve_ping(void *context, kozo_badge_t badge, uint64_t cookie,
                              uint64_t *cookie_out, uint64_t *served);
