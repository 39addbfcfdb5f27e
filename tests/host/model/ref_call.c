/* SPDX-License-Identifier: MIT */
/* ref_call.c: a system call, by its registers: refused as the denial matrix says, or done. */
#include "ref.h"

#include <kozo/gen/faults.h>
#include <kozo/tests/matrix.h>

enum { POSITIONS = 6 }; /* self, or a message's operands, and five arguments */

/* What a call's checks have found at each position. */
struct found {
    uint64_t value[POSITIONS];
    struct ref_cap *cap[POSITIONS];
};

static kozo_err_t check_slot(const struct found *found, const struct matrix_check *check)
{
    const uint64_t index = found->value[check->argument];

    (void)found->cap[check->cnode]; /* there is one CNode */
    if (index == 0 || index >= ref.slots) {
        return KOZO_ERR_NO_SLOT;
    }
    return ref.slot[index].type != KOZO_OBJECT_NULL ? KOZO_ERR_SLOT_BUSY : KOZO_OK;
}

static kozo_err_t check_one(const struct ref_thread *t, struct found *found,
                            const struct matrix_check *check)
{
    const uint64_t value = found->value[check->argument];
    const struct ref_cap *cap = found->cap[check->argument];
    const kozo_tag_t tag = {value};
    bool passes;

    switch (check->kind) {
    case MATRIX_TAG_WORDS: passes = kozo_tag_words(tag) <= check->limit; break;
    case MATRIX_TAG_CAPS: passes = kozo_tag_caps(tag) <= check->limit; break;
    case MATRIX_TAG_FLAGS: passes = (kozo_tag_flags(tag) & ~check->limit) == 0; break;
    case MATRIX_LOOKUP: return ref_find(t, value, &found->cap[check->argument]);
    case MATRIX_TYPE: passes = cap->type == check->limit; break;
    case MATRIX_RIGHTS: passes = (cap->rights & check->limit) == check->limit; break;
    case MATRIX_SLOT: return check_slot(found, check);
    default: passes = matrix_value_passes(check, value);
    }
    return passes ? KOZO_OK : check->error;
}

/* Does the call get to its operation? If not its registers say why. */
static bool decode(struct ref_thread *t, uint64_t op, struct found *found)
{
    found->value[0] = regs_self(&t->regs);
    for (unsigned i = 1; i < POSITIONS; i++) {
        found->value[i] = regs_arg(&t->regs, i);
    }
    for (const struct matrix_check *check = matrix_operations[op].checks;
         check->kind != MATRIX_NONE; check++) {
        const kozo_err_t error = check_one(t, found, check);

        if (error != KOZO_OK) {
            regs_set_status(&t->regs, kozo_status_make(error, check->argument,
                                                       check->error != 0 ? check->detail : 0));
            return false;
        }
    }
    return true;
}

bool state_passed(kozo_deadline_t until)
{
    return until <= ref.now;
}

static kozo_err_t wait(struct ref_thread *t, struct ref_notification *n, uint64_t until)
{
    uint64_t bits;
    const kozo_err_t outcome = state_notification_wait(&n->state, until, &bits);

    if (outcome == KOZO_OK) {
        regs_set_result(&t->regs, 0, bits);
    }
    if (outcome != REF_BLOCKED) {
        return outcome;
    }
    ref_wait_by(t, regs_self(&t->regs));
    t->waits_for = n;
    t->state = KOZO_THREAD_STATE_WAITING;
    t->since = ++ref.events;
    ref_arm(t, until);
    return REF_BLOCKED;
}

static kozo_err_t set_alarm(struct ref_notification *n, uint64_t at, uint64_t bits)
{
    const kozo_err_t outcome = state_notification_set_alarm(&n->state, at, bits);

    if (n->state.bits != 0) {
        ref_collect(n);
    }
    n->alarm_since = ++ref.events;
    return outcome;
}

static kozo_err_t signal(const struct ref_cap *self)
{
    struct ref_notification *n = self->object;
    const struct state_slot slot = {.type = self->type, .rights = self->rights,
                                    .badge = self->badge};
    const kozo_err_t outcome = state_notification_signal(&n->state, slot);

    ref_collect(n);
    return outcome;
}

/* What effect clauses say of it. */
static struct state_budget state_of(const struct ref_budget *b)
{
    return (struct state_budget){
        .ceiling = b->ceiling,
        .priority = b->base,
        .capacity = b->capacity,
        .period = b->period,
        .remaining = b->remaining,
        .consumed = b->consumed,
        .watched = b->watched ? KOZO_BUDGET_WATCH_EXHAUSTION : 0,
    };
}

static kozo_err_t configure(struct ref_budget *b, const struct ref_budget *authority,
                            const uint64_t *value)
{
    struct state_budget s = state_of(b);
    const struct state_budget by = state_of(authority);
    const kozo_err_t outcome = state_budget_configure(&s, &by, (kozo_priority_t)value[2], value[3],
                                                      value[4]);

    if (outcome == KOZO_OK) {
        b->ceiling = s.ceiling;
        ref_configure(b, s.priority, s.capacity, s.period);
        b->remaining = s.remaining;
    }
    return outcome;
}

static kozo_err_t watch(struct ref_budget *b, uint64_t flags)
{
    struct state_budget s = state_of(b);
    const kozo_err_t outcome = state_budget_watch(&s, (kozo_budget_watch_t)flags);

    b->watched = s.watched != 0;
    ref_watch(b);
    return outcome;
}

