/* SPDX-License-Identifier: MIT */
/* Generated from idl/services/service.yaml by template user/client.h;
 * change those and run `make generate`. */
/* service.h: client of the interface `service`. Besides the errors named, each method returns what
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

KOZO_NOTE(uses_service, KOZO_START_NOTE_KIND_USES, KOZO_INTERFACE_SERVICE,
          0x0e, 0x4a, 0x7b, 0x03, 0xb8, 0xbc, 0x97, 0xd5);

/* Signs of life of any service. */
typedef struct {
    kozo_endpoint_t endpoint;
} service_t;

/* Ask whether the service answers. cookie: Any value. cookie: The same value. served: Requests
 * answered since the service started. Errors: none of its own. */
static inline kozo_err_t service_ping(service_t self, uint64_t cookie, uint64_t *cookie_out,
                                      uint64_t *served)
{
    struct kozo_message message, *m = &message;

    m->words[0] = cookie;
    m->tag.raw = kozo_tag_make(KOZO_INTERFACE_SERVICE, KOZO_SERVICE_METHOD_PING, 0, 0, 1).raw;
    const kozo_err_t error = kozo_wire_call(self.endpoint, m, 1);

    if (error != KOZO_OK)
        return error; /* service_ping.call.error */
    if (m->tag.raw != kozo_tag_make(KOZO_INTERFACE_SERVICE, KOZO_OK, 0, 0, 2).raw)
        return kozo_wire_other(m->tag, KOZO_INTERFACE_SERVICE, NULL); /* service_ping.reply.tag */
    const uint64_t cookie_out_raw = m->words[0];
    const uint64_t served_raw = m->words[1];
    *cookie_out = cookie_out_raw;
    *served = served_raw;
    return KOZO_OK;
}
