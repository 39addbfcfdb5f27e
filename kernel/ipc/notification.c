/* SPDX-License-Identifier: MIT */
/* notification.c: signal and wait.
 * Invariants: INV-NOTIF-1 bits are set only while nobody waits. */
#include "wait.h"

#include <kozo/gen/handlers.h>
#include <kozo/ipc.h>
#include <kozo/outcome.h>
#include <kozo/timeout.h>

enum { UNBADGED_SIGNAL = 1 };

kozo_err_t sys_notification_signal(struct thread *caller, struct cap_slot *self)
{
    struct notification *notification = cap_object(self);
    const uint64_t bits = self->badge != 0 ? self->badge : UNBADGED_SIGNAL;
    struct thread *waiter = notification->waiters_head;

    (void)caller;
    if (waiter == NULL) {
        notification->bits |= bits;
        return KOZO_OK;
    }
    ipc_wake(waiter, KOZO_OK);
    regs_set_result(&waiter->regs, 0, bits);
    return KOZO_OK;
}

kozo_err_t sys_notification_wait(struct thread *caller, struct notification *self,
                                 kozo_deadline_t until, uint64_t *bits)
{
    if (self->bits != 0) {
        *bits = self->bits;
        self->bits = 0;
        return KOZO_OK;
    }
    const kozo_err_t error = timeout_check(until);

    if (error != KOZO_OK) {
        return error;
    }
    caller->notification = self;
    caller->state = KOZO_THREAD_STATE_WAITING;
    wait_queue_append(notification_waiters(self), caller);
    timeout_arm_thread(caller, until);
    return KERNEL_BLOCKED;
}
