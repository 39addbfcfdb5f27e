/* SPDX-License-Identifier: MIT */
/* wait_by.c: see wait_by.h.
 * Owns: thread.wait_*; aux of slots that hold an endpoint or a notification, and `awaited` of
 *   these; kernel.nested and what follows it. */
#include <kozo/wait_by.h>

#include <kozo/arch.h>
#include <kozo/cspace.h>
#include <kozo/ipc.h>
#include <kozo/outcome.h>

/* Capabilities that are revoked between two looks for an interrupt. */
enum { REVOKE_BATCH = 8 };

static bool wait_is_by_capability(const struct thread *thread)
{
    switch (thread->state) {
    case KOZO_THREAD_STATE_SENDING:
    case KOZO_THREAD_STATE_CALLING:
    case KOZO_THREAD_STATE_RECEIVING:
    case KOZO_THREAD_STATE_WAITING:
        return !thread->faulted;
    default:
        return false;
    }
}

/* Does a list begin in the slot? */
static bool wait_is_awaited(const struct cap_slot *slot)
{
    return slot->aux != 0 && wait_is_place(slot);
}

static struct thread *wait_first(const struct cap_slot *slot)
{
    return (struct thread *)slot->aux;
}

static struct thread **wait_link(struct cap_slot *slot)
{
    return (struct thread **)&slot->aux;
}

static void wait_join(struct thread *thread, struct thread **link)
{
    struct thread *next = *link;

    thread->wait_next = next;
    thread->wait_link = link;
    if (next != NULL) {
        next->wait_link = &thread->wait_next;
    }
    *link = thread;
}

/* What names the first of a list may be gone: then the slot holds something else, and not this. */
static ALWAYS_INLINE void wait_unlink(struct thread *thread)
{
    struct thread *next = thread->wait_next;
    struct thread **link = thread->wait_link;

    if (link != NULL && *link == thread) {
        *link = next;
    }
    if (next != NULL) {
        next->wait_link = link;
    }
    thread->wait_link = NULL;
    thread->wait_next = NULL;
}

static NOINLINE void wait_part(struct thread *thread)
{
    wait_unlink(thread);
    thread->wait_handle.raw = 0;
}

/* An answer may have moved away what the way to `handle` was, when nobody waited by such a one. */
static LOCKED COLD void wait_join_nested(struct thread *thread, kozo_handle_t handle)
{
    wait_join(thread, &kernel.nested);
    kernel.nested_some = true;
    if (cspace_resolve(thread, handle, false, 0).slot == NULL) {
        kernel.nested_doubted = this_cpu()->rearm = true;
    }
}

void wait_by_anew(struct thread *thread, kozo_handle_t handle)
{
    struct cap_slot *slot;

    kassert(kernel_lock_is_held());
    wait_part(thread);
    if (thread->signals == NULL || thread->signals->bits == 0) {
        thread->wait_handle = handle; /* or what it receives next are signals */
    }
    if (kozo_handle_depth(handle) != 0) {
        wait_join_nested(thread, handle);
        return;
    }
    slot = cspace_resolve(thread, handle, false, 0).slot;
    kassert(slot != NULL && wait_is_place(slot));
    wait_join(thread, wait_link(slot));
    *wait_mark(cap_type(slot), cap_object(slot)) = true;
}

/* The capability by which `thread` waits, or did last, is not to be waited by any more. */
static LOCKED void wait_end(struct thread *thread, kozo_err_t error)
{
    wait_part(thread);
    if (wait_is_by_capability(thread)) {
        ipc_wake(thread, error);
    }
}

void wait_lost(struct thread *thread)
{
    wait_end(thread, KOZO_ERR_REVOKED);
}

/* End the waits by the capability in `slot` with `error`. Returns as wait_leave(). */
static COLD LOCKED kozo_err_t wait_end_all(struct cap_slot *slot, kozo_err_t error)
{
    while (wait_first(slot) != NULL) {
        wait_end(wait_first(slot), error);
        if (wait_first(slot) != NULL && arch_interrupt_waits()) {
            return KERNEL_RESTART;
        }
    }
    return KOZO_OK;
}

/* Does the handle by which a thread waits, through other CNodes, still lead somewhere? The stamp
 * in it makes sure that it is to the same capability. */
