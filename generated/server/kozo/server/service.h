/* SPDX-License-Identifier: MIT */
/* Generated from idl/services/service.yaml by template server/server.h;
 * change those and run `make generate`. */
/* service.h: server of the interface `service`: included by the file that has every service_serve_
 * function, so that they and what calls them are compiled together.
 * What they get has been checked; strings and bytes lie in the IPC buffer until the next message.
 * Strings, bytes and elements that they give may be built there too: who calls others meanwhile
 * fills these in last.
 * Results are sent only if KOZO_OK is returned. */
#pragma once

#include <kozo/abi.h>
#include <kozo/message.h>
#include <kozo/note.h>
#include <kozo/server/served.h>
#include <kozo/wire.h>
#include <stddef.h>

KOZO_NOTE(serves_service, KOZO_START_NOTE_KIND_SERVES, KOZO_INTERFACE_SERVICE,
          0x0e, 0x4a, 0x7b, 0x03, 0xb8, 0xbc, 0x97, 0xd5);

/* Signs of life of any service. */
static enum kozo_served service_dispatch(void *context, struct kozo_message *m);

/* Ask whether the service answers. cookie: Any value. cookie: The same value. served: Requests
 * answered since the service started. Errors: none of its own. */
static kozo_err_t service_serve_ping(void *context, kozo_badge_t badge, uint64_t cookie,
                                     uint64_t *cookie_out, uint64_t *served);

/* From here on: messages are taken apart, and answers put together. The comment behind a check is its
 * id in the reference page and in the generated test. */

static enum kozo_served service_served_error(struct kozo_message *m, kozo_err_t error)
{
    return kozo_served_error(m, KOZO_INTERFACE_SERVICE, error);
}

/* A message that has another tag than one of its label: is it one of this interface at all? */
static enum kozo_served service_served_stray(struct kozo_message *m)
{
    if (kozo_tag_interface(m->tag) != KOZO_INTERFACE_SERVICE)
        return KOZO_NOT_MINE; /* service.request.interface */
    if (kozo_tag_flags(m->tag) != 0)
        return KOZO_NOT_MINE; /* service.request.tag_flags */
    return KOZO_TAKEN;
}

static __attribute__((noinline, cold)) enum kozo_served service_served_misfit(
                                                                             struct kozo_message *m,
                                                                             kozo_err_t error)
{
    const enum kozo_served served = service_served_stray(m);

    return served == KOZO_TAKEN ? service_served_error(m, error) : served;
}

static __attribute__((noinline)) enum kozo_served service_dispatch_ping(void *context,
                                                                        struct kozo_message *m)
{
    if (m->tag.raw != kozo_tag_make(KOZO_INTERFACE_SERVICE, KOZO_SERVICE_METHOD_PING, 0, 0, 1).raw)
        return service_served_misfit(m, KOZO_ERR_BAD_MESSAGE); /* service_ping.request.tag */
    const uint64_t cookie_raw = m->words[0];
    const uint64_t cookie = cookie_raw;
    uint64_t cookie_out = 0;
    uint64_t served = 0;
    const kozo_err_t error = service_serve_ping(context, m->badge, cookie, &cookie_out, &served);

    if (error != KOZO_OK) {
        kozo_serve_breach("service_ping.result.undeclared");
        return service_served_error(m, KOZO_ERR_BAD_REPLY); /* service_ping.result.undeclared */
    }
    m->words[0] = cookie_out;
    m->words[1] = served;
    m->tag.raw = kozo_tag_make(KOZO_INTERFACE_SERVICE, KOZO_OK, 0, 0, 2).raw;
    return KOZO_SERVED;
}

static enum kozo_served service_dispatch(void *context, struct kozo_message *m)
{
    switch (kozo_tag_label(m->tag)) {
    case KOZO_SERVICE_METHOD_PING:
        return service_dispatch_ping(context, m);
    default:
        return service_served_misfit(m, KOZO_ERR_NO_METHOD); /* service.request.method */
    }
}