static kozo_err_t inspect(struct ref_thread *t, const struct ref_budget *b)
{
    const struct state_budget s = state_of(b);
    kozo_priority_t ceiling;
    kozo_duration_t remaining, consumed;
    const kozo_err_t outcome = state_budget_inspect(&s, &ceiling, &remaining, &consumed);

    ref_tell(t, ceiling, remaining, consumed);
    return outcome;
}

static kozo_err_t derive(struct ref_thread *t, const struct found *found, uint64_t badge, bool mint)
{
    struct ref_cap *source = found->cap[2], *into = &ref.slot[found->value[1]];
    struct ref_cap copy = *source;

    if (!matrix_objects[source->type].copyable) {
        return KOZO_ERR_NOT_COPYABLE;
    }
    if (mint && (!matrix_objects[source->type].badgeable || source->badge != 0)) {
        return KOZO_ERR_NOT_BADGEABLE;
    }
    copy.rights &= (kozo_rights_t)found->value[3];
    copy.badge = mint ? badge : source->badge;
    ref_install(into, source, &copy);
    regs_set_result(&t->regs, 0, ref_handle(into));
    return KOZO_OK;
}

static kozo_err_t save_reply(struct ref_thread *t, struct ref_cap *into)
{
    struct ref_thread *caller = t->caller;
    const struct ref_cap right = {
        .type = KOZO_OBJECT_REPLY, .rights = KOZO_REPLY_RIGHT_REPLY, .object = caller,
    };

    if (caller == NULL) {
        return KOZO_ERR_NO_REPLY;
    }
    if (t->home == NULL && caller->lends && ref_runs_on(t) == ref_runs_on(caller)) {
        return KOZO_ERR_UNBOUND;
    }
    ref_unlink_call(caller);
    ref_install(into, NULL, &right);
    caller->right = into;
    regs_set_result(&t->regs, 0, ref_handle(into));
    return KOZO_OK;
}

static kozo_err_t on_budget(struct ref_thread *t, uint64_t op, const struct found *found)
{
    struct ref_budget *self = found->cap[0]->object;

    switch (op) {
    case KOZO_OP_BUDGET_CONFIGURE: return configure(self, found->cap[1]->object, found->value);
    case KOZO_OP_BUDGET_YIELD: ref_yield(self); return KOZO_OK;
    case KOZO_OP_BUDGET_WATCH: return watch(self, found->value[1]);
    default: return inspect(t, self);
    }
}

static kozo_err_t on_others(struct ref_thread *t, uint64_t op, const struct found *found)
{
    struct ref_cap *self = found->cap[0];

    switch (op) {
    case KOZO_OP_NOTIFICATION_SIGNAL: return signal(self);
    case KOZO_OP_NOTIFICATION_WAIT: return wait(t, self->object, found->value[1]);
    case KOZO_OP_NOTIFICATION_SET_ALARM:
        return set_alarm(self->object, found->value[1], found->value[2]);
    case KOZO_OP_ANY_DELETE: ref_delete(self); return KOZO_OK;
    case KOZO_OP_ANY_REVOKE: ref_revoke(self); return KOZO_OK;
    case KOZO_OP_CNODE_COPY: return derive(t, found, 0, false);
    case KOZO_OP_CNODE_MINT: return derive(t, found, found->value[4], true);
    case KOZO_OP_CNODE_MOVE:
        ref_move(&ref.slot[found->value[1]], found->cap[2]);
        regs_set_result(&t->regs, 0, ref_handle(&ref.slot[found->value[1]]));
        return KOZO_OK;
    default: return save_reply(t, &ref.slot[found->value[1]]);
    }
}

void ref_call(void)
{
    struct ref_thread *t = ref.current;
    const uint64_t op = regs_op(&t->regs);
    struct found found = {.value = {0}};
    struct message message;
    kozo_err_t outcome;

    if ((t->watch & KOZO_WATCH_FLAGS_FOREIGN) != 0) {
        fault_system_call_message(&message, op, regs_self(&t->regs), regs_arg(&t->regs, 1),
                                  regs_arg(&t->regs, 2), regs_arg(&t->regs, 3),
                                  regs_arg(&t->regs, 4));
        ref_fault(t, &message);
        return;
    }
    if (!decode(t, op, &found)) {
        return;
    }
    if (matrix_operations[op].message) {
        outcome = ref_message(t, op, found.cap[0]);
    } else if (found.cap[0]->type == KOZO_OBJECT_THREAD && matrix_operations[op].checks[1].kind ==
                                                              MATRIX_TYPE) {
        outcome = ref_on_thread(t, op, found.cap[0]->object, found.value, found.cap[1]);
    } else if (found.cap[0]->type == KOZO_OBJECT_BUDGET && matrix_operations[op].checks[1].kind ==
                                                              MATRIX_TYPE) {
        outcome = on_budget(t, op, &found);
    } else {
        outcome = on_others(t, op, &found);
    }
    if (outcome == REF_AGAIN) {
        t->again = true;
        t->regs.rip -= 2;
        ref_tick(0);
    } else if (outcome < REF_AGAIN) {
        regs_set_status(&t->regs, kozo_status_make(outcome, 0, 0));
    }
    ref_wake(t); /* before whoever waited by what has moved away */
    ref_end_moved();
}
