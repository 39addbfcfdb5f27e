/* SPDX-License-Identifier: MIT */
/* test_lockstep.c: random operations, interrupted at their preemption points and by each other, on
 * the kernel and on the model of what they mean; after every step all is compared.
 *
 * KOZO_SEED=n repeats a run, KOZO_STEPS=n makes it longer or shorter, KOZO_REPLAY=file repeats a
 * run that failed, of which the log will do, KOZO_SHRINK=0 takes a failure as it is. With the
 * arguments `fuzz FILE` it runs that many steps on all processors. What fails goes to that file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <rolls.h>
#include <string.h>

#include "driver.h"
#include "generate.h"

#ifndef LOCKSTEP_STEPS
#define LOCKSTEP_STEPS 1000000
#endif

enum { STEPS_FOR_ALL = 1000000 };

/* At most 64 slots, 4 CNodes and 8 objects, besides what threads live on; more objects, so that a
 * retype takes long enough to be interrupted; and 10,000 slots. */
static const struct profile small = {
    .name = "small", .root_bits = 10, .memory_bits = 17, .objects = 8, .cnodes = 3,
    .cnode_bits = 10, .batch_bits = 2, .removals = 24,
    .length = 500, .every = 1,
};
static const struct profile crowded = {
    .name = "crowded", .root_bits = 12, .memory_bits = 18, .objects = 100, .cnodes = 4,
    .cnode_bits = 11, .batch_bits = 6, .removals = 20,
    .length = 500, .every = 1,
};
static const struct profile large = {
    .name = "large", .root_bits = 20, .memory_bits = 20, .objects = 12000, .cnodes = 8,
    .cnode_bits = 14, .batch_bits = 8, .removals = 3,
    .length = 10000, .every = 1000,
};

static uint64_t first_seed;
static uint64_t ends[STEP_KINDS][STEP_ENDS]; /* in all universes */
static uint64_t total_steps = LOCKSTEP_STEPS;
static bool disagreed; /* then that is all to be told */

static void start(const void *setting)
{
    const struct profile *profile = setting;

    universe_start(profile->root_bits, profile->memory_bits, true);
    steps_start();
}

static uint64_t play(const void *setting, uint64_t seed)
{
    const struct profile *profile = setting;

    generate_seed(seed);
    struct step step = generate_step(profile);
    uint64_t steps = 0;

    for (uint32_t i = 1; i <= profile->length && !generate_is_dull(); i++) {
        const bool compare = i % profile->every == 0;
        struct step next;

        step_judges = compare;
        driver_record(&step);
        if (step.sweep != 0) {
            next = generate_intruder(profile, &step);
            driver_record(&next); /* if it fails now, it was with this */
            steps += step_run(&step, &next, compare);
            driver_take_back();
        } else {
            steps += step_run(&step, NULL, compare);
            next = generate_step(profile);
        }
        step = next;
    }
    step = (struct step){.kind = STEP_SETTLE};
    driver_record(&step);
    return steps + step_run(&step, NULL, true);
}

static void repeat(const void *step, const void *next)
{
    step_run(step, next, true);
}

static void print_setting(FILE *file, const void *setting)
{
    const struct profile *profile = setting;

    fprintf(file, "universe %s %u %u\n", profile->name, profile->root_bits, profile->memory_bits);
}

static const void *read_setting(const char *line)
{
    static struct profile profile = {.every = 1};
    static char name[32];

    profile.name = name;
    return sscanf(line, "universe %31s %hhu %hhu", name, &profile.root_bits,
                  &profile.memory_bits) == 3 ? &profile : NULL;
}

static void print_step(FILE *file, const void *step)
{
    step_print(file, step);
}

static bool read_step(const char *line, void *step)
{
    return step_read(line, step);
}

static const struct game game = {
    .replays = "KOZO_REPLAY", .step_size = sizeof(struct step),
    .start = start, .play = play, .repeat = repeat, .print = print_step, .read = read_step,
    .print_setting = print_setting, .read_setting = read_setting,
};

static void agree(const struct profile *profile, uint64_t steps)
{
    struct tally *tally = driver_share(sizeof(*tally));
    struct step_counts *counts = driver_share(sizeof(*counts));

    if (disagreed) {
        skip();
    }
    step_counts = counts;
    disagreed = !driver_run(&game, profile, first_seed, steps, NULL, tally);
    fprintf(stderr, "%s: %lu steps, up to %lu capabilities\n", profile->name,
            (unsigned long)tally->steps, (unsigned long)counts->capabilities);
    if (disagreed) {
        fail_msg("kernel and model disagree: see above");
    }
    for (unsigned kind = STEP_COPY; kind < STEP_KINDS; kind++) {
        for (unsigned end = 0; end < STEP_ENDS; end++) {
            ends[kind][end] += counts->ends[kind][end];
        }
    }
}

static void small_universe(void **unused)
{
    (void)unused;
    agree(&small, total_steps);
}

static void crowded_universe(void **unused)
{
    (void)unused;
    agree(&crowded, total_steps / 10);
}

static void large_universe(void **unused)
{
    (void)unused;
    agree(&large, total_steps / 10);
}

/* That much was done, refused and interrupted, and not just tried. */
static void everything_has_happened(void **unused)
{
    const bool enough = total_steps >= STEPS_FOR_ALL;

    (void)unused;
    if (disagreed) {
        skip();
    }
    for (unsigned kind = STEP_COPY; kind < STEP_KINDS; kind++) {
        const bool stops = kind == STEP_DELETE || kind == STEP_REVOKE || kind == STEP_RETYPE ||
                           kind == STEP_VERIFY;

        fprintf(stderr, "%14s: %8lu done, %8lu refused, %8lu interrupted\n",
                step_name((enum step_kind)kind), (unsigned long)ends[kind][STEP_DONE],
                (unsigned long)ends[kind][STEP_REFUSED],
                (unsigned long)ends[kind][STEP_INTERRUPTED]);
        assert_true(!enough || (ends[kind][STEP_DONE] != 0 && ends[kind][STEP_REFUSED] != 0 &&
                                (!stops || ends[kind][STEP_INTERRUPTED] != 0)));
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_universe),
        cmocka_unit_test(crowded_universe),
        cmocka_unit_test(large_universe),
        cmocka_unit_test(everything_has_happened),
    };
    const struct share shares[] = {{&small, 90}, {&crowded, 5}, {&large, 5}, {NULL, 0}};
    const char *steps = getenv("KOZO_STEPS"), *path = getenv("KOZO_REPLAY");

    if (path != NULL) {
        return driver_replay(&game, path) ? 0 : 2;
    }
    rolls_start();
    first_seed = rolls_seed % 1000000000;
    if (steps != NULL) {
        total_steps = strtoull(steps, NULL, 0);
    }
    if (argc > 1 && strcmp(argv[1], "fuzz") == 0) {
        return driver_fuzz(&game, shares, first_seed, total_steps, argv[2]);
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
