/* SPDX-License-Identifier: MIT */
/* ref_sched.c: budgets, who runs, and what time does. */
#include "ref.h"

#include <kozo/gen/faults.h>

bool (*ref_is_told_later)(const struct ref_budget *b);

struct ref_budget *ref_runs_on(const struct ref_thread *t)
{
    struct ref_budget *lent = NULL;

    if (t->caller != NULL && t->caller->lends) {
        lent = ref_runs_on(t->caller);
    }
    return lent != NULL ? lent : t->home;
}

uint8_t ref_priority(const struct ref_thread *t)
{
    const struct ref_budget *b = ref_runs_on(t);

    return b != NULL ? b->priority : 0;
}

/* The thread at the end of the calls that the budget has been lent along. */
static struct ref_thread *find_runner(const struct ref_budget *b)
{
    struct ref_thread *t = b->home;

    if (t == NULL || ref_runs_on(t) != b) {
        return NULL;
    }
    while (t->callee != NULL && t->lends) {
        t = t->callee;
    }
    return t;
}

static void leave_queue(struct ref_budget *b)
{
    if (b->state != REF_CURRENT) {
        b->state = REF_IDLE;
    }
}

void ref_reassign(void)
{
    REF_EACH_BUDGET (b) {
        struct ref_thread *runner = find_runner(b);

        if (runner != b->runner) {
            leave_queue(b);
            b->runner = runner;
        }
    }
}

static bool can_run(const struct ref_budget *b)
{
    return b->runner != NULL && b->runner->state == KOZO_THREAD_STATE_READY;
}

static bool is_quantum(const struct ref_budget *b)
{
    return b->capacity == b->period;
}

static bool has_news(const struct ref_budget *b)
{
    return b->watched && !b->told && b->runner == b->home;
}

static void refill(struct ref_budget *b)
{
    b->remaining = b->capacity;
    b->replenish_at = ref.now + b->period;
    b->told = false;
}

/* A budget without time: does it have to wait for its next period? */
static bool must_wait(struct ref_budget *b)
{
    if (!is_quantum(b) && ref.now < b->replenish_at) {
        return true;
    }
    refill(b);
    return false;
}

static void append(struct ref_budget *b)
{
    b->state = REF_READY;
    b->preempted = false;
    b->order = ++ref.last_order;
}

static struct ref_budget *first_ready(void)
{
    struct ref_budget *first = NULL;

    REF_EACH_BUDGET (b) {
        if (b->state == REF_READY &&
            (first == NULL || b->priority > first->priority ||
             (b->priority == first->priority && b->order < first->order))) {
            first = b;
        }
    }
    return first;
}

/* The loan of `caller` has ended: whoever has run on its budget goes on on another. */
void ref_cut_loan(struct ref_thread *caller, struct ref_thread *runner)
{
    caller->lends = false;
    ref_reassign();
    ref_settle(NULL);
    ref_requeue(runner);
}

/* Spent. A server that has a budget goes on on that; returns whoever does so. */
static struct ref_thread *deplete(struct ref_budget *b)
{
    struct ref_thread *const runner = b->runner;

    for (struct ref_thread *t = b->home; t != runner; t = t->callee) {
        if (t->callee->home != NULL) {
            ref_cut_loan(t, runner);
            return runner;
        }
    }
    b->state = REF_DEPLETED;
    b->depleted_since = ++ref.events;
    return NULL;
}

void ref_wake(struct ref_thread *t)
{
    while (t != NULL) {
        struct ref_budget *b = ref_runs_on(t);

        if (b == NULL || b->runner != t || b->state != REF_IDLE || !can_run(b)) {
            return;
        }
        t = NULL;
        if (b->remaining == 0 && must_wait(b) && !has_news(b)) {
            t = deplete(b);
        } else {
            append(b);
        }
    }
}

void ref_stop(struct ref_thread *t)
{
    struct ref_budget *b = ref_runs_on(t);

    if (b != NULL && b->runner == t) {
        leave_queue(b);
    }
}

