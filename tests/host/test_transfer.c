/* SPDX-License-Identifier: MIT */
/* test_transfer.c: messages: what arrives, and every refusal of capabilities in them, after which
 * nothing has arrived. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <actors.h>
#include <fake.h>
#include <kozo/cnode.h>
#include <kozo/outcome.h>

enum {
    ENDPOINT = TEST_SLOTS,
    GOOD,   /* slots of what is sent */
    SPOILT,
    FIRST,  /* where it is to go */
    SPACE,
    SECOND = WORLD_SLOTS - 1, /* behind it is none */
    BADGE = 7,
};

static const uint32_t places[] = {FIRST, SECOND};
static kozo_endpoint_t endpoint;
static struct actor *receiver, *sender;
static unsigned sent; /* capabilities */

/* A receiver waits; the sender is about to pass on two capabilities. */
static int start(void **state)
{
    kozo_handle_t handle;

    (void)state;
    actors_start();
    endpoint = WORLD_AS(kozo_endpoint_t, world_make(KOZO_OBJECT_ENDPOINT, 0, ENDPOINT));
    receiver = actor_make(0, 5);
    sender = actor_make(1, 5);
    sent = 2;
    assert_int_equal(ROOT(kozo_cnode_mint(world.cnode, GOOD, KOZO_ANY(endpoint),
                                          KOZO_ENDPOINT_RIGHT_SEND, BADGE, &handle)),
                     KOZO_OK);
    world_make(KOZO_OBJECT_NOTIFICATION, 0, SPOILT);
    for (unsigned i = 0; i < 2; i++) {
        sender->thread->buffer->caps[i] = world_handle(GOOD + i).raw;
        receiver->thread->buffer->receive[i] = places[i];
    }
    actor_receive(receiver, endpoint);
    assert_state(receiver, KOZO_THREAD_STATE_RECEIVING);
    return 0;
}

static kozo_err_t send(void)
{
    struct kozo_message message = {.tag = kozo_tag_make(0, 0, 0, sent, 0)};

    return receiver->thread->state == KOZO_THREAD_STATE_AWAITING_REPLY ?
               AS(sender, kozo_reply_send(&message)) :
               AS(sender, kozo_endpoint_send(endpoint, &message));
}

static void copies_arrive_that_their_givers_can_take_back(void **state)
{
    (void)state;
    assert_int_equal(send(), KOZO_OK);
    assert_state(receiver, KOZO_THREAD_STATE_READY);
    assert_int_equal(kozo_tag_caps(regs_tag(&receiver->thread->regs)), 2);
    for (unsigned i = 0; i < 2; i++) {
        const struct cap_slot *given = world_slot(GOOD + i), *arrived = world_slot(places[i]);

        assert_int_equal(receiver->thread->buffer->caps[i], world_handle(places[i]).raw);
        assert_int_equal(arrived->object, given->object);
        assert_int_equal(cap_type(arrived), cap_type(given));
        assert_int_equal(cap_rights(arrived), cap_rights(given));
        assert_int_equal(arrived->badge, given->badge);
        assert_int_equal(ROOT(kozo_any_revoke(world_handle(GOOD + i))), KOZO_OK);
        assert_true(cap_is_empty(arrived));
        assert_false(cap_is_empty(given));
    }
}

/* Every part of a tag arrives, but no flag that only its sender meant. */
static void a_tag_arrives_without_its_flags(void **state)
{
    struct kozo_message message = {.tag = kozo_tag_make(3, 2, KOZO_TAG_FLAG_DEADLINE, 0, 5),
                                   .deadline = KOZO_DEADLINE_NEVER};

    (void)state;
    assert_int_equal(AS(sender, kozo_endpoint_send(endpoint, &message)), KOZO_OK);
    assert_int_equal(regs_tag(&receiver->thread->regs).raw, kozo_tag_make(3, 2, 0, 0, 5).raw);
}

