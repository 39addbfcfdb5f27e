/* SPDX-License-Identifier: MIT */
/* Generated from idl/services/signal.yaml by template server/server.h;
 * change those and run `make generate`. */
/* signal.h: server of the interface `signal`: implement every signal_serve_ function.
 * What they get has been checked; strings and bytes lie in the IPC buffer until the next message.
 * Strings, bytes and elements that they give may be built there too: who calls others meanwhile
 * fills these in last.
 * Results are sent only if KOZO_OK is returned. */
#pragma once

#include <kozo/abi.h>
#include <kozo/message.h>
#include <kozo/server/served.h>
#include <stddef.h>

/* Signals, to a thread that receives at an endpoint. The kernel sends them, with its flag in the
 * tag and the bits as the badge; a message without that flag comes from somebody else. */
enum kozo_served signal_dispatch(void *context, struct kozo_message *m);

/* Bits of the bound notification were set; they are the badge, and are cleared. Nobody waits for
 * an answer. Errors: none of its own. */
kozo_err_t signal_serve_bits(void *context, kozo_badge_t badge);
