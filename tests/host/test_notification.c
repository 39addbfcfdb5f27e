/* SPDX-License-Identifier: MIT */
/* test_notification.c: notifications: bits, waiters, destruction. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <actors.h>
#include <fake.h>
#include <kozo/timeout.h>

enum { NOTIFICATION = TEST_SLOTS, BADGED };

static kozo_notification_t notification;

static int start(void **state)
{
    (void)state;
    actors_start();
    notification =
        WORLD_AS(kozo_notification_t, world_make(KOZO_OBJECT_NOTIFICATION, 0, NOTIFICATION));
    return 0;
}

static kozo_err_t wait(struct actor *actor, uint64_t until, uint64_t *bits)
{
    return AS(actor, kozo_notification_wait(notification, until, bits));
}

static void bits_are_collected_and_taken(void **state)
{
    (void)state;
    struct actor *actor = actor_make(0, 5);
    kozo_handle_t badged = {0};
    uint64_t bits = 0;

    assert_int_equal(ROOT(kozo_cnode_mint(world.cnode, BADGED, KOZO_ANY(notification),
                                          KOZO_RIGHTS_MASK, 6, &badged)),
                     KOZO_OK);
    assert_int_equal(wait(actor, KOZO_DEADLINE_POLL, &bits), KOZO_ERR_NOT_READY);
    assert_int_equal(AS(actor, kozo_notification_signal(notification)), KOZO_OK);
    assert_int_equal(AS(actor, kozo_notification_signal(WORLD_AS(kozo_notification_t, badged))),
                     KOZO_OK);
    assert_int_equal(wait(actor, KOZO_DEADLINE_NEVER, &bits), KOZO_OK);
    assert_int_equal(bits, 7);
    assert_int_equal(wait(actor, KOZO_DEADLINE_POLL, &bits), KOZO_ERR_NOT_READY);
}

static void waiters_are_served_in_order(void **state)
{
    (void)state;
    uint64_t bits;

    for (unsigned i = 0; i < 4; i++) {
        wait(actor_make(i, (kozo_priority_t)(5 + i)), KOZO_DEADLINE_NEVER, &bits);
    }
    /* One leaves from the middle. */
    assert_int_equal(ROOT(kozo_thread_suspend(actors[1].handle)), KOZO_OK);
    assert_int_equal(actor_status(&actors[1]), KOZO_ERR_CANCELLED);
    static const unsigned order[] = {0, 2, 3};
    for (unsigned i = 0; i < 3; i++) {
        assert_state(&actors[order[i]], KOZO_THREAD_STATE_WAITING);
        assert_int_equal(ROOT(kozo_notification_signal(notification)), KOZO_OK);
        assert_state(&actors[order[i]], KOZO_THREAD_STATE_READY);
    }
    assert_int_equal(ROOT(kozo_notification_signal(notification)), KOZO_OK);
    assert_int_equal(((struct notification *)cap_object(world_slot(NOTIFICATION)))->bits, 1);
}

static void destruction_ends_the_waits(void **state)
{
    (void)state;
    uint64_t bits;

    for (unsigned i = 0; i < 3; i++) {
        wait(actor_make(i, 5), KOZO_DEADLINE_NEVER, &bits);
    }
    assert_int_equal(ROOT(kozo_any_delete(KOZO_ANY(notification))), KOZO_OK);
    for (unsigned i = 0; i < 3; i++) {
        assert_int_equal(actor_status(&actors[i]), KOZO_ERR_PEER_DIED);
        assert_state(&actors[i], KOZO_THREAD_STATE_READY);
    }
}

static kozo_err_t set_alarm(uint64_t at, uint64_t bits)
{
    return ROOT(kozo_notification_set_alarm(notification, at, bits));
}

/* The bits that are there. */
static uint64_t collected(void)
{
    uint64_t bits = 0;

    ROOT(kozo_notification_wait(notification, KOZO_DEADLINE_POLL, &bits));
    return bits;
}

static void an_alarm_signals_once(void **state)
{
    (void)state;
    struct actor *actor = actor_make(0, 5);
    uint64_t bits = 0;

    assert_int_equal(set_alarm(1000, 6), KOZO_OK);
    assert_int_equal(fake.timer_at_ns, 1000);
    actors_pass(999);
    assert_int_equal(collected(), 0);
    actors_pass(1);
    assert_int_equal(collected(), 6);
    actors_pass(1000);
    assert_int_equal(collected(), 0);

    assert_int_equal(set_alarm(3000, UINT64_MAX), KOZO_OK);
    wait(actor, KOZO_DEADLINE_NEVER, &bits);
    actors_pass(1000);
    assert_state(actor, KOZO_THREAD_STATE_READY);
    assert_int_equal(regs_result(&actor->thread->regs, 0), UINT64_MAX);
    assert_int_equal(collected(), 0);
}

