/* SPDX-License-Identifier: MIT */
/* notifications.c: signal and wait. */
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

static const struct test table[] = {
    {"signals are collected", signals_are_collected},
    {"a waiter is woken with the bits", a_waiter_is_woken},
    {"waiters are woken in turn", waiters_are_woken_in_turn},
    {"deadlines", deadlines},
    {"many deadlines", many_deadlines_end_in_order},
    {"deleting it ends the waits", deleting_it_ends_the_waits},
};
TESTS(notification_tests, "notifications", table);
