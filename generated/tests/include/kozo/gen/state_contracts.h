/* SPDX-License-Identifier: MIT */
/* Generated from idl/kernel/ by template tests/state_contracts.h;
 * change those and run `make generate`. */
/* state_contracts.h: what operations do to the state of objects, as contracts of their handlers in
 * ACSL.
 *
 * <attributes.h> defines for the kernel's memory logic_TYPE_NAME(object) for each attribute in
 * idl/kernel/objects.yaml, as a number, and logic_NAME() for each question. logic_TYPE(slot) is the
 * object of a capability whose handler is passed the slot, logic_NAME(slot) what that holds. They
 * may be macros, through which provers see. What a contract tells is told of the objects that the
 * operation is given. A prototype elsewhere may add what a proof requires besides, for instance
 * that nobody waits who would collect at once what has become. */
#pragma once

#include <attributes.h>
#include <kozo/gen/handlers.h>
#include <kozo/outcome.h>

#define state_same_notification(L1, L2, o) ( \
    \at(logic_notification_alarm(o), L2) == \at(logic_notification_alarm(o), L1) && \
    \at(logic_notification_alarm_bits(o), L2) == \at(logic_notification_alarm_bits(o), L1) && \
    \at(logic_notification_bits(o), L2) == \at(logic_notification_bits(o), L1) && \
    \at(logic_notification_heard(o), L2) == \at(logic_notification_heard(o), L1))

#define state_same_thread(L1, L2, o) ( \
    \at(logic_thread_argument(o), L2) == \at(logic_thread_argument(o), L1) && \
    \at(logic_thread_bound(o), L2) == \at(logic_thread_bound(o), L1) && \
    \at(logic_thread_caller(o), L2) == \at(logic_thread_caller(o), L1) && \
    \at(logic_thread_consumed(o), L2) == \at(logic_thread_consumed(o), L1) && \
    \at(logic_thread_exiting(o), L2) == \at(logic_thread_exiting(o), L1) && \
    \at(logic_thread_faulted(o), L2) == \at(logic_thread_faulted(o), L1) && \
    \at(logic_thread_handled(o), L2) == \at(logic_thread_handled(o), L1) && \
    \at(logic_thread_ip(o), L2) == \at(logic_thread_ip(o), L1) && \
    \at(logic_thread_listening(o), L2) == \at(logic_thread_listening(o), L1) && \
    \at(logic_thread_priority(o), L2) == \at(logic_thread_priority(o), L1) && \
    \at(logic_thread_sp(o), L2) == \at(logic_thread_sp(o), L1) && \
    \at(logic_thread_state(o), L2) == \at(logic_thread_state(o), L1) && \
    \at(logic_thread_token(o), L2) == \at(logic_thread_token(o), L1) && \
    \at(logic_thread_watched(o), L2) == \at(logic_thread_watched(o), L1))

#define state_same_budget(L1, L2, o) ( \
    \at(logic_budget_capacity(o), L2) == \at(logic_budget_capacity(o), L1) && \
    \at(logic_budget_ceiling(o), L2) == \at(logic_budget_ceiling(o), L1) && \
    \at(logic_budget_consumed(o), L2) == \at(logic_budget_consumed(o), L1) && \
    \at(logic_budget_period(o), L2) == \at(logic_budget_period(o), L1) && \
    \at(logic_budget_priority(o), L2) == \at(logic_budget_priority(o), L1) && \
    \at(logic_budget_remaining(o), L2) == \at(logic_budget_remaining(o), L1) && \
    \at(logic_budget_watched(o), L2) == \at(logic_budget_watched(o), L1))

/*@
  behavior done:
    ensures \result == KOZO_OK;
    ensures changed: logic_notification_bits(logic_notification(self)) ==
        \old(logic_notification_bits(logic_notification(self)) | ((logic_badge(self) != 0) ?
        logic_badge(self) : 1));
    ensures kept: logic_notification_alarm(logic_notification(self)) ==
        \old(logic_notification_alarm(logic_notification(self)));
    ensures kept: logic_notification_alarm_bits(logic_notification(self)) ==
        \old(logic_notification_alarm_bits(logic_notification(self)));
    ensures kept: logic_notification_heard(logic_notification(self)) ==
        \old(logic_notification_heard(logic_notification(self)));
*/
kozo_err_t sys_notification_signal(struct thread *caller, struct cap_slot *self);

