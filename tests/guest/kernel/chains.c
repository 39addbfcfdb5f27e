/* SPDX-License-Identifier: MIT */
/* chains.c: calls within calls: budgets travel along and come back. */
#include "messages.h"
#include "tests.h"

/* Serve one call by calling the endpoint in `argument`, if any, and pass the answer on. */
static void body_forward(struct worker *self)
{
    struct kozo_message m = {0}, inner = {0};

    self->error = receive_from(self->endpoint, &m);
    self->step = 1;
    inner.tag = PLAIN_TAG(1, 1);
    inner.words[0] = m.words[0] + 1;
    if (self->argument != 0) {
        self->error = kozo_endpoint_call((kozo_endpoint_t){self->argument}, &inner);
    }
    m.words[0] = inner.words[0];
    m.words[1] = self->error;
    self->step = 2;
    answer(&m, PLAIN_TAG(0, 2));
    self->step = 3;
}

static struct worker *forwarder(kozo_priority_t priority, kozo_endpoint_t from, kozo_endpoint_t to)
{
    struct worker *worker = worker_new(priority);

    worker->endpoint = from;
    worker->argument = to.raw;
    worker_start(worker, body_forward);
    return worker;
}

static void a_chain_of_five(void)
{
    kozo_endpoint_t endpoints[6] = {{0}}; /* the last forwards to nobody */
    struct kozo_message m = {0};

    for (unsigned i = 0; i < 5; i++) {
        endpoints[i] = MAKE_ENDPOINT();
    }
    for (unsigned i = 0; i < 5; i++) {
        forwarder(PRIORITY_WORKER, endpoints[i], endpoints[i + 1]);
    }
    message_fill(&m, 1, 10);
    CHECK_OK(kozo_endpoint_call(endpoints[0], &m));
    CHECK_EQUAL(m.words[0], 15);
    CHECK_EQUAL(m.words[1], KOZO_OK);
}

static void a_chain_has_a_limit(void)
{
    enum { LINKS = KOZO_CALL_DEPTH + 2 };
    kozo_endpoint_t endpoints[LINKS + 1];
    struct worker *workers[LINKS];
    struct kozo_message m = {0};
    unsigned refused = 0;

    for (unsigned i = 0; i <= LINKS; i++) {
        endpoints[i] = MAKE_ENDPOINT();
    }
    for (unsigned i = 0; i < LINKS; i++) {
        workers[i] = forwarder(PRIORITY_WORKER, endpoints[i], endpoints[i + 1]);
    }
    message_fill(&m, 1, 0);
    CHECK_OK(kozo_endpoint_call(endpoints[0], &m));
    for (unsigned i = 0; i < LINKS; i++) {
        if (workers[i]->error == KOZO_ERR_NO_SPACE) {
            refused = i + 1;
        }
    }
    /* Root and that many workers make the longest chain. */
    CHECK_EQUAL(refused, KOZO_CALL_DEPTH - 1);
}

static void body_serve_slowly(struct worker *self)
{
    struct kozo_message m = {0};

    self->error = receive_from(self->endpoint, &m);
    const uint64_t until = now_ns() + 5 * MILLISECOND_NS;
    while (now_ns() < until) {
    }
    answer(&m, PLAIN_TAG(0, 0));
    self->step = 1;
}

static kozo_duration_t consumed_by(kozo_thread_t thread)
{
    kozo_thread_state_t state = 0;
    kozo_priority_t priority = 0;
    kozo_duration_t consumed = 0;

    CHECK_OK(kozo_thread_inspect(thread, &state, &priority, &consumed));
    return consumed;
}

static void the_caller_pays_for_the_service(void)
{
    const kozo_endpoint_t endpoint = MAKE_ENDPOINT();
    struct worker *server = worker_on(PRIORITY_WORKER, endpoint, body_serve_slowly);
    struct worker *caller = worker_new(PRIORITY_LOW);

    caller->endpoint = endpoint;
    caller->message.tag = PLAIN_TAG(1, 0);
    worker_start(caller, body_call);
    const kozo_duration_t before = consumed_by(server->thread);
    rest_ns(20 * MILLISECOND_NS);
    CHECK(caller->done);
    CHECK(consumed_by(caller->thread) >= 4 * MILLISECOND_NS);
    CHECK(consumed_by(server->thread) < before + 2 * MILLISECOND_NS);
}

static volatile unsigned progress;

static void body_note(struct worker *self)
{
    self->step = progress;
}

static void body_note_on_call(struct worker *self)
{
    struct kozo_message m = {0};

    self->error = receive_from(self->endpoint, &m);
    progress = 1;
    answer(&m, PLAIN_TAG(0, 0));
    for (;;) {
    }
}

