/* SPDX-License-Identifier: MIT */
/* main.c: all tests of the kernel through its system calls. */
#include "tests.h"

bool guest_main(void)
{
    const struct test_group groups[] = {
        capability_tests, retype_tests, cspace_tests,       memory_tests, thread_tests,
        budget_tests,     message_tests, transfer_tests,    reply_tests,  chain_tests,
        notification_tests, fault_tests, exception_tests,   entry_tests,  port_tests,
        serving_tests,    device_tests,  wait_tests,   parking_tests,
        register_tests,   watched_tests, fpu_tests,
    };

    return guest_run(groups, sizeof(groups) / sizeof(groups[0]));
}
