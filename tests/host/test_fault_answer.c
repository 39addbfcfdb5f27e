/* SPDX-License-Identifier: MIT */
/* test_fault_answer.c: what becomes of a thread whose fault, or exit, its handler is told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <actors.h>
#include <kozo/cnode.h>
#include <kozo/fast_fault.h>

enum { ENDPOINT = TEST_SLOTS, FREE };
enum { ANSWER_WORDS = 3 }; /* what to do, where, with which stack */

static kozo_endpoint_t endpoint;

static int start(void **state)
{
    (void)state;
    actors_start();
    endpoint = WORLD_AS(kozo_endpoint_t, world_make(KOZO_OBJECT_ENDPOINT, 0, ENDPOINT));
    return 0;
}

static kozo_err_t answer_with(struct actor *handler, kozo_fault_action_t action, uint64_t ip,
                              uint64_t sp)
{
    struct kozo_message m = {
        .tag = kozo_tag_make(KOZO_INTERFACE_FAULT, KOZO_OK, 0, 0, ANSWER_WORDS),
        .words = {action, ip, sp}};

    return AS(handler, kozo_reply_send(&m));
}

/* The other words mean nothing then. */
static kozo_err_t answer_fault(struct actor *handler, kozo_fault_action_t action)
{
    return answer_with(handler, action, KOZO_USER_TOP, 1);
}

static void an_exit_is_told_and_final(void **state)
{
    (void)state;
    struct actor *actor = actor_make(0, 20), *handler = actor_make(1, 10);

    actor_bind_faults(actor, ENDPOINT);
    AS(actor, kozo_thread_exit(actor->handle, 99));
    assert_state(actor, KOZO_THREAD_STATE_CALLING);
    assert_int_equal(actor_receive(handler, endpoint), KOZO_OK);
    assert_int_equal(regs_word(&handler->thread->regs, 0), 99);
    assert_int_equal(ROOT(kozo_thread_suspend(actor->handle)), KOZO_ERR_BAD_STATE);
    assert_int_equal(actor_reply(handler), KOZO_ERR_MALFORMED);
    assert_int_equal(answer_fault(handler, KOZO_FAULT_ACTION_RESUME), KOZO_ERR_MALFORMED);
    assert_state(actor, KOZO_THREAD_STATE_AWAITING_REPLY);
    assert_int_equal(answer_with(handler, KOZO_FAULT_ACTION_REDIRECT, 0, 0), KOZO_ERR_MALFORMED);
    assert_state(actor, KOZO_THREAD_STATE_AWAITING_REPLY);
    assert_int_equal(answer_fault(handler, KOZO_FAULT_ACTION_KILL), KOZO_OK);
    assert_state(actor, KOZO_THREAD_STATE_DEAD);
}

/* It goes on elsewhere, with all other registers as they were. */
static void an_answer_to_a_fault_redirects(void **state)
{
    struct actor *actor = actor_make(0, 20), *handler = actor_make(1, 10);
    struct regs expected = actor->thread->regs;

    (void)state;
    actor_bind_faults(actor, ENDPOINT);
    actor_fault(actor);
    assert_int_equal(actor_receive(handler, endpoint), KOZO_OK);
    assert_int_equal(answer_with(handler, KOZO_FAULT_ACTION_REDIRECT, KOZO_USER_TOP, 0),
                     KOZO_ERR_MALFORMED);
    assert_state(actor, KOZO_THREAD_STATE_AWAITING_REPLY);
    assert_memory_equal(&actor->thread->regs, &expected, sizeof(expected));
    expected.rip = KOZO_USER_TOP - 1;
    expected.rsp = 16;
    assert_int_equal(answer_with(handler, KOZO_FAULT_ACTION_REDIRECT, expected.rip, expected.rsp),
                     KOZO_OK);
    assert_state(actor, KOZO_THREAD_STATE_READY);
    assert_memory_equal(&actor->thread->regs, &expected, sizeof(expected));
}

/* The words of an answer that is refused are not looked at. */
static void a_malformed_answer_to_a_fault_leaves_it_pending(void **state)
{
    static const uint64_t answers[] = {KOZO_FAULT_ACTION_RESUME, KOZO_FAULT_ACTION_KILL};
    struct actor *actor = actor_make(0, 20), *handler = actor_make(1, 10);

    (void)state;
    actor_bind_faults(actor, ENDPOINT);
    actor_fault(actor);
    assert_int_equal(actor_receive(handler, endpoint), KOZO_OK);
    for (unsigned i = 0; i < sizeof(answers) / sizeof(answers[0]); i++) {
        struct kozo_message m = {
            .tag = kozo_tag_make(KOZO_INTERFACE_FAULT + 1, KOZO_OK, 0, 0, ANSWER_WORDS),
            .words = {answers[i]}};
        assert_int_equal(AS(handler, kozo_reply_send(&m)), KOZO_ERR_MALFORMED);
        assert_state(actor, KOZO_THREAD_STATE_AWAITING_REPLY);
    }
}

