/* SPDX-License-Identifier: MIT */
/* test_options.c: words of the command line are found whole, wherever they stand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <kozo/boot.h>
#include <string.h>

static bool has(const char *line, const char *option)
{
    struct kozo_boot_info info = {.magic = KOZO_BOOT_MAGIC};

    memcpy(info.command_line, line, strlen(line));
    return boot_has_option(&info, option);
}

static void finds_whole_words(void **state)
{
    (void)state;
    assert_true(has("fastpath=off", "fastpath=off"));
    assert_true(has("a fastpath=off", "fastpath=off"));
    assert_true(has("fastpath=off b", "fastpath=off"));
    assert_true(has("  x  fastpath=off  ", "fastpath=off"));
}

static void refuses_parts_of_words(void **state)
{
    (void)state;
    assert_false(has("", "fastpath=off"));
    assert_false(has("fastpath=of", "fastpath=off"));
    assert_false(has("fastpath=offx", "fastpath=off"));
    assert_false(has("xfastpath=off", "fastpath=off"));
    assert_false(has("fast path=off", "fastpath=off"));
    assert_false(has("-- fastpath=off", "fastpath=off"));
}

static void stays_inside_a_full_line(void **state)
{
    struct kozo_boot_info info = {.magic = KOZO_BOOT_MAGIC};

    (void)state;
    memset(info.command_line, 'a', sizeof(info.command_line));
    assert_false(boot_has_option(&info, "fastpath=off"));
}

static unsigned unknown(const char *line)
{
    struct kozo_boot_info info = {.magic = KOZO_BOOT_MAGIC};

    memcpy(info.command_line, line, strlen(line));
    return boot_report_options(&info);
}

static void counts_unknown_words(void **state)
{
    struct kozo_boot_info full = {.magic = KOZO_BOOT_MAGIC};

    (void)state;
    assert_int_equal(unknown(""), 0);
    assert_int_equal(unknown("  fastpath=off "), 0);
    assert_int_equal(unknown("fastpath=of fastpath=offx \x01"), 3);
    assert_int_equal(unknown("trace=all trace= trace"), 1);
    assert_int_equal(unknown("-x -- seed=1"), 1);
    memset(full.command_line, 'a', sizeof(full.command_line));
    assert_int_equal(boot_report_options(&full), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_whole_words),
        cmocka_unit_test(refuses_parts_of_words),
        cmocka_unit_test(stays_inside_a_full_line),
        cmocka_unit_test(counts_unknown_words),
    };

    return cmocka_run_group_tests_name("options", tests, NULL, NULL);
}
