/* SPDX-License-Identifier: MIT */
/* test_call_chain.c: budgets along chains of calls: lent, taken back, substituted. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <actors.h>
#include <fake.h>
#include <kozo/cnode.h>

enum { LINKS = KOZO_CALL_DEPTH + 1, ENDPOINTS = TEST_SLOTS, FREE = ENDPOINTS + LINKS };

static kozo_endpoint_t endpoints[LINKS];

static int start(void **state)
{
    (void)state;
    actors_start();
    for (unsigned i = 0; i < LINKS; i++) {
        endpoints[i] =
            WORLD_AS(kozo_endpoint_t, world_make(KOZO_OBJECT_ENDPOINT, 0, ENDPOINTS + i));
    }
    return 0;
}

/* Actor 0 calls actor 1 calls actor 2 ... up to `last`, which runs. */
static void chain(unsigned last)
{
    for (unsigned i = 0; i <= last; i++) {
        actor_make(i, (kozo_priority_t)(10 + i));
    }
    for (unsigned i = 1; i <= last; i++) {
        actor_receive(&actors[i], endpoints[i]);
    }
    for (unsigned i = 0; i < last; i++) {
        actor_call(&actors[i], endpoints[i + 1]);
    }
}

static void assert_runs_on(const struct actor *actor, const struct budget *budget)
{
    assert_ptr_equal(actor->thread->budget, budget);
    assert_ptr_equal(budget->thread, actor->thread);
}

static void a_call_lends_and_a_reply_returns(void **state)
{
    (void)state;
    chain(1);
    assert_runs_on(&actors[1], actors[0].budget);
    assert_null(actors[1].budget->thread);
    assert_int_equal(actors[1].thread->call_depth, 1);
    actor_reply(&actors[1]);
    assert_runs_on(&actors[0], actors[0].budget);
    assert_runs_on(&actors[1], actors[1].budget);
    assert_int_equal(actors[1].thread->call_depth, 0);
}

static void a_long_chain_runs_on_one_budget(void **state)
{
    (void)state;
    chain(5);
    assert_runs_on(&actors[5], actors[0].budget);
    for (unsigned i = 5; i > 0; i--) {
        assert_int_equal(actors[i].thread->call_depth, i);
        actor_reply(&actors[i]);
        assert_runs_on(&actors[i], actors[i].budget);
        assert_runs_on(&actors[i - 1], actors[0].budget);
    }
}

static void the_chain_has_a_limit(void **state)
{
    (void)state;
    chain(KOZO_CALL_DEPTH - 1);
    assert_runs_on(&actors[KOZO_CALL_DEPTH - 1], actors[0].budget);
    assert_int_equal(actor_call(&actors[KOZO_CALL_DEPTH - 1], endpoints[KOZO_CALL_DEPTH]),
                     KOZO_ERR_NO_SPACE);
}

static void the_head_leaves(void **state)
{
    (void)state;
    chain(3);
    assert_int_equal(ROOT(kozo_thread_suspend(actors[0].handle)), KOZO_OK);
    /* The first home behind the head carries the rest of the chain. */
    assert_ptr_equal(actors[0].thread->budget, actors[0].budget);
    assert_runs_on(&actors[3], actors[1].budget);
    assert_ptr_equal(actors[2].thread->budget, actors[1].budget);
    assert_null(actors[1].thread->caller);
    actor_reply(&actors[3]);
    actor_reply(&actors[2]);
    assert_runs_on(&actors[1], actors[1].budget);
    assert_int_equal(actor_reply(&actors[1]), KOZO_ERR_NO_REPLY);
}

static void the_middle_dies(void **state)
{
    (void)state;
    chain(3);
    assert_int_equal(ROOT(kozo_any_delete(KOZO_ANY(actors[1].handle))), KOZO_OK);
    actors[1].thread = NULL;
    assert_runs_on(&actors[0], actors[0].budget);
    assert_state(&actors[0], KOZO_THREAD_STATE_READY);
    assert_int_equal(actor_status(&actors[0]), KOZO_ERR_PEER_DIED);
    assert_runs_on(&actors[3], actors[2].budget);
    assert_null(actors[2].thread->caller);
}

static void the_end_dies(void **state)
{
    (void)state;
    chain(2);
    assert_int_equal(ROOT(kozo_thread_exit(actors[2].handle, 0)), KOZO_OK);
    assert_state(&actors[2], KOZO_THREAD_STATE_DEAD);
    assert_runs_on(&actors[1], actors[0].budget);
    assert_int_equal(actor_status(&actors[1]), KOZO_ERR_PEER_DIED);
    assert_state(&actors[0], KOZO_THREAD_STATE_AWAITING_REPLY);
}

