/* SPDX-License-Identifier: MIT */
/* test_notification.c: notifications: bits, waiters, destruction. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <actors.h>

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(bits_are_collected_and_taken, start),
        cmocka_unit_test_setup(waiters_are_served_in_order, start),
        cmocka_unit_test_setup(destruction_ends_the_waits, start),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
