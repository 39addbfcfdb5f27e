/* SPDX-License-Identifier: MIT */
/* test_verify.c: who was derived from whom, against a table of parents; with an interrupt, and a
 * change of the tree, at every preemption point. The seed is printed; KOZO_SEED=n repeats a run. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <fake.h>
#include <kozo/cnode.h>
#include <kozo/cpu.h>
#include <kozo/outcome.h>
#include <kozo/sys.h>
#include <kozo/untyped.h>
#include <rolls.h>
#include <world.h>

enum {
    TABLE = 20, /* slot of a CNode with room for many; behind it, slots of the tests */
    TABLE_BITS = 17,
    NODES = 400,
    ROUNDS = 300,
    NONE = 0,
    SAME = KOZO_RELATION_SAME_OBJECT,
    SELF = KOZO_RELATION_SELF_DERIVED,
    OTHER = KOZO_RELATION_OTHER_DERIVED,
};

static struct cnode *table;
static unsigned parents[NODES + 1]; /* by slot of the table; 0: none */

static int setup(void **state)
{
    (void)state;
    world_start();
    world.on_restart = NULL;
    world_make(KOZO_OBJECT_CNODE, TABLE_BITS, TABLE);
    table = cap_object(world_slot(TABLE));
    return 0;
}

static kozo_handle_t copy_to(uint32_t index, kozo_handle_t source)
{
    kozo_handle_t handle;

    assert_int_equal(kozo_cnode_copy(world.cnode, index, source, KOZO_RIGHTS_MASK, &handle),
                     KOZO_OK);
    return handle;
}

/* Both ways must agree. */
static void expect(kozo_handle_t one, kozo_handle_t other, unsigned relation)
{
    const unsigned back = (relation & SAME) | ((relation & SELF) != 0 ? OTHER : 0U) |
                          ((relation & OTHER) != 0 ? SELF : 0U);
    kozo_relation_t got = UINT32_MAX;

    assert_int_equal(kozo_any_verify(one, other, &got), KOZO_OK);
    assert_int_equal(got, relation);
    assert_int_equal(kozo_any_verify(other, one, &got), KOZO_OK);
    assert_int_equal(got, back);
}

static void copies_and_their_copies(void **state)
{
    const kozo_handle_t origin = world_make(KOZO_OBJECT_ENDPOINT, 0, 30);
    const kozo_handle_t child = copy_to(31, origin), sibling = copy_to(32, origin);
    const kozo_handle_t grandchild = copy_to(33, child);

    (void)state;
    expect(origin, origin, SAME);
    expect(child, origin, SAME | SELF);
    expect(grandchild, origin, SAME | SELF);
    expect(child, sibling, SAME);
    expect(grandchild, sibling, SAME);
    expect(origin, world_make(KOZO_OBJECT_ENDPOINT, 0, 34), NONE);
    assert_int_equal(kozo_any_delete(child), KOZO_OK);
    expect(grandchild, origin, SAME | SELF);
    assert_int_equal(kozo_any_delete(origin), KOZO_OK);
    expect(grandchild, sibling, SAME);
    expect(grandchild, KOZO_ANY(world.memory), SELF);
}

static void objects_come_from_untypeds(void **state)
{
    const kozo_handle_t part = world_make(KOZO_OBJECT_UNTYPED, 14, 30);
    kozo_handle_t frame, behind;

    (void)state;
    assert_int_equal(kozo_untyped_retype(WORLD_AS(kozo_untyped_t, part), KOZO_OBJECT_FRAME, 12, 1,
                                         world.cnode, 31, &frame),
                     KOZO_OK);
    behind = world_make(KOZO_OBJECT_FRAME, 12, 32);
    expect(frame, part, SELF);
    expect(copy_to(33, frame), KOZO_ANY(world.memory), SELF);
    expect(frame, KOZO_ANY(world.small), NONE);
    expect(behind, part, NONE);
    expect(frame, behind, NONE);
    /* An Untyped of all the memory of another is not the same: each has its own watermark. */
    const kozo_handle_t outer = world_make(KOZO_OBJECT_UNTYPED, 13, 36);
    kozo_handle_t whole;

    assert_int_equal(kozo_untyped_retype(WORLD_AS(kozo_untyped_t, outer), KOZO_OBJECT_UNTYPED, 13,
                                         1, world.cnode, 34, &whole),
                     KOZO_OK);
    expect(whole, outer, SELF);
    assert_int_equal(kozo_untyped_retype(world.small, KOZO_OBJECT_UNTYPED, 12, 1, world.cnode, 35,
                                         &behind),
                     KOZO_OK);
    expect(behind, KOZO_ANY(world.small), SELF);
}