/*@
  behavior refused_not_ready:
    assumes logic_notification_bits(self) == 0 && until == KOZO_DEADLINE_POLL;
    ensures \result == KOZO_ERR_NOT_READY;
    ensures same: state_same_notification(Pre, Post, self);
  behavior refused_timed_out:
    assumes !(logic_notification_bits(self) == 0 && until == KOZO_DEADLINE_POLL);
    assumes logic_notification_bits(self) == 0 && logic_passed(until);
    ensures \result == KOZO_ERR_TIMED_OUT;
    ensures same: state_same_notification(Pre, Post, self);
  behavior waits:
    assumes !(logic_notification_bits(self) == 0 && until == KOZO_DEADLINE_POLL);
    assumes !(logic_notification_bits(self) == 0 && logic_passed(until));
    assumes logic_notification_bits(self) == 0;
    ensures \result == KERNEL_BLOCKED;
  behavior done:
    assumes !(logic_notification_bits(self) == 0 && until == KOZO_DEADLINE_POLL);
    assumes !(logic_notification_bits(self) == 0 && logic_passed(until));
    assumes !(logic_notification_bits(self) == 0);
    ensures \result == KOZO_OK;
    ensures told: *bits == \old(logic_notification_bits(self));
    ensures changed: logic_notification_bits(self) == 0;
    ensures kept: logic_notification_alarm(self) == \old(logic_notification_alarm(self));
    ensures kept: logic_notification_alarm_bits(self) == \old(logic_notification_alarm_bits(self));
    ensures kept: logic_notification_heard(self) == \old(logic_notification_heard(self));
  complete behaviors;
  disjoint behaviors;
*/
kozo_err_t sys_notification_wait(struct thread *caller, struct notification *self,
                                 kozo_deadline_t until, uint64_t *bits);

/*@
  behavior refused_bad_state:
    assumes !(logic_thread_caller(self) != 0);
    ensures \result == KOZO_ERR_BAD_STATE;
    ensures same: state_same_thread(Pre, Post, self);
  behavior refused_not_ready:
    assumes (logic_thread_caller(self) != 0);
    assumes !(logic_thread_token(self) != 0) && until == KOZO_DEADLINE_POLL;
    ensures \result == KOZO_ERR_NOT_READY;
    ensures same: state_same_thread(Pre, Post, self);
  behavior refused_timed_out:
    assumes (logic_thread_caller(self) != 0);
    assumes !(!(logic_thread_token(self) != 0) && until == KOZO_DEADLINE_POLL);
    assumes !(logic_thread_token(self) != 0) && logic_passed(until);
    ensures \result == KOZO_ERR_TIMED_OUT;
    ensures same: state_same_thread(Pre, Post, self);
  behavior waits:
    assumes (logic_thread_caller(self) != 0);
    assumes !(!(logic_thread_token(self) != 0) && until == KOZO_DEADLINE_POLL);
    assumes !(!(logic_thread_token(self) != 0) && logic_passed(until));
    assumes !(logic_thread_token(self) != 0);
    ensures \result == KERNEL_BLOCKED;
  behavior done:
    assumes (logic_thread_caller(self) != 0);
    assumes !(!(logic_thread_token(self) != 0) && until == KOZO_DEADLINE_POLL);
    assumes !(!(logic_thread_token(self) != 0) && logic_passed(until));
    assumes (logic_thread_token(self) != 0);
    ensures \result == KOZO_OK;
    ensures changed: logic_thread_token(self) == 0;
    ensures kept: logic_thread_argument(self) == \old(logic_thread_argument(self));
    ensures kept: logic_thread_bound(self) == \old(logic_thread_bound(self));
    ensures kept: logic_thread_caller(self) == \old(logic_thread_caller(self));
    ensures kept: logic_thread_consumed(self) == \old(logic_thread_consumed(self));
    ensures kept: logic_thread_exiting(self) == \old(logic_thread_exiting(self));
    ensures kept: logic_thread_faulted(self) == \old(logic_thread_faulted(self));
    ensures kept: logic_thread_handled(self) == \old(logic_thread_handled(self));
    ensures kept: logic_thread_ip(self) == \old(logic_thread_ip(self));
    ensures kept: logic_thread_listening(self) == \old(logic_thread_listening(self));
    ensures kept: logic_thread_priority(self) == \old(logic_thread_priority(self));
    ensures kept: logic_thread_sp(self) == \old(logic_thread_sp(self));
    ensures kept: logic_thread_state(self) == \old(logic_thread_state(self));
    ensures kept: logic_thread_watched(self) == \old(logic_thread_watched(self));
  complete behaviors;
  disjoint behaviors;
*/
kozo_err_t sys_thread_park(struct thread *caller, struct thread *self, kozo_deadline_t until);

