/* SPDX-License-Identifier: MIT */
/* test_ipc.c: messages between threads: send, receive, call, reply, and what refuses them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <actors.h>
#include <fake.h>
#include <kozo/cnode.h>
#include <kozo/outcome.h>

enum { ENDPOINT = TEST_SLOTS, FREE };

static kozo_endpoint_t endpoint;

static int start(void **state)
{
    (void)state;
    actors_start();
    endpoint = WORLD_AS(kozo_endpoint_t, world_make(KOZO_OBJECT_ENDPOINT, 0, ENDPOINT));
    return 0;
}

static void assert_words(const struct actor *actor, unsigned words, uint64_t seed)
{
    for (unsigned i = 0; i < KOZO_REGISTER_WORDS; i++) {
        assert_int_equal(regs_word(&actor->thread->regs, i), i < words ? seed + i : 0);
    }
    assert_int_equal(kozo_tag_words(regs_tag(&actor->thread->regs)), words);
}

static void a_receiver_gets_what_is_sent(void **state)
{
    (void)state;
    struct actor *receiver = actor_make(0, 5), *sender = actor_make(1, 5);

    actor_receive(receiver, endpoint);
    assert_state(receiver, KOZO_THREAD_STATE_RECEIVING);
    assert_int_equal(actor_send(sender, endpoint, 6, 40), KOZO_OK);
    assert_state(receiver, KOZO_THREAD_STATE_READY);
    assert_int_equal(actor_status(receiver), KOZO_OK);
    assert_words(receiver, 6, 40);
}

static void a_sender_waits_for_a_receiver(void **state)
{
    (void)state;
    struct actor *receiver = actor_make(0, 5), *sender = actor_make(1, 5);

    actor_send(sender, endpoint, 2, 9);
    assert_state(sender, KOZO_THREAD_STATE_SENDING);
    assert_int_equal(actor_receive(receiver, endpoint), KOZO_OK);
    assert_words(receiver, 2, 9);
    assert_state(sender, KOZO_THREAD_STATE_READY);
    assert_int_equal(actor_status(sender), KOZO_OK);
}

static void long_messages_go_through_the_buffers(void **state)
{
    (void)state;
    struct actor *receiver = actor_make(0, 5), *sender = actor_make(1, 5);

    for (unsigned i = 0; i < KOZO_BUFFER_WORDS; i++) {
        sender->thread->buffer->words[i] = i * i;
        receiver->thread->buffer->words[i] = 1;
    }
    actor_receive(receiver, endpoint);
    assert_int_equal(actor_send(sender, endpoint, 30, 0), KOZO_OK);
    for (unsigned i = 0; i < KOZO_BUFFER_WORDS; i++) {
        const bool carried = i >= KOZO_REGISTER_WORDS && i < 30;

        assert_int_equal(receiver->thread->buffer->words[i], carried ? i * i : 1);
    }
}

static void senders_wait_by_priority(void **state)
{
    (void)state;
    static const struct {
        kozo_priority_t priority;
        unsigned seed;
    } senders[] = {{5, 30}, {9, 10}, {5, 31}, {200, 0}, {9, 11}};
    static const unsigned order[] = {0, 10, 11, 30, 31};
    struct actor *receiver = actor_make(0, 3);

    for (unsigned i = 0; i < 5; i++) {
        actor_send(actor_make(i + 1, senders[i].priority), endpoint, 1, senders[i].seed);
    }
    for (unsigned i = 0; i < 5; i++) {
        actor_receive(receiver, endpoint);
        assert_words(receiver, 1, order[i]);
    }
}

static void a_call_is_answered_once(void **state)
{
    (void)state;
    struct actor *server = actor_make(0, 5), *client = actor_make(1, 5);

    actor_call(client, endpoint);
    assert_state(client, KOZO_THREAD_STATE_CALLING);
    assert_int_equal(actor_receive(server, endpoint), KOZO_OK);
    assert_state(client, KOZO_THREAD_STATE_AWAITING_REPLY);
    assert_ptr_equal(server->thread->caller, client->thread);
    assert_int_equal(actor_receive(server, endpoint), KOZO_ERR_REPLY_PENDING);
    assert_int_equal(actor_reply(server), KOZO_OK);
    assert_state(client, KOZO_THREAD_STATE_READY);
    assert_int_equal(actor_reply(server), KOZO_ERR_NO_REPLY);
}

/* As if it had not been sent: the next one is the answer. */
static void a_reply_that_is_refused_answers_nobody(void **state)
{
    (void)state;
    struct actor *server = actor_make(0, 5), *client = actor_make(1, 5);
    struct kozo_message message = {.tag = kozo_tag_make(0, 0, 0, 1, 0)};

    server->thread->buffer->caps[0] = 0;
    actor_receive(server, endpoint);
    actor_call(client, endpoint);
    assert_int_equal(AS(server, kozo_reply_send(&message)), KOZO_ERR_NO_CAP);
    assert_state(client, KOZO_THREAD_STATE_AWAITING_REPLY);
    assert_ptr_equal(server->thread->caller, client->thread);
    assert_int_equal(actor_reply(server), KOZO_OK);
    assert_state(client, KOZO_THREAD_STATE_READY);
}

