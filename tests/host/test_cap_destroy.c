/* SPDX-License-Identifier: MIT */
/* test_cap_destroy.c: objects die with their last capability: containers in containers, in
 * themselves and in circles, several destructions at a time, and all of it interrupted. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <fake.h>
#include <kozo/budget.h>
#include <kozo/cnode.h>
#include <kozo/cpu.h>
#include <kozo/gen/objects.h>
#include <kozo/outcome.h>
#include <kozo/sys.h>
#include <world.h>

/* A node is emptied in one step, a large node in four. */
enum { NODE_BITS = 9, NODE_SLOTS = 1 << (NODE_BITS - KOZO_SLOT_BITS), LARGE_BITS = 11 };

static struct cnode *node_at(uint32_t index)
{
    return cap_object(world_slot(index));
}

static void make_nodes(unsigned count)
{
    for (uint32_t i = 0; i < count; i++) {
        world_make(KOZO_OBJECT_CNODE, NODE_BITS, 20 + i);
    }
}

/* Move what slot `index` of the root holds into slot `at` of a CNode. */
static struct cap_slot *put(struct cnode *node, uint32_t at, uint32_t index)
{
    cap_move(cnode_slot(node, at), world_slot(index));
    return cnode_slot(node, at);
}

static struct cap_slot *put_copy(struct cnode *node, uint32_t at, uint32_t index)
{
    assert_int_equal(cap_copy(cnode_slot(node, at), world_slot(index), KOZO_RIGHTS_MASK), KOZO_OK);
    return cnode_slot(node, at);
}

/* Run one call to its end, as restarts would. */
static void finish(kozo_err_t (*call)(struct cap_slot *), struct cap_slot *slot)
{
    static const struct cap_slot empty;
    unsigned calls = 0;

    while (call(slot) == KERNEL_RESTART) {
        cap_check();
        calls++;
        assert_true(calls < 10000);
    }
    cap_check();
    assert_true(call == cap_revoke || memcmp(slot, &empty, sizeof(empty)) == 0);
}

/* After this nothing may be left of anything that was made. */
static void revoke_all(void)
{
    finish(cap_revoke, world_slot(5));
    assert_int_equal(world_used(), 0);
    assert_int_equal(kernel.dying, 0);
}

/* Every test runs with an interrupt at every n-th preemption point. */
static void repeat(void (*body)(void))
{
    for (unsigned period = 0; period < 5; period++) {
        world_start();
        fake.interrupt_period = period;
        body();
        /* What nobody can name any more is finished by whoever deletes next and is not
         * interrupted. */
        fake.interrupt_period = 0;
        assert_int_equal(cap_copy(world_slot(9), world_slot(8), KOZO_RIGHTS_MASK), KOZO_OK);
        assert_int_equal(cap_delete(world_slot(9)), KOZO_OK);
        assert_int_equal(world_used(), 0);
        assert_int_equal(kernel.dying, 0);
    }
}

static void nested(void)
{
    make_nodes(4);
    struct cnode *third = node_at(22), *second = node_at(21), *first = node_at(20);

    world_make(KOZO_OBJECT_THREAD, 0, 30);
    world_make(KOZO_OBJECT_ENDPOINT, 0, 31);
    put(third, 1, 30);
    put(third, NODE_SLOTS - 1, 31);
    put(third, 3, 23);
    put(second, 5, 22);
    put(first, 2, 21);
    finish(cap_delete, world_slot(20));
}

static void in_itself(void)
{
    make_nodes(1);
    struct cnode *node = node_at(20);

    put_copy(node, 3, 20);
    put_copy(node, 4, 20);
    finish(cap_delete, world_slot(20));
    assert_int_equal(node->object.references, 2);
    revoke_all();
}

static void only_in_itself_and_deleted_there(void)
{
    make_nodes(1);
    struct cnode *node = node_at(20);
    struct cap_slot *slot = put(node, 3, 20);

    world_make(KOZO_OBJECT_ENDPOINT, 0, 31);
    put(node, 7, 31);
    finish(cap_delete, slot);
}

