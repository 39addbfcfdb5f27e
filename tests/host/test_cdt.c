/* SPDX-License-Identifier: MIT */
/* test_cdt.c: the derivation tree by itself. On every tree of a few capabilities, and on every
 * chain that is left when its root is removed, each operation on each of them changes the sequence
 * and the parents as cdt.h says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <fake.h>

#include "../../kernel/cap/cdt.h"

enum { SLOTS = 6, HEIR = SLOTS, RUN = 3, ALL = SLOTS + RUN, NOBODY = -1 };

/* A tree as it is to be: its capabilities, children before siblings, each with its parent. */
struct order {
    int count;
    int slots[SLOTS + 1];
    int parents[SLOTS + 1]; /* by slot */
};

static int head; /* of the tree, or of the chain */

static struct cap_slot *at(int number)
{
    return (struct cap_slot *)phys_to_ptr(paddr(FAKE_MEMORY_BASE + PAGE_SIZE)) + number;
}

static int number_of(const struct cap_slot *slot)
{
    return slot != NULL ? (int)(slot - at(0)) : NOBODY;
}

static bool is_linked(const struct cap_slot *slot)
{
    return (slot->first | slot->last | slot->prev | slot->next) != 0;
}

static const struct cap_slot *parent_of(const struct cap_slot *slot)
{
    while (slot->next != 0 && !cdt_is_last(slot)) {
        slot = slot_at(slot->next);
    }
    return slot->next != 0 ? slot_at(slot->next) : NULL;
}

static struct order current_order(void)
{
    struct order order = {0};

    for (const struct cap_slot *slot = at(head); slot != NULL; slot = cdt_next(slot)) {
        assert_true(order.count <= SLOTS);
        order.slots[order.count++] = number_of(slot);
        order.parents[number_of(slot)] = number_of(parent_of(slot));
        assert_int_equal(slot->first == 0, slot->last == 0);
        assert_true(slot->first == 0 || (cdt_is_first(slot_at(slot->first)) &&
                                         slot_at(slot->first)->prev == slot_ref(slot)));
        assert_true(slot->prev == 0 || cdt_is_first(slot) ||
                    slot_at(slot->prev)->next == slot_ref(slot));
    }
    return order;
}

static void assert_order(const struct order *expected)
{
    const struct order found = current_order();

    assert_int_equal(found.count, expected->count);
    for (int i = 0; i < found.count; i++) {
        assert_int_equal(found.slots[i], expected->slots[i]);
        assert_int_equal(found.parents[found.slots[i]], expected->parents[found.slots[i]]);
    }
}

/* The tree in which the parent of slot i is the i-th digit: one of the slots before it. */
static void build(unsigned shape, bool is_chain)
{
    head = 0;
    memset(at(0), 0, ALL * sizeof(struct cap_slot));
    for (int i = 0; i < SLOTS; i++) {
        at(i)->meta = KOZO_OBJECT_UNTYPED;
        at(i)->aux = 1;
        if (i > 0) {
            cdt_insert(at(i), at((int)(shape % (unsigned)i)));
            shape /= (unsigned)i;
        }
    }
    if (is_chain) {
        head = number_of(slot_at(at(0)->first));
        cdt_remove(at(0));
    }
}

static void replace(struct order *order, int slot, int by)
{
    for (int i = 0; i < order->count; i++) {
        const int here = order->slots[i];

        if (order->parents[here] == slot) {
            order->parents[here] = by;
        }
    }
    for (int i = 0; i < order->count; i++) {
        if (order->slots[i] == slot) {
            order->slots[i] = by;
            order->parents[by] = order->parents[slot];
        }
    }
}

static void try_replace(int slot)
{
    struct order expected = current_order();

    replace(&expected, slot, HEIR);
    cdt_replace(at(slot), at(HEIR));
    assert_false(is_linked(at(slot)));
    head = slot == head ? HEIR : head;
    assert_order(&expected);
}

static void try_remove(int slot)
{
    struct order expected = current_order();
    const int parent = expected.parents[slot];
    int kept = 0;
    bool has_children = false;

    for (int i = 0; i < expected.count; i++) {
        const int here = expected.slots[i];

        if (expected.parents[here] == slot) {
            expected.parents[here] = parent;
        }
        has_children |= here != slot && expected.parents[here] == parent;
        if (here != slot) {
            expected.slots[kept++] = here;
        }
    }
    expected.count = kept;
    head = expected.slots[0];
    cdt_remove(at(slot));
    assert_false(is_linked(at(slot)));
    assert_order(&expected);
    if (parent != NOBODY) { /* whose memory returns with its last child */
        assert_int_equal(at(parent)->aux, has_children);
    }
}

static void try_exchange(int one, int other)
{
    struct order expected = current_order();

    replace(&expected, one, HEIR);
    replace(&expected, other, one);
    replace(&expected, HEIR, other);
    head = expected.slots[0];
    cdt_exchange_leaves(at(one), at(other));
    assert_order(&expected);
}

static void insert_a_run(int slot)
{
    struct cap_slot before[ALL], one_by_one[ALL];

    memcpy(before, at(0), sizeof(before));
    for (uint32_t count = 1; count <= RUN; count++) {
        for (int i = 0; i < (int)count; i++) {
            cdt_insert(at(HEIR + i), at(slot));
        }
        memcpy(one_by_one, at(0), sizeof(before));
        memcpy(at(0), before, sizeof(before));
        for (int i = 0; i < (int)count; i++) {
            memset(at(HEIR + i), 0xff, sizeof(struct cap_slot));
            cdt_link_neighbours(at(HEIR + i), slot_ref(at(HEIR + i)));
            at(HEIR + i)->object = at(HEIR + i)->meta = at(HEIR + i)->badge = 0;
            at(HEIR + i)->aux = at(HEIR + i)->space = at(HEIR + i)->level = 0;
        }
        cdt_insert_run(slot_ref(at(HEIR)), slot_ref(at(HEIR + (int)count - 1)), at(slot));
        assert_memory_equal(at(0), one_by_one, sizeof(before));
        memcpy(at(0), before, sizeof(before));
    }
}

static void on_every_tree(void (*body)(int slot))
{
    for (unsigned shape = 0; shape < 2 * (1 * 2 * 3 * 4 * 5); shape++) {
        for (int slot = shape % 2; slot < SLOTS; slot++) {
            build(shape / 2, shape % 2 != 0);
            body(slot);
        }
    }
}

static void exchange_with_every_other(int slot)
{
    struct cap_slot before[SLOTS];

    const int first = head;

    memcpy(before, at(0), sizeof(before));
    for (int other = 1; other < SLOTS; other++) {
        if (other != slot && at(slot)->first == 0 && at(other)->first == 0) {
            try_exchange(slot, other);
            memcpy(at(0), before, sizeof(before));
            head = first;
        }
    }
}

static void an_heir_takes_the_place(void **state)
{
    (void)state;
    on_every_tree(try_replace);
}

static void children_take_the_place_of_the_removed(void **state)
{
    (void)state;
    on_every_tree(try_remove);
}

static void a_run_is_inserted_as_if_one_by_one(void **state)
{
    (void)state;
    on_every_tree(insert_a_run);
}

static void leaves_change_places(void **state)
{
    (void)state;
    on_every_tree(exchange_with_every_other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_heir_takes_the_place),
        cmocka_unit_test(children_take_the_place_of_the_removed),
        cmocka_unit_test(leaves_change_places),
        cmocka_unit_test(a_run_is_inserted_as_if_one_by_one),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
