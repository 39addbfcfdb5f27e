/* SPDX-License-Identifier: MIT */
/* test_image_plan.c: the pages of an ELF image. elf.c has tests of its own; here its segments are
 * a list. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../../services/init/image_plan.c"

static const struct elf_segment *segments;
static unsigned segment_count;
static const uint8_t file[3 * IMAGE_PAGE_SIZE];

bool elf_next(const struct elf_image *image, unsigned *position, struct elf_segment *segment)
{
    (void)image;
    if (*position == segment_count)
        return false;
    *segment = segments[(*position)++];
    return true;
}

static const struct elf_image image;

static void check_page(struct image_cursor *cursor, struct image_page expected)
{
    struct image_page page;
    assert_true(image_next_page(&image, cursor, &page));
    assert_int_equal(page.address, expected.address);
    assert_int_equal(page.write, expected.write);
    assert_int_equal(page.execute, expected.execute);
    assert_int_equal(page.offset, expected.offset);
    assert_int_equal(page.file_size, expected.file_size);
    if (expected.file_size != 0)
        assert_ptr_equal(page.bytes, expected.bytes);
}

static void test_pages_of_two_segments(void **state)
{
    (void)state;
    const struct elf_segment two[] = {
        {.bytes = file, .file_size = 0x1800, .memory_size = 0x1800, .virtual_address = 0x400000,
         .execute = true},
        /* starts in the middle of a page, and zeros follow over two more */
        {.bytes = file + 0x1800, .file_size = 0x100, .memory_size = 0x2000,
         .virtual_address = 0x402f80, .write = true},
    };
    segments = two;
    segment_count = 2;
    struct image_cursor cursor;
    image_cursor_init(&cursor);
    check_page(&cursor, (struct image_page){0x400000, false, true, file, 0, 0x1000});
    check_page(&cursor, (struct image_page){0x401000, false, true, file + 0x1000, 0, 0x800});
    check_page(&cursor, (struct image_page){0x402000, true, false, file + 0x1800, 0xf80, 0x80});
    check_page(&cursor, (struct image_page){0x403000, true, false, file + 0x1880, 0, 0x80});
    check_page(&cursor, (struct image_page){0x404000, true, false, NULL, 0, 0});
    struct image_page page;
    assert_false(image_next_page(&image, &cursor, &page));

    unsigned count;
    assert_true(image_count_pages(&image, 0x400000, 0x500000, 5, &count));
    assert_int_equal(count, 5);
}

static void test_limits(void **state)
{
    (void)state;
    const struct elf_segment one = {.bytes = file, .file_size = 1, .memory_size = 0x2000,
                                    .virtual_address = 0x400000};
    segments = &one;
    segment_count = 1;
    unsigned count = 77;
    assert_false(image_count_pages(&image, 0x400000, 0x402000, 1, &count));
    assert_false(image_count_pages(&image, 0x400001, 0x402000, 2, &count));
    assert_false(image_count_pages(&image, 0x400000, 0x401000, 2, &count));
    assert_int_equal(count, 77);
    assert_true(image_count_pages(&image, 0x400000, 0x402000, 2, &count));
    assert_int_equal(count, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pages_of_two_segments),
        cmocka_unit_test(test_limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