/* The current budget gives the processor up, to go on before its equals or behind them. */
static void retire(bool before)
{
    struct ref_budget *b = ref.budget;

    ref.budget = NULL;
    b->state = REF_IDLE;
    if (!can_run(b)) {
        return;
    }
    if (b->remaining == 0) {
        before = false;
        if (must_wait(b) && !has_news(b)) {
            ref_wake(deplete(b));
            return;
        }
    }
    append(b);
    if (before) {
        b->preempted = true;
        b->order = --ref.first_order;
    }
}

/* The first of the ready is to run. */
static void take(struct ref_budget *b)
{
    if (ref.now >= b->replenish_at) {
        if (b->preempted) { /* its quantum is over, too */
            refill(b);
            append(b);
            b = first_ready();
        }
        if (ref.now >= b->replenish_at) {
            refill(b);
        }
    }
    b->state = REF_CURRENT;
    ref.budget = b;
}

static void prioritize(struct ref_budget *b, uint8_t priority)
{
    b->priority = priority;
    if (b->state == REF_READY) {
        append(b);
    }
}

static uint8_t due_priority(const struct ref_budget *b)
{
    uint8_t priority = b->base;

    REF_EACH_THREAD (t) {
        if (t->lent > priority && ref_runs_on(t) == b) {
            priority = t->lent;
        }
    }
    return priority;
}

/* What the first who waits at an endpoint lends its server. */
static void lend(const struct ref_endpoint *e)
{
    if (e->server != NULL && e->server->state != KOZO_THREAD_STATE_RECEIVING) {
        const struct ref_thread *first = ref_first_sender(e);

        e->server->lent = first != NULL ? ref_priority(first) : 0;
    }
}

void ref_settle(struct ref_endpoint *e)
{
    bool changed = true;

    if (e != NULL) {
        lend(e);
    }
    while (changed) {
        changed = false;
        REF_EACH_BUDGET (b) {
            const uint8_t priority = due_priority(b);

            if (priority != b->priority) {
                prioritize(b, priority);
                changed = true;
                if (b->runner != NULL && ref_sends(b->runner)) {
                    b->runner->since = ++ref.events;
                    lend(b->runner->at);
                }
            }
        }
    }
}

void ref_requeue(struct ref_thread *t)
{
    if (ref_sends(t)) {
        t->since = ++ref.events;
        ref_settle(t->at);
    }
}

void ref_serve_nothing(struct ref_thread *t)
{
    if (t->serves != NULL) {
        t->serves->server = NULL;
        t->serves = NULL;
    }
    t->lent = 0;
    ref_settle(NULL);
}

void ref_serve(struct ref_thread *t, struct ref_endpoint *e)
{
    t->lent = 0;
    ref_settle(NULL);
    if (t->serves != e) {
        ref_serve_nothing(t);
        if (e->server != NULL) {
            ref_serve_nothing(e->server);
        }
        t->serves = e;
        e->server = t;
    }
    ref_settle(e);
}

void ref_configure(struct ref_budget *b, uint8_t priority, uint64_t capacity, uint64_t period)
{
    if (b->state == REF_DEPLETED) {
        b->state = REF_IDLE;
    }
    b->base = priority;
    b->capacity = capacity;
    b->period = period;
    refill(b);
    prioritize(b, due_priority(b));
    if (b->runner != NULL) {
        ref_requeue(b->runner);
        ref_wake(b->runner);
    }
}

void ref_yield(struct ref_budget *b)
{
    if (b->state == REF_READY) {
        append(b);
    } else if (b == ref.budget) {
        REF_EACH_BUDGET (other) {
            if (other->state == REF_READY && other->priority == b->priority) {
                retire(false);
                return;
            }
        }
    }
}

/* Without time it is ready only as long as there is somebody to be told of that. */
void ref_watch(struct ref_budget *b)
{
    if (b->state == REF_READY && b->remaining == 0 && !has_news(b)) {
        b->state = REF_IDLE;
        ref_wake(b->runner);
    }
}

void ref_forget_budget(struct ref_budget *b)
{
    b->state = REF_IDLE;
    if (ref.budget == b) {
        ref.budget = NULL;
    }
}

void ref_pass(uint64_t now)
{
    struct ref_budget *b = ref.budget;
    const uint64_t spent = now - ref.now;

    if (b != NULL) {
        b->consumed += spent;
        b->remaining -= spent < b->remaining ? spent : b->remaining;
    }
    ref.now = now;
}