static LOCKED bool wait_leads_there(const struct thread *thread)
{
    kozo_handle_t handle = thread->wait_handle;

    if (handle.raw == 0) { /* there are signals; it has waited on the general path */
        handle = regs_cap(&thread->regs);
        if (thread->state == KOZO_THREAD_STATE_WAITING) {
            handle.raw = regs_self(&thread->regs);
        }
    }
    return cspace_resolve(thread, handle, false, 0).error == KOZO_OK;
}

void wait_note_removal(const struct cap_slot *slot)
{
    kernel.nested_doubted |= object_is_of(cap_type(slot), TYPES_ON_THE_WAY);
}

kozo_err_t wait_end_nested(void)
{
    for (;;) {
        struct thread *thread = kernel.nested_left;

        if (thread == NULL) {
            if (!kernel.nested_doubted) {
                return KOZO_OK;
            }
            kernel.nested_doubted = false;
            thread = kernel.nested;
            kernel.nested = NULL;
            kernel.nested_left = thread;
            if (thread == NULL) {
                kernel.nested_some = false;
                return KOZO_OK;
            }
            thread->wait_link = &kernel.nested_left;
        }
        if (wait_is_by_capability(thread) && !wait_leads_there(thread)) {
            wait_end(thread, KOZO_ERR_REVOKED);
        } else {
            wait_unlink(thread); /* its registers need not tell the handle: the fast path */
            wait_join(thread, &kernel.nested);
        }
        if (arch_interrupt_waits()) {
            return KERNEL_RESTART;
        }
    }
}

kozo_err_t wait_delete_awaited(struct cap_slot *slot)
{
    kozo_err_t error = KOZO_OK;

    wait_note_removal(slot);
    if (wait_is_awaited(slot)) {
        const struct object *object = cap_object(slot);

        error = wait_end_all(slot, object->references > 1 ? KOZO_ERR_REVOKED : KOZO_ERR_PEER_DIED);
    }
    if (error == KOZO_OK) {
        error = cap_delete(slot);
    }
    if (error == KOZO_OK) {
        (void)wait_end_nested(); /* the slot is empty: the interrupt that waits goes on */
    }
    return error;
}

/* All descendants are of the same object, and go at once. */
kozo_err_t wait_revoke_awaited(struct cap_slot *slot)
{
    wait_note_revocation(slot);
    for (unsigned done = 1; slot->first != 0; done++) {
        struct cap_slot *child = slot_at(slot->first);
        const bool is_dear = cap_flags(child) != 0 || wait_is_awaited(child);
        kozo_err_t error = wait_end_all(child, KOZO_ERR_REVOKED);

        if (error == KOZO_OK) {
            error = cap_delete(child);
        }
        if (error != KOZO_OK) {
            return error;
        }
        if ((is_dear || done % REVOKE_BATCH == 0) && slot->first != 0 && arch_interrupt_waits()) {
            return KERNEL_RESTART;
        }
    }
    return kernel.nested_some ? wait_end_nested() : KOZO_OK;
}

kozo_err_t wait_leave(struct cnode *dest, struct cap_slot *source)
{
    const uint64_t place = (uint64_t)source - (uint64_t)dest;

    if (likely(!wait_is_awaited(source)) || place < (uint64_t)dest->slot_count << KOZO_SLOT_BITS) {
        return KOZO_OK;
    }
    return wait_end_all(source, KOZO_ERR_REVOKED);
}

void wait_arrive(struct cap_slot *slot)
{
    if (unlikely(wait_is_awaited(slot))) {
        wait_first(slot)->wait_link = wait_link(slot);
    }
    if (unlikely(kernel.nested_some)) {
        wait_note_removal(slot);
        this_cpu()->rearm = true;
    }
}

/* A revocation of memory takes capabilities away before it ends the waits by them: the first of
 * their list is named by nothing then. */
static bool wait_is_orphan(const struct thread *thread)
{
    const uint64_t aux = (uint64_t)thread->wait_link;
    const struct cap_slot *slot =
        (const struct cap_slot *)(aux - offsetof(struct cap_slot, aux));

    return cap_is_empty(slot) || cap_stamp(slot) != kozo_handle_stamp(thread->wait_handle);
}

void wait_check(const struct thread *thread)
{
    const struct thread *next = thread->wait_next;
    struct thread *const *link = thread->wait_link;

    kensure(next == NULL || next->wait_link == &thread->wait_next);
    if (wait_is_by_capability(thread)) {
        kensure(link != NULL && (*link == thread || wait_is_orphan(thread))); /* INV-WAIT-1 */
    }
}
