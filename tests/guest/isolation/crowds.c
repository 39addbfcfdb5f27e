/* SPDX-License-Identifier: MIT */
/* crowds.c: queues of threads by the thousand. Nobody is lost, nobody comes twice, the order
 * holds, and whoever is not concerned is not kept waiting. */
#include "exhaust.h"
#include "tests.h"

/* Deadlines are ended in their order, whoever waits: the next one comes after all that have
 * passed. */
#define EXPIRY_NS UINT64_C(1500)

static unsigned crowd(void)
{
    return effort(2000, 1000, 20);
}

static void body_send(struct member *self)
{
    struct kozo_message m = {.tag = kozo_tag_make(1, 1, 0, 0, 1), .words = {self->number}};

    self->error = kozo_endpoint_send(AS(endpoint, self->target), &m);
}

static void body_call(struct member *self)
{
    struct kozo_message m = {
        .tag = kozo_tag_make(1, 1, self->deadline != 0 ? KOZO_TAG_FLAG_DEADLINE : 0, 0, 1),
        .words = {self->number},
        .deadline = self->deadline,
    };

    self->error = kozo_endpoint_call(AS(endpoint, self->target), &m);
    self->value = m.words[0];
}

static void body_receive(struct member *self)
{
    struct kozo_message m = {
        .tag = kozo_tag_make(0, 0, self->deadline != 0 ? KOZO_TAG_FLAG_DEADLINE : 0, 0, 0),
        .deadline = self->deadline,
    };

    self->error = kozo_endpoint_receive(AS(endpoint, self->target), &m);
    self->value = m.words[0];
}

static void body_wait(struct member *self)
{
    uint64_t bits = 0;

    self->error = kozo_notification_wait(AS(notification, self->target), self->deadline, &bits);
    self->value = bits;
}

static void body_fault(struct member *self)
{
    self->value = *(volatile uint64_t *)SCRATCH;
}

static kozo_err_t receive(kozo_endpoint_t endpoint, kozo_deadline_t deadline,
                          struct kozo_message *m)
{
    *m = (struct kozo_message){.tag = kozo_tag_make(0, 0, KOZO_TAG_FLAG_DEADLINE, 0, 0),
                               .deadline = deadline};
    return kozo_endpoint_receive(endpoint, m);
}

static void senders_come_in_turn(void)
{
    for (unsigned repeat = 0; repeat < REPEATS; repeat++) {
        const kozo_endpoint_t endpoint = MAKE_ENDPOINT();
        const unsigned count = crowd();
        struct kozo_message m;

        crowd_make(count, body_send, KOZO_ANY(endpoint), 0, (kozo_endpoint_t){0});
        CHECK_EQUAL(crowd_in_state(count, KOZO_THREAD_STATE_SENDING), count);
        probe_begin();
        for (unsigned i = 0; i < count; i++) {
            CHECK_OK(receive(endpoint, KOZO_DEADLINE_POLL, &m));
            CHECK_EQUAL(m.words[0], i);
        }
        probe_end("many senders", 0);
        CHECK_EQUAL(receive(endpoint, KOZO_DEADLINE_POLL, &m), KOZO_ERR_NOT_READY);
        CHECK_EQUAL(crowd_done(count, KOZO_OK), count);
        crowd_end();
    }
}

/* All at once, and the endpoint serves those who come afterwards. */
static void deadlines_pass_together(void)
{
    static const struct {
        void (*body)(struct member *self);
        kozo_thread_state_t state;
        bool waits;
    } cases[] = {
        {body_call, KOZO_THREAD_STATE_CALLING, false},
        {body_receive, KOZO_THREAD_STATE_RECEIVING, false},
        {body_wait, KOZO_THREAD_STATE_WAITING, true},
    };

    for (unsigned i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const kozo_endpoint_t endpoint = MAKE_ENDPOINT();
        const kozo_notification_t notification = MAKE_NOTIFICATION();
        const unsigned count = crowd();
        const uint64_t end = now_ns() + 100 * MILLISECOND_NS;
        struct kozo_message m;

        crowd_make(count, cases[i].body,
                   cases[i].waits ? KOZO_ANY(notification) : KOZO_ANY(endpoint), end,
                   (kozo_endpoint_t){0});
        CHECK(now_ns() < end);
        CHECK_EQUAL(crowd_in_state(count, cases[i].state), count);
        probe_begin();
        rest_ns(end + 20 * MILLISECOND_NS - now_ns());
        probe_end("many deadlines", count * EXPIRY_NS);
        CHECK_EQUAL(crowd_done(count, KOZO_ERR_TIMED_OUT), count);
        CHECK_EQUAL(receive(endpoint, KOZO_DEADLINE_POLL, &m), KOZO_ERR_NOT_READY);
        crowd_end();
    }
}

static void a_signal_wakes_one(void)
{
    for (unsigned repeat = 0; repeat < REPEATS; repeat++) {
        const kozo_notification_t notification = MAKE_NOTIFICATION();
        const unsigned count = crowd(), woken = count / 2;

        crowd_make(count, body_wait, KOZO_ANY(notification), KOZO_DEADLINE_NEVER,
                   (kozo_endpoint_t){0});
        probe_begin();
        for (unsigned i = 0; i < woken; i++) {
            CHECK_OK(kozo_notification_signal(notification));
            CHECK_EQUAL(crowd_member(i)->value, 1);
        }
        CHECK_EQUAL(crowd_done(count, KOZO_OK), woken);
        CHECK_OK(kozo_any_delete(KOZO_ANY(notification)));
        probe_end("a notification with many waiters ends", 0);
        CHECK_EQUAL(crowd_done(count, KOZO_ERR_PEER_DIED), count - woken);
        crowd_end();
    }
}

