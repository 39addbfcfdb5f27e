/* SPDX-License-Identifier: MIT */
/* test_checksum.c: the list of checksums and the end of an initial ramdisk, whole and damaged. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <image/checksum.h>

static const char list[] = "cbf43926  digits\n00000000  empty\n";

/* In memory of exactly that size, so that the sanitizer sees a step too far. */
static enum checksum_error find(const char *text, size_t size, const char *name, uint32_t *value)
{
    char *exact = malloc(size);

    memcpy(exact, text, size);
    const enum checksum_error error = checksum_find(exact, size, name, value);

    free(exact);
    return error;
}

static void is_the_crc32_of_gzip(void **state)
{
    (void)state;
    assert_int_equal(checksum_crc32("123456789", 9), 0xcbf43926);
    assert_int_equal(checksum_crc32("", 0), 0);
}

static void finds_whole_names(void **state)
{
    uint32_t value = 1;

    (void)state;
    assert_int_equal(find(list, sizeof(list) - 1, "digits", &value), CHECKSUM_OK);
    assert_int_equal(value, 0xcbf43926);
    assert_int_equal(find(list, sizeof(list) - 1, "empty", &value), CHECKSUM_OK);
    assert_int_equal(value, 0);
    assert_int_equal(find(list, sizeof(list) - 1, "digit", &value), CHECKSUM_MISSING);
    assert_int_equal(find(list, sizeof(list) - 1, "digits2", &value), CHECKSUM_MISSING);
    assert_int_equal(find("", 0, "digits", &value), CHECKSUM_MISSING);
}

static void names_malformed_lines(void **state)
{
    static const char *const bad[] = {
        "\n",           "cbf43926  x",   "cbf43926 x\n", "cbf43926  \n",
        "CBF43926  x\n", "cbf4392   x\n", "cbf4392g  x\n",
    };
    uint32_t value;

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        assert_int_equal(find(bad[i], strlen(bad[i]), "x", &value), CHECKSUM_MALFORMED);
    }
}

/* No byte of the list can change without somebody noticing: a name goes, a line is malformed, or
 * the value is another. */
static void every_damage_of_the_list_shows(void **state)
{
    (void)state;
    for (size_t at = 0; at < sizeof(list) - 1; at++) {
        for (unsigned bit = 0; bit < 8; bit++) {
            char damaged[sizeof(list)];
            uint32_t digits = 0;
            uint32_t empty = 1;

            memcpy(damaged, list, sizeof(list));
            damaged[at] = (char)(damaged[at] ^ 1 << bit);
            assert_false(find(damaged, sizeof(list) - 1, "digits", &digits) == CHECKSUM_OK &&
                         find(damaged, sizeof(list) - 1, "empty", &empty) == CHECKSUM_OK &&
                         digits == 0xcbf43926 && empty == 0);
        }
    }
}

static void an_initrd_ends_in_its_checksum(void **state)
{
    static const char whole[] = "123456789CRC-32 cbf43926\n";
    char damaged[sizeof(whole)];

    (void)state;
    assert_int_equal(checksum_of_initrd(whole, sizeof(whole) - 1), CHECKSUM_OK);
    for (size_t size = 0; size < sizeof(whole) - 1; size++) {
        assert_int_not_equal(checksum_of_initrd(whole, size), CHECKSUM_OK);
    }
    for (size_t at = 0; at < sizeof(whole) - 1; at++) {
        for (unsigned bit = 0; bit < 8; bit++) {
            memcpy(damaged, whole, sizeof(whole));
            damaged[at] = (char)(damaged[at] ^ 1 << bit);
            assert_int_equal(checksum_of_initrd(damaged, sizeof(whole) - 1),
                             at < 9 || (at >= 16 && at < 24 && strchr("0123456789abcdef",
                                                                      damaged[at]) != NULL)
                                 ? CHECKSUM_WRONG
                                 : CHECKSUM_MISSING);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_the_crc32_of_gzip),
        cmocka_unit_test(finds_whole_names),
        cmocka_unit_test(names_malformed_lines),
        cmocka_unit_test(every_damage_of_the_list_shows),
        cmocka_unit_test(an_initrd_ends_in_its_checksum),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
