/* SPDX-License-Identifier: MIT */
/* lend.c: against priority inversion: a server that is busy has at least the priority of the first
 * who waits for it, so that nobody between the two comes before its work.
 *
 * The server of an endpoint is the thread that came last to receive there and nothing else, as
 * every server begins, or that found a queue there: never by the fast path. A loan is noted at the
 * server and raises the budget that the server runs on, its caller's or its home. If that budget's
 * thread waits in a queue itself, it moves up there and the loan goes on to the server there, over
 * LEND_LINKS servers. A loan ends when the server has answered, or takes the next message. Until
 * then the caller is `hurried`, so that the fast path does not answer it. A server that keeps to
 * one endpoint gets all its loans; of several servers of one endpoint it is one that gets them.
 *
 * Owns: endpoint.server, thread.serves, thread.lent, thread.hurried, budget.priority.
 * Invariants: INV-LEND-1 t->serves == e iff e->server == t; INV-LEND-2 a loan is only at a server
 *   that is not receiving, and its caller is hurried; INV-LEND-3 a budget has the priority that it
 *   is due; INV-LEND-4 who waits in a queue waits at the place of its priority. */
#include <kozo/cpu.h>
#include <kozo/lend.h>
#include <kozo/sched.h>

enum { LEND_LINKS = 8, PRIORITY_KEY_SHIFT = 56 };

uint64_t sender_key(const struct thread *sender)
{
    const uint64_t priority = sender->budget != NULL ? sender->budget->priority : 0;

    return (KOZO_PRIORITIES - 1 - priority) << PRIORITY_KEY_SHIFT;
}

NOINLINE uint8_t lend_due(const struct budget *budget)
{
    uint8_t priority = budget->base;
    const struct thread *thread = budget->home;

    for (unsigned depth = 0; depth < KOZO_CALL_DEPTH; depth++) {
        if (thread == NULL || thread->budget != budget) {
            break;
        }
        priority = thread->lent > priority ? thread->lent : priority;
        thread = thread->reply_callee;
    }
    return priority;
}

/* Note what is lent to the endpoint's server. Returns the budget that it raises, or NULL. */
static LOCKED NOINLINE struct budget *lend_note(const struct endpoint *endpoint)
{
    struct thread *server = endpoint->server;

    if (server == NULL || server->state == KOZO_THREAD_STATE_RECEIVING) {
        return NULL;
    }
    const struct tree_node *first = tree_first(&endpoint->senders);

    server->lent = first == NULL ? 0
                                 : (uint8_t)(KOZO_PRIORITIES - 1 -
                                             (first->key >> PRIORITY_KEY_SHIFT));
    if (server->lent != 0 && server->caller != NULL) {
        server->caller->hurried = true;
    }
    return server->budget;
}

/* Put a thread that waits in a queue where it belongs. Returns whether it is one. */
static LOCKED NOINLINE bool lend_place(struct thread *thread)
{
    if (thread == NULL || !tree_contains(&thread->sender)) {
        return false;
    }
    tree_remove(&thread->sender);
    tree_insert(&thread->endpoint->senders, &thread->sender, sender_key(thread));
    return true;
}

NOINLINE void lend_settle(struct budget *budget)
{
    for (unsigned links = 1; budget != NULL; links++) {
        const uint8_t priority = lend_due(budget);

        if (priority == budget->priority) {
            break;
        }
        sched_prioritize(budget, priority);
        if (!lend_place(budget->thread) || links == LEND_LINKS) {
            break;
        }
        budget = lend_note(budget->thread->endpoint);
    }
}

NOINLINE void lend_renew(const struct endpoint *endpoint)
{
    lend_settle(lend_note(endpoint));
}

NOINLINE void lend_requeue(struct thread *thread)
{
    if (lend_place(thread)) {
        lend_renew(thread->endpoint);
    }
}

NOINLINE void lend_end(struct thread *server)
{
    if (server->lent != 0) {
        server->lent = 0;
        lend_settle(server->budget);
        lend_settle(server->home);
    }
}

NOINLINE void lend_forget_server(struct thread *thread)
{
    if (thread->serves != NULL) {
        thread->serves->server = NULL;
        thread->serves = NULL;
        lend_end(thread);
    }
}

void lend_forget_endpoint(struct endpoint *endpoint)
{
    if (endpoint->server != NULL) {
        lend_forget_server(endpoint->server);
    }
}

NOINLINE void lend_serve(struct thread *thread, struct endpoint *endpoint)
{
    lend_end(thread);
    if (thread->serves != endpoint) {
        lend_forget_server(thread);
        lend_forget_endpoint(endpoint);
        thread->serves = endpoint;
        endpoint->server = thread;
    }
    lend_renew(endpoint);
}