static void a_fault_arrives_whole_and_as_the_kernels(void **state)
{
    struct message fault = {.tag = kozo_tag_make(3, 2, KOZO_TAG_FLAG_KERNEL, 0,
                                                 KOZO_REGISTER_WORDS)};

    (void)state;
    for (unsigned i = 0; i < KOZO_REGISTER_WORDS; i++) {
        fault.words[i] = 10 + i;
    }
    actor_lose(sender, THREAD_BUFFER);
    actor_bind_faults(sender, GOOD);
    actor_enter(sender->thread);
    ipc_fault(sender->thread, &fault);
    actor_leave(KOZO_OK);
    assert_state(sender, KOZO_THREAD_STATE_AWAITING_REPLY);
    assert_state(receiver, KOZO_THREAD_STATE_READY);
    assert_int_equal(regs_tag(&receiver->thread->regs).raw, fault.tag.raw);
    for (unsigned i = 0; i < KOZO_REGISTER_WORDS; i++) {
        assert_int_equal(regs_word(&receiver->thread->regs, i), 10 + i);
    }
}

/* Each word of the buffer that the tag counts arrives there, and nothing else of it. */
static void the_words_that_the_tag_counts_arrive(void **state)
{
    for (unsigned words = 0; words <= KOZO_BUFFER_WORDS; words++) {
        struct kozo_message message = {.tag = kozo_tag_make(0, 0, 0, 1, words)};
        const uint64_t *arrived;

        start(state);
        arrived = receiver->thread->buffer->words;
        for (unsigned i = 0; i < KOZO_BUFFER_WORDS; i++) {
            sender->thread->buffer->words[i] = 1000 + i;
            receiver->thread->buffer->words[i] = i;
        }
        assert_int_equal(AS(sender, kozo_endpoint_send(endpoint, &message)), KOZO_OK);
        for (unsigned i = 0; i < KOZO_BUFFER_WORDS; i++) {
            assert_int_equal(arrived[i], i >= KOZO_REGISTER_WORDS && i < words ? 1000 + i : i);
        }
    }
}

/* As many words as registers hold, or one more. */
static void only_what_registers_do_not_hold_needs_buffers(void **state)
{
    struct kozo_message few = {.tag = kozo_tag_make(0, 0, 0, 0, KOZO_REGISTER_WORDS)};
    struct kozo_message many = {.tag = kozo_tag_make(0, 0, 0, 0, KOZO_REGISTER_WORDS + 1)};

    sender->thread->buffer->words[KOZO_REGISTER_WORDS] = 77;
    assert_int_equal(AS(sender, kozo_endpoint_send(endpoint, &many)), KOZO_OK);
    assert_int_equal(receiver->thread->buffer->words[KOZO_REGISTER_WORDS], 77);
    for (unsigned without = 0; without < 2; without++) {
        start(state);
        actor_lose(without == 0 ? sender : receiver, THREAD_BUFFER);
        assert_int_equal(AS(sender, kozo_endpoint_send(endpoint, &many)), KOZO_ERR_NO_BUFFER);
        assert_state(receiver, KOZO_THREAD_STATE_RECEIVING);
        assert_int_equal(AS(sender, kozo_endpoint_send(endpoint, &few)), KOZO_OK);
        assert_state(receiver, KOZO_THREAD_STATE_READY);
    }
}

/* What can be wrong. */

static void no_handle(void)
{
    sender->thread->buffer->caps[1] = 0;
}

static void a_stale_handle(void)
{
    assert_int_equal(ROOT(kozo_any_delete(world_handle(SPOILT))), KOZO_OK);
    world_make(KOZO_OBJECT_NOTIFICATION, 0, SPOILT);
}

static void something_dying(void)
{
    assert_int_equal(ROOT(kozo_any_delete(world_handle(SPOILT))), KOZO_OK);
    world_make(KOZO_OBJECT_CNODE, 11, SPOILT);
    sender->thread->buffer->caps[1] = world_handle(SPOILT).raw;
    fake.interrupt_period = 1;
    assert_int_equal(cap_delete(world_slot(SPOILT)), KERNEL_RESTART);
    fake.interrupt_period = 0;
    assert_true(cap_is_zombie(world_slot(SPOILT)));
}

static void something_dying_that_is_to_move(void)
{
    something_dying();
    sender->thread->buffer->pass[1] = (uint32_t)kozo_pass_make(0, 1).raw;
}

static void memory(void)
{
    sender->thread->buffer->caps[1] = world.memory.raw;
}

static void no_slot(void)
{
    receiver->thread->buffer->receive[1] = 0;
}

static void a_slot_in_use(void)
{
    receiver->thread->buffer->receive[1] = GOOD;
}

static void a_slot_behind_the_last(void)
{
    receiver->thread->buffer->receive[1] = WORLD_SLOTS;
}

