/* SPDX-License-Identifier: MIT */
/* endpoint.h: where senders and receivers meet. Either senders wait, by priority and then in order
 * of arrival, or receivers wait, in order of arrival; never both. */
#pragma once

#include <kozo/cap.h>
#include <kozo/tree.h>

struct thread;

struct endpoint {
    struct object object;
    struct tree senders;
    struct thread *receivers_head, *receivers_tail;
    struct thread *server; /* to whom the priority of who waits is lent, or NULL: lend.h */
    bool awaited; /* a thread has waited by some capability of it */
    uint8_t padding[7];
};

_Static_assert(sizeof(struct endpoint) == 1 << KOZO_ENDPOINT_SIZE_BITS, "endpoint");

/* Take one waiting thread out and end its wait with PEER_DIED. Returns true when none is left. */
bool endpoint_destroy_step(struct endpoint *endpoint) LOCKED;
