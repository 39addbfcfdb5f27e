/* SPDX-License-Identifier: MIT */
/* test_cap_chaos.c: random deletions, revocations and retypes that interrupt each other at every
 * preemption point, with copies and moves between. There is no model: the invariants must hold
 * throughout, and in the end everything must be gone. KOZO_SEED=n repeats a run. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fake.h>
#include <kozo/cpu.h>
#include <kozo/outcome.h>
#include <operations.h>
#include <world.h>

enum { ROUNDS = 8, STEPS = 1500, WORKERS = 4 };

/* Any capability of the root CNode from the main memory on, or of a CNode in it. */
static struct cap_slot *chaos_slot(bool zombie_too)
{
    for (unsigned tries = 0; tries < 300; tries++) {
        struct cap_slot *slot = world_slot(5 + choose(WORLD_SLOTS - 5));

        if (cap_type(slot) == KOZO_OBJECT_CNODE && !cap_is_zombie(slot) && choose(2) == 0) {
            struct cnode *cnode = cap_object(slot);

            slot = cnode_slot(cnode, 1 + choose(cnode->slot_count - 1));
        }
        if (!cap_is_empty(slot) && (zombie_too || !cap_is_zombie(slot))) {
            return slot;
        }
    }
    return world_slot(5);
}

static struct cnode *chaos_cnode(void)
{
    for (unsigned tries = 0; tries < 10; tries++) {
        struct cap_slot *slot = chaos_slot(false);

        if (cap_type(slot) == KOZO_OBJECT_CNODE) {
            return cap_object(slot);
        }
    }
    return world.root;
}

static void chaos_begin(struct operation *operation)
{
    *operation = (struct operation){
        .kind = choose(OPERATION_KINDS),
        .running = true,
        .caller = world.self,
    };
    if (operation->kind == OPERATION_RETYPE) {
        operation->slot = choose(2) == 0 ? world_slot(5) : chaos_slot(false);
        operation->recipe = choose_recipe();
        operation->dest = chaos_cnode();
        operation->index = choose_slots(operation->dest, operation->recipe.count);
        operation->running = operation->index != NULL &&
                             cap_type(operation->slot) == KOZO_OBJECT_UNTYPED;
    } else {
        operation->slot = chaos_slot(true);
        if (operation->slot == world_slot(5) && choose(10) != 0) {
            operation->running = false;
        }
        if (operation->kind == OPERATION_DELETE && operation->slot == world_slot(5)) {
            operation->kind = OPERATION_REVOKE;
        }
    }
    operation->handle = kozo_handle_make(cap_stamp(operation->slot), 0, 0);
}

/* What the dispatcher would look at before it lets the operation go on. */
static bool chaos_may_go_on(const struct operation *operation)
{
    struct cap_slot *slot;

    if (cap_is_empty(operation->slot) ||
        cap_stamp(operation->slot) != kozo_handle_stamp(operation->handle)) {
        return false;
    }
    if (operation->kind != OPERATION_RETYPE) {
        return true;
    }
    return !cap_is_zombie(operation->slot) && cap_type(operation->slot) == KOZO_OBJECT_UNTYPED &&
           (operation->dest->object.flags & OBJECT_DYING) == 0 &&
           operation->dest->object.type == KOZO_OBJECT_CNODE &&
           operation->dest->object.references != 0 &&
           cnode_slots(operation->dest, cnode_index(operation->dest, operation->index),
                       operation->recipe.count, &slot) == KOZO_OK;
}

static void chaos_copy_or_move(void)
{
    struct cap_slot *source = chaos_slot(false);
    struct cap_slot *dest = choose_slots(chaos_cnode(), 1);

    if (dest == NULL || source == world_slot(5)) {
        return;
    }
    if (choose(3) == 0) {
        cap_move(dest, source);
    } else {
        (void)!cap_copy(dest, source, (kozo_rights_t)choose(16));
    }
}

static void chaos_round(void)
{
    struct operation workers[WORKERS] = {0};

    world_start();
    for (unsigned step = 0; step < STEPS; step++) {
        struct operation *operation = &workers[choose(WORKERS)];

        fake.interrupt_period = 1 + choose(3);
        if (choose(3) != 0) {
            chaos_copy_or_move();
        } else if (operation->running && chaos_may_go_on(operation)) {
            operation->running = operation_step(operation) == KERNEL_RESTART;
        } else {
            chaos_begin(operation);
        }
        cap_check();
    }
    fake.interrupt_period = 0;
    while (cap_revoke(world_slot(5)) != KOZO_OK) {
        cap_check();
    }
    settle();
    cap_check();
    assert_int_equal(world_slot(5)->aux, 0);
    assert_int_equal(kernel.dying, 0);
}

static void operations_may_interrupt_each_other(void **state)
{
    (void)state;
    for (unsigned round = 0; round < ROUNDS; round++) {
        chaos_round();
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(operations_may_interrupt_each_other),
    };

    choose_seed();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
