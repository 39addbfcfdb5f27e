/* SPDX-License-Identifier: MIT */
/* channel.h: what peers put their bytes into: as much as a message of KOZO has, and their number,
 * which KOZO's tag says. Each forgets the request when it puts the reply there. */
#pragma once

#include <round.h>

enum { CHANNEL_BYTES = 512 };

struct channel {
    uint64_t words[CHANNEL_BYTES / sizeof(uint64_t)];
    size_t size;
};

/* The other side has it now, which trusts its size no more than what is in it. */
static inline size_t channel_arrived(struct channel *channel)
{
    CROSS(channel);
    return channel->size <= sizeof(channel->words) ? channel->size : 0;
}
