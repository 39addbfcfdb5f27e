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
#include <lives.h>

static void suspended_from_every_state(void **state)
{
    for (unsigned i = 0; i < LIVES; i++) {
        start(state);
        struct actor *actor = bring_into(&lives[i]);
        const bool may = is_active(&lives[i]) && lives[i].state != KOZO_THREAD_STATE_SUSPENDED;
        const bool is_blocked = may && lives[i].state != KOZO_THREAD_STATE_READY;
        const kozo_err_t before = actor_status(actor);

        assert_int_equal(ROOT(kozo_thread_suspend(actor->handle)),
                         may ? KOZO_OK : KOZO_ERR_BAD_STATE);
        assert_state(actor, may ? KOZO_THREAD_STATE_SUSPENDED : lives[i].state);
        assert_false(tree_contains(&actor->thread->timeout));
        assert_false(actor->thread->faulted);
        assert_int_equal(actor_status(actor),
                         is_blocked && !lives[i].faulted ? KOZO_ERR_CANCELLED : before);
        if (!is_active(&lives[i])) {
            assert_int_equal(ROOT(kozo_thread_resume(actor->handle)), KOZO_ERR_BAD_STATE);
            assert_state(actor, lives[i].state);
            continue;
        }
        assert_int_equal(ROOT(kozo_thread_resume(actor->handle)), KOZO_OK);
        assert_state(actor, KOZO_THREAD_STATE_READY);
        assert_ptr_equal(this_cpu()->current, actor->thread);
    }
}

