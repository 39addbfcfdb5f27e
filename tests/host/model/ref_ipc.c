/* SPDX-License-Identifier: MIT */
/* ref_ipc.c: messages, signals and faults. */
#include <string.h>

#include "ref.h"

#include <kozo/gen/faults.h>
#include <kozo/tests/matrix.h>

bool ref_sends(const struct ref_thread *t)
{
    return t->state == KOZO_THREAD_STATE_SENDING || t->state == KOZO_THREAD_STATE_CALLING;
}

bool ref_is_blocked(const struct ref_thread *t)
{
    return ref_sends(t) || t->state == KOZO_THREAD_STATE_AWAITING_REPLY ||
           t->state == KOZO_THREAD_STATE_RECEIVING || t->state == KOZO_THREAD_STATE_WAITING ||
           t->state == KOZO_THREAD_STATE_PARKED;
}

struct ref_thread *ref_first_sender(const struct ref_endpoint *e)
{
    struct ref_thread *first = NULL;

    REF_EACH_THREAD (t) {
        if (t->at == e && ref_sends(t) &&
            (first == NULL || ref_priority(t) > ref_priority(first) ||
             (ref_priority(t) == ref_priority(first) && t->since < first->since))) {
            first = t;
        }
    }
    return first;
}

struct ref_thread *ref_first(kozo_thread_state_t state, const void *place)
{
    struct ref_thread *first = NULL;

    REF_EACH_THREAD (t) {
        if (t->state == state && (t->at == place || t->waits_for == place) &&
            (first == NULL || t->since < first->since)) {
            first = t;
        }
    }
    return first;
}

void ref_arm(struct ref_thread *t, uint64_t deadline)
{
    t->until = deadline;
    t->until_since = ++ref.events;
}

static kozo_err_t check_deadline(uint64_t deadline)
{
    if (deadline == KOZO_DEADLINE_NEVER || deadline > ref.now) {
        return KOZO_OK;
    }
    return deadline == KOZO_DEADLINE_POLL ? KOZO_ERR_NOT_READY : KOZO_ERR_TIMED_OUT;
}

/* The call is over: nobody owes its answer, and what was lent comes back. */
void ref_unlink_call(struct ref_thread *caller)
{
    struct ref_thread *callee = caller->callee;
    const struct ref_budget *b = ref_runs_on(caller);
    struct ref_thread *runner = b != NULL && caller->lends ? b->runner : NULL;

    if (caller->right != NULL) {
        ref_remove(caller->right);
        caller->right = NULL;
    }
    if (callee == NULL) {
        return;
    }
    caller->callee = NULL;
    callee->caller = NULL;
    callee->depth = 0;
    if (runner != NULL) {
        ref_cut_loan(caller, runner);
        if (runner != ref.current) {
            ref_wake(runner);
        }
    }
}

void ref_leave(struct ref_thread *t)
{
    struct ref_endpoint *const at = t->at;
    const bool sent = ref_sends(t), called = t->state == KOZO_THREAD_STATE_AWAITING_REPLY;

    t->state = KOZO_THREAD_STATE_SUSPENDED;
    t->until = KOZO_DEADLINE_NEVER;
    t->at = NULL;
    t->waits_for = NULL;
    if (sent) {
        ref_settle(at);
    } else if (called) {
        ref_unlink_call(t);
    }
}

static void set_status(struct ref_thread *t, kozo_err_t error)
{
    regs_set_status(&t->regs, kozo_status_make(error, 0, 0));
}

static void go_on(struct ref_thread *t)
{
    ref_leave(t);
    t->state = KOZO_THREAD_STATE_READY;
}

void ref_wake_with(struct ref_thread *t, kozo_err_t error)
{
    go_on(t);
    set_status(t, error);
    ref_wake(t);
}

void ref_end_wait(struct ref_thread *t, kozo_err_t error)
{
    if (t->faulted) {
        ref_die(t);
    } else {
        ref_wake_with(t, error);
    }
}