static void the_heads_budget_goes(void **state)
{
    (void)state;
    chain(2);
    assert_int_equal(ROOT(kozo_any_revoke(KOZO_ANY(actors[0].budget_handle))), KOZO_OK);
    assert_null(actors[0].thread->budget);
    assert_runs_on(&actors[2], actors[1].budget);
    assert_int_equal(actor_reply(&actors[2]), KOZO_OK);
    assert_int_equal(actor_reply(&actors[1]), KOZO_OK);
    assert_state(&actors[0], KOZO_THREAD_STATE_READY);
    assert_null(actors[0].thread->budget);
}

static void a_middles_home_goes(void **state)
{
    (void)state;
    chain(3);
    assert_int_equal(ROOT(kozo_any_revoke(KOZO_ANY(actors[1].budget_handle))), KOZO_OK);
    assert_runs_on(&actors[3], actors[0].budget);
    assert_int_equal(ROOT(kozo_thread_suspend(actors[0].handle)), KOZO_OK);
    assert_runs_on(&actors[3], actors[2].budget);
    assert_int_equal(actor_reply(&actors[3]), KOZO_OK);
    assert_int_equal(actor_reply(&actors[2]), KOZO_OK);
    assert_null(actors[1].thread->budget);
}

static void a_saved_reply_ends_the_loan(void **state)
{
    (void)state;
    kozo_handle_t reply = {0};

    chain(1);
    assert_int_equal(AS(&actors[1], kozo_cnode_save_reply(world.cnode, FREE, &reply)), KOZO_OK);
    assert_runs_on(&actors[1], actors[1].budget);
    assert_ptr_equal(actors[0].thread->budget, actors[0].budget);
    assert_state(&actors[0], KOZO_THREAD_STATE_AWAITING_REPLY);
    assert_int_equal(actor_reply_saved(&actors[1], reply), KOZO_OK);
    assert_runs_on(&actors[0], actors[0].budget);
}

static void a_passive_server_cannot_save_the_reply_it_runs_on(void **state)
{
    (void)state;
    struct actor *client = actor_make(0, 10), *server = actor_make(1, 10);
    kozo_handle_t reply = {0};

    actor_receive(server, endpoints[1]);
    assert_int_equal(ROOT(kozo_any_revoke(KOZO_ANY(server->budget_handle))), KOZO_OK);
    actor_call(client, endpoints[1]);
    assert_runs_on(server, client->budget);
    assert_int_equal(AS(server, kozo_cnode_save_reply(world.cnode, FREE, &reply)),
                     KOZO_ERR_UNBOUND);
    assert_int_equal(actor_reply(server), KOZO_OK);
    assert_runs_on(client, client->budget);
}

static void a_timed_out_call_takes_its_budget_back(void **state)
{
    (void)state;
    struct actor *client = actor_make(0, 10), *server = actor_make(1, 10);

    actor_receive(server, endpoints[1]);
    actor_call_until(client, endpoints[1], 5000000);
    assert_runs_on(server, client->budget);
    actors_pass(5000000);
    assert_int_equal(actor_status(client), KOZO_ERR_TIMED_OUT);
    assert_runs_on(client, client->budget);
    assert_runs_on(server, server->budget);
    assert_int_equal(actor_reply(server), KOZO_ERR_NO_REPLY);
}

static void a_fault_lends_nothing(void **state)
{
    (void)state;
    struct actor *client = actor_make(0, 10), *handler = actor_make(1, 10);

    actor_bind_faults(client, ENDPOINTS + 1);
    actor_receive(handler, endpoints[1]);
    actor_fault(client);
    assert_state(client, KOZO_THREAD_STATE_AWAITING_REPLY);
    assert_runs_on(handler, handler->budget);
}

/* Actor 0 may spend little in a long period. */
static void make_poor(struct actor *client)
{
    assert_int_equal(ROOT(kozo_budget_configure(client->budget_handle, world.budget, 10, 10000,
                                                1000000000)),
                     KOZO_OK);
}

static void a_spent_loan_does_not_stop_the_server(void **state)
{
    (void)state;
    chain(2);
    make_poor(&actors[0]);
    actor_enter(actors[2].thread);
    actors_pass(20000);
    assert_runs_on(&actors[2], actors[1].budget);
    assert_ptr_equal(this_cpu()->current, actors[2].thread);
    assert_ptr_equal(actors[0].thread->budget, actors[0].budget);
    assert_int_equal(actor_reply(&actors[2]), KOZO_OK);
    assert_int_equal(actor_reply(&actors[1]), KOZO_OK);
    assert_runs_on(&actors[1], actors[1].budget);
    /* The client itself waits for its next period. */
    assert_runs_on(&actors[0], actors[0].budget);
    assert_int_equal(actors[0].budget->state, BUDGET_DEPLETED);
    actors_pass(1000000000);
    assert_int_not_equal(actors[0].budget->state, BUDGET_DEPLETED);
}

