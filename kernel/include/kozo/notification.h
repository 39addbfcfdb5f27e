/* SPDX-License-Identifier: MIT */
/* notification.h: 64 bits that signals set and one wait collects. */
#pragma once

#include <kozo/cap.h>

struct thread;

struct notification {
    struct object object;
    uint64_t bits; /* not 0 only while nobody waits */
    struct thread *waiters_head, *waiters_tail;
    uint64_t padding[2];
};

_Static_assert(sizeof(struct notification) == 1 << KOZO_NOTIFICATION_SIZE_BITS, "notification");

/* Take one waiting thread out and end its wait with PEER_DIED. Returns true when none is left. */
bool notification_destroy_step(struct notification *notification) LOCKED;
