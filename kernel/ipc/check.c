/* SPDX-License-Identifier: MIT */
/* check.c: do threads, endpoints and notifications hold what they promise?
 * Context: between two kernel entries, or at the end of one before the next thread is chosen. */
#include <kozo/check.h>
#include <kozo/cnode.h>
#include <kozo/cpu.h>
#include <kozo/endpoint.h>
#include <kozo/lend.h>
#include <kozo/notification.h>
#include <kozo/wait_by.h>

static void check_that(bool holds, const char *invariant, const void *object)
{
    if (unlikely(!holds)) {
        panic("%s is broken at %p", invariant, object);
    }
}

/* What a binding designates, or NULL if it is empty or its object is being destroyed. */
static const void *check_bound(const struct thread *thread, enum thread_binding which)
{
    const struct cap_slot *slot = &thread->bindings[which];

    return cap_is_empty(slot) || cap_is_zombie(slot) ? NULL : cap_object(slot);
}

/* The IPC buffer lies in the frame that is bound for it. */
static void check_buffer(const struct thread *thread)
{
    const void *frame = check_bound(thread, THREAD_BUFFER);
    const uint64_t offset = (uint64_t)thread->buffer - (uint64_t)frame;

    check_that((thread->buffer == NULL) == (frame == NULL), "INV-THREAD-2", thread);
    check_that(frame == NULL ||
                   offset <= (UINT64_C(1) << cap_size_bits(&thread->bindings[THREAD_BUFFER])) -
                                 sizeof(*thread->buffer),
               "INV-THREAD-2", thread);
}

static void check_bindings(const struct thread *thread)
{
    check_that(thread->cspace == check_bound(thread, THREAD_CSPACE), "INV-THREAD-2", thread);
    check_that(thread->cspace_mask == (thread->cspace != NULL ? thread->cspace->slot_count - 1 : 0),
               "INV-THREAD-2", thread);
    check_that(thread->cspace == NULL || (cap_rights(&thread->bindings[THREAD_CSPACE]) &
                                          KOZO_CNODE_RIGHT_LOOKUP) != 0, "INV-THREAD-2", thread);
    check_that(thread->aspace == check_bound(thread, THREAD_ASPACE), "INV-THREAD-2", thread);
    check_that(thread->home == check_bound(thread, THREAD_BUDGET), "INV-THREAD-5", thread);
    check_that(thread->home == NULL || thread->home->home == thread, "INV-THREAD-5", thread);
    check_that(thread->signals == check_bound(thread, THREAD_SIGNALS), "INV-THREAD-5", thread);
    check_that(thread->signals == NULL || thread->signals->bound == thread, "INV-THREAD-5", thread);
    check_that((check_bound(thread, THREAD_FPU) != NULL) == ((thread->special & SPECIAL_FPU) != 0),
               "INV-THREAD-6", thread);
}

/* Each state has its queue, and only that. */
static void check_queues(const struct thread *thread)
{
    const bool sends = thread->state == KOZO_THREAD_STATE_SENDING ||
                       thread->state == KOZO_THREAD_STATE_CALLING;
    const bool receives = thread->state == KOZO_THREAD_STATE_RECEIVING;
    const bool waits = thread->state == KOZO_THREAD_STATE_WAITING;
    const bool awaits = thread->state == KOZO_THREAD_STATE_AWAITING_REPLY;
    const bool parked = thread->state == KOZO_THREAD_STATE_PARKED;

    check_that(!parked || !thread->token, "INV-PARK-1", thread);
    check_that(tree_contains(&thread->sender) == sends, "INV-THREAD-1", thread);
    check_that((thread->endpoint != NULL) == (sends || receives), "INV-THREAD-1", thread);
    check_that((thread->notification != NULL) == waits, "INV-THREAD-1", thread);
    check_that(tree_contains(&thread->timeout) == thread->timed, "INV-THREAD-1", thread);
    check_that(!thread->timed || sends || receives || waits || awaits || parked, "INV-THREAD-1",
               thread);
    check_that(!thread->faulted || awaits || thread->state == KOZO_THREAD_STATE_CALLING,
               "INV-THREAD-1", thread);
}

static void check_loan(const struct thread *thread)
{
    check_that(thread->serves == NULL || thread->serves->server == thread, "INV-LEND-1", thread);
    check_that(thread->lent == 0 ||
                   (thread->serves != NULL && thread->state != KOZO_THREAD_STATE_RECEIVING),
               "INV-LEND-2", thread);
    check_that(thread->lent == 0 || thread->caller == NULL || thread->caller->hurried,
               "INV-LEND-2", thread);
    check_that(thread->home == NULL || thread->home->priority == lend_due(thread->home),
               "INV-LEND-3", thread);
    check_that(!tree_contains(&thread->sender) || thread->sender.key == sender_key(thread),
               "INV-LEND-4", thread);
}

static void check_call(const struct thread *thread)
{
    const struct thread *callee = thread->reply_callee;
    const struct thread *caller = thread->caller;
    const bool awaits = thread->state == KOZO_THREAD_STATE_AWAITING_REPLY;

    check_that(awaits == ((callee != NULL) != (thread->reply_slot != NULL)), "INV-THREAD-3",
               thread);
    check_that(awaits || (callee == NULL && thread->reply_slot == NULL), "INV-THREAD-3", thread);
    check_that(callee == NULL || callee->caller == thread, "INV-IPC-1", thread);
    check_that(caller == NULL || caller->reply_callee == thread, "INV-IPC-1", thread);
}

/* Whoever can run is known to the scheduler. The thread that entered the kernel is looked after
 * when the next one is chosen. */
static void check_runs(const struct thread *thread)
{
    const struct budget *budget = thread->budget;

    if (thread_is_runnable(thread) && budget != NULL && thread != this_cpu()->current) {
        check_that(budget->thread == thread, "INV-THREAD-4", thread);
        check_that(budget->state != BUDGET_IDLE, "INV-SCHED-5", thread);
    }
}

void check_thread(const struct thread *thread)
{
    check_bindings(thread);
    check_buffer(thread);
    check_queues(thread);
    check_call(thread);
    check_loan(thread);
    wait_check(thread);
    check_runs(thread);
}

void check_endpoint(const struct endpoint *endpoint)
{
    check_that(endpoint->senders.root == NULL || endpoint->receivers_head == NULL, "INV-IPC-3",
               endpoint);
    check_that((endpoint->receivers_head == NULL) == (endpoint->receivers_tail == NULL),
               "INV-IPC-3", endpoint);
    check_that(endpoint->server == NULL || endpoint->server->serves == endpoint, "INV-LEND-1",
               endpoint);
}

void check_notification(const struct notification *notification)
{
    const struct thread *bound = notification->bound;

    check_that(notification->bits == 0 || notification->waiters_head == NULL, "INV-NOTIF-1",
               notification);
    check_that(notification->bits == 0 || bound == NULL ||
                   (bound->wait_handle.raw == 0 && (bound->state != KOZO_THREAD_STATE_RECEIVING ||
                                               bound->home == NULL)),
               "INV-NOTIF-2", notification);
    check_that(!tree_contains(&notification->alarm) || notification->alarm_bits != 0,
               "INV-NOTIF-3", notification);
}