static void ports_come_from_wider_ranges(void **state)
{
    kozo_handle_t part, same, fewer;

    (void)state;
    assert_int_equal(kozo_io_port_derive(world.ports, 0x100, 8, world.cnode, 30, &part), KOZO_OK);
    assert_int_equal(kozo_io_port_derive(WORLD_AS(kozo_io_port_t, part), 0x100, 8, world.cnode, 31,
                                         &same),
                     KOZO_OK);
    expect(part, KOZO_ANY(world.ports), SELF);
    expect(same, part, SAME | SELF);
    assert_int_equal(kozo_io_port_derive(WORLD_AS(kozo_io_port_t, part), 0x100, 4, world.cnode, 32,
                                         &fewer),
                     KOZO_OK);
    expect(fewer, part, SELF);
    assert_int_equal(kozo_io_port_derive(world.ports, 0x102, 2, world.cnode, 33, &fewer), KOZO_OK);
    expect(fewer, part, NONE); /* of others, although it could be of them */
    expect(part, KOZO_ANY(world.debug), NONE);
    expect(KOZO_ANY(world.ports), KOZO_ANY(world.debug), NONE);
}

static void what_is_dying_is_not_compared(void **state)
{
    const kozo_handle_t cnode = world_make(KOZO_OBJECT_CNODE, 12, 30);
    kozo_relation_t relation;

    (void)state;
    fake.interrupt_period = 1;
    assert_int_equal(cap_delete(world_slot(30)), KERNEL_RESTART);
    fake.interrupt_period = 0;
    assert_int_equal(kozo_any_verify(cnode, cnode, &relation), KOZO_ERR_DYING);
    assert_int_equal(kozo_any_verify(KOZO_ANY(world.memory), cnode, &relation), KOZO_ERR_DYING);
}

/* A wide list, climbed from its first member to the parent. */
static kozo_handle_t fill_table(unsigned count)
{
    const kozo_handle_t origin = world_make(KOZO_OBJECT_NOTIFICATION, 0, 30);

    for (uint32_t i = 1; i <= count; i++) {
        assert_int_equal(cap_copy(cnode_slot(table, i), world_slot(30), KOZO_RIGHTS_MASK), KOZO_OK);
    }
    return origin;
}

static void a_long_list_is_climbed_in_steps(void **state)
{
    const kozo_handle_t origin = fill_table(1000);
    const kozo_handle_t newest = copy_to(31, origin);
    kozo_relation_t relation;

    (void)state;
    fake.interrupt_period = 1;
    assert_int_equal(kozo_any_verify(newest, origin, &relation), KOZO_OK);
    assert_int_equal(relation, SAME | SELF);
    assert_in_range(world.restarts, 1000 / 8, 1000 / 8 + 1);
    assert_int_equal(kozo_any_verify(origin, newest, &relation), KOZO_OK);
    assert_int_equal(relation, SAME | OTHER);
    assert_in_range(world.restarts, 1000 / 8, 1000 / 8 + 1);
}

static void insert_siblings(void)
{
    static uint32_t next;

    if (world.restarts == 1) {
        next = 1001;
    }
    for (unsigned i = 0; i < 10 && next < 2000; i++, next++) {
        assert_int_equal(cap_copy(cnode_slot(table, next), world_slot(30), 0), KOZO_OK);
    }
}

static void delete_behind(void)
{
    assert_true(cap_drop(cnode_slot(table, 1001 - world.restarts)));
}

