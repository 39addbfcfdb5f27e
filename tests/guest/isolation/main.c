/* SPDX-License-Identifier: MIT */
/* main.c: attacks on isolation, and exhaustion. */
#include "tests.h"

bool guest_main(void)
{
    const struct test_group groups[] = {
        instruction_tests, selector_tests, port_tests, kernel_tests, canonical_tests,
        flag_tests, register_tests, memory_tests, slot_tests,
        passing_tests, crowd_tests, tree_tests,
    };

    return guest_run(groups, sizeof(groups) / sizeof(groups[0]));
}
