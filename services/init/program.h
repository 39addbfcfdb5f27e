/* SPDX-License-Identifier: MIT */
/* program.h: the programs of the manifest, and what became of them. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include <kozo/abi.h>
#include <manifest.h>

/* A program. While it runs, everything that it consists of was made of `quota`. */
struct program {
    const struct kozo_program *plan;
    unsigned index;            /* in kozo_system */
    kozo_program_state_t state;

    /* Only of a provider: */
    kozo_untyped_t endpoint_memory; /* as large as an endpoint, and used for nothing else */
    kozo_slot_index_t endpoint_slot;
    kozo_endpoint_t endpoint; /* what it serves; raw 0 while nobody is to be expected there */

    /* Only while it is running or being built: */
    unsigned node; /* of the quota */
    uint8_t quota_bits;
    kozo_untyped_t quota;
    kozo_cnode_t cnode;
    kozo_aspace_t aspace;
    kozo_thread_t thread;
    kozo_budget_t budget;
    kozo_frame_t start_info;
    kozo_slot_index_t first_use; /* slot of its CNode for its first use; the others follow */
    uint32_t slots_used; /* of its run in init's CNode */
};

/* Make the table and the endpoints of all who provide something, so that clients may be given an
 * endpoint before its server runs.
 * Returns: OK; NO_SPACE (more programs than init has slots for); what retype returns. */
kozo_err_t programs_init(void);

/* init's own endpoint: the process interface, and the faults of all programs. */
kozo_endpoint_t programs_init_endpoint(void);

/* The program at this place of kozo_system; index is below its program_count. */
struct program *program_at(unsigned index);

/* The program with this number of the manifest, counted from 1, or NULL. */
struct program *program_by_number(uint64_t number);
struct program *program_by_name(const char *name);
uint64_t program_number(const struct program *program);

/* Build and start a program that is not running. Running clients of what it provides are given its
 * endpoint anew if it had been taken from them.
 * Returns: OK; RUNNING; DAMAGED (its image); INCOMPATIBLE (it was built against an interface that
 * its server does not keep); EXHAUSTED (memory or slots). On error nothing is left
 * of the attempt and the reason has been reported. */
kozo_err_t program_start(struct program *program);

/* End a running program: everything made of its quota vanishes. `state` is what becomes of it. Its
 * endpoint vanishes too: who waits there, or calls later, gets an error and no silence. */
void program_kill(struct program *program, kozo_program_state_t state);

/* Start every program that the manifest starts at boot, in its order. Failures are reported. */
void programs_start_all(void);
