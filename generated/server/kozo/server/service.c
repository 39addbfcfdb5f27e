/* SPDX-License-Identifier: MIT */
/* Generated from idl/services/service.yaml by template server/server.c;
 * change those and run `make generate`. */
/* service.c: takes messages of the interface `service` apart and puts the answers together.
 * The comment behind a check is its id in the reference page and in the generated test. */
#include <kozo/note.h>
#include <kozo/server/service.h>
#include <kozo/wire.h>

KOZO_NOTE(serves_service, KOZO_START_NOTE_KIND_SERVES, KOZO_INTERFACE_SERVICE,
          0x0e, 0x4a, 0x7b, 0x03, 0xb8, 0xbc, 0x97, 0xd5);

static enum kozo_served refuse(struct kozo_message *m, kozo_err_t error)
{
    return kozo_served_error(m, KOZO_INTERFACE_SERVICE, error);
}

/* A message that has another tag than one of its label: is it one of this interface at all? */
static enum kozo_served stray(struct kozo_message *m)
{
    if (kozo_tag_interface(m->tag) != KOZO_INTERFACE_SERVICE)
        return KOZO_NOT_MINE; /* service.request.interface */
    if (kozo_tag_flags(m->tag) != 0)
        return KOZO_NOT_MINE; /* service.request.tag_flags */
    return KOZO_TAKEN;
}

static __attribute__((noinline)) enum kozo_served misfit(struct kozo_message *m, kozo_err_t error)
{
    const enum kozo_served served = stray(m);

    return served == KOZO_TAKEN ? refuse(m, error) : served;
}

static __attribute__((noinline)) enum kozo_served take_ping(void *context, struct kozo_message *m)
{
    if (m->tag.raw != kozo_tag_make(KOZO_INTERFACE_SERVICE, KOZO_SERVICE_METHOD_PING, 0, 0, 1).raw)
        return misfit(m, KOZO_ERR_BAD_MESSAGE); /* service_ping.request.tag */
    const uint64_t cookie_raw = m->words[0];
    const uint64_t cookie = cookie_raw;
    uint64_t cookie_out = 0;
    uint64_t served = 0;
    const kozo_err_t error = service_serve_ping(context, m->badge, cookie, &cookie_out, &served);

    if (error != KOZO_OK) {
        kozo_serve_breach("service_ping.result.undeclared");
        return refuse(m, KOZO_ERR_BAD_REPLY); /* service_ping.result.undeclared */
    }
    m->words[0] = cookie_out;
    m->words[1] = served;
    m->tag.raw = kozo_tag_make(KOZO_INTERFACE_SERVICE, KOZO_OK, 0, 0, 2).raw;
    return KOZO_SERVED;
}

enum kozo_served service_dispatch(void *context, struct kozo_message *m)
{
    switch (kozo_tag_label(m->tag)) {
    case KOZO_SERVICE_METHOD_PING:
        return take_ping(context, m);
    default:
        return misfit(m, KOZO_ERR_NO_METHOD); /* service.request.method */
    }
}