/* What is due first, by its time and then by when that was set: one of the three. */
struct due {
    uint64_t at, since;
    struct ref_thread *waits;
    struct ref_budget *is_spent;
    struct ref_notification *rings;
};

static void note_due(struct due *first, struct due other)
{
    if (other.at <= ref.now && (first->at > ref.now || other.at < first->at ||
                                (other.at == first->at && other.since < first->since))) {
        *first = other;
    }
}

static struct due first_due(void)
{
    struct due first = {.at = KOZO_DEADLINE_NEVER};

    REF_EACH_THREAD (t) {
        note_due(&first, (struct due){.at = t->until, .since = t->until_since, .waits = t});
    }
    REF_EACH_BUDGET (b) {
        if (b->state == REF_DEPLETED) {
            note_due(&first, (struct due){.at = b->replenish_at, .since = b->depleted_since,
                                          .is_spent = b});
        }
    }
    REF_EACH (n, ref.notification, ref.notifications) {
        note_due(&first, (struct due){.at = n->state.alarm, .since = n->alarm_since, .rings = n});
    }
    return first;
}

static void happen(const struct due *due)
{
    if (due->waits != NULL) {
        ref_end_wait(due->waits, KOZO_ERR_TIMED_OUT);
    } else if (due->is_spent != NULL) {
        due->is_spent->state = REF_IDLE;
        refill(due->is_spent);
        ref_wake(due->is_spent->runner);
    } else {
        due->rings->state.alarm = KOZO_DEADLINE_NEVER;
        due->rings->state.bits |= due->rings->state.alarm_bits;
        ref_collect(due->rings);
    }
}

void ref_tick(unsigned most)
{
    struct due due = first_due();

    for (unsigned i = 0; due.at <= ref.now && (most == 0 || i < most); i++) {
        happen(&due);
        due = first_due();
    }
    if (ref.budget != NULL && ref.budget->remaining == 0) {
        retire(false);
    }
}

static bool end_matters(const struct ref_budget *b)
{
    REF_EACH_BUDGET (other) {
        if (other->state == REF_READY && other->priority == b->priority) {
            return true;
        }
    }
    return !is_quantum(b);
}

uint64_t ref_due(void)
{
    uint64_t due = KOZO_DEADLINE_NEVER;

    REF_EACH_THREAD (t) {
        due = t->until < due ? t->until : due;
    }
    REF_EACH_BUDGET (b) {
        due = b->state == REF_DEPLETED && b->replenish_at < due ? b->replenish_at : due;
    }
    REF_EACH (n, ref.notification, ref.notifications) {
        due = n->state.alarm < due ? n->state.alarm : due;
    }
    if (ref.budget != NULL && end_matters(ref.budget) && ref.now + ref.budget->remaining < due) {
        due = ref.now + ref.budget->remaining;
    }
    return due;
}

/* Its thread would run without time, and its handler is to hear of that first. */
static bool tell_exhaustion(void)
{
    struct ref_budget *b = ref.budget;
    struct message message;

    if (b->remaining != 0 || is_quantum(b) || !has_news(b) || ref_is_told_later(b)) {
        return false;
    }
    b->told = true;
    if (ref_is_heard(b->runner)) {
        fault_exhausted_message(&message, b->consumed, b->replenish_at);
        ref_fault(b->runner, &message);
    }
    return true;
}

bool ref_select(void)
{
    if (ref.current != NULL) {
        ref_wake(ref.current); /* on a budget of its own, having lost a lent one */
    }
    for (;;) {
        struct ref_budget *first = first_ready();

        if (ref.budget != NULL && !can_run(ref.budget)) {
            ref.budget->state = REF_IDLE;
            ref.budget = NULL;
        }
        if (ref.budget != NULL && first != NULL && first->priority > ref.budget->priority) {
            retire(true);
            first = first_ready();
        }
        if (ref.budget == NULL && first != NULL) {
            take(first);
        }
        if (ref.budget == NULL) {
            ref.current = NULL;
            return false;
        }
        if (!tell_exhaustion()) {
            ref.current = ref.budget->runner;
            return true;
        }
    }
}