/* A capability by its handle, and how it travels; `moved` are those before it. */
static kozo_err_t find_passed(const struct ref_thread *from, const struct ref_thread *to,
                              unsigned i, struct ref_cap **source, struct ref_cap *value)
{
    const kozo_pass_t pass = {from->buffer.pass[i]};
    const bool moves = kozo_pass_move(pass) != 0;
    struct ref_cap *own = NULL;

    if (pass.raw >= 2 * kozo_pass_make(0, 1).raw) {
        return KOZO_ERR_UNKNOWN_FLAG;
    }
    if (moves && kozo_pass_withheld(pass) != 0) {
        return KOZO_ERR_MALFORMED;
    }
    const kozo_err_t error = ref_find(from, from->buffer.caps[i], &source[i]);

    if (error != KOZO_OK) {
        return error;
    }
    for (unsigned j = 0; j < i; j++) {
        if (source[j] == source[i] &&
            kozo_pass_move((kozo_pass_t){from->buffer.pass[j]}) != 0) {
            return KOZO_ERR_NO_CAP;
        }
    }
    if (regs_op(&from->regs) != KOZO_OP_REPLY_SEND) {
        (void)ref_find(from, regs_cap(&from->regs).raw, &own);
    }
    if (moves && (source[i] == own || source[i] == to->right)) {
        return KOZO_ERR_IN_USE;
    }
    *value = *source[i];
    value->rights &= (kozo_rights_t)~kozo_pass_withheld(pass);
    return moves || matrix_objects[value->type].copyable ? KOZO_OK : KOZO_ERR_NOT_COPYABLE;
}

static kozo_err_t carry_caps(struct ref_thread *from, struct ref_thread *to, unsigned count,
                             bool may_grant)
{
    struct ref_cap *source[KOZO_BUFFER_CAPS], *into[KOZO_BUFFER_CAPS];
    struct ref_cap value[KOZO_BUFFER_CAPS];

    if (count != 0 && !may_grant) {
        return KOZO_ERR_ACCESS_DENIED;
    }
    for (unsigned i = 0; i < count; i++) {
        const uint32_t slot = to->buffer.receive[i];
        const kozo_err_t error = find_passed(from, to, i, source, &value[i]);

        if (error != KOZO_OK) {
            return error;
        }
        if (!to->has_cspace || slot == 0 || slot >= ref.slots ||
            ref.slot[slot].type != KOZO_OBJECT_NULL) {
            return KOZO_ERR_NO_RECEIVE_SLOT;
        }
        into[i] = &ref.slot[slot];
        for (unsigned j = 0; j < i; j++) {
            if (into[j] == into[i]) {
                return KOZO_ERR_NO_RECEIVE_SLOT;
            }
        }
    }
    for (unsigned i = 0; i < count; i++) {
        if (kozo_pass_move((kozo_pass_t){from->buffer.pass[i]}) != 0) {
            ref_move(into[i], source[i]);
        } else {
            ref_install(into[i], source[i], &value[i]);
        }
        to->buffer.caps[i] = ref_handle(into[i]);
    }
    return KOZO_OK;
}

/* All of a message or nothing. */
static kozo_err_t transfer(struct ref_thread *from, struct ref_thread *to, kozo_tag_t tag,
                           uint64_t badge, bool may_grant)
{
    const unsigned words = kozo_tag_words(tag), caps = kozo_tag_caps(tag);

    if (words > KOZO_REGISTER_WORDS || caps != 0) {
        if (!from->has_buffer || !to->has_buffer) {
            return KOZO_ERR_NO_BUFFER;
        }
        const kozo_err_t error = carry_caps(from, to, caps, may_grant);

        if (error != KOZO_OK) {
            return error;
        }
        for (unsigned i = KOZO_REGISTER_WORDS; i < words; i++) {
            to->buffer.words[i] = from->buffer.words[i];
        }
    }
    for (unsigned i = 0; i < KOZO_REGISTER_WORDS; i++) {
        regs_set_word(&to->regs, i, from->faulted ? from->fault.words[i]
                                                  : regs_word(&from->regs, i));
    }
    regs_set_message(&to->regs, kozo_status_make(KOZO_OK, 0, 0), badge,
                     kozo_tag_make(kozo_tag_interface(tag), kozo_tag_label(tag),
                                   kozo_tag_flags(tag) & KOZO_TAG_FLAG_KERNEL, caps, words));
    return KOZO_OK;
}

/* `callee` has the message of a call, and owes the answer. */
static void link_call(struct ref_thread *caller, struct ref_thread *callee)
{
    caller->state = KOZO_THREAD_STATE_AWAITING_REPLY;
    caller->callee = callee;
    caller->lends = !caller->faulted && ref_runs_on(caller) != NULL;
    callee->caller = caller;
    if (caller->lends) {
        callee->depth = (uint8_t)(caller->depth + 1);
    }
    ref_reassign();
}

static void begin_wait(struct ref_thread *t, kozo_thread_state_t state, struct ref_endpoint *e,
                       uint64_t deadline)
{
    if (!t->faulted) {
        ref_wait_by(t, regs_cap(&t->regs).raw);
    }
    t->at = e;
    t->state = state;
    t->since = ++ref.events;
    ref_arm(t, deadline);
}

