/* SPDX-License-Identifier: MIT */
/* notifications.c: signal and wait. */
#include "messages.h"
#include "tests.h"

static void body_wait(struct worker *self)
{
    uint64_t bits = 0;

    self->error = kozo_notification_wait((kozo_notification_t){self->argument}, KOZO_DEADLINE_NEVER,
                                         &bits);
    self->message.words[0] = bits;
}

static kozo_err_t poll(kozo_notification_t notification, uint64_t *bits)
{
    *bits = 0;
    return kozo_notification_wait(notification, KOZO_DEADLINE_POLL, bits);
}

static void signals_are_collected(void)
{
    const kozo_notification_t notification = MAKE_NOTIFICATION();
    const kozo_handle_t four = mint(KOZO_ANY(notification), KOZO_NOTIFICATION_RIGHT_SIGNAL, 4);
    const kozo_handle_t high =
        mint(KOZO_ANY(notification), KOZO_NOTIFICATION_RIGHT_SIGNAL, UINT64_C(1) << 63);
    uint64_t bits = 0;

    CHECK_EQUAL(poll(notification, &bits), KOZO_ERR_NOT_READY);
    CHECK_OK(kozo_notification_signal(notification));
    CHECK_OK(kozo_notification_signal(AS(notification, four)));
    CHECK_OK(kozo_notification_signal(AS(notification, high)));
    CHECK_OK(poll(notification, &bits));
    CHECK_EQUAL(bits, 5 | UINT64_C(1) << 63);
    CHECK_EQUAL(poll(notification, &bits), KOZO_ERR_NOT_READY);
}

static void a_waiter_is_woken(void)
{
    const kozo_notification_t notification = MAKE_NOTIFICATION();
    struct worker *waiter = worker_run(PRIORITY_WORKER, body_wait, notification.raw);
    uint64_t bits = 0;

    CHECK_EQUAL(worker_state(waiter), KOZO_THREAD_STATE_WAITING);
    CHECK_OK(kozo_notification_signal(
        AS(notification, mint(KOZO_ANY(notification), KOZO_NOTIFICATION_RIGHT_SIGNAL, 6))));
    CHECK(waiter->done);
    CHECK_EQUAL(waiter->message.words[0], 6);
    CHECK_EQUAL(poll(notification, &bits), KOZO_ERR_NOT_READY);
}

static void waiters_are_woken_in_turn(void)
{
    const kozo_notification_t notification = MAKE_NOTIFICATION();
    struct worker *waiters[3];

    for (unsigned i = 0; i < 3; i++) {
        const kozo_priority_t priority = (kozo_priority_t)(PRIORITY_WORKER + i);

        waiters[i] = worker_run(priority, body_wait, notification.raw);
    }
    for (unsigned i = 0; i < 3; i++) {
        CHECK(!waiters[i]->done);
        CHECK_OK(kozo_notification_signal(notification));
        CHECK(waiters[i]->done);
    }
}

static void deadlines(void)
{
    const kozo_notification_t notification = MAKE_NOTIFICATION();
    const uint64_t before = now_ns();
    uint64_t bits = 0;

    CHECK_EQUAL(kozo_notification_wait(notification, before + 2 * MILLISECOND_NS, &bits),
                KOZO_ERR_TIMED_OUT);
    CHECK(now_ns() >= before + 2 * MILLISECOND_NS);
    CHECK(now_ns() < before + 200 * MILLISECOND_NS);
    CHECK_EQUAL(kozo_notification_wait(notification, before, &bits), KOZO_ERR_TIMED_OUT);
}

static void body_wait_until(struct worker *self)
{
    uint64_t bits = 0;

    kozo_notification_wait((kozo_notification_t){self->argument}, self->message.deadline, &bits);
    self->message.words[1] = now_ns();
}

static void many_deadlines_end_in_order(void)
{
    enum { WAITERS = 20 };
    const kozo_notification_t notification = MAKE_NOTIFICATION();
    struct worker *waiters[WAITERS];
    const uint64_t start = now_ns() + 5 * MILLISECOND_NS;

    for (unsigned i = 0; i < WAITERS; i++) {
        waiters[i] = worker_new(PRIORITY_WORKER);
        waiters[i]->argument = notification.raw;
        /* Shuffled, and two of each. */
        waiters[i]->message.deadline = start + (i * 7 % WAITERS) / 2 * MILLISECOND_NS;
        worker_start(waiters[i], body_wait_until);
    }
    rest_ns(25 * MILLISECOND_NS);
    for (unsigned i = 0; i < WAITERS; i++) {
        CHECK(waiters[i]->done);
        CHECK(waiters[i]->message.words[1] >= waiters[i]->message.deadline);
    }
}