static void the_slot_that_is_deleted_lies_in_what_dies(void)
{
    make_nodes(2);
    struct cnode *outer = node_at(20), *inner = node_at(21);
    struct cap_slot *slot = put(outer, 2, 21);

    /* inner holds the last capability of outer, which holds the last of inner. */
    put(inner, 4, 20);
    finish(cap_delete, slot);
}

static void circle_of_four(void)
{
    make_nodes(4);
    struct cnode *nodes[4];
    struct cap_slot *slots[4];

    for (unsigned i = 0; i < 4; i++) {
        nodes[i] = node_at(20 + i);
    }
    for (unsigned i = 0; i < 4; i++) {
        slots[i] = put(nodes[i], 1 + i, 20 + (i + 1) % 4);
    }
    world_make(KOZO_OBJECT_THREAD, 0, 31);
    put(nodes[2], 6, 31);
    finish(cap_delete, slots[0]);
}

static void circle_taken_apart_by_revocation(void)
{
    make_nodes(3);
    struct cnode *nodes[3] = {node_at(20), node_at(21), node_at(22)};

    for (uint32_t i = 0; i < 3; i++) {
        put_copy(nodes[i], 3, 20 + (i + 1) % 3);
        put_copy(nodes[i], 5, 20 + (i + 2) % 3);
        put_copy(nodes[i], 6, 20 + i);
    }
    for (uint32_t i = 0; i < 3; i++) {
        finish(cap_delete, world_slot(20 + i));
        assert_true(world_used() > 0);
    }
    revoke_all();
}

/* Two destructions are interrupted at their first step; the second container holds the zombie of
 * the first. */
static void zombie_in_a_container_that_dies_later(void)
{
    const unsigned period = fake.interrupt_period;

    make_nodes(3);
    struct cnode *outer = node_at(20);
    struct cap_slot *inner = put(outer, 3, 21);
    struct cap_slot *other = put(outer, 5, 22);

    fake.interrupt_period = 1;
    world_make(KOZO_OBJECT_CNODE, NODE_BITS, 40);
    cap_move(cnode_slot(cap_object(inner), 1), world_slot(40));
    assert_int_equal(cap_delete(inner), KERNEL_RESTART);
    finish(cap_delete, other);
    cap_check();
    assert_int_equal(cap_delete(world_slot(20)), KERNEL_RESTART);
    fake.interrupt_period = period;
    finish(cap_delete, world_slot(20));
    cap_check();
    assert_int_equal(kernel.dying, 0);
}

static struct cap_slot *begin_deletion(struct cap_slot *slot)
{
    fake.interrupt_period = 1;
    assert_int_equal(cap_delete(slot), KERNEL_RESTART);
    cap_check();
    return slot;
}

/* A zombie that came from elsewhere: what belongs to its slot has stayed there. */
static void assert_came(const struct cap_slot *slot, const struct cap_slot *was,
                        const struct cap_slot *from)
{
    const struct object *object = cap_object(slot);

    assert_int_equal(slot->object, from->object);
    assert_int_equal(slot->badge, from->badge);
    assert_int_equal(cap_info(slot).raw, cap_info(from).raw);
    assert_int_equal(cap_stamp(slot), cap_stamp(was));
    assert_int_equal(cap_flags(slot), cap_flags(was) | CAP_ZOMBIE);
    assert_int_equal(object->zombie, slot_ref(slot));
}

/* The zombie in the container has a badge, as that of an endpoint could; the container's lies right
 * behind the container. */
static void zombies_change_places(void **state)
{
    (void)state;
    world_start();
    world_make(KOZO_OBJECT_CNODE, LARGE_BITS, 20);
    world_make(KOZO_OBJECT_CNODE, LARGE_BITS, 21);
    world_make(KOZO_OBJECT_CNODE, LARGE_BITS + 1, 22);
    struct cnode *owner = node_at(20);
    struct cap_slot *here = put(node_at(21), 4, 20);

    kernel.next_stamp = UINT32_C(1) << 31;
    struct cap_slot *there = begin_deletion(put(owner, 3, 22));

    there->badge = 77;
    const struct cap_slot was_here = *here, was_there = *there;

    begin_deletion(here);
    assert_came(here, &was_here, &was_there);
    assert_came(there, &was_there, &was_here);
    finish(cap_delete, here);
}

