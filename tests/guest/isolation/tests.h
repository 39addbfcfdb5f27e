/* SPDX-License-Identifier: MIT */
/* tests.h: the groups of the image that attacks isolation. */
#pragma once

#include "guest.h"

extern const struct test_group instruction_tests, selector_tests, port_tests, kernel_tests,
    memory_tests, register_tests, flag_tests, step_tests, canonical_tests, slot_tests,
    passing_tests, crowd_tests, tree_tests;

/* A group of the tests in `table`. */
#define TESTS(group, title, table)                                                                 \
    const struct test_group group = {title, table, sizeof(table) / sizeof((table)[0])}
