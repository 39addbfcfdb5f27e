/* SPDX-License-Identifier: MIT */
/* test_signals.c: a thread that hears of signals where it receives. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <actors.h>
#include <fake.h>
#include <kozo/cnode.h>
#include <kozo/notification.h>

enum { ENDPOINT = TEST_SLOTS, SIGNALS, BADGED, OTHER, BITS = 6 };

static kozo_endpoint_t endpoint;
static kozo_notification_t signals, badged;
static struct notification *object;
static struct actor *actor, *peer;

static int start(void **state)
{
    kozo_handle_t handle;

    (void)state;
    actors_start();
    endpoint = WORLD_AS(kozo_endpoint_t, world_make(KOZO_OBJECT_ENDPOINT, 0, ENDPOINT));
    signals = WORLD_AS(kozo_notification_t, world_make(KOZO_OBJECT_NOTIFICATION, 0, SIGNALS));
    assert_int_equal(kozo_cnode_mint(world.cnode, BADGED, KOZO_ANY(signals), KOZO_RIGHTS_MASK,
                                     BITS, &handle),
                     KOZO_OK);
    badged = WORLD_AS(kozo_notification_t, handle);
    object = cap_object(world_slot(SIGNALS));
    actor = actor_prepare(0, 20);
    peer = actor_make(1, 10);
    return 0;
}

static kozo_err_t bind(void)
{
    return ROOT(kozo_thread_bind_notification(actor->handle, signals));
}

static void launch(void)
{
    assert_int_equal(ROOT(kozo_thread_start(actor->handle, (vaddr_t){0}, (vaddr_t){0}, 0)),
                     KOZO_OK);
}

static int start_bound(void **state)
{
    start(state);
    assert_int_equal(bind(), KOZO_OK);
    launch();
    return 0;
}

static void signal(void)
{
    assert_int_equal(ROOT(kozo_notification_signal(badged)), KOZO_OK);
}

/* It goes on with a message that tells of `bits`. */
static void assert_told(uint64_t bits)
{
    const struct regs *regs = &actor->thread->regs;
    const kozo_tag_t tag = regs_tag(regs);

    assert_state(actor, KOZO_THREAD_STATE_READY);
    assert_int_equal(actor_status(actor), KOZO_OK);
    assert_int_equal(regs_cap(regs).raw, bits);
    assert_int_equal(tag.raw, kozo_tag_make(KOZO_INTERFACE_SIGNAL, KOZO_SIGNAL_METHOD_BITS,
                                            KOZO_TAG_FLAG_KERNEL, 0, 0).raw);
    for (unsigned i = 0; i < KOZO_REGISTER_WORDS; i++) {
        assert_int_equal(regs_word(regs, i), 0);
    }
    assert_int_equal(object->bits, 0);
}

/* Nothing of what a receiver had in its registers is mistaken for a message. */
static void a_receiver_is_told(void **state)
{
    (void)state;
    for (unsigned i = 0; i < KOZO_REGISTER_WORDS; i++) {
        regs_set_word(&actor->thread->regs, i, 77);
    }
    actor_receive_until(actor, endpoint, 1000000000);
    signal();
    assert_told(BITS);
    assert_null(kernel.timeouts.root);
    assert_null(((struct endpoint *)cap_object(world_slot(ENDPOINT)))->receivers_head);
}

static void bits_that_are_there_come_first(void **state)
{
    (void)state;
    signal();
    assert_int_equal(ROOT(kozo_notification_signal(signals)), KOZO_OK);
    actor_send(peer, endpoint, 1, 5);
    actor_receive(actor, endpoint);
    assert_told(BITS | 1);
    actor_receive(actor, endpoint);
    assert_int_equal(regs_cap(&actor->thread->regs).raw, 0);
    assert_int_equal(kozo_tag_flags(regs_tag(&actor->thread->regs)), 0);
    actor_receive(actor, endpoint);
    assert_state(actor, KOZO_THREAD_STATE_RECEIVING);
}

static void a_reply_goes_out_before_they_come(void **state)
{
    (void)state;
    actor_receive(actor, endpoint);
    actor_call(peer, endpoint);
    signal();
    assert_state(peer, KOZO_THREAD_STATE_AWAITING_REPLY);
    actor_reply_receive(actor, endpoint);
    assert_state(peer, KOZO_THREAD_STATE_READY);
    assert_told(BITS);
}

/* A poll, and a deadline that has passed, find them too. */
static void they_come_whatever_the_deadline(void **state)
{
    (void)state;
    signal();
    assert_int_equal(actor_receive_until(actor, endpoint, KOZO_DEADLINE_POLL), KOZO_OK);
    assert_told(BITS);
    assert_int_equal(actor_receive_until(actor, endpoint, KOZO_DEADLINE_POLL), KOZO_ERR_NOT_READY);
    actor_receive_until(actor, endpoint, 5000);
    actors_pass(5000);
    assert_int_equal(actor_status(actor), KOZO_ERR_TIMED_OUT);
    signal();
    assert_int_equal(object->bits, BITS);
}

