/* SPDX-License-Identifier: MIT */
/* test_pass.c: how capabilities travel in messages: copied with fewer rights, or moved; every
 * refusal of that, after which nothing has arrived or gone; and who waits by what moves. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <actors.h>
#include <fake.h>
#include <kozo/cnode.h>
#include <kozo/ipc.h>
#include <kozo/outcome.h>

enum {
    ENDPOINT = TEST_SLOTS,
    GIVEN, /* notifications that are sent */
    OTHER,
    CHILD,
    SPACE,
    FIRST, /* where they are to go */
    SECOND,
    SPACE_BITS = KOZO_SLOT_BITS + 3,
    ALL_RIGHTS = 15,
};

static kozo_endpoint_t endpoint;
static struct actor *receiver, *sender;

static uint32_t moved(void)
{
    return (uint32_t)kozo_pass_make(0, 1).raw;
}

static uint32_t without(kozo_rights_t rights)
{
    return (uint32_t)kozo_pass_make(rights, 0).raw;
}

static void pass(unsigned i, uint32_t slot, uint32_t how)
{
    sender->thread->buffer->caps[i] = world_handle(slot).raw;
    sender->thread->buffer->pass[i] = how;
}

/* A sender is about to pass on two capabilities, each of which has a child, as plain copies. */
static int start(void **state)
{
    kozo_handle_t handle;

    (void)state;
    actors_start();
    endpoint = WORLD_AS(kozo_endpoint_t, world_make(KOZO_OBJECT_ENDPOINT, 0, ENDPOINT));
    receiver = actor_make(0, 5);
    sender = actor_make(1, 5);
    for (unsigned i = 0; i < 2; i++) {
        world_make(KOZO_OBJECT_NOTIFICATION, 0, GIVEN + i);
        pass(i, GIVEN + i, 0);
        receiver->thread->buffer->receive[i] = FIRST + i;
    }
    assert_int_equal(ROOT(kozo_cnode_copy(world.cnode, CHILD, world_handle(GIVEN), ALL_RIGHTS,
                                          &handle)),
                     KOZO_OK);
    return 0;
}

static struct kozo_message two(void)
{
    return (struct kozo_message){.tag = kozo_tag_make(0, 0, 0, 2, 0)};
}

/* What the sender gets for its message, whoever is there first. */
static kozo_err_t send(bool sender_waits)
{
    struct kozo_message message = two();

    if (!sender_waits) {
        actor_receive(receiver, endpoint);
        return AS(sender, kozo_endpoint_send(endpoint, &message));
    }
    (void)AS(sender, kozo_endpoint_send(endpoint, &message));
    assert_state(sender, KOZO_THREAD_STATE_SENDING);
    actor_receive(receiver, endpoint);
    return actor_status(sender);
}

/* Each right on its own, and all. */
static void a_copy_lacks_what_is_withheld(void **state)
{
    static const kozo_rights_t rights[] = {
        KOZO_NOTIFICATION_RIGHT_WAIT, KOZO_NOTIFICATION_RIGHT_SIGNAL, (kozo_rights_t)~0U,
    };

    for (unsigned i = 0; i < 2 * sizeof(rights) / sizeof(rights[0]); i++) {
        const kozo_rights_t withheld = rights[i / 2];

        start(state);
        const kozo_rights_t whole = cap_rights(world_slot(GIVEN));

        pass(0, GIVEN, without(withheld));
        assert_int_equal(send(i % 2 != 0), KOZO_OK);
        assert_int_equal(cap_rights(world_slot(FIRST)), whole & ~withheld);
        assert_int_equal(cap_rights(world_slot(SECOND)), whole);
        assert_int_equal(cap_rights(world_slot(GIVEN)), whole);
    }
}

