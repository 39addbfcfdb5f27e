/* SPDX-License-Identifier: MIT */
/* test_memory_map.c: memory_map.c against a byte-per-page picture of the same paint jobs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <image/memory_map.h>

enum { UNITS = 64 };

static struct kozo_boot_info info;

static int empty_map(void **state)
{
    (void)state;
    memset(&info, 0, sizeof(info));
    return 0;
}

static void assert_entry(uint32_t index, uint64_t base, uint64_t length, kozo_memory_kind_t kind)
{
    assert_true(index < info.memory_count);
    assert_int_equal(info.memory[index].base, base);
    assert_int_equal(info.memory[index].length, length);
    assert_int_equal(info.memory[index].kind, kind);
}

static void joins_neighbours_of_one_kind(void **state)
{
    (void)state;
    assert_true(memory_map_paint(&info, 0x3000, 0x1000, KOZO_MEMORY_KIND_USABLE));
    assert_true(memory_map_paint(&info, 0x1000, 0x1000, KOZO_MEMORY_KIND_USABLE));
    assert_true(memory_map_paint(&info, 0x2000, 0x1000, KOZO_MEMORY_KIND_USABLE));
    assert_int_equal(info.memory_count, 1);
    assert_entry(0, 0x1000, 0x3000, KOZO_MEMORY_KIND_USABLE);
}

static void splits_what_lies_around(void **state)
{
    (void)state;
    assert_true(memory_map_paint(&info, 0, 0x10000, KOZO_MEMORY_KIND_USABLE));
    assert_true(memory_map_paint(&info, 0x4000, 0x1000, KOZO_MEMORY_KIND_KERNEL));
    assert_int_equal(info.memory_count, 3);
    assert_entry(0, 0, 0x4000, KOZO_MEMORY_KIND_USABLE);
    assert_entry(1, 0x4000, 0x1000, KOZO_MEMORY_KIND_KERNEL);
    assert_entry(2, 0x5000, 0xb000, KOZO_MEMORY_KIND_USABLE);
}

static void cuts_at_the_top_of_the_address_space(void **state)
{
    (void)state;
    assert_true(memory_map_paint(&info, UINT64_MAX - 0xfff, 0x5000, KOZO_MEMORY_KIND_RESERVED));
    assert_true(memory_map_paint(&info, 0x1000, 0, KOZO_MEMORY_KIND_USABLE));
    assert_int_equal(info.memory_count, 1);
    assert_entry(0, UINT64_MAX - 0xfff, 0xfff, KOZO_MEMORY_KIND_RESERVED);
}

static void refuses_when_full_and_changes_nothing(void **state)
{
    (void)state;
    for (uint64_t i = 0; i < KOZO_BOOT_MEMORY_MAX; i++) {
        assert_true(memory_map_paint(&info, i * 0x3000, 0x2000, KOZO_MEMORY_KIND_USABLE));
    }
    struct kozo_boot_info before = info;
    assert_false(memory_map_paint(&info, 0x2000, 0x1000, KOZO_MEMORY_KIND_KERNEL));
    assert_memory_equal(&info, &before, sizeof(info));
    assert_true(memory_map_paint(&info, 0x2000, 0x1000, KOZO_MEMORY_KIND_USABLE));
    assert_int_equal(info.memory_count, KOZO_BOOT_MEMORY_MAX - 1);
}

static void assert_equals_picture(const uint8_t *picture)
{
    uint32_t next = 0;

    for (unsigned unit = 0; unit < UNITS;) {
        unsigned end = unit;

        while (end < UNITS && picture[end] == picture[unit]) {
            end++;
        }
        if (picture[unit] != 0) {
            assert_entry(next++, unit, end - unit, picture[unit]);
        }
        unit = end;
    }
    assert_int_equal(info.memory_count, next);
}

static void equals_a_picture_after_any_order_of_paint(void **state)
{
    srand(1);
    for (unsigned round = 0; round < 5000; round++) {
        uint8_t picture[UNITS] = {0};

        empty_map(state);
        for (unsigned step = 0; step < 24; step++) {
            unsigned base = (unsigned)rand() % UNITS;
            unsigned length = (unsigned)rand() % (UNITS - base + 1);
            unsigned kind = 1 + (unsigned)rand() % 3;

            length = step % 3 == 0 ? length : length % 8;
            assert_true(memory_map_paint(&info, base, length, kind));
            memset(picture + base, (int)kind, length);
            assert_equals_picture(picture);
        }
    }
}

static const uint64_t mib = 1 << 20, gib = 1 << 30;

static bool is_device(uint64_t page)
{
    for (uint32_t i = 0; i < info.memory_count; i++) {
        const struct kozo_boot_memory *entry = &info.memory[i];

        if (page - entry->base < entry->length) {
            return entry->kind == KOZO_MEMORY_KIND_DEVICE;
        }
    }
    return false;
}

/* As QEMU's q35 with a text screen and 512 MiB. */
static void the_hole_and_the_screen_are_devices(void **state)
{
    (void)state;
    assert_true(memory_map_paint(&info, 0, 0x9fc00, KOZO_MEMORY_KIND_USABLE));
    assert_true(memory_map_paint(&info, 0xb8000, 4000, KOZO_MEMORY_KIND_FRAMEBUFFER));
    assert_true(memory_map_paint(&info, 0xf0000, 0x10000, KOZO_MEMORY_KIND_RESERVED));
    assert_true(memory_map_paint(&info, mib, 511 * mib - 0x21000, KOZO_MEMORY_KIND_USABLE));
    assert_true(memory_map_paint(&info, 512 * mib - 0x21000, 0x21000, KOZO_MEMORY_KIND_RESERVED));
    assert_true(memory_map_paint(&info, 0xb0000000, 256 * mib, KOZO_MEMORY_KIND_RESERVED));
    assert_true(memory_map_paint(&info, 0xfec00000, 0x1000, KOZO_MEMORY_KIND_RESERVED));
    assert_true(memory_map_paint(&info, 0xfee00000, mib, KOZO_MEMORY_KIND_RESERVED));
    assert_true(memory_map_paint(&info, 4 * gib, 2 * gib, KOZO_MEMORY_KIND_USABLE));
    assert_true(memory_map_find_devices(&info));
    assert_entry(1, 0xb8000, 0x1000, KOZO_MEMORY_KIND_DEVICE);
    assert_entry(5, 512 * mib, 0xb0000000 - 512 * mib, KOZO_MEMORY_KIND_DEVICE);
    assert_entry(7, 0xc0000000, 0xfec00000 - 0xc0000000, KOZO_MEMORY_KIND_DEVICE);
    assert_entry(9, 0xfec01000, 0xfee00000 - 0xfec01000, KOZO_MEMORY_KIND_DEVICE);
    assert_entry(11, 0xfef00000, 4 * gib - 0xfef00000, KOZO_MEMORY_KIND_DEVICE);
    assert_int_equal(info.memory_count, 13);
}

