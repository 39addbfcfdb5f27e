/* SPDX-License-Identifier: MIT */
/* test_exhaustion.c: watched budgets: the end of their time is told to a handler. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <actors.h>
#include <fake.h>
#include <kozo/sched.h>

#define MILLISECOND UINT64_C(1000000)

enum { HANDLING = TEST_SLOTS, SERVICE, WEAK };
enum { ANSWER_WORDS = 3 }; /* what to do, where, with which stack */

static kozo_endpoint_t handling;
static struct actor *handler, *client;

static kozo_err_t watch(kozo_budget_watch_t flags)
{
    return ROOT(kozo_budget_watch(client->budget_handle, flags));
}

static void configure(uint64_t capacity)
{
    assert_int_equal(ROOT(kozo_budget_configure(client->budget_handle, world.budget, 5, capacity,
                                                10 * MILLISECOND)),
                     KOZO_OK);
}

/* A client with 1 ms in 10 ms, and a handler above it that waits for its faults. */
static int start(void **state)
{
    (void)state;
    actors_start();
    handling = WORLD_AS(kozo_endpoint_t, world_make(KOZO_OBJECT_ENDPOINT, 0, HANDLING));
    handler = actor_make(0, 9);
    client = actor_prepare(1, 5);
    actor_bind_faults(client, HANDLING);
    actor_receive(handler, handling);
    assert_int_equal(ROOT(kozo_thread_start(client->handle, (vaddr_t){4096}, (vaddr_t){0}, 0)),
                     KOZO_OK);
    configure(MILLISECOND);
    assert_int_equal(watch(KOZO_BUDGET_WATCH_EXHAUSTION), KOZO_OK);
    assert_ptr_equal(this_cpu()->current, client->thread);
    return 0;
}

static kozo_err_t answer(kozo_fault_action_t action)
{
    struct kozo_message message = {
        .tag = kozo_tag_make(KOZO_INTERFACE_FAULT, KOZO_OK, 0, 0, ANSWER_WORDS),
        .words = {action}};

    actor_enter(handler->thread);
    return actor_leave(kozo_status_code(
        kozo_trap_message(KOZO_OP_REPLY_SEND, KOZO_ANY((kozo_endpoint_t){0}), &message)));
}

static void assert_told(uint64_t consumed, uint64_t until)
{
    const struct regs *regs = &handler->thread->regs;

    assert_state(client, KOZO_THREAD_STATE_AWAITING_REPLY);
    assert_true(client->thread->faulted);
    assert_ptr_equal(this_cpu()->current, handler->thread);
    assert_int_equal(kozo_tag_interface(regs_tag(regs)), KOZO_INTERFACE_FAULT);
    assert_int_equal(kozo_tag_label(regs_tag(regs)), KOZO_FAULT_METHOD_EXHAUSTED);
    assert_int_equal(regs_word(regs, 0), consumed);
    assert_int_equal(regs_word(regs, 1), until);
}

static void whoever_is_resumed_waits_for_its_period(void **state)
{
    (void)state;
    for (uint64_t period = 0; period < 3; period++) {
        const uint64_t begin = period * 10 * MILLISECOND;

        assert_int_equal(fake.now_ns, begin);
        assert_ptr_equal(this_cpu()->current, client->thread);
        actors_pass(MILLISECOND);
        assert_told((period + 1) * MILLISECOND, begin + 10 * MILLISECOND);
        assert_int_equal(answer(KOZO_FAULT_ACTION_RESUME), KOZO_OK);
        assert_int_equal(client->budget->state, BUDGET_DEPLETED);
        actor_receive(handler, handling);
        assert_ptr_equal(this_cpu()->current, actors_root());
        assert_true(fake.timer_at_ns <= begin + 10 * MILLISECOND);
        actors_pass(9 * MILLISECOND);
    }
}

static void a_new_configuration_lets_it_go_on(void **state)
{
    (void)state;
    actors_pass(MILLISECOND);
    assert_told(MILLISECOND, 10 * MILLISECOND);
    configure(2 * MILLISECOND);
    assert_state(client, KOZO_THREAD_STATE_AWAITING_REPLY);
    assert_int_equal(answer(KOZO_FAULT_ACTION_RESUME), KOZO_OK);
    actor_receive(handler, handling);
    assert_ptr_equal(this_cpu()->current, client->thread);
    actors_pass(2 * MILLISECOND);
    assert_told(3 * MILLISECOND, 11 * MILLISECOND);
}

static void it_can_be_killed(void **state)
{
    (void)state;
    actors_pass(MILLISECOND);
    assert_int_equal(answer(KOZO_FAULT_ACTION_KILL), KOZO_OK);
    assert_state(client, KOZO_THREAD_STATE_DEAD);
}

static void a_late_answer_finds_the_next_period(void **state)
{
    (void)state;
    actors_pass(MILLISECOND);
    actors_pass(20 * MILLISECOND);
    assert_told(MILLISECOND, 10 * MILLISECOND);
    assert_int_equal(answer(KOZO_FAULT_ACTION_RESUME), KOZO_OK);
    actor_receive(handler, handling);
    assert_ptr_equal(this_cpu()->current, client->thread);
    assert_int_equal(client->budget->remaining_ns, MILLISECOND);
}

