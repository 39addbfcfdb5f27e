/* SPDX-License-Identifier: MIT */
/* ref_thread.c: how threads begin, stand still and end, and what can be done to them. */
#include <string.h>

#include "ref.h"

#include <kozo/gen/faults.h>

static void halt(struct ref_thread *t, kozo_thread_state_t state)
{
    if (ref_is_blocked(t)) {
        ref_leave(t);
        regs_set_status(&t->regs, kozo_status_make(KOZO_ERR_CANCELLED, 0, 0));
    }
    ref_stop(t);
    t->state = state;
}

/* It will not answer whoever awaits that; a thread that has faulted ends with it. */
static void fail_caller(const struct ref_thread *t)
{
    if (t->caller != NULL) {
        ref_end_wait(t->caller, KOZO_ERR_PEER_DIED);
    }
}

void ref_die(struct ref_thread *t)
{
    t->faulted = false;
    halt(t, KOZO_THREAD_STATE_DEAD);
    ref_serve_nothing(t);
    fail_caller(t);
}

void ref_lose_aspace(struct ref_thread *t)
{
    t->has_aspace = false;
    if (t->state != KOZO_THREAD_STATE_INACTIVE && t->state != KOZO_THREAD_STATE_DEAD) {
        t->faulted = false;
        halt(t, KOZO_THREAD_STATE_SUSPENDED);
        fail_caller(t);
    }
}

void ref_unbind_budget(struct ref_thread *t)
{
    struct ref_budget *b = t->home;
    struct ref_thread *runner = b->runner;

    t->home = NULL;
    b->home = NULL;
    if (runner != NULL) {
        ref_cut_loan(t, runner);
        if (runner != t && runner != ref.current) {
            ref_wake(runner);
        }
        ref_requeue(t);
    }
    ref_forget_budget(b);
    b->priority = b->base;
}

static bool may_bind_signals(const struct ref_thread *t)
{
    return t->state == KOZO_THREAD_STATE_INACTIVE || t->state == KOZO_THREAD_STATE_READY ||
           t->state == KOZO_THREAD_STATE_SUSPENDED;
}

static kozo_err_t bind_signals(struct ref_thread *t, struct ref_cap *source)
{
    struct ref_notification *n = source->object;

    if (!may_bind_signals(t)) {
        return KOZO_ERR_BAD_STATE;
    }
    if (t->signals != NULL || n->bound != NULL) {
        return KOZO_ERR_BOUND_ALREADY;
    }
    ref_install(&t->bindings[REF_SIGNALS], source, source);
    t->signals = n;
    t->by_handle = 0;
    n->bound = t;
    return KOZO_OK;
}

static kozo_err_t suspend(struct ref_thread *t)
{
    const bool exited = t->faulted && kozo_tag_label(t->fault.tag) == KOZO_FAULT_METHOD_EXIT;

    if ((t->state != KOZO_THREAD_STATE_READY && !ref_is_blocked(t)) || exited) {
        return KOZO_ERR_BAD_STATE;
    }
    if (t->faulted) { /* it goes on where it faulted */
        ref_leave(t);
        t->faulted = false;
        return KOZO_OK;
    }
    halt(t, KOZO_THREAD_STATE_SUSPENDED);
    return KOZO_OK;
}

/* Let a thread run that is in that state. */
static kozo_err_t set_going(struct ref_thread *t, kozo_thread_state_t state)
{
    if (t->state != state) {
        return KOZO_ERR_BAD_STATE;
    }
    if (!t->has_cspace || !t->has_aspace || t->home == NULL) {
        return KOZO_ERR_UNBOUND;
    }
    t->state = KOZO_THREAD_STATE_READY;
    ref_wake(t);
    return KOZO_OK;
}

static kozo_err_t start(struct ref_thread *t, const uint64_t *value)
{
    const kozo_err_t error = set_going(t, KOZO_THREAD_STATE_INACTIVE);

    if (error == KOZO_OK) {
        t->regs.rip = value[1];
        t->regs.rsp = value[2];
        regs_set_result(&t->regs, 2, value[3]);
    }
    return error;
}

static kozo_err_t bind_faults(struct ref_thread *t, struct ref_cap *handler)
{
    struct ref_cap *binding = &t->bindings[REF_FAULTS];

    if (t->state != KOZO_THREAD_STATE_INACTIVE) {
        return KOZO_ERR_BAD_STATE;
    }
    if (binding->type != KOZO_OBJECT_NULL) {
        return KOZO_ERR_BOUND_ALREADY;
    }
    ref_install(binding, handler, handler);
    return KOZO_OK;
}

