/* SPDX-License-Identifier: MIT */
/* pair_compare.c: where the kernel and the model of its threads differ. */
#include <fake.h>
#include <kozo/check.h>
#include <kozo/cpu.h>
#include <kozo/sched.h>
#include <stdio.h>
#include <string.h>

#include "pair.h"

static const struct thread *thread_of(const struct ref_thread *t)
{
    return t != NULL ? pair_thread((unsigned)(t - ref.thread)) : NULL;
}

static const struct budget *budget_of(const struct ref_budget *b)
{
    return b != NULL ? pair_budget((unsigned)(b - ref.budget_of)) : NULL;
}

static const struct endpoint *endpoint_of(const struct ref_endpoint *e)
{
    return e != NULL ? pair_endpoint((unsigned)(e - ref.endpoint)) : NULL;
}

static const struct notification *notification_of(const struct ref_notification *n)
{
    return n != NULL ? pair_notification((unsigned)(n - ref.notification)) : NULL;
}

static const char *wait_differs(const struct thread *k, const struct ref_thread *t)
{
    const uint64_t until = k->timed ? k->timeout.key : KOZO_DEADLINE_NEVER;

    if (k->endpoint != endpoint_of(t->at) || k->notification != notification_of(t->waits_for)) {
        return "where it waits";
    }
    if (until != t->until) {
        return "deadline";
    }
    if (k->caller != thread_of(t->caller) || k->reply_callee != thread_of(t->callee)) {
        return "who owes whom an answer";
    }
    if (k->reply_slot != (t->right != NULL ? pair_slot((uint32_t)(t->right - ref.slot)) : NULL)) {
        return "who holds the right to answer it";
    }
    if (k->serves != endpoint_of(t->serves) || k->lent != t->lent) {
        return "what it serves, or what is lent to it";
    }
    return k->call_depth != t->depth ? "depth of calls" : NULL;
}

static const char *thread_differs(const struct thread *k, const struct ref_thread *t)
{
    if (k->state != t->state || k->faulted != t->faulted) {
        return "state";
    }
    if (memcmp(&k->regs, &t->regs, sizeof(t->regs)) != 0) {
        return "registers";
    }
    if ((k->buffer != NULL) != t->has_buffer ||
        (t->has_buffer && memcmp(k->buffer, &t->buffer, sizeof(t->buffer)) != 0)) {
        return "buffer";
    }
    if (k->faulted && memcmp(&k->fault, &t->fault, sizeof(t->fault)) != 0) {
        return "fault";
    }
    if ((k->cspace != NULL) != t->has_cspace || (k->aspace != NULL) != t->has_aspace) {
        return "what it is bound to";
    }
    if ((k->special & ~SPECIAL_FPU) != t->watch) {
        return "how it is watched";
    }
    if (k->home != budget_of(t->home) || k->budget != budget_of(ref_runs_on(t))) {
        return "budget";
    }
    if (k->signals != notification_of(t->signals) || k->token != t->token) {
        return "bound notification, or token";
    }
    return wait_differs(k, t);
}

static const char *budget_differs(const struct budget *k, const struct ref_budget *b)
{
    static const enum budget_state states[] = {BUDGET_IDLE, BUDGET_READY, BUDGET_CURRENT,
                                               BUDGET_DEPLETED};
    const uint64_t spent = k == this_cpu()->budget ? fake.now_ns - this_cpu()->charged_from_ns : 0;
    const uint64_t left = k->remaining_ns - (spent < k->remaining_ns ? spent : k->remaining_ns);

    if (k->state != states[b->state] || k->thread != thread_of(b->runner)) {
        return "state, or who runs on it";
    }
    if (k->priority != b->priority || k->base != b->base || k->ceiling != b->ceiling) {
        return "priority";
    }
    if (k->consumed_ns + spent != b->consumed || left != b->remaining) {
        return "time";
    }
    if (k->capacity_ns != b->capacity || k->period_ns != b->period ||
        k->replenish_at_ns != b->replenish_at) {
        return "period";
    }
    return k->told != b->told || k->watched != b->watched ? "what is told of it" : NULL;
}

/* The first of the queue; that of those behind follows when they are first. */
static const char *endpoint_differs(const struct endpoint *k, const struct ref_endpoint *e)
{
    const struct thread *first = thread_of(ref_first_sender(e));

    if (tree_first(&k->senders) != (first != NULL ? &first->sender : NULL)) {
        return "first to be received";
    }
    if (k->receivers_head != thread_of(ref_first(KOZO_THREAD_STATE_RECEIVING, e))) {
        return "first to receive";
    }
    return k->server != thread_of(e->server) ? "server" : NULL;
}

