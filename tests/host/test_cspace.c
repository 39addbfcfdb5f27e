/* SPDX-License-Identifier: MIT */
/* test_cspace.c: from handles to slots, through up to four CNodes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fake.h>
#include <kozo/cspace.h>
#include <kozo/outcome.h>
#include <kozo/sys.h>
#include <kozo/thread.h>
#include <world.h>

enum { NESTED_BITS = 8, NESTED_RADIX = 2, ROOT_RADIX = WORLD_CNODE_BITS - KOZO_SLOT_BITS };

static int setup(void **state)
{
    (void)state;
    world_start();
    return 0;
}

static kozo_err_t identify(kozo_handle_t handle)
{
    kozo_info_t info;
    kozo_badge_t badge;

    return kozo_any_identify(handle, &info, &badge);
}

static struct cnode *cnode_at(uint32_t index)
{
    return cap_object(world_slot(index));
}

/* Three nested CNodes, each in slot 1 of the one before, the first in slot 10 of the root; an
 * endpoint in slot 2 of the innermost. */
static struct cap_slot *nest(void)
{
    struct cap_slot *slot = world_slot(10);
    kozo_handle_t handle;

    world_make(KOZO_OBJECT_CNODE, NESTED_BITS, 10);
    for (unsigned i = 11; i <= 12; i++) {
        const kozo_handle_t made = world_make(KOZO_OBJECT_CNODE, NESTED_BITS, i);
        struct cap_slot *inner = cnode_slot(cap_object(slot), 1);

        assert_int_equal(cap_copy(inner, world_slot(i), KOZO_RIGHTS_MASK), KOZO_OK);
        assert_int_equal(kozo_any_delete(made), KOZO_OK);
        slot = inner;
    }
    assert_int_equal(kozo_untyped_retype(world.memory, KOZO_OBJECT_ENDPOINT, 6, 1, world.cnode, 13,
                                         &handle),
                     KOZO_OK);
    struct cap_slot *leaf = cnode_slot(cap_object(slot), 2);

    cap_move(leaf, world_slot(13));
    return leaf;
}

static kozo_handle_t deep(const struct cap_slot *leaf, uint64_t above)
{
    const uint64_t address = 10 | 1 << ROOT_RADIX | 1 << (ROOT_RADIX + NESTED_RADIX) |
                             2 << (ROOT_RADIX + 2 * NESTED_RADIX) |
                             above << (ROOT_RADIX + 3 * NESTED_RADIX);

    return kozo_handle_make(cap_stamp(leaf), 3, address);
}

static void nothing_is_found_under_odd_handles(void **state)
{
    const struct cap_slot *slot = world_slot(1);

    (void)state;
    assert_int_equal(identify((kozo_handle_t){0}), KOZO_ERR_NO_CAP);
    assert_int_equal(identify(kozo_handle_make(cap_stamp(slot), 0, 0)), KOZO_ERR_NO_CAP);
    assert_int_equal(identify(kozo_handle_make(1, 0, WORLD_FREE)), KOZO_ERR_NO_CAP);
    assert_int_equal(identify(kozo_handle_make(cap_stamp(slot), 0, 1 + WORLD_SLOTS)),
                     KOZO_ERR_NO_CAP);
    assert_int_equal(identify(kozo_handle_make(cap_stamp(slot) + 1, 0, 1)), KOZO_ERR_STALE);
    assert_int_equal(identify(kozo_handle_make(cap_stamp(slot), 0, 1)), KOZO_OK);
}

static void four_levels_are_walked(void **state)
{
    const struct cap_slot *leaf = nest();

    (void)state;
    assert_int_equal(identify(deep(leaf, 0)), KOZO_OK);
    assert_int_equal(identify(deep(leaf, 1)), KOZO_ERR_NO_CAP);
    /* Too shallow a depth leaves address bits over; slot 1 of the third CNode is empty. */
    assert_int_equal(identify((kozo_handle_t){deep(leaf, 0).raw - (UINT64_C(1) << 30)}),
                     KOZO_ERR_NO_CAP);
    assert_int_equal(identify(kozo_handle_make(cap_stamp(leaf), 1, 10 | 3 << ROOT_RADIX)),
                     KOZO_ERR_NO_CAP);
    assert_int_equal(identify(kozo_handle_make(cap_stamp(leaf), 1, 10)), KOZO_ERR_NO_CAP);
}

static void only_cnodes_are_walked_through(void **state)
{
    (void)state;
    world_make(KOZO_OBJECT_ENDPOINT, 0, 10);
    assert_int_equal(identify(kozo_handle_make(1, 1, 10 | 1 << ROOT_RADIX)), KOZO_ERR_NO_CAP);
    assert_int_equal(identify(kozo_handle_make(1, 1, 11 | 1 << ROOT_RADIX)), KOZO_ERR_NO_CAP);
}