/* What cannot be copied, too; and an earlier copy of it is still its child. */
static void what_moves_arrives_with_all_that_it_was(void **state)
{
    for (unsigned waits = 0; waits < 2; waits++) {
        start(state);
        const uint64_t memory = world_slot(kozo_handle_address(KOZO_ANY(world.small)))->object;
        const kozo_rights_t whole = cap_rights(world_slot(GIVEN));

        pass(0, GIVEN, moved());
        pass(1, kozo_handle_address(KOZO_ANY(world.small)), moved());
        assert_int_equal(send(waits != 0), KOZO_OK);
        assert_true(cap_is_empty(world_slot(GIVEN)));
        assert_int_equal(receiver->thread->buffer->caps[0], world_handle(FIRST).raw);
        assert_int_equal(cap_rights(world_slot(FIRST)), whole);
        assert_int_equal(cap_type(world_slot(SECOND)), KOZO_OBJECT_UNTYPED);
        assert_int_equal(world_slot(SECOND)->object, memory);
        assert_int_equal(ROOT(kozo_any_revoke(world_handle(FIRST))), KOZO_OK);
        assert_true(cap_is_empty(world_slot(CHILD)));
    }
}

static void a_copy_can_go_ahead_of_its_original(void **state)
{
    (void)state;
    pass(1, GIVEN, moved());
    assert_int_equal(send(false), KOZO_OK);
    assert_int_equal(ROOT(kozo_any_revoke(world_handle(SECOND))), KOZO_OK);
    assert_true(cap_is_empty(world_slot(FIRST)));
}

static void a_copy_can_follow_what_moves(void **state)
{
    (void)state;
    pass(0, GIVEN, moved());
    pass(1, OTHER, 0);
    assert_int_equal(send(false), KOZO_OK);
    assert_true(cap_is_empty(world_slot(GIVEN)));
    assert_int_equal(cap_type(world_slot(OTHER)), KOZO_OBJECT_NOTIFICATION);
    assert_int_equal(cap_type(world_slot(SECOND)), KOZO_OBJECT_NOTIFICATION);
}

/* A third thread calls; the sender saves the right to answer it, and hands that on. */
static void a_right_to_answer_moves(void **state)
{
    struct actor *client = actor_make(2, 5);
    kozo_handle_t right;

    (void)state;
    actor_receive(sender, endpoint);
    actor_call(client, endpoint);
    assert_int_equal(AS(sender, kozo_cnode_save_reply(world.cnode, SPACE, &right)), KOZO_OK);
    pass(1, SPACE, moved());
    assert_int_equal(send(true), KOZO_OK);
    assert_state(client, KOZO_THREAD_STATE_AWAITING_REPLY);
    assert_int_equal(actor_reply_saved(sender, right), KOZO_ERR_NO_CAP);
    assert_int_equal(actor_reply_saved(receiver, world_handle(SECOND)), KOZO_OK);
    assert_state(client, KOZO_THREAD_STATE_READY);
}

static void a_bit_without_meaning(void)
{
    pass(1, OTHER, moved() << 1);
}

static void the_highest_bit(void)
{
    pass(1, OTHER, UINT32_C(1) << 31);
}

static void a_move_with_less(void)
{
    pass(1, OTHER, moved() | without(KOZO_NOTIFICATION_RIGHT_WAIT));
}

static void what_has_moved_away(void)
{
    pass(0, OTHER, moved());
}

static void what_has_moved_away_to_move(void)
{
    pass(0, OTHER, moved());
    pass(1, OTHER, moved());
}

static void what_it_is_sent_by(void)
{
    pass(1, ENDPOINT, moved());
}

/* A way to the same slot through the CNode itself. */
static kozo_handle_t another_name(uint32_t slot)
{
    const uint32_t root = kozo_handle_address(KOZO_ANY(world.cnode));
    const uint32_t radix = WORLD_CNODE_BITS - KOZO_SLOT_BITS;

    return kozo_handle_make(cap_stamp(world_slot(slot)), 1, root | slot << radix);
}

static void what_it_is_sent_by_under_another_name(void)
{
    pass(1, ENDPOINT, moved());
    sender->thread->buffer->caps[1] = another_name(ENDPOINT).raw;
}

