/* SPDX-License-Identifier: MIT */
/* test_sched.c: which budget has the processor: priorities, turns, depletion, replenishment. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <actors.h>
#include <fake.h>
#include <kozo/cpu.h>
#include <kozo/gen/handlers.h>
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

/* What is spent is spent, whoever takes the budget away. */
static void a_budget_that_is_taken_away_is_charged(void **state)
{
    (void)state;
    struct actor *actor = actor_make(0, 5);

    actor_leave(KOZO_OK);
    assert_ptr_equal(running(), actor->thread);
    fake.now_ns += 3 * MILLISECOND;
    AS(actor, kozo_any_revoke(KOZO_ANY(actor->budget_handle)));
    assert_int_equal(actor->budget->consumed_ns, 3 * MILLISECOND);
    assert_int_equal(actor->budget->remaining_ns, QUANTUM - 3 * MILLISECOND);
}

/* Time passes and the timer, which fires once, interrupts as it was told to. Returns how often. */
static unsigned interrupts_in(uint64_t duration_ns)
{
    const uint64_t end = fake.now_ns + duration_ns;
    unsigned interrupts = 0;

    while (fake.timer_at_ns <= end) {
        if (fake.now_ns < fake.timer_at_ns) {
            fake.now_ns = fake.timer_at_ns;
        }
        fake.timer_at_ns = KOZO_DEADLINE_NEVER;
        interrupts++;
        sched_tick();
        actor_leave(KOZO_OK);
    }
    fake.now_ns = end;
    return interrupts;
}

static void who_runs_alone_is_not_interrupted(void **state)
{
    (void)state;
    struct actor *alone = actor_make(0, 5), *equal = actor_make(1, 5), *lower = actor_make(2, 4);
    kozo_priority_t ceiling;
    kozo_duration_t remaining, consumed;

    assert_int_equal(ROOT(kozo_thread_suspend(equal->handle)), KOZO_OK);
    assert_ptr_equal(running(), alone->thread);
    assert_true(interrupts_in(QUANTUM) <= 1); /* set before, and needless now */
    assert_int_equal(interrupts_in(100 * QUANTUM), 0);
    assert_ptr_equal(running(), alone->thread);
    assert_int_equal(AS(alone, kozo_budget_inspect(alone->budget_handle, &ceiling, &remaining,
                                                   &consumed)),
                     KOZO_OK);
    assert_int_equal(consumed, 101 * QUANTUM); /* all of which counts */
    assert_int_equal(lower->budget->consumed_ns, 0);

    /* Its quantum was over long ago, so an equal that becomes ready comes at once. */
    assert_int_equal(AS(alone, kozo_thread_resume(equal->handle)), KOZO_OK);
    assert_int_equal(interrupts_in(0), 1);
    assert_ptr_equal(running(), equal->thread);
    assert_in_range(interrupts_in(100 * QUANTUM), 99, 101);
    assert_in_range(equal->budget->consumed_ns, 49 * QUANTUM, 51 * QUANTUM);
}

static unsigned times_idle;

/* While nobody can run: the timer, if it is set, and then whatever makes root go on. */
static void idle_for_long(void)
{
    if (++times_idle == 1 && fake.timer_at_ns != KOZO_DEADLINE_NEVER) {
        fake.now_ns = fake.timer_at_ns; /* for what ran before */
        fake.timer_at_ns = KOZO_DEADLINE_NEVER;
        return;
    }
    assert_int_equal(fake.timer_at_ns, KOZO_DEADLINE_NEVER);
    fake.now_ns += 1000 * QUANTUM;
    kernel_lock();
    assert_int_equal(sys_thread_unpark(NULL, actors_root()), KOZO_OK);
    kernel_unlock();
}

/* With nobody to run and nothing due, no timer is set. */
static void an_idle_processor_is_not_interrupted(void **state)
{
    (void)state;
    fake_idles = idle_for_long;
    times_idle = 0;
    ROOT(kozo_thread_park(world.thread, KOZO_DEADLINE_NEVER));
    fake_idles = NULL;
    assert_in_range(times_idle, 1, 2);
    assert_ptr_equal(running(), actors_root());
}

/* A budget that can be spent is watched whoever else is ready. */
static void a_capacity_is_kept_alone_as_well(void **state)
{
    (void)state;
    struct actor *alone = actor_make(0, 5);

    configure(alone, 5, 2 * MILLISECOND, 10 * MILLISECOND);
    assert_in_range(interrupts_in(1000 * MILLISECOND), 199, 202);
    assert_in_range(alone->budget->consumed_ns, 199 * MILLISECOND, 201 * MILLISECOND);
}

static void the_timer_is_left_alone(void **state)
{
    (void)state;
    struct actor *turns[] = {actor_make(0, 5), actor_make(1, 5)};
    const unsigned before = fake.timer_writes;

    for (unsigned i = 0; i < 1000; i++) {
        fake.now_ns += 1000;
        assert_ptr_equal(running(), turns[i % 2]->thread);
        AS(turns[i % 2], kozo_budget_yield(turns[i % 2]->budget_handle));
        assert_true(fake.timer_at_ns <= fake.now_ns + QUANTUM);
    }
    assert_in_range(fake.timer_writes - before, 0, 1);
    assert_int_equal(turns[0]->budget->consumed_ns, 500 * 1000);
}

static void break_a_queue(void)
{
    struct actor *actor = actor_make(0, ROOT_PRIORITY);

    actor->thread->state = KOZO_THREAD_STATE_SUSPENDED;
    sched_check();
}

static void forget_the_timer(void)
{
    struct actor *actor = actor_make(0, 5);

    configure(actor, 5, MILLISECOND, 10 * MILLISECOND);
    this_cpu()->timer_at_ns = KOZO_DEADLINE_NEVER;
    sched_check();
}

static void a_timer_too_late_is_noticed(void **state)
{
    (void)state;
    world_expect_panic(forget_the_timer, "timer_at_ns");
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
        cmocka_unit_test_setup(a_budget_that_is_taken_away_is_charged, start),
        cmocka_unit_test_setup(who_runs_alone_is_not_interrupted, start),
        cmocka_unit_test_setup(a_capacity_is_kept_alone_as_well, start),
        cmocka_unit_test_setup(an_idle_processor_is_not_interrupted, start),
        cmocka_unit_test_setup(the_timer_is_left_alone, start),
        cmocka_unit_test_setup(a_timer_too_late_is_noticed, start),
        cmocka_unit_test_setup(a_broken_queue_is_noticed, start),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
