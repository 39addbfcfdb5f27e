/* SPDX-License-Identifier: MIT */
/* main.c: samples, and the order of the rows. */
#include "bench.h"

static uint64_t samples[MANY];
static unsigned sample_count;
static uint64_t pair_cost;

void sample_add(uint64_t before, uint64_t after)
{
    NEED(sample_count < MANY ? KOZO_OK : KOZO_ERR_NO_SPACE);
    samples[sample_count++] = after - before;
}

/* Shell sort: no recursion, short, fast enough. */
static void sort(void)
{
    for (unsigned gap = sample_count / 2; gap > 0; gap /= 2) {
        for (unsigned i = gap; i < sample_count; i++) {
            const uint64_t sample = samples[i];
            unsigned k = i;

            for (; k >= gap && samples[k - gap] > sample; k -= gap) {
                samples[k] = samples[k - gap];
            }
            samples[k] = sample;
        }
    }
}

/* Hundredths, so that a cost per object keeps its fraction. */
static void print_hundredths(uint64_t sample, unsigned divisor)
{
    const uint64_t cost = sample > pair_cost ? (sample - pair_cost) * 100 / divisor : 0;

    guest_print(" %lu.%02lu", (unsigned long)(cost / 100), (unsigned long)(cost % 100));
}

void sample_report(const char *name, unsigned divisor)
{
    sort();
    guest_print("BENCH %s", name);
    print_hundredths(samples[sample_count / 2], divisor);
    print_hundredths(samples[0], divisor);
    print_hundredths(samples[sample_count - 1], divisor);
    guest_print(" %u\n", sample_count);
    sample_count = 0;
}

__attribute__((noinline)) void sample_walk(const char *name)
{
    __asm__ volatile("" : : "r"(name) : "memory");
}

void sample_calibrate(void)
{
    for (unsigned i = 1; i <= MANY; i++) {
        if (i == MANY) {
            sample_walk("");
        }
        const uint64_t before = counter();

        sample_add(before, counter());
    }
    sort();
    pair_cost = samples[sample_count / 2];
    sample_count = 0;
}

void partner_start(struct space *partner, kozo_priority_t priority,
                   void (*entry)(uint64_t argument))
{
    /* It never depletes: a turn of the clock is no part of an operation. */
    NEED(kozo_budget_configure(partner->budget, guest.authority, priority,
                               UINT64_C(1000000000000), UINT64_C(1000000000000)));
    space_start(partner, entry, 0);
}

void row_end(void)
{
    NEED(kozo_any_revoke(KOZO_ANY(guest.memory)));
    guest.next_slot = guest.first_slot;
    spaces_reset();
}

bool guest_main(void)
{
    NEED(kozo_budget_configure(guest.budget, guest.authority, PRIORITY_ROOT,
                               UINT64_C(1000000000000), UINT64_C(1000000000000)));
    sample_calibrate();
    bench_messages();
    bench_switches();
    bench_crowds();
    bench_capabilities();
    guest_print("BENCH-END\n");
    return true;
}
