/* SPDX-License-Identifier: MIT */
/* test_sched.c: which budget has the processor: priorities, turns, depletion, replenishment. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <actors.h>
#include <fake.h>
#include <kozo/sched.h>

#define MILLISECOND UINT64_C(1000000)

static int start(void **state)
{
    (void)state;
    actors_start();
    return 0;
}

static struct thread *running(void)
{
    return this_cpu()->current;
}

static void configure(struct actor *actor, uint8_t priority, uint64_t capacity, uint64_t period)
{
    assert_int_equal(ROOT(kozo_budget_configure(actor->budget_handle, world.budget, priority,
                                                capacity, period)),
                     KOZO_OK);
}

static void the_highest_runs(void **state)
{
    (void)state;
    struct actor *low = actor_make(0, 10), *high = actor_make(1, 200), *middle = actor_make(2, 63);

    actor_leave(KOZO_OK);
    assert_ptr_equal(running(), high->thread);
    assert_int_equal(ROOT(kozo_thread_suspend(high->handle)), KOZO_OK);
    assert_ptr_equal(running(), middle->thread);
    assert_int_equal(ROOT(kozo_thread_suspend(middle->handle)), KOZO_OK);
    assert_ptr_equal(running(), low->thread);
    assert_int_equal(ROOT(kozo_thread_resume(high->handle)), KOZO_OK);
    assert_ptr_equal(running(), high->thread);
}

static void all_priorities_are_ordered(void **state)
{
    (void)state;
    static const kozo_priority_t priorities[] = {2, 63, 64, 127, 128, 191, 192, 254, 255};
    enum { COUNT = sizeof(priorities) / sizeof(priorities[0]) };

    for (unsigned i = 0; i < COUNT; i++) {
        actor_make(i, priorities[(i * 4 + 1) % COUNT]);
    }
    for (unsigned i = COUNT; i-- > 0;) {
        assert_int_equal(running()->budget->priority, priorities[i]);
        for (unsigned k = 0; k < COUNT; k++) {
            if (actors[k].thread == running()) {
                assert_int_equal(ROOT(kozo_thread_suspend(actors[k].handle)), KOZO_OK);
                break;
            }
        }
    }
    assert_ptr_equal(running(), actors_root());
}

static void equals_take_turns(void **state)
{
    (void)state;
    struct thread *seen[6];

    for (unsigned i = 0; i < 3; i++) {
        configure(actor_make(i, 5), 5, MILLISECOND, MILLISECOND);
    }
    for (unsigned i = 0; i < 6; i++) {
        seen[i] = running();
        assert_true(fake.timer_at_ns <= fake.now_ns + MILLISECOND);
        actors_pass(MILLISECOND);
    }
    for (unsigned i = 0; i < 3; i++) {
        assert_ptr_equal(seen[i], seen[i + 3]);
        assert_ptr_not_equal(seen[i], seen[(i + 1) % 3]);
    }
}

static void a_preempted_budget_goes_before_its_equals(void **state)
{
    (void)state;
    struct actor *first = actor_make(0, 5), *second = actor_make(1, 5), *high = actor_make(2, 9);

    assert_int_equal(ROOT(kozo_thread_suspend(high->handle)), KOZO_OK);
    actor_enter(first->thread);
    actor_leave(KOZO_OK);
    assert_int_equal(kozo_thread_resume(high->handle), KOZO_OK);
    actor_leave(KOZO_OK);
    assert_ptr_equal(running(), high->thread);
    world.self = high->thread;
    assert_int_equal(AS(high, kozo_thread_suspend(high->handle)), KOZO_OK);
    assert_ptr_equal(running(), first->thread);
    (void)second;
}

/* Somebody who preempts again and again just before the end of a quantum does not make it last for
 * ever. */
static void a_quantum_ends_while_preempted(void **state)
{
    (void)state;
    const kozo_notification_t never =
        WORLD_AS(kozo_notification_t, world_make(KOZO_OBJECT_NOTIFICATION, 0, TEST_SLOTS));
    struct actor *low[] = {actor_make(0, 5), actor_make(1, 5)}, *high = actor_make(2, 9);
    struct thread *before = NULL;
    uint64_t bits;

    configure(low[0], 5, MILLISECOND, MILLISECOND);
    configure(low[1], 5, MILLISECOND, MILLISECOND);
    for (unsigned i = 0; i < 4; i++) {
        assert_ptr_equal(running(), high->thread);
        AS(high, kozo_notification_wait(never, fake.now_ns + MILLISECOND - 1, &bits));
        assert_int_equal(running()->budget->priority, 5);
        assert_ptr_not_equal(running(), before);
        before = running();
        actors_pass(MILLISECOND - 1);
        assert_ptr_equal(running(), high->thread);
        actors_pass(2);
    }
}

