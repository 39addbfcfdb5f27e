/* SPDX-License-Identifier: MIT */
/* test_multiboot2.c: boot information as GRUB writes it, and every way in which it can be broken.
 * */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <image/multiboot2.h>

enum { DAMAGES = 100000 };

static uint8_t built[1024];
static size_t built_size;
static struct kozo_boot_info info;
static struct multiboot2_rsdp rsdp;

static void build_start(void)
{
    memset(built, 0, sizeof(built));
    built_size = 8;
}

static void build(uint32_t type, const void *content, size_t size)
{
    const uint32_t head[2] = {type, (uint32_t)(8 + size)};

    memcpy(built + built_size, head, sizeof(head));
    if (size != 0) {
        memcpy(built + built_size + 8, content, size);
    }
    built_size += (8 + size + 7) & ~(size_t)7;
    memcpy(built, &built_size, 4);
}

/* In memory of exactly that size, so that the sanitizer sees a step too far. */
static enum multiboot2_error read_bytes(size_t size)
{
    uint8_t *exact = malloc(size);

    memset(&info, 0, sizeof(info));
    memcpy(exact, built, size);
    multiboot2_find_screen(exact, size, &info.framebuffer);

    const enum multiboot2_error error = multiboot2_read(exact, size, &info, &rsdp);

    if (rsdp.size != 0) {
        assert_true((const uint8_t *)rsdp.bytes + rsdp.size <= exact + size);
    }
    free(exact);
    return error;
}

static const uint32_t module[3] = {0x1000000, 0x1002345, 0};
static const uint32_t memory[2 + 6 * 3] = {
    24, 0, 0x100000, 0, 0x1ff00000, 0, 1, 0,                             /* usable, */
    0x1fe00000, 0, 0x100000, 0, 3, 0, 0xfffc0000, 0, 0x40000, 0, 2, 0, /* ACPI in it, reserved */
};
static const uint32_t screen[8] = {0x80000000, 0, 5120, 1280, 800, 0x00000120, 0x10080810, 0x0800};

static void build_whole(void)
{
    build_start();
    build(1, "fastpath=off", 13);
    build(2, "GRUB", 5);
    build(3, module, sizeof(module));
    build(14, "RSD PTR old.........", 20);
    build(15, "RSD PTR new.........and sixteen more", 36);
    build(6, memory, sizeof(memory));
    build(8, screen, 30);
    build(0, NULL, 0);
}

static void reads_what_grub_writes(void **state)
{
    (void)state;
    build_whole();
    assert_int_equal(read_bytes(built_size), MULTIBOOT2_OK);
    assert_string_equal((char *)info.command_line, "fastpath=off");
    assert_int_equal(info.initrd_base, 0x1000000);
    assert_int_equal(info.initrd_size, 0x2345);
    assert_int_equal(rsdp.size, 36);
    assert_int_equal(info.framebuffer.base, 0x80000000);
    assert_int_equal(info.framebuffer.width, 1280);
    assert_int_equal(info.framebuffer.height, 800);
    assert_int_equal(info.framebuffer.stride, 5120);
    assert_int_equal(info.framebuffer.format, KOZO_PIXEL_FORMAT_BGRX);
    assert_int_equal(info.memory_count, 4);
    assert_int_equal(info.memory[0].length, 0x1fd00000);
    assert_int_equal(info.memory[1].kind, KOZO_MEMORY_KIND_ACPI_RECLAIM);
    assert_int_equal(info.memory[2].kind, KOZO_MEMORY_KIND_USABLE);
    assert_int_equal(info.memory[3].kind, KOZO_MEMORY_KIND_RESERVED);
}

static void reads_the_screen_in_text_mode(void **state)
{
    static const uint32_t text[6] = {0xb8000, 0, 160, 80, 25, 0x00000210};

    (void)state;
    build_start();
    build(8, text, sizeof(text));
    assert_int_equal(read_bytes(built_size), MULTIBOOT2_NO_END);
    assert_int_equal(info.framebuffer.format, KOZO_PIXEL_FORMAT_TEXT);
    build_start();
    build(8, text, sizeof(text) - 1);
    read_bytes(built_size);
    assert_int_equal(info.framebuffer.format, KOZO_PIXEL_FORMAT_NONE);
}

static enum multiboot2_error read_one(uint32_t type, const void *content, size_t size)
{
    build_start();
    build(6, memory, sizeof(memory));
    build(3, module, sizeof(module));
    build(type, content, size);
    build(0, NULL, 0);
    return read_bytes(built_size);
}