static void destroy_an_endpoint(void)
{
    if (world.restarts <= 40) {
        assert_int_equal(cap_delete(world_slot(59 + world.restarts)), KOZO_OK);
    }
}

/* Neither who inserts nor who deletes where the climb has been makes it longer. */
static void others_do_not_hold_it_up(void **state)
{
    void (*const disturbances[])(void) = {insert_siblings, delete_behind, destroy_an_endpoint};
    kozo_handle_t last;

    for (unsigned i = 0; i < 3; i++) {
        setup(state);
        assert_int_equal(kozo_untyped_retype(world.memory, KOZO_OBJECT_ENDPOINT, 6, 40,
                                             world.cnode, 60, &last),
                         KOZO_OK);
        const kozo_handle_t origin = fill_table(1000);
        const kozo_handle_t newest = copy_to(31, origin);
        kozo_relation_t relation;

        fake.interrupt_period = 1;
        world.on_restart = disturbances[i];
        assert_int_equal(kozo_any_verify(newest, origin, &relation), KOZO_OK);
        assert_int_equal(relation, SAME | SELF);
        assert_in_range(world.restarts, 1000 / 8, 1000 / 8 + 1);
    }
}

static void give_up(void)
{
    world.give_up = true;
}

/* A climb that was interrupted and never taken up again has passed by what is asked for next. */
static void an_abandoned_climb_serves_no_other(void **state)
{
    const kozo_handle_t origin = fill_table(1000);
    const kozo_handle_t between = copy_to(31, origin);
    const kozo_handle_t newest = copy_to(32, between);
    kozo_relation_t relation;

    (void)state;
    fake.interrupt_period = 1;
    world.on_restart = give_up;
    assert_int_equal(kozo_any_verify(newest, origin, &relation), KOZO_ERR_CANCELLED);
    assert_int_not_equal(world.self->climb.at, 0);
    fake.interrupt_period = 0;
    expect(newest, between, SAME | SELF);
}

static void block_the_way(void)
{
    cap_move(world_slot(21), world_slot(TABLE));
}

/* A thread whose way to its slots was taken away in the middle asks the other way round. */
static void an_abandoned_climb_is_not_the_other_half(void **state)
{
    const kozo_handle_t origin = fill_table(1000), upper = copy_to(31, origin);
    const kozo_handle_t lower = copy_to(32, upper);
    const uint64_t way = 1000 << (WORLD_CNODE_BITS - KOZO_SLOT_BITS) | TABLE;
    kozo_relation_t relation;

    (void)state;
    copy_to(33, lower);
    assert_true(cap_drop(cnode_slot(table, 1000)));
    cap_move(cnode_slot(table, 1000), world_slot(31));
    fake.interrupt_period = 1;
    world.on_restart = block_the_way;
    assert_int_equal(kozo_any_verify(kozo_handle_make(cap_stamp(cnode_slot(table, 1000)), 1, way),
                                     lower, &relation),
                     KOZO_ERR_NO_CAP);
    fake.interrupt_period = 0;
    cap_move(world_slot(TABLE), world_slot(21));
    expect(lower, kozo_handle_make(cap_stamp(cnode_slot(table, 1000)), 1, way), SAME | SELF);
}

static void replace_where_it_paused(void)
{
    struct cap_slot *paused = slot_at(world.self->climb.at);

    if (world.restarts == 5) {
        assert_true(cap_drop(paused));
        assert_int_equal(cap_copy(paused, world_slot(32), KOZO_RIGHTS_MASK), KOZO_OK);
    }
}

static void it_does_not_go_on_from_another_capability(void **state)
{
    const kozo_handle_t origin = fill_table(1000);
    const kozo_handle_t newest = copy_to(31, origin);
    kozo_relation_t relation;

    (void)state;
    world_make(KOZO_OBJECT_ENDPOINT, 0, 32);
    fake.interrupt_period = 1;
    world.on_restart = replace_where_it_paused;
    assert_int_equal(kozo_any_verify(newest, origin, &relation), KOZO_OK);
    assert_int_equal(relation, SAME | SELF);
    assert_in_range(world.restarts, 1000 / 8 + 4, 1000 / 8 + 6);
}

