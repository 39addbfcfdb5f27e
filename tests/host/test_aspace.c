/* SPDX-License-Identifier: MIT */
/* test_aspace.c: mapping and unmapping, with the real page tables. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <fake.h>
#include <kozo/arch.h>
#include <kozo/aspace.h>
#include <kozo/cnode.h>
#include <kozo/cpu.h>
#include <kozo/sys.h>
#include <world.h>

enum { ASPACE = 10, TABLE3, TABLE2, TABLE1, FRAME, LARGE, SPARE };

static const vaddr_t here = {UINT64_C(0x123456789000)};
static const vaddr_t large_here = {UINT64_C(0x123456800000)};

static kozo_aspace_t aspace(void)
{
    return WORLD_AS(kozo_aspace_t, world_handle(ASPACE));
}

static kozo_err_t map_table(uint32_t index, uint64_t *level)
{
    return kozo_aspace_map_table(aspace(), WORLD_AS(kozo_page_table_t, world_handle(index)), here,
                                 level);
}

static kozo_err_t map(uint32_t index, vaddr_t at, kozo_map_flags_t flags)
{
    return kozo_aspace_map(aspace(), WORLD_AS(kozo_frame_t, world_handle(index)), at, flags);
}

static kozo_err_t unmap(uint32_t index)
{
    return kozo_frame_unmap(WORLD_AS(kozo_frame_t, world_handle(index)));
}

static kozo_handle_t copy(uint32_t to, uint32_t from, kozo_rights_t mask)
{
    kozo_handle_t handle;

    assert_int_equal(kozo_cnode_copy(world.cnode, to, world_handle(from), mask, &handle), KOZO_OK);
    return handle;
}

/* An address space, its tables down to the lowest level around `here`, a frame and a large
 * frame. */
static int setup(void **state)
{
    uint64_t level;

    (void)state;
    world_start();
    world_make(KOZO_OBJECT_ASPACE, 0, ASPACE);
    for (uint32_t i = TABLE3; i <= TABLE1; i++) {
        world_make(KOZO_OBJECT_PAGE_TABLE, 0, i);
        assert_int_equal(map_table(i, &level), KOZO_OK);
        assert_int_equal(level, TABLE1 - i + 1);
    }
    world_make(KOZO_OBJECT_FRAME, 12, FRAME);
    world_make(KOZO_OBJECT_FRAME, 21, LARGE);
    world_make(KOZO_OBJECT_PAGE_TABLE, 0, SPARE);
    return 0;
}

static void a_frame_is_mapped_once(void **state)
{
    (void)state;
    assert_int_equal(unmap(FRAME), KOZO_ERR_NOT_MAPPED);
    assert_int_equal(map(FRAME, here, KOZO_MAP_FLAGS_WRITE), KOZO_OK);
    assert_int_equal(map(FRAME, here, 0), KOZO_ERR_ALREADY_MAPPED);
    assert_int_equal(map(FRAME, (vaddr_t){here.raw + PAGE_SIZE}, 0), KOZO_ERR_ALREADY_MAPPED);
    copy(30, FRAME, 0xf);
    assert_int_equal(map(30, here, 0), KOZO_ERR_ALREADY_MAPPED);
    assert_int_equal(map(30, (vaddr_t){here.raw + PAGE_SIZE}, 0), KOZO_OK);
    assert_int_equal(unmap(FRAME), KOZO_OK);
    assert_int_equal(fake.pages_dropped, 1);
    assert_int_equal(unmap(FRAME), KOZO_ERR_NOT_MAPPED);
    assert_int_equal(map(FRAME, here, KOZO_MAP_FLAGS_EXECUTE), KOZO_OK);
}

