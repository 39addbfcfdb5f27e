/* SPDX-License-Identifier: MIT */
/* lending.h: the server, which runs in an address space of its own, and what it is made of. */
#pragma once

#include "guest.h"
#include "worker.h"

enum {
    SERVER_CNODE = 1, /* the slots that it is given; it allocates the others */
    SERVER_ASPACE,
    SERVER_ENDPOINT,
    SERVER_THREAD,
    SERVER_BUDGET,
    SERVER_MEMORY,
    SERVER_FIRST_FREE,
    SERVER_SLOTS = 40,
};

/* Started in another space: serves for ever. The handles of its slots are in the shared page. */
void serve_lending(uint64_t argument);
