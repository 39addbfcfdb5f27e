/* SPDX-License-Identifier: MIT */
/* test_thread.c: the life of threads: states, bindings, destruction in every state. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <actors.h>
#include <fake.h>
#include <kozo/cnode.h>
#include <kozo/outcome.h>

enum { ENDPOINT = TEST_SLOTS, NOTIFICATION, FREE };

static kozo_endpoint_t endpoint;
static kozo_notification_t notification;

static int start(void **state)
{
    (void)state;
    actors_start();
    endpoint = WORLD_AS(kozo_endpoint_t, world_make(KOZO_OBJECT_ENDPOINT, 0, ENDPOINT));
    notification =
        WORLD_AS(kozo_notification_t, world_make(KOZO_OBJECT_NOTIFICATION, 0, NOTIFICATION));
    return 0;
}

/* Bring actor 0 into each state in turn; `peer` helps. */
static const kozo_thread_state_t states[] = {
    KOZO_THREAD_STATE_READY,          KOZO_THREAD_STATE_SENDING,   KOZO_THREAD_STATE_CALLING,
    KOZO_THREAD_STATE_AWAITING_REPLY, KOZO_THREAD_STATE_RECEIVING, KOZO_THREAD_STATE_WAITING,
    KOZO_THREAD_STATE_SUSPENDED,
};
enum { STATES = sizeof(states) / sizeof(states[0]) };

static struct actor *bring_into(kozo_thread_state_t wanted)
{
    struct actor *actor = actor_make(0, 20), *peer = actor_make(1, 10);
    uint64_t bits;

    switch (wanted) {
    case KOZO_THREAD_STATE_SENDING: actor_send(actor, endpoint, 0, 0); break;
    case KOZO_THREAD_STATE_AWAITING_REPLY: actor_receive(peer, endpoint); /* fall through */
    case KOZO_THREAD_STATE_CALLING: actor_call(actor, endpoint); break;
    case KOZO_THREAD_STATE_RECEIVING: actor_receive(actor, endpoint); break;
    case KOZO_THREAD_STATE_WAITING:
        AS(actor, kozo_notification_wait(notification, 1000000000, &bits));
        break;
    case KOZO_THREAD_STATE_SUSPENDED:
        assert_int_equal(ROOT(kozo_thread_suspend(actor->handle)), KOZO_OK);
        break;
    default: break;
    }
    assert_state(actor, wanted);
    return actor;
}

static void suspended_from_every_state(void **state)
{
    for (unsigned i = 0; i < STATES; i++) {
        start(state);
        struct actor *actor = bring_into(states[i]);
        const bool may = states[i] != KOZO_THREAD_STATE_SUSPENDED;

        assert_int_equal(ROOT(kozo_thread_suspend(actor->handle)),
                         may ? KOZO_OK : KOZO_ERR_BAD_STATE);
        assert_state(actor, KOZO_THREAD_STATE_SUSPENDED);
        assert_false(tree_contains(&actor->thread->timeout));
        if (may && states[i] != KOZO_THREAD_STATE_READY) {
            assert_int_equal(actor_status(actor), KOZO_ERR_CANCELLED);
        }
        assert_int_equal(ROOT(kozo_thread_resume(actor->handle)), KOZO_OK);
        assert_state(actor, KOZO_THREAD_STATE_READY);
        assert_ptr_equal(this_cpu()->current, actor->thread);
    }
}

static void destroyed_in_every_state(void **state)
{
    for (unsigned i = 0; i < STATES; i++) {
        start(state);
        struct actor *actor = bring_into(states[i]);
        struct actor *peer = &actors[1];

        assert_int_equal(ROOT(kozo_any_delete(KOZO_ANY(actor->handle))), KOZO_OK);
        actor->thread = NULL;
        actor_leave(KOZO_OK);
        assert_null(peer->thread->caller);
        assert_null(((struct endpoint *)cap_object(world_slot(ENDPOINT)))->receivers_head);
        assert_null(tree_first(&((struct endpoint *)cap_object(world_slot(ENDPOINT)))->senders));
        assert_null(
            ((struct notification *)cap_object(world_slot(NOTIFICATION)))->waiters_head);
        assert_null(tree_first(&kernel.deadlines));
    }
}

/* Both may be much work: a row of faulted threads ends, a budget comes back along a chain. */
static void it_ends_before_its_bindings_are_looked_at(void **state)
{
    (void)state;
    struct actor *actor = actor_make(0, 5);

    fake.interrupt_period = 1;
    actor_enter(actors_root());
    assert_int_equal(cap_delete(world_slot(ACTOR_SLOTS)), KERNEL_RESTART);
    assert_state(actor, KOZO_THREAD_STATE_DEAD);
    assert_non_null(actor->thread->home);
    assert_int_equal(cap_delete(world_slot(ACTOR_SLOTS)), KOZO_OK);
    assert_int_equal(kernel.dying, 0);
}