static void out_of_a_space_that_it_may_not_modify(void)
{
    kozo_handle_t handle;

    assert_int_equal(ROOT(kozo_cnode_copy(world.cnode, SPACE, KOZO_ANY(world.cnode),
                                          KOZO_CNODE_RIGHT_LOOKUP, &handle)),
                     KOZO_OK);
    actor_give_space(sender, SPACE);
    pass(1, OTHER, moved());
}

static const struct {
    void (*spoil)(void);
    kozo_err_t error;
} refusals[] = {
    {a_bit_without_meaning, KOZO_ERR_UNKNOWN_FLAG},
    {the_highest_bit, KOZO_ERR_UNKNOWN_FLAG},
    {a_move_with_less, KOZO_ERR_MALFORMED},
    {what_has_moved_away, KOZO_ERR_NO_CAP},
    {what_has_moved_away_to_move, KOZO_ERR_NO_CAP},
    {what_it_is_sent_by, KOZO_ERR_IN_USE},
    {what_it_is_sent_by_under_another_name, KOZO_ERR_IN_USE},
    {out_of_a_space_that_it_may_not_modify, KOZO_ERR_ACCESS_DENIED},
};
enum { REFUSALS = sizeof(refusals) / sizeof(refusals[0]) };

static void all_move_or_none(void **state)
{
    for (unsigned i = 0; i < 2 * REFUSALS; i++) {
        start(state);
        pass(0, GIVEN, moved());
        refusals[i / 2].spoil();
        assert_int_equal(send(i % 2 != 0), refusals[i / 2].error);
        for (uint32_t slot = ENDPOINT; slot <= OTHER; slot++) {
            assert_false(cap_is_empty(world_slot(slot)));
        }
        assert_true(cap_is_empty(world_slot(FIRST)));
        assert_true(cap_is_empty(world_slot(SECOND)));
        assert_state(receiver, KOZO_THREAD_STATE_RECEIVING);
        assert_state(sender, KOZO_THREAD_STATE_READY);
    }
}

/* As the fast path has it: what moves is tried again on the general one. */
static void nothing_moves_where_none_may(void **state)
{
    const kozo_tag_t tag = two().tag;

    (void)state;
    actor_receive(receiver, endpoint);
    pass(1, OTHER, moved());
    assert_int_equal(ipc_transfer_buffer(sender->thread, receiver->thread, tag, true, false),
                     KERNEL_RESTART);
    assert_true(cap_is_empty(world_slot(FIRST)));
    assert_false(cap_is_empty(world_slot(OTHER)));
    pass(1, OTHER, 0);
    assert_int_equal(ipc_transfer_buffer(sender->thread, receiver->thread, tag, true, false),
                     KOZO_OK);
    assert_false(cap_is_empty(world_slot(SECOND)));
    assert_false(cap_is_empty(world_slot(OTHER)));
}

/* Nor the endpoint at which a server receives next, nor the right that it answers by. */
static void an_answer_keeps_what_it_goes_by(void **state)
{
    struct kozo_message message = two();

    (void)state;
    actor_receive(sender, endpoint);
    actor_call(receiver, endpoint);
    pass(1, ENDPOINT, moved());
    assert_int_equal(AS(sender, kozo_endpoint_reply_receive(endpoint, &message)), KOZO_ERR_IN_USE);
    assert_int_equal(AS(sender, kozo_cnode_save_reply(world.cnode, SPACE, &message.reply)),
                     KOZO_OK);
    pass(1, SPACE, moved());
    message = (struct kozo_message){.tag = kozo_tag_make(0, 0, KOZO_TAG_FLAG_SAVED_REPLY, 2, 0),
                                    .reply = message.reply};
    assert_int_equal(AS(sender, kozo_reply_send(&message)), KOZO_ERR_IN_USE);
    assert_state(receiver, KOZO_THREAD_STATE_AWAITING_REPLY);
    pass(1, ENDPOINT, moved());
    assert_int_equal(AS(sender, kozo_reply_send(&message)), KOZO_OK);
    assert_state(receiver, KOZO_THREAD_STATE_READY);
}

