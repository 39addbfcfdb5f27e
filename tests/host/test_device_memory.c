/* SPDX-License-Identifier: MIT */
/* test_device_memory.c: what is made of device memory, without a look at it. How it is mapped is in
 * test_aspace.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fake.h>
#include <kozo/cnode.h>
#include <kozo/gen/objects.h>
#include <kozo/sys.h>
#include <world.h>

static int setup(void **state)
{
    (void)state;
    world_start();
    return 0;
}

/* The kernel would crash if it touched this memory. */
static void frames_and_untypeds_are_made_of_device_memory(void **state)
{
    const kozo_untyped_t device = world_make_device(20);
    const uint8_t all = object_descriptors[KOZO_OBJECT_FRAME].rights_mask;
    kozo_handle_t handle;
    kozo_info_t info;
    kozo_badge_t badge;

    (void)state;
    assert_int_equal(kozo_untyped_retype(device, KOZO_OBJECT_UNTYPED, 22, 1, world.cnode, 21,
                                         &handle),
                     KOZO_OK);
    assert_int_equal(cap_rights(world_slot(21)), cap_rights(world_slot(20)));
    assert_int_equal(kozo_untyped_retype(WORLD_AS(kozo_untyped_t, handle), KOZO_OBJECT_FRAME, 12, 2,
                                         world.cnode, 22, &handle),
                     KOZO_OK);
    assert_int_equal(world_slot(23)->object, WORLD_DEVICE_BASE + PAGE_SIZE);
    assert_int_equal(kozo_untyped_retype(device, KOZO_OBJECT_FRAME, 21, 1, world.cnode, 24,
                                         &handle),
                     KOZO_OK);
    assert_int_equal(kozo_cnode_copy(world.cnode, 25, handle, KOZO_RIGHTS_MASK, &handle), KOZO_OK);
    assert_int_equal(kozo_cnode_move(world.cnode, 26, world_handle(24), &handle), KOZO_OK);
    for (uint32_t i = 20; i <= 26; i++) {
        if (i != 24) {
            assert_int_equal(kozo_any_identify(world_handle(i), &info, &badge), KOZO_OK);
            assert_int_equal(kozo_info_device(info), 1);
        }
    }
    assert_int_equal(cap_rights(world_slot(26)), all & ~KOZO_FRAME_RIGHT_EXECUTE);
    assert_int_equal(kozo_any_identify(KOZO_ANY(world.memory), &info, &badge), KOZO_OK);
    assert_int_equal(kozo_info_device(info), 0);
    assert_int_equal(kozo_any_revoke(KOZO_ANY(device)), KOZO_OK);
    assert_int_equal(world_slot(20)->aux, 0);
}

static void nothing_else_is_made_of_device_memory(void **state)
{
    const kozo_untyped_t device = world_make_device(20);

    (void)state;
    for (kozo_object_t kind = KOZO_OBJECT_NULL + 1; kind < KOZO_OBJECT_LIMIT; kind++) {
        const struct object_descriptor *descriptor = &object_descriptors[kind];
        kozo_handle_t handle;

        if (!descriptor->creatable || kind == KOZO_OBJECT_FRAME || kind == KOZO_OBJECT_UNTYPED) {
            continue;
        }
        assert_int_equal(kozo_untyped_retype(device, kind, descriptor->size_bits_min, 1,
                                             world.cnode, 21, &handle),
                         KOZO_ERR_DEVICE_MEMORY);
        assert_true(cap_is_empty(world_slot(21)));
        assert_int_equal(world_slot(20)->aux, 0);
    }
}

/* Nothing is cleared, so that a large frame is made in one step. */
static void device_memory_is_made_at_once(void **state)
{
    const kozo_untyped_t device = world_make_device(20);
    kozo_handle_t handle;

    (void)state;
    fake.interrupt_period = 1;
    assert_int_equal(kozo_untyped_retype(device, KOZO_OBJECT_FRAME, 21, 8, world.cnode, 21,
                                         &handle),
                     KOZO_OK);
    assert_int_equal(world.restarts, 8 - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(frames_and_untypeds_are_made_of_device_memory, setup),
        cmocka_unit_test_setup(nothing_else_is_made_of_device_memory, setup),
        cmocka_unit_test_setup(device_memory_is_made_at_once, setup),
    };

    return cmocka_run_group_tests_name("device_memory", tests, NULL, NULL);
}