static void a_spent_budget_waits(void **state)
{
    (void)state;
    struct actor *actor = actor_make(0, 5);

    configure(actor, 5, 2 * MILLISECOND, 10 * MILLISECOND);
    assert_ptr_equal(running(), actor->thread);
    const uint64_t began = fake.now_ns;

    actors_pass(MILLISECOND);
    assert_ptr_equal(running(), actor->thread);
    actors_pass(MILLISECOND);
    assert_ptr_equal(running(), actors_root());
    assert_int_equal(actor->budget->state, BUDGET_DEPLETED);
    assert_int_equal(fake.timer_at_ns, began + 10 * MILLISECOND);
    actors_pass(7 * MILLISECOND);
    assert_ptr_equal(running(), actors_root());
    actors_pass(MILLISECOND);
    assert_ptr_equal(running(), actor->thread);
    assert_int_equal(actor->budget->consumed_ns, 2 * MILLISECOND);
}

static void a_depleted_budget_cannot_be_woken(void **state)
{
    (void)state;
    struct actor *actor = actor_make(0, 5);

    configure(actor, 5, MILLISECOND, 10 * MILLISECOND);
    actors_pass(MILLISECOND);
    assert_int_equal(ROOT(kozo_thread_suspend(actor->handle)), KOZO_OK);
    assert_int_equal(ROOT(kozo_thread_resume(actor->handle)), KOZO_OK);
    assert_ptr_equal(running(), actors_root());
    actors_pass(9 * MILLISECOND);
    assert_ptr_equal(running(), actor->thread);
}

static void configure_in_every_state(void **state)
{
    (void)state;
    struct actor *actor = actor_make(0, 5);

    configure(actor, 5, MILLISECOND, 10 * MILLISECOND); /* ready or current */
    actors_pass(MILLISECOND);
    assert_int_equal(actor->budget->state, BUDGET_DEPLETED);
    configure(actor, 7, MILLISECOND, MILLISECOND);
    assert_ptr_equal(running(), actor->thread);
    assert_int_equal(AS(actor, kozo_budget_configure(actor->budget_handle, actor->budget_handle, 3,
                                                     MILLISECOND, MILLISECOND)),
                     KOZO_OK);
    assert_int_equal(actor->budget->ceiling, 3);
    assert_int_equal(AS(actor, kozo_budget_configure(actor->budget_handle, actor->budget_handle, 4,
                                                     MILLISECOND, MILLISECOND)),
                     KOZO_ERR_OVER_CEILING);
    assert_int_equal(AS(actor, kozo_budget_configure(actor->budget_handle, actor->budget_handle, 3,
                                                     MILLISECOND + 1, MILLISECOND)),
                     KOZO_ERR_RANGE);
    assert_int_equal(actor->budget->ceiling, 3);
    assert_int_equal(ROOT(kozo_thread_suspend(actor->handle)), KOZO_OK);
    configure(actor, 9, MILLISECOND, MILLISECOND); /* idle */
    assert_ptr_equal(running(), actors_root());
    assert_int_equal(ROOT(kozo_thread_resume(actor->handle)), KOZO_OK);
    assert_ptr_equal(running(), actor->thread);
}

static void yield_goes_behind(void **state)
{
    (void)state;
    struct actor *first = actor_make(0, 5), *second = actor_make(1, 5);

    AS(first, kozo_budget_yield(first->budget_handle));
    assert_ptr_equal(running(), second->thread);
    AS(second, kozo_budget_yield(second->budget_handle));
    assert_ptr_equal(running(), first->thread);
    /* Somebody else's, which is ready. */
    AS(first, kozo_budget_yield(second->budget_handle));
    assert_ptr_equal(running(), first->thread);
}

static void a_deleted_budget_stops_its_thread(void **state)
{
    (void)state;
    struct actor *actor = actor_make(0, 5);

    assert_int_equal(ROOT(kozo_any_revoke(KOZO_ANY(actor->budget_handle))), KOZO_OK);
    assert_ptr_equal(running(), actors_root());
    assert_null(actor->thread->budget);
    assert_state(actor, KOZO_THREAD_STATE_READY);
}

static void break_a_queue(void)
{
    struct actor *actor = actor_make(0, ROOT_PRIORITY);

    actor->thread->state = KOZO_THREAD_STATE_SUSPENDED;
    sched_check();
}

static void a_broken_queue_is_noticed(void **state)
{
    (void)state;
    world_expect_panic(break_a_queue, "budget_can_run");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(the_highest_runs, start),
        cmocka_unit_test_setup(all_priorities_are_ordered, start),
        cmocka_unit_test_setup(equals_take_turns, start),
        cmocka_unit_test_setup(a_preempted_budget_goes_before_its_equals, start),
        cmocka_unit_test_setup(a_quantum_ends_while_preempted, start),
        cmocka_unit_test_setup(a_spent_budget_waits, start),
        cmocka_unit_test_setup(a_depleted_budget_cannot_be_woken, start),
        cmocka_unit_test_setup(configure_in_every_state, start),
        cmocka_unit_test_setup(yield_goes_behind, start),
        cmocka_unit_test_setup(a_deleted_budget_stops_its_thread, start),
        cmocka_unit_test_setup(a_broken_queue_is_noticed, start),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
