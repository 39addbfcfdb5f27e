/* SPDX-License-Identifier: MIT */
/* test_lend.c: the priority of those who wait, lent to who serves them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <actors.h>
#include <fake.h>
#include <kozo/sched.h>

enum { LOW = 10, MIDDLE = 50, HIGH = 100, ENDPOINTS = TEST_SLOTS, SAVED = TEST_SLOTS + 20 };

static kozo_endpoint_t endpoint;
static struct actor *server, *low, *middle, *high;

static kozo_endpoint_t endpoint_make(unsigned number)
{
    return WORLD_AS(kozo_endpoint_t, world_make(KOZO_OBJECT_ENDPOINT, 0, ENDPOINTS + number));
}

static struct thread *running(void)
{
    return this_cpu()->current;
}

/* A server works for `low`; `middle` is ready. */
static int start(void **state)
{
    (void)state;
    actors_start();
    endpoint = endpoint_make(0);
    server = actor_make(0, 5);
    actor_receive(server, endpoint);
    low = actor_make(1, LOW);
    actor_call(low, endpoint);
    assert_ptr_equal(running(), server->thread);
    middle = actor_make(2, MIDDLE);
    high = actor_prepare(3, HIGH);
    assert_ptr_equal(running(), middle->thread);
    return 0;
}

static struct actor *client(unsigned number, kozo_priority_t priority, kozo_endpoint_t at)
{
    struct actor *actor = actor_make(number, priority);

    actor_call(actor, at);
    return actor;
}

static void start_high(void)
{
    assert_int_equal(ROOT(kozo_thread_start(high->handle, (vaddr_t){4096}, (vaddr_t){0}, 0)),
                     KOZO_OK);
}

static void call_high(void)
{
    start_high();
    actor_call(high, endpoint);
}

static void nobody_comes_between(void **state)
{
    (void)state;
    call_high();
    assert_ptr_equal(running(), server->thread);
    assert_int_equal(low->budget->priority, HIGH);
    actor_reply_receive(server, endpoint);
    /* And at once for the one that waited. */
    assert_ptr_equal(running(), server->thread);
    assert_ptr_equal(server->thread->budget, high->budget);
    assert_int_equal(low->budget->priority, LOW);
    actor_reply_receive(server, endpoint);
    assert_ptr_equal(running(), high->thread);
    assert_int_equal(server->budget->priority, 5);
}

/* What is lent is not the client's: it is answered, and has its own priority. */
static void a_loan_ends_with_the_answer(void **state)
{
    (void)state;
    call_high();
    assert_true(low->thread->hurried); /* the fast path does not answer it */
    actor_reply(server);
    assert_int_equal(low->budget->priority, LOW);
    assert_int_equal(server->budget->priority, HIGH); /* somebody still waits */
    assert_ptr_equal(running(), server->thread);
    actor_receive(server, endpoint);
    assert_int_equal(server->budget->priority, 5);
    assert_ptr_equal(server->thread->budget, high->budget);
}

static void a_loan_ends_with_the_wait(void **state)
{
    (void)state;
    start_high();
    actor_call_until(high, endpoint, 1000);
    assert_int_equal(low->budget->priority, HIGH);
    actors_pass(1000);
    assert_int_equal(actor_status(high), KOZO_ERR_TIMED_OUT);
    assert_int_equal(low->budget->priority, LOW);
    assert_ptr_equal(running(), high->thread);
    assert_int_equal(AS(high, kozo_thread_suspend(high->handle)), KOZO_OK);
    assert_ptr_equal(running(), middle->thread);
}

static void the_highest_who_waits_counts(void **state)
{
    (void)state;
    struct actor *other = client(4, MIDDLE + 1, endpoint);

    assert_int_equal(low->budget->priority, MIDDLE + 1);
    call_high();
    assert_int_equal(low->budget->priority, HIGH);
    assert_int_equal(ROOT(kozo_thread_suspend(high->handle)), KOZO_OK);
    assert_int_equal(low->budget->priority, MIDDLE + 1);
    assert_int_equal(ROOT(kozo_thread_suspend(other->handle)), KOZO_OK);
    assert_int_equal(low->budget->priority, LOW);
}

