/* SPDX-License-Identifier: MIT */
/* notification.h: 64 bits that signals set and one wait collects, and one alarm, a signal of the
 * kernel's at a time. */
#pragma once

#include <kozo/cap.h>
#include <kozo/tree.h>

struct thread;

struct notification {
    struct object object;
    uint64_t bits; /* not 0 only while nobody waits */
    struct thread *waiters_head, *waiters_tail;
    struct thread *bound; /* hears of signals where it receives, or NULL */
    struct tree_node alarm; /* in kernel.timeouts */
    uint64_t alarm_bits;    /* that it will set */
    bool awaited; /* a thread has waited by some capability of it */
    uint8_t padding[7];
};

_Static_assert(sizeof(struct notification) == 1 << KOZO_NOTIFICATION_SIZE_BITS, "notification");

/* The bits that a signal by the capability in `slot` sets. */
static inline uint64_t notification_signal_bits(const struct cap_slot *slot)
{
    return slot->badge != 0 ? slot->badge : 1;
}

/* Set bits: wake a waiter with them, or keep them. */
void notification_signal(struct notification *notification, uint64_t bits) LOCKED;

/* The time of its alarm has come. */
void notification_ring(struct notification *notification) LOCKED;

/* Has the thread that is bound to a notification signals to hear of? Then they are its message, as
 * if it had received one. */
bool notification_take(struct thread *receiver) LOCKED;

/* The binding of `thread` to a notification is gone. */
void notification_unbind(struct thread *thread) LOCKED;

/* Take the alarm back; then take one waiting thread out and end its wait with PEER_DIED. Returns
 * true when none is left. */
bool notification_destroy_step(struct notification *notification) LOCKED;