static void names_what_is_malformed(void **state)
{
    const uint32_t backwards[3] = {0x2000, 0x1000, 0};
    const uint32_t narrow[8] = {16, 0, 0, 0, 0x1000, 0, 1, 0};
    const uint32_t no_size[8] = {0, 0, 0, 0, 0x1000, 0, 1, 0};
    char text[300];

    (void)state;
    memset(text, 'x', sizeof(text));
    assert_int_equal(read_one(1, text, 20), MULTIBOOT2_TEXT);
    assert_int_equal(read_one(1, text, 0), MULTIBOOT2_TEXT);
    text[KOZO_BOOT_COMMAND_LINE - 1] = '\0';
    assert_int_equal(read_one(1, text, sizeof(text)), MULTIBOOT2_OK);
    text[KOZO_BOOT_COMMAND_LINE - 1] = 'x';
    text[KOZO_BOOT_COMMAND_LINE] = '\0';
    assert_int_equal(read_one(1, text, sizeof(text)), MULTIBOOT2_TEXT_LENGTH);
    assert_int_equal(read_one(3, backwards, sizeof(backwards)), MULTIBOOT2_MODULE);
    assert_int_equal(read_one(3, module, 4), MULTIBOOT2_TAG);
    assert_int_equal(read_one(6, memory, 4), MULTIBOOT2_TAG);
    assert_int_equal(read_one(6, narrow, sizeof(narrow)), MULTIBOOT2_MEMORY_ENTRY);
    assert_int_equal(read_one(6, no_size, sizeof(no_size)), MULTIBOOT2_MEMORY_ENTRY);
}

static void names_what_is_missing(void **state)
{
    (void)state;
    build_start();
    build(6, memory, sizeof(memory));
    build(0, NULL, 0);
    assert_int_equal(read_bytes(built_size), MULTIBOOT2_NO_MODULE);
    build_start();
    build(3, module, sizeof(module));
    build(0, NULL, 0);
    assert_int_equal(read_bytes(built_size), MULTIBOOT2_NO_MEMORY);
}

static void set_tag_size(size_t at, uint32_t size)
{
    memcpy(built + at + 4, &size, sizeof(size));
}

static void tag_sizes_stay_inside(void **state)
{
    static const uint32_t sizes[] = {0, 1, 7, 4096, INT32_MAX, UINT32_MAX - 7, UINT32_MAX};

    (void)state;
    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        build_whole();
        set_tag_size(8, sizes[i]);
        assert_int_equal(read_bytes(built_size), MULTIBOOT2_TAG);
    }
}

static void every_truncation_is_an_error(void **state)
{
    (void)state;
    build_whole();
    const size_t whole = built_size;

    for (size_t size = 0; size < whole; size++) {
        assert_int_not_equal(read_bytes(size), MULTIBOOT2_OK);
        memcpy(built, &size, 4); /* and the same with a size that says so */
        assert_int_not_equal(read_bytes(size), MULTIBOOT2_OK);
        memcpy(built, &whole, 4);
    }
}

/* What is accepted obeys the invariants that the kernel relies on; nothing is read outside. */
static void random_damage_is_harmless(void **state)
{
    unsigned accepted = 0;

    (void)state;
    srand(2026);
    for (unsigned i = 0; i < DAMAGES; i++) {
        build_whole();
        for (int n = 1 + rand() % 4; n > 0; n--) {
            built[(size_t)rand() % built_size] ^= (uint8_t)(1 + rand() % 255);
        }
        const enum multiboot2_error error = read_bytes(built_size);

        assert_non_null(multiboot2_error_text(error));
        if (error == MULTIBOOT2_OK) {
            accepted++;
            assert_non_null(memchr(info.command_line, 0, sizeof(info.command_line)));
            for (uint32_t entry = 1; entry < info.memory_count; entry++) {
                assert_true(info.memory[entry - 1].base + info.memory[entry - 1].length <=
                            info.memory[entry].base);
            }
        }
    }
    assert_in_range(accepted, 1, DAMAGES - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_what_grub_writes),
        cmocka_unit_test(reads_the_screen_in_text_mode),
        cmocka_unit_test(names_what_is_malformed),
        cmocka_unit_test(names_what_is_missing),
        cmocka_unit_test(tag_sizes_stay_inside),
        cmocka_unit_test(every_truncation_is_an_error),
        cmocka_unit_test(random_damage_is_harmless),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
