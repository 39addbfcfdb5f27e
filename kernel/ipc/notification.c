/* SPDX-License-Identifier: MIT */
/* notification.c: signal and wait, signals at a time, and the thread that hears of signals where it
 * receives.
 * Owns: thread.signals, notification.bound.
 * Invariants: INV-NOTIF-1 bits are set only while nobody waits; INV-NOTIF-2 while they are, the
 *   bound thread has no wait_handle, which keeps it off the fast path, and does not receive unless
 *   it has no budget to run on; INV-NOTIF-3 an alarm that is to come has bits to set. */
#include "wait.h"

#include <kozo/arch.h>
#include <kozo/gen/handlers.h>
#include <kozo/ipc.h>
#include <kozo/outcome.h>
#include <kozo/sched.h>
#include <kozo/timeout.h>
#include <kozo/wait_by.h>

/* Take the bits for `thread`, which receives or is about to. */
static void notification_tell(struct notification *notification, struct thread *thread)
{
    regs_set_words(&thread->regs, (const uint64_t[KOZO_REGISTER_WORDS]){0});
    regs_set_message(&thread->regs, kozo_status_make(KOZO_OK, 0, 0), notification->bits,
                     kozo_tag_make(KOZO_INTERFACE_SIGNAL, KOZO_SIGNAL_METHOD_BITS,
                                   KOZO_TAG_FLAG_KERNEL, 0, 0));
    notification->bits = 0;
}

bool notification_take(struct thread *receiver)
{
    struct notification *signals = receiver->signals;

    if (likely(signals == NULL) || signals->bits == 0 || receiver->home == NULL) {
        return false;
    }
    notification_tell(signals, receiver);
    return true;
}

/* Nobody waits for the bits: tell the bound thread, if it can hear of them now. */
static COLD LOCKED void notification_tell_bound(struct notification *notification)
{
    struct thread *bound = notification->bound;
    const kozo_handle_t handle = bound->wait_handle;

    bound->wait_handle.raw = 0;
    if (bound->state == KOZO_THREAD_STATE_RECEIVING && bound->home != NULL) {
        ipc_wake(bound, KOZO_OK);
        notification_tell(notification, bound);
    } else if (bound->state == KOZO_THREAD_STATE_RECEIVING && handle.raw != 0) {
        /* Its registers tell from now on; the fast path has left them. */
        regs_set_operands(&bound->regs, regs_op(&bound->regs), handle,
                          regs_deadline(&bound->regs));
    }
}

/* The first who waits gets the bits. */
static ALWAYS_INLINE LOCKED void notification_wake(struct notification *notification, uint64_t bits)
{
    struct thread *waiter = notification->waiters_head;

    wait_queue_pop(notification_waiters(notification));
    waiter->notification = NULL;
    waiter->state = KOZO_THREAD_STATE_READY;
    regs_set_status(&waiter->regs, kozo_status_make(KOZO_OK, 0, 0));
    regs_set_result(&waiter->regs, 0, bits);
    sched_wake(waiter);
}

/* The same of one with a deadline, apart, so that the other needs no registers preserved. */
static COLD LOCKED void notification_wake_timed(struct notification *notification, uint64_t bits)
{
    timeout_cancel_thread(notification->waiters_head);
    notification_wake(notification, bits);
}

void notification_signal(struct notification *notification, uint64_t bits)
{
    struct thread *waiter = notification->waiters_head;

    if (waiter == NULL) {
        notification->bits |= bits;
        if (unlikely(notification->bound != NULL)) {
            notification_tell_bound(notification);
        }
        return;
    }
    if (unlikely(waiter->timed)) {
        notification_wake_timed(notification, bits);
    } else {
        notification_wake(notification, bits);
    }
}

kozo_err_t sys_notification_signal(struct thread *caller, struct cap_slot *self)
{
    (void)caller;
    notification_signal(cap_object(self), notification_signal_bits(self));
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
    wait_by(caller, (kozo_handle_t){regs_self(&caller->regs)});
    notification_await(caller, self);
    timeout_arm_thread(caller, until);
    return KERNEL_BLOCKED;
}

static LOCKED void notification_disarm(struct notification *notification)
{
    if (tree_contains(&notification->alarm)) {
        tree_remove(&notification->alarm);
    }
}

void notification_ring(struct notification *notification)
{
    notification_disarm(notification);
    notification_signal(notification, notification->alarm_bits);
}

kozo_err_t sys_notification_set_alarm(struct thread *caller, struct notification *self,
                                      kozo_deadline_t at, uint64_t bits)
{
    (void)caller;
    notification_disarm(self);
    self->alarm_bits = bits;
    if (at == KOZO_DEADLINE_NEVER) {
        return KOZO_OK;
    }
    if (at <= arch_now_ns()) {
        notification_signal(self, bits);
    } else {
        timeout_arm_alarm(self, at);
    }
    return KOZO_OK;
}

bool notification_destroy_step(struct notification *notification)
{
    notification_disarm(notification);
    if (notification->waiters_head != NULL) {
        ipc_end_wait(notification->waiters_head, KOZO_ERR_PEER_DIED);
        return false;
    }
    return true;
}

void notification_unbind(struct thread *thread)
{
    thread->signals->bound = NULL;
    thread->signals = NULL;
}

/* A thread that waits would have to be told at once of bits that are there. */
static bool thread_may_bind(const struct thread *thread)
{
    return thread->state == KOZO_THREAD_STATE_INACTIVE ||
           thread->state == KOZO_THREAD_STATE_READY ||
           thread->state == KOZO_THREAD_STATE_SUSPENDED;
}

kozo_err_t sys_thread_bind_notification(struct thread *caller, struct thread *self,
                                        struct cap_slot *notification)
{
    struct notification *signals = cap_object(notification);
    struct cap_slot *binding = &self->bindings[THREAD_SIGNALS];

    (void)caller;
    if (!thread_may_bind(self)) {
        return KOZO_ERR_BAD_STATE;
    }
    if (!cap_is_empty(binding) || signals->bound != NULL) {
        return KOZO_ERR_BOUND_ALREADY;
    }
    const kozo_err_t error = cap_bind(binding, notification);

    kensure(error == KOZO_OK);
    self->signals = signals;
    self->wait_handle.raw = 0;
    signals->bound = self;
    return KOZO_OK;
}
