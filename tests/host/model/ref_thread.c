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

/* What effect clauses say of it when `caller` makes the call. */
static struct state_thread state_of(const struct ref_thread *t, const struct ref_thread *caller)
{
    return (struct state_thread){
        .state = t->state,
        .bound = t->has_cspace && t->has_aspace && t->home != NULL,
        .handled = t->bindings[REF_FAULTS].type != KOZO_OBJECT_NULL,
        .listening = t->signals != NULL,
        .faulted = t->faulted,
        .exiting = t->faulted && kozo_tag_label(t->fault.tag) == KOZO_FAULT_METHOD_EXIT,
        .caller = t == caller,
        .token = t->token,
        .watched = t->watch,
        .priority = t->home != NULL ? t->home->base : 0,
        .consumed = t->home != NULL ? t->home->consumed : 0,
    };
}

static void change_state(struct ref_thread *t, const struct state_thread *s)
{
    if (s->state == KOZO_THREAD_STATE_READY) {
        t->state = s->state;
        ref_wake(t);
    } else if (t->faulted) { /* it goes on where it faulted */
        ref_leave(t);
    } else {
        halt(t, s->state);
    }
}

/* It becomes what an effect clause says. */
static void become(struct ref_thread *t, const struct state_thread *s)
{
    if (s->state != t->state) {
        change_state(t, s);
    }
    t->faulted = s->faulted;
    t->token = s->token;
    if (((t->watch ^ s->watched) & KOZO_WATCH_FLAGS_STEP) != 0) {
        t->regs.rflags = (s->watched & KOZO_WATCH_FLAGS_STEP) != 0;
    }
    t->watch = (uint8_t)s->watched;
    if (t->token && t->state == KOZO_THREAD_STATE_PARKED) {
        t->token = false;
        ref_wake_with(t, KOZO_OK);
    }
}

static kozo_err_t start(struct ref_thread *t, struct state_thread *s, const uint64_t *value)
{
    const kozo_err_t outcome = state_thread_start(s, (vaddr_t){value[1]}, (vaddr_t){value[2]},
                                                  value[3]);

    if (outcome == KOZO_OK) {
        t->regs.rip = s->ip.raw;
        t->regs.rsp = s->sp.raw;
        regs_set_result(&t->regs, 2, s->argument);
    }
    return outcome;
}

static kozo_err_t bind_faults(struct ref_thread *t, struct state_thread *s,
                              struct ref_cap *handler)
{
    const kozo_err_t outcome = state_thread_bind_faults(s);

    if (outcome == KOZO_OK) {
        ref_install(&t->bindings[REF_FAULTS], handler, handler);
    }
    return outcome;
}

static kozo_err_t bind_signals(struct ref_thread *t, struct state_thread *s,
                               struct ref_cap *source)
{
    struct ref_notification *n = source->object;

    n->state.heard = n->bound != NULL;
    const kozo_err_t outcome = state_thread_bind_notification(s, &n->state);

    if (outcome == KOZO_OK) {
        ref_install(&t->bindings[REF_SIGNALS], source, source);
        t->signals = n;
        t->by_handle = 0;
        n->bound = t;
    }
    return outcome;
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

static kozo_err_t park(struct ref_thread *t, struct state_thread *s, uint64_t until)
{
    const kozo_err_t outcome = state_thread_park(s, until);

    if (outcome == REF_BLOCKED) {
        t->state = KOZO_THREAD_STATE_PARKED;
        ref_arm(t, until);
    }
    return outcome;
}

static kozo_err_t inspect(struct ref_thread *t, const struct state_thread *s)
{
    kozo_thread_state_t state;
    kozo_priority_t priority;
    kozo_duration_t consumed;
    const kozo_err_t outcome = state_thread_inspect(s, &state, &priority, &consumed);

    ref_tell(t, state, priority, consumed);
    return outcome;
}

void ref_tell(struct ref_thread *t, uint64_t first, uint64_t second, uint64_t third)
{
    regs_set_result(&t->regs, 0, first);
    regs_set_result(&t->regs, 1, second);
    regs_set_result(&t->regs, 2, third);
}

/* What has an effect clause. */
static kozo_err_t by_effect(struct ref_thread *t, uint64_t op, struct ref_thread *self,
                            const uint64_t *value, struct ref_cap *other)
{
    struct state_thread s = state_of(self, t);
    kozo_err_t outcome;

    switch (op) {
    case KOZO_OP_THREAD_PARK: outcome = park(self, &s, value[1]); break;
    case KOZO_OP_THREAD_UNPARK: outcome = state_thread_unpark(&s); break;
    case KOZO_OP_THREAD_SUSPEND: outcome = state_thread_suspend(&s); break;
    case KOZO_OP_THREAD_RESUME: outcome = state_thread_resume(&s); break;
    case KOZO_OP_THREAD_START: outcome = start(self, &s, value); break;
    case KOZO_OP_THREAD_BIND_FAULTS: outcome = bind_faults(self, &s, other); break;
    case KOZO_OP_THREAD_BIND_NOTIFICATION: outcome = bind_signals(self, &s, other); break;
    case KOZO_OP_THREAD_WATCH: outcome = state_thread_watch(&s, (uint32_t)value[1]); break;
    default: outcome = inspect(t, &s);
    }
    if (outcome == KOZO_OK) {
        become(self, &s);
    }
    return outcome;
}

kozo_err_t ref_on_thread(struct ref_thread *t, uint64_t op, struct ref_thread *self,
                         const uint64_t *value, struct ref_cap *other)
{
    switch (op) {
    case KOZO_OP_THREAD_READ_REGISTERS: return pass_registers(t, self, false);
    case KOZO_OP_THREAD_WRITE_REGISTERS: return pass_registers(t, self, true);
    case KOZO_OP_THREAD_EXIT: return exit_thread(self, value[1]);
    default: return by_effect(t, op, self, value, other);
    }
}
