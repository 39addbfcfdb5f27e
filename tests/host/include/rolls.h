/* SPDX-License-Identifier: MIT */
/* rolls.h: random numbers that can be repeated: KOZO_SEED chooses, and the seed is printed. */
#pragma once

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static uint64_t rolls_state, rolls_seed;

static inline void rolls_from(uint64_t seed)
{
    rolls_state = seed * UINT64_C(0x9e3779b97f4a7c15) | 1;
}

static inline void rolls_start(void)
{
    const char *seed = getenv("KOZO_SEED");
    struct timespec now;

    clock_gettime(CLOCK_REALTIME, &now);
    rolls_seed = seed != NULL ? strtoull(seed, NULL, 0) : (uint64_t)now.tv_nsec + 1;
    fprintf(stderr, "KOZO_SEED=%lu\n", (unsigned long)rolls_seed);
    rolls_from(rolls_seed);
}

/* xorshift64*: Marsaglia 2003, Vigna 2016. */
static inline uint64_t roll64(void)
{
    rolls_state ^= rolls_state >> 12;
    rolls_state ^= rolls_state << 25;
    rolls_state ^= rolls_state >> 27;
    return rolls_state * UINT64_C(0x2545f4914f6cdd1d);
}

/* In [0, below). */
static inline unsigned roll(unsigned below)
{
    return (unsigned)((roll64() >> 32) % below);
}