static void exits_from_every_state(void **state)
{
    for (unsigned i = 0; i < STATES; i++) {
        start(state);
        struct actor *actor = bring_into(states[i]);

        assert_int_equal(ROOT(kozo_thread_exit(actor->handle, 7)), KOZO_OK);
        assert_state(actor, KOZO_THREAD_STATE_DEAD);
        assert_int_equal(ROOT(kozo_thread_exit(actor->handle, 7)), KOZO_ERR_BAD_STATE);
        assert_int_equal(ROOT(kozo_thread_resume(actor->handle)), KOZO_ERR_BAD_STATE);
    }
}

static void bindings_are_revocable(void **state)
{
    (void)state;
    struct actor *actor = actor_make(0, 20);

    assert_ptr_equal(thread_of_binding(&actor->thread->bindings[THREAD_BUDGET]), actor->thread);
    assert_int_equal(ROOT(kozo_any_revoke(actor->frame)), KOZO_OK);
    assert_null(actor->thread->buffer);
    assert_int_equal(ROOT(kozo_any_revoke(KOZO_ANY(actor->budget_handle))), KOZO_OK);
    assert_null(actor->thread->home);
    assert_null(actor->budget->home);
    assert_int_equal(ROOT(kozo_thread_suspend(actor->handle)), KOZO_OK);
    assert_int_equal(ROOT(kozo_thread_resume(actor->handle)), KOZO_ERR_UNBOUND);
}

static void an_exit_is_told_and_final(void **state)
{
    (void)state;
    struct actor *actor = actor_make(0, 20), *handler = actor_make(1, 10);

    assert_int_equal(cap_bind(&actor->thread->bindings[THREAD_FAULTS], world_slot(ENDPOINT)),
                     KOZO_OK);
    AS(actor, kozo_thread_exit(actor->handle, 99));
    assert_state(actor, KOZO_THREAD_STATE_CALLING);
    assert_int_equal(actor_receive(handler, endpoint), KOZO_OK);
    assert_int_equal(regs_word(&handler->thread->regs, 0), 99);
    assert_int_equal(ROOT(kozo_thread_suspend(actor->handle)), KOZO_ERR_BAD_STATE);
    assert_int_equal(actor_reply(handler), KOZO_ERR_MALFORMED);
    struct kozo_message resume = {.tag = kozo_tag_make(KOZO_INTERFACE_FAULT, KOZO_OK, 0, 0, 1),
                                  .words = {KOZO_FAULT_ACTION_RESUME}};
    assert_int_equal(AS(handler, kozo_reply_send(&resume)), KOZO_ERR_MALFORMED);
    assert_state(actor, KOZO_THREAD_STATE_AWAITING_REPLY);
}

/* The words of an answer that is refused are not looked at. */
static void a_malformed_answer_to_a_fault_leaves_it_pending(void **state)
{
    static const uint64_t answers[] = {KOZO_FAULT_ACTION_RESUME, KOZO_FAULT_ACTION_KILL};
    const struct message fault = {.tag = kozo_tag_make(1, 1, KOZO_TAG_FLAG_KERNEL, 0, 0)};
    struct actor *actor = actor_make(0, 20), *handler = actor_make(1, 10);

    (void)state;
    assert_int_equal(cap_bind(&actor->thread->bindings[THREAD_FAULTS], world_slot(ENDPOINT)),
                     KOZO_OK);
    actor_enter(actor->thread);
    ipc_fault(actor->thread, &fault);
    actor_leave(KOZO_OK);
    assert_int_equal(actor_receive(handler, endpoint), KOZO_OK);
    for (unsigned i = 0; i < sizeof(answers) / sizeof(answers[0]); i++) {
        struct kozo_message m = {.tag = kozo_tag_make(KOZO_INTERFACE_FAULT + 1, KOZO_OK, 0, 0, 1),
                                 .words = {answers[i]}};
        assert_int_equal(AS(handler, kozo_reply_send(&m)), KOZO_ERR_MALFORMED);
        assert_state(actor, KOZO_THREAD_STATE_AWAITING_REPLY);
    }
}

