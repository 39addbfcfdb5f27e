/* SPDX-License-Identifier: MIT */
/* effects_wait.c: the proof that operations that signal and wait do to the state of notifications
 * and threads what the IDL says, on the kernel's own source. */
#include <kozo/gen/state_contracts.h>
#include <kozo/ipc.h>
#include <kozo/timeout.h>
#include <kozo/wait_by.h>
#include "../../../kernel/ipc/wait.h"

/* Nobody is there who would collect bits at once. */
#define UNHEARD(n) ((n)->waiters_head == \null && (n)->bound == \null)
#define OUTSIDE(object) (\valid(object) && \separated(object, &proof_cpu, &proof_now_ns))
/* The clock will not come to its end. */
#define CLOCK (proof_now_ns < KOZO_DEADLINE_NEVER)

/*@ assigns \nothing;
    ensures object: \result == (void *)notification_of(slot->object); */
static inline void *cap_object(const struct cap_slot *slot);

/*@ assigns node->ring_next;
    ensures out: node->ring_next == \null; */
void tree_remove(struct tree_node *node);

/*@ assigns notification->alarm.key, notification->alarm.ring_next;
    ensures in: notification->alarm.ring_next != \null;
    ensures key: notification->alarm.key == at_ns; */
void timeout_arm_alarm(struct notification *notification, uint64_t at_ns);

/*@ assigns thread->timed; */
void timeout_arm_wait(struct thread *thread, uint64_t deadline_ns);

/*@ assigns thread->wait_handle; */
static inline void wait_by(struct thread *thread, kozo_handle_t handle);

/*@ assigns caller->state, caller->notification; */
static inline void notification_await(struct thread *caller, struct notification *notification);

/* What is done for those who are not there. */
/*@ requires nobody: \false;
    assigns \nothing; */
void ipc_wake(struct thread *thread, kozo_err_t error);
/*@ requires nobody: \false;
    assigns \nothing; */
static void notification_tell_bound(struct notification *notification);
/*@ requires nobody: \false;
    assigns \nothing; */
static inline void notification_wake(struct notification *notification, uint64_t bits);
/*@ requires nobody: \false;
    assigns \nothing; */
static void notification_wake_timed(struct notification *notification, uint64_t bits);

/*@ requires clock: CLOCK;
    assigns \nothing;
    ensures never: deadline_ns == KOZO_DEADLINE_NEVER ==> \result == KOZO_OK;
    ensures poll: deadline_ns == KOZO_DEADLINE_POLL ==> \result == KOZO_ERR_NOT_READY;
    ensures passed: deadline_ns != KOZO_DEADLINE_POLL && logic_passed(deadline_ns) ==>
        \result == KOZO_ERR_TIMED_OUT;
    ensures ahead: deadline_ns != KOZO_DEADLINE_POLL && !logic_passed(deadline_ns) ==>
        \result == KOZO_OK; */
kozo_err_t timeout_check(uint64_t deadline_ns);

/*@ requires self: \valid_read(self) && \separated(self, logic_notification(self));
    requires notification: OUTSIDE(logic_notification(self)) &&
        UNHEARD(logic_notification(self)); */
kozo_err_t sys_notification_signal(struct thread *caller, struct cap_slot *self);

/*@ requires clock: CLOCK;
    requires caller: OUTSIDE(caller);
    requires self: OUTSIDE(self) && \separated(self, caller);
    requires result: \valid(bits) && \separated(bits, self, caller, &proof_now_ns); */
kozo_err_t sys_notification_wait(struct thread *caller, struct notification *self,
                                 kozo_deadline_t until, uint64_t *bits);

/*@ requires clock: CLOCK;
    requires self: OUTSIDE(self) && UNHEARD(self); */
kozo_err_t sys_notification_set_alarm(struct thread *caller, struct notification *self,
                                      kozo_deadline_t at, uint64_t bits);

/*@ requires clock: CLOCK;
    requires caller: OUTSIDE(caller); */
kozo_err_t sys_thread_park(struct thread *caller, struct thread *self, kozo_deadline_t until);

/*@ requires self: OUTSIDE(self);
    requires runs: self->state != KOZO_THREAD_STATE_PARKED; */
kozo_err_t sys_thread_unpark(struct thread *caller, struct thread *self);

#include "../../../kernel/ipc/notification.c"
#include "../../../kernel/ipc/park.c"
#include "../../../kernel/sched/timeout.c"