static void a_weak_server_runs_at_the_callers_priority(void)
{
    const kozo_endpoint_t endpoint = MAKE_ENDPOINT();

    progress = 0;
    worker_on(PRIORITY_LOW, endpoint, body_note_on_call);
    rest_ns(MILLISECOND_NS);
    /* Ready before the call, and stronger than the server: it must not come between. */
    struct worker *middle = worker_new(PRIORITY_LOW + 10);
    struct worker *caller = worker_new(PRIORITY_WORKER);

    worker_start(middle, body_note);
    caller->endpoint = endpoint;
    caller->message.tag = PLAIN_TAG(1, 0);
    worker_start(caller, body_call);
    CHECK(caller->done);
    CHECK_EQUAL(progress, 1);
    CHECK(!middle->done);
}

static void receive_and_stay(struct worker *self)
{
    uint64_t bits = 0;

    self->error = receive_from(self->endpoint, &self->message);
    self->step = 1;
    kozo_notification_wait((kozo_notification_t){self->argument}, KOZO_DEADLINE_NEVER, &bits);
    self->step = 2;
    self->error = answer(&self->message, PLAIN_TAG(0, 0));
    self->step = 3;
}

/* caller -> forwarder -> last; returns them with `last` waiting. */
static void three(struct worker **caller, struct worker **middle, struct worker **last)
{
    const kozo_endpoint_t outer = MAKE_ENDPOINT(), inner = MAKE_ENDPOINT();

    *last = worker_new(PRIORITY_WORKER);
    (*last)->endpoint = inner;
    (*last)->argument = MAKE_NOTIFICATION().raw;
    worker_start(*last, receive_and_stay);
    *middle = forwarder(PRIORITY_WORKER, outer, inner);
    *caller = worker_on(PRIORITY_WORKER, outer, body_call);
    CHECK_EQUAL((*last)->step, 1);
}

static void the_middle_of_a_chain_dies(void)
{
    struct worker *caller, *middle, *last;

    three(&caller, &middle, &last);
    CHECK_OK(kozo_any_delete(KOZO_ANY(middle->thread)));
    CHECK(caller->done);
    CHECK_EQUAL(caller->error, KOZO_ERR_PEER_DIED);
    /* The last goes on with its own budget, and has nobody to answer. */
    CHECK_OK(kozo_notification_signal((kozo_notification_t){last->argument}));
    CHECK_EQUAL(last->step, 3);
    CHECK_EQUAL(last->error, KOZO_ERR_NO_REPLY);
}

static void the_head_of_a_chain_is_suspended(void)
{
    struct worker *caller, *middle, *last;

    three(&caller, &middle, &last);
    CHECK_OK(kozo_thread_suspend(caller->thread));
    CHECK_OK(kozo_notification_signal((kozo_notification_t){last->argument}));
    CHECK_EQUAL(last->step, 3);
    CHECK_EQUAL(last->error, KOZO_OK);
    CHECK_EQUAL(middle->step, 3);
    CHECK_OK(kozo_thread_resume(caller->thread));
    CHECK_EQUAL(caller->error, KOZO_ERR_CANCELLED);
}

static void the_heads_budget_is_revoked(void)
{
    struct worker *caller, *middle, *last;

    three(&caller, &middle, &last);
    CHECK_OK(kozo_any_delete(KOZO_ANY(caller->budget)));
    CHECK_OK(kozo_any_revoke(KOZO_ANY(guest.memory)));
    (void)middle;
    (void)last;
}

static void the_end_of_a_chain_dies(void)
{
    struct worker *caller, *middle, *last;

    three(&caller, &middle, &last);
    CHECK_OK(kozo_thread_exit(last->thread, 0));
    CHECK_EQUAL(middle->error, KOZO_ERR_PEER_DIED);
    CHECK(middle->done);
    CHECK(caller->done);
    CHECK_EQUAL(caller->error, KOZO_OK);
    CHECK_EQUAL(caller->message.words[1], KOZO_ERR_PEER_DIED);
}

static void body_serve_at_length(struct worker *self)
{
    struct kozo_message m = {0};

    self->error = receive_from(self->endpoint, &m);
    self->step = 1;
    const uint64_t until = now_ns() + 5 * MILLISECOND_NS;

    while (now_ns() < until) {
    }
    self->step = 2;
    answer(&m, PLAIN_TAG(0, 0));
}

/* The client may run for 50 us in 100 s. */
static void a_poor_client_does_not_stop_its_server(void)
{
    const kozo_endpoint_t endpoint = MAKE_ENDPOINT();
    struct worker *server = worker_new(PRIORITY_WORKER);
    struct worker *client = worker_new(PRIORITY_WORKER);

    server->endpoint = endpoint;
    worker_start(server, body_serve_at_length);
    CHECK_OK(kozo_budget_configure(client->budget, guest.authority, PRIORITY_WORKER, 50000,
                                   100000 * MILLISECOND_NS));
    client->endpoint = endpoint;
    client->message.tag = PLAIN_TAG(1, 0);
    worker_start(client, body_call);
    CHECK(worker_finishes(server));
    CHECK_EQUAL(server->step, 2);
    CHECK_EQUAL(server->error, KOZO_OK);
}

/* Much longer than an entry to the kernel, which takes its time where it checks everything. */
static unsigned work_turns;