/*@
  behavior done:
    ensures \result == KOZO_OK;
    ensures changed: logic_thread_token(self) == 1;
    ensures kept: logic_thread_argument(self) == \old(logic_thread_argument(self));
    ensures kept: logic_thread_bound(self) == \old(logic_thread_bound(self));
    ensures kept: logic_thread_caller(self) == \old(logic_thread_caller(self));
    ensures kept: logic_thread_consumed(self) == \old(logic_thread_consumed(self));
    ensures kept: logic_thread_exiting(self) == \old(logic_thread_exiting(self));
    ensures kept: logic_thread_faulted(self) == \old(logic_thread_faulted(self));
    ensures kept: logic_thread_handled(self) == \old(logic_thread_handled(self));
    ensures kept: logic_thread_ip(self) == \old(logic_thread_ip(self));
    ensures kept: logic_thread_listening(self) == \old(logic_thread_listening(self));
    ensures kept: logic_thread_priority(self) == \old(logic_thread_priority(self));
    ensures kept: logic_thread_sp(self) == \old(logic_thread_sp(self));
    ensures kept: logic_thread_state(self) == \old(logic_thread_state(self));
    ensures kept: logic_thread_watched(self) == \old(logic_thread_watched(self));
*/
kozo_err_t sys_thread_unpark(struct thread *caller, struct thread *self);

/*@
  behavior done:
    ensures \result == KOZO_OK;
    ensures changed: \old(logic_passed(at)) ==> logic_notification_alarm(self) ==
        KOZO_DEADLINE_NEVER;
    ensures changed: \old(!logic_passed(at)) ==> logic_notification_alarm(self) == at;
    ensures changed: logic_notification_alarm_bits(self) == bits;
    ensures changed: \old(logic_passed(at)) ==> logic_notification_bits(self) ==
        \old(logic_notification_bits(self) | bits);
    ensures changed: \old(!logic_passed(at)) ==> logic_notification_bits(self) ==
        \old(logic_notification_bits(self));
    ensures kept: logic_notification_heard(self) == \old(logic_notification_heard(self));
*/
kozo_err_t sys_notification_set_alarm(struct thread *caller, struct notification *self,
                                      kozo_deadline_t at, uint64_t bits);

/*@
  behavior refused_bad_state:
    assumes !(logic_thread_state(self) == KOZO_THREAD_STATE_INACTIVE);
    ensures \result == KOZO_ERR_BAD_STATE;
    ensures same: state_same_thread(Pre, Post, self);
  behavior refused_bound_already:
    assumes logic_thread_state(self) == KOZO_THREAD_STATE_INACTIVE;
    assumes (logic_thread_handled(self) != 0);
    ensures \result == KOZO_ERR_BOUND_ALREADY;
    ensures same: state_same_thread(Pre, Post, self);
  behavior done:
    assumes logic_thread_state(self) == KOZO_THREAD_STATE_INACTIVE;
    assumes !(logic_thread_handled(self) != 0);
    ensures \result == KOZO_OK;
    ensures changed: logic_thread_handled(self) == 1;
    ensures kept: logic_thread_argument(self) == \old(logic_thread_argument(self));
    ensures kept: logic_thread_bound(self) == \old(logic_thread_bound(self));
    ensures kept: logic_thread_caller(self) == \old(logic_thread_caller(self));
    ensures kept: logic_thread_consumed(self) == \old(logic_thread_consumed(self));
    ensures kept: logic_thread_exiting(self) == \old(logic_thread_exiting(self));
    ensures kept: logic_thread_faulted(self) == \old(logic_thread_faulted(self));
    ensures kept: logic_thread_ip(self) == \old(logic_thread_ip(self));
    ensures kept: logic_thread_listening(self) == \old(logic_thread_listening(self));
    ensures kept: logic_thread_priority(self) == \old(logic_thread_priority(self));
    ensures kept: logic_thread_sp(self) == \old(logic_thread_sp(self));
    ensures kept: logic_thread_state(self) == \old(logic_thread_state(self));
    ensures kept: logic_thread_token(self) == \old(logic_thread_token(self));
    ensures kept: logic_thread_watched(self) == \old(logic_thread_watched(self));
  complete behaviors;
  disjoint behaviors;
*/
kozo_err_t sys_thread_bind_faults(struct thread *caller, struct thread *self,
                                  struct cap_slot *handler);