static void delete_the_outer(void)
{
    if (world.restarts == 1) {
        assert_int_equal(cap_delete(world_slot(50)), KERNEL_RESTART);
    }
}

/* The climb pauses at a CNode, which then gets the place of the zombie that lies in it: under
 * another region. */
static void it_does_not_go_on_elsewhere_in_the_tree(void **state)
{
    kozo_handle_t inner, newest = world_make(KOZO_OBJECT_CNODE, 11, 50);
    struct cap_slot *place = cnode_slot(cap_object(world_slot(50)), 3);

    (void)state;
    assert_int_equal(kozo_untyped_retype(world.small, KOZO_OBJECT_CNODE, 11, 1, world.cnode, 51,
                                         &inner),
                     KOZO_OK);
    cap_move(place, world_slot(51));
    for (uint32_t i = 0; i < 8; i++) {
        newest = world_make(KOZO_OBJECT_ENDPOINT, 0, 60 + i);
    }
    fake.interrupt_period = 1;
    assert_int_equal(cap_delete(place), KERNEL_RESTART);
    world.on_restart = delete_the_outer;
    expect(newest, KOZO_ANY(world.memory), SELF);
    assert_true(cap_is_zombie(world_slot(50)) && cap_is_zombie(place));
}

static void destroy_a_cnode(void)
{
    struct cap_slot *region = world_slot(41);
    struct cap_value value;

    fake.interrupt_period = 0;
    assert_int_equal(cap_delete(world_slot(40)), KOZO_OK);
    fake.interrupt_period = 1;
    memset(phys_to_ptr(paddr(region->object)), 0, 1 << 12);
    assert_true(object_create(KOZO_OBJECT_CNODE, paddr(region->object), 12, &value));
    region->aux = 1 << 12;
    cap_install(world_slot(40), region, &value, cap_take_stamps(1));
}

/* Slots vanish with their container each time that it pauses: it gives up. */
static void it_ends_whatever_happens(void **state)
{
    const kozo_handle_t origin = fill_table(1000);
    const kozo_handle_t newest = copy_to(31, origin);
    kozo_handle_t cnode;
    kozo_relation_t relation;

    (void)state;
    world_make(KOZO_OBJECT_UNTYPED, 12, 41);
    assert_int_equal(kozo_untyped_retype(WORLD_AS(kozo_untyped_t, world_handle(41)),
                                         KOZO_OBJECT_CNODE, 12, 1, world.cnode, 40, &cnode),
                     KOZO_OK);
    fake.interrupt_period = 1;
    world.on_restart = destroy_a_cnode;
    assert_int_equal(kozo_any_verify(newest, origin, &relation), KOZO_ERR_DISTURBED);
    assert_int_equal(world.restarts, CLIMB_STARTS);
    world.on_restart = NULL;
    assert_int_equal(kozo_any_verify(newest, origin, &relation), KOZO_OK);
    assert_int_equal(relation, SAME | SELF);
}

/* Trees against a table of parents */

static unsigned random_node(void)
{
    for (;;) {
        const unsigned node = 1 + roll(NODES);

        if (!cap_is_empty(cnode_slot(table, node))) {
            return node;
        }
    }
}

static void change_tree(void)
{
    const unsigned node = 1 + roll(NODES);
    struct cap_slot *slot = cnode_slot(table, node);

    if (cap_is_empty(slot)) {
        /* Mostly among the newest, so that there are long lists and deep trees. */
        parents[node] = roll(4) == 0 ? 0 : random_node();
        assert_int_equal(cap_copy(slot, parents[node] != 0 ? cnode_slot(table, parents[node])
                                                           : world_slot(30),
                                  KOZO_RIGHTS_MASK),
                         KOZO_OK);
        return;
    }
    if (roll(2) == 0) {
        for (unsigned i = 1; i <= NODES; i++) {
            parents[i] = parents[i] == node ? parents[node] : parents[i];
        }
        assert_true(cap_drop(slot));
    }
}