/* Bring a message to whoever has waited for one longest, or wait for somebody. */
static kozo_err_t send(struct ref_thread *t, const struct ref_cap *self, kozo_tag_t tag,
                       uint64_t deadline, bool calls)
{
    struct ref_endpoint *e = self->object;
    struct ref_thread *receiver = ref_first(KOZO_THREAD_STATE_RECEIVING, e);
    kozo_err_t error = calls || receiver == NULL ? check_deadline(deadline) : KOZO_OK;

    if (error != KOZO_OK) {
        return error;
    }
    if (calls && !t->faulted && t->depth + 1 >= KOZO_CALL_DEPTH) {
        return KOZO_ERR_NO_SPACE;
    }
    t->badge = self->badge;
    t->may_grant = (self->rights & KOZO_ENDPOINT_RIGHT_GRANT) != 0;
    if (receiver == NULL) {
        begin_wait(t, calls ? KOZO_THREAD_STATE_CALLING : KOZO_THREAD_STATE_SENDING, e, deadline);
        ref_settle(e);
        return REF_BLOCKED;
    }
    error = transfer(t, receiver, tag, t->badge, t->may_grant);
    if (error != KOZO_OK) {
        return error;
    }
    go_on(receiver);
    if (calls) {
        link_call(t, receiver);
        ref_arm(t, deadline);
    }
    ref_wake(receiver);
    return calls ? (kozo_err_t)REF_BLOCKED : KOZO_OK;
}

/* The bits of a bound notification are a message. */
static void tell_signals(struct ref_thread *t)
{
    for (unsigned i = 0; i < KOZO_REGISTER_WORDS; i++) {
        regs_set_word(&t->regs, i, 0);
    }
    regs_set_message(&t->regs, kozo_status_make(KOZO_OK, 0, 0), t->signals->state.bits,
                     kozo_tag_make(KOZO_INTERFACE_SIGNAL, KOZO_SIGNAL_METHOD_BITS,
                                   KOZO_TAG_FLAG_KERNEL, 0, 0));
    t->signals->state.bits = 0;
}

static kozo_err_t receive(struct ref_thread *t, struct ref_endpoint *e, uint64_t deadline)
{
    struct ref_thread *sender = ref_first_sender(e);
    kozo_err_t error;

    if (t->signals != NULL && t->signals->state.bits != 0 && t->home != NULL) {
        tell_signals(t);
        return REF_DONE;
    }
    if (sender == NULL) {
        error = check_deadline(deadline);
        if (error != KOZO_OK) {
            return error;
        }
        begin_wait(t, KOZO_THREAD_STATE_RECEIVING, e, deadline);
        t->lent = 0;
        ref_settle(NULL);
        return REF_BLOCKED;
    }
    error = transfer(sender, t, sender->faulted ? sender->fault.tag : regs_tag(&sender->regs),
                     sender->badge, sender->may_grant);
    if (error != KOZO_OK) {
        ref_end_wait(sender, error);
        return REF_AGAIN;
    }
    if (sender->state == KOZO_THREAD_STATE_CALLING) {
        sender->at = NULL;
        link_call(sender, t); /* its deadline is for the answer, too */
        ref_wake(t);
    } else {
        ref_wake_with(sender, KOZO_OK);
    }
    ref_serve(t, e);
    return REF_DONE;
}

static bool has_exited(const struct ref_thread *t)
{
    return t->faulted && kozo_tag_label(t->fault.tag) == KOZO_FAULT_METHOD_EXIT;
}

static kozo_err_t answer_fault(const struct ref_thread *t, struct ref_thread *faulted,
                               kozo_tag_t tag)
{
    const uint64_t action = regs_word(&t->regs, 0), ip = regs_word(&t->regs, 1);

    if (kozo_tag_interface(tag) != KOZO_INTERFACE_FAULT || kozo_tag_label(tag) != 0 ||
        kozo_tag_caps(tag) != 0 || kozo_tag_words(tag) != 3 ||
        action > KOZO_FAULT_ACTION_REDIRECT ||
        (action != KOZO_FAULT_ACTION_KILL && has_exited(faulted)) ||
        (action == KOZO_FAULT_ACTION_REDIRECT && ip >= KOZO_USER_TOP)) {
        return KOZO_ERR_MALFORMED;
    }
    if (action == KOZO_FAULT_ACTION_REDIRECT) {
        faulted->regs.rip = ip;
        faulted->regs.rsp = regs_word(&t->regs, 2);
    }
    go_on(faulted);
    faulted->faulted = false;
    if (action == KOZO_FAULT_ACTION_KILL) {
        ref_die(faulted);
    } else {
        ref_wake(faulted);
    }
    return KOZO_OK;
}