static void rights_limit_the_flags(void **state)
{
    const kozo_rights_t all = KOZO_FRAME_RIGHT_READ | KOZO_FRAME_RIGHT_WRITE |
                              KOZO_FRAME_RIGHT_EXECUTE | KOZO_FRAME_RIGHT_MAP;

    (void)state;
    assert_int_equal(map(FRAME, here, KOZO_MAP_FLAGS_WRITE | KOZO_MAP_FLAGS_EXECUTE),
                     KOZO_ERR_WRITE_EXECUTE);
    assert_int_equal(map(FRAME, here, 4), KOZO_ERR_UNKNOWN_FLAG);
    copy(30, FRAME, all & (kozo_rights_t)~KOZO_FRAME_RIGHT_WRITE);
    copy(31, FRAME, all & (kozo_rights_t)~KOZO_FRAME_RIGHT_EXECUTE);
    copy(32, FRAME, all & (kozo_rights_t)~KOZO_FRAME_RIGHT_MAP);
    copy(33, FRAME, all & (kozo_rights_t)~KOZO_FRAME_RIGHT_READ);
    assert_int_equal(map(30, here, KOZO_MAP_FLAGS_WRITE), KOZO_ERR_ACCESS_DENIED);
    assert_int_equal(map(31, here, KOZO_MAP_FLAGS_EXECUTE), KOZO_ERR_ACCESS_DENIED);
    assert_int_equal(map(32, here, 0), KOZO_ERR_ACCESS_DENIED);
    assert_int_equal(map(33, here, 0), KOZO_ERR_ACCESS_DENIED);
    assert_int_equal(map(30, here, KOZO_MAP_FLAGS_EXECUTE), KOZO_OK);
}

static void addresses_are_checked(void **state)
{
    const uint64_t large_size = UINT64_C(1) << 21;

    (void)state;
    assert_int_equal(map(FRAME, (vaddr_t){here.raw + 1}, 0), KOZO_ERR_ALIGNMENT);
    assert_int_equal(aspace_map(cap_object(world_slot(ASPACE)), world_slot(FRAME),
                                (vaddr_t){here.raw + 1}, 0),
                     KOZO_ERR_ALIGNMENT);
    assert_int_equal(map(LARGE, here, 0), KOZO_ERR_ALIGNMENT);
    assert_int_equal(map(FRAME, (vaddr_t){KOZO_USER_TOP}, 0), KOZO_ERR_RANGE);
    assert_int_equal(map(LARGE, (vaddr_t){(KOZO_USER_TOP & ~(large_size - 1))}, 0),
                     KOZO_ERR_RANGE);
    assert_int_equal(map(FRAME, (vaddr_t){KOZO_USER_TOP - PAGE_SIZE}, 0), KOZO_ERR_NO_TABLE);
    assert_int_equal(map(FRAME, large_here, 0), KOZO_ERR_NO_TABLE);
    assert_int_equal(map(LARGE, large_here, KOZO_MAP_FLAGS_WRITE), KOZO_OK);
    assert_int_equal(unmap(LARGE), KOZO_OK);
}

static void a_complete_path_takes_no_table(void **state)
{
    uint64_t level;

    (void)state;
    assert_int_equal(map_table(SPARE, &level), KOZO_ERR_ALREADY_MAPPED);
    assert_int_equal(map_table(TABLE2, &level), KOZO_ERR_ALREADY_MAPPED);
    /* Nor does a table that is in use become part of another path. */
    assert_int_equal(kozo_aspace_map_table(aspace(),
                                           WORLD_AS(kozo_page_table_t, world_handle(TABLE1)),
                                           large_here, &level),
                     KOZO_ERR_ALREADY_MAPPED);
    assert_int_equal(kozo_any_delete(world_handle(TABLE1)), KOZO_OK);
    assert_int_equal(fake.spaces_dropped, 1);
    assert_int_equal(map(FRAME, here, 0), KOZO_ERR_NO_TABLE);
    assert_int_equal(map_table(SPARE, &level), KOZO_OK);
    assert_int_equal(level, 1);
    assert_int_equal(map(FRAME, here, 0), KOZO_OK);
}

static void deletion_unmaps(void **state)
{
    (void)state;
    assert_int_equal(map(FRAME, here, 0), KOZO_OK);
    copy(30, FRAME, 0xf);
    assert_int_equal(unmap(30), KOZO_ERR_NOT_MAPPED);
    assert_int_equal(kozo_any_delete(world_handle(FRAME)), KOZO_OK);
    assert_int_equal(map(30, here, 0), KOZO_OK);
    assert_int_equal(kozo_any_revoke(KOZO_ANY(world.memory)), KOZO_OK);
    assert_int_equal(world_used(), 0);
}

