/* SPDX-License-Identifier: MIT */
/* tree.h: an intrusive ordered set of 64-bit keys without balancing and without unbounded loops.
 *
 * A digital search tree without the levels at which all keys go the same way: below a node, keys
 * agree with its own in all bits above `bit`, and that one sends them to the left if it is 0 and to
 * the right if not. `bit` falls on the way down, so no path is longer than 64. Equal keys hang in a
 * ring behind the node, in order of arrival. Serves timeouts and, with a priority in the top byte,
 * waiting senders.
 *
 * Invariants: INV-TREE-1 every key below a node is on the side that its `bit` tells, agrees with
 *   the node's in the bits above, and has a smaller `bit` if it has any below; INV-TREE-2 a node of
 *   a ring is not itself in the tree. */
#pragma once

#include <kozo/compiler.h>

struct tree_node {
    uint64_t key;
    struct tree_node *left, *right;
    struct tree_node **link;             /* what points to this node, or NULL in a ring */
    struct tree_node *ring_next, *ring_prev; /* nodes of the same key; itself when alone */
    uint8_t bit;  /* in the tree: where those below part; of no meaning without any */
    uint8_t kind; /* not looked at: for whoever inserts it */
};

struct tree {
    struct tree_node *root;
};

/* Insert behind all nodes of the same key. The node must be in no tree. At most 65 steps. */
void tree_insert(struct tree *tree, struct tree_node *node, uint64_t key);

/* Take a node out. At most 65 steps. */
void tree_remove(struct tree_node *node);

/* The oldest node of the smallest key, or NULL. At most 65 steps. */
struct tree_node *tree_first(const struct tree *tree);

/* Is the node in a tree? A cleared node is not. */
static inline bool tree_contains(const struct tree_node *node)
{
    return node->ring_next != NULL;
}