static void destroyed_in_every_state(void **state)
{
    for (unsigned i = 0; i < LIVES; i++) {
        start(state);
        struct actor *actor = bring_into(&lives[i]);
        struct actor *peer = &actors[1];

        assert_int_equal(ROOT(kozo_any_delete(KOZO_ANY(actor->handle))), KOZO_OK);
        actor->thread = NULL;
        actor_leave(KOZO_OK);
        assert_null(actor->budget->home);
        assert_null(peer->thread->caller);
        assert_null(((struct endpoint *)cap_object(world_slot(ENDPOINT)))->receivers_head);
        assert_null(tree_first(&((struct endpoint *)cap_object(world_slot(ENDPOINT)))->senders));
        assert_null(
            ((struct notification *)cap_object(world_slot(NOTIFICATION)))->waiters_head);
        assert_null(tree_first(&kernel.timeouts));
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

/* Who has a handler has told it, and waits for what it says. */
static void exits_from_every_state(void **state)
{
    for (unsigned i = 0; i < LIVES; i++) {
        start(state);
        struct actor *actor = bring_into(&lives[i]);

        assert_int_equal(ROOT(kozo_thread_exit(actor->handle, 7)),
                         is_active(&lives[i]) ? KOZO_OK : KOZO_ERR_BAD_STATE);
        if (lives[i].faulted) {
            assert_state(actor, KOZO_THREAD_STATE_CALLING);
            continue;
        }
        assert_state(actor, is_active(&lives[i]) ? KOZO_THREAD_STATE_DEAD : lives[i].state);
        assert_int_equal(ROOT(kozo_thread_exit(actor->handle, 7)), KOZO_ERR_BAD_STATE);
        assert_int_equal(ROOT(kozo_thread_resume(actor->handle)), KOZO_ERR_BAD_STATE);
    }
}

/* The kernel goes on without it. */
static void init_ends(void **state)
{
    struct actor *init = actor_make(0, 20), *other = actor_make(1, 10);

    (void)state;
    kernel.init = init->thread;
    assert_int_equal(ROOT(kozo_thread_exit(other->handle, 0)), KOZO_OK);
    assert_ptr_equal(kernel.init, init->thread);
    assert_int_equal(ROOT(kozo_thread_exit(init->handle, 0)), KOZO_OK);
    assert_null(kernel.init);
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

/* Whichever of them it is; and then nothing is bound. */
static void what_is_bound_is_not_bound_again(void **state)
{
    static const enum thread_binding bound[] = {THREAD_CSPACE, THREAD_ASPACE, THREAD_BUDGET};
    enum { COUNT = sizeof(bound) / sizeof(bound[0]) };

    for (unsigned kept = 0; kept < COUNT; kept++) {
        start(state);
        const struct actor *actor = actor_prepare(0, 20);
        const kozo_budget_t budget =
            WORLD_AS(kozo_budget_t, world_make(KOZO_OBJECT_BUDGET, 0, FREE));
        struct cap_slot *bindings = actor->thread->bindings;

        for (unsigned i = 0; i < COUNT; i++) {
            if (i != kept) {
                actor_lose(actor, bound[i]);
            }
        }
        assert_int_equal(ROOT(kozo_thread_bind(actor->handle, world.cnode, world.aspace, budget)),
                         KOZO_ERR_BOUND_ALREADY);
        for (unsigned i = 0; i < COUNT; i++) {
            assert_int_equal(cap_is_empty(&bindings[bound[i]]), i != kept);
        }
        assert_null(((struct budget *)cap_object(world_slot(FREE)))->home);
        actor_lose(actor, bound[kept]);
        assert_int_equal(ROOT(kozo_thread_bind(actor->handle, world.cnode, world.aspace, budget)),
                         KOZO_OK);
        assert_ptr_equal(actor->thread->home, cap_object(world_slot(FREE)));
    }
}

static void a_budget_is_of_one_thread(void **state)
{
    const struct actor *actor = actor_prepare(0, 20), *owner = actor_make(1, 20);

    (void)state;
    for (unsigned i = 0; i < THREAD_BINDINGS; i++) {
        if (!cap_is_empty(&actor->thread->bindings[i])) {
            actor_lose(actor, i);
        }
    }
    assert_int_equal(ROOT(kozo_thread_bind(actor->handle, world.cnode, world.aspace,
                                           owner->budget_handle)),
                     KOZO_ERR_BOUND_ALREADY);
    for (unsigned i = 0; i < THREAD_BINDINGS; i++) {
        assert_true(cap_is_empty(&actor->thread->bindings[i]));
    }
    assert_ptr_equal(owner->budget->home, owner->thread);
    assert_null(actor->thread->home);
}

static void a_buffer_and_a_handler_are_bound_once(void **state)
{
    const struct actor *actor = actor_prepare(0, 20);
    const kozo_frame_t other =
        WORLD_AS(kozo_frame_t, world_make(KOZO_OBJECT_FRAME, KOZO_PAGE_BITS, FREE));
    struct kozo_buffer *buffer = actor->thread->buffer;

    (void)state;
    assert_int_equal(ROOT(kozo_thread_bind_buffer(actor->handle, other, 0)),
                     KOZO_ERR_BOUND_ALREADY);
    assert_ptr_equal(actor->thread->buffer, buffer);
    assert_int_equal(ROOT(kozo_thread_bind_faults(actor->handle, endpoint)), KOZO_OK);
    assert_ptr_equal(cap_object(&actor->thread->bindings[THREAD_FAULTS]),
                     cap_object(world_slot(ENDPOINT)));
    assert_int_equal(ROOT(kozo_thread_bind_faults(actor->handle, endpoint)),
                     KOZO_ERR_BOUND_ALREADY);
    actor_lose(actor, THREAD_FAULTS);
    assert_int_equal(ROOT(kozo_thread_bind_faults(actor->handle, endpoint)), KOZO_OK);
}

static void a_thread_is_inspected(void **state)
{
    struct actor *actor = actor_make(0, 20);
    kozo_thread_state_t found;
    kozo_priority_t priority;
    kozo_duration_t consumed;

    (void)state;
    actor_enter(actor->thread);
    actors_pass(1000);
    assert_int_equal(ROOT(kozo_thread_inspect(actor->handle, &found, &priority, &consumed)),
                     KOZO_OK);
    assert_int_equal(found, KOZO_THREAD_STATE_READY);
    assert_int_equal(priority, 20);
    assert_int_equal(consumed, 1000);
    assert_int_equal(ROOT(kozo_thread_suspend(actor->handle)), KOZO_OK);
    actor_lose(actor, THREAD_BUDGET);
    assert_int_equal(ROOT(kozo_thread_inspect(actor->handle, &found, &priority, &consumed)),
                     KOZO_OK);
    assert_int_equal(found, KOZO_THREAD_STATE_SUSPENDED);
    assert_int_equal(priority, 0);
    assert_int_equal(consumed, 0);
    assert_int_equal(ROOT(kozo_thread_inspect(world.thread, &found, &priority, &consumed)),
                     KOZO_OK);
    assert_int_equal(priority, ROOT_PRIORITY); /* below its ceiling */
}

/* The first byte is the lowest of the first word. */
static void a_name_is_printable_up_to_its_end(void **state)
{
    static const char shown[sizeof(((struct thread *)0)->name)] = "? ~?";
    struct actor *actor = actor_make(0, 20);

    (void)state;
    assert_int_equal(ROOT(kozo_thread_name(actor->handle, UINT64_C(0x414141007f7e201f), 0, 0)),
                     KOZO_OK);
    assert_memory_equal(actor->thread->name, shown, sizeof(shown));
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
    assert_int_equal(ROOT(kozo_thread_bind_faults(actor->handle, endpoint)), KOZO_ERR_BAD_STATE);
    assert_int_equal(ROOT(kozo_thread_bind(actor->handle, world.cnode, world.aspace,
                                           actor->budget_handle)),
                     KOZO_ERR_BAD_STATE);
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
        start(state);
        server = actor_make(0, 10);
        client = actor_make(1, 10);
        actor_bind_faults(server, ENDPOINT);
        actor_receive(server, endpoint);
        actor_call(client, endpoint);
        assert_state(client, KOZO_THREAD_STATE_AWAITING_REPLY);
        if (faulted != 0) {
            actor_fault(server);
            assert_state(server, KOZO_THREAD_STATE_CALLING);
        }
        actor_lose(server, THREAD_ASPACE);
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
        cmocka_unit_test_setup(init_ends, start),
        cmocka_unit_test_setup(bindings_are_revocable, start),
        cmocka_unit_test_setup(what_is_bound_is_not_bound_again, start),
        cmocka_unit_test_setup(a_budget_is_of_one_thread, start),
        cmocka_unit_test_setup(a_buffer_and_a_handler_are_bound_once, start),
        cmocka_unit_test_setup(a_thread_is_inspected, start),
        cmocka_unit_test_setup(a_name_is_printable_up_to_its_end, start),
        cmocka_unit_test_setup(a_started_thread_is_not_bound_or_started_again, start),
        cmocka_unit_test_setup(a_server_that_loses_its_space_fails_its_caller, start),
        cmocka_unit_test_setup(a_buffer_that_is_not_bound_is_noticed, start),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
