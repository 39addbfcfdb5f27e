/* SPDX-License-Identifier: MIT */
/* driver.c: see driver.h. A run is recorded step by step in shared memory, so that it survives the
 * process; delta debugging then leaves out ever smaller parts of it, while it fails without. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "driver.h"

enum { RECORD_MAX = 1 << 16, RUN_SECONDS = 60 };

static struct record {
    struct profile profile;
    uint32_t count;
    struct step steps[RECORD_MAX];
} *record;

void *driver_share(size_t size)
{
    void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (memory == MAP_FAILED) {
        abort();
    }
    return memory;
}

static void start(const struct profile *profile)
{
    universe_start(profile->root_bits, profile->memory_bits, true);
    steps_start();
}

static void record_step(const struct step *step)
{
    if (record->count < RECORD_MAX) {
        record->steps[record->count++] = *step;
    }
}

/* One sequence. Returns the number of its steps. */
static uint64_t run_sequence(const struct profile *profile)
{
    struct step step = generate_step(profile);
    uint64_t steps = 0;

    for (uint32_t i = 1; i <= profile->length && !generate_is_dull(); i++) {
        const bool compare = i % profile->every == 0;
        struct step next;

        step_judges = compare;
        record_step(&step);
        if (step.sweep != 0) {
            next = generate_intruder(profile, &step);
            record_step(&next); /* if it fails now, it was with this */
            steps += step_run(&step, &next, compare);
            record->count--;
        } else {
            steps += step_run(&step, NULL, compare);
            next = generate_step(profile);
        }
        step = next;
    }
    step = (struct step){.kind = STEP_SETTLE};
    record_step(&step);
    return steps + step_run(&step, NULL, true);
}

static void run_sequences(const struct profile *profile, uint64_t seed, uint64_t steps,
                          struct tally *tally)
{
    step_counts = &tally->counts;
    for (uint64_t sequence = 0, done = 0; done < steps; sequence++) {
        generate_seed(seed * UINT64_C(1000003) + sequence);
        record->count = 0;
        start(profile);
        const uint64_t added = run_sequence(profile);

        done += added;
        __atomic_fetch_add(&tally->steps, added, __ATOMIC_RELAXED);
    }
}

static void replay(const struct profile *profile, const struct step *steps, uint32_t count)
{
    start(profile);
    for (uint32_t i = 0; i < count; i++) {
        step_run(&steps[i], i + 1 < count ? &steps[i + 1] : NULL, true);
    }
}

/* Does a run fail? It may say why. */
static bool fails(const struct profile *profile, const struct step *steps, uint32_t count,
                  bool quiet)
{
    int status;
    const pid_t child = fork();

    if (child == 0) {
        if (quiet) {
            dup2(open("/dev/null", O_WRONLY), STDERR_FILENO);
        }
        alarm(RUN_SECONDS);
        replay(profile, steps, count);
        _exit(0);
    }
    return waitpid(child, &status, 0) != child || status != 0;
}

/* Delta debugging: leave out parts of half the length, of a quarter, and so on. */
static uint32_t shrink(const struct profile *profile, struct step *steps, uint32_t count)
{
    static struct step trial[RECORD_MAX];

    for (uint32_t part = count; part != 0;) {
        bool removed = false;

        for (uint32_t from = 0; from < count;) {
            const uint32_t length = part < count - from ? part : count - from;

            memcpy(trial, steps, from * sizeof(*steps));
            memcpy(&trial[from], &steps[from + length],
                   (count - from - length) * sizeof(*steps));
            if (fails(profile, trial, count - length, true)) {
                count -= length;
                memcpy(steps, trial, count * sizeof(*steps));
                removed = true;
            } else {
                from += length;
            }
        }
        part = part == 1 && removed ? 1 : part / 2;
    }
    return count;
}

static void write_run(FILE *file, const struct profile *profile, const struct step *steps,
                      uint32_t count)
{
    fprintf(file, "universe %s %u %u\n", profile->name, profile->root_bits, profile->memory_bits);
    for (uint32_t i = 0; i < count; i++) {
        step_print(file, &steps[i]);
    }
}

static void report(const struct profile *profile, uint64_t seed, const char *path)
{
    const uint32_t recorded = record->count;
    const char *shrinks = getenv("KOZO_SHRINK");

    if (shrinks != NULL && shrinks[0] == '0') {
        return;
    }
    fprintf(stderr, "universe %s, seed %lu: failed after %u steps; shrinking\n", profile->name,
            (unsigned long)seed, recorded);
    if (!fails(profile, record->steps, recorded, true)) {
        fprintf(stderr, "the recorded run does not fail again\n");
        return;
    }
    const uint32_t shortest = shrink(profile, record->steps, recorded);

    fprintf(stderr, "%u of them are enough; KOZO_REPLAY=file, with this in it, repeats it:\n",
            shortest);
    write_run(stderr, profile, record->steps, shortest);
    FILE *file = path != NULL ? fopen(path, "w") : NULL;

    if (file != NULL) {
        write_run(file, profile, record->steps, shortest);
        fclose(file);
        fprintf(stderr, "(it is in %s)\n", path);
    }
    fails(profile, record->steps, shortest, false);
}

bool driver_run(const struct profile *profile, uint64_t seed, uint64_t steps, const char *path,
                struct tally *tally)
{
    int status;

    if (record == NULL) {
        record = driver_share(sizeof(*record));
    }
    const pid_t child = fork();

    if (child == 0) {
        run_sequences(profile, seed, steps, tally);
        _exit(0);
    }
    if (waitpid(child, &status, 0) == child && status == 0) {
        return true;
    }
    tally->failed = true;
    report(profile, seed, path);
    return false;
}

bool driver_replay(const char *path)
{
    static struct step steps[RECORD_MAX];
    struct profile profile = {.every = 1};
    char line[256], name[32];
    uint32_t count = 0;
    bool found = false;
    FILE *file = fopen(path, "r");

    profile.name = name;
    while (file != NULL && !found && fgets(line, sizeof(line), file) != NULL) {
        found = sscanf(line, "universe %31s %hhu %hhu", name, &profile.root_bits,
                       &profile.memory_bits) == 3;
    }
    if (!found) {
        return false;
    }
    while (count < RECORD_MAX && fgets(line, sizeof(line), file) != NULL &&
           step_read(line, &steps[count])) {
        count++;
    }
    fclose(file);
    fprintf(stderr, "%u steps\n", count);
    replay(&profile, steps, count);
    return true;
}
