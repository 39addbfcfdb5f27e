/* SPDX-License-Identifier: MIT */
/* driver.c: carries out rounds: `check` that all contenders see the same, `count ROUNDS` under
 * callgrind, `time ROUNDS REPETITIONS`. Rows are `contender workload figure`. */
#include <round.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <valgrind/callgrind.h>

#define TEXT(number) #number
#define SKIP(lines) __asm__(".text\n.skip 64 * " TEXT(lines))
SKIP(PLACE); /* before all code: this is linked first */

#define X(name) ROUND_CONTENDER(name)
CONTENDERS
#undef X

static const struct contender {
    const char *name;
    round_fn *rounds[ROUND_WORKLOADS];
} contenders[] = {
#define X(name) {#name, {name##_w1, name##_w2, name##_w3, name##_w4, name##_w5}},
    CONTENDERS
#undef X
};
enum { COUNT = sizeof(contenders) / sizeof(contenders[0]), WARM = 1000 };

struct round_values round_values = {
    .numbers = {7, 0x7f1234567000, 0x200000, 5},
    .answers = {0x1234, 0x200000},
    .path_size = ROUND_PATH, .flags = 0x241, .mode = 0644,
    .file = 42, .offset = 0x123456, .cookie = 16, .status = -2,
    .data_size = ROUND_DATA, .written = ROUND_DATA, .entry_count = ROUND_ENTRIES,
};
volatile struct round_sums round_sums;

static void fill(void)
{
    memcpy(round_values.path, "/srv/config/network/interfaces.d", ROUND_PATH);
    for (unsigned i = 0; i < ROUND_DATA; i++)
        round_values.data[i] = (uint8_t)(i * 7 + 1);
    for (unsigned i = 0; i < ROUND_ENTRIES; i++) {
        struct round_entry *entry = &round_values.entries[i];
        entry->inode = 0x10001 + i;
        entry->kind = 1 + i % 4;
        entry->length = ROUND_NAME;
        for (unsigned k = 0; k < ROUND_NAME; k++)
            entry->name[k] = (char)('a' + (i + k) % 26);
    }
}

static __attribute__((noinline)) void spin(round_fn *round, unsigned long count)
{
    for (unsigned long i = 0; i < count; i++) {
        if (round() != 0) {
            fputs("a round has failed\n", stderr);
            exit(1);
        }
    }
}

static int check(void)
{
    for (unsigned w = 0; w < ROUND_WORKLOADS; w++) {
        struct round_sums wanted = {0, 0};
        for (unsigned c = 0; c < COUNT; c++) {
            round_sums = (struct round_sums){0, 0};
            spin(contenders[c].rounds[w], 1);
            const struct round_sums sums = round_sums;
            wanted = c == 0 ? sums : wanted;
            if (sums.served != wanted.served || sums.answered != wanted.answered) {
                fprintf(stderr, "%s w%u: %#lx, %#lx, not %#lx, %#lx\n", contenders[c].name, w + 1,
                        (unsigned long)sums.served, (unsigned long)sums.answered,
                        (unsigned long)wanted.served, (unsigned long)wanted.answered);
                return 1;
            }
        }
    }
    return 0;
}

static void count(unsigned long rounds)
{
    for (unsigned c = 0; c < COUNT; c++) {
        for (unsigned w = 0; w < ROUND_WORKLOADS; w++) {
            char name[64];
            snprintf(name, sizeof(name), "%s w%u %lu", contenders[c].name, w + 1, rounds);
            spin(contenders[c].rounds[w], WARM);
            CALLGRIND_ZERO_STATS;
            spin(contenders[c].rounds[w], rounds);
            CALLGRIND_DUMP_STATS_AT(name);
        }
    }
}

static double now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

/* The least of several repetitions, of which each is one of everybody in turn, so that what else
 * runs on the machine hits all alike. */
static void measure(unsigned long rounds, unsigned repetitions)
{
    static double least[COUNT][ROUND_WORKLOADS];

    for (unsigned r = 0; r < repetitions; r++) {
        for (unsigned w = 0; w < ROUND_WORKLOADS; w++) {
            for (unsigned c = 0; c < COUNT; c++) {
                spin(contenders[c].rounds[w], WARM);
                const double start = now();
                spin(contenders[c].rounds[w], rounds);
                const double taken = (now() - start) / (double)rounds;
                if (r == 0 || taken < least[c][w])
                    least[c][w] = taken;
            }
        }
    }
    for (unsigned c = 0; c < COUNT; c++) {
        for (unsigned w = 0; w < ROUND_WORKLOADS; w++)
            printf("%s w%u %.2f\n", contenders[c].name, w + 1, least[c][w]);
    }
}

int main(int argc, char **argv)
{
    fill();
    if (argc == 3 && strcmp(argv[1], "count") == 0)
        count(strtoul(argv[2], NULL, 10));
    else if (argc == 4 && strcmp(argv[1], "time") == 0)
        measure(strtoul(argv[2], NULL, 10), (unsigned)strtoul(argv[3], NULL, 10));
    else
        return check();
    return 0;
}
