/* SPDX-License-Identifier: MIT */
/* clock.h: the kernel's monotonic clock, read without entering the kernel. */
#pragma once

#include <stdint.h>

/* Nanoseconds since time 0. Deadlines are on this clock. */
uint64_t kozo_now_ns(void);