/* It goes on where it was, with the registers that it had, or ends; either way it is answered. */
static void an_answer_to_a_fault_resumes_or_ends(void **state)
{
    static const kozo_fault_action_t actions[] = {KOZO_FAULT_ACTION_RESUME,
                                                  KOZO_FAULT_ACTION_KILL};

    for (unsigned i = 0; i < sizeof(actions) / sizeof(actions[0]); i++) {
        start(state);
        struct actor *actor = actor_make(0, 20), *handler = actor_make(1, 10);
        const struct regs before = actor->thread->regs;

        actor_bind_faults(actor, ENDPOINT);
        actor_fault(actor);
        assert_int_equal(actor_receive(handler, endpoint), KOZO_OK);
        assert_int_equal(answer_fault(handler, actions[i]), KOZO_OK);
        assert_state(actor, actions[i] == KOZO_FAULT_ACTION_RESUME ? KOZO_THREAD_STATE_READY
                                                                   : KOZO_THREAD_STATE_DEAD);
        assert_false(actor->thread->faulted);
        assert_ptr_equal(actor->thread->budget, actor->budget);
        assert_ptr_equal(handler->thread->budget, handler->budget);
        if (actions[i] == KOZO_FAULT_ACTION_RESUME) {
            assert_memory_equal(&actor->thread->regs, &before, sizeof(before));
        }
        assert_int_equal(answer_fault(handler, actions[i]), KOZO_ERR_NO_REPLY);
    }
}

/* Another thread may hold the right to answer. */
static void a_saved_right_answers_a_fault(void **state)
{
    struct actor *actor = actor_make(0, 20), *handler = actor_make(1, 10);
    struct kozo_message m = {
        .tag = kozo_tag_make(KOZO_INTERFACE_FAULT, KOZO_OK, KOZO_TAG_FLAG_SAVED_REPLY, 0,
                             ANSWER_WORDS),
        .words = {KOZO_FAULT_ACTION_RESUME}};

    (void)state;
    actor_bind_faults(actor, ENDPOINT);
    actor_fault(actor);
    assert_int_equal(actor_receive(handler, endpoint), KOZO_OK);
    assert_int_equal(AS(handler, kozo_cnode_save_reply(world.cnode, FREE, &m.reply)), KOZO_OK);
    assert_int_equal(answer_fault(handler, KOZO_FAULT_ACTION_RESUME), KOZO_ERR_NO_REPLY);
    assert_true(actor->thread->faulted);
    assert_int_equal(ROOT(kozo_reply_send(&m)), KOZO_OK);
    assert_state(actor, KOZO_THREAD_STATE_READY);
    assert_false(actor->thread->faulted);
    assert_true(cap_is_empty(world_slot(FREE)));
}

/* The limit of a row is looked at by the general path alone. */
static void the_fast_path_makes_no_row_of_faults_longer(void **state)
{
    static const struct message fault = {.tag = {0}};
    struct actor *actor = actor_make(0, 20), *handler = actor_make(1, 10), *last = actor_make(2, 5);

    (void)state;
    actor_bind_faults(actor, ENDPOINT);
    actor_bind_faults(handler, ENDPOINT);
    actor_receive(handler, endpoint);
    actor_enter(actor->thread);
    assert_ptr_equal(fast_fault(actor->thread, &fault), handler->thread);
    actor_receive(last, endpoint);
    actor_enter(handler->thread);
    assert_null(fast_fault(handler->thread, &fault));
    assert_state(handler, KOZO_THREAD_STATE_READY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(an_exit_is_told_and_final, start),
        cmocka_unit_test_setup(a_malformed_answer_to_a_fault_leaves_it_pending, start),
        cmocka_unit_test_setup(an_answer_to_a_fault_resumes_or_ends, start),
        cmocka_unit_test_setup(an_answer_to_a_fault_redirects, start),
        cmocka_unit_test_setup(a_saved_right_answers_a_fault, start),
        cmocka_unit_test_setup(the_fast_path_makes_no_row_of_faults_longer, start),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
