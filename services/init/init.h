/* SPDX-License-Identifier: MIT */
/* init.h: what init's files share: where it was told everything, and how its slots are divided.
 *
 * init's root CNode, from the first slot that the kernel left empty:
 *
 *   | general (libkozo's allocator) | one slot a buddy node | a run of slots for each program |
 *
 * A program's run holds only capabilities derived from its quota, so that revoking the quota
 * empties all of it, and no list of what is where has to be kept. */
#pragma once

#include <kozo/abi.h>

enum {
    INIT_GENERAL_SLOTS = 512,
    INIT_PROGRAMS_MAX = 40,
    INIT_PROGRAM_SLOTS = 128,
};

static inline const struct kozo_init_info *init_info(void)
{
    return (const struct kozo_init_info *)KOZO_INIT_INFO_ADDRESS;
}

static inline uint32_t init_node_slots(void)
{
    return init_info()->first_free + INIT_GENERAL_SLOTS;
}