/* While there are bits no receive of its takes the fast path, which knows nothing of them. */
static void the_fast_path_is_closed_meanwhile(void **state)
{
    (void)state;
    actor_receive(actor, endpoint);
    assert_int_not_equal(actor->thread->wait_handle.raw, 0);
    actor_call(peer, endpoint);
    assert_int_not_equal(actor->thread->wait_handle.raw, 0);
    signal();
    assert_int_equal(actor->thread->wait_handle.raw, 0);
    /* By the very capability that it receives by, too. */
    actor_enter(actor->thread);
    struct kozo_message message = {.tag = kozo_tag_make(0, 0, 0, 0, 0)};

    (void)kozo_trap_message(KOZO_OP_ENDPOINT_SEND, KOZO_ANY(endpoint), &message);
    actor_leave(KOZO_OK);
    assert_state(actor, KOZO_THREAD_STATE_SENDING);
    assert_int_equal(actor->thread->wait_handle.raw, 0);
}

/* Who waits for them has them. */
static void waiters_come_first(void **state)
{
    uint64_t bits;

    (void)state;
    AS(peer, kozo_notification_wait(signals, KOZO_DEADLINE_NEVER, &bits));
    actor_receive(actor, endpoint);
    signal();
    assert_state(actor, KOZO_THREAD_STATE_RECEIVING);
    assert_state(peer, KOZO_THREAD_STATE_READY);
}

static const struct life {
    kozo_thread_state_t state;
    bool binds;
} lives[] = {
    {KOZO_THREAD_STATE_INACTIVE, true},
    {KOZO_THREAD_STATE_READY, true},
    {KOZO_THREAD_STATE_SUSPENDED, true},
    {KOZO_THREAD_STATE_SENDING, false},
    {KOZO_THREAD_STATE_CALLING, false},
    {KOZO_THREAD_STATE_AWAITING_REPLY, false},
    {KOZO_THREAD_STATE_RECEIVING, false},
    {KOZO_THREAD_STATE_WAITING, false},
    {KOZO_THREAD_STATE_PARKED, false},
    {KOZO_THREAD_STATE_DEAD, false},
};
enum { LIVES = sizeof(lives) / sizeof(lives[0]) };

static void bring_into(kozo_thread_state_t state)
{
    uint64_t bits;

    if (state == KOZO_THREAD_STATE_INACTIVE) {
        return;
    }
    launch();
    switch (state) {
    case KOZO_THREAD_STATE_SUSPENDED: ROOT(kozo_thread_suspend(actor->handle)); break;
    case KOZO_THREAD_STATE_SENDING: actor_send(actor, endpoint, 0, 0); break;
    case KOZO_THREAD_STATE_AWAITING_REPLY: actor_receive(peer, endpoint); /* fall through */
    case KOZO_THREAD_STATE_CALLING: actor_call(actor, endpoint); break;
    case KOZO_THREAD_STATE_RECEIVING: actor_receive(actor, endpoint); break;
    case KOZO_THREAD_STATE_WAITING:
        AS(actor, kozo_notification_wait(
                      WORLD_AS(kozo_notification_t,
                               world_make(KOZO_OBJECT_NOTIFICATION, 0, OTHER)),
                      KOZO_DEADLINE_NEVER, &bits));
        break;
    case KOZO_THREAD_STATE_PARKED:
        AS(actor, kozo_thread_park(actor->handle, KOZO_DEADLINE_NEVER));
        break;
    case KOZO_THREAD_STATE_DEAD: ROOT(kozo_thread_exit(actor->handle, 0)); break;
    default: break;
    }
    assert_state(actor, state);
}

static void bound_in_every_state(void **state)
{
    for (unsigned i = 0; i < LIVES; i++) {
        start(state);
        bring_into(lives[i].state);
        signal();
        assert_int_equal(bind(), lives[i].binds ? KOZO_OK : KOZO_ERR_BAD_STATE);
        assert_ptr_equal(object->bound, lives[i].binds ? actor->thread : NULL);
    }
}

/* Only a receiver is disturbed by a signal; to others it comes later. */
static void signalled_in_every_state(void **state)
{
    for (unsigned i = 0; i < LIVES; i++) {
        const bool receives = lives[i].state == KOZO_THREAD_STATE_RECEIVING;

        start(state);
        assert_int_equal(bind(), KOZO_OK);
        bring_into(lives[i].state);
        const kozo_err_t before = actor_status(actor);

        signal();
        assert_state(actor, receives ? KOZO_THREAD_STATE_READY : lives[i].state);
        assert_int_equal(object->bits, receives ? 0 : BITS);
        assert_int_equal(actor_status(actor), receives ? KOZO_OK : before);
    }
}