static void a_loan_goes_on_along_queues(void **state)
{
    (void)state;
    const kozo_endpoint_t inner = endpoint_make(1);
    struct actor *last = actor_make(4, 4), *lowest = actor_make(5, LOW + 1);

    actor_receive(last, inner);
    actor_call(lowest, inner);
    client(6, LOW + 2, inner);
    actor_call(server, inner); /* behind that one */
    assert_int_equal(lowest->budget->priority, LOW + 2);
    call_high();
    assert_int_equal(low->budget->priority, HIGH);
    assert_int_equal(lowest->budget->priority, HIGH);
    assert_ptr_equal(running(), last->thread);
    actor_reply_receive(last, inner);
    assert_ptr_equal(last->thread->caller, server->thread); /* before the other */
    assert_int_equal(lowest->budget->priority, LOW + 1);
    assert_ptr_equal(running(), last->thread);
    actor_reply(last);
    assert_ptr_equal(running(), server->thread);
    assert_int_equal(low->budget->priority, HIGH);
    actor_reply(server);
    assert_int_equal(low->budget->priority, LOW);
}

static void a_loan_goes_no_further_than_its_links(void **state)
{
    (void)state;
    enum { LINKS = 8, SERVERS = LINKS + 1 };
    kozo_endpoint_t at[SERVERS];
    struct actor *servers[SERVERS];

    /* Each works for itself and then waits for the next, which is busy likewise. */
    for (unsigned i = 0; i < SERVERS; i++) {
        at[i] = endpoint_make(i + 1);
        servers[i] = actor_make(4 + i, 3);
        assert_int_equal(actor_receive_until(servers[i], at[i], KOZO_DEADLINE_POLL),
                         KOZO_ERR_NOT_READY);
        actor_receive(servers[i], at[i]);
        assert_int_equal(ROOT(kozo_thread_suspend(servers[i]->handle)), KOZO_OK);
        assert_int_equal(ROOT(kozo_thread_resume(servers[i]->handle)), KOZO_OK);
    }
    for (unsigned i = 0; i + 1 < SERVERS; i++) {
        actor_call(servers[i], at[i + 1]);
    }
    start_high();
    actor_call(high, at[0]);
    for (unsigned i = 0; i < SERVERS; i++) {
        assert_int_equal(servers[i]->budget->priority, i < LINKS ? HIGH : 3);
    }
}

static void a_server_that_works_for_itself(void **state)
{
    (void)state;
    actor_reply(server);
    assert_ptr_equal(server->thread->budget, server->budget);
    call_high();
    assert_int_equal(server->budget->priority, HIGH);
    assert_ptr_equal(running(), server->thread);
    actor_receive(server, endpoint);
    assert_int_equal(server->budget->priority, 5);
}

static void a_saved_reply_ends_the_loan(void **state)
{
    (void)state;
    kozo_handle_t reply = {0};

    call_high();
    assert_int_equal(AS(server, kozo_cnode_save_reply(world.cnode, SAVED, &reply)), KOZO_OK);
    assert_int_equal(low->budget->priority, LOW);
    assert_int_equal(server->budget->priority, HIGH);
    assert_ptr_equal(running(), server->thread);
}

static void the_callers_end_moves_the_loan(void **state)
{
    (void)state;
    call_high();
    assert_int_equal(ROOT(kozo_thread_suspend(low->handle)), KOZO_OK);
    assert_int_equal(low->budget->priority, LOW);
    assert_int_equal(server->budget->priority, HIGH);
    assert_ptr_equal(running(), server->thread);
}