/* What a thread runs with is given before it starts, and it starts once. */
static void a_started_thread_is_not_bound_or_started_again(void **state)
{
    struct actor *actor = actor_make(0, 20);
    const uint64_t ip = actor->thread->regs.rip;
    const struct kozo_buffer *buffer = actor->thread->buffer;
    const kozo_frame_t frame = WORLD_AS(kozo_frame_t, actor->frame);

    (void)state;
    assert_int_equal(ROOT(kozo_thread_bind_buffer(actor->handle, frame, 0)),
                     KOZO_ERR_BAD_STATE);
    assert_ptr_equal(actor->thread->buffer, buffer);
    assert_int_equal(ROOT(kozo_thread_start(actor->handle, (vaddr_t){ip + 64}, (vaddr_t){0}, 0)),
                     KOZO_ERR_BAD_STATE);
    assert_int_equal(actor->thread->regs.rip, ip);
    const kozo_thread_t unbound = WORLD_AS(kozo_thread_t, world_make(KOZO_OBJECT_THREAD, 0, FREE));
    assert_int_equal(ROOT(kozo_thread_start(unbound, (vaddr_t){ip}, (vaddr_t){0}, 0)),
                     KOZO_ERR_UNBOUND);
}

/* Bindings cannot be replaced, so that a server without address space never answers. */
static void a_server_that_loses_its_space_fails_its_caller(void **state)
{
    struct actor *server, *client;

    (void)state;
    for (unsigned faulted = 0; faulted < 2; faulted++) {
        const struct message fault = {.tag = kozo_tag_make(1, 1, KOZO_TAG_FLAG_KERNEL, 0, 0)};

        start(state);
        server = actor_make(0, 10);
        client = actor_make(1, 10);
        assert_int_equal(cap_bind(&server->thread->bindings[THREAD_FAULTS], world_slot(ENDPOINT)),
                         KOZO_OK);
        actor_receive(server, endpoint);
        actor_call(client, endpoint);
        assert_state(client, KOZO_THREAD_STATE_AWAITING_REPLY);
        if (faulted != 0) {
            actor_enter(server->thread);
            ipc_fault(server->thread, &fault);
            actor_leave(KOZO_OK);
            assert_state(server, KOZO_THREAD_STATE_CALLING);
        }
        actor_enter(actors_root());
        assert_int_equal(cap_delete(&server->thread->bindings[THREAD_ASPACE]), KOZO_OK);
        actor_leave(KOZO_OK);
        assert_state(server, KOZO_THREAD_STATE_SUSPENDED);
        assert_state(client, KOZO_THREAD_STATE_READY);
        assert_int_equal(actor_status(client), KOZO_ERR_PEER_DIED);
        assert_ptr_equal(client->budget->thread, client->thread);
        assert_int_equal(ROOT(kozo_thread_resume(server->handle)), KOZO_ERR_UNBOUND);
    }
}

static void buffer_is_lost(void)
{
    actors[0].thread->buffer = NULL;
    cap_check();
}

static void buffer_is_beyond_the_frame(void)
{
    struct kozo_buffer *frame = actors[0].thread->buffer;

    actors[0].thread->buffer = frame + PAGE_SIZE / sizeof(*frame) - 1;
    cap_check(); /* that is its end */
    actors[0].thread->buffer++;
    cap_check();
}

static void buffer_is_kept(void)
{
    struct kozo_buffer *buffer = actors[0].thread->buffer;

    (void)ROOT(kozo_any_delete(actors[0].frame));
    assert_int_equal(cap_delete(&actors[0].thread->bindings[THREAD_BUFFER]), KOZO_OK);
    cap_check();
    actors[0].thread->buffer = buffer;
    cap_check();
}

static void a_buffer_that_is_not_bound_is_noticed(void **state)
{
    (void)state;
    actor_make(0, 20);
    world_expect_panic(buffer_is_lost, "INV-THREAD-2");
    world_expect_panic(buffer_is_beyond_the_frame, "INV-THREAD-2");
    world_expect_panic(buffer_is_kept, "INV-THREAD-2");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(suspended_from_every_state, start),
        cmocka_unit_test_setup(destroyed_in_every_state, start),
        cmocka_unit_test_setup(it_ends_before_its_bindings_are_looked_at, start),
        cmocka_unit_test_setup(exits_from_every_state, start),
        cmocka_unit_test_setup(bindings_are_revocable, start),
        cmocka_unit_test_setup(an_exit_is_told_and_final, start),
        cmocka_unit_test_setup(a_malformed_answer_to_a_fault_leaves_it_pending, start),
        cmocka_unit_test_setup(a_started_thread_is_not_bound_or_started_again, start),
        cmocka_unit_test_setup(a_server_that_loses_its_space_fails_its_caller, start),
        cmocka_unit_test_setup(a_buffer_that_is_not_bound_is_noticed, start),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
