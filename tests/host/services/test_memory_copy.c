/* SPDX-License-Identifier: MIT */
/* test_memory_copy.c: libkozo's copies of every short length and some long ones, apart and over
 * each other by every distance of two words, against copies byte by byte. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define memcpy kozo_memcpy
#define memmove kozo_memmove
#define memset kozo_memset
#define memcmp kozo_memcmp
#include "../../../services/lib/memory_copy.c"
#undef memcpy
#undef memmove
#undef memset
#undef memcmp

enum { REACH = 2 * sizeof(word_t), MOST = SHORT_BYTES + REACH, SPACE = MOST + 4 * REACH };

static uint8_t real[SPACE], wanted[SPACE], before[SPACE];

static void begin(void)
{
    for (size_t i = 0; i < SPACE; i++)
        real[i] = wanted[i] = before[i] = (uint8_t)(i * 37 + i / 256);
}

static void test_copies_over_each_other(void **state)
{
    (void)state;
    for (size_t count = 0; count <= MOST; count++) {
        for (size_t at = 0; at <= 2 * REACH; at++) {
            begin();
            for (size_t i = 0; i < count; i++)
                wanted[at + i] = before[REACH + i];
            assert_ptr_equal(kozo_memmove(&real[at], &real[REACH], count), &real[at]);
            assert_memory_equal(real, wanted, SPACE);
        }
    }
}

static void test_copies_apart(void **state)
{
    uint8_t from[MOST];

    (void)state;
    memset(from, 0xa5, sizeof(from));
    for (size_t count = 0; count <= MOST; count++) {
        begin();
        memset(&wanted[3], 0xa5, count);
        assert_ptr_equal(kozo_memcpy(&real[3], from, count), &real[3]);
        assert_memory_equal(real, wanted, SPACE);
    }
}

static void test_fills(void **state)
{
    (void)state;
    for (size_t count = 0; count <= MOST; count++) {
        begin();
        memset(&wanted[5], 0x1c3, count);
        assert_ptr_equal(kozo_memset(&real[5], 0x1c3, count), &real[5]);
        assert_memory_equal(real, wanted, SPACE);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_copies_over_each_other),
        cmocka_unit_test(test_copies_apart),
        cmocka_unit_test(test_fills),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
