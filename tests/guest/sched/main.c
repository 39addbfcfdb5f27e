/* SPDX-License-Identifier: MIT */
/* main.c: see sched.h. */
#include "sched.h"

bool guest_main(void)
{
    const struct test_group groups[] = {
        starvation_tests, inversion_tests, share_tests, timer_tests, hostile_server_tests,
        hostile_client_tests,
    };

    return guest_run(groups, sizeof(groups) / sizeof(groups[0]));
}
