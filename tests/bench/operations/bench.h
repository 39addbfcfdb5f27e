/* SPDX-License-Identifier: MIT */
/* bench.h: measuring single operations by the time-stamp counter, which under QEMU's -icount counts
 * instructions. One reading before and one after; the cost of the pair is subtracted. */
#pragma once

#include "guest.h"
#include "worker.h"

enum {
    MANY = 10000, /* samples of an operation that changes nothing */
    FEW = 2000,   /* of one on capabilities */
};

static inline uint64_t counter(void)
{
    uint32_t low, high;

    __asm__ volatile("rdtsc" : "=a"(low), "=d"(high) : : "memory");
    return (uint64_t)high << 32 | low;
}

void sample_add(uint64_t before, uint64_t after);

/* Report median, minimum and maximum of the samples so far, each divided by `divisor`, and forget
 * them. The name is that of docs and baseline. */
void sample_report(const char *name, unsigned divisor);

/* The cost of a pair of readings, to be subtracted from now on. */
void sample_calibrate(void);

/* tests/bench/walk.py stops here, and then follows what lies between the next two readings. */
void sample_walk(const char *name);

/* Measure `operation` so often; `rest` undoes it, unmeasured. The last one is walked. */
#define MEASURE(name, times, operation, rest)                                                      \
    do {                                                                                           \
        for (unsigned turn_ = 1; turn_ <= (times); turn_++) {                                      \
            if (turn_ == (times)) {                                                                \
                sample_walk(name);                                                                 \
            }                                                                                      \
            const uint64_t before_ = counter();                                                    \
            operation;                                                                             \
            sample_add(before_, counter());                                                        \
            rest;                                                                                  \
        }                                                                                          \
        sample_report(name, 1);                                                                    \
    } while (0)

/* What an operation must return here. */
#define EXPECT(error, wanted) NEED((error) == (wanted) ? KOZO_OK : KOZO_ERR_BAD_STATE)

/* Another program whose thread has run until it blocked. Its shared page holds `handles`. */
void partner_start(struct space *partner, kozo_priority_t priority,
                   void (*entry)(uint64_t argument));

/* Give back all that the row used. */
void row_end(void);

void bench_messages(void);
void bench_capabilities(void);
void bench_switches(void);
void bench_crowds(void);