static void reply_receive_takes_the_next(void **state)
{
    (void)state;
    struct actor *server = actor_make(0, 5), *first = actor_make(1, 5), *second = actor_make(2, 5);

    actor_receive(server, endpoint);
    actor_call(first, endpoint);
    actor_call(second, endpoint);
    actor_reply_receive(server, endpoint);
    assert_state(first, KOZO_THREAD_STATE_READY);
    assert_state(second, KOZO_THREAD_STATE_AWAITING_REPLY);
    actor_reply_receive(server, endpoint);
    assert_state(second, KOZO_THREAD_STATE_READY);
    assert_state(server, KOZO_THREAD_STATE_RECEIVING);
}

static void a_refused_sender_makes_the_receive_restart(void **state)
{
    (void)state;
    struct actor *server = actor_make(0, 5), *client = actor_make(1, 5), *next = actor_make(2, 4);
    struct kozo_message message = {.tag = kozo_tag_make(0, 0, 0, 1, 0)};

    client->thread->buffer->caps[0] = 0;
    AS(client, kozo_endpoint_send(endpoint, &message));
    actor_send(next, endpoint, 1, 77);
    assert_int_equal(actor_receive(server, endpoint), KOZO_OK);
    assert_int_equal(world.restarts, 1);
    assert_words(server, 1, 77);
    assert_state(client, KOZO_THREAD_STATE_READY);
    assert_int_equal(actor_status(client), KOZO_ERR_NO_CAP);
}

static void reply_receive_restarts_only_the_receive(void **state)
{
    (void)state;
    struct actor *server = actor_make(0, 5), *client = actor_make(1, 5), *bad = actor_make(2, 5);
    struct kozo_message message = {.tag = kozo_tag_make(0, 0, 0, 1, 0)};

    actor_receive(server, endpoint);
    actor_call(client, endpoint);
    AS(bad, kozo_endpoint_send(endpoint, &message));
    actor_reply_receive(server, endpoint);
    assert_int_equal(world.restarts, 1);
    assert_state(client, KOZO_THREAD_STATE_READY);
    assert_int_equal(actor_status(client), KOZO_OK);
    assert_state(server, KOZO_THREAD_STATE_RECEIVING);
}

/* Behind an answer interrupts are let in if there is a message to be taken, and if the server can
 * go on afterwards. */
static void an_interrupt_comes_between_answer_and_message(void **state)
{
    (void)state;
    struct actor *server = actor_make(0, 5), *client = actor_make(1, 5), *next = actor_make(2, 5);

    actor_receive(server, endpoint);
    actor_call(client, endpoint);
    actor_call(next, endpoint);
    fake.interrupt_period = 1;
    actor_reply_receive(server, endpoint);
    assert_int_equal(world.restarts, 1);
    assert_state(client, KOZO_THREAD_STATE_READY);
    assert_ptr_equal(server->thread->caller, next->thread);
    actor_reply_receive(server, endpoint);
    assert_int_equal(world.restarts, 0);
    assert_state(next, KOZO_THREAD_STATE_READY);
    assert_state(server, KOZO_THREAD_STATE_RECEIVING);
}

static void a_server_without_a_budget_is_not_interrupted(void **state)
{
    (void)state;
    struct actor *server = actor_make(0, 5), *client = actor_make(1, 5), *next = actor_make(2, 5);

    actor_receive(server, endpoint);
    actor_call(client, endpoint);
    actor_call(next, endpoint);
    assert_int_equal(ROOT(kozo_any_revoke(KOZO_ANY(server->budget_handle))), KOZO_OK);
    fake.interrupt_period = 1;
    actor_reply_receive(server, endpoint);
    assert_int_equal(world.restarts, 0);
    assert_ptr_equal(server->thread->caller, next->thread);
}

