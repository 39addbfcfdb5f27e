/* SPDX-License-Identifier: MIT */
/* test_timeout.c: deadlines and the timer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <actors.h>
#include <fake.h>
#include <kozo/timeout.h>

enum { ENDPOINT = TEST_SLOTS, NOTIFICATION };

static kozo_endpoint_t endpoint;

static int start(void **state)
{
    (void)state;
    actors_start();
    endpoint = WORLD_AS(kozo_endpoint_t, world_make(KOZO_OBJECT_ENDPOINT, 0, ENDPOINT));
    return 0;
}

static void what_a_deadline_says(void **state)
{
    (void)state;
    fake.now_ns = 100;
    assert_int_equal(timeout_check(KOZO_DEADLINE_NEVER), KOZO_OK);
    assert_int_equal(timeout_check(KOZO_DEADLINE_POLL), KOZO_ERR_NOT_READY);
    assert_int_equal(timeout_check(99), KOZO_ERR_TIMED_OUT);
    assert_int_equal(timeout_check(100), KOZO_ERR_TIMED_OUT);
    assert_int_equal(timeout_check(101), KOZO_OK);
}

static void the_timer_is_set_to_the_next(void **state)
{
    (void)state;
    struct actor *late = actor_make(0, 5), *early = actor_make(1, 5);

    actor_receive_until(late, endpoint, 3000);
    assert_int_equal(fake.timer_at_ns, 3000);
    actor_receive_until(early, endpoint, 1000);
    assert_int_equal(fake.timer_at_ns, 1000);
    actors_pass(1000);
    assert_int_equal(actor_status(early), KOZO_ERR_TIMED_OUT);
    assert_state(late, KOZO_THREAD_STATE_RECEIVING);
    assert_int_equal(fake.timer_at_ns, 3000);
}

/* The budget stays current when it is lent, so that nothing else sets the timer. */
static void the_timer_is_set_by_a_call_that_switches_nothing(void **state)
{
    (void)state;
    struct actor *server = actor_make(0, 5), *client = actor_make(1, 5);

    actor_receive(server, endpoint);
    actor_enter(client->thread);
    actor_leave(KOZO_OK);
    actor_call_until(client, endpoint, 7000);
    assert_int_equal(fake.timer_at_ns, 7000);
}

static void an_early_interrupt_ends_nothing(void **state)
{
    (void)state;
    struct actor *actor = actor_make(0, 5);

    actor_receive_until(actor, endpoint, 1000);
    actors_pass(999);
    assert_state(actor, KOZO_THREAD_STATE_RECEIVING);
    actors_pass(1);
    assert_state(actor, KOZO_THREAD_STATE_READY);
}

static void a_message_disarms(void **state)
{
    (void)state;
    struct actor *actor = actor_make(0, 5), *sender = actor_make(1, 5);

    actor_receive_until(actor, endpoint, 1000);
    actor_send(sender, endpoint, 0, 0);
    assert_false(tree_contains(&actor->thread->timeout));
    assert_int_equal(timeout_next(), KOZO_DEADLINE_NEVER);
}

static void a_calls_deadline_goes_on_behind_the_receive(void **state)
{
    (void)state;
    struct actor *caller = actor_make(0, 5), *server = actor_make(1, 5);

    actor_call_until(caller, endpoint, 1000);
    assert_int_equal(actor_receive(server, endpoint), KOZO_OK);
    assert_state(caller, KOZO_THREAD_STATE_AWAITING_REPLY);
    assert_true(tree_contains(&caller->thread->timeout));
    actors_pass(1000);
    assert_int_equal(actor_status(caller), KOZO_ERR_TIMED_OUT);
    assert_null(server->thread->caller);
}

static unsigned count_ready(void)
{
    unsigned ready = 0;

    for (unsigned i = 0; i < ACTORS; i++) {
        ready += actors[i].thread->state == KOZO_THREAD_STATE_READY;
    }
    return ready;
}

static void all_that_is_due_happens_at_once(void **state)
{
    (void)state;
    for (unsigned i = 0; i < ACTORS; i++) {
        actor_receive_until(actor_make(i, 5), endpoint, 1000 + i % 3);
    }
    actors_pass(2000);
    assert_int_equal(count_ready(), ACTORS);
    assert_int_equal(fake.interrupt_calls, ACTORS); /* interrupts are let in after each */
}

static void an_interrupt_comes_between_what_is_due(void **state)
{
    (void)state;
    enum { BATCH = 3 };

    for (unsigned i = 0; i < ACTORS; i++) {
        actor_receive_until(actor_make(i, 5), endpoint, 1000 + i % 3);
    }
    fake.interrupt_period = BATCH;
    actors_pass(2000);
    assert_int_equal(count_ready(), BATCH);
    assert_true(fake.timer_at_ns <= fake.now_ns); /* and the rest follows at once */
    for (unsigned i = BATCH; i < ACTORS; i += BATCH) {
        actors_pass(0);
    }
    assert_int_equal(count_ready(), ACTORS);
}

static void kinds_come_in_order_of_time(void **state)
{
    (void)state;
    const kozo_notification_t notification = WORLD_AS(
        kozo_notification_t, world_make(KOZO_OBJECT_NOTIFICATION, 0, NOTIFICATION));
    struct actor *actor = actor_make(0, 5);

    actor_receive_until(actor, endpoint, 1000);
    assert_int_equal(ROOT(kozo_notification_set_alarm(notification, 1001, 1)), KOZO_OK);
    assert_int_equal(timeout_next(), 1000);
    fake.interrupt_period = 1;
    actors_pass(2000);
    assert_state(actor, KOZO_THREAD_STATE_READY);
    assert_int_equal(timeout_next(), 1001);
    actors_pass(0);
    assert_int_equal(timeout_next(), KOZO_DEADLINE_NEVER);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(what_a_deadline_says, start),
        cmocka_unit_test_setup(the_timer_is_set_to_the_next, start),
        cmocka_unit_test_setup(the_timer_is_set_by_a_call_that_switches_nothing, start),
        cmocka_unit_test_setup(an_early_interrupt_ends_nothing, start),
        cmocka_unit_test_setup(a_message_disarms, start),
        cmocka_unit_test_setup(a_calls_deadline_goes_on_behind_the_receive, start),
        cmocka_unit_test_setup(all_that_is_due_happens_at_once, start),
        cmocka_unit_test_setup(an_interrupt_comes_between_what_is_due, start),
        cmocka_unit_test_setup(kinds_come_in_order_of_time, start),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