static void an_endpoint_with_many_callers_ends(void)
{
    for (unsigned repeat = 0; repeat < REPEATS; repeat++) {
        const kozo_endpoint_t endpoint = MAKE_ENDPOINT();
        const unsigned count = crowd();

        crowd_make(count, body_call, KOZO_ANY(endpoint), 0, (kozo_endpoint_t){0});
        CHECK_EQUAL(crowd_in_state(count, KOZO_THREAD_STATE_CALLING), count);
        probe_begin();
        CHECK_OK(kozo_any_delete(KOZO_ANY(endpoint)));
        probe_end("an endpoint with many callers ends", 0);
        CHECK_EQUAL(crowd_done(count, KOZO_ERR_PEER_DIED), count);
        crowd_end();
    }
}

/* Half of them are told apart by their badges and killed; then their handler vanishes. */
static void a_flood_of_faults(void)
{
    const kozo_endpoint_t handler = MAKE_ENDPOINT();
    const unsigned count = crowd();

    crowd_make(count, body_fault, KOZO_ANY(handler), 0, handler);
    CHECK_EQUAL(crowd_in_state(count, KOZO_THREAD_STATE_CALLING), count);
    probe_begin();
    for (unsigned i = 0; i < count / 2; i++) {
        struct fault_record record;

        CHECK_OK(fault_receive(handler, &record));
        CHECK_EQUAL(record.badge, i + 1);
        CHECK_OK(fault_answer(KOZO_FAULT_ACTION_KILL));
    }
    CHECK_EQUAL(crowd_in_state(count, KOZO_THREAD_STATE_DEAD), count / 2);
    CHECK_OK(kozo_any_revoke(KOZO_ANY(handler)));
    CHECK_OK(kozo_any_delete(KOZO_ANY(handler)));
    probe_end("a flood of faults", 0);
    CHECK_EQUAL(crowd_in_state(count, KOZO_THREAD_STATE_DEAD), count);
    CHECK_EQUAL(crowd_done(count, KOZO_OK), 0);
}

/* The same thread faults at the same place, again and again. */
static void one_fault_without_end(void)
{
    const kozo_endpoint_t handler = MAKE_ENDPOINT();
    struct worker *worker = fault_worker(handler, 1);
    const unsigned rounds = effort(1000000, 20000, 200);

    worker->argument = SCRATCH;
    worker_start(worker, fault_read);
    for (unsigned i = 0; i < rounds; i++) {
        struct fault_record record;

        NEED(fault_receive(handler, &record));
        CHECK_EQUAL(record.address, SCRATCH);
        CHECK_OK(fault_answer(KOZO_FAULT_ACTION_RESUME));
    }
    CHECK(!worker->done);
}

/* Signals that nobody takes are one word, however many they are. */
static void a_flood_of_signals(void)
{
    const kozo_notification_t notification = MAKE_NOTIFICATION();
    const kozo_notification_t badged =
        AS(notification, mint(KOZO_ANY(notification), ALL_RIGHTS, UINT64_C(0x8000000000000001)));
    const uint64_t used = used_of(guest.memory);
    const unsigned rounds = effort(1000000, 50000, 500);
    uint64_t bits = 0;

    for (unsigned i = 0; i < rounds; i++) {
        CHECK_OK(kozo_notification_signal(badged));
    }
    CHECK_OK(kozo_notification_wait(notification, KOZO_DEADLINE_POLL, &bits));
    CHECK_EQUAL(bits, UINT64_C(0x8000000000000001));
    CHECK_EQUAL(kozo_notification_wait(notification, KOZO_DEADLINE_POLL, &bits),
                KOZO_ERR_NOT_READY);
    CHECK_EQUAL(used_of(guest.memory), used);
}

/* Every second one waits in the middle of a queue and is taken out of it there. */
static void they_die_in_the_queue(void)
{
    const kozo_endpoint_t endpoint = MAKE_ENDPOINT();
    const unsigned count = crowd();
    struct kozo_message m;

    crowd_make(count, body_send, KOZO_ANY(endpoint), 0, (kozo_endpoint_t){0});
    for (unsigned i = 0; i < count; i += 2) {
        CHECK_OK(kozo_any_delete(KOZO_ANY(crowd_member(i)->thread)));
    }
    for (unsigned i = 1; i < count; i += 2) {
        CHECK_OK(receive(endpoint, KOZO_DEADLINE_POLL, &m));
        CHECK_EQUAL(m.words[0], i);
    }
    CHECK_EQUAL(receive(endpoint, KOZO_DEADLINE_POLL, &m), KOZO_ERR_NOT_READY);
    CHECK_EQUAL(crowd_done(count, KOZO_OK), count / 2);
}

static const struct test table[] = {
    {"senders come in turn", senders_come_in_turn},
    {"deadlines pass together", deadlines_pass_together},
    {"a signal wakes one", a_signal_wakes_one},
    {"an endpoint with many callers ends", an_endpoint_with_many_callers_ends},
    {"a flood of faults", a_flood_of_faults},
    {"one fault without end", one_fault_without_end},
    {"a flood of signals", a_flood_of_signals},
    {"they die in the queue", they_die_in_the_queue},
};
TESTS(crowd_tests, "crowds", table);
