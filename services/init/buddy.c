/* SPDX-License-Identifier: MIT */
/* buddy.c: the tree of Untypeds.
 * Owns: the nodes. Invariants: halves are neighbours at an even index; a node is BUDDY_SPLIT iff
 *   its halves exist; two halves are never both free. */
#include "buddy.h"

void buddy_init(struct buddy *buddy, struct buddy_operations operations)
{
    buddy->operations = operations;
    for (unsigned i = 0; i < BUDDY_NODES; i++)
        buddy->nodes[i] = (struct buddy_node){.parent = BUDDY_NONE, .halves = BUDDY_NONE};
}

bool buddy_add(struct buddy *buddy, uint64_t handle, uint8_t bits)
{
    for (unsigned i = 0; i < BUDDY_NODES; i++) {
        struct buddy_node *node = &buddy->nodes[i];
        if (node->state != BUDDY_UNUSED)
            continue;
        node->handle = handle;
        node->bits = bits;
        node->state = BUDDY_FREE;
        return true;
    }
    return false;
}

static unsigned buddy_find_fit(const struct buddy *buddy, uint8_t bits)
{
    unsigned best = BUDDY_NONE;
    for (unsigned i = 0; i < BUDDY_NODES; i++) {
        const struct buddy_node *node = &buddy->nodes[i];
        if (node->state == BUDDY_FREE && node->bits >= bits &&
            (best == BUDDY_NONE || node->bits < buddy->nodes[best].bits))
            best = i;
    }
    return best;
}

static unsigned buddy_find_unused_pair(const struct buddy *buddy)
{
    for (unsigned i = 0; i < BUDDY_NODES; i += 2) {
        if (buddy->nodes[i].state == BUDDY_UNUSED && buddy->nodes[i + 1].state == BUDDY_UNUSED)
            return i;
    }
    return BUDDY_NONE;
}

/* Split a free node. Returns its first half, or BUDDY_NONE. */
static unsigned buddy_split(struct buddy *buddy, unsigned whole)
{
    struct buddy_node *node = &buddy->nodes[whole];
    unsigned first = buddy_find_unused_pair(buddy);
    if (first == BUDDY_NONE)
        return BUDDY_NONE;
    uint8_t half_bits = (uint8_t)(node->bits - 1);
    uint64_t handles[2];
    if (!buddy->operations.split(node->handle, half_bits, first, handles))
        return BUDDY_NONE;
    for (unsigned i = 0; i < 2; i++) {
        buddy->nodes[first + i] = (struct buddy_node){
            .handle = handles[i],
            .bits = half_bits,
            .state = BUDDY_FREE,
            .parent = (uint16_t)whole,
            .halves = BUDDY_NONE,
        };
    }
    node->state = BUDDY_SPLIT;
    node->halves = (uint16_t)first;
    return first;
}

/* While a node and its other half are both free, make them their whole. */
static void buddy_merge_up(struct buddy *buddy, unsigned node)
{
    for (;;) {
        unsigned parent = buddy->nodes[node].parent;
        if (parent == BUDDY_NONE)
            return;
        struct buddy_node *halves = &buddy->nodes[buddy->nodes[parent].halves];
        if (halves[0].state != BUDDY_FREE || halves[1].state != BUDDY_FREE)
            return;
        const uint64_t handles[2] = {halves[0].handle, halves[1].handle};
        buddy->operations.merge(handles);
        halves[0] = halves[1] = (struct buddy_node){.parent = BUDDY_NONE, .halves = BUDDY_NONE};
        buddy->nodes[parent].state = BUDDY_FREE;
        buddy->nodes[parent].halves = BUDDY_NONE;
        node = parent;
    }
}

unsigned buddy_alloc(struct buddy *buddy, uint8_t bits)
{
    if (bits < BUDDY_MIN_BITS)
        bits = BUDDY_MIN_BITS;
    unsigned node = buddy_find_fit(buddy, bits);
    while (node != BUDDY_NONE && buddy->nodes[node].bits > bits) {
        unsigned half = buddy_split(buddy, node);
        if (half == BUDDY_NONE) {
            buddy_merge_up(buddy, node);
            return BUDDY_NONE;
        }
        node = half;
    }
    if (node != BUDDY_NONE)
        buddy->nodes[node].state = BUDDY_TAKEN;
    return node;
}

void buddy_free(struct buddy *buddy, unsigned node)
{
    buddy->nodes[node].state = BUDDY_FREE;
    buddy_merge_up(buddy, node);
}

uint64_t buddy_free_bytes(const struct buddy *buddy)
{
    uint64_t bytes = 0;
    for (unsigned i = 0; i < BUDDY_NODES; i++) {
        if (buddy->nodes[i].state == BUDDY_FREE)
            bytes += 1ull << buddy->nodes[i].bits;
    }
    return bytes;
}