/* What is said of an answer that has been given is believed, and of one that is owed it is not. */
static void an_answer_is_given_once(void **state)
{
    (void)state;
    struct actor *server = actor_make(0, 5), *client = actor_make(1, 5), *next = actor_make(2, 5);
    struct kozo_message message = {.tag = kozo_tag_make(0, 0, KOZO_TAG_FLAG_ANSWERED, 0, 0)};
    const kozo_endpoint_t gone = {world_handle(FREE).raw};

    actor_receive(server, endpoint);
    actor_call(client, endpoint);
    assert_int_equal(AS(server, kozo_endpoint_reply_receive(endpoint, &message)),
                     KOZO_ERR_REPLY_PENDING);
    assert_int_equal(actor_reply(server), KOZO_OK);
    actor_call(next, endpoint);
    assert_int_equal(AS(server, kozo_endpoint_reply_receive(gone, &message)), KOZO_ERR_NO_CAP);
    assert_int_equal(kozo_tag_flags(message.tag), KOZO_TAG_FLAG_ANSWERED);
    assert_int_equal(AS(server, kozo_endpoint_reply_receive(endpoint, &message)), KOZO_OK);
    assert_ptr_equal(server->thread->caller, next->thread);
}

static void capabilities_arrive_or_nothing_does(void **state)
{
    (void)state;
    struct actor *receiver = actor_make(0, 5), *sender = actor_make(1, 5);
    struct kozo_message message = {.tag = kozo_tag_make(0, 0, 0, 2, 0)};

    receiver->thread->buffer->receive[0] = FREE;
    receiver->thread->buffer->receive[1] = FREE;
    sender->thread->buffer->caps[0] = endpoint.raw;
    sender->thread->buffer->caps[1] = world.debug.raw;
    actor_receive(receiver, endpoint);
    assert_int_equal(AS(sender, kozo_endpoint_send(endpoint, &message)), KOZO_ERR_NO_RECEIVE_SLOT);
    assert_true(cap_is_empty(world_slot(FREE)));
    receiver->thread->buffer->receive[1] = FREE + 1;
    message.tag = kozo_tag_make(0, 0, 0, 2, 0);
    assert_int_equal(AS(sender, kozo_endpoint_send(endpoint, &message)), KOZO_OK);
    assert_int_equal(cap_type(world_slot(FREE)), KOZO_OBJECT_ENDPOINT);
    assert_int_equal(cap_type(world_slot(FREE + 1)), KOZO_OBJECT_DEBUG);
    assert_int_equal(receiver->thread->buffer->caps[1], world_handle(FREE + 1).raw);
}

static void destroying_an_endpoint_ends_all_waits(void **state)
{
    (void)state;

    for (unsigned i = 0; i < 6; i++) {
        struct actor *actor = actor_make(i, (kozo_priority_t)(3 + i));

        if (i % 2 != 0) {
            actor_call(actor, endpoint);
        } else {
            actor_send(actor, endpoint, 0, 0);
        }
    }
    assert_int_equal(ROOT(kozo_any_delete(KOZO_ANY(endpoint))), KOZO_OK);
    for (unsigned i = 0; i < 6; i++) {
        assert_state(&actors[i], KOZO_THREAD_STATE_READY);
        assert_int_equal(actor_status(&actors[i]), KOZO_ERR_PEER_DIED);
    }
}

static void a_saved_reply_outlives_the_next_receive(void **state)
{
    (void)state;
    struct actor *server = actor_make(0, 5), *first = actor_make(1, 5), *second = actor_make(2, 5);
    kozo_handle_t reply = {0};

    actor_call(first, endpoint);
    actor_receive(server, endpoint);
    assert_int_equal(AS(server, kozo_cnode_save_reply(world.cnode, FREE, &reply)), KOZO_OK);
    assert_ptr_equal(first->thread->reply_slot, world_slot(FREE));
    actor_call(second, endpoint);
    assert_int_equal(actor_receive(server, endpoint), KOZO_OK);
    assert_int_equal(actor_reply_saved(server, reply), KOZO_OK);
    assert_true(cap_is_empty(world_slot(FREE)));
    assert_state(first, KOZO_THREAD_STATE_READY);
    assert_state(second, KOZO_THREAD_STATE_AWAITING_REPLY);
}

