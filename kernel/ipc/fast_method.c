/* SPDX-License-Identifier: MIT */
/* fast_method.c: signal, wait and yield, when nothing is in the way.
 *
 * A straight line in place of dispatcher, decoder and detour, with the same observable result. What
 * a method does, and who goes on, is decided by the functions that decide it elsewhere.
 *
 * Preconditions of all: the handle names, under its own stamp, a slot of the root CNode with a live
 *   object of the type and the right that are needed. Of a wait, besides: it has no deadline, and
 *   is by the handle by which the thread has waited before (wait_by.h), or there are bits. Of a
 *   yield: it is the current budget's.
 *
 * See: notification.c, sched.c; docs/decisions/034-off-the-fast-path.md. */
#include "fast_lookup.h"
#include "wait.h"

#include <kozo/cpu.h>
#include <kozo/fast_method.h>
#include <kozo/gen/dispatch.h>
#include <kozo/sched.h>

/* The capability that a method is called by, or NULL. */
static ALWAYS_INLINE const struct cap_slot *fast_self(const struct thread *caller,
                                                      kozo_object_t type, kozo_rights_t right)
{
    const kozo_handle_t handle = {regs_self(&caller->regs)};

    if (!fast_is_near(caller, handle)) {
        return NULL;
    }
    const struct cap_slot *slot = fast_near_slot(caller, handle);

    return fast_permits(slot, handle, type, right) ? slot : NULL;
}

static void fast_succeed(struct thread *caller)
{
    regs_set_status(&caller->regs, kozo_status_make(KOZO_OK, 0, 0));
}

NO_LOCK_ANALYSIS void fast_signal(struct thread *caller)
{
    const struct cap_slot *self =
        fast_self(caller, KOZO_OBJECT_NOTIFICATION, KOZO_NOTIFICATION_RIGHT_SIGNAL);

    kernel_lock_note_owner();
    if (unlikely(self == NULL)) {
        dispatch(caller);
        return;
    }
    fast_succeed(caller);
    notification_signal(cap_object(self), notification_signal_bits(self));
}

NO_LOCK_ANALYSIS struct thread *fast_wait(struct thread *caller)
{
    const struct cap_slot *self =
        fast_self(caller, KOZO_OBJECT_NOTIFICATION, KOZO_NOTIFICATION_RIGHT_WAIT);

    if (unlikely(self == NULL)) {
        return NULL;
    }
    struct notification *notification = cap_object(self);

    if (notification->bits != 0) {
        fast_succeed(caller);
        regs_set_result(&caller->regs, 0, notification->bits);
        notification->bits = 0;
        return caller;
    }
    if (unlikely(regs_arg(&caller->regs, 1) != KOZO_DEADLINE_NEVER ||
                 caller->wait_handle.raw != regs_self(&caller->regs))) {
        return NULL;
    }
    kernel_lock_note_owner();
    notification_await(caller, notification);
    struct thread *next = sched_select_other();

    kernel_unlock_alone();
    return next;
}

NO_LOCK_ANALYSIS struct thread *fast_yield(struct thread *caller)
{
    const struct cap_slot *self =
        fast_self(caller, KOZO_OBJECT_BUDGET, KOZO_BUDGET_RIGHT_CONTROL);
    struct budget *budget = this_cpu()->budget;

    if (unlikely(self == NULL || cap_object(self) != budget)) {
        return NULL;
    }
    kernel_lock_note_owner();
    fast_succeed(caller);
    struct thread *next = sched_yield_current(budget);

    kernel_unlock_alone();
    return next;
}
