/* SPDX-License-Identifier: MIT */
/* Generated from idl/services/signal.yaml by template user/client.h;
 * change those and run `make generate`. */
/* signal.h: client of the interface `signal`. Besides the errors named, each method returns what
 * kozo_endpoint_call() does, a one-way method what kozo_endpoint_send() does, BAD_MESSAGE if an argument is too long or too short, RANGE if a result
 * might not fit its capacity (nothing is sent then), and BAD_REPLY. A capability that is returned
 * goes to the slot that its `_slot` argument names; after an error that slot is empty. Whatever
 * `receive` of the IPC buffer held before, a call takes no other capabilities, and afterwards all
 * of it is 0. The comment behind a check is its id in the reference pages and in the generated
 * tests. */
#pragma once

#include <kozo/abi.h>
#include <kozo/note.h>
#include <kozo/sys.h>
#include <kozo/wire.h>

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
    struct kozo_buffer *buffer = kozo_buffer();
    struct kozo_message message = {.tag = {0}}, *m = &message;

    m->tag = kozo_tag_make(KOZO_INTERFACE_SIGNAL, KOZO_SIGNAL_METHOD_BITS, 0, 0, 0);
    if (buffer != NULL) {
        kozo_wire_offer(buffer, 0, 0, 0, 0);
    }
    kozo_err_t error = kozo_endpoint_call(self.endpoint, m);

    if (error != KOZO_OK)
        return error; /* signal_bits.call.error */
    error = kozo_wire_answer(m->tag, KOZO_INTERFACE_SIGNAL);
    if (error != KOZO_OK)
        return error; /* signal_bits.reply.error */
    if (kozo_tag_caps(m->tag) != 0)
        return KOZO_ERR_BAD_REPLY; /* signal_bits.reply.tag_caps */
    if (kozo_tag_words(m->tag) != 0)
        return KOZO_ERR_BAD_REPLY; /* signal_bits.reply.tag_words */
    return KOZO_OK;
}
