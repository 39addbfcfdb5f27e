/* SPDX-License-Identifier: MIT */
/* hostile_clients.c: what a server and its other clients see of a client that does not do what it
 * should. The bystander calls the same server: it waits for a request that is being served, for its
 * own, and for nothing else. */
#include "dice.h"
#include "sched.h"

enum {
    ROUNDS = IS_EXACT ? 50 : 3,
    TURNS = IS_EXACT ? 1000 : 100000, /* of a request */
    FLOODERS = 4,
    GUESSES = IS_EXACT ? 2000 : 50,
};
#define FLOOD_NS (TURN_NS * 5 * FLOODERS)

static struct worker *server;
static kozo_notification_t bell;

/* With the row's server, a bystander, and a well-behaved client of low priority. */
static void with_bystander(const char *name, void (*row)(void))
{
    const uint64_t once = time_of_work(TURNS);
    struct worker *modest;

    server = worker_at(PRIORITY_WORKER, MAKE_ENDPOINT());
    server->argument = TURNS;
    bell = MAKE_NOTIFICATION();
    CHECK_OK(kozo_thread_bind_notification(server->thread, bell));
    worker_start(server, body_serve);
    bystander_begin(server->endpoint);
    row();
    bystander_end(name, 2 * once);
    modest = worker_at(PRIORITY_LOW, server->endpoint);
    worker_start(modest, body_call);
    CHECK(worker_finishes(modest));
    CHECK_OK(modest->error);
    CHECK_OK(server->error);
}

static struct worker *client_new(void)
{
    return worker_at(PRIORITY_LOW, server->endpoint);
}

/* In the midst of its request; the server's answer goes nowhere, and the server goes on. */
static void dies_mid_call(void)
{
    const uint64_t once = time_of_work(TURNS);
    unsigned unwanted = 0;

    for (unsigned i = 0; i < ROUNDS; i++) {
        struct worker *client = client_new();

        worker_start(client, body_call);
        rest_ns(2 * once * i / ROUNDS);
        unwanted += worker_state(client) == KOZO_THREAD_STATE_AWAITING_REPLY;
        worker_forget(client);
    }
    rest_ns(10 * once);
    const uint64_t told = server->message.words[5];

    CHECK(unwanted > 0);
    /* Between the look at one and its end it may be heard, or answered, because a bystander hurries
     * the server. */
    CHECK((told < unwanted ? unwanted - told : told - unwanted) <= ROUNDS / 10 || !IS_EXACT);
}

static void body_call_on(struct worker *self)
{
    while (self->step == 0) {
        self->message.tag = PLAIN_TAG(1);
        self->error = kozo_endpoint_call(self->endpoint, &self->message);
        self->argument += self->error == KOZO_ERR_CANCELLED;
    }
}

static void cancels_in_a_loop(void)
{
    struct worker *client = client_new();

    worker_start(client, body_call_on);
    for (unsigned i = 0; i < 10 * ROUNDS; i++) {
        rest_ns(1000 + 131 * i);
        CHECK_OK(kozo_thread_suspend(client->thread));
        CHECK_OK(kozo_thread_resume(client->thread));
    }
    client->step = 1;
    CHECK(worker_finishes(client));
    CHECK((client->argument > 0 && server->message.words[5] > 0) || !IS_EXACT);
    CHECK(server->message.words[5] <= client->argument);
}

/* 10 us in 100 s: the server goes on by its own means. */
static void starves_its_budget(void)
{
    for (unsigned i = 0; i < 10; i++) {
        struct worker *client = client_new();

        CHECK_OK(kozo_budget_configure(client->budget, guest.authority, PRIORITY_LOW, 10000,
                                       100000 * MILLISECOND_NS));
        worker_start(client, body_call_on);
        rest_ns(MILLISECOND_NS / 2);
        CHECK(!client->done);
        worker_forget(client);
    }
}

static void body_flood(struct worker *self)
{
    struct kozo_message m = {0};

    while (self->step == 0) {
        m.tag = kozo_tag_make(1, 2, 0, 0, 1);
        self->error |= kozo_endpoint_send(self->endpoint, &m);
        self->argument++;
    }
}

static void body_ring(struct worker *self)
{
    while (self->step == 0) {
        self->error |= kozo_notification_signal(bell);
        self->argument++;
    }
}

static void flood(void (*body)(struct worker *self))
{
    struct worker *flooders[FLOODERS];

    for (unsigned i = 0; i < FLOODERS; i++) {
        flooders[i] = client_new();
        take_turns(flooders[i]);
        worker_start(flooders[i], body);
    }
    rest_ns(FLOOD_NS);
    for (unsigned i = FLOODERS; i-- > 0;) {
        flooders[i]->step = 1;
        CHECK(worker_finishes(flooders[i]));
        CHECK_OK(flooders[i]->error);
        CHECK(flooders[i]->argument > 0);
    }
    CHECK(server->step > 0);
}

static void floods_with_sends(void)
{
    flood(body_flood);
}

static void floods_with_signals(void)
{
    flood(body_ring);
}

/* Whatever number it guesses: nothing that it holds not, and the server hears of none. */
static void body_guess(struct worker *self)
{
    uint64_t state = 1;

    for (unsigned i = 0; i < GUESSES; i++) {
        const uint64_t low = dice_roll(&state, 4096), high = dice_roll(&state, 1 << 24);
        /* Any number; and a slot that is in use, with another stamp. */
        const uint64_t guess =
            i % 2 == 0 ? dice_mix(state, i)
                       : kozo_handle_make((uint32_t)high, 0, (uint32_t)low).raw;
        struct kozo_message m = {.tag = PLAIN_TAG(1)};

        if (guess >> 32 != self->endpoint.raw >> 32) {
            const kozo_err_t error = kozo_endpoint_call((kozo_endpoint_t){guess}, &m);

            self->step += error == KOZO_OK;
            self->error |= error != KOZO_ERR_NO_CAP && error != KOZO_ERR_STALE &&
                           error != KOZO_ERR_WRONG_TYPE && error != KOZO_ERR_ACCESS_DENIED;
        }
    }
}

static void forges_handles(void)
{
    struct worker *client = client_new();

    worker_start(client, body_guess);
    CHECK(worker_finishes(client));
    CHECK_EQUAL(client->step, 0);
    CHECK_EQUAL(client->error, 0);
}

#define ROW(name, round)                                                                           \
    static void row_##round(void)                                                                  \
    {                                                                                              \
        with_bystander(name, round);                                                               \
    }
#define ENTRY(name, round) {name, row_##round},
#define ROWS(X)                                                                                    \
    X("it dies in its call: no_reply for the server, which goes on", dies_mid_call)                \
    X("it is cancelled over and over: cancelled, no_reply for the server", cancels_in_a_loop)      \
    X("its budget is spent in the server: that goes on", starves_its_budget)                       \
    X("it floods with messages: others are served", floods_with_sends)                             \
    X("it floods with signals: others are served", floods_with_signals)                            \
    X("it forges handles: no_cap, stale, wrong_type", forges_handles)

ROWS(ROW)
static const struct test table[] = {ROWS(ENTRY)};
TESTS(hostile_client_tests, "hostile client", table);
