/* SPDX-License-Identifier: MIT */
/* driver.c: see driver.h. A run is recorded step by step in shared memory, so that it survives the
 * process; delta debugging then leaves out ever smaller parts of it, while it fails without. */
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "driver.h"

enum { RECORD_MAX = 1 << 16, STEP_MAX = 128, RUN_SECONDS = 60, PROGRESS_SECONDS = 5 };

static struct record {
    uint32_t count;
    unsigned char steps[RECORD_MAX][STEP_MAX];
} *record;
static size_t record_size; /* of a step */

static unsigned char trial[RECORD_MAX * STEP_MAX];

void *driver_share(size_t size)
{
    void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (memory == MAP_FAILED) {
        abort();
    }
    return memory;
}

static void *recorded(uint32_t index)
{
    return (unsigned char *)record->steps + index * record_size;
}

void driver_record(const void *step)
{
    if (record->count < RECORD_MAX) {
        memcpy(recorded(record->count++), step, record_size);
    }
}

void driver_take_back(void)
{
    record->count--;
}

static void run_sequences(const struct game *game, const void *setting, uint64_t seed,
                          uint64_t steps, struct tally *tally)
{
    for (uint64_t sequence = 0, done = 0; done < steps; sequence++) {
        record->count = 0;
        alarm(RUN_SECONDS);
        game->start(setting);
        const uint64_t added = game->play(setting, seed * UINT64_C(1000003) + sequence);

        done += added;
        __atomic_fetch_add(&tally->steps, added, __ATOMIC_RELAXED);
    }
}

static void replay(const struct game *game, const void *setting, const unsigned char *steps,
                   uint32_t count)
{
    game->start(setting);
    for (uint32_t i = 0; i < count; i++) {
        const unsigned char *step = &steps[i * game->step_size];

        game->repeat(step, i + 1 < count ? step + game->step_size : NULL);
    }
}