/*@
  behavior refused_bad_state:
    assumes !(logic_thread_state(self) == KOZO_THREAD_STATE_INACTIVE);
    ensures \result == KOZO_ERR_BAD_STATE;
    ensures same: state_same_thread(Pre, Post, self);
  behavior refused_unbound:
    assumes logic_thread_state(self) == KOZO_THREAD_STATE_INACTIVE;
    assumes !(logic_thread_bound(self) != 0);
    ensures \result == KOZO_ERR_UNBOUND;
    ensures same: state_same_thread(Pre, Post, self);
  behavior done:
    assumes logic_thread_state(self) == KOZO_THREAD_STATE_INACTIVE;
    assumes (logic_thread_bound(self) != 0);
    ensures \result == KOZO_OK;
    ensures changed: logic_thread_argument(self) == argument;
    ensures changed: logic_thread_ip(self) == ip.raw;
    ensures changed: logic_thread_sp(self) == sp.raw;
    ensures changed: logic_thread_state(self) == KOZO_THREAD_STATE_READY;
    ensures kept: logic_thread_bound(self) == \old(logic_thread_bound(self));
    ensures kept: logic_thread_caller(self) == \old(logic_thread_caller(self));
    ensures kept: logic_thread_consumed(self) == \old(logic_thread_consumed(self));
    ensures kept: logic_thread_exiting(self) == \old(logic_thread_exiting(self));
    ensures kept: logic_thread_faulted(self) == \old(logic_thread_faulted(self));
    ensures kept: logic_thread_handled(self) == \old(logic_thread_handled(self));
    ensures kept: logic_thread_listening(self) == \old(logic_thread_listening(self));
    ensures kept: logic_thread_priority(self) == \old(logic_thread_priority(self));
    ensures kept: logic_thread_token(self) == \old(logic_thread_token(self));
    ensures kept: logic_thread_watched(self) == \old(logic_thread_watched(self));
  complete behaviors;
  disjoint behaviors;
*/
kozo_err_t sys_thread_start(struct thread *caller, struct thread *self, vaddr_t ip, vaddr_t sp,
                            uint64_t argument);

