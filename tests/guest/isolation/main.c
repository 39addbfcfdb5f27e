/* SPDX-License-Identifier: MIT */
/* main.c: attacks on isolation, and exhaustion. */
#include "tests.h"

bool guest_main(void)
{
    const struct test_group groups[] = {
        instruction_tests,
    };

    return guest_run(groups, sizeof(groups) / sizeof(groups[0]));
}
