/* SPDX-License-Identifier: MIT */
/* driver.h: random runs in processes of their own, since a disagreement may be a panic, and the
 * shortest run that still fails. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* What is played with: steps of some kind, in a world of some setting. */
struct game {
    const char *replays; /* the variable of the environment that names a run to repeat */
    size_t step_size;
    void (*start)(const void *setting); /* the world anew */
    /* A sequence of random steps by a seed: each is told to driver_record() before it is taken.
     * Returns their number. */
    uint64_t (*play)(const void *setting, uint64_t seed);
    void (*repeat)(const void *step, const void *next);
    void (*print)(FILE *file, const void *step);
    bool (*read)(const char *line, void *step);
    void (*print_setting)(FILE *file, const void *setting);
    const void *(*read_setting)(const char *line); /* or NULL */
};

/* What all processes of a campaign count; in shared memory. */
struct tally {
    uint64_t steps;
    bool failed;
};

/* Run at least `steps` steps in sequences that follow from `seed`. Returns whether all is well; if
 * not, the shortest failing sequence found is on stderr and, if `path` says so, in a file. */
bool driver_run(const struct game *game, const void *setting, uint64_t seed, uint64_t steps,
                const char *path, struct tally *tally);

void driver_record(const void *step);
void driver_take_back(void); /* the last one recorded */

/* Repeat the first run in a file, whatever is around it, in this process: returns whether there is
 * one. */
bool driver_replay(const struct game *game, const char *path);

/* A part of a campaign, in percent. */
struct share {
    const void *setting;
    unsigned percent;
};

/* A campaign of `steps` steps on all processors; a share of none ends the list. What fails goes to
 * the file `path`, too. Returns what the process is to end with. */
int driver_fuzz(const struct game *game, const struct share *shares, uint64_t first_seed,
                uint64_t steps, const char *path);

/* Shared memory for `size` bytes. */
void *driver_share(size_t size);
