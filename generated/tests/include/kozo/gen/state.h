/* SPDX-License-Identifier: MIT */
/* Generated from idl/kernel/ by template tests/state.h;
 * change those and run `make generate`. */
/* state.h: what operations do to the state of objects, by their effect clauses.
 *
 * An operation is a function of values: of the attributes of objects before, which become those
 * after, of what slots hold, and of its arguments. They have passed the decoder's checks. A refusal
 * leaves everything as it was; KERNEL_BLOCKED says that the caller waits. Who waits, and what ends
 * that, is not told here. Whoever includes this defines the questions. */
#pragma once

#include <kozo/outcome.h>

struct state_slot {
    /* Its badge; 0 where there is none. */
    kozo_badge_t badge;
    /* What it permits. */
    kozo_rights_t rights;
    /* The type of the object that the capability designates. */
    kozo_object_t type;
};

struct state_notification {
    /* When the kernel signals it; deadline_never: there is no alarm. */
    kozo_deadline_t alarm;
    /* The bits that are set then. */
    uint64_t alarm_bits;
    /* Set and not yet collected. Whoever waits collects them at once. */
    uint64_t bits;
    /* A thread hears of it while it receives. */
    bool heard;
};

struct state_thread {
    /* What it finds in the first argument register. */
    uint64_t argument;
    /* It has what it needs to run: a capability space, an address space and a budget. */
    bool bound;
    /* It is the thread that makes the call. */
    bool caller;
    /* Processor time that its budget has spent. */
    kozo_duration_t consumed;
    /* The fault that it is in tells that it ends. */
    bool exiting;
    /* It is in a fault, which its handler has not answered. */
    bool faulted;
    /* An endpoint receives its faults. */
    bool handled;
    /* Where it goes on. */
    vaddr_t ip;
    /* It hears of signals of a notification while it receives. */
    bool listening;
    /* Priority of the budget bound to it; 0 without one. */
    kozo_priority_t priority;
    /* Its stack pointer. */
    vaddr_t sp;
    /* What it is doing. */
    kozo_thread_state_t state;
    /* Its token lies ready. If it is parked it takes it at once. */
    bool token;
    /* How it is watched. */
    kozo_watch_flags_t watched;
};

struct state_budget {
    /* Time that may be spent in a period. */
    kozo_duration_t capacity;
    /* The highest priority that it authorises. */
    kozo_priority_t ceiling;
    /* Processor time spent since it was made. */
    kozo_duration_t consumed;
    /* Length of a period. */
    kozo_duration_t period;
    /* With which threads run on it. */
    kozo_priority_t priority;
    /* Time left in this period. */
    kozo_duration_t remaining;
    /* What is told of it. */
    kozo_budget_watch_t watched;
};

bool state_passed(kozo_deadline_t until);

/* Set the bits of the capability's badge, or bit 0 of an unbadged one, and wake a waiter. */
static inline kozo_err_t state_notification_signal(struct state_notification *self,
                                                   struct state_slot self_slot)
{
    self->bits = self->bits | ((self_slot.badge != 0u) ? self_slot.badge : 1u);
    return KOZO_OK;
}

/* Take the bits that are set, waiting until there is one. */
static inline kozo_err_t state_notification_wait(struct state_notification *self,
                                                 kozo_deadline_t until, uint64_t *bits)
{
    if (self->bits == 0u && until == KOZO_DEADLINE_POLL) {
        return KOZO_ERR_NOT_READY;
    }
    if (self->bits == 0u && state_passed(until)) {
        return KOZO_ERR_TIMED_OUT;
    }
    if (self->bits == 0u) {
        return KERNEL_BLOCKED;
    }
    *bits = self->bits;
    self->bits = 0u;
    return KOZO_OK;
}

/* Take the thread's token, waiting until there is one. A thread parks only itself. */
static inline kozo_err_t state_thread_park(struct state_thread *self, kozo_deadline_t until)
{
    if (!self->caller) {
        return KOZO_ERR_BAD_STATE;
    }
    if (!self->token && until == KOZO_DEADLINE_POLL) {
        return KOZO_ERR_NOT_READY;
    }
    if (!self->token && state_passed(until)) {
        return KOZO_ERR_TIMED_OUT;
    }
    if (!self->token) {
        return KERNEL_BLOCKED;
    }
    self->token = false;
    return KOZO_OK;
}

/* Give the thread its token, in which it goes on if it is parked. It has one or none, so a
 * second one changes nothing; it keeps it whatever it does meanwhile. */
static inline kozo_err_t state_thread_unpark(struct state_thread *self)
{
    self->token = true;
    return KOZO_OK;
}

/* Let the kernel signal the notification, once, not before the time `at`. A notification has one
 * alarm: the last call counts. It ends with the notification, and nobody else is told. */
static inline kozo_err_t state_notification_set_alarm(struct state_notification *self,
                                                      kozo_deadline_t at, uint64_t bits)
{
    self->alarm = state_passed(at) ? KOZO_DEADLINE_NEVER : at;
    self->alarm_bits = bits;
    self->bits = state_passed(at) ? (self->bits | bits) : self->bits;
    return KOZO_OK;
}