/* However it ends: the notification is as if it had never been bound, with its bits. */
static void unbound_in_every_state(void **state)
{
    enum { REVOKE, DELETE_THREAD, LOSE, WAYS };

    for (unsigned i = 0; i < WAYS * LIVES; i++) {
        start(state);
        assert_int_equal(bind(), KOZO_OK);
        bring_into(lives[i / WAYS].state);
        switch (i % WAYS) {
        case REVOKE: assert_int_equal(ROOT(kozo_any_revoke(KOZO_ANY(signals))), KOZO_OK); break;
        case DELETE_THREAD:
            assert_int_equal(ROOT(kozo_any_delete(KOZO_ANY(actor->handle))), KOZO_OK);
            break;
        default: actor_lose(actor, THREAD_SIGNALS); break;
        }
        assert_null(object->bound);
        if (i % WAYS != DELETE_THREAD) {
            assert_null(actor->thread->signals);
            assert_state(actor, lives[i / WAYS].state);
        }
        assert_int_equal(ROOT(kozo_notification_signal(signals)), KOZO_OK);
        assert_int_equal(object->bits, 1);
    }
}

static void the_binding_may_be_the_last_capability(void **state)
{
    (void)state;
    actor_receive(actor, endpoint);
    assert_int_equal(ROOT(kozo_any_delete(KOZO_ANY(signals))), KOZO_OK);
    assert_int_equal(ROOT(kozo_any_delete(KOZO_ANY(badged))), KOZO_OK);
    actor_lose(actor, THREAD_SIGNALS);
    assert_null(actor->thread->signals);
    assert_int_equal(kernel.dying, 0);
    assert_state(actor, KOZO_THREAD_STATE_RECEIVING);
}

static void each_is_bound_to_one(void **state)
{
    (void)state;
    const kozo_notification_t other =
        WORLD_AS(kozo_notification_t, world_make(KOZO_OBJECT_NOTIFICATION, 0, OTHER));

    assert_int_equal(ROOT(kozo_thread_bind_notification(peer->handle, signals)),
                     KOZO_ERR_BOUND_ALREADY);
    assert_int_equal(ROOT(kozo_thread_bind_notification(actor->handle, other)),
                     KOZO_ERR_BOUND_ALREADY);
    assert_null(peer->thread->signals);
    assert_null(((struct notification *)cap_object(world_slot(OTHER)))->bound);
    assert_int_equal(ROOT(kozo_thread_bind_notification(peer->handle, other)), KOZO_OK);
}

/* It could not go on to deal with them, and would serve nobody. */
static void who_has_no_budget_is_not_told(void **state)
{
    (void)state;
    actor_receive(actor, endpoint);
    actor_lose(actor, THREAD_BUDGET);
    signal();
    assert_state(actor, KOZO_THREAD_STATE_RECEIVING);
    assert_int_equal(object->bits, BITS);
    actor_call(peer, endpoint);
    assert_ptr_equal(actor->thread->caller, peer->thread);
    actor_reply_receive(actor, endpoint);
    assert_state(actor, KOZO_THREAD_STATE_RECEIVING);
}

/* What it receives by, through a CNode, and on the fast path, which leaves its registers alone. */
static void who_is_not_told_still_receives(void **state)
{
    const uint32_t root = kozo_handle_address(KOZO_ANY(world.cnode));
    const kozo_handle_t nested = kozo_handle_make(kozo_handle_stamp(KOZO_ANY(endpoint)), 1,
                                                  ENDPOINT << world.root->radix | root);

    (void)state;
    world_make(KOZO_OBJECT_NOTIFICATION, 0, OTHER);
    actor_receive(actor, WORLD_AS(kozo_endpoint_t, nested));
    actor_lose(actor, THREAD_BUDGET);
    regs_set_operands(&actor->thread->regs, 0, (kozo_handle_t){0}, 0);
    signal();
    assert_int_equal(ROOT(kozo_any_delete(world_handle(OTHER))), KOZO_OK);
    assert_state(actor, KOZO_THREAD_STATE_RECEIVING);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_receiver_is_told, start_bound),
        cmocka_unit_test_setup(bits_that_are_there_come_first, start_bound),
        cmocka_unit_test_setup(a_reply_goes_out_before_they_come, start_bound),
        cmocka_unit_test_setup(they_come_whatever_the_deadline, start_bound),
        cmocka_unit_test_setup(the_fast_path_is_closed_meanwhile, start_bound),
        cmocka_unit_test_setup(waiters_come_first, start_bound),
        cmocka_unit_test_setup(bound_in_every_state, start),
        cmocka_unit_test_setup(signalled_in_every_state, start),
        cmocka_unit_test_setup(unbound_in_every_state, start),
        cmocka_unit_test_setup(the_binding_may_be_the_last_capability, start_bound),
        cmocka_unit_test_setup(each_is_bound_to_one, start_bound),
        cmocka_unit_test_setup(who_has_no_budget_is_not_told, start_bound),
        cmocka_unit_test_setup(who_is_not_told_still_receives, start_bound),
    };

    return cmocka_run_group_tests_name("signals", tests, NULL, NULL);
}
