/* SPDX-License-Identifier: MIT */
/* test_revoked_waits.c: who waits by a capability that is then taken away has no more of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <actors.h>
#include <fake.h>
#include <kozo/cnode.h>
#include <kozo/outcome.h>
#include <kozo/sched.h>
#include <kozo/wait_by.h>

enum { ORIGIN = TEST_SLOTS, DERIVED, GRANTED, ARRIVED, SIGNALS, INNER, AGAIN, BADGE = 7 };
enum { ALL_RIGHTS = 15, INNER_SLOT = 3, INNER_BITS = KOZO_SLOT_BITS + 3 };

static kozo_endpoint_t endpoint;
static kozo_notification_t signals;

static int start(void **state)
{
    (void)state;
    actors_start();
    endpoint = WORLD_AS(kozo_endpoint_t, world_make(KOZO_OBJECT_ENDPOINT, 0, ORIGIN));
    signals = WORLD_AS(kozo_notification_t, world_make(KOZO_OBJECT_NOTIFICATION, 0, SIGNALS));
    return 0;
}

static kozo_handle_t derive_from(kozo_handle_t source, kozo_rights_t rights)
{
    kozo_handle_t handle;

    assert_int_equal(ROOT(kozo_cnode_mint(world.cnode, DERIVED, source, rights, BADGE, &handle)),
                     KOZO_OK);
    return handle;
}

static kozo_handle_t derive(kozo_rights_t rights)
{
    return derive_from(KOZO_ANY(endpoint), rights);
}

/* Ways to wait by an endpoint or notification. */
static const kozo_thread_state_t waits[] = {
    KOZO_THREAD_STATE_SENDING,
    KOZO_THREAD_STATE_CALLING,
    KOZO_THREAD_STATE_RECEIVING,
    KOZO_THREAD_STATE_WAITING,
};
enum { WAITS = sizeof(waits) / sizeof(waits[0]) };

static kozo_handle_t origin_of(kozo_thread_state_t wait)
{
    return wait == KOZO_THREAD_STATE_WAITING ? KOZO_ANY(signals) : KOZO_ANY(endpoint);
}

static void wait_by_handle(struct actor *actor, kozo_thread_state_t wait, kozo_handle_t handle)
{
    const kozo_endpoint_t at = WORLD_AS(kozo_endpoint_t, handle);
    uint64_t bits;

    switch (wait) {
    case KOZO_THREAD_STATE_SENDING: actor_send(actor, at, 0, 0); break;
    case KOZO_THREAD_STATE_CALLING: actor_call(actor, at); break;
    case KOZO_THREAD_STATE_RECEIVING: actor_receive(actor, at); break;
    default:
        AS(actor, kozo_notification_wait(WORLD_AS(kozo_notification_t, handle),
                                         KOZO_DEADLINE_NEVER, &bits));
        break;
    }
    assert_state(actor, wait);
}

/* An actor that waits by a capability of its own, in DERIVED. */
static struct actor *waiter(unsigned number, kozo_thread_state_t wait)
{
    struct actor *actor = actor_make(number, 5);
    const kozo_handle_t handle = derive_from(origin_of(wait), ALL_RIGHTS);

    wait_by_handle(actor, wait, handle);
    return actor;
}

static void assert_ended(const struct actor *actor, kozo_err_t error)
{
    assert_state(actor, KOZO_THREAD_STATE_READY);
    assert_int_equal(actor_status(actor), error);
}

static void assert_nobody_waits(void)
{
    const struct endpoint *there = cap_object(world_slot(ORIGIN));

    assert_null(there->receivers_head);
    assert_null(there->senders.root);
    assert_null(((struct notification *)cap_object(world_slot(SIGNALS)))->waiters_head);
}

static void every_wait_ends_with_its_capability(void **state)
{
    for (unsigned i = 0; i < 2 * WAITS; i++) {
        start(state);
        struct actor *actor = waiter(0, waits[i / 2]);

        if (i % 2 == 0) {
            assert_int_equal(ROOT(kozo_any_delete(world_handle(DERIVED))), KOZO_OK);
        } else {
            assert_int_equal(ROOT(kozo_any_revoke(origin_of(waits[i / 2]))), KOZO_OK);
        }
        assert_true(cap_is_empty(world_slot(DERIVED)));
        assert_ended(actor, KOZO_ERR_REVOKED);
        assert_nobody_waits();
        assert_int_equal(ROOT(kozo_thread_suspend(actor->handle)), KOZO_OK);
    }
}

