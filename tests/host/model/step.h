/* SPDX-License-Identifier: MIT */
/* step.h: one step of a run: an operation that a worker begins, or one that it goes on with, and an
 * interrupt at one of its preemption points. Steps say where capabilities are, not which they are,
 * so that a run from which some are left out still means something. They are written and read. */
#pragma once

#include <stdio.h>

#include "universe.h"

enum step_kind {
    STEP_GO_ON, /* with what was interrupted */
    STEP_SETTLE, /* everything that is dying comes to its end */
    STEP_COPY,
    STEP_MINT,
    STEP_MOVE,
    STEP_DELETE,
    STEP_REVOKE,
    STEP_RETYPE,
    STEP_BIND,
    STEP_BIND_BUFFER,
    STEP_BIND_FAULTS,
    STEP_MAP,
    STEP_MAP_TABLE,
    STEP_UNMAP,
    STEP_DERIVE_PORTS,
    STEP_IDENTIFY,
    STEP_INSPECT,
    STEP_VERIFY,
    STEP_SAVE_REPLY, /* of the client, who calls first if it can */
    STEP_KINDS,
};

enum { STEP_HANDLES = 4, PATH_LENGTH = 3 };

/* Index in the root CNode, in the CNode that is there, and so on; 0 ends it. */
struct path {
    uint16_t index[PATH_LENGTH];
};

struct step {
    enum step_kind kind;
    uint32_t worker;
    uint32_t interrupt; /* at the n-th preemption point; 0: none */
    uint32_t sweep;     /* before: the same, at each of its points, the next step between */
    uint32_t stale;     /* bit i: handle i has an old stamp */
    struct path handle[STEP_HANDLES]; /* in the order of the operation's arguments */
    uint32_t index, mask, number, object, size_bits, count;
};

const char *step_name(enum step_kind kind);

/* A line of text and back; reading returns whether it was a step. */
void step_print(FILE *file, const struct step *step);
bool step_read(const char *line, struct step *step);

/* Forget what was interrupted. From now on a panic or disagreement tells the step in flight. */
void steps_start(void);

/* The step that runs, or ran last, to stderr. */
void step_print_last(void);

/* Judge every operation on the model by the theorems, or none. */
extern bool step_judges;

/* Do a step in the kernel and in the model and compare results; `next` is the one after it, or
 * NULL. Everything is compared afterwards if `compare`. Does not return from a disagreement.
 * Returns the number of system calls. */
unsigned step_run(const struct step *step, const struct step *next, bool compare);

bool step_is_pending(unsigned worker);

enum step_end { STEP_DONE, STEP_REFUSED, STEP_INTERRUPTED, STEP_ENDS };

/* What has happened. */
struct step_counts {
    uint64_t ends[STEP_KINDS][STEP_ENDS];
    uint64_t capabilities; /* at a time */
};

extern struct step_counts *step_counts; /* counted if not NULL */