static kozo_err_t reply(struct ref_thread *t, kozo_tag_t tag)
{
    struct ref_thread *caller = t->caller;

    if ((kozo_tag_flags(tag) & KOZO_TAG_FLAG_SAVED_REPLY) != 0) {
        struct ref_cap *right;
        const kozo_err_t error = ref_find(t, regs_reply(&t->regs).raw, &right);

        if (error != KOZO_OK) {
            return error;
        }
        if (right->type != KOZO_OBJECT_REPLY) {
            return KOZO_ERR_WRONG_TYPE;
        }
        caller = right->object;
    }
    if (caller == NULL) {
        return KOZO_ERR_NO_REPLY;
    }
    if (caller->faulted) {
        return answer_fault(t, caller, tag);
    }
    const kozo_err_t error = transfer(t, caller, tag, 0, true);

    if (error == KOZO_OK) {
        go_on(caller);
        ref_wake(caller);
    }
    return error;
}

static kozo_err_t reply_receive(struct ref_thread *t, struct ref_endpoint *e, kozo_tag_t tag,
                                uint64_t deadline)
{
    const unsigned flags = kozo_tag_flags(tag);
    kozo_err_t outcome = (flags & KOZO_TAG_FLAG_ANSWERED) != 0 ? KOZO_OK : reply(t, tag);

    if (outcome != KOZO_OK) {
        return outcome;
    }
    outcome = receive(t, e, deadline);
    if (outcome == REF_AGAIN) { /* there is nothing to answer the second time */
        regs_set_operation(&t->regs, KOZO_OP_ENDPOINT_REPLY_RECEIVE,
                           kozo_tag_make(0, 0, (flags & KOZO_TAG_FLAG_DEADLINE) |
                                                   KOZO_TAG_FLAG_ANSWERED, 0, 0));
    }
    return outcome;
}

kozo_err_t ref_message(struct ref_thread *t, uint64_t op, const struct ref_cap *self)
{
    const kozo_tag_t tag = regs_tag(&t->regs);
    const unsigned flags = kozo_tag_flags(tag);
    const uint64_t deadline = (flags & KOZO_TAG_FLAG_DEADLINE) != 0 ? regs_deadline(&t->regs)
                                                                    : KOZO_DEADLINE_NEVER;
    kozo_err_t outcome;

    switch (op) {
    case KOZO_OP_ENDPOINT_CALL: return send(t, self, tag, deadline, true);
    case KOZO_OP_ENDPOINT_SEND: return send(t, self, tag, deadline, false);
    case KOZO_OP_REPLY_SEND: return reply(t, tag);
    case KOZO_OP_ENDPOINT_REPLY_RECEIVE:
        return (flags & (KOZO_TAG_FLAG_SAVED_REPLY | KOZO_TAG_FLAG_ANSWERED)) != 0 &&
                       t->caller != NULL
                   ? KOZO_ERR_REPLY_PENDING
                   : reply_receive(t, self->object, tag, deadline);
    default:
        if (t->caller != NULL) {
            return KOZO_ERR_REPLY_PENDING;
        }
        outcome = receive(t, self->object, deadline);
        if (outcome == REF_BLOCKED) {
            ref_serve(t, self->object);
        }
        return outcome;
    }
}

void ref_collect(struct ref_notification *n)
{
    struct ref_thread *waiter = ref_first(KOZO_THREAD_STATE_WAITING, n), *bound = n->bound;

    if (waiter != NULL) {
        ref_wake_with(waiter, KOZO_OK);
        regs_set_result(&waiter->regs, 0, n->state.bits);
        n->state.bits = 0;
    } else if (bound != NULL) {
        bound->by_handle = 0;
        if (bound->state == KOZO_THREAD_STATE_RECEIVING && bound->home != NULL) {
            ref_wake_with(bound, KOZO_OK);
            tell_signals(bound);
        }
    }
}

bool ref_is_heard(const struct ref_thread *t)
{
    unsigned row = 0;

    if (t->bindings[REF_FAULTS].type == KOZO_OBJECT_NULL) {
        return false;
    }
    for (; row < KOZO_CALL_DEPTH && t->caller != NULL && t->caller->faulted; row++) {
        t = t->caller;
    }
    return row < KOZO_CALL_DEPTH;
}

void ref_fault(struct ref_thread *t, const struct message *message)
{
    const struct ref_cap *handler = &t->bindings[REF_FAULTS];

    ref_stop(t);
    if (!ref_is_heard(t)) {
        ref_die(t);
        return;
    }
    t->fault = *message;
    t->faulted = true;
    send(t, handler, message->tag, KOZO_DEADLINE_NEVER, true);
}
