/* SPDX-License-Identifier: MIT */
/* Generated from idl/services/signal.yaml by template server/server.c;
 * change those and run `make generate`. */
/* signal.c: takes messages of the interface `signal` apart and puts the answers together.
 * The comment behind a check is its id in the reference page and in the generated test. */
#include <kozo/note.h>
#include <kozo/server/signal.h>
#include <kozo/wire.h>

KOZO_NOTE(serves_signal, KOZO_START_NOTE_KIND_SERVES, KOZO_INTERFACE_SIGNAL,
          0xe1, 0xec, 0xf8, 0x3a, 0x35, 0x49, 0x08, 0x36);

static enum kozo_served refuse(struct kozo_message *m, kozo_err_t error)
{
    return kozo_served_error(m, KOZO_INTERFACE_SIGNAL, error);
}

/* A message that has another tag than one of its label: is it one of this interface at all? */
static enum kozo_served stray(struct kozo_message *m)
{
    if (kozo_tag_interface(m->tag) != KOZO_INTERFACE_SIGNAL)
        return KOZO_NOT_MINE; /* signal.request.interface */
    if (kozo_tag_flags(m->tag) != 0)
        return KOZO_NOT_MINE; /* signal.request.tag_flags */
    return KOZO_TAKEN;
}

static __attribute__((noinline)) enum kozo_served misfit(struct kozo_message *m, kozo_err_t error)
{
    const enum kozo_served served = stray(m);

    return served == KOZO_TAKEN ? refuse(m, error) : served;
}

static __attribute__((noinline)) enum kozo_served take_bits(void *context, struct kozo_message *m)
{
    if (m->tag.raw != kozo_tag_make(KOZO_INTERFACE_SIGNAL, KOZO_SIGNAL_METHOD_BITS, 0, 0, 0).raw)
        return misfit(m, KOZO_ERR_BAD_MESSAGE); /* signal_bits.request.tag */
    const kozo_err_t error = signal_serve_bits(context, m->badge);

    if (error != KOZO_OK) {
        kozo_serve_breach("signal_bits.result.undeclared");
        return refuse(m, KOZO_ERR_BAD_REPLY); /* signal_bits.result.undeclared */
    }
    m->tag.raw = kozo_tag_make(KOZO_INTERFACE_SIGNAL, KOZO_OK, 0, 0, 0).raw;
    return KOZO_SERVED;
}

enum kozo_served signal_dispatch(void *context, struct kozo_message *m)
{
    switch (kozo_tag_label(m->tag)) {
    case KOZO_SIGNAL_METHOD_BITS:
        return take_bits(context, m);
    default:
        return misfit(m, KOZO_ERR_NO_METHOD); /* signal.request.method */
    }
}