static void deleting_it_ends_the_waits(void)
{
    const kozo_notification_t notification = MAKE_NOTIFICATION();
    struct worker *waiter = worker_run(PRIORITY_WORKER, body_wait, notification.raw);

    CHECK_OK(kozo_any_delete(KOZO_ANY(notification)));
    CHECK(waiter->done);
    CHECK_EQUAL(waiter->error, KOZO_ERR_PEER_DIED);
}

static void alarms_replace_each_other(void)
{
    const kozo_notification_t notification = MAKE_NOTIFICATION();
    uint64_t bits = 0;

    CHECK_OK(kozo_notification_set_alarm(notification, now_ns() + MILLISECOND_NS, 1));
    CHECK_OK(kozo_notification_set_alarm(notification, now_ns() + 2 * MILLISECOND_NS, 6));
    CHECK_OK(kozo_notification_wait(notification, KOZO_DEADLINE_NEVER, &bits));
    CHECK_EQUAL(bits, 6);
    CHECK_OK(kozo_notification_set_alarm(notification, now_ns() + MILLISECOND_NS, 1));
    CHECK_OK(kozo_notification_set_alarm(notification, KOZO_DEADLINE_NEVER, 1));
    CHECK_EQUAL(kozo_notification_wait(notification, now_ns() + 3 * MILLISECOND_NS, &bits),
                KOZO_ERR_TIMED_OUT);
    CHECK_OK(kozo_notification_set_alarm(notification, 0, 8));
    CHECK_OK(poll(notification, &bits));
    CHECK_EQUAL(bits, 8);
    CHECK_EQUAL(kozo_notification_set_alarm(notification, 0, 0), KOZO_ERR_RANGE);
    CHECK_EQUAL(kozo_notification_set_alarm(
                    AS(notification,
                       mint(KOZO_ANY(notification), KOZO_NOTIFICATION_RIGHT_SIGNAL, 4)), 0, 1),
                KOZO_ERR_ACCESS_DENIED);
}

static void an_alarm_ends_with_its_notification(void)
{
    const kozo_notification_t notification = MAKE_NOTIFICATION();

    CHECK_OK(kozo_notification_set_alarm(notification, now_ns() + MILLISECOND_NS, 1));
    CHECK_OK(kozo_any_delete(KOZO_ANY(notification)));
    rest_ns(2 * MILLISECOND_NS);
}

enum { ALARMS = 400 };
static volatile uint64_t lateness[ALARMS];

/* Waits for alarms at times without a pattern, and notes how late it comes. */
static void body_take_alarms(struct worker *self)
{
    const kozo_notification_t notification = {self->argument};
    uint64_t bits, seed = 1;

    for (unsigned i = 0; i < ALARMS; i++) {
        seed = seed * 6364136223846793005 + 1442695040888963407;
        const uint64_t at = now_ns() + 3000 + (seed >> 33) % 100000;

        self->error |= kozo_notification_set_alarm(notification, at, 1);
        self->error |= kozo_notification_wait(notification, KOZO_DEADLINE_NEVER, &bits);
        lateness[i] = now_ns() - at;
    }
}