static void moving_keeps_the_mapping(void **state)
{
    static const struct cap_slot clear;
    kozo_handle_t handle;

    (void)state;
    assert_int_equal(kozo_cnode_move(world.cnode, 31, world_handle(TABLE1), &handle), KOZO_OK);
    assert_int_equal(world_slot(31)->level, 1);
    assert_memory_equal(world_slot(TABLE1), &clear, sizeof(clear));
    assert_int_equal(map(FRAME, here, 0), KOZO_OK);
    assert_int_equal(kozo_cnode_move(world.cnode, 30, world_handle(FRAME), &handle), KOZO_OK);
    assert_memory_equal(world_slot(FRAME), &clear, sizeof(clear));
    assert_int_equal(map(30, here, 0), KOZO_ERR_ALREADY_MAPPED);
    assert_int_equal(unmap(30), KOZO_OK);
}

static void an_unmapping_spares_another_frame(void **state)
{
    uint64_t level;

    (void)state;
    world_make(KOZO_OBJECT_FRAME, 12, 30);
    assert_int_equal(map(FRAME, here, 0), KOZO_OK);
    /* The table goes with the entry; another frame comes to the same address. */
    assert_int_equal(kozo_any_delete(world_handle(TABLE1)), KOZO_OK);
    assert_int_equal(map_table(SPARE, &level), KOZO_OK);
    assert_int_equal(map(30, here, 0), KOZO_OK);
    assert_int_equal(unmap(FRAME), KOZO_OK);
    world_make(KOZO_OBJECT_FRAME, 12, 31);
    assert_int_equal(map(31, here, 0), KOZO_ERR_ALREADY_MAPPED);
}

static void records_of_a_dead_space_mean_nothing(void **state)
{
    uint64_t level;
    const uint64_t serial = world_slot(FRAME)->space;

    (void)state;
    assert_int_equal(map(FRAME, here, 0), KOZO_OK);
    assert_int_equal(kozo_any_delete(world_handle(ASPACE)), KOZO_OK);
    assert_int_equal(fake.spaces_left, 1);
    assert_null(aspace_find(world_slot(FRAME)->space));
    assert_int_equal(unmap(FRAME), KOZO_ERR_NOT_MAPPED);

    world_make(KOZO_OBJECT_ASPACE, 0, ASPACE);
    /* The lowest table still holds the entry of the old mapping; as the highest of the new space
     * it must not bring it along. */
    assert_int_equal(map_table(TABLE1, &level), KOZO_OK);
    assert_int_equal(level, 3);
    const uint64_t *entries = phys_to_ptr(paddr(world_slot(TABLE1)->object));

    for (unsigned i = 0; i < PAGE_SIZE / sizeof(*entries); i++) {
        assert_int_equal(entries[i], 0);
    }
    assert_int_equal(map_table(TABLE2, &level), KOZO_OK);
    assert_int_equal(map_table(TABLE3, &level), KOZO_OK);
    assert_int_equal(map(FRAME, here, 0), KOZO_OK);
    assert_true(world_slot(FRAME)->space > serial);
}

static void a_space_in_the_place_of_a_dead_one_is_another(void **state)
{
    const struct aspace *dead = cap_object(world_slot(ASPACE));
    const uint64_t serial = dead->serial;
    kozo_handle_t handle;

    (void)state;
    assert_int_equal(map(FRAME, here, 0), KOZO_OK);
    assert_int_equal(kozo_any_delete(world_handle(ASPACE)), KOZO_OK);
    kernel.next_serial = serial + KOZO_ADDRESS_SPACES;
    assert_int_equal(kozo_untyped_retype(world.small, KOZO_OBJECT_ASPACE, 13, 1, world.cnode,
                                         ASPACE, &handle),
                     KOZO_OK);
    assert_non_null(aspace_find(serial + KOZO_ADDRESS_SPACES));
    assert_null(aspace_find(serial));
    assert_int_equal(unmap(FRAME), KOZO_ERR_NOT_MAPPED);
}

static void a_serial_is_never_used_again(void **state)
{
    uint64_t last = kernel.next_serial - 1;
    kozo_handle_t handle;

    (void)state;
    for (unsigned i = 0; i < 2 * KOZO_ADDRESS_SPACES; i++) {
        assert_int_equal(kozo_untyped_retype(world.small, KOZO_OBJECT_ASPACE, 13, 1, world.cnode,
                                             30, &handle),
                         KOZO_OK);
        const struct aspace *made = cap_object(world_slot(30));

        assert_true(made->serial > last);
        assert_ptr_equal(aspace_find(made->serial), made);
        last = made->serial;
        assert_int_equal(kozo_any_delete(world_handle(30)), KOZO_OK);
    }
}