/* Who deletes something else goes one step on with what another began, and no further. */
static void a_deletion_helps_a_little(void **state)
{
    (void)state;
    world_start();
    world_make(KOZO_OBJECT_CNODE, LARGE_BITS, 20);
    const struct cnode *node = node_at(20);

    begin_deletion(world_slot(20));
    const uint32_t cleared = node->cleared;

    fake.interrupt_period = 0;
    assert_int_equal(cap_copy(world_slot(9), world_slot(8), KOZO_RIGHTS_MASK), KOZO_OK);
    assert_int_equal(cap_delete(world_slot(9)), KOZO_OK);
    assert_true(node->cleared > cleared && node->cleared < node->slot_count);
}

/* A slot of a thread stays one when its zombie goes elsewhere. */
static void a_zombie_leaves_a_thread(void **state)
{
    (void)state;
    world_start();
    world_make(KOZO_OBJECT_CNODE, LARGE_BITS, 20);
    world_make(KOZO_OBJECT_THREAD, 0, 21);
    world_make(KOZO_OBJECT_BUDGET, 0, 22);
    struct thread *thread = cap_object(world_slot(21));

    assert_int_equal(kozo_thread_bind(WORLD_AS(kozo_thread_t, world_handle(21)),
                                      WORLD_AS(kozo_cnode_t, world_handle(20)), world.aspace,
                                      WORLD_AS(kozo_budget_t, world_handle(22))),
                     KOZO_OK);
    assert_int_equal(cap_delete(world_slot(20)), KOZO_OK);
    struct cap_slot *here = world_slot(21);
    struct cap_slot *there = begin_deletion(&thread->bindings[THREAD_CSPACE]);

    begin_deletion(begin_deletion(here)); /* first the thread ends */
    assert_int_equal(cap_type(here), KOZO_OBJECT_CNODE);
    assert_true(cap_is_empty(there));
    finish(cap_delete, here);
}

/* A container that holds its own zombie meets another's, which has to go first. */
static void the_self_contained_waits(void)
{
    const unsigned period = fake.interrupt_period;

    make_nodes(4);
    struct cnode *outer = node_at(20);
    struct cap_slot *self = put_copy(outer, 6, 20);
    struct cap_slot *one = put(outer, 2, 21), *two = put(outer, 4, 22);

    world_make(KOZO_OBJECT_ENDPOINT, 0, 41);
    put(cap_object(one), 1, 41);
    put(cap_object(two), 1, 23);
    fake.interrupt_period = 1;
    finish(cap_delete, world_slot(20));
    assert_int_equal(cap_delete(one), KERNEL_RESTART);
    assert_int_equal(cap_delete(two), KERNEL_RESTART);
    assert_int_equal(cap_delete(self), KERNEL_RESTART);
    cap_check();
    fake.interrupt_period = period;
    finish(cap_delete, self);
    assert_int_equal(kernel.dying, 0);
}

static void interrupted_destructions_finish_each_other(void)
{
    make_nodes(2);
    const unsigned period = fake.interrupt_period;

    world_make(KOZO_OBJECT_ENDPOINT, 0, 30);
    world_make(KOZO_OBJECT_ENDPOINT, 0, 31);
    put(node_at(20), 1, 30);
    put(node_at(21), 1, 31);
    fake.interrupt_period = 1;
    assert_int_equal(cap_delete(world_slot(20)), KERNEL_RESTART);
    assert_int_equal(cap_delete(world_slot(21)), KERNEL_RESTART);
    fake.interrupt_period = period;
    /* The first is below the second in the stack. */
    finish(cap_delete, world_slot(20));
    assert_true(cap_is_empty(world_slot(21)));
}

/* One container holds the zombie of another, which holds the last capability of the first: nobody
 * can name the zombie to go on with it. Whoever deletes anything brings it closer to its end. */
