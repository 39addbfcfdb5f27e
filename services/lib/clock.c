/* SPDX-License-Identifier: MIT */
/* clock.c: time from the time-stamp counter.
 * See: Intel SDM volume 3, section 18.17 (invariant TSC). */
#include <kozo/clock.h>
#include <kozo/runtime.h>

static uint64_t read_counter(void)
{
    uint32_t low, high;
    __asm__ volatile("rdtsc" : "=a"(low), "=d"(high));
    return (uint64_t)high << 32 | low;
}

uint64_t kozo_now_ns(void)
{
    uint64_t ticks = read_counter() - kozo_runtime.clock_start;
    return (uint64_t)(((unsigned __int128)ticks * kozo_runtime.clock_scale) >> 32);
}
