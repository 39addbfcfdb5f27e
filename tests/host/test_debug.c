/* SPDX-License-Identifier: MIT */
/* test_debug.c: text through the Debug capability arrives whole, wherever interrupts come. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <fake.h>
#include <kozo/sys.h>
#include <world.h>

static const char text[] = "The quick brown fox jumps over.\n";

static int start(void **state)
{
    (void)state;
    world_start();
    return 0;
}

static kozo_err_t write_text(unsigned length)
{
    uint64_t words[4] = {0};

    memcpy(words, text, length);
    return kozo_debug_write(world.debug, length, words[0], words[1], words[2], words[3]);
}

static void text_arrives_whole(void **state)
{
    (void)state;
    for (unsigned period = 0; period <= sizeof(text); period++) {
        for (unsigned length = 1; length < sizeof(text); length++) {
            fake.console_length = fake.interrupt_calls = 0;
            fake.interrupt_period = period;
            assert_int_equal(write_text(length), KOZO_OK);
            assert_int_equal(fake.console_length, length);
            assert_memory_equal(fake.console, text, length);
            assert_true(period == 0 || world.restarts == fake.interrupt_calls / period);
        }
    }
}

static void interrupts_are_let_in_after_each_step(void **state)
{
    (void)state;
    assert_int_equal(write_text(sizeof(text) - 1), KOZO_OK);
    assert_int_equal(fake.interrupt_calls, fake.console_steps - 1);
    assert_true(fake.console_steps > sizeof(text));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(text_arrives_whole, start),
        cmocka_unit_test_setup(interrupts_are_let_in_after_each_step, start),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