static void the_last_alarm_counts(void **state)
{
    (void)state;
    assert_int_equal(set_alarm(1000, 1), KOZO_OK);
    assert_int_equal(set_alarm(3000, 2), KOZO_OK);
    actors_pass(2999);
    assert_int_equal(collected(), 0);
    actors_pass(1);
    assert_int_equal(collected(), 2);
    assert_int_equal(set_alarm(5000, 4), KOZO_OK);
    assert_int_equal(set_alarm(KOZO_DEADLINE_NEVER, 8), KOZO_OK);
    assert_int_equal(timeout_next(), KOZO_DEADLINE_NEVER);
    actors_pass(5000);
    assert_int_equal(collected(), 0);
}

static void what_has_passed_is_now(void **state)
{
    (void)state;
    actors_pass(1000);
    for (uint64_t at = 0; at <= 1000; at += 500) {
        assert_int_equal(set_alarm(5000, 1), KOZO_OK);
        assert_int_equal(set_alarm(at, 2), KOZO_OK);
        assert_int_equal(collected(), 2);
        assert_int_equal(timeout_next(), KOZO_DEADLINE_NEVER);
    }
}

static void what_no_alarm_can_be(void **state)
{
    (void)state;
    kozo_handle_t signals = {0};

    assert_int_equal(ROOT(kozo_cnode_mint(world.cnode, BADGED, KOZO_ANY(notification),
                                          KOZO_NOTIFICATION_RIGHT_SIGNAL, 6, &signals)),
                     KOZO_OK);
    assert_int_equal(set_alarm(1000, 0), KOZO_ERR_RANGE);
    assert_int_equal(ROOT(kozo_notification_set_alarm(WORLD_AS(kozo_notification_t, signals), 1000,
                                                      1)),
                     KOZO_ERR_ACCESS_DENIED);
    assert_int_equal(timeout_next(), KOZO_DEADLINE_NEVER);
}

static void an_alarm_ends_with_its_notification(void **state)
{
    (void)state;
    assert_int_equal(set_alarm(1000, 1), KOZO_OK);
    assert_int_equal(ROOT(kozo_any_delete(KOZO_ANY(notification))), KOZO_OK);
    assert_int_equal(timeout_next(), KOZO_DEADLINE_NEVER);
    actors_pass(2000);
}

static void alarms_ring_between_interrupts(void **state)
{
    (void)state;
    enum { MANY = 8, BATCH = 3 };
    kozo_notification_t all[MANY];
    unsigned rung = 0;

    for (unsigned i = 0; i < MANY; i++) {
        all[i] = WORLD_AS(kozo_notification_t,
                          world_make(KOZO_OBJECT_NOTIFICATION, 0, NOTIFICATION + 2 + i));
        assert_int_equal(ROOT(kozo_notification_set_alarm(all[i], 1000 + i % 2, 1)), KOZO_OK);
    }
    fake.interrupt_period = BATCH;
    actors_pass(2000);
    for (unsigned i = 0; i < MANY; i++) {
        uint64_t bits = 0;

        rung += ROOT(kozo_notification_wait(all[i], KOZO_DEADLINE_POLL, &bits)) == KOZO_OK;
    }
    assert_int_equal(rung, BATCH);
    assert_true(fake.timer_at_ns <= fake.now_ns); /* and the next follow at once */
    actors_pass(0);
    actors_pass(0);
    assert_int_equal(timeout_next(), KOZO_DEADLINE_NEVER);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(bits_are_collected_and_taken, start),
        cmocka_unit_test_setup(waiters_are_served_in_order, start),
        cmocka_unit_test_setup(destruction_ends_the_waits, start),
        cmocka_unit_test_setup(an_alarm_signals_once, start),
        cmocka_unit_test_setup(the_last_alarm_counts, start),
        cmocka_unit_test_setup(what_has_passed_is_now, start),
        cmocka_unit_test_setup(what_no_alarm_can_be, start),
        cmocka_unit_test_setup(an_alarm_ends_with_its_notification, start),
        cmocka_unit_test_setup(alarms_ring_between_interrupts, start),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
