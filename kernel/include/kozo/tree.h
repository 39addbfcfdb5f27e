/* SPDX-License-Identifier: MIT */
/* tree.h: an intrusive ordered set of 64-bit keys without balancing and without unbounded loops.
 *
 * A digital search tree: a node at depth d sends keys whose bit 63-d is 0 to the left and the
 * others to the right, so no path is longer than 64. Equal keys hang in a ring behind the node, in
 * order of arrival. Serves deadlines and, with a priority in the top byte, waiting senders.
 *
 * Invariants: INV-TREE-1 every key in a subtree at depth d agrees with the path in its top d bits;
 *   INV-TREE-2 a node of a ring is not itself in the tree. */
#pragma once

#include <kozo/compiler.h>

struct tree_node {
    uint64_t key;
    struct tree_node *left, *right;
    struct tree_node **link;             /* what points to this node, or NULL in a ring */
    struct tree_node *ring_next, *ring_prev; /* nodes of the same key; itself when alone */
};

struct tree {
    struct tree_node *root;
};

/* Insert behind all nodes of the same key. The node must be in no tree. */
void tree_insert(struct tree *tree, struct tree_node *node, uint64_t key);

/* Take a node out. */
void tree_remove(struct tree_node *node);

/* The oldest node of the smallest key, or NULL. At most 64 steps. */
struct tree_node *tree_first(const struct tree *tree);

/* Is the node in a tree? A cleared node is not. */
static inline bool tree_contains(const struct tree_node *node)
{
    return node->ring_next != NULL;
}
