/* SPDX-License-Identifier: MIT */
/* starvation.c: everybody's turn comes. */
#include "sched.h"

enum { CROWD = 8, QUEUE = 15, LEVELS = 3, ROUNDS = IS_EXACT ? 25 : 3, TURNS = 500 };

static volatile bool stops;

static void body_call_on(struct worker *self)
{
    while (!stops) {
        self->message.tag = PLAIN_TAG(1);
        self->error |= kozo_endpoint_call(self->endpoint, &self->message);
        self->step++;
    }
}

/* However strong the server is. Each client has a quantum's worth of answers in its turn. */
static void equals_are_served_alike(void)
{
    static const kozo_priority_t servers[] = {PRIORITY_LOW - 10, PRIORITY_LOW, PRIORITY_LOW + 10};

    for (unsigned i = 0; i < sizeof(servers) / sizeof(servers[0]); i++) {
        struct worker *server = worker_at(servers[i], MAKE_ENDPOINT()), *crowd[CROWD];
        unsigned least = UINT32_MAX, most = 0;

        stops = false;
        server->argument = TURNS;
        worker_start(server, body_serve);
        rest_ns(MILLISECOND_NS);
        for (unsigned k = 0; k < CROWD; k++) {
            crowd[k] = worker_at(PRIORITY_LOW, server->endpoint);
            take_turns(crowd[k]);
            worker_start(crowd[k], body_call_on);
        }
        rest_ns(TURN_NS * CROWD * ROUNDS);
        for (unsigned k = 0; k < CROWD; k++) {
            least = crowd[k]->step < least ? crowd[k]->step : least;
            most = crowd[k]->step > most ? crowd[k]->step : most;
        }
        stops = true;
        guest_print("# a server of priority %u: %u clients have had %u to %u answers\n",
                    (unsigned)servers[i], CROWD, least, most);
        CHECK(least > 0);
        CHECK(most - least <= 2 * most / ROUNDS || !IS_EXACT); /* a turn more, or nearly two */
        for (unsigned k = CROWD; k-- > 0;) {
            CHECK(worker_finishes(crowd[k]));
            CHECK_OK(crowd[k]->error);
            worker_forget(crowd[k]);
        }
    }
}

static void body_send(struct worker *self)
{
    self->message.words[0] = self->argument;
    self->error = kozo_endpoint_send(self->endpoint, &self->message);
}

static void body_call_with_number(struct worker *self)
{
    self->message.words[0] = self->argument;
    self->error = kozo_endpoint_call(self->endpoint, &self->message);
}

/* Number `i` came as the i-th, with one of LEVELS priorities. */
static void check_order(void (*body)(struct worker *self))
{
    const kozo_endpoint_t endpoint = MAKE_ENDPOINT();
    struct worker *queue[QUEUE];
    struct kozo_message m = {0};
    unsigned position = 0;

    for (unsigned i = 0; i < QUEUE; i++) {
        queue[i] = worker_at((kozo_priority_t)(PRIORITY_WORKER + i * 7 % LEVELS), endpoint);
        queue[i]->argument = i;
        worker_start(queue[i], body);
    }
    for (unsigned level = LEVELS; level-- > 0;) {
        for (unsigned i = 0; i < QUEUE; i++) {
            if (i * 7 % LEVELS != level) {
                continue;
            }
            CHECK_OK(receive(endpoint, &m));
            CHECK_EQUAL(m.words[0], i);
            if (body != body_send) {
                CHECK_OK(answer(&m));
            }
            position++;
        }
    }
    CHECK_EQUAL(position, QUEUE);
    for (unsigned i = QUEUE; i-- > 0;) {
        CHECK(queue[i]->done);
        CHECK_OK(queue[i]->error);
        worker_forget(queue[i]);
    }
}

static void by_priority_then_arrival(void)
{
    check_order(body_send);
    check_order(body_call_with_number);
}

/* Who gets another priority goes behind those who have it already. */
static void a_changed_priority_is_a_new_place(void)
{
    const kozo_endpoint_t endpoint = MAKE_ENDPOINT();
    static const uint64_t order[] = {2, 3, 0, 1};
    struct worker *queue[4];
    struct kozo_message m = {0};

    for (unsigned i = 0; i < 4; i++) {
        queue[i] = worker_at(PRIORITY_WORKER + (i >= 2), endpoint);
        queue[i]->argument = i;
        worker_start(queue[i], body_send);
    }
    CHECK_OK(kozo_budget_configure(queue[0]->budget, guest.authority, PRIORITY_WORKER + 1,
                                   QUANTUM_NS, QUANTUM_NS));
    for (unsigned i = 0; i < 4; i++) {
        CHECK_OK(receive(endpoint, &m));
        CHECK_EQUAL(m.words[0], order[i]);
    }
}

static const struct test table[] = {
    {"equals are served alike", equals_are_served_alike},
    {"waiting senders come by priority, then by arrival", by_priority_then_arrival},
    {"a changed priority is a new place", a_changed_priority_is_a_new_place},
};
TESTS(starvation_tests, "starvation", table);
