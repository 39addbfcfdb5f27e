/* SPDX-License-Identifier: MIT */
/* test_tree.c: the ordered set of kernel/lib/tree.c against a sorted array, at random. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include <kozo/tree.h>
#include <rolls.h>

enum { NODES = 64, STEPS = 60000 };

static struct tree tree;
static struct tree_node nodes[NODES];
static uint64_t arrival[NODES]; /* 0: not in the tree */
static uint64_t arrivals;

static void forget(void)
{
    tree = (struct tree){0};
    arrivals = 0;
    for (unsigned i = 0; i < NODES; i++) {
        nodes[i] = (struct tree_node){0};
        arrival[i] = 0;
    }
}

/* The oldest node of the smallest key, by looking at all. */
static struct tree_node *first_of_model(void)
{
    struct tree_node *best = NULL;

    for (unsigned i = 0; i < NODES; i++) {
        if (arrival[i] == 0) {
            continue;
        }
        if (best == NULL || nodes[i].key < best->key ||
            (nodes[i].key == best->key && arrival[i] < arrival[best - nodes])) {
            best = &nodes[i];
        }
    }
    return best;
}

/* The subtree of `node`, below `above` if that is not NULL. */
static unsigned check_subtree(const struct tree_node *node, struct tree_node *const *link,
                              const struct tree_node *above)
{
    unsigned count = 1;

    if (node == NULL) {
        return 0;
    }
    assert_ptr_equal(node->link, link);
    if (above != NULL) { /* INV-TREE-1 */
        assert_int_equal(node->key >> above->bit & 1, link == &above->right);
        assert_true((node->key ^ above->key) >> above->bit <= 1);
        assert_true((node->left == NULL && node->right == NULL) || node->bit < above->bit);
    }
    for (const struct tree_node *at = node->ring_next; at != node; at = at->ring_next) {
        assert_int_equal(at->key, node->key);
        assert_null(at->link); /* INV-TREE-2 */
        assert_ptr_equal(at->ring_next->ring_prev, at);
        count++;
    }
    return count + check_subtree(node->left, &node->left, node) +
           check_subtree(node->right, &node->right, node);
}

static void check(void)
{
    unsigned count = 0;

    for (unsigned i = 0; i < NODES; i++) {
        count += arrival[i] != 0;
        assert_int_equal(tree_contains(&nodes[i]), arrival[i] != 0);
    }
    assert_int_equal(check_subtree(tree.root, &tree.root, NULL), count);
    assert_ptr_equal(tree_first(&tree), first_of_model());
}

/* Keys of a few bits collide, keys of all bits spread, keys that differ at the end only go deep. */
static uint64_t random_key(void)
{
    switch (roll(4)) {
    case 0: return roll(4);
    case 1: return roll64();
    case 2: return UINT64_MAX - roll(3);
    default: return UINT64_C(1) << roll(64);
    }
}

static void at_random(void **state)
{
    (void)state;
    rolls_start();
    forget();
    for (unsigned step = 0; step < STEPS; step++) {
        const unsigned i = roll(NODES);

        if (arrival[i] == 0) {
            tree_insert(&tree, &nodes[i], random_key());
            arrival[i] = ++arrivals;
        } else {
            tree_remove(&nodes[i]);
            arrival[i] = 0;
        }
        check();
    }
}

static void equal_keys_leave_in_order_of_arrival(void **state)
{
    (void)state;
    forget();
    for (unsigned i = 0; i < NODES; i++) {
        tree_insert(&tree, &nodes[i], 7);
    }
    for (unsigned i = 0; i < NODES; i++) {
        assert_ptr_equal(tree_first(&tree), &nodes[i]);
        tree_remove(&nodes[i]);
    }
    assert_null(tree_first(&tree));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(at_random),
        cmocka_unit_test(equal_keys_leave_in_order_of_arrival),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
