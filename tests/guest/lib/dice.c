/* SPDX-License-Identifier: MIT */
/* dice.c: see dice.h. */
#include "dice.h"

#include "guest.h"

#include <kozo/text.h>

#define STEP UINT64_C(0x9e3779b97f4a7c15)

uint64_t option_number(const char *name, uint64_t otherwise)
{
    const char *line = (const char *)guest.info->command_line;
    const size_t length = strlen(name);
    uint64_t value = 0;

    while (strncmp(line, name, length) != 0) {
        line = strchr(line, ' ');
        if (line == NULL) {
            return otherwise;
        }
        line++;
    }
    for (line += length; *line >= '0' && *line <= '9'; line++) {
        value = value * 10 + (uint64_t)(*line - '0');
    }
    return value;
}

uint64_t dice_mix(uint64_t seed, uint64_t number)
{
    seed = (seed ^ number * STEP) * UINT64_C(0xbf58476d1ce4e5b9);
    return seed ^ seed >> 31;
}

uint64_t dice_roll(uint64_t *state, uint64_t below)
{
    *state += STEP;
    return (dice_mix(*state, 1) >> 8) % below;
}

void dice_tell(uint64_t done, uint64_t seed, uint64_t started_ns)
{
    const uint64_t milliseconds = (now_ns() - started_ns) / MILLISECOND_NS + 1;

    guest_print("# %lu operations, %lu a second, seed %lu, %lu s\n", (unsigned long)done,
                (unsigned long)(done * 1000 / milliseconds), (unsigned long)seed,
                (unsigned long)(milliseconds / 1000));
}
