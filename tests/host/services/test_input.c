/* SPDX-License-Identifier: MIT */
/* test_input.c: the console's ring of received bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../../services/console/input.h"

static void test_peek_takes_nothing(void **state)
{
    (void)state;
    struct input input = {0};
    uint8_t out[4] = {0};
    assert_int_equal(input_peek(&input, out, sizeof(out)), 0);
    assert_true(input_put(&input, 'a'));
    assert_true(input_put(&input, 'b'));
    assert_int_equal(input_peek(&input, out, 1), 1);
    assert_int_equal(input_peek(&input, out, sizeof(out)), 2);
    assert_int_equal(out[1], 'b');
    input_drop(&input, 1);
    assert_int_equal(input_peek(&input, out, sizeof(out)), 1);
    assert_int_equal(out[0], 'b');
}

static void test_full_ring_refuses(void **state)
{
    (void)state;
    struct input input = {.written = UINT32_MAX - 3, .read = UINT32_MAX - 3};
    for (unsigned i = 0; i < INPUT_BYTES; i++)
        assert_true(input_put(&input, (uint8_t)i));
    assert_false(input_put(&input, 0));
    assert_int_equal(input_count(&input), INPUT_BYTES);
    for (unsigned i = 0; i < INPUT_BYTES; i++) {
        uint8_t byte;
        assert_int_equal(input_peek(&input, &byte, 1), 1);
        assert_int_equal(byte, (uint8_t)i);
        input_drop(&input, 1);
    }
    assert_int_equal(input_count(&input), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_peek_takes_nothing),
        cmocka_unit_test(test_full_ring_refuses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
