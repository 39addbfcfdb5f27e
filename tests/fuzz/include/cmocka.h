/* SPDX-License-Identifier: MIT */
/* cmocka.h: for the drivers of tests/host/conform: what fails ends the run, and the fuzzer keeps
 * the input. */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include_next <cmocka.h>
#include <stdlib.h>

#undef fail_msg
#define fail_msg(...) fuzz_fail(__VA_ARGS__)

__attribute__((format(printf, 1, 2), noreturn)) void fuzz_fail(const char *format, ...);