static bool stands_still(const struct ref_thread *t)
{
    return t->faulted || t->state == KOZO_THREAD_STATE_INACTIVE ||
           t->state == KOZO_THREAD_STATE_SUSPENDED;
}

/* Registers as they lie in a buffer, behind the words that travel in registers. */
static kozo_err_t pass_registers(struct ref_thread *t, struct ref_thread *self, bool writes)
{
    uint64_t *words = &t->buffer.words[KOZO_REGISTER_WORDS];
    struct regs regs;

    if (!t->has_buffer) {
        return KOZO_ERR_NO_BUFFER;
    }
    if (!stands_still(self)) {
        return KOZO_ERR_BAD_STATE;
    }
    if (!writes) {
        memcpy(words, &self->regs, sizeof(regs));
        return KOZO_OK;
    }
    memcpy(&regs, words, sizeof(regs));
    if (regs.rip >= KOZO_USER_TOP) {
        return KOZO_ERR_RANGE;
    }
    self->regs = regs;
    self->again = false; /* it goes on somewhere else */
    return KOZO_OK;
}

static kozo_err_t exit_thread(struct ref_thread *t, uint64_t code)
{
    struct message message;

    if (t->state == KOZO_THREAD_STATE_INACTIVE || t->state == KOZO_THREAD_STATE_DEAD) {
        return KOZO_ERR_BAD_STATE;
    }
    t->faulted = false;
    halt(t, KOZO_THREAD_STATE_SUSPENDED);
    fault_exit_message(&message, code);
    ref_fault(t, &message);
    return t == ref.current ? (kozo_err_t)REF_BLOCKED : KOZO_OK;
}

static kozo_err_t park(struct ref_thread *t, const struct ref_thread *self, uint64_t until)
{
    if (self != t) {
        return KOZO_ERR_BAD_STATE;
    }
    if (t->token) {
        t->token = false;
        return KOZO_OK;
    }
    if (until <= ref.now) {
        return until == KOZO_DEADLINE_POLL ? KOZO_ERR_NOT_READY : KOZO_ERR_TIMED_OUT;
    }
    t->state = KOZO_THREAD_STATE_PARKED;
    ref_arm(t, until);
    return REF_BLOCKED;
}

static kozo_err_t unpark(struct ref_thread *t)
{
    if (t->state == KOZO_THREAD_STATE_PARKED) {
        ref_wake_with(t, KOZO_OK);
    } else {
        t->token = true;
    }
    return KOZO_OK;
}

static kozo_err_t watch(struct ref_thread *t, uint64_t flags)
{
    if (!stands_still(t)) {
        return KOZO_ERR_BAD_STATE;
    }
    if (((t->watch ^ flags) & KOZO_WATCH_FLAGS_STEP) != 0) {
        t->regs.rflags = (flags & KOZO_WATCH_FLAGS_STEP) != 0;
    }
    t->watch = (uint8_t)flags;
    return KOZO_OK;
}

void ref_tell(struct ref_thread *t, uint64_t first, uint64_t second, uint64_t third)
{
    regs_set_result(&t->regs, 0, first);
    regs_set_result(&t->regs, 1, second);
    regs_set_result(&t->regs, 2, third);
}

kozo_err_t ref_on_thread(struct ref_thread *t, uint64_t op, struct ref_thread *self,
                         const uint64_t *value, struct ref_cap *other)
{
    switch (op) {
    case KOZO_OP_THREAD_PARK: return park(t, self, value[1]);
    case KOZO_OP_THREAD_UNPARK: return unpark(self);
    case KOZO_OP_THREAD_SUSPEND: return suspend(self);
    case KOZO_OP_THREAD_RESUME: return set_going(self, KOZO_THREAD_STATE_SUSPENDED);
    case KOZO_OP_THREAD_START: return start(self, value);
    case KOZO_OP_THREAD_BIND_FAULTS: return bind_faults(self, other);
    case KOZO_OP_THREAD_WATCH: return watch(self, value[1]);
    case KOZO_OP_THREAD_READ_REGISTERS: return pass_registers(t, self, false);
    case KOZO_OP_THREAD_WRITE_REGISTERS: return pass_registers(t, self, true);
    case KOZO_OP_THREAD_EXIT: return exit_thread(self, value[1]);
    case KOZO_OP_THREAD_BIND_NOTIFICATION: return bind_signals(self, other);
    default:
        ref_tell(t, self->state, self->home != NULL ? self->home->base : 0,
                 self->home != NULL ? self->home->consumed : 0);
        return KOZO_OK;
    }
}
