/* SPDX-License-Identifier: MIT */
/* attributes.h: the attributes of objects in idl/kernel/objects.yaml, for the kernel's memory.
 *
 * Time stands still in an operation: it takes place at `proof_now_ns`, which the clock tells each
 * time. What the current budget has spent since it was last charged has gone off what it has,
 * whether the kernel has done the sum or not. Macros, so that provers see through them. */
#pragma once

#include <kozo/arch.h>
#include <kozo/cpu.h>
#include <kozo/notification.h>

extern uint64_t proof_now_ns;

/*@ assigns \nothing;
    ensures \result == proof_now_ns; */
uint64_t arch_now_ns(void);

#define logic_passed(until) ((until) <= proof_now_ns)

#define UNCHARGED(b)                                                                               \
    ((b) == proof_cpu.budget ? proof_now_ns - proof_cpu.charged_from_ns : 0)

#define logic_budget_capacity(b) ((b)->capacity_ns)
#define logic_budget_ceiling(b) ((b)->ceiling)
#define logic_budget_consumed(b) ((b)->consumed_ns + UNCHARGED(b))
#define logic_budget_period(b) ((b)->period_ns)
#define logic_budget_priority(b) ((b)->base)
#define logic_budget_remaining(b)                                                                  \
    ((b)->remaining_ns <= UNCHARGED(b) ? 0 : (b)->remaining_ns - UNCHARGED(b))
#define logic_budget_watched(b) ((b)->watched ? KOZO_BUDGET_WATCH_EXHAUSTION : 0)

#define logic_notification_alarm(n)                                                                \
    ((n)->alarm.ring_next != \null ? (n)->alarm.key : KOZO_DEADLINE_NEVER)
#define logic_notification_alarm_bits(n) ((n)->alarm_bits)
#define logic_notification_bits(n) ((n)->bits)
#define logic_notification_heard(n) ((n)->bound != \null ? 1 : 0)

/* `caller` is the handler's. */
#define logic_thread_argument(t) ((t)->regs.rdi)
#define logic_thread_bound(t)                                                                      \
    ((t)->cspace != \null && (t)->aspace != \null && (t)->home != \null ? 1 : 0)
#define logic_thread_caller(t) ((t) == caller ? 1 : 0)
#define logic_thread_consumed(t) ((t)->home != \null ? logic_budget_consumed((t)->home) : 0)
#define logic_thread_exiting(t)                                                                    \
    ((t)->faulted && (t)->fault.tag.raw / 0x10000 % 0x10000 == KOZO_FAULT_METHOD_EXIT ? 1 : 0)
#define logic_thread_faulted(t) ((t)->faulted ? 1 : 0)
#define logic_thread_handled(t)                                                                    \
    ((uint8_t)(t)->bindings[THREAD_FAULTS].meta != KOZO_OBJECT_NULL ? 1 : 0)
#define logic_thread_ip(t) ((t)->regs.rip)
#define logic_thread_listening(t) ((t)->signals != \null ? 1 : 0)
#define logic_thread_priority(t) ((t)->home != \null ? (t)->home->base : 0)
#define logic_thread_sp(t) ((t)->regs.rsp)
#define logic_thread_state(t) ((t)->state)
#define logic_thread_token(t) ((t)->token ? 1 : 0)
#define logic_thread_watched(t) ((t)->special & KOZO_WATCH_FLAGS_MASK)

/*@ axiomatic Notifications {
      logic struct notification *notification_of(integer address);
    } */
#define logic_notification(slot) notification_of((slot)->object)
#define logic_badge(slot) ((slot)->badge)
