/* SPDX-License-Identifier: MIT */
/* tree.c: digital search tree with rings of equal keys; see tree.h. */
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

void tree_insert(struct tree *tree, struct tree_node *node, uint64_t key)
{
    struct tree_node **link = &tree->root;

    kassert(!tree_contains(node));
    node->key = key;
    for (unsigned bit = KEY_BITS; *link != NULL; bit--) {
        struct tree_node *at = *link;

        if (at->key == key) {
            node->link = NULL;
            node->ring_next = at;
            node->ring_prev = at->ring_prev;
            at->ring_prev->ring_next = node;
            at->ring_prev = node;
            return;
        }
        /* Two different keys differ in some bit, so a free place comes before the bits run out. */
        kassert(bit > 0);
        link = (key >> (bit - 1)) & 1 ? &at->right : &at->left;
    }
    tree_ring_alone(node);
    tree_place(node, link, NULL, NULL);
}

/* A leaf below `node`: it may take the node's place, since its key agrees with the path. */
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
        tree_place(heir, node->link, node->left, node->right);
    } else {
        struct tree_node *heir = tree_leaf_below(node);

        if (heir == node) {
            *node->link = NULL;
        } else {
            *heir->link = NULL;
            tree_place(heir, node->link, node->left, node->right);
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