/* Name the endpoint that receives the faults of an inactive thread. */
static inline kozo_err_t state_thread_bind_faults(struct state_thread *self)
{
    if (!(self->state == KOZO_THREAD_STATE_INACTIVE)) {
        return KOZO_ERR_BAD_STATE;
    }
    if (self->handled) {
        return KOZO_ERR_BOUND_ALREADY;
    }
    self->handled = true;
    return KOZO_OK;
}

/* Start an inactive thread. Its other registers are what thread_write_registers has made of
 * them, or 0. */
static inline kozo_err_t state_thread_start(struct state_thread *self, vaddr_t ip, vaddr_t sp,
                                            uint64_t argument)
{
    if (!(self->state == KOZO_THREAD_STATE_INACTIVE)) {
        return KOZO_ERR_BAD_STATE;
    }
    if (!self->bound) {
        return KOZO_ERR_UNBOUND;
    }
    self->argument = argument;
    self->ip = ip;
    self->sp = sp;
    self->state = KOZO_THREAD_STATE_READY;
    return KOZO_OK;
}

/* Stop a thread wherever it is. An operation in which it waited ends with KOZO_ERR_CANCELLED. */
static inline kozo_err_t state_thread_suspend(struct state_thread *self)
{
    if (self->state == KOZO_THREAD_STATE_INACTIVE || self->state == KOZO_THREAD_STATE_SUSPENDED) {
        return KOZO_ERR_BAD_STATE;
    }
    if (self->state == KOZO_THREAD_STATE_DEAD || self->exiting) {
        return KOZO_ERR_BAD_STATE;
    }
    self->faulted = false;
    self->state = KOZO_THREAD_STATE_SUSPENDED;
    return KOZO_OK;
}

/* Let a suspended thread go on. */
static inline kozo_err_t state_thread_resume(struct state_thread *self)
{
    if (!(self->state == KOZO_THREAD_STATE_SUSPENDED)) {
        return KOZO_ERR_BAD_STATE;
    }
    if (!self->bound) {
        return KOZO_ERR_UNBOUND;
    }
    self->state = KOZO_THREAD_STATE_READY;
    return KOZO_OK;
}

/* Tell what a thread is doing. */
static inline kozo_err_t state_thread_inspect(const struct state_thread *self,
                                              kozo_thread_state_t *state, kozo_priority_t *priority,
                                              kozo_duration_t *consumed)
{
    *consumed = self->consumed;
    *priority = self->priority;
    *state = self->state;
    return KOZO_OK;
}

/* Let a thread that does not wait, and has not ended, hear of signals while it receives at an
 * endpoint, as a message of the interface `signal` from the kernel whose badge are the bits. The
 * binding is a derived capability and ends with the one it is derived from. */
static inline kozo_err_t state_thread_bind_notification(struct state_thread *self,
                                                        struct state_notification *notification)
{
    if (!(self->state == KOZO_THREAD_STATE_INACTIVE || self->state == KOZO_THREAD_STATE_READY ||
            self->state == KOZO_THREAD_STATE_SUSPENDED)) {
        return KOZO_ERR_BAD_STATE;
    }
    if (self->listening || notification->heard) {
        return KOZO_ERR_BOUND_ALREADY;
    }
    notification->heard = true;
    self->listening = true;
    return KOZO_OK;
}

/* Set priority and time. With capacity equal to period the capacity is the round-robin quantum. */
static inline kozo_err_t state_budget_configure(struct state_budget *self,
                                                const struct state_budget *authority,
                                                kozo_priority_t priority, kozo_duration_t capacity,
                                                kozo_duration_t period)
{
    if (authority->ceiling < priority) {
        return KOZO_ERR_OVER_CEILING;
    }
    if (period < capacity) {
        return KOZO_ERR_RANGE;
    }
    self->capacity = capacity;
    self->ceiling = priority;
    self->period = period;
    self->priority = priority;
    self->remaining = capacity;
    return KOZO_OK;
}

/* Tell what is left of a budget. */
static inline kozo_err_t state_budget_inspect(const struct state_budget *self,
                                              kozo_priority_t *ceiling, kozo_duration_t *remaining,
                                              kozo_duration_t *consumed)
{
    *ceiling = self->ceiling;
    *consumed = self->consumed;
    *remaining = self->remaining;
    return KOZO_OK;
}

/* Watch a thread that is inactive, suspended or in a fault. A foreign thread calls no operation
 * of the kernel: every system call instruction becomes a fault. A step ends with a debug
 * exception behind the next instruction, which clears the flag; a system call takes the
 * instruction behind it along. */
static inline kozo_err_t state_thread_watch(struct state_thread *self, kozo_watch_flags_t flags)
{
    if (!(self->faulted || self->state == KOZO_THREAD_STATE_INACTIVE || self->state ==
            KOZO_THREAD_STATE_SUSPENDED)) {
        return KOZO_ERR_BAD_STATE;
    }
    self->watched = flags;
    return KOZO_OK;
}

/* Choose whether the end of a period's time is told, once in each period, to the handler of
 * faults of the thread that the budget is bound to. The thread then waits for the answer before
 * it waits for its next period, and for nothing if the handler has configured the budget anew.
 * It is told when the thread itself would run: a server that works for it just waits, and so
 * does the thread if it has no handler. */
static inline kozo_err_t state_budget_watch(struct state_budget *self, kozo_budget_watch_t flags)
{
    self->watched = flags;
    return KOZO_OK;
}
