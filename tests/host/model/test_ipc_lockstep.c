/* SPDX-License-Identifier: MIT */
/* test_ipc_lockstep.c: threads that talk, wait, end and are ended at random, in the kernel and in a
 * naive model, which must agree after each step in everything that can be observed.
 *
 * KOZO_SEED repeats a run, KOZO_IPC_STEPS=n makes it longer or shorter, KOZO_IPC_REPLAY=file
 * repeats one that failed, of which the log will do, KOZO_SHRINK=0 takes a failure as it is. With
 * the arguments `fuzz FILE` it runs that many steps on all processors; what fails goes there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <rolls.h>
#include <string.h>

#include "act.h"
#include "driver.h"
#include "pair.h"

#ifndef IPC_STEPS
#define IPC_STEPS 500000
#endif

enum { STEPS_FOR_ALL = 400000 };

static const struct scene small = {
    .name = "small", .threads = 7, .budgets = 8, .endpoints = 3, .notifications = 3, .spare = 16,
    .priorities = 4, .length = 400, .every = 4,
};
static const struct scene large = {
    .name = "large", .threads = 200, .budgets = 210, .endpoints = 24, .notifications = 24,
    .spare = 200, .priorities = 12, .length = 4000, .every = 500,
};
/* Calls within calls, up to as many as there may be, and handlers that fault. */
static const struct scene deep = {
    .name = "deep", .threads = 28, .budgets = 28, .endpoints = 14, .notifications = 2, .spare = 16,
    .priorities = 6, .chains = 88, .length = 1000, .every = 20,
};
static const struct scene *const scenes[] = {&small, &large, &deep};

static uint64_t first_seed, total_steps = IPC_STEPS;
static struct act_counts *counts; /* in shared memory */
static bool disagreed;

static void start(const void *setting)
{
    pair_start(setting);
}

static uint64_t play(const void *setting, uint64_t seed)
{
    const struct scene *scene = setting;

    act_seed(seed);
    for (unsigned i = 1; i <= scene->length; i++) {
        const struct act act = act_generate(scene);

        driver_record(&act);
        act_run(&act, i % scene->every == 0);
    }
    return scene->length;
}

static void repeat(const void *act, const void *next)
{
    act_run(act, pair.scene == &small || next == NULL);
}

static void print_setting(FILE *file, const void *setting)
{
    fprintf(file, "scene %s\n", ((const struct scene *)setting)->name);
}

static const void *read_setting(const char *line)
{
    char name[32];

    for (unsigned i = 0; sscanf(line, "scene %31s", name) == 1 && i < 3; i++) {
        if (strcmp(scenes[i]->name, name) == 0) {
            return scenes[i];
        }
    }
    return NULL;
}

static const struct game game = {
    .replays = "KOZO_IPC_REPLAY", .step_size = sizeof(struct act),
    .start = start, .play = play, .repeat = repeat, .print = act_print, .read = act_read,
    .print_setting = print_setting, .read_setting = read_setting,
};

static void agree(const struct scene *scene, uint64_t steps)
{
    struct tally *tally = driver_share(sizeof(*tally));

    if (disagreed) {
        skip();
    }
    act_counts = counts;
    disagreed = !driver_run(&game, scene, first_seed, steps, NULL, tally);
    fprintf(stderr, "%s: %lu steps\n", scene->name, (unsigned long)tally->steps);
    if (disagreed) {
        fail_msg("kernel and model disagree: see above");
    }
}

static void small_world(void **unused)
{
    (void)unused;
    agree(&small, total_steps);
}

static void large_world(void **unused)
{
    (void)unused;
    agree(&large, total_steps / 50);
}

/* That much was done and refused, and not just tried. */
static void deep_world(void **unused)
{
    (void)unused;
    agree(&deep, total_steps / 10);
}

static void everything_has_happened(void **unused)
{
    const bool enough = total_steps >= STEPS_FOR_ALL;

    (void)unused;
    if (disagreed) {
        skip();
    }
    fprintf(stderr, "fast path: %lu calls, %lu replies, %lu waits, %lu yields, %lu faults, %lu "
                    "answers; interrupts: %lu, %lu idle, %lu within removals, %lu among what is "
                    "due; up to %u calls in each other\n",
            (unsigned long)counts->fast_calls, (unsigned long)counts->fast_replies,
            (unsigned long)counts->fast_waits, (unsigned long)counts->fast_yields,
            (unsigned long)counts->fast_faults, (unsigned long)counts->fast_answers,
            (unsigned long)counts->ticks, (unsigned long)counts->idle,
            (unsigned long)counts->interrupted, (unsigned long)counts->split, counts->deepest);
    assert_true(!enough || (counts->fast_calls > total_steps / 500 &&
                            counts->fast_replies > total_steps / 500 &&
                            counts->fast_waits > total_steps / 500 &&
                            counts->fast_yields > total_steps / 500 &&
                            counts->fast_faults > total_steps / 1000 &&
                            counts->fast_answers > total_steps / 3000 &&
                            counts->interrupted > total_steps / 1000 &&
                            counts->split > total_steps / 1000 &&
                            counts->ticks > total_steps / 100 &&
                            counts->idle > total_steps / 100 &&
                            counts->deepest >= KOZO_CALL_DEPTH - 3));
    for (unsigned kind = 0; kind < ACT_KINDS; kind++) {
        const uint64_t done = counts->done[kind], refused = counts->refused[kind],
                       blocked = counts->blocked[kind];

        fprintf(stderr, "%16s: %8lu done, %8lu refused, %8lu stopped\n", act_name(kind),
                (unsigned long)done, (unsigned long)refused, (unsigned long)blocked);
        assert_true(!enough || (done + blocked != 0 && (refused != 0 || !act_is_call(kind))));
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_world),
        cmocka_unit_test(large_world),
        cmocka_unit_test(deep_world),
        cmocka_unit_test(everything_has_happened),
    };
    const struct share shares[] = {{&small, 89}, {&deep, 10}, {&large, 1}, {NULL, 0}};
    const char *steps = getenv("KOZO_IPC_STEPS"), *path = getenv("KOZO_IPC_REPLAY");

    if (path != NULL) {
        return driver_replay(&game, path) ? 0 : 2;
    }
    rolls_start();
    first_seed = rolls_seed % 1000000000;
    counts = driver_share(sizeof(*counts));
    if (steps != NULL) {
        total_steps = strtoull(steps, NULL, 0);
    }
    if (argc > 1 && strcmp(argv[1], "fuzz") == 0) {
        return driver_fuzz(&game, shares, first_seed, total_steps, argv[2]);
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