/*@
  behavior refused_bad_state:
    assumes logic_thread_state(self) == KOZO_THREAD_STATE_INACTIVE || logic_thread_state(self) ==
        KOZO_THREAD_STATE_SUSPENDED;
    ensures \result == KOZO_ERR_BAD_STATE;
    ensures same: state_same_thread(Pre, Post, self);
  behavior refused_bad_state_1:
    assumes !(logic_thread_state(self) == KOZO_THREAD_STATE_INACTIVE || logic_thread_state(self) ==
        KOZO_THREAD_STATE_SUSPENDED);
    assumes logic_thread_state(self) == KOZO_THREAD_STATE_DEAD || (logic_thread_exiting(self) != 0);
    ensures \result == KOZO_ERR_BAD_STATE;
    ensures same: state_same_thread(Pre, Post, self);
  behavior done:
    assumes !(logic_thread_state(self) == KOZO_THREAD_STATE_INACTIVE || logic_thread_state(self) ==
        KOZO_THREAD_STATE_SUSPENDED);
    assumes !(logic_thread_state(self) == KOZO_THREAD_STATE_DEAD || (logic_thread_exiting(self) !=
        0));
    ensures \result == KOZO_OK;
    ensures changed: logic_thread_faulted(self) == 0;
    ensures changed: logic_thread_state(self) == KOZO_THREAD_STATE_SUSPENDED;
    ensures kept: logic_thread_argument(self) == \old(logic_thread_argument(self));
    ensures kept: logic_thread_bound(self) == \old(logic_thread_bound(self));
    ensures kept: logic_thread_caller(self) == \old(logic_thread_caller(self));
    ensures kept: logic_thread_consumed(self) == \old(logic_thread_consumed(self));
    ensures kept: logic_thread_exiting(self) == \old(logic_thread_exiting(self));
    ensures kept: logic_thread_handled(self) == \old(logic_thread_handled(self));
    ensures kept: logic_thread_ip(self) == \old(logic_thread_ip(self));
    ensures kept: logic_thread_listening(self) == \old(logic_thread_listening(self));
    ensures kept: logic_thread_priority(self) == \old(logic_thread_priority(self));
    ensures kept: logic_thread_sp(self) == \old(logic_thread_sp(self));
    ensures kept: logic_thread_token(self) == \old(logic_thread_token(self));
    ensures kept: logic_thread_watched(self) == \old(logic_thread_watched(self));
  complete behaviors;
  disjoint behaviors;
*/
kozo_err_t sys_thread_suspend(struct thread *caller, struct thread *self);

/*@
  behavior refused_bad_state:
    assumes !(logic_thread_state(self) == KOZO_THREAD_STATE_SUSPENDED);
    ensures \result == KOZO_ERR_BAD_STATE;
    ensures same: state_same_thread(Pre, Post, self);
  behavior refused_unbound:
    assumes logic_thread_state(self) == KOZO_THREAD_STATE_SUSPENDED;
    assumes !(logic_thread_bound(self) != 0);
    ensures \result == KOZO_ERR_UNBOUND;
    ensures same: state_same_thread(Pre, Post, self);
  behavior done:
    assumes logic_thread_state(self) == KOZO_THREAD_STATE_SUSPENDED;
    assumes (logic_thread_bound(self) != 0);
    ensures \result == KOZO_OK;
    ensures changed: logic_thread_state(self) == KOZO_THREAD_STATE_READY;
    ensures kept: logic_thread_argument(self) == \old(logic_thread_argument(self));
    ensures kept: logic_thread_bound(self) == \old(logic_thread_bound(self));
    ensures kept: logic_thread_caller(self) == \old(logic_thread_caller(self));
    ensures kept: logic_thread_consumed(self) == \old(logic_thread_consumed(self));
    ensures kept: logic_thread_exiting(self) == \old(logic_thread_exiting(self));
    ensures kept: logic_thread_faulted(self) == \old(logic_thread_faulted(self));
    ensures kept: logic_thread_handled(self) == \old(logic_thread_handled(self));
    ensures kept: logic_thread_ip(self) == \old(logic_thread_ip(self));
    ensures kept: logic_thread_listening(self) == \old(logic_thread_listening(self));
    ensures kept: logic_thread_priority(self) == \old(logic_thread_priority(self));
    ensures kept: logic_thread_sp(self) == \old(logic_thread_sp(self));
    ensures kept: logic_thread_token(self) == \old(logic_thread_token(self));
    ensures kept: logic_thread_watched(self) == \old(logic_thread_watched(self));
  complete behaviors;
  disjoint behaviors;
*/
kozo_err_t sys_thread_resume(struct thread *caller, struct thread *self);

/*@
  behavior done:
    ensures \result == KOZO_OK;
    ensures told: *consumed == \old(logic_thread_consumed(self));
    ensures told: *priority == \old(logic_thread_priority(self));
    ensures told: *state == \old(logic_thread_state(self));
    ensures same: state_same_thread(Pre, Post, self);
*/
kozo_err_t sys_thread_inspect(struct thread *caller, struct thread *self,
                              kozo_thread_state_t *state, kozo_priority_t *priority,
                              kozo_duration_t *consumed);

