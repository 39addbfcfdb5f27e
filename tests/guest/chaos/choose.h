/* SPDX-License-Identifier: MIT */
/* choose.h: random calls: mostly well formed, so that they get somewhere, and otherwise wrong in
 * every way that the matrix knows and in some that nobody does. */
#pragma once

#include "oracle.h"

/* The same seed gives the same calls. */
void choose_seed(uint64_t seed);
uint64_t choose64(void);
unsigned choose(unsigned below);

/* A call, whatever comes of it. */
void choose_call(struct call *call);

/* A handle that does or did name something: to be tried again when it is stale. */
void choose_remember(uint64_t handle);

/* There was a page in the attacker's own space: what is mapped there next shows whether it is
 * gone. */
void choose_vacated(uint64_t at);

/* Handles of others, that mean nothing here. */
extern const volatile uint64_t *choose_foreign;
enum { CHOOSE_FOREIGN = 48 };

/* A slot that is not empty, found on a random path. Returns false if it came to nothing. */
bool choose_held(kozo_object_t type, slot_id *slot, uint64_t *handle);

/* The part of the attacker's own address space that it may use. */
#define CHOOSE_WINDOW (UINT64_C(3) << 39)