static void nothing_is_lent_to_the_dead(void **state)
{
    (void)state;
    call_high();
    assert_int_equal(ROOT(kozo_any_revoke(KOZO_ANY(server->handle))), KOZO_OK);
    assert_int_equal(ROOT(kozo_any_delete(KOZO_ANY(server->handle))), KOZO_OK);
    actors[0].thread = NULL;
    assert_int_equal(low->budget->priority, LOW);
    assert_int_equal(actor_status(low), KOZO_ERR_PEER_DIED);
    assert_state(high, KOZO_THREAD_STATE_CALLING);
    struct actor *successor = actor_make(4, 5);

    actor_receive(successor, endpoint);
    assert_ptr_equal(high->thread->reply_callee, successor->thread);
}

static void nothing_is_lent_at_what_is_gone(void **state)
{
    (void)state;
    call_high();
    assert_int_equal(ROOT(kozo_any_delete(KOZO_ANY(endpoint))), KOZO_OK);
    assert_int_equal(actor_status(high), KOZO_ERR_PEER_DIED);
    assert_int_equal(low->budget->priority, LOW);
    assert_null(server->thread->serves);
}

static void a_thread_serves_one_endpoint(void **state)
{
    (void)state;
    const kozo_endpoint_t other = endpoint_make(1);

    actor_reply(server);
    actor_receive(server, other);
    actor_call(low, other);
    call_high();
    assert_int_equal(low->budget->priority, LOW); /* nobody serves that one now */
    assert_ptr_equal(running(), middle->thread);
}

static void configure(const struct actor *actor, kozo_priority_t priority)
{
    assert_int_equal(ROOT(kozo_budget_configure(actor->budget_handle, world.budget, priority,
                                                QUANTUM, QUANTUM)),
                     KOZO_OK);
}

static void a_loan_is_above_what_is_configured(void **state)
{
    (void)state;
    kozo_thread_state_t what;
    kozo_priority_t priority;
    kozo_duration_t consumed;

    call_high();
    configure(low, LOW + 1);
    assert_int_equal(low->budget->priority, HIGH);
    assert_int_equal(ROOT(kozo_thread_inspect(low->handle, &what, &priority, &consumed)), KOZO_OK);
    assert_int_equal(priority, LOW + 1);
    actor_reply(server);
    assert_int_equal(low->budget->priority, LOW + 1);
}

static void who_waits_is_put_where_it_belongs_now(void **state)
{
    (void)state;
    struct actor *first = client(4, MIDDLE + 2, endpoint);
    struct actor *second = client(5, MIDDLE + 1, endpoint);

    configure(second, MIDDLE + 3);
    assert_int_equal(low->budget->priority, MIDDLE + 3);
    configure(first, MIDDLE + 4);
    configure(first, MIDDLE + 1);
    assert_int_equal(low->budget->priority, MIDDLE + 3);
    actor_reply_receive(server, endpoint);
    assert_ptr_equal(server->thread->caller, second->thread);
    actor_reply_receive(server, endpoint);
    assert_ptr_equal(server->thread->caller, first->thread);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(nobody_comes_between, start),
        cmocka_unit_test_setup(a_loan_ends_with_the_answer, start),
        cmocka_unit_test_setup(a_loan_ends_with_the_wait, start),
        cmocka_unit_test_setup(the_highest_who_waits_counts, start),
        cmocka_unit_test_setup(a_loan_goes_on_along_queues, start),
        cmocka_unit_test_setup(a_loan_goes_no_further_than_its_links, start),
        cmocka_unit_test_setup(a_server_that_works_for_itself, start),
        cmocka_unit_test_setup(a_saved_reply_ends_the_loan, start),
        cmocka_unit_test_setup(the_callers_end_moves_the_loan, start),
        cmocka_unit_test_setup(nothing_is_lent_to_the_dead, start),
        cmocka_unit_test_setup(nothing_is_lent_at_what_is_gone, start),
        cmocka_unit_test_setup(a_thread_serves_one_endpoint, start),
        cmocka_unit_test_setup(a_loan_is_above_what_is_configured, start),
        cmocka_unit_test_setup(who_waits_is_put_where_it_belongs_now, start),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
