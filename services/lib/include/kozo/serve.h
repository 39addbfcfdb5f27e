/* SPDX-License-Identifier: MIT */
/* serve.h: the loop of a server.
 *
 * Each message is offered to the generated dispatchers in turn; one that nobody takes, or for an
 * interface that the badge does not permit, is answered with WRONG_INTERFACE. The `service`
 * interface is answered here for every server.
 *
 * A request's bytes lie in the IPC buffer: a body that calls another server copies them first. */
#pragma once

#include <kozo/abi.h>
#include <kozo/server/served.h>
#include <kozo/sys.h>

struct kozo_dispatcher {
    enum kozo_served (*dispatch)(void *context, struct kozo_message *message);
    void *context;
};

struct kozo_server {
    kozo_endpoint_t endpoint;
    const struct kozo_dispatcher *dispatchers;
    unsigned dispatcher_count;
    /* Called about every tick_ns between requests; NULL for a server without clock work. */
    void (*tick)(void *context);
    void *tick_context;
    kozo_duration_t tick_ns;
    /* Called when the notification that is bound to the serving thread was signalled, or NULL. */
    void (*signalled)(void *context, uint64_t bits);
    void *signal_context;
    uint64_t served; /* requests answered, or deferred, since the start */
};

/* Serve for ever. Returns only if the endpoint itself cannot be received from, with the error. */
kozo_err_t kozo_serve(struct kozo_server *server);

/* Serve one interface alone, with nothing else to do;
 * for programs in other languages, which need not know the structures above. */
kozo_err_t kozo_serve_interface(kozo_endpoint_t endpoint,
                                enum kozo_served (*dispatch)(void *context,
                                                             struct kozo_message *message),
                                void *context);

/* In a body: keep the capability that arrived at `position`; the runtime deletes what nobody keeps.
 * Returns: OK; NO_SLOT (no empty slot is left for the next one; the capability is not kept). */
kozo_err_t kozo_serve_keep(unsigned position);
