/* SPDX-License-Identifier: MIT */
/* wait_by.h: by which capability a thread waits, so that its wait ends when that is taken away.
 *
 * Those that wait by a slot of their root CNode, or did so last, are in a list that begins in the
 * slot's `aux`. A thread stays in it when its wait is over: a server that waits by the same handle
 * again has nothing to do. Those that wait through nested CNodes are in a list of the kernel, and
 * their handles are looked up anew when a capability that may have been on their way is taken away:
 * the memory of a nested CNode may serve another purpose before anybody asks.
 *
 * Invariants: INV-WAIT-1 a thread that sends, calls, receives or waits by a capability of its own
 *   is in the list of that capability, or of the nested, until a revocation of memory takes it;
 *   INV-WAIT-2 the slot where a list begins is in the root CNode of all its members. */
#pragma once

#include <kozo/cnode.h>
#include <kozo/cpu.h>
#include <kozo/endpoint.h>
#include <kozo/notification.h>
#include <kozo/thread.h>

/* What wait_by() comes to when `thread` has waited by something else, or never. */
void wait_by_anew(struct thread *thread, kozo_handle_t handle) LOCKED;

/* `thread` begins to wait by the endpoint or notification that it names by `handle`. */
static inline LOCKED void wait_by(struct thread *thread, kozo_handle_t handle)
{
    if (unlikely(thread->wait_handle.raw != handle.raw)) {
        wait_by_anew(thread, handle);
    }
}

/* `thread` has no capabilities any more: end its wait, if it waits by one. */
void wait_lost(struct thread *thread) LOCKED;

/* What can be waited by, and what can be on the way to it besides. */
#define TYPES_AWAITED                                                                              \
    (UINT64_C(1) << KOZO_OBJECT_ENDPOINT | UINT64_C(1) << KOZO_OBJECT_NOTIFICATION)
#define TYPES_ON_THE_WAY (TYPES_AWAITED | UINT64_C(1) << KOZO_OBJECT_CNODE)

/* Can a list begin in the slot? */
static inline bool wait_is_place(const struct cap_slot *slot)
{
    return object_is_of(cap_type(slot), TYPES_AWAITED) && !cap_is_zombie(slot);
}

/* Where it is noted that a capability of an endpoint or notification has had a list. */
static inline bool *wait_mark(kozo_object_t type, void *object)
{
    return type == KOZO_OBJECT_ENDPOINT ? &((struct endpoint *)object)->awaited :
                                          &((struct notification *)object)->awaited;
}

/* `slot`, or what is derived from it, is about to be taken away, and may be on the way to what a
 * thread waits by. */
void wait_note_removal(const struct cap_slot *slot) LOCKED;

static inline LOCKED void wait_note_revocation(const struct cap_slot *slot)
{
    if (slot->first != 0) { /* or it has been noted */
        kernel.nested_doubted |=
            object_is_of(cap_type(slot), TYPES_ON_THE_WAY | UINT64_C(1) << KOZO_OBJECT_UNTYPED);
    }
}

/* Look after those that wait by nested capabilities and have not been looked after since the last
 * removal. Returns: OK; KERNEL_RESTART (an interrupt waits; serving it goes on with this). */
COLD kozo_err_t wait_end_nested(void) LOCKED;

/* What follows where somebody may be waiting. */
COLD MUST_CHECK kozo_err_t wait_delete_awaited(struct cap_slot *slot) LOCKED;
COLD MUST_CHECK kozo_err_t wait_revoke_awaited(struct cap_slot *slot) LOCKED;

/* cap_delete() and cap_revoke(), and the waits end by what they take away. */
static inline LOCKED MUST_CHECK kozo_err_t wait_delete(struct cap_slot *slot)
{
    return likely(slot->aux == 0 && !kernel.nested_some) ? cap_delete(slot) :
                                                           wait_delete_awaited(slot);
}

static inline LOCKED MUST_CHECK kozo_err_t wait_revoke(struct cap_slot *slot)
{
    if (wait_is_place(slot) && *wait_mark(cap_type(slot), cap_object(slot))) {
        return wait_revoke_awaited(slot);
    }
    if (unlikely(kernel.nested_some)) {
        wait_note_revocation(slot);
    }
    const kozo_err_t error = cap_revoke(slot);

    return error == KOZO_OK && unlikely(kernel.nested_some) ? wait_end_nested() : error;
}

/* `source` is about to be moved to `dest`: waits by it go on only within their CNode.
 * Returns: OK; KERNEL_RESTART (an interrupt waits; call again to go on). */
MUST_CHECK kozo_err_t wait_leave(struct cnode *dest, struct cap_slot *source) LOCKED;

/* A capability has been moved to `slot`. Waits through nested CNodes that it was on the way to end
 * on the way out of the kernel, when those whose operation moved it have what they waited for. */
void wait_arrive(struct cap_slot *slot) LOCKED;

/* Panic if the list that `thread` should be in does not hold it. */
void wait_check(const struct thread *thread);