/* A receiver with a CNode of its own, and how to name the endpoint there. */
static kozo_endpoint_t move_out(void)
{
    const kozo_handle_t space = world_make(KOZO_OBJECT_CNODE, SPACE_BITS, SPACE);
    kozo_handle_t handle;

    actor_give_space(receiver, SPACE);
    assert_int_equal(ROOT(kozo_cnode_copy(WORLD_AS(kozo_cnode_t, space), 1, KOZO_ANY(endpoint),
                                          ALL_RIGHTS, &handle)),
                     KOZO_OK);
    for (uint32_t i = 0; i < 2; i++) {
        receiver->thread->buffer->receive[i] = 2 + i;
    }
    return WORLD_AS(kozo_endpoint_t, handle);
}

static void waits_by_what_moves_go_on_in_its_space_only(void **state)
{
    for (unsigned far = 0; far < 2; far++) {
        start(state);
        struct actor *waiting = actor_make(2, 5);
        kozo_endpoint_t mine = endpoint;
        uint64_t bits;

        (void)AS(waiting, kozo_notification_wait(WORLD_AS(kozo_notification_t,
                                                          world_handle(OTHER)),
                                                 KOZO_DEADLINE_NEVER, &bits));
        if (far != 0) {
            mine = move_out();
        }
        pass(1, OTHER, moved());
        actor_receive(receiver, mine);
        struct kozo_message message = two();

        assert_int_equal(AS(sender, kozo_endpoint_send(endpoint, &message)), KOZO_OK);
        assert_true(cap_is_empty(world_slot(OTHER)));
        assert_state(receiver, KOZO_THREAD_STATE_READY);
        if (far == 0) {
            assert_state(waiting, KOZO_THREAD_STATE_WAITING);
        } else {
            assert_state(waiting, KOZO_THREAD_STATE_READY);
            assert_int_equal(actor_status(waiting), KOZO_ERR_REVOKED);
        }
    }
}

/* The message wakes its receiver and ends the wait of one more important: it alone is chosen, and
 * the receiver waits for the processor as whoever has not had it yet. */
static void whoever_loses_its_way_is_woken_before_anybody_is_chosen(void **state)
{
    struct actor *taker = actor_make(2, 6), *waiting = actor_make(3, 7);
    struct kozo_message message = two();
    uint64_t bits;

    (void)state;
    (void)AS(waiting, kozo_notification_wait(WORLD_AS(kozo_notification_t, another_name(OTHER)),
                                             KOZO_DEADLINE_NEVER, &bits));
    actor_receive(taker, endpoint);
    for (unsigned i = 0; i < 2; i++) {
        taker->thread->buffer->receive[i] = FIRST + i;
    }
    pass(1, OTHER, moved());
    assert_int_equal(AS(sender, kozo_endpoint_send(endpoint, &message)), KOZO_OK);
    assert_int_equal(actor_status(waiting), KOZO_ERR_REVOKED);
    assert_ptr_equal(this_cpu()->current, waiting->thread);
    assert_int_equal(taker->budget->state, BUDGET_READY);
    assert_false(taker->budget->preempted);
}

