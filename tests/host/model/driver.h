/* SPDX-License-Identifier: MIT */
/* driver.h: random runs in processes of their own, since a disagreement may be a panic, and the
 * shortest run that still fails. */
#pragma once

#include "generate.h"

/* What all processes of a campaign count; in shared memory. */
struct tally {
    uint64_t steps;
    struct step_counts counts; /* of one process */
    bool failed;
};

/* Run at least `steps` steps in sequences that follow from `seed`. Returns whether all is well; if
 * not, the shortest failing sequence found is on stderr and, if `path` says so, in a file. */
bool driver_run(const struct profile *profile, uint64_t seed, uint64_t steps, const char *path,
                struct tally *tally);

/* Repeat the first run in a file, whatever is around it, in this process: returns whether there is
 * one. */
bool driver_replay(const char *path);

/* Shared memory for `size` bytes. */
void *driver_share(size_t size);
