/* SPDX-License-Identifier: MIT */
/* test_format.c: libkozo's formatted text, against the C library's where both define the result. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "../../../services/lib/format.c"
#include "../../../services/lib/text.c"

#define SAME(...)                                                        \
    do {                                                                 \
        char ours[128], theirs[128];                                     \
        size_t length = kozo_format(ours, sizeof(ours), __VA_ARGS__);    \
        int expected = snprintf(theirs, sizeof(theirs), __VA_ARGS__);    \
        assert_string_equal(ours, theirs);                               \
        assert_int_equal(length, expected);                              \
    } while (0)

static void test_numbers(void **state)
{
    (void)state;
    SAME("%d %i %u", -1, 0, 4294967295u);
    SAME("%ld %lu %lx", INT64_MIN, UINT64_MAX, UINT64_MAX);
    SAME("%x %X", 0xbeefu, 0xBEEFu);
    SAME("%5d|%-5d|%05d|%05d", 42, 42, 42, -42);
    SAME("%016lx", 0x1234ul);
    SAME("%zu %hu %hhu", (size_t)7, (unsigned short)8, (unsigned char)9);
    SAME("%*d|%-*d", 6, 1, 6, 2);
}

static void test_text(void **state)
{
    (void)state;
    SAME("%s|%10s|%-10s|", "abc", "abc", "abc");
    SAME("%.2s|%.*s|", "abc", 1, "xyz");
    SAME("%c%c %%", 'o', 'k');
    SAME("%s", "");
    SAME("plain");
}

static void test_cut(void **state)
{
    (void)state;
    char out[4] = "zzz";
    assert_int_equal(kozo_format(out, sizeof(out), "%s", "abcdef"), 6);
    assert_string_equal(out, "abc");
    assert_int_equal(kozo_format(out, 1, "x"), 1);
    assert_string_equal(out, "");
    assert_int_equal(kozo_format(NULL, 0, "%d", 12345), 5);
}

static void test_unknown_conversions_are_copied(void **state)
{
    (void)state;
    const char *volatile formats[] = {"%", "a%q", "%5"};
    for (unsigned i = 0; i < 3; i++) {
        char out[16];
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-security"
        kozo_format(out, sizeof(out), formats[i]);
#pragma GCC diagnostic pop
        assert_string_equal(out, formats[i]);
    }
}

static void test_pointer(void **state)
{
    (void)state;
    char out[32];
    kozo_format(out, sizeof(out), "%p", (void *)0x1000);
    assert_string_equal(out, "0x1000");
}

static void test_copy_text(void **state)
{
    (void)state;
    char out[4] = "zzz";
    kozo_copy_text(out, sizeof(out), "ab");
    assert_string_equal(out, "ab");
    kozo_copy_text(out, sizeof(out), "abcdef");
    assert_string_equal(out, "abc");
    kozo_copy_text(out, 0, "x");
    assert_string_equal(out, "abc");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_text),
        cmocka_unit_test(test_cut),
        cmocka_unit_test(test_unknown_conversions_are_copied),
        cmocka_unit_test(test_pointer),
        cmocka_unit_test(test_copy_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
