/* SPDX-License-Identifier: MIT */
/* parts.c: callers, servers, and a bystander who measures. */
#include "sched.h"

#define PERIOD_NS (IS_EXACT ? UINT64_C(50000) : UINT64_C(5000000))

void work(unsigned turns)
{
    for (volatile unsigned i = 0; i < turns; i++) {
    }
}

uint64_t time_of_work(unsigned turns)
{
    const uint64_t before = now_ns();

    work(turns);
    return now_ns() - before;
}

struct worker *worker_at(kozo_priority_t priority, kozo_endpoint_t endpoint)
{
    struct worker *worker = worker_new(priority);

    worker->endpoint = endpoint;
    worker->message.tag = PLAIN_TAG(1);
    return worker;
}

void take_turns(const struct worker *worker)
{
    CHECK_OK(kozo_budget_configure(worker->budget, guest.authority, PRIORITY_LOW, TURN_NS,
                                   TURN_NS));
}

void body_call(struct worker *self)
{
    const uint64_t before = now_ns();

    self->error = kozo_endpoint_call(self->endpoint, &self->message);
    self->message.words[4] = before;
    self->message.words[5] = now_ns();
}

struct span span_of(const struct worker *caller)
{
    return (struct span){caller->message.words[4], caller->message.words[5]};
}

void body_spin(struct worker *self)
{
    while (self->step == 0) {
    }
}

kozo_err_t receive(kozo_endpoint_t endpoint, struct kozo_message *m)
{
    m->tag = kozo_tag_make(0, 0, 0, 0, 0);
    return kozo_endpoint_receive(endpoint, m);
}

kozo_err_t answer(struct kozo_message *m)
{
    m->tag = PLAIN_TAG(1);
    return kozo_reply_send(m);
}

void body_serve(struct worker *self)
{
    struct kozo_message m = {0};
    uint64_t unwanted = 0;

    self->error = receive(self->endpoint, &m);
    while (self->error == KOZO_OK) {
        const bool calls = (kozo_tag_flags(m.tag) & KOZO_TAG_FLAG_KERNEL) == 0 &&
                           kozo_tag_label(m.tag) == 1;

        self->step++;
        if (calls) {
            work((unsigned)self->argument);
        }
        m.tag = PLAIN_TAG(1);
        self->error = calls ? kozo_endpoint_reply_receive(self->endpoint, &m) : KOZO_ERR_NO_REPLY;
        if (self->error == KOZO_ERR_NO_REPLY) {
            unwanted += calls;
            self->message.words[5] = unwanted;
            self->error = receive(self->endpoint, &m);
        }
    }
}

static struct worker *bystander;
static volatile bool bystander_stops;
static volatile uint64_t longest_ns, rounds;

static void body_stand_by(struct worker *self)
{
    while (!bystander_stops) {
        const uint64_t at = now_ns() + PERIOD_NS;
        uint64_t bits = 0;

        self->message.tag = PLAIN_TAG(1);
        kozo_notification_wait(guest.never, at, &bits);
        self->error |= kozo_endpoint_call(self->endpoint, &self->message);
        const uint64_t took = now_ns() - at;

        longest_ns = took > longest_ns ? took : longest_ns;
        rounds++;
    }
}

void bystander_begin(kozo_endpoint_t endpoint)
{
    struct worker *server;

    bystander_stops = false;
    longest_ns = 0;
    rounds = 0;
    if (endpoint.raw == 0) {
        server = worker_at(PRIORITY_BYSTANDER, MAKE_ENDPOINT());
        worker_start(server, body_serve);
        endpoint = server->endpoint;
    }
    bystander = worker_at(PRIORITY_BYSTANDER, endpoint);
    worker_start(bystander, body_stand_by);
}

void bystander_end(const char *during, uint64_t allowance_ns)
{
    const uint64_t limit_ns = PATH_NS + OFF_NS + allowance_ns;

    bystander_stops = true;
    CHECK(worker_finishes(bystander));
    CHECK_OK(bystander->error);
    CHECK(rounds > (IS_EXACT ? 4 : 0));
    guest_print("# %s: a bystander had its answer after %lu ns at most, in %lu calls; bound %lu\n",
                during, (unsigned long)longest_ns, (unsigned long)rounds,
                (unsigned long)limit_ns);
    CHECK(longest_ns <= limit_ns || !IS_EXACT);
}
