/* SPDX-License-Identifier: MIT */
/* tests.h: the groups of the kernel's test image. */
#pragma once

#include "guest.h"
#include "worker.h"

extern const struct test_group capability_tests, retype_tests, cspace_tests, memory_tests,
    thread_tests, budget_tests, message_tests, transfer_tests, reply_tests, chain_tests,
    notification_tests, fault_tests, exception_tests, entry_tests, port_tests, serving_tests,
    device_tests, wait_tests, parking_tests, register_tests, watched_tests, fpu_tests;

/* A group of the tests in `table`. */
#define TESTS(group, title, table)                                                                 \
    const struct test_group group = {title, table, sizeof(table) / sizeof((table)[0])}
