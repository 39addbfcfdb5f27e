/* SPDX-License-Identifier: MIT */
/* Generated from idl/services/signal.yaml by template server/server.h;
 * change those and run `make generate`. */
/* signal.h: server of the interface `signal`: included by the file that has every signal_serve_
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

KOZO_NOTE(serves_signal, KOZO_START_NOTE_KIND_SERVES, KOZO_INTERFACE_SIGNAL,
          0xe1, 0xec, 0xf8, 0x3a, 0x35, 0x49, 0x08, 0x36);

/* Signals, to a thread that receives at an endpoint. The kernel sends them, with its flag in the
 * tag and the bits as the badge; a message without that flag comes from somebody else. */
static enum kozo_served signal_dispatch(void *context, struct kozo_message *m);

/* Bits of the bound notification were set; they are the badge, and are cleared. Nobody waits for
 * an answer. Errors: none of its own. */
static kozo_err_t signal_serve_bits(void *context, kozo_badge_t badge);

/* From here on: messages are taken apart, and answers put together. The comment behind a check is its
 * id in the reference page and in the generated test. */

static enum kozo_served signal_served_error(struct kozo_message *m, kozo_err_t error)
{
    return kozo_served_error(m, KOZO_INTERFACE_SIGNAL, error);
}

/* A message that has another tag than one of its label: is it one of this interface at all? */
static enum kozo_served signal_served_stray(struct kozo_message *m)
{
    if (kozo_tag_interface(m->tag) != KOZO_INTERFACE_SIGNAL)
        return KOZO_NOT_MINE; /* signal.request.interface */
    if (kozo_tag_flags(m->tag) != 0)
        return KOZO_NOT_MINE; /* signal.request.tag_flags */
    return KOZO_TAKEN;
}

static __attribute__((noinline, cold)) enum kozo_served signal_served_misfit(struct kozo_message *m,
                                                                             kozo_err_t error)
{
    const enum kozo_served served = signal_served_stray(m);

    return served == KOZO_TAKEN ? signal_served_error(m, error) : served;
}

static __attribute__((noinline)) enum kozo_served signal_dispatch_bits(void *context,
                                                                       struct kozo_message *m)
{
    if (m->tag.raw != kozo_tag_make(KOZO_INTERFACE_SIGNAL, KOZO_SIGNAL_METHOD_BITS, 0, 0, 0).raw)
        return signal_served_misfit(m, KOZO_ERR_BAD_MESSAGE); /* signal_bits.request.tag */
    const kozo_err_t error = signal_serve_bits(context, m->badge);

    if (error != KOZO_OK) {
        kozo_serve_breach("signal_bits.result.undeclared");
        return signal_served_error(m, KOZO_ERR_BAD_REPLY); /* signal_bits.result.undeclared */
    }
    m->tag.raw = kozo_tag_make(KOZO_INTERFACE_SIGNAL, KOZO_OK, 0, 0, 0).raw;
    return KOZO_SERVED;
}

static enum kozo_served signal_dispatch(void *context, struct kozo_message *m)
{
    switch (kozo_tag_label(m->tag)) {
    case KOZO_SIGNAL_METHOD_BITS:
        return signal_dispatch_bits(context, m);
    default:
        return signal_served_misfit(m, KOZO_ERR_NO_METHOD); /* signal.request.method */
    }
}