static void a_new_space_has_the_half_of_the_kernel(void **state)
{
    uint64_t *entries = phys_to_ptr(arch_kernel_root());
    const unsigned half = PAGE_SIZE / sizeof(*entries) / 2;
    const uint64_t serial = kernel.next_serial;

    (void)state;
    entries[half] = 0x1000;
    entries[2 * half - 1] = 0x2000;
    world_make(KOZO_OBJECT_ASPACE, 0, 30);
    const struct aspace *made = cap_object(world_slot(30));

    assert_int_equal(made->root.raw, world_slot(30)->object + PAGE_SIZE);
    entries = phys_to_ptr(made->root);
    assert_int_equal(entries[half], 0x1000);
    assert_int_equal(entries[2 * half - 1], 0x2000);
    assert_int_equal(made->serial, serial);
    assert_int_equal(kernel.next_serial, serial + 1);
}

/* The table, its bit map and its count say the same. */
static void assert_table(void)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < KOZO_ADDRESS_SPACES; i++) {
        const bool used = (kernel.aspaces_used[i / 64] >> i % 64 & 1) != 0;

        assert_int_equal(used, kernel.aspaces[i] != NULL);
        count += used;
    }
    assert_int_equal(kernel.aspace_count, count);
}

/* The only free place of the kernel's table, and the one that the search begins with. */
static void the_only_place_is_found(void **state)
{
    static const struct {
        uint32_t place, first;
    } cases[] = {
        {0, 1}, {1, 2}, {63, 64}, {64, 65}, {63, 63}, {67, 5}, {200, 5}, {70, 63},
        {KOZO_ADDRESS_SPACES - 1, 0},
    };

    for (unsigned i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const uint32_t place = cases[i].place, first = cases[i].first;
        const uint64_t round = place < first ? 2 : 1, serial = round * KOZO_ADDRESS_SPACES + place;

        setup(state);
        for (uint32_t other = 0; other < KOZO_ADDRESS_SPACES; other++) {
            kernel.aspaces[other] = other == place ? NULL : world.self->aspace;
        }
        memset(kernel.aspaces_used, 0xff, sizeof(kernel.aspaces_used));
        kernel.aspaces_used[place / 64] ^= UINT64_C(1) << place % 64;
        kernel.aspace_count = KOZO_ADDRESS_SPACES - 1;
        kernel.next_serial = KOZO_ADDRESS_SPACES + first;
        assert_true(aspace_has_room(1));
        assert_false(aspace_has_room(2));
        world_make(KOZO_OBJECT_ASPACE, 0, 30);
        const struct aspace *made = cap_object(world_slot(30));

        assert_int_equal(made->serial, serial);
        assert_ptr_equal(kernel.aspaces[place], made);
        assert_table();
        assert_false(aspace_has_room(1));
        assert_int_equal(aspace_init(phys_to_ptr(paddr(world_slot(6)->object))),
                         KOZO_ERR_NO_SPACE);
        assert_int_equal(kozo_any_delete(world_handle(30)), KOZO_OK);
        assert_table();
        assert_true(aspace_has_room(1));
        assert_false(aspace_has_room(2));
        assert_int_equal(kernel.next_serial, serial + 1);
    }
}

static void the_first_space_is_one_like_others(void **state)
{
    uint64_t level;

    (void)state;
    assert_int_equal(world.self->aspace->serial, 1);
    assert_int_equal(kozo_aspace_map_table(world.aspace,
                                           WORLD_AS(kozo_page_table_t, world_handle(SPARE)), here,
                                           &level),
                     KOZO_OK);
    assert_true(aspace_is_mapped(world_slot(SPARE)));
}

static void copies_of_tables_are_refused(void **state)
{
    kozo_handle_t handle;

    (void)state;
    assert_int_equal(kozo_cnode_copy(world.cnode, 30, world_handle(TABLE1), KOZO_RIGHTS_MASK,
                                     &handle),
                     KOZO_ERR_NOT_COPYABLE);
}

static void a_dying_space_takes_the_running_thread_off_it(void **state)
{
    (void)state;
    /* The boot-time capability and the binding are all that there is; both go. */
    assert_int_equal(kozo_any_revoke(KOZO_ANY(world.aspace)), KOZO_OK);
    assert_null(world.self->aspace);
    assert_int_equal(kozo_any_delete(KOZO_ANY(world.aspace)), KOZO_OK);
    assert_int_equal(fake.spaces_left, 1);
}

