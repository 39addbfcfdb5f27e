/* SPDX-License-Identifier: MIT */
/* buddy.h: which Untypeds init holds, which are free, and how larger ones are split.
 *
 * Pure bookkeeping: what the kernel has to do comes in as two functions, so that the host tests run
 * it against a fake. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum {
    BUDDY_NODES = 1024,
    BUDDY_NONE = 0xffff,
    BUDDY_MIN_BITS = 12,
};

enum buddy_state {
    BUDDY_UNUSED, /* no such Untyped exists now */
    BUDDY_FREE,
    BUDDY_TAKEN,
    BUDDY_SPLIT, /* exists only as its two halves */
};

struct buddy_node {
    uint64_t handle;
    uint8_t bits; /* log2 of its bytes */
    uint8_t state;
    uint16_t parent; /* BUDDY_NONE for a region that the kernel handed over */
    uint16_t halves; /* of a split one: index of the first of its two neighbouring halves */
};

struct buddy_operations {
    /* Make two Untypeds of 2^half_bits bytes out of `whole` for nodes `first` and first + 1.
     * Returns false if that is impossible; then nothing has changed. */
    bool (*split)(uint64_t whole, uint8_t half_bits, unsigned first, uint64_t handles[2]);
    /* Give up two halves, both free, so that their whole can be used again. */
    void (*merge)(const uint64_t handles[2]);
};

struct buddy {
    struct buddy_operations operations;
    struct buddy_node nodes[BUDDY_NODES];
};

/* Without any region; `operations` do what is decided here to real Untypeds. */
void buddy_init(struct buddy *buddy, struct buddy_operations operations);

/* Add a region from outside. Regions come before the first allocation. Returns false if there is no
 * room for another node. */
bool buddy_add(struct buddy *buddy, uint64_t handle, uint8_t bits);

/* Take an Untyped of 2^bits bytes, splitting the smallest that is large enough. Returns its node,
 * or BUDDY_NONE. */
unsigned buddy_alloc(struct buddy *buddy, uint8_t bits);

/* Give back a taken node. Its Untyped has no children any more. Halves that are both free become
 * their whole again. */
void buddy_free(struct buddy *buddy, unsigned node);

/* Bytes of all free nodes. */
uint64_t buddy_free_bytes(const struct buddy *buddy);