/*@
  behavior refused_bad_state:
    assumes !(logic_thread_state(self) == KOZO_THREAD_STATE_INACTIVE || logic_thread_state(self) ==
        KOZO_THREAD_STATE_READY || logic_thread_state(self) == KOZO_THREAD_STATE_SUSPENDED);
    ensures \result == KOZO_ERR_BAD_STATE;
    ensures same: state_same_thread(Pre, Post, self);
    ensures same: state_same_notification(Pre, Post, logic_notification(notification));
  behavior refused_bound_already:
    assumes logic_thread_state(self) == KOZO_THREAD_STATE_INACTIVE || logic_thread_state(self) ==
        KOZO_THREAD_STATE_READY || logic_thread_state(self) == KOZO_THREAD_STATE_SUSPENDED;
    assumes (logic_thread_listening(self) != 0) ||
        (logic_notification_heard(logic_notification(notification)) != 0);
    ensures \result == KOZO_ERR_BOUND_ALREADY;
    ensures same: state_same_thread(Pre, Post, self);
    ensures same: state_same_notification(Pre, Post, logic_notification(notification));
  behavior done:
    assumes logic_thread_state(self) == KOZO_THREAD_STATE_INACTIVE || logic_thread_state(self) ==
        KOZO_THREAD_STATE_READY || logic_thread_state(self) == KOZO_THREAD_STATE_SUSPENDED;
    assumes !((logic_thread_listening(self) != 0) ||
        (logic_notification_heard(logic_notification(notification)) != 0));
    ensures \result == KOZO_OK;
    ensures changed: logic_notification_heard(logic_notification(notification)) == 1;
    ensures changed: logic_thread_listening(self) == 1;
    ensures kept: logic_thread_argument(self) == \old(logic_thread_argument(self));
    ensures kept: logic_thread_bound(self) == \old(logic_thread_bound(self));
    ensures kept: logic_thread_caller(self) == \old(logic_thread_caller(self));
    ensures kept: logic_thread_consumed(self) == \old(logic_thread_consumed(self));
    ensures kept: logic_thread_exiting(self) == \old(logic_thread_exiting(self));
    ensures kept: logic_thread_faulted(self) == \old(logic_thread_faulted(self));
    ensures kept: logic_thread_handled(self) == \old(logic_thread_handled(self));
    ensures kept: logic_thread_ip(self) == \old(logic_thread_ip(self));
    ensures kept: logic_thread_priority(self) == \old(logic_thread_priority(self));
    ensures kept: logic_thread_sp(self) == \old(logic_thread_sp(self));
    ensures kept: logic_thread_state(self) == \old(logic_thread_state(self));
    ensures kept: logic_thread_token(self) == \old(logic_thread_token(self));
    ensures kept: logic_thread_watched(self) == \old(logic_thread_watched(self));
    ensures kept: logic_notification_alarm(logic_notification(notification)) ==
        \old(logic_notification_alarm(logic_notification(notification)));
    ensures kept: logic_notification_alarm_bits(logic_notification(notification)) ==
        \old(logic_notification_alarm_bits(logic_notification(notification)));
    ensures kept: logic_notification_bits(logic_notification(notification)) ==
        \old(logic_notification_bits(logic_notification(notification)));
  complete behaviors;
  disjoint behaviors;
*/
kozo_err_t sys_thread_bind_notification(struct thread *caller, struct thread *self,
                                        struct cap_slot *notification);

