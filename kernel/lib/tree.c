/* SPDX-License-Identifier: MIT */
/* tree.c: a compressed digital search tree with rings of equal keys; see tree.h. */
#include <kozo/assert.h>
#include <kozo/tree.h>

enum { KEY_BITS = 64 };

static void tree_ring_alone(struct tree_node *node)
{
    node->ring_next = node;
    node->ring_prev = node;
}

static void tree_place(struct tree_node *node, struct tree_node **link, struct tree_node *left,
                       struct tree_node *right)
{
    *link = node;
    node->link = link;
    node->left = left;
    node->right = right;
    if (left != NULL) {
        left->link = &node->left;
    }
    if (right != NULL) {
        right->link = &node->right;
    }
}

/* A node behind all others of its key, of which `head` is in the tree. */
static void tree_ring_append(struct tree_node *head, struct tree_node *node)
{
    node->link = NULL;
    node->ring_next = head;
    node->ring_prev = head->ring_prev;
    head->ring_prev->ring_next = node;
    head->ring_prev = node;
}

/* The highest bit in which two different keys differ. */
static inline uint8_t tree_parting(uint64_t key, uint64_t other)
{
    return (uint8_t)(KEY_BITS - 1 - __builtin_clzll(key ^ other));
}

/* A node above `at`, with whose key its own parts above the bit where those below `at` do. */
static void tree_place_above(struct tree_node *node, struct tree_node *at)
{
    node->bit = tree_parting(node->key, at->key);
    if ((at->key >> node->bit & 1) != 0) {
        tree_place(node, at->link, NULL, at);
    } else {
        tree_place(node, at->link, at, NULL);
    }
}

void tree_insert(struct tree *tree, struct tree_node *node, uint64_t key)
{
    struct tree_node **link = &tree->root;

    kassert(!tree_contains(node));
    node->key = key;
    for (unsigned step = 0; *link != NULL; step++) {
        struct tree_node *at = *link;

        kassert(step <= KEY_BITS); /* a bit less at each */
        if (at->key == key) {
            tree_ring_append(at, node);
            return;
        }
        if (at->left == NULL && at->right == NULL) {
            at->bit = tree_parting(key, at->key);
        } else if ((key ^ at->key) >> at->bit > 1) {
            tree_ring_alone(node);
            tree_place_above(node, at);
            return;
        }
        link = (key >> at->bit & 1) != 0 ? &at->right : &at->left;
    }
    tree_ring_alone(node);
    tree_place(node, link, NULL, NULL);
}

/* A leaf below `node`: it may take the node's place, since its key agrees in the bits above. */
static struct tree_node *tree_leaf_below(struct tree_node *node)
{
    for (unsigned step = 0; step < KEY_BITS; step++) {
        if (node->left != NULL) {
            node = node->left;
        } else if (node->right != NULL) {
            node = node->right;
        } else {
            break;
        }
    }
    return node;
}

/* `heir`, which has no place of its own, takes that of `node`. */
static void tree_replace(const struct tree_node *node, struct tree_node *heir)
{
    heir->bit = node->bit;
    tree_place(heir, node->link, node->left, node->right);
}

void tree_remove(struct tree_node *node)
{
    kassert(tree_contains(node));
    if (node->link == NULL) {
        node->ring_prev->ring_next = node->ring_next;
        node->ring_next->ring_prev = node->ring_prev;
    } else if (node->ring_next != node) {
        struct tree_node *heir = node->ring_next;

        node->ring_prev->ring_next = heir;
        heir->ring_prev = node->ring_prev;
        tree_replace(node, heir);
    } else {
        struct tree_node *heir = tree_leaf_below(node);

        if (heir == node) {
            *node->link = NULL;
        } else {
            *heir->link = NULL;
            tree_replace(node, heir);
        }
    }
    *node = (struct tree_node){0};
}

struct tree_node *tree_first(const struct tree *tree)
{
    struct tree_node *least = tree->root;
    struct tree_node *at = tree->root;

    /* Every smaller key lies to the left of where the path turns right for want of a left
     * branch. */
    for (unsigned step = 0; step <= KEY_BITS && at != NULL; step++) {
        if (at->key < least->key) {
            least = at;
        }
        at = at->left != NULL ? at->left : at->right;
    }
    return least;
}