/* The operation is begun again for each of many, and is still whole; a sender that waits stays. */
static void ending_waits_is_preemptible(void **state)
{
    enum { MANY = 4 };

    for (unsigned sender_waits = 0; sender_waits < 2; sender_waits++) {
        struct kozo_message message = two();
        uint64_t bits;

        start(state);
        for (unsigned i = 0; i < MANY; i++) {
            (void)AS(actor_make(2 + i, 5),
                     kozo_notification_wait(WORLD_AS(kozo_notification_t, world_handle(OTHER)),
                                            KOZO_DEADLINE_NEVER, &bits));
        }
        const kozo_endpoint_t mine = move_out();

        pass(0, OTHER, moved());
        pass(1, GIVEN, moved());
        if (sender_waits != 0) {
            (void)AS(sender, kozo_endpoint_send(endpoint, &message));
        } else {
            actor_receive(receiver, mine);
        }
        fake.interrupt_period = 1;
        if (sender_waits != 0) {
            actor_receive(receiver, mine);
        } else {
            assert_int_equal(AS(sender, kozo_endpoint_send(endpoint, &message)), KOZO_OK);
        }
        assert_int_equal(world.restarts, MANY - 1);
        fake.interrupt_period = 0;
        assert_state(sender, KOZO_THREAD_STATE_READY);
        assert_int_equal(kozo_tag_caps(regs_tag(&receiver->thread->regs)), 2);
        for (unsigned i = 0; i < MANY; i++) {
            assert_state(&actors[2 + i], KOZO_THREAD_STATE_READY);
        }
    }
}

/* What the sender waits by has got another handle, and the message tells of that one to move. */
static void a_wait_ends_with_its_own_message(void **state)
{
    for (unsigned calls = 0; calls < 2; calls++) {
        struct kozo_message message = two();
        kozo_handle_t handle;

        start(state);
        const kozo_endpoint_t mine = move_out();

        (void)AS(sender, calls != 0 ? kozo_endpoint_call(endpoint, &message)
                                    : kozo_endpoint_send(endpoint, &message));
        assert_int_equal(ROOT(kozo_cnode_move(world.cnode, FIRST, KOZO_ANY(endpoint), &handle)),
                         KOZO_OK);
        pass(0, FIRST, moved());
        actor_receive(receiver, mine);
        assert_state(sender, KOZO_THREAD_STATE_READY);
        assert_int_equal(actor_status(sender), KOZO_ERR_REVOKED);
        assert_state(receiver, KOZO_THREAD_STATE_RECEIVING);
        assert_false(cap_is_empty(world_slot(FIRST)));
    }
}

/* A server that receives through a CNode, which its answer takes away: whether or not others have
 * waited through one. */
static void a_wait_begins_where_no_way_is_left(void **state)
{
    for (unsigned others = 0; others < 2; others++) {
        struct kozo_message message = two();

        start(state);
        const kozo_endpoint_t inner = move_out();
        const uint32_t far = kozo_handle_address(KOZO_ANY(inner)) << world.root->radix | SPACE;
        const kozo_endpoint_t nested = WORLD_AS(
            kozo_endpoint_t, kozo_handle_make(kozo_handle_stamp(KOZO_ANY(inner)), 1, far));

        kernel.nested_some = others != 0;
        actor_receive(sender, endpoint);
        actor_call(receiver, inner);
        pass(1, SPACE, moved());
        (void)AS(sender, kozo_endpoint_reply_receive(nested, &message));
        assert_state(receiver, KOZO_THREAD_STATE_READY);
        assert_state(sender, KOZO_THREAD_STATE_READY);
        assert_int_equal(actor_status(sender), KOZO_ERR_REVOKED);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_copy_lacks_what_is_withheld),
        cmocka_unit_test(what_moves_arrives_with_all_that_it_was),
        cmocka_unit_test_setup(a_copy_can_go_ahead_of_its_original, start),
        cmocka_unit_test_setup(a_copy_can_follow_what_moves, start),
        cmocka_unit_test_setup(a_right_to_answer_moves, start),
        cmocka_unit_test(all_move_or_none),
        cmocka_unit_test_setup(nothing_moves_where_none_may, start),
        cmocka_unit_test_setup(an_answer_keeps_what_it_goes_by, start),
        cmocka_unit_test(waits_by_what_moves_go_on_in_its_space_only),
        cmocka_unit_test_setup(whoever_loses_its_way_is_woken_before_anybody_is_chosen, start),
        cmocka_unit_test(ending_waits_is_preemptible),
        cmocka_unit_test(a_wait_ends_with_its_own_message),
        cmocka_unit_test(a_wait_begins_where_no_way_is_left),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