/* A child that crashes ends: it is not for the test's own handler of signals to go on. */
static pid_t fork_to_crash(void)
{
    static const int signals[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
    const pid_t child = fork();

    for (unsigned i = 0; child == 0 && i < sizeof(signals) / sizeof(signals[0]); i++) {
        signal(signals[i], SIG_DFL);
    }
    return child;
}

/* Does a run fail? It may say why. */
static bool fails(const struct game *game, const void *setting, const unsigned char *steps,
                  uint32_t count, bool quiet)
{
    int status;
    const pid_t child = fork_to_crash();

    if (child == 0) {
        if (quiet) {
            dup2(open("/dev/null", O_WRONLY), STDERR_FILENO);
        }
        alarm(RUN_SECONDS);
        replay(game, setting, steps, count);
        _exit(0);
    }
    return waitpid(child, &status, 0) != child || status != 0;
}

/* Delta debugging: leave out parts of half the length, of a quarter, and so on. */
static uint32_t shrink(const struct game *game, const void *setting, unsigned char *steps,
                       uint32_t count)
{
    const size_t size = game->step_size;

    for (uint32_t part = count; part != 0;) {
        bool removed = false;

        for (uint32_t from = 0; from < count;) {
            const uint32_t length = part < count - from ? part : count - from;

            memcpy(trial, steps, from * size);
            memcpy(&trial[from * size], &steps[(from + length) * size],
                   (count - from - length) * size);
            if (fails(game, setting, trial, count - length, true)) {
                count -= length;
                memcpy(steps, trial, count * size);
                removed = true;
            } else {
                from += length;
            }
        }
        part = part == 1 && removed ? 1 : part / 2;
    }
    return count;
}

static void write_run(FILE *file, const struct game *game, const void *setting, uint32_t count)
{
    game->print_setting(file, setting);
    for (uint32_t i = 0; i < count; i++) {
        game->print(file, recorded(i));
    }
}

static void report(const struct game *game, const void *setting, uint64_t seed, const char *path)
{
    const uint32_t count = record->count;
    const char *shrinks = getenv("KOZO_SHRINK");

    if (shrinks != NULL && shrinks[0] == '0') {
        return;
    }
    fprintf(stderr, "seed %lu: failed after %u steps; shrinking\n", (unsigned long)seed, count);
    if (!fails(game, setting, recorded(0), count, true)) {
        fprintf(stderr, "the recorded run does not fail again\n");
        return;
    }
    const uint32_t shortest = shrink(game, setting, recorded(0), count);

    fprintf(stderr, "%u of them are enough; %s=file, with this in it, repeats it:\n", shortest,
            game->replays);
    write_run(stderr, game, setting, shortest);
    FILE *file = path != NULL ? fopen(path, "w") : NULL;

    if (file != NULL) {
        write_run(file, game, setting, shortest);
        fclose(file);
        fprintf(stderr, "(it is in %s)\n", path);
    }
    fails(game, setting, recorded(0), shortest, false);
}

bool driver_run(const struct game *game, const void *setting, uint64_t seed, uint64_t steps,
                const char *path, struct tally *tally)
{
    int status;

    if (record == NULL) {
        record = driver_share(sizeof(*record));
    }
    record_size = game->step_size;
    const pid_t child = fork_to_crash();

    if (child == 0) {
        run_sequences(game, setting, seed, steps, tally);
        _exit(0);
    }
    if (waitpid(child, &status, 0) == child && status == 0) {
        return true;
    }
    tally->failed = true;
    report(game, setting, seed, path);
    return false;
}

bool driver_replay(const struct game *game, const char *path)
{
    const void *setting = NULL;
    char line[256];
    uint32_t count = 0;
    FILE *file = fopen(path, "r");

    while (file != NULL && setting == NULL && fgets(line, sizeof(line), file) != NULL) {
        setting = game->read_setting(line);
    }
    if (setting == NULL) {
        return false;
    }
    while (count < RECORD_MAX && fgets(line, sizeof(line), file) != NULL &&
           game->read(line, &trial[count * game->step_size])) {
        count++;
    }
    fclose(file);
    fprintf(stderr, "%u steps\n", count);
    replay(game, setting, trial, count);
    return true;
}

/* What one process does of a campaign. */
static bool run_shares(const struct game *game, const struct share *shares, uint64_t seed,
                       uint64_t steps, const char *path, struct tally *tally)
{
    for (; shares->percent != 0; shares++) {
        if (!driver_run(game, shares->setting, seed, steps * shares->percent / 100, path, tally)) {
            return false;
        }
    }
    return true;
}

int driver_fuzz(const struct game *game, const struct share *shares, uint64_t first_seed,
                uint64_t steps, const char *path)
{
    const long processors = sysconf(_SC_NPROCESSORS_ONLN);
    struct tally *tally = driver_share(sizeof(*tally));
    const uint64_t share = steps / (uint64_t)processors + 100;
    long running = processors;
    time_t told = time(NULL);

    for (long i = 0; i < processors; i++) {
        if (fork() == 0) {
            _exit(!run_shares(game, shares, first_seed + (uint64_t)i, share, path, tally));
        }
    }
    while (running != 0) {
        usleep(100000);
        while (waitpid(-1, NULL, WNOHANG) > 0) {
            running--;
        }
        if (time(NULL) - told >= PROGRESS_SECONDS) {
            told = time(NULL);
            fprintf(stderr, "%lu of %lu steps\n", (unsigned long)tally->steps,
                    (unsigned long)steps);
        }
    }
    printf("%lu steps, %s, seeds %lu to %lu\n", (unsigned long)tally->steps,
           tally->failed ? "DISAGREEMENT: see above" : "0 disagreements",
           (unsigned long)first_seed, (unsigned long)(first_seed + (uint64_t)processors - 1));
    return tally->failed ? 1 : 0;
}
