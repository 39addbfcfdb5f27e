/* SPDX-License-Identifier: MIT */
/* Generated from idl/abi.yaml by template abi/pass.h;
 * change those and run `make generate`. */
#pragma once

#include <stdint.h>

/* How a capability travels in a message: 32 bits of the sender's IPC buffer for each. 0 is a
 * copy with all rights. A capability that moves keeps its rights, because what is derived from
 * it has no more than it: nothing may be withheld then. */
typedef struct { uint64_t raw; } kozo_pass_t;

static inline uint8_t kozo_pass_withheld(kozo_pass_t word)
{
    return (uint8_t)(word.raw >> 0 & 0xff);
}

static inline uint8_t kozo_pass_move(kozo_pass_t word)
{
    return (uint8_t)(word.raw >> 8 & 0x1);
}

static inline kozo_pass_t kozo_pass_make(uint64_t withheld, uint64_t move)
{
    return (kozo_pass_t){
        (withheld & 0xff) << 0 |
        (move & 0x1) << 8
    };
}