static void other_waits_go_on(void **state)
{
    for (unsigned i = 0; i < WAITS; i++) {
        start(state);
        struct actor *by_origin = actor_make(1, 5);

        wait_by_handle(by_origin, waits[i], origin_of(waits[i]));
        struct actor *actor = waiter(0, waits[i]);

        assert_int_equal(ROOT(kozo_any_delete(world_handle(DERIVED))), KOZO_OK);
        assert_ended(actor, KOZO_ERR_REVOKED);
        assert_state(by_origin, waits[i]);
        assert_int_equal(ROOT(kozo_any_revoke(origin_of(waits[i]))), KOZO_OK);
        assert_state(by_origin, waits[i]);
    }
}

/* The object goes with its last capability, and that is what its waiters are told. */
static void the_last_capability_ends_waits_as_the_object_does(void **state)
{
    for (unsigned i = 0; i < WAITS; i++) {
        start(state);
        struct actor *actor = waiter(0, waits[i]);

        assert_int_equal(ROOT(kozo_any_delete(origin_of(waits[i]))), KOZO_OK);
        assert_state(actor, waits[i]);
        assert_int_equal(ROOT(kozo_any_delete(world_handle(DERIVED))), KOZO_OK);
        assert_ended(actor, KOZO_ERR_PEER_DIED);
        assert_int_equal(kernel.dying, 0);
    }
}

static void a_move_in_the_same_space_keeps_waits(void **state)
{
    for (unsigned i = 0; i < WAITS; i++) {
        start(state);
        struct actor *actor = waiter(0, waits[i]), *other = actor_make(1, 5);
        kozo_handle_t handle;

        wait_by_handle(other, waits[i], world_handle(DERIVED));
        assert_int_equal(ROOT(kozo_cnode_move(world.cnode, AGAIN, world_handle(DERIVED), &handle)),
                         KOZO_OK);
        assert_state(actor, waits[i]);
        assert_state(other, waits[i]);
        assert_int_equal(ROOT(kozo_any_delete(handle)), KOZO_OK);
        assert_ended(actor, KOZO_ERR_REVOKED);
        assert_ended(other, KOZO_ERR_REVOKED);
    }
}

static kozo_cnode_t make_inner(void)
{
    actor_enter(actors_root());
    return WORLD_AS(kozo_cnode_t, world_make(KOZO_OBJECT_CNODE, INNER_BITS, INNER));
}

static void a_move_to_another_space_ends_waits(void **state)
{
    for (unsigned i = 0; i < WAITS; i++) {
        start(state);
        struct actor *actor = waiter(0, waits[i]);
        kozo_handle_t handle;

        assert_int_equal(ROOT(kozo_cnode_move(make_inner(), INNER_SLOT, world_handle(DERIVED),
                                              &handle)),
                         KOZO_OK);
        assert_ended(actor, KOZO_ERR_REVOKED);
    }
}

/* A handle through the inner CNode, which holds what DERIVED had. */
static kozo_handle_t nest(kozo_handle_t origin)
{
    kozo_handle_t handle;
    const kozo_cnode_t inner = make_inner();
    const uint32_t root_bits = world.root->radix;

    derive_from(origin, ALL_RIGHTS);
    assert_int_equal(ROOT(kozo_cnode_move(inner, INNER_SLOT, world_handle(DERIVED), &handle)),
                     KOZO_OK);
    return kozo_handle_make(kozo_handle_stamp(handle), 1,
                            (uint32_t)INNER_SLOT << root_bits | INNER);
}

/* Take the capability, or the way to it, in one of several manners. */
enum { NESTED_WAYS = 4 };

static void take_nested(unsigned way, kozo_handle_t origin, kozo_handle_t nested)
{
    kozo_handle_t handle;

    switch (way) {
    case 0: assert_int_equal(ROOT(kozo_any_delete(nested)), KOZO_OK); break;
    case 1: assert_int_equal(ROOT(kozo_any_revoke(origin)), KOZO_OK); break;
    case 2: assert_int_equal(ROOT(kozo_any_delete(world_handle(INNER))), KOZO_OK); break;
    default:
        assert_int_equal(ROOT(kozo_cnode_move(world.cnode, AGAIN, world_handle(INNER), &handle)),
                         KOZO_OK);
        break;
    }
}