static void work(unsigned turns)
{
    for (volatile unsigned i = 0; i < turns; i++) {
    }
}

static uint64_t time_of_work(void)
{
    work_turns = 200000 + 20 * (unsigned)time_of_entry();
    const uint64_t before = now_ns();

    work(work_turns);
    return now_ns() - before;
}

/* Serves two calls, each with work. */
static void body_serve_two(struct worker *self)
{
    struct kozo_message m = {0};

    self->error = receive_from(self->endpoint, &m);
    for (unsigned i = 0; i < 2; i++) {
        self->step = 1;
        work(work_turns);
        m.tag = PLAIN_TAG(0, 0);
        kozo_endpoint_reply_receive(self->endpoint, &m);
    }
}

static void body_call_in_time(struct worker *self)
{
    const uint64_t before = now_ns();

    body_call(self);
    self->message.words[5] = now_ns() - before;
}

static void body_work_long(struct worker *self)
{
    work(6 * work_turns);
    self->step = 1;
}

static struct worker *client_of(kozo_priority_t priority, kozo_endpoint_t endpoint)
{
    struct worker *client = worker_new(priority);

    client->endpoint = endpoint;
    client->message.tag = PLAIN_TAG(1, 0);
    return client;
}

/* A client of high priority waits for at most what is left of the work for another and for its own
 * work, however long somebody between the two is busy. */
static void inversion_is_bounded(void)
{
    const kozo_endpoint_t endpoint = MAKE_ENDPOINT();
    const uint64_t once = time_of_work();
    struct worker *server = worker_on(PRIORITY_LOW - 10, endpoint, body_serve_two);
    struct worker *low = client_of(PRIORITY_LOW, endpoint);
    struct worker *middle = worker_new(PRIORITY_LOW + 10);
    struct worker *high = client_of(PRIORITY_WORKER, endpoint);

    rest_ns(MILLISECOND_NS);
    worker_start(low, body_call);
    rest_ns(once / 2);
    CHECK_EQUAL(server->step, 1);
    CHECK(!low->done);
    worker_start(middle, body_work_long);
    worker_start(high, body_call_in_time);
    CHECK(worker_finishes(high));
    CHECK_OK(high->error);
    CHECK_EQUAL(middle->step, 0);
    CHECK(high->message.words[5] > once);
    CHECK(high->message.words[5] < once * 7 / 4);
    /* And the other has what it had. */
    CHECK(!low->done);
    CHECK(worker_finishes(middle));
    rest_ns(MILLISECOND_NS);
    CHECK(low->done);
    CHECK_OK(low->error);
}

/* The same over a second queue: the server waits behind others at another server. */
static void inversion_is_bounded_along_a_chain(void)
{
    const kozo_endpoint_t outer = MAKE_ENDPOINT(), inner = MAKE_ENDPOINT();
    const uint64_t once = time_of_work();
    struct worker *last = worker_on(PRIORITY_LOW - 10, inner, body_serve_two);
    struct worker *server = forwarder(PRIORITY_LOW - 10, outer, inner);
    struct worker *busy = client_of(PRIORITY_LOW, inner), *low = client_of(PRIORITY_LOW + 1, outer);
    struct worker *middle = worker_new(PRIORITY_LOW + 10);
    struct worker *high = client_of(PRIORITY_WORKER, outer);

    rest_ns(MILLISECOND_NS);
    worker_start(busy, body_call);
    rest_ns(once / 4);
    worker_start(low, body_call);
    rest_ns(once / 4);
    CHECK_EQUAL(last->step, 1);
    CHECK_EQUAL(server->step, 1);
    worker_start(middle, body_work_long);
    high->message.deadline = now_ns() + 4 * once;
    high->message.tag = kozo_tag_make(0, 0, KOZO_TAG_FLAG_DEADLINE, 0, 1);
    worker_start(high, body_call_in_time); /* the server serves once: nobody answers this one */
    while (!high->done) {
        rest_ns(once / 4);
    }
    CHECK_EQUAL(middle->step, 0);
    CHECK_EQUAL(server->step, 3);
    CHECK(worker_finishes(middle));
    CHECK(worker_finishes(low));
}

static const struct test table[] = {
    {"a chain of five", a_chain_of_five},
    {"a chain has a limit", a_chain_has_a_limit},
    {"the caller pays for the service", the_caller_pays_for_the_service},
    {"a weak server runs at the caller's priority", a_weak_server_runs_at_the_callers_priority},
    {"the middle of a chain dies", the_middle_of_a_chain_dies},
    {"the head of a chain is suspended", the_head_of_a_chain_is_suspended},
    {"the head's budget is deleted", the_heads_budget_is_revoked},
    {"the end of a chain dies", the_end_of_a_chain_dies},
    {"priority inversion is bounded", inversion_is_bounded},
    {"and along a chain of servers", inversion_is_bounded_along_a_chain},
    {"a poor client does not stop its server", a_poor_client_does_not_stop_its_server},
};
TESTS(chain_tests, "chains", table);