static void what_nobody_can_name_ends(void **state)
{
    (void)state;
    world_start();
    world_make(KOZO_OBJECT_CNODE, NODE_BITS, 20);
    world_make(KOZO_OBJECT_CNODE, NODE_BITS + 1, 21);
    put_copy(node_at(21), NODE_SLOTS + 1, 20); /* behind what one step empties */
    struct cap_slot *zombie = put(node_at(20), 1, 21);

    fake.interrupt_period = 1;
    assert_int_equal(cap_delete(zombie), KERNEL_RESTART);
    fake.interrupt_period = 0;
    assert_int_equal(cap_delete(world_slot(20)), KOZO_OK);
    for (unsigned i = 0; i < 4; i++) {
        assert_int_equal(cap_copy(world_slot(9), world_slot(8), KOZO_RIGHTS_MASK), KOZO_OK);
        assert_int_equal(cap_delete(world_slot(9)), KOZO_OK);
    }
    assert_int_equal(kernel.dying, 0);
    assert_int_equal(world_used(), 0);
}

static void a_budget_dies_that_is_spent(void **state)
{
    (void)state;
    world_start();
    world_make(KOZO_OBJECT_BUDGET, 0, 20);
    struct budget *budget = cap_object(world_slot(20));

    budget->state = BUDGET_CURRENT;
    this_cpu()->budget = budget;
    assert_int_equal(cap_delete(world_slot(20)), KOZO_OK);
    assert_null(this_cpu()->budget);
}

static void zombie_refuses_everything_but_its_end(void **state)
{
    kozo_handle_t handle, zombie;
    kozo_info_t info;
    kozo_badge_t badge;

    (void)state;
    world_start();
    world_make(KOZO_OBJECT_CNODE, 11, 20);
    zombie = world_handle(20);
    fake.interrupt_period = 1;
    assert_int_equal(cap_delete(world_slot(20)), KERNEL_RESTART);
    assert_false(cap_drop(world_slot(20)));
    assert_int_equal(kozo_any_identify(zombie, &info, &badge), KOZO_ERR_DYING);
    assert_int_equal(kozo_cnode_copy(world.cnode, 30, zombie, KOZO_RIGHTS_MASK, &handle),
                     KOZO_ERR_DYING);
    assert_int_equal(kozo_cnode_move(world.cnode, 30, zombie, &handle), KOZO_ERR_DYING);
    assert_int_equal(kozo_any_delete(kozo_handle_make(1, 1, 20 | 1 << 7)), KOZO_ERR_DYING);
    assert_int_equal(kozo_cnode_inspect(world.cnode, 20, &info, &badge,
                                        &(kozo_handle_t){0}), KOZO_OK);
    assert_int_equal(kozo_info_type(info), KOZO_OBJECT_CNODE);
    assert_int_equal(kozo_any_revoke(zombie), KOZO_OK);
    assert_true(cap_is_empty(world_slot(20)));
    assert_int_equal(world_used(), 0);
}

static void a_revoke_that_ends_its_own_slot(void)
{
    kozo_handle_t handle;
    const kozo_untyped_t inner =
        WORLD_AS(kozo_untyped_t, world_make(KOZO_OBJECT_UNTYPED, 14, 20));

    assert_int_equal(kozo_untyped_retype(inner, KOZO_OBJECT_CNODE, NODE_BITS, 1, world.cnode, 21,
                                         &handle),
                     KOZO_OK);
    assert_int_equal(kozo_untyped_retype(inner, KOZO_OBJECT_ENDPOINT, 6, 5, world.cnode, 30,
                                         &handle),
                     KOZO_OK);
    struct cap_slot *slot = put(node_at(21), 3, 20);

    finish(cap_revoke, slot);
    assert_true(cap_is_empty(slot));
    revoke_all();
}