/* While root keeps the kernel busy. A nanosecond is an instruction there, or a quarter of one. */
static void alarms_are_on_time(void)
{
    const kozo_notification_t notification = MAKE_NOTIFICATION();
    const uint64_t entry = time_of_entry(); /* with a trace it is long, and so is what is late */
    struct worker *worker = worker_run(PRIORITY_HIGH, body_take_alarms, notification.raw);
    uint64_t least = ~UINT64_C(0), most = 0, close = 0;

    while (!worker->done) {
        kozo_priority_t ceiling;
        kozo_duration_t remaining, consumed;

        CHECK_OK(kozo_budget_inspect(guest.budget, &ceiling, &remaining, &consumed));
    }
    CHECK_OK(worker->error);
    for (unsigned i = 0; i < ALARMS; i++) {
        least = lateness[i] < least ? lateness[i] : least;
        most = lateness[i] > most ? lateness[i] : most;
    }
    for (unsigned i = 0; i < ALARMS; i++) {
        close += lateness[i] <= least + least / 2 + entry;
    }
    guest_print("# alarms: %lu ns late at least, %lu at most, %lu of %u close\n",
                (unsigned long)least, (unsigned long)most, (unsigned long)close, ALARMS);
    CHECK(most < UINT64_C(1) << 63); /* none came early */
    CHECK(least < 10000 || entry > 5000); /* the kernel checks everything */
    CHECK(close >= ALARMS * 9 / 10);
    CHECK(most <= 5 * least);
}

/* Serve, with the bits of signals in `argument`; a call answers with them. */
static void body_hear(struct worker *self)
{
    struct kozo_message *m = &self->message;
    kozo_err_t error = receive_from(self->endpoint, m);

    while (error == KOZO_OK) {
        if ((kozo_tag_flags(m->tag) & KOZO_TAG_FLAG_KERNEL) != 0) {
            CHECK_EQUAL(kozo_tag_interface(m->tag), KOZO_INTERFACE_SIGNAL);
            CHECK_EQUAL(kozo_tag_label(m->tag), KOZO_SIGNAL_METHOD_BITS);
            message_check(m, 0, 0);
            self->argument = m->badge;
            self->step++;
            error = receive_from(self->endpoint, m);
        } else {
            message_fill(m, 1, self->argument);
            error = kozo_endpoint_reply_receive(self->endpoint, m);
        }
    }
    self->error = error;
}

static uint64_t ask(kozo_endpoint_t endpoint)
{
    struct kozo_message message;

    message_fill(&message, 0, 0);
    CHECK_OK(kozo_endpoint_call(endpoint, &message));
    return message.words[0];
}

static void a_server_hears_of_signals(void)
{
    const kozo_notification_t notification = MAKE_NOTIFICATION();
    const kozo_notification_t four = AS(
        notification, mint(KOZO_ANY(notification), KOZO_NOTIFICATION_RIGHT_SIGNAL, 4));
    const kozo_handle_t bound = mint(KOZO_ANY(notification), KOZO_RIGHTS_MASK, 0);
    struct worker *server = worker_new(PRIORITY_WORKER);
    uint64_t bits = 0;

    server->endpoint = MAKE_ENDPOINT();
    CHECK_OK(kozo_thread_bind_notification(server->thread, AS(notification, bound)));
    CHECK_OK(kozo_notification_signal(notification));
    worker_start(server, body_hear);
    CHECK_EQUAL(server->step, 1);
    CHECK_EQUAL(ask(server->endpoint), 1);
    for (unsigned i = 2; i < 6; i++) {
        CHECK_EQUAL(ask(server->endpoint), i == 2 ? 1 : 4);
        CHECK_OK(kozo_notification_signal(four));
        CHECK_EQUAL(server->step, i);
        CHECK_EQUAL(ask(server->endpoint), 4);
    }
    CHECK_OK(kozo_any_revoke(bound));
    CHECK_OK(kozo_notification_signal(four));
    CHECK_EQUAL(server->step, 5);
    CHECK_OK(kozo_any_revoke(KOZO_ANY(notification)));
    CHECK_OK(kozo_notification_signal(notification));
    CHECK_EQUAL(server->step, 5);
    CHECK_OK(poll(notification, &bits));
}

static const struct test table[] = {
    {"signals are collected", signals_are_collected},
    {"a waiter is woken with the bits", a_waiter_is_woken},
    {"waiters are woken in turn", waiters_are_woken_in_turn},
    {"deadlines", deadlines},
    {"many deadlines", many_deadlines_end_in_order},
    {"deleting it ends the waits", deleting_it_ends_the_waits},
    {"alarms replace each other", alarms_replace_each_other},
    {"an alarm ends with its notification", an_alarm_ends_with_its_notification},
    {"alarms are on time", alarms_are_on_time},
    {"a server hears of signals where it receives", a_server_hears_of_signals},
};
TESTS(notification_tests, "notifications", table);