static void waits_through_nested_cnodes_end(void **state)
{
    for (unsigned i = 0; i < NESTED_WAYS * WAITS; i++) {
        start(state);
        const kozo_thread_state_t wait = waits[i / NESTED_WAYS];
        const kozo_handle_t nested = nest(origin_of(wait));
        struct actor *first = actor_make(0, 5), *second = actor_make(1, 5);
        struct actor *by_origin = actor_make(2, 5);

        wait_by_handle(first, wait, nested);
        wait_by_handle(second, wait, nested);
        wait_by_handle(by_origin, wait, origin_of(wait));
        take_nested(i % NESTED_WAYS, origin_of(wait), nested);
        assert_ended(first, KOZO_ERR_REVOKED);
        assert_ended(second, KOZO_ERR_REVOKED);
        assert_state(by_origin, wait);
        assert_null(kernel.nested);
    }
}

static void unrelated_removals_leave_nested_waits_alone(void **state)
{
    (void)state;
    struct actor *actor = actor_make(0, 5);

    wait_by_handle(actor, KOZO_THREAD_STATE_RECEIVING, nest(KOZO_ANY(endpoint)));
    assert_int_equal(ROOT(kozo_any_delete(KOZO_ANY(signals))), KOZO_OK);
    assert_state(actor, KOZO_THREAD_STATE_RECEIVING);
    assert_null(kernel.nested_left);
    assert_false(kernel.nested_doubted);
    /* Its membership outlives its wait, but is no wait. */
    actor_send(actor_make(1, 6), endpoint, 0, 0);
    assert_ended(actor, KOZO_OK);
    assert_int_equal(ROOT(kozo_any_delete(world_handle(INNER))), KOZO_OK);
    assert_ended(actor, KOZO_OK);
}

/* Ways to take the capability by which many wait: a step at a time. */
enum { BY_DELETE, BY_MOVE, BY_REVOKE, NESTED_BY_REVOKE, NESTED_WITH_CNODE, MANY = 6 };

static kozo_err_t take_a_step(unsigned way)
{
    switch (way) {
    case BY_DELETE: return wait_delete(world_slot(DERIVED));
    case BY_MOVE: return wait_leave(cap_object(world_slot(INNER)), world_slot(DERIVED));
    case NESTED_WITH_CNODE:
        if (!cap_is_empty(world_slot(INNER))) {
            return wait_delete(world_slot(INNER));
        }
        sched_tick(); /* on the way out: that an interrupt is served */
        return KOZO_OK;
    default: return wait_revoke(world_slot(ORIGIN));
    }
}

static bool all_have_ended(void)
{
    unsigned ended = 0;

    for (unsigned i = 0; i < MANY; i++) {
        ended += actor_status(&actors[i]) == KOZO_ERR_REVOKED;
    }
    return ended == MANY;
}

/* Every step ends a wait, and then an interrupt is served. */
static void ending_many_waits_is_preemptible(void **state)
{
    for (unsigned way = BY_DELETE; way <= NESTED_WITH_CNODE; way++) {
        start(state);
        const kozo_handle_t handle =
            way >= NESTED_BY_REVOKE ? nest(KOZO_ANY(endpoint)) : derive(ALL_RIGHTS);
        unsigned steps = 0;
        kozo_err_t error;

        if (way == BY_MOVE) {
            make_inner();
        }
        for (unsigned i = 0; i < MANY; i++) {
            wait_by_handle(actor_make(i, 5), KOZO_THREAD_STATE_RECEIVING, handle);
        }
        fake.interrupt_period = 1;
        actor_enter(actors_root());
        do {
            error = take_a_step(way);
            steps++;
        } while (error == KERNEL_RESTART || (steps < 2 * MANY && !all_have_ended()));
        fake.interrupt_period = 0;
        assert_int_equal(error, KOZO_OK);
        assert_true(all_have_ended());
        assert_in_range(steps, MANY, 2 * MANY - 1);
        actor_leave(KOZO_OK);
    }
}

/* The call is made again, and the capability goes when nobody waits by it any more. */
static void a_move_of_what_many_wait_by_is_made_again(void **state)
{
    (void)state;
    const kozo_handle_t source = derive(ALL_RIGHTS);
    const kozo_cnode_t inner = make_inner();
    kozo_handle_t moved;

    for (unsigned i = 0; i < MANY; i++) {
        wait_by_handle(actor_make(i, 5), KOZO_THREAD_STATE_RECEIVING, source);
    }
    fake.interrupt_period = 1;
    assert_int_equal(ROOT(kozo_cnode_move(inner, INNER_SLOT, source, &moved)), KOZO_OK);
    fake.interrupt_period = 0;
    assert_true(all_have_ended());
    assert_true(world.restarts >= MANY - 1);
    assert_true(cap_is_empty(world_slot(DERIVED)));
}

