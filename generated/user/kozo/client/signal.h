/* SPDX-License-Identifier: MIT */
/* Generated from idl/services/signal.yaml by template user/client.h;
 * change those and run `make generate`. */
/* signal.h: client of the interface `signal`. Besides the errors named, each method returns what
 * kozo_endpoint_call() does, a one-way method what kozo_endpoint_send() does, BAD_MESSAGE if an
 * argument is too long or too short, RANGE if a result might not fit its capacity (nothing is sent
 * then), and BAD_REPLY. A capability that is returned goes to the slot that its `_slot` argument
 * names, of which the IPC buffer says nothing any more afterwards; after an error that slot is
 * empty. Whatever else an answer brings is deleted. A stub `_view` leaves strings, bytes, vectors,
 * structures and arrays where they have arrived, in the IPC buffer, until the next message or system
 * call that uses it; the one without copies them. The comment behind a check is its id in the
 * reference pages and in the generated tests. */
#pragma once

#include <kozo/abi.h>
#include <kozo/note.h>
#include <kozo/sys.h>
#include <kozo/wire.h>
#include <kozo/wire_caps.h>

KOZO_NOTE(uses_signal, KOZO_START_NOTE_KIND_USES, KOZO_INTERFACE_SIGNAL,
          0xe1, 0xec, 0xf8, 0x3a, 0x35, 0x49, 0x08, 0x36);

/* Signals, to a thread that receives at an endpoint. The kernel sends them, with its flag in the
 * tag and the bits as the badge; a message without that flag comes from somebody else. */
typedef struct {
    kozo_endpoint_t endpoint;
} signal_t;

/* Bits of the bound notification were set; they are the badge, and are cleared. Nobody waits for
 * an answer. Errors: none of its own. */
static inline kozo_err_t signal_bits(signal_t self)
{
    struct kozo_message message, *m = &message;

    m->tag.raw = kozo_tag_make(KOZO_INTERFACE_SIGNAL, KOZO_SIGNAL_METHOD_BITS, 0, 0, 0).raw;
    const kozo_err_t error = kozo_wire_call(self.endpoint, m, 0);

    if (error != KOZO_OK)
        return error; /* signal_bits.call.error */
    if (m->tag.raw != kozo_tag_make(KOZO_INTERFACE_SIGNAL, KOZO_OK, 0, 0, 0).raw)
        return kozo_wire_other(m->tag, KOZO_INTERFACE_SIGNAL, NULL); /* signal_bits.reply.tag */
    return KOZO_OK;
}