/* A thread that may only look capabilities up cannot have them put into its CNode. */
static void receiving_capabilities_takes_the_right_to_modify(void **state)
{
    (void)state;
    struct actor *receiver = actor_make(0, 5), *sender = actor_make(1, 5);
    struct cap_slot *cspace = &receiver->thread->bindings[THREAD_CSPACE];
    struct kozo_message message = {.tag = kozo_tag_make(0, 0, 0, 1, 0)};
    kozo_handle_t lookup;

    assert_int_equal(ROOT(kozo_cnode_copy(world.cnode, FREE, KOZO_ANY(world.cnode),
                                          KOZO_CNODE_RIGHT_LOOKUP, &lookup)),
                     KOZO_OK);
    actor_enter(actors_root());
    assert_int_equal(cap_delete(cspace), KOZO_OK);
    assert_int_equal(cap_bind(cspace, world_slot(FREE)), KOZO_OK);
    receiver->thread->cspace = world.root;
    receiver->thread->cspace_mask = world.root->slot_count - 1;
    actor_leave(KOZO_OK);

    receiver->thread->buffer->receive[0] = FREE + 1;
    sender->thread->buffer->caps[0] = KOZO_ANY(endpoint).raw;
    actor_receive(receiver, endpoint);
    assert_int_equal(AS(sender, kozo_endpoint_send(endpoint, &message)), KOZO_ERR_NO_RECEIVE_SLOT);
    assert_true(cap_is_empty(world_slot(FREE + 1)));
    assert_state(receiver, KOZO_THREAD_STATE_RECEIVING);
}

/* Only a reply capability, with its right, names a caller to answer. */
static void a_saved_reply_is_checked(void **state)
{
    (void)state;
    struct actor *server = actor_make(0, 5), *client = actor_make(1, 5);
    kozo_handle_t reply = {0};

    actor_call(client, endpoint);
    actor_receive(server, endpoint);
    assert_int_equal(AS(server, kozo_cnode_save_reply(world.cnode, FREE, &reply)), KOZO_OK);
    assert_int_equal(actor_reply_saved(server, KOZO_ANY(endpoint)), KOZO_ERR_WRONG_TYPE);
    assert_int_equal(actor_reply_saved(server, (kozo_handle_t){0}), KOZO_ERR_NO_CAP);
    const uint64_t whole = world_slot(FREE)->meta;
    world_slot(FREE)->meta &= ~((uint64_t)KOZO_REPLY_RIGHT_REPLY << META_RIGHTS_SHIFT);
    assert_int_equal(actor_reply_saved(server, reply), KOZO_ERR_ACCESS_DENIED);
    world_slot(FREE)->meta = whole;
    assert_state(client, KOZO_THREAD_STATE_AWAITING_REPLY);
    assert_int_equal(actor_reply_saved(server, reply), KOZO_OK);
}

static void a_poll_never_waits(void **state)
{
    (void)state;
    struct actor *actor = actor_make(0, 5);
    struct kozo_message message = {.tag = kozo_tag_make(0, 0, KOZO_TAG_FLAG_DEADLINE, 0, 0),
                                   .deadline = KOZO_DEADLINE_POLL};

    assert_int_equal(actor_call_until(actor, endpoint, KOZO_DEADLINE_POLL), KOZO_ERR_NOT_READY);
    assert_state(actor, KOZO_THREAD_STATE_READY);
    assert_int_equal(AS(actor, kozo_endpoint_send(endpoint, &message)), KOZO_ERR_NOT_READY);
    assert_state(actor, KOZO_THREAD_STATE_READY);
    assert_int_equal(actor_receive_until(actor, endpoint, KOZO_DEADLINE_POLL), KOZO_ERR_NOT_READY);
    assert_state(actor, KOZO_THREAD_STATE_READY);
}

/* Whoever answers a saved caller still owes the pending one its answer. */
static void a_pending_caller_is_not_dropped_for_a_saved_one(void **state)
{
    (void)state;
    struct actor *server = actor_make(0, 5), *first = actor_make(1, 5), *second = actor_make(2, 5);
    struct kozo_message message = {.tag = kozo_tag_make(0, 0, KOZO_TAG_FLAG_SAVED_REPLY, 0, 0)};

    actor_call(first, endpoint);
    actor_receive(server, endpoint);
    assert_int_equal(AS(server, kozo_cnode_save_reply(world.cnode, FREE, &message.reply)),
                     KOZO_OK);
    actor_call(second, endpoint);
    actor_receive(server, endpoint);
    assert_int_equal(AS(server, kozo_endpoint_reply_receive(endpoint, &message)),
                     KOZO_ERR_REPLY_PENDING);
    assert_state(first, KOZO_THREAD_STATE_AWAITING_REPLY);
    assert_ptr_equal(server->thread->caller, second->thread);
}

