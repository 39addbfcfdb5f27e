/* SPDX-License-Identifier: MIT */
/* inversion.c: a client of high priority calls a server of low priority that works for somebody
 * else, at any moment of that work, while threads between the two never stop. How long it waits is
 * bounded by what the server does, whatever they do. */
#include "sched.h"

enum { PHASES = 16, TURNS = IS_EXACT ? 20000 : 2000000, MIDDLE = 2 };

static struct worker *middle[MIDDLE];

static void middle_make(void)
{
    for (unsigned i = 0; i < MIDDLE; i++) {
        middle[i] = worker_new((kozo_priority_t)(PRIORITY_LOW + 10 + i));
    }
}

static void middle_start(void)
{
    for (unsigned i = 0; i < MIDDLE; i++) {
        worker_start(middle[i], body_spin);
    }
}

static void middle_end(void)
{
    for (unsigned i = 0; i < MIDDLE; i++) {
        middle[i]->step = 1;
    }
}

static struct worker *serve_at(kozo_endpoint_t endpoint)
{
    struct worker *server = worker_at(PRIORITY_LOW - 10, endpoint);

    server->argument = TURNS;
    worker_start(server, body_serve);
    return server;
}

static uint64_t wait_of(const struct worker *caller)
{
    const struct span span = span_of(caller);

    return span.end_ns - span.begin_ns;
}

/* Not for ever: the threads between would never stop. */
static void await(const struct worker *high, uint64_t once)
{
    for (unsigned i = 0; i < 100 && !high->done; i++) {
        rest_ns(once / 8);
    }
}

static void forget(struct worker *caller)
{
    CHECK(worker_finishes(caller));
    worker_forget(caller);
}

struct result {
    uint64_t longest_ns, bound_ns;
};

/* `high` has called when `phase` of PHASES of a section of `once` had passed. It may wait for what
 * was left of that, and for `more` sections. */
static void judge(struct result *result, const struct worker *high, unsigned phase, uint64_t once,
                  unsigned more)
{
    const uint64_t bound = once * (PHASES - phase) / PHASES + more * (once + PATH_NS) + OFF_NS;
    const uint64_t wait = wait_of(high);

    CHECK_OK(high->error);
    CHECK(wait <= bound || !IS_EXACT);
    result->longest_ns = wait > result->longest_ns ? wait : result->longest_ns;
    result->bound_ns = bound > result->bound_ns ? bound : result->bound_ns;
}

static void tell(const char *where, const struct result *result, uint64_t once)
{
    guest_print("# %s: the high client waits for %lu ns at most, bound %lu, section %lu\n", where,
                (unsigned long)result->longest_ns, (unsigned long)result->bound_ns,
                (unsigned long)once);
}

static void at_one_server(void)
{
    const uint64_t once = time_of_work(TURNS);
    const kozo_endpoint_t endpoint = MAKE_ENDPOINT();
    struct result result = {0};

    serve_at(endpoint);
    rest_ns(once / 2);
    for (unsigned phase = 0; phase < PHASES; phase++) {
        struct worker *low = worker_at(PRIORITY_LOW, endpoint);
        struct worker *high = worker_at(PRIORITY_WORKER, endpoint);

        middle_make();
        worker_start(low, body_call);
        rest_ns(once * phase / PHASES + 1);
        middle_start();
        worker_start(high, body_call);
        await(high, once);
        CHECK(!low->done || phase == 0); /* the threads between have been there all the time */
        judge(&result, high, phase, once, 1);
        middle_end();
        for (unsigned i = MIDDLE; i-- > 0;) {
            forget(middle[i]);
        }
        forget(high);
        forget(low);
    }
    tell("one server", &result, once);
}

/* Passes every call on to the endpoint in `argument`. */
static void body_forward(struct worker *self)
{
    struct kozo_message m = {0}, inner = {0};

    self->error = receive(self->endpoint, &m);
    while (self->error == KOZO_OK) {
        inner.tag = PLAIN_TAG(1);
        self->step = 1;
        self->error = kozo_endpoint_call((kozo_endpoint_t){self->argument}, &inner);
        self->step = 0;
        m.tag = PLAIN_TAG(1);
        kozo_endpoint_reply_receive(self->endpoint, &m);
    }
}

/* The server waits, on behalf of a low client, in the queue of another one, which works for a third
 * client: the high one may wait for the rest of that work, for the low one's, and for its own. */
static void along_a_chain(void)
{
    const uint64_t once = time_of_work(TURNS);
    const kozo_endpoint_t outer = MAKE_ENDPOINT(), inner = MAKE_ENDPOINT();
    struct worker *server = worker_at(PRIORITY_LOW - 10, outer);
    struct result result = {0};

    serve_at(inner);
    server->argument = inner.raw;
    worker_start(server, body_forward);
    rest_ns(once / 2);
    for (unsigned phase = 1; phase < PHASES; phase++) {
        struct worker *busy = worker_at(PRIORITY_LOW, inner);
        struct worker *low = worker_at(PRIORITY_LOW + 1, outer);
        struct worker *high = worker_at(PRIORITY_WORKER, outer);

        middle_make();
        worker_start(busy, body_call);
        rest_ns(once * phase / PHASES / 2);
        worker_start(low, body_call);
        rest_ns(once * phase / PHASES / 2);
        CHECK(server->step == 1 || !IS_EXACT);
        middle_start();
        worker_start(high, body_call);
        await(high, once);
        judge(&result, high, phase, once, 2);
        middle_end();
        for (unsigned i = MIDDLE; i-- > 0;) {
            forget(middle[i]);
        }
        forget(high);
        forget(low);
        forget(busy);
    }
    tell("a chain of two servers", &result, once);
}

static const struct test table[] = {
    {"a high client waits for the server alone", at_one_server},
    {"and along a chain of servers", along_a_chain},
};
TESTS(inversion_tests, "inversion", table);