static void it_waits_for_a_busy_handler(void **state)
{
    (void)state;
    assert_int_equal(ROOT(kozo_thread_suspend(handler->handle)), KOZO_OK);
    actors_pass(MILLISECOND);
    assert_state(client, KOZO_THREAD_STATE_CALLING);
    assert_ptr_equal(this_cpu()->current, actors_root());
    assert_int_equal(ROOT(kozo_thread_resume(handler->handle)), KOZO_OK);
    assert_int_equal(actor_receive(handler, handling), KOZO_OK);
    assert_told(MILLISECOND, 10 * MILLISECOND);
}

static void assert_waits(void)
{
    assert_state(client, KOZO_THREAD_STATE_READY);
    assert_int_equal(client->budget->state, BUDGET_DEPLETED);
    assert_ptr_equal(this_cpu()->current, actors_root());
}

/* What the timer's interrupts make of it: one may be needed more. */
static void pass_till_spent(void)
{
    actors_pass(MILLISECOND);
    actors_pass(0);
}

static void without_a_handler_it_waits(void **state)
{
    (void)state;
    actor_lose(client, THREAD_FAULTS);
    pass_till_spent();
    assert_waits();
}

static void unwatched_it_waits(void **state)
{
    (void)state;
    assert_int_equal(watch(0), KOZO_OK);
    pass_till_spent();
    assert_waits();
}

/* It is ready without time, to tell that, when nobody wants to know any more. */
static void unwatched_before_it_is_told_it_waits(void **state)
{
    (void)state;
    const kozo_endpoint_t service =
        WORLD_AS(kozo_endpoint_t, world_make(KOZO_OBJECT_ENDPOINT, 0, SERVICE));
    struct actor *other = actor_make(2, 9);

    actor_receive_until(other, service, MILLISECOND);
    actors_pass(MILLISECOND);
    assert_ptr_equal(this_cpu()->current, other->thread);
    assert_int_equal(client->budget->state, BUDGET_READY);
    assert_int_equal(AS(other, kozo_budget_watch(client->budget_handle, 0)), KOZO_OK);
    assert_int_equal(client->budget->state, BUDGET_DEPLETED);
    actor_receive(other, service);
    assert_waits();
}

static void whoever_is_suspended_meanwhile_is_told_no_more(void **state)
{
    (void)state;
    actors_pass(MILLISECOND);
    assert_int_equal(ROOT(kozo_thread_suspend(client->handle)), KOZO_OK);
    assert_int_equal(ROOT(kozo_thread_resume(client->handle)), KOZO_OK);
    actor_receive(handler, handling);
    assert_waits();
    actors_pass(9 * MILLISECOND);
    assert_ptr_equal(this_cpu()->current, client->thread);
}

/* A server without a budget of its own waits; its client is told when it would go on. */
static void a_server_is_no_ones_fault(void **state)
{
    (void)state;
    const kozo_endpoint_t service =
        WORLD_AS(kozo_endpoint_t, world_make(KOZO_OBJECT_ENDPOINT, 0, SERVICE));
    struct actor *server = actor_make(2, 5);

    actor_receive(server, service);
    actor_lose(server, THREAD_BUDGET);
    actor_call(client, service);
    assert_ptr_equal(this_cpu()->current, server->thread);
    pass_till_spent();
    assert_state(server, KOZO_THREAD_STATE_READY);
    assert_int_equal(client->budget->state, BUDGET_DEPLETED);
    actors_pass(9 * MILLISECOND);
    assert_ptr_equal(this_cpu()->current, server->thread);
    fake.now_ns += MILLISECOND;
    actor_reply(server);
    assert_ptr_equal(this_cpu()->current, client->thread);
    actors_pass(0);
    assert_told(2 * MILLISECOND, 20 * MILLISECOND);
}

static void watching_is_a_right(void **state)
{
    (void)state;
    kozo_handle_t weak = {0};

    assert_int_equal(ROOT(kozo_cnode_copy(world.cnode, WEAK, KOZO_ANY(client->budget_handle),
                                          KOZO_BUDGET_RIGHT_OBSERVE, &weak)),
                     KOZO_OK);
    assert_int_equal(ROOT(kozo_budget_watch(WORLD_AS(kozo_budget_t, weak), 0)),
                     KOZO_ERR_ACCESS_DENIED);
    assert_int_equal(watch(KOZO_BUDGET_WATCH_MASK + 1), KOZO_ERR_UNKNOWN_FLAG);
    assert_true(client->budget->watched);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(whoever_is_resumed_waits_for_its_period, start),
        cmocka_unit_test_setup(a_new_configuration_lets_it_go_on, start),
        cmocka_unit_test_setup(it_can_be_killed, start),
        cmocka_unit_test_setup(a_late_answer_finds_the_next_period, start),
        cmocka_unit_test_setup(it_waits_for_a_busy_handler, start),
        cmocka_unit_test_setup(without_a_handler_it_waits, start),
        cmocka_unit_test_setup(unwatched_it_waits, start),
        cmocka_unit_test_setup(unwatched_before_it_is_told_it_waits, start),
        cmocka_unit_test_setup(whoever_is_suspended_meanwhile_is_told_no_more, start),
        cmocka_unit_test_setup(a_server_is_no_ones_fault, start),
        cmocka_unit_test_setup(watching_is_a_right, start),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