static void the_path_must_carry_rights(void **state)
{
    kozo_handle_t handle;
    const kozo_handle_t node = world_make(KOZO_OBJECT_CNODE, NESTED_BITS, 10);
    struct cap_slot *inner = cnode_slot(cnode_at(10), 3);

    (void)state;
    world_make(KOZO_OBJECT_ENDPOINT, 0, 11);
    cap_move(inner, world_slot(11));
    assert_int_equal(kozo_cnode_copy(world.cnode, 12, node, KOZO_CNODE_RIGHT_LOOKUP, &handle),
                     KOZO_OK);
    assert_int_equal(kozo_cnode_copy(world.cnode, 13, node, KOZO_CNODE_RIGHT_MODIFY, &handle),
                     KOZO_OK);

    const kozo_handle_t read_only =
        kozo_handle_make(cap_stamp(inner), 1, 12 | 3 << ROOT_RADIX);
    const kozo_handle_t write_only =
        kozo_handle_make(cap_stamp(inner), 1, 13 | 3 << ROOT_RADIX);

    assert_int_equal(identify(read_only), KOZO_OK);
    assert_int_equal(kozo_any_delete(read_only), KOZO_ERR_ACCESS_DENIED);
    assert_int_equal(kozo_any_revoke(read_only), KOZO_ERR_ACCESS_DENIED);
    assert_int_equal(kozo_cnode_move(world.cnode, 20, read_only, &handle), KOZO_ERR_ACCESS_DENIED);
    assert_int_equal(identify(write_only), KOZO_ERR_ACCESS_DENIED);
    assert_int_equal(kozo_any_delete(kozo_handle_make(cap_stamp(inner), 1, 10 | 3 << ROOT_RADIX)),
                     KOZO_OK);
}

static void an_address_is_used_up(void **state)
{
    (void)state;
    for (uint32_t slot = 1; slot < WORLD_FREE; slot++) {
        const kozo_handle_t wide =
            kozo_handle_make(cap_stamp(world_slot(slot)), 0, slot | 2 << ROOT_RADIX);

        assert_int_equal(identify(wide), KOZO_ERR_NO_CAP);
        assert_int_equal(kozo_any_delete(wide), KOZO_ERR_NO_CAP);
    }
}

static void the_binding_is_part_of_the_path(void **state)
{
    struct cap_slot *binding = &world.self->bindings[THREAD_CSPACE];

    (void)state;
    world_make(KOZO_OBJECT_ENDPOINT, 0, 10);
    binding->meta &= ~((uint64_t)KOZO_CNODE_RIGHT_MODIFY << META_RIGHTS_SHIFT);
    assert_int_equal(identify(world_handle(10)), KOZO_OK);
    assert_int_equal(kozo_any_delete(world_handle(10)), KOZO_ERR_ACCESS_DENIED);
}

static void a_handle_dies_with_its_capability(void **state)
{
    const kozo_handle_t old = world_make(KOZO_OBJECT_ENDPOINT, 0, 10);

    (void)state;
    assert_int_equal(kozo_any_delete(old), KOZO_OK);
    assert_int_equal(identify(old), KOZO_ERR_NO_CAP);
    world_make(KOZO_OBJECT_ENDPOINT, 0, 10);
    assert_int_equal(identify(old), KOZO_ERR_STALE);
}

static void a_handle_is_stale_when_a_cnode_on_its_path_was_replaced(void **state)
{
    const struct cap_slot *leaf = nest();
    const kozo_handle_t old = deep(leaf, 0);

    (void)state;
    assert_int_equal(kozo_any_delete(world_handle(10)), KOZO_OK);
    leaf = nest();
    assert_int_equal(identify(old), KOZO_ERR_STALE);
    assert_int_equal(identify(deep(leaf, 0)), KOZO_OK);
}

static void a_zombie_deep_below_is_deleted(void **state)
{
    const struct cap_slot *leaf = nest();

    (void)state;
    world_make(KOZO_OBJECT_CNODE, 11, 20);
    struct cap_slot *place = cnode_slot(cnode_at(10), 2);

    cap_move(place, world_slot(20));
    const kozo_handle_t handle = kozo_handle_make(cap_stamp(place), 1, 10 | 2 << ROOT_RADIX);

    fake.interrupt_period = 1;
    assert_int_equal(cap_delete(place), KERNEL_RESTART);
    assert_int_equal(identify(handle), KOZO_ERR_DYING);
    assert_int_equal(kozo_any_delete(handle), KOZO_OK);
    assert_int_equal(identify(handle), KOZO_ERR_NO_CAP);
    assert_int_equal(identify(deep(leaf, 0)), KOZO_OK);
}