static void a_client_that_is_spent_when_it_is_received_lends_nothing(void **state)
{
    struct actor *client = actor_make(0, 10), *server = actor_make(1, 10);

    (void)state;
    make_poor(client);
    actor_enter(client->thread);
    fake.now_ns += 20000;
    actor_call(client, endpoints[1]);
    assert_int_equal(client->budget->remaining_ns, 0);
    assert_int_equal(actor_receive(server, endpoints[1]), KOZO_OK);
    assert_runs_on(server, server->budget);
    assert_ptr_equal(this_cpu()->current, server->thread);
    assert_int_equal(actor_reply(server), KOZO_OK);
    assert_int_equal(client->budget->state, BUDGET_DEPLETED);
}

/* One without budget of its own waits for its client's; whom it calls does not. */
static void a_spent_loan_stays_with_a_passive_server(void **state)
{
    (void)state;
    chain(2);
    assert_int_equal(ROOT(kozo_any_revoke(KOZO_ANY(actors[1].budget_handle))), KOZO_OK);
    make_poor(&actors[0]);
    actor_enter(actors[2].thread);
    actors_pass(20000);
    assert_runs_on(&actors[2], actors[2].budget);
    assert_runs_on(&actors[1], actors[0].budget);
    assert_int_equal(actor_reply(&actors[2]), KOZO_OK);
    assert_int_equal(actors[0].budget->state, BUDGET_DEPLETED);
    actors_pass(1000000000);
    assert_int_equal(actor_reply(&actors[1]), KOZO_OK);
    assert_runs_on(&actors[0], actors[0].budget);
}

/* Each handles the fault of the one before, and faults over it. The row has a limit, which bounds
 * how many die at once when its end does. */
static void handlers_that_fault_make_a_bounded_row(void **state)
{
    const struct message fault = {.tag = kozo_tag_make(1, 1, KOZO_TAG_FLAG_KERNEL, 0, 0)};

    (void)state;
    for (unsigned i = 0; i < LINKS; i++) {
        actor_make(i, 10);
        assert_int_equal(cap_bind(&actors[i].thread->bindings[THREAD_FAULTS],
                                  world_slot(kozo_handle_address(KOZO_ANY(endpoints[i])))),
                         KOZO_OK);
    }
    for (unsigned i = 0; i < LINKS; i++) {
        actor_enter(actors[i].thread);
        ipc_fault(actors[i].thread, &fault);
        actor_leave(KOZO_OK);
        if (i < KOZO_CALL_DEPTH) {
            assert_state(&actors[i], KOZO_THREAD_STATE_CALLING);
            actor_receive(&actors[i + 1], endpoints[i]);
            assert_state(&actors[i], KOZO_THREAD_STATE_AWAITING_REPLY);
        }
    }
    for (unsigned i = 0; i < LINKS; i++) {
        assert_state(&actors[i], KOZO_THREAD_STATE_DEAD);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_call_lends_and_a_reply_returns, start),
        cmocka_unit_test_setup(a_long_chain_runs_on_one_budget, start),
        cmocka_unit_test_setup(the_chain_has_a_limit, start),
        cmocka_unit_test_setup(the_head_leaves, start),
        cmocka_unit_test_setup(the_middle_dies, start),
        cmocka_unit_test_setup(the_end_dies, start),
        cmocka_unit_test_setup(the_heads_budget_goes, start),
        cmocka_unit_test_setup(a_middles_home_goes, start),
        cmocka_unit_test_setup(a_saved_reply_ends_the_loan, start),
        cmocka_unit_test_setup(a_passive_server_cannot_save_the_reply_it_runs_on, start),
        cmocka_unit_test_setup(a_timed_out_call_takes_its_budget_back, start),
        cmocka_unit_test_setup(a_fault_lends_nothing, start),
        cmocka_unit_test_setup(a_spent_loan_does_not_stop_the_server, start),
        cmocka_unit_test_setup(a_client_that_is_spent_when_it_is_received_lends_nothing, start),
        cmocka_unit_test_setup(a_spent_loan_stays_with_a_passive_server, start),
        cmocka_unit_test_setup(handlers_that_fault_make_a_bounded_row, start),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
