/* SPDX-License-Identifier: MIT */
/* Generated from idl/services/ by template server/served.h;
 * change those and run `make generate`. */
/* served.h: what a dispatcher has done with a message. */
#pragma once

#include <kozo/abi.h>
#include <kozo/message.h>

enum kozo_served {
    KOZO_SERVED,   /* the message now holds the reply */
    KOZO_DEFERRED, /* the reply right was saved; the answer comes later */
    KOZO_TAKEN,    /* nobody waits for an answer */
    KOZO_NOT_MINE, /* it belongs to another interface */
};

/* A body broke the check of that id. Tells the log; of init's, the serial line. */
void kozo_serve_breach(const char *check);

/* Make the reply that refuses a request. The words that are not sent are those of the request. */
static inline enum kozo_served kozo_served_error(struct kozo_message *m, uint32_t interface,
                                                 kozo_err_t error)
{
    m->tag = kozo_tag_make(interface, error, 0, 0, 0);
    return KOZO_SERVED;
}
