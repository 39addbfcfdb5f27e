/* SPDX-License-Identifier: MIT */
/* test_park.c: a thread's token: given, kept, taken, waited for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <actors.h>
#include <fake.h>

enum { ENDPOINT = TEST_SLOTS };

static struct actor *actor;

static int start(void **state)
{
    (void)state;
    actors_start();
    actor = actor_make(0, 5);
    return 0;
}

static kozo_err_t unpark(void)
{
    return ROOT(kozo_thread_unpark(actor->handle));
}

static void park(uint64_t until)
{
    AS(actor, kozo_thread_park(actor->handle, until));
}

static void a_token_is_kept_and_taken_once(void **state)
{
    (void)state;
    assert_int_equal(unpark(), KOZO_OK);
    assert_int_equal(unpark(), KOZO_OK);
    assert_int_equal(AS(actor, kozo_thread_park(actor->handle, KOZO_DEADLINE_NEVER)), KOZO_OK);
    assert_state(actor, KOZO_THREAD_STATE_READY);
    park(KOZO_DEADLINE_NEVER);
    assert_state(actor, KOZO_THREAD_STATE_PARKED);
}

static void whoever_is_parked_goes_on_without_a_token(void **state)
{
    (void)state;
    park(KOZO_DEADLINE_NEVER);
    assert_int_equal(unpark(), KOZO_OK);
    assert_state(actor, KOZO_THREAD_STATE_READY);
    assert_int_equal(actor_status(actor), KOZO_OK);
    assert_false(actor->thread->token);
}

static void it_waits_no_longer_than_it_wants(void **state)
{
    (void)state;
    assert_int_equal(AS(actor, kozo_thread_park(actor->handle, KOZO_DEADLINE_POLL)),
                     KOZO_ERR_NOT_READY);
    fake.now_ns = 1000;
    assert_int_equal(AS(actor, kozo_thread_park(actor->handle, 1000)), KOZO_ERR_TIMED_OUT);
    park(2000);
    assert_state(actor, KOZO_THREAD_STATE_PARKED);
    actors_pass(1000);
    assert_state(actor, KOZO_THREAD_STATE_READY);
    assert_int_equal(actor_status(actor), KOZO_ERR_TIMED_OUT);
    assert_null(kernel.timeouts.root);
    /* A token comes before a deadline that has passed. */
    assert_int_equal(unpark(), KOZO_OK);
    assert_int_equal(AS(actor, kozo_thread_park(actor->handle, 1000)), KOZO_OK);
}

static void a_token_in_time_disarms_the_deadline(void **state)
{
    (void)state;
    park(2000);
    assert_int_equal(unpark(), KOZO_OK);
    assert_null(kernel.timeouts.root);
    actors_pass(2000);
    assert_int_equal(actor_status(actor), KOZO_OK);
}

/* Whatever it does: it finds it when it parks. */
static void a_token_outlives_other_waits(void **state)
{
    (void)state;
    const kozo_endpoint_t endpoint =
        WORLD_AS(kozo_endpoint_t, world_make(KOZO_OBJECT_ENDPOINT, 0, ENDPOINT));

    actor_receive(actor, endpoint);
    assert_int_equal(unpark(), KOZO_OK);
    assert_state(actor, KOZO_THREAD_STATE_RECEIVING);
    assert_int_equal(ROOT(kozo_thread_suspend(actor->handle)), KOZO_OK);
    assert_int_equal(unpark(), KOZO_OK);
    assert_state(actor, KOZO_THREAD_STATE_SUSPENDED);
    assert_int_equal(ROOT(kozo_thread_resume(actor->handle)), KOZO_OK);
    assert_int_equal(AS(actor, kozo_thread_park(actor->handle, KOZO_DEADLINE_NEVER)), KOZO_OK);
}

static void nobody_parks_another(void **state)
{
    (void)state;
    assert_int_equal(unpark(), KOZO_OK);
    assert_int_equal(ROOT(kozo_thread_park(actor->handle, KOZO_DEADLINE_NEVER)),
                     KOZO_ERR_BAD_STATE);
    assert_true(actor->thread->token);
}

/* And is of no use to who has not begun, or has ended. */
static void tokens_start_and_revive_nobody(void **state)
{
    (void)state;
    struct actor *inactive = actor_prepare(1, 5);

    assert_int_equal(ROOT(kozo_thread_unpark(inactive->handle)), KOZO_OK);
    assert_state(inactive, KOZO_THREAD_STATE_INACTIVE);
    assert_int_equal(ROOT(kozo_thread_exit(actor->handle, 0)), KOZO_OK);
    assert_int_equal(unpark(), KOZO_OK);
    assert_state(actor, KOZO_THREAD_STATE_DEAD);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_token_is_kept_and_taken_once, start),
        cmocka_unit_test_setup(whoever_is_parked_goes_on_without_a_token, start),
        cmocka_unit_test_setup(it_waits_no_longer_than_it_wants, start),
        cmocka_unit_test_setup(a_token_in_time_disarms_the_deadline, start),
        cmocka_unit_test_setup(a_token_outlives_other_waits, start),
        cmocka_unit_test_setup(nobody_parks_another, start),
        cmocka_unit_test_setup(tokens_start_and_revive_nobody, start),
    };

    return cmocka_run_group_tests_name("park", tests, NULL, NULL);
}