static const char *notification_differs(const struct notification *k,
                                        const struct ref_notification *n)
{
    const uint64_t at = tree_contains(&k->alarm) ? k->alarm.key : KOZO_DEADLINE_NEVER;

    if (k->bits != n->state.bits || k->bound != thread_of(n->bound)) {
        return "bits, or who is bound";
    }
    if (k->waiters_head != thread_of(ref_first(KOZO_THREAD_STATE_WAITING, n))) {
        return "first to be woken";
    }
    return at != n->state.alarm || (n->state.alarm != KOZO_DEADLINE_NEVER &&
                                 k->alarm_bits != n->state.alarm_bits) ? "alarm" : NULL;
}

static const struct ref_budget *ref_budget_of(const struct budget *k)
{
    const uint64_t offset = (uint64_t)k - (uint64_t)pair_budget(0);

    return &ref.budget_of[offset >> KOZO_BUDGET_SIZE_BITS];
}

/* Those of a priority that are ready, in their order: `late`, if it is one, is the last. */
static bool in_order(const struct run_queue *queue, unsigned priority, unsigned *count)
{
    const bool some = (queue->ready[priority / 64] >> priority % 64 & 1) != 0;
    const struct budget *k = some ? queue->head[priority] : NULL;
    const struct budget *late = queue->late != NULL && queue->late->priority == priority
                                    ? queue->late
                                    : NULL;
    int64_t before = INT64_MIN;

    while (k != NULL || late != NULL) {
        const struct ref_budget *b = ref_budget_of(k != NULL ? k : late);

        if (b->order <= before) {
            return false;
        }
        before = b->order;
        late = k != NULL ? late : NULL;
        k = k != NULL ? k->next : NULL;
        (*count)++;
    }
    return true;
}

static const char *queue_differs(void)
{
    const struct run_queue *queue = &this_cpu()->run_queue;
    unsigned ready = 0, queued = 0;

    REF_EACH_BUDGET (b) {
        ready += b->state == REF_READY;
    }
    for (unsigned priority = 0; priority < KOZO_PRIORITIES; priority++) {
        if (!in_order(queue, priority, &queued)) {
            return "order of those that are ready";
        }
    }
    return ready != queued ? "number of those that are ready" : NULL;
}

static const char *slot_differs(uint32_t index)
{
    const struct ref_cap *cap = &ref.slot[index];
    const struct cap_slot *slot = pair_slot(index);

    if (cap->type != cap_type(slot)) {
        return "presence";
    }
    return cap->type != KOZO_OBJECT_NULL &&
                   (cap->rights != cap_rights(slot) || cap->badge != slot->badge ||
                    cap->stamp != cap_stamp(slot)) ? "rights, badge or stamp" : NULL;
}

static const char *say(const char *kind, unsigned number, const char *what)
{
    static char text[100];

    snprintf(text, sizeof(text), "%s %u: %s", kind, number, what);
    return text;
}

#define COMPARE_EACH(kind, array, count, compare, object)                                          \
    for (unsigned i = 0; i < (count); i++) {                                                       \
        const char *what = (array)[i].exists ? compare(object(i), &(array)[i]) : NULL;             \
                                                                                                   \
        if (what != NULL) {                                                                        \
            return say(kind, i, what);                                                             \
        }                                                                                          \
    }

const char *pair_difference(void)
{
    COMPARE_EACH("thread", ref.thread, ref.threads, thread_differs, pair_thread)
    COMPARE_EACH("budget", ref.budget_of, ref.budgets, budget_differs, pair_budget)
    COMPARE_EACH("endpoint", ref.endpoint, ref.endpoints, endpoint_differs, pair_endpoint)
    COMPARE_EACH("notification", ref.notification, ref.notifications, notification_differs,
                 pair_notification)
    for (uint32_t i = 1; i < pair.slots; i++) {
        const char *what = slot_differs(i);

        if (what != NULL) {
            return say("slot", i, what);
        }
    }
    if (this_cpu()->current != thread_of(ref.current) ||
        this_cpu()->budget != budget_of(ref.budget)) {
        return "who runs";
    }
    return queue_differs();
}

void pair_walk(void)
{
    sched_check();
    cap_check();
}