/* The entry that maps `at`, of the page or, as it may be, the large page. */
static uint64_t entry_of(vaddr_t at)
{
    const struct aspace *space = cap_object(world_slot(ASPACE));
    paddr_t table = space->root;

    for (unsigned level = 4; level-- > 0;) {
        const uint64_t *entries = phys_to_ptr(table);
        const uint64_t entry = entries[at.raw >> (12 + 9 * level) & 511];

        if (level == 0 || (entry & 1 << 7) != 0) {
            return entry;
        }
        table = paddr(entry & UINT64_C(0xffffffffff000));
    }
    return 0;
}

enum { PTE_WRITE = 1 << 1, PTE_UNCACHED = 1 << 3 | 1 << 4 };

static void device_memory_is_not_cached_and_holds_no_code(void **state)
{
    const kozo_untyped_t device = world_make_device(40);
    kozo_handle_t handle;

    (void)state;
    assert_int_equal(kozo_untyped_retype(device, KOZO_OBJECT_FRAME, 21, 1, world.cnode, 41,
                                         &handle),
                     KOZO_OK);
    assert_int_equal(kozo_untyped_retype(device, KOZO_OBJECT_FRAME, 12, 1, world.cnode, 42,
                                         &handle),
                     KOZO_OK);
    assert_int_equal(map(42, here, KOZO_MAP_FLAGS_EXECUTE), KOZO_ERR_ACCESS_DENIED);
    assert_int_equal(map(42, here, KOZO_MAP_FLAGS_WRITE), KOZO_OK);
    assert_int_equal(map(41, large_here, 0), KOZO_OK);
    assert_int_equal(entry_of(here) & PTE_UNCACHED, PTE_UNCACHED);
    assert_int_equal(entry_of(here) >> 63, 1);
    assert_int_equal(entry_of(large_here) & PTE_UNCACHED, PTE_UNCACHED);
    assert_int_equal(entry_of(large_here) >> 63, 1);
    assert_int_equal(entry_of(large_here) & PTE_WRITE, 0);
    assert_int_equal(unmap(41), KOZO_OK);
    assert_int_equal(unmap(42), KOZO_OK);
    assert_int_equal(map(FRAME, here, KOZO_MAP_FLAGS_WRITE), KOZO_OK);
    assert_int_equal(entry_of(here) & PTE_UNCACHED, 0);
}

static void the_kernel_uses_no_device_memory_as_a_buffer(void **state)
{
    const kozo_untyped_t device = world_make_device(40);
    kozo_handle_t frame;

    (void)state;
    world_make(KOZO_OBJECT_THREAD, 0, 41);
    assert_int_equal(kozo_untyped_retype(device, KOZO_OBJECT_FRAME, 12, 1, world.cnode, 42, &frame),
                     KOZO_OK);
    assert_int_equal(kozo_thread_bind_buffer(WORLD_AS(kozo_thread_t, world_handle(41)),
                                             WORLD_AS(kozo_frame_t, frame), 0),
                     KOZO_ERR_DEVICE_MEMORY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_frame_is_mapped_once, setup),
        cmocka_unit_test_setup(rights_limit_the_flags, setup),
        cmocka_unit_test_setup(addresses_are_checked, setup),
        cmocka_unit_test_setup(a_complete_path_takes_no_table, setup),
        cmocka_unit_test_setup(deletion_unmaps, setup),
        cmocka_unit_test_setup(moving_keeps_the_mapping, setup),
        cmocka_unit_test_setup(an_unmapping_spares_another_frame, setup),
        cmocka_unit_test_setup(records_of_a_dead_space_mean_nothing, setup),
        cmocka_unit_test_setup(a_space_in_the_place_of_a_dead_one_is_another, setup),
        cmocka_unit_test_setup(a_serial_is_never_used_again, setup),
        cmocka_unit_test_setup(a_new_space_has_the_half_of_the_kernel, setup),
        cmocka_unit_test_setup(the_only_place_is_found, setup),
        cmocka_unit_test_setup(the_first_space_is_one_like_others, setup),
        cmocka_unit_test_setup(copies_of_tables_are_refused, setup),
        cmocka_unit_test_setup(a_dying_space_takes_the_running_thread_off_it, setup),
        cmocka_unit_test_setup(device_memory_is_not_cached_and_holds_no_code, setup),
        cmocka_unit_test_setup(the_kernel_uses_no_device_memory_as_a_buffer, setup),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
