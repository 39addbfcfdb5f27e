/* SPDX-License-Identifier: MIT */
/* attack.h: between root and its attackers, each of which has a page in common with root. */
#pragma once

#include <kozo/abi.h>
#include <stdbool.h>

enum {
    ATTACKERS = 3,
    ATTACK_BOARD_HANDLES = 16, /* that an attacker shows to the others */
    ATTACK_MEMORY_BITS = 22,   /* of each attacker's untyped */
    ATTACK_DEVICE_BITS = 22,   /* of its device memory */
    ATTACK_PORTS = 16,
    ATTACK_FIRST_PORT = 0x5a0, /* where no device is */
    ATTACK_TEXT = 1200,
    ATTACK_FIRST_BADGE = 0x100,
};

/* What an attacker is given, by slots of its root CNode. All else is made from the untyped. */
enum attack_given {
    GIVEN_CNODE = 1,
    GIVEN_SPACE,
    GIVEN_UNTYPED,
    GIVEN_PORTS,
    GIVEN_DEBUG,
    GIVEN_PLATFORM, /* only to give threads the FPU */
    GIVEN_DEVICE,   /* device memory where no device is */
    GIVEN_UNGRANTED, /* the server, without the right to grant */
    GIVEN_SERVER,   /* badged, to send and to grant; see effects_partners.c */
    GIVEN_MEETING,  /* badged, to send and to receive */
    GIVEN_COMMON,   /* with a bit of its own */
    GIVEN_END,
};

struct attack_page {
    /* Root's: */
    uint64_t number; /* of the attacker */
    uint64_t seed;
    uint64_t operations; /* in this round */
    uint64_t clock_scale, clock_start;
    uint64_t given[GIVEN_END];
    volatile uint64_t go; /* the round to be run */
    /* The attacker's: */
    volatile uint64_t done; /* the last round that has ended */
    volatile uint64_t tried; /* operations in all rounds */
    volatile uint64_t succeeded[KOZO_OP_LIMIT]; /* with the looks at what is held */
    volatile uint64_t refused[KOZO_OP_LIMIT];
    volatile uint64_t ungranted; /* messages refused because they brought capabilities */
    volatile uint64_t masked, moved; /* capabilities that went out in messages, and how */
    volatile uint64_t made; /* capabilities of the type that the grammar says */
    volatile uint64_t related; /* pairs of capabilities of which one came from the other */
    volatile uint64_t cut_short; /* rounds whose end is not foretold */
    volatile bool failed;
    char text[ATTACK_TEXT];
};

/* Does root's server move back what it is passed in a message with that first word? */
static inline bool attack_moves_back(uint64_t word)
{
    return word % 2 != 0;
}

#define ATTACK_BOARD UINT64_C(0x50040000)

/* Where every attacker begins; `at` is its view of its page. */
_Noreturn void attack(uint64_t at);
