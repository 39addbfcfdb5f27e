/* SPDX-License-Identifier: MIT */
/* Generated from idl/services/names.yaml by template server/server.h;
 * change those and run `make generate`. */
/* names.h: server of the interface `names`: implement every names_serve_ function.
 * What they get has been checked; strings and bytes lie in the IPC buffer until the next message.
 * Strings, bytes and elements that they give may be built there too: who calls others meanwhile
 * fills these in last.
 * Results are sent only if KOZO_OK is returned. */
#pragma once

#include <kozo/abi.h>
#include <kozo/message.h>
#include <kozo/server/served.h>
#include <stddef.h>

/* Names of services. Who may register is said by the badge that the manifest gives. */
enum kozo_served names_dispatch(void *context, struct kozo_message *m);

/* Make a service known. name: The name. service: Handed out to whoever looks the name up.
 * Errors: EXISTS, FULL, REFUSED. */
kozo_err_t names_serve_register(void *context, kozo_badge_t badge, const char *name,
                                kozo_endpoint_t service);

/* Find a service. name: The name. service: The endpoint that was registered. Idempotent: asked
 * twice, it does no more than once. Errors: NOT_FOUND. */
kozo_err_t names_serve_lookup(void *context, kozo_badge_t badge, const char *name,
                              kozo_endpoint_t *service);

/* Enumerate the names. position: 0 for the first. name: The name at that position. Idempotent:
 * asked twice, it does no more than once. Errors: NOT_FOUND. */
kozo_err_t names_serve_list(void *context, kozo_badge_t badge, uint32_t position,
                            char name[KOZO_NAME_MAX + 1]);