/* A thread that waits by nothing of its own any more. */
static void whoever_loses_its_space_waits_no_longer(void **state)
{
    for (unsigned i = 0; i < WAITS; i++) {
        start(state);
        struct actor *actor = waiter(0, waits[i]);

        actor_lose(actor, THREAD_CSPACE);
        assert_ended(actor, KOZO_ERR_REVOKED);
        assert_nobody_waits();
        assert_int_equal(world_slot(DERIVED)->aux, 0);
    }
}

static void a_fault_dies_with_the_capability_that_it_waits_by(void **state)
{
    (void)state;
    struct actor *actor = actor_make(0, 5);

    derive(ALL_RIGHTS);
    actor_bind_faults(actor, DERIVED);
    actor_fault(actor);
    assert_state(actor, KOZO_THREAD_STATE_CALLING);
    assert_int_equal(ROOT(kozo_any_delete(world_handle(DERIVED))), KOZO_OK);
    assert_state(actor, KOZO_THREAD_STATE_CALLING); /* what is bound moves up */
    assert_int_equal(ROOT(kozo_any_revoke(KOZO_ANY(endpoint))), KOZO_OK);
    assert_state(actor, KOZO_THREAD_STATE_DEAD);
}

/* Its message was taken: the call goes on without the capability. */
static void a_call_that_was_received_goes_on(void **state)
{
    (void)state;
    struct actor *client = waiter(0, KOZO_THREAD_STATE_CALLING), *server = actor_make(1, 5);

    actor_receive(server, endpoint);
    assert_state(client, KOZO_THREAD_STATE_AWAITING_REPLY);
    assert_int_equal(ROOT(kozo_any_revoke(KOZO_ANY(endpoint))), KOZO_OK);
    assert_state(client, KOZO_THREAD_STATE_AWAITING_REPLY);
    actor_reply(server);
    assert_ended(client, KOZO_OK);
}

/* Its fault waits by the binding, not by what it received by before. */
static void a_ring_that_was_left_behind_ends_nothing(void **state)
{
    (void)state;
    struct actor *actor = waiter(0, KOZO_THREAD_STATE_RECEIVING);

    actor_send(actor_make(1, 6), endpoint, 0, 0);
    actor_bind_faults(actor, ORIGIN);
    actor_fault(actor);
    assert_state(actor, KOZO_THREAD_STATE_CALLING);
    assert_int_equal(ROOT(kozo_any_delete(world_handle(DERIVED))), KOZO_OK);
    assert_state(actor, KOZO_THREAD_STATE_CALLING);
    assert_int_equal(actor->thread->wait_handle.raw, 0);
}

/* What the slot holds later has a ring of its own. */
static void a_slot_that_is_filled_again_has_no_waiters(void **state)
{
    (void)state;
    struct actor *stays = waiter(0, KOZO_THREAD_STATE_RECEIVING), *comes = actor_make(1, 5);

    actor_send(actor_make(2, 6), endpoint, 0, 0);
    assert_ended(stays, KOZO_OK);
    actor_enter(actors_root());
    assert_int_equal(cap_delete(world_slot(DERIVED)), KOZO_OK); /* as in a CNode's destruction */
    derive(ALL_RIGHTS);
    actor_leave(KOZO_OK);
    wait_by_handle(comes, KOZO_THREAD_STATE_RECEIVING, world_handle(DERIVED));
    wait_by_handle(stays, KOZO_THREAD_STATE_RECEIVING, KOZO_ANY(endpoint));
    assert_int_equal(ROOT(kozo_any_delete(world_handle(DERIVED))), KOZO_OK);
    assert_ended(comes, KOZO_ERR_REVOKED);
    assert_state(stays, KOZO_THREAD_STATE_RECEIVING);
}

/* A client whose badge was revoked, so that it could be another's. */
static void no_message_comes_under_a_revoked_badge(void **state)
{
    (void)state;
    struct actor *server = actor_make(0, 5), *client = actor_make(1, 5);

    actor_call(client, WORLD_AS(kozo_endpoint_t, derive(KOZO_ENDPOINT_RIGHT_SEND)));
    assert_int_equal(ROOT(kozo_any_revoke(KOZO_ANY(endpoint))), KOZO_OK);
    actor_receive(server, endpoint);
    assert_state(server, KOZO_THREAD_STATE_RECEIVING);
}