static bool is_ancestor(unsigned upper, unsigned lower)
{
    while (lower != 0 && lower != upper) {
        lower = parents[lower];
    }
    return lower == upper;
}

static struct {
    unsigned one, other;
} asked;

/* Anything but the two that are compared. */
static void change_elsewhere(void)
{
    const struct cap_slot one = *cnode_slot(table, asked.one), other =
                                    *cnode_slot(table, asked.other);

    for (unsigned i = 0; i < 3; i++) {
        const unsigned node = 1 + roll(NODES);

        if (node != asked.one && node != asked.other &&
            !cap_is_empty(cnode_slot(table, node)) && roll(4) == 0) {
            for (unsigned k = 1; k <= NODES; k++) {
                parents[k] = parents[k] == node ? parents[node] : parents[k];
            }
            assert_true(cap_drop(cnode_slot(table, node)));
        } else if (cap_is_empty(cnode_slot(table, node))) {
            parents[node] = random_node();
            assert_int_equal(cap_copy(cnode_slot(table, node), cnode_slot(table, parents[node]),
                                      KOZO_RIGHTS_MASK),
                             KOZO_OK);
        }
    }
    assert_int_equal(one.meta, cnode_slot(table, asked.one)->meta);
    assert_int_equal(other.meta, cnode_slot(table, asked.other)->meta);
}

static kozo_handle_t nested_handle(unsigned node)
{
    const uint32_t root_bits = WORLD_CNODE_BITS - KOZO_SLOT_BITS;

    return kozo_handle_make(cap_stamp(cnode_slot(table, node)), 1, node << root_bits | TABLE);
}

static void any_tree_however_it_changes(void **state)
{
    unsigned derived = 0;

    (void)state;
    rolls_start();
    for (unsigned round = 0; round < ROUNDS; round++) {
        setup(state);
        for (unsigned i = 0; i <= NODES; i++) {
            parents[i] = 0;
        }
        fill_table(2);
        for (unsigned i = 0; i < 3 * NODES; i++) {
            change_tree();
        }
        for (unsigned i = 0; i < 40; i++) {
            kozo_relation_t relation;

            asked.one = random_node();
            asked.other = random_node();
            if (roll(2) == 0 && parents[asked.one] != 0) {
                asked.other = parents[asked.one];
            }
            fake.interrupt_period = roll(3);
            world.on_restart = change_elsewhere;
            assert_int_equal(kozo_any_verify(nested_handle(asked.one), nested_handle(asked.other),
                                             &relation),
                             KOZO_OK);
            fake.interrupt_period = 0;
            const bool up = asked.one != asked.other && is_ancestor(asked.other, asked.one);
            const bool down = asked.one != asked.other && is_ancestor(asked.one, asked.other);

            assert_int_equal(relation, SAME | (up ? SELF : 0U) | (down ? OTHER : 0U));
            derived += up || down;
        }
    }
    assert_true(derived > ROUNDS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(copies_and_their_copies, setup),
        cmocka_unit_test_setup(objects_come_from_untypeds, setup),
        cmocka_unit_test_setup(ports_come_from_wider_ranges, setup),
        cmocka_unit_test_setup(what_is_dying_is_not_compared, setup),
        cmocka_unit_test_setup(a_long_list_is_climbed_in_steps, setup),
        cmocka_unit_test_setup(others_do_not_hold_it_up, setup),
        cmocka_unit_test_setup(an_abandoned_climb_serves_no_other, setup),
        cmocka_unit_test_setup(an_abandoned_climb_is_not_the_other_half, setup),
        cmocka_unit_test_setup(it_does_not_go_on_from_another_capability, setup),
        cmocka_unit_test_setup(it_does_not_go_on_elsewhere_in_the_tree, setup),
        cmocka_unit_test_setup(it_ends_whatever_happens, setup),
        cmocka_unit_test_setup(any_tree_however_it_changes, setup),
    };

    return cmocka_run_group_tests_name("verify", tests, NULL, NULL);
}