static void the_same_slot(void)
{
    receiver->thread->buffer->receive[1] = FIRST;
}

/* Not only the first of those before it. */
static void the_slot_of_the_second(void)
{
    sender->thread->buffer->caps[2] = sender->thread->buffer->caps[0];
    receiver->thread->buffer->receive[2] = SECOND;
    sent = 3;
}

/* Only a caller that waits for its answer still waits when it has lost its space. */
static void an_answer_to_who_lost_its_space(void)
{
    assert_int_equal(ROOT(kozo_thread_suspend(receiver->handle)), KOZO_OK);
    assert_int_equal(ROOT(kozo_thread_resume(receiver->handle)), KOZO_OK);
    actor_receive(sender, endpoint);
    actor_call(receiver, endpoint);
    actor_lose(receiver, THREAD_CSPACE);
}

/* Its last capability was the one that is bound, and is still there, rights and all. */
static void a_dying_space_to_go_to(void)
{
    struct cap_slot *binding = &receiver->thread->bindings[THREAD_CSPACE];
    const kozo_handle_t space = world_make(KOZO_OBJECT_CNODE, 11, SPACE);

    an_answer_to_who_lost_its_space();
    actor_enter(actors_root());
    assert_int_equal(cap_bind(binding, world_slot(SPACE)), KOZO_OK);
    receiver->thread->cspace = cap_object(binding);
    receiver->thread->cspace_mask = receiver->thread->cspace->slot_count - 1;
    assert_int_equal(ROOT(kozo_any_delete(space)), KOZO_OK);
    fake.interrupt_period = 1;
    assert_int_equal(cap_delete(binding), KERNEL_RESTART);
    fake.interrupt_period = 0;
    assert_true(cap_is_zombie(binding));
    assert_int_not_equal(cap_rights(binding) & KOZO_CNODE_RIGHT_MODIFY, 0);
}

static void nothing_to_send_from(void)
{
    actor_lose(sender, THREAD_BUFFER);
}

static void nothing_to_receive_in(void)
{
    actor_lose(receiver, THREAD_BUFFER);
}

static const struct {
    void (*spoil)(void);
    kozo_err_t error;
} refusals[] = {
    {no_handle, KOZO_ERR_NO_CAP},
    {a_stale_handle, KOZO_ERR_STALE},
    {something_dying, KOZO_ERR_DYING},
    {something_dying_that_is_to_move, KOZO_ERR_DYING},
    {memory, KOZO_ERR_NOT_COPYABLE},
    {no_slot, KOZO_ERR_NO_RECEIVE_SLOT},
    {a_slot_in_use, KOZO_ERR_NO_RECEIVE_SLOT},
    {a_slot_behind_the_last, KOZO_ERR_NO_RECEIVE_SLOT},
    {the_same_slot, KOZO_ERR_NO_RECEIVE_SLOT},
    {the_slot_of_the_second, KOZO_ERR_NO_RECEIVE_SLOT},
    {an_answer_to_who_lost_its_space, KOZO_ERR_NO_RECEIVE_SLOT},
    {a_dying_space_to_go_to, KOZO_ERR_NO_RECEIVE_SLOT},
    {nothing_to_send_from, KOZO_ERR_NO_BUFFER},
    {nothing_to_receive_in, KOZO_ERR_NO_BUFFER},
};

static void all_arrive_or_none(void **state)
{
    for (unsigned i = 0; i < sizeof(refusals) / sizeof(refusals[0]); i++) {
        start(state);
        refusals[i].spoil();
        const kozo_thread_state_t waiting = receiver->thread->state;

        assert_int_equal(send(), refusals[i].error);
        assert_true(cap_is_empty(world_slot(FIRST)));
        assert_true(cap_is_empty(world_slot(SECOND)));
        assert_state(receiver, waiting);
        assert_state(sender, KOZO_THREAD_STATE_READY);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(copies_arrive_that_their_givers_can_take_back, start),
        cmocka_unit_test_setup(a_tag_arrives_without_its_flags, start),
        cmocka_unit_test_setup(a_fault_arrives_whole_and_as_the_kernels, start),
        cmocka_unit_test(the_words_that_the_tag_counts_arrive),
        cmocka_unit_test_setup(only_what_registers_do_not_hold_needs_buffers, start),
        cmocka_unit_test(all_arrive_or_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