/*@
  behavior refused_over_ceiling:
    assumes logic_budget_ceiling(authority) < priority;
    ensures \result == KOZO_ERR_OVER_CEILING;
    ensures same: state_same_budget(Pre, Post, self);
    ensures same: state_same_budget(Pre, Post, authority);
  behavior refused_range:
    assumes !(logic_budget_ceiling(authority) < priority);
    assumes period < capacity;
    ensures \result == KOZO_ERR_RANGE;
    ensures same: state_same_budget(Pre, Post, self);
    ensures same: state_same_budget(Pre, Post, authority);
  behavior done:
    assumes !(logic_budget_ceiling(authority) < priority);
    assumes !(period < capacity);
    ensures \result == KOZO_OK;
    ensures changed: logic_budget_capacity(self) == capacity;
    ensures changed: logic_budget_ceiling(self) == priority;
    ensures changed: logic_budget_period(self) == period;
    ensures changed: logic_budget_priority(self) == priority;
    ensures changed: logic_budget_remaining(self) == capacity;
    ensures kept: logic_budget_consumed(self) == \old(logic_budget_consumed(self));
    ensures kept: logic_budget_watched(self) == \old(logic_budget_watched(self));
    ensures same: authority != self ==> state_same_budget(Pre, Post, authority);
  complete behaviors;
  disjoint behaviors;
*/
kozo_err_t sys_budget_configure(struct thread *caller, struct budget *self,
                                struct budget *authority, kozo_priority_t priority,
                                kozo_duration_t capacity, kozo_duration_t period);

/*@
  behavior done:
    ensures \result == KOZO_OK;
    ensures told: *ceiling == \old(logic_budget_ceiling(self));
    ensures told: *consumed == \old(logic_budget_consumed(self));
    ensures told: *remaining == \old(logic_budget_remaining(self));
    ensures same: state_same_budget(Pre, Post, self);
*/
kozo_err_t sys_budget_inspect(struct thread *caller, struct budget *self, kozo_priority_t *ceiling,
                              kozo_duration_t *remaining, kozo_duration_t *consumed);

/*@
  behavior refused_bad_state:
    assumes !((logic_thread_faulted(self) != 0) || logic_thread_state(self) ==
        KOZO_THREAD_STATE_INACTIVE || logic_thread_state(self) == KOZO_THREAD_STATE_SUSPENDED);
    ensures \result == KOZO_ERR_BAD_STATE;
    ensures same: state_same_thread(Pre, Post, self);
  behavior done:
    assumes (logic_thread_faulted(self) != 0) || logic_thread_state(self) ==
        KOZO_THREAD_STATE_INACTIVE || logic_thread_state(self) == KOZO_THREAD_STATE_SUSPENDED;
    ensures \result == KOZO_OK;
    ensures changed: logic_thread_watched(self) == flags;
    ensures kept: logic_thread_argument(self) == \old(logic_thread_argument(self));
    ensures kept: logic_thread_bound(self) == \old(logic_thread_bound(self));
    ensures kept: logic_thread_caller(self) == \old(logic_thread_caller(self));
    ensures kept: logic_thread_consumed(self) == \old(logic_thread_consumed(self));
    ensures kept: logic_thread_exiting(self) == \old(logic_thread_exiting(self));
    ensures kept: logic_thread_faulted(self) == \old(logic_thread_faulted(self));
    ensures kept: logic_thread_handled(self) == \old(logic_thread_handled(self));
    ensures kept: logic_thread_ip(self) == \old(logic_thread_ip(self));
    ensures kept: logic_thread_listening(self) == \old(logic_thread_listening(self));
    ensures kept: logic_thread_priority(self) == \old(logic_thread_priority(self));
    ensures kept: logic_thread_sp(self) == \old(logic_thread_sp(self));
    ensures kept: logic_thread_state(self) == \old(logic_thread_state(self));
    ensures kept: logic_thread_token(self) == \old(logic_thread_token(self));
  complete behaviors;
  disjoint behaviors;
*/
kozo_err_t sys_thread_watch(struct thread *caller, struct thread *self, kozo_watch_flags_t flags);

/*@
  behavior done:
    ensures \result == KOZO_OK;
    ensures changed: logic_budget_watched(self) == flags;
    ensures kept: logic_budget_capacity(self) == \old(logic_budget_capacity(self));
    ensures kept: logic_budget_ceiling(self) == \old(logic_budget_ceiling(self));
    ensures kept: logic_budget_consumed(self) == \old(logic_budget_consumed(self));
    ensures kept: logic_budget_period(self) == \old(logic_budget_period(self));
    ensures kept: logic_budget_priority(self) == \old(logic_budget_priority(self));
    ensures kept: logic_budget_remaining(self) == \old(logic_budget_remaining(self));
*/
kozo_err_t sys_budget_watch(struct thread *caller, struct budget *self, kozo_budget_watch_t flags);
