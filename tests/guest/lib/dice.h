/* SPDX-License-Identifier: MIT */
/* dice.h: what images have in common that try things at random, as often as they are told: options
 * behind the -- of the kernel's command line, seeds, progress. */
#pragma once

#include <stdint.h>

/* The number behind `name`, or `otherwise`. */
uint64_t option_number(const char *name, uint64_t otherwise);

/* A number that looks random and follows from these two. */
uint64_t dice_mix(uint64_t seed, uint64_t number);

/* The next number of a row, below a limit; the same `state` gives the same row. */
uint64_t dice_roll(uint64_t *state, uint64_t below);

/* The line that tests/soak/soak.py waits for. */
void dice_tell(uint64_t done, uint64_t seed, uint64_t started_ns);