static void memory_is_never_a_device(void **state)
{
    (void)state;
    /* Memory that ends within a step, and beyond 4 GiB; a page that a screen shares; a device's
     * half page. */
    assert_true(memory_map_paint(&info, mib, 300 * mib + 0x3000, KOZO_MEMORY_KIND_USABLE));
    assert_true(memory_map_find_devices(&info));
    assert_false(is_device(301 * mib + 0x3000));
    assert_true(is_device(302 * mib));
    empty_map(state);
    assert_true(memory_map_paint(&info, mib, 8 * gib, KOZO_MEMORY_KIND_USABLE));
    assert_true(memory_map_paint(&info, 0x80000, 0x800, KOZO_MEMORY_KIND_FRAMEBUFFER));
    assert_true(memory_map_paint(&info, 0x80800, 0x800, KOZO_MEMORY_KIND_ACPI_NVS));
    assert_true(memory_map_paint(&info, 16 * gib + 0x800, 0x1000, KOZO_MEMORY_KIND_DEVICE));
    assert_true(memory_map_paint(&info, 32 * gib + 0x800, 0x1000, KOZO_MEMORY_KIND_DEVICE));
    info.memory[info.memory_count - 1].length += 0x1000;
    assert_true(memory_map_find_devices(&info));
    assert_false(is_device(0x80000));
    assert_false(is_device(5 * gib));
    assert_false(is_device(16 * gib + 0x800));
    assert_false(is_device(32 * gib + 0x800));
    assert_true(is_device(32 * gib + 0x1000));
    assert_false(is_device(32 * gib + 0x2000));
}

static void too_many_devices_are_refused(void **state)
{
    (void)state;
    assert_true(memory_map_paint(&info, 0, mib, KOZO_MEMORY_KIND_USABLE));
    for (uint64_t i = 1; i < KOZO_BOOT_MEMORY_MAX; i++) {
        assert_true(memory_map_paint(&info, 2 * gib + i * 0x2000, 0x1000,
                                     KOZO_MEMORY_KIND_RESERVED));
    }
    assert_false(memory_map_find_devices(&info));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(joins_neighbours_of_one_kind, empty_map),
        cmocka_unit_test_setup(splits_what_lies_around, empty_map),
        cmocka_unit_test_setup(cuts_at_the_top_of_the_address_space, empty_map),
        cmocka_unit_test_setup(refuses_when_full_and_changes_nothing, empty_map),
        cmocka_unit_test_setup(the_hole_and_the_screen_are_devices, empty_map),
        cmocka_unit_test_setup(memory_is_never_a_device, empty_map),
        cmocka_unit_test_setup(too_many_devices_are_refused, empty_map),
        cmocka_unit_test_setup(equals_a_picture_after_any_order_of_paint, empty_map),
    };

    return cmocka_run_group_tests_name("memory_map", tests, NULL, NULL);
}