static void slots_are_checked(void **state)
{
    struct cap_slot *slot;
    struct cnode *root = world.root;

    (void)state;
    assert_int_equal(cnode_slots(root, 0, 1, &slot), KOZO_ERR_NO_SLOT);
    assert_int_equal(cnode_slots(root, WORLD_SLOTS, 1, &slot), KOZO_ERR_NO_SLOT);
    assert_int_equal(cnode_slots(root, UINT32_MAX, 4096, &slot), KOZO_ERR_NO_SLOT);
    assert_int_equal(cnode_slots(root, WORLD_SLOTS - 1, 2, &slot), KOZO_ERR_NO_SLOT);
    assert_int_equal(cnode_slots(root, 1, WORLD_SLOTS, &slot), KOZO_ERR_NO_SLOT);
    assert_int_equal(cnode_slots(root, 8, 3, &slot), KOZO_ERR_SLOT_BUSY);
    for (uint32_t i = 1; i <= 8; i++) {
        world_slot(i)->meta &= ~((uint64_t)KOZO_RIGHTS_MASK << META_RIGHTS_SHIFT);
        assert_int_equal(cnode_slots(root, i, 1, &slot), KOZO_ERR_SLOT_BUSY);
    }
    assert_int_equal(cnode_slots(root, WORLD_SLOTS - 1, 1, &slot), KOZO_OK);
    assert_ptr_equal(slot, world_slot(WORLD_SLOTS - 1));
    assert_int_equal(cnode_slots(root, WORLD_FREE, WORLD_SLOTS - WORLD_FREE, &slot), KOZO_OK);
    assert_ptr_equal(slot, world_slot(WORLD_FREE));
}

/* One slot is busy, anywhere in the run, right in front of it, or right behind it. */
static void every_slot_of_a_run_is_looked_at(void **state)
{
    const uint32_t busy = 40;
    struct cap_slot *slot;

    (void)state;
    world_make(KOZO_OBJECT_ENDPOINT, 0, busy);
    for (uint32_t count = 1; count <= 13; count++) {
        for (uint32_t before = 0; before < count; before++) {
            assert_int_equal(cnode_slots(world.root, busy - before, count, &slot),
                             KOZO_ERR_SLOT_BUSY);
        }
        assert_int_equal(cnode_slots(world.root, busy - count, count, &slot), KOZO_OK);
        assert_int_equal(cnode_slots(world.root, busy + 1, count, &slot), KOZO_OK);
    }
}

static void a_thread_without_space_finds_nothing(void **state)
{
    const kozo_handle_t handle = world_handle(1);

    (void)state;
    world_make(KOZO_OBJECT_THREAD, 0, 10);
    world.self = cap_object(world_slot(10));
    assert_int_equal(identify(handle), KOZO_ERR_NO_CAP);
}

static void a_slot_is_inspected_without_a_handle(void **state)
{
    kozo_info_t info;
    kozo_badge_t badge;
    kozo_handle_t minted, handle;

    (void)state;
    world_make(KOZO_OBJECT_ENDPOINT, 0, 10);
    assert_int_equal(kozo_cnode_mint(world.cnode, 11, world_handle(10), KOZO_ENDPOINT_RIGHT_SEND,
                                     0xbad9e, &minted),
                     KOZO_OK);
    assert_int_equal(kozo_cnode_inspect(world.cnode, 11, &info, &badge, &handle), KOZO_OK);
    assert_int_equal(info.raw, kozo_info_make(KOZO_OBJECT_ENDPOINT, KOZO_ENDPOINT_RIGHT_SEND,
                                              KOZO_ENDPOINT_SIZE_BITS, 0).raw);
    assert_int_equal(badge, 0xbad9e);
    assert_int_equal(handle.raw, minted.raw);
    assert_int_equal(kozo_cnode_inspect(world.cnode, 12, &info, &badge, &handle), KOZO_OK);
    assert_int_equal(info.raw, 0);
    assert_int_equal(badge, 0);
    assert_int_equal(handle.raw, 0);
    assert_int_equal(kozo_cnode_inspect(world.cnode, WORLD_SLOTS - 1, &info, &badge, &handle),
                     KOZO_OK);
    assert_int_equal(kozo_cnode_inspect(world.cnode, WORLD_SLOTS, &info, &badge, &handle),
                     KOZO_ERR_NO_SLOT);
    assert_int_equal(kozo_cnode_inspect(world.cnode, 0, &info, &badge, &handle), KOZO_ERR_RANGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(nothing_is_found_under_odd_handles, setup),
        cmocka_unit_test_setup(four_levels_are_walked, setup),
        cmocka_unit_test_setup(only_cnodes_are_walked_through, setup),
        cmocka_unit_test_setup(the_path_must_carry_rights, setup),
        cmocka_unit_test_setup(an_address_is_used_up, setup),
        cmocka_unit_test_setup(the_binding_is_part_of_the_path, setup),
        cmocka_unit_test_setup(a_handle_dies_with_its_capability, setup),
        cmocka_unit_test_setup(a_handle_is_stale_when_a_cnode_on_its_path_was_replaced, setup),
        cmocka_unit_test_setup(a_zombie_deep_below_is_deleted, setup),
        cmocka_unit_test_setup(slots_are_checked, setup),
        cmocka_unit_test_setup(every_slot_of_a_run_is_looked_at, setup),
        cmocka_unit_test_setup(a_thread_without_space_finds_nothing, setup),
        cmocka_unit_test_setup(a_slot_is_inspected_without_a_handle, setup),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
