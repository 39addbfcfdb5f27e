/* SPDX-License-Identifier: MIT */
/* generate.h: random steps that fit the state that the universe is in. */
#pragma once

#include "step.h"

struct profile {
    const char *name;
    uint8_t root_bits, memory_bits;
    uint32_t objects, cnodes; /* that may be made */
    uint8_t cnode_bits;       /* the largest */
    uint8_t batch_bits;       /* log2 of the objects of one retype, at most */
    uint8_t removals;         /* in a hundred operations */
    uint32_t length;          /* steps of one run */
    uint32_t every;           /* steps between two comparisons of everything */
};

/* Random numbers, repeatable. */
void generate_seed(uint64_t seed);

/* Has it been a while that everything depends on was lost? */
bool generate_is_dull(void);

struct step generate_step(const struct profile *profile);

/* What another worker might do while that is interrupted: something else, or the same. */
struct step generate_intruder(const struct profile *profile, const struct step *step);