/* A server that was replaced: whoever calls now, calls the new one. */
static void no_call_goes_to_a_revoked_receiver(void **state)
{
    (void)state;
    struct actor *old = actor_make(0, 5), *new = actor_make(1, 5), *client = actor_make(2, 5);

    actor_receive(old, WORLD_AS(kozo_endpoint_t, derive(KOZO_ENDPOINT_RIGHT_RECEIVE)));
    assert_int_equal(ROOT(kozo_any_revoke(KOZO_ANY(endpoint))), KOZO_OK);
    actor_receive(new, endpoint);
    actor_call(client, endpoint);
    assert_null(old->thread->caller);
    assert_ptr_equal(new->thread->caller, client->thread);
}

/* On the fast path a server's registers do not tell what it receives by. */
static void what_is_waited_by_is_looked_up_again_and_again(void **state)
{
    (void)state;
    struct actor *server = actor_make(0, 5);

    wait_by_handle(server, KOZO_THREAD_STATE_RECEIVING, nest(KOZO_ANY(endpoint)));
    regs_set_operands(&server->thread->regs, 0, (kozo_handle_t){0}, 0);
    for (unsigned i = 0; i < 2; i++) {
        derive(ALL_RIGHTS);
        assert_int_equal(ROOT(kozo_any_delete(world_handle(DERIVED))), KOZO_OK);
        assert_state(server, KOZO_THREAD_STATE_RECEIVING);
    }
    assert_int_equal(ROOT(kozo_any_delete(world_handle(INNER))), KOZO_OK);
    assert_ended(server, KOZO_ERR_REVOKED);
}

/* Those that wait by what went first are told as the object dies. */
static void memory_is_revoked_in_steps(void **state)
{
    kozo_handle_t first;

    (void)state;
    actor_enter(actors_root());
    (void)kozo_untyped_retype(world.small, KOZO_OBJECT_ENDPOINT, KOZO_ENDPOINT_SIZE_BITS, 1,
                              world.cnode, AGAIN, &first);
    derive_from(first, ALL_RIGHTS);
    for (unsigned i = 0; i < MANY; i++) {
        wait_by_handle(actor_make(i, 5), KOZO_THREAD_STATE_SENDING, first);
    }
    fake.interrupt_period = 1;
    world.on_restart = actors_check;
    assert_int_equal(ROOT(kozo_any_revoke(KOZO_ANY(world.small))), KOZO_OK);
    assert_true(world.restarts >= MANY);
    assert_ended(&actors[0], KOZO_ERR_PEER_DIED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(every_wait_ends_with_its_capability, start),
        cmocka_unit_test_setup(other_waits_go_on, start),
        cmocka_unit_test_setup(the_last_capability_ends_waits_as_the_object_does, start),
        cmocka_unit_test_setup(a_move_in_the_same_space_keeps_waits, start),
        cmocka_unit_test_setup(a_move_to_another_space_ends_waits, start),
        cmocka_unit_test_setup(waits_through_nested_cnodes_end, start),
        cmocka_unit_test_setup(a_move_of_what_many_wait_by_is_made_again, start),
        cmocka_unit_test_setup(unrelated_removals_leave_nested_waits_alone, start),
        cmocka_unit_test_setup(ending_many_waits_is_preemptible, start),
        cmocka_unit_test_setup(whoever_loses_its_space_waits_no_longer, start),
        cmocka_unit_test_setup(a_fault_dies_with_the_capability_that_it_waits_by, start),
        cmocka_unit_test_setup(a_call_that_was_received_goes_on, start),
        cmocka_unit_test_setup(a_ring_that_was_left_behind_ends_nothing, start),
        cmocka_unit_test_setup(a_slot_that_is_filled_again_has_no_waiters, start),
        cmocka_unit_test_setup(no_message_comes_under_a_revoked_badge, start),
        cmocka_unit_test_setup(what_is_waited_by_is_looked_up_again_and_again, start),
        cmocka_unit_test_setup(memory_is_revoked_in_steps, start),
        cmocka_unit_test_setup(no_call_goes_to_a_revoked_receiver, start),
    };

    return cmocka_run_group_tests_name("revoked_waits", tests, NULL, NULL);
}