static void threads_with_all_their_bindings(void)
{
    make_nodes(1);
    world_make(KOZO_OBJECT_THREAD, 0, 30);
    world_make(KOZO_OBJECT_ASPACE, 0, 31);
    world_make(KOZO_OBJECT_BUDGET, 0, 32);
    world_make(KOZO_OBJECT_FRAME, 12, 33);
    world_make(KOZO_OBJECT_ENDPOINT, 0, 34);
    const kozo_thread_t thread = WORLD_AS(kozo_thread_t, world_handle(30));

    assert_int_equal(kozo_thread_bind(thread, WORLD_AS(kozo_cnode_t, world_handle(20)),
                                      WORLD_AS(kozo_aspace_t, world_handle(31)),
                                      WORLD_AS(kozo_budget_t, world_handle(32))),
                     KOZO_OK);
    assert_int_equal(kozo_thread_bind_buffer(thread, WORLD_AS(kozo_frame_t, world_handle(33)), 512),
                     KOZO_OK);
    assert_int_equal(kozo_thread_bind_faults(thread, WORLD_AS(kozo_endpoint_t, world_handle(34))),
                     KOZO_OK);
    /* Everything lives on by the bindings alone, and the thread by its own space. */
    put(node_at(20), 5, 30);
    struct cnode *space = node_at(20);

    for (uint32_t i = 31; i < 35; i++) {
        finish(cap_delete, world_slot(i));
    }
    finish(cap_delete, world_slot(20));
    finish(cap_delete, cnode_slot(space, 5));
}

static void a_revoked_binding_stops_nobody_else(void)
{
    make_nodes(1);
    world_make(KOZO_OBJECT_THREAD, 0, 30);
    world_make(KOZO_OBJECT_BUDGET, 0, 32);
    struct thread *thread = cap_object(world_slot(30));

    assert_int_equal(kozo_thread_bind(WORLD_AS(kozo_thread_t, world_handle(30)),
                                      WORLD_AS(kozo_cnode_t, world_handle(20)), world.aspace,
                                      WORLD_AS(kozo_budget_t, world_handle(32))),
                     KOZO_OK);
    finish(cap_revoke, world_slot(20));
    assert_null(thread->cspace);
    assert_true(cap_is_empty(&thread->bindings[THREAD_CSPACE]));
    assert_non_null(thread->home);
    finish(cap_delete, world_slot(32));
    assert_non_null(thread->home);
    revoke_all();
    assert_true(cap_is_empty(&thread->bindings[THREAD_BUDGET]));
}

#define REPEATED(body)                                                                             \
    static void test_##body(void **state)                                                          \
    {                                                                                              \
        (void)state;                                                                               \
        repeat(body);                                                                              \
    }

REPEATED(nested)
REPEATED(in_itself)
REPEATED(only_in_itself_and_deleted_there)
REPEATED(the_slot_that_is_deleted_lies_in_what_dies)
REPEATED(circle_of_four)
REPEATED(circle_taken_apart_by_revocation)
REPEATED(zombie_in_a_container_that_dies_later)
REPEATED(the_self_contained_waits)
REPEATED(interrupted_destructions_finish_each_other)
REPEATED(a_revoke_that_ends_its_own_slot)
REPEATED(threads_with_all_their_bindings)
REPEATED(a_revoked_binding_stops_nobody_else)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nested),
        cmocka_unit_test(test_in_itself),
        cmocka_unit_test(test_only_in_itself_and_deleted_there),
        cmocka_unit_test(test_the_slot_that_is_deleted_lies_in_what_dies),
        cmocka_unit_test(test_circle_of_four),
        cmocka_unit_test(test_circle_taken_apart_by_revocation),
        cmocka_unit_test(test_zombie_in_a_container_that_dies_later),
        cmocka_unit_test(test_the_self_contained_waits),
        cmocka_unit_test(test_interrupted_destructions_finish_each_other),
        cmocka_unit_test(test_a_revoke_that_ends_its_own_slot),
        cmocka_unit_test(test_threads_with_all_their_bindings),
        cmocka_unit_test(test_a_revoked_binding_stops_nobody_else),
        cmocka_unit_test(zombies_change_places),
        cmocka_unit_test(a_deletion_helps_a_little),
        cmocka_unit_test(a_zombie_leaves_a_thread),
        cmocka_unit_test(what_nobody_can_name_ends),
        cmocka_unit_test(a_budget_dies_that_is_spent),
        cmocka_unit_test(zombie_refuses_everything_but_its_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