static void sending_capabilities_takes_the_right_to_grant(void **state)
{
    (void)state;
    struct actor *receiver = actor_make(0, 5), *sender = actor_make(1, 5);
    struct kozo_message message = {.tag = kozo_tag_make(0, 0, 0, 1, 0)};
    kozo_handle_t mute;

    assert_int_equal(ROOT(kozo_cnode_copy(world.cnode, FREE, KOZO_ANY(endpoint),
                                          KOZO_ENDPOINT_RIGHT_SEND, &mute)),
                     KOZO_OK);
    receiver->thread->buffer->receive[0] = FREE + 1;
    sender->thread->buffer->caps[0] = world.debug.raw;
    actor_receive(receiver, endpoint);
    assert_int_equal(AS(sender, kozo_endpoint_send(WORLD_AS(kozo_endpoint_t, mute), &message)),
                     KOZO_ERR_ACCESS_DENIED);
    message.tag = kozo_tag_make(0, 0, 0, 1, 0);
    assert_int_equal(AS(sender, kozo_endpoint_call(WORLD_AS(kozo_endpoint_t, mute), &message)),
                     KOZO_ERR_ACCESS_DENIED);
    assert_state(sender, KOZO_THREAD_STATE_READY);
    assert_true(cap_is_empty(world_slot(FREE + 1)));
    assert_state(receiver, KOZO_THREAD_STATE_RECEIVING);
}

/* With the right to answer it, a caller's wait ends, perhaps with a row of faults: one is enough
 * for the time between two looks for an interrupt. */
static void rights_to_answer_are_deleted_one_by_one(void **state)
{
    enum { CLIENTS = 4 };
    (void)state;
    struct actor *server = actor_make(0, 5), *clients[CLIENTS];
    const kozo_cnode_t cnode = WORLD_AS(kozo_cnode_t, world_make(KOZO_OBJECT_CNODE, 9, FREE));
    kozo_handle_t handle;
    unsigned ended = 0;

    for (unsigned i = 0; i < CLIENTS; i++) {
        clients[i] = actor_make(1 + i, 5);
        actor_call(clients[i], endpoint);
        assert_int_equal(actor_receive(server, endpoint), KOZO_OK);
        assert_int_equal(AS(server, kozo_cnode_save_reply(cnode, 1 + i, &handle)), KOZO_OK);
    }
    actor_enter(actors_root());
    fake.interrupt_period = 1;
    assert_int_equal(cap_delete(world_slot(FREE)), KERNEL_RESTART);
    for (unsigned i = 0; i < CLIENTS; i++) {
        ended += actor_status(clients[i]) == KOZO_ERR_PEER_DIED;
    }
    assert_int_equal(ended, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_receiver_gets_what_is_sent, start),
        cmocka_unit_test_setup(a_sender_waits_for_a_receiver, start),
        cmocka_unit_test_setup(long_messages_go_through_the_buffers, start),
        cmocka_unit_test_setup(senders_wait_by_priority, start),
        cmocka_unit_test_setup(a_call_is_answered_once, start),
        cmocka_unit_test_setup(a_reply_that_is_refused_answers_nobody, start),
        cmocka_unit_test_setup(reply_receive_takes_the_next, start),
        cmocka_unit_test_setup(a_refused_sender_makes_the_receive_restart, start),
        cmocka_unit_test_setup(reply_receive_restarts_only_the_receive, start),
        cmocka_unit_test_setup(an_interrupt_comes_between_answer_and_message, start),
        cmocka_unit_test_setup(a_server_without_a_budget_is_not_interrupted, start),
        cmocka_unit_test_setup(an_answer_is_given_once, start),
        cmocka_unit_test_setup(capabilities_arrive_or_nothing_does, start),
        cmocka_unit_test_setup(destroying_an_endpoint_ends_all_waits, start),
        cmocka_unit_test_setup(a_saved_reply_outlives_the_next_receive, start),
        cmocka_unit_test_setup(receiving_capabilities_takes_the_right_to_modify, start),
        cmocka_unit_test_setup(a_saved_reply_is_checked, start),
        cmocka_unit_test_setup(a_poll_never_waits, start),
        cmocka_unit_test_setup(a_pending_caller_is_not_dropped_for_a_saved_one, start),
        cmocka_unit_test_setup(sending_capabilities_takes_the_right_to_grant, start),
        cmocka_unit_test_setup(rights_to_answer_are_deleted_one_by_one, start),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
