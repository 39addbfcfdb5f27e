/* SPDX-License-Identifier: MIT */
/* test_buddy.c: init's tree of Untypeds against a fake kernel that watches which Untypeds exist. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../../services/init/buddy.c"

/* Handles are addresses of regions, with their size in the low bits. */
static struct buddy buddy;
static unsigned children; /* Untypeds that exist besides the regions */
static unsigned refusals; /* the next splits fail */

static uint64_t handle_of(uint64_t base, uint8_t bits)
{
    return base | bits;
}

static bool fake_split(uint64_t whole, uint8_t half_bits, unsigned first, uint64_t handles[2])
{
    if (refusals != 0) {
        refusals--;
        return false;
    }
    uint64_t base = whole & ~(uint64_t)0xff;
    assert_int_equal((whole & 0xff) - 1, half_bits);
    assert_int_equal(first % 2, 0);
    handles[0] = handle_of(base, half_bits);
    handles[1] = handle_of(base + (1ull << half_bits), half_bits);
    children += 2;
    return true;
}

static void fake_merge(const uint64_t handles[2])
{
    uint8_t bits = (uint8_t)handles[0];
    assert_int_equal((uint8_t)handles[1], bits);
    assert_int_equal(handles[1] - handles[0], 1ull << bits);
    children -= 2;
}

static int fresh(void **state)
{
    (void)state;
    buddy_init(&buddy, (struct buddy_operations){.split = fake_split, .merge = fake_merge});
    children = 0;
    refusals = 0;
    assert_true(buddy_add(&buddy, handle_of(0x100000, 20), 20));
    assert_true(buddy_add(&buddy, handle_of(0x10000, 16), 16));
    return 0;
}

static const uint64_t all_bytes = (1ull << 20) + (1ull << 16);

static void test_smallest_fit(void **state)
{
    (void)state;
    unsigned node = buddy_alloc(&buddy, 16);
    assert_int_equal(buddy.nodes[node].handle, handle_of(0x10000, 16));
    assert_int_equal(children, 0);
    assert_int_equal(buddy_free_bytes(&buddy), 1 << 20);
    buddy_free(&buddy, node);
    assert_int_equal(buddy_free_bytes(&buddy), all_bytes);
}

static void test_split_and_merge(void **state)
{
    (void)state;
    unsigned a = buddy_alloc(&buddy, 18), b = buddy_alloc(&buddy, 18);
    assert_int_equal(buddy.nodes[a].bits, 18);
    assert_int_equal(buddy.nodes[b].bits, 18);
    assert_int_not_equal(buddy.nodes[a].handle, buddy.nodes[b].handle);
    assert_int_equal(buddy_free_bytes(&buddy), all_bytes - (2 << 18));
    buddy_free(&buddy, a);
    assert_int_equal(children, 4);
    buddy_free(&buddy, b);
    assert_int_equal(children, 0);
    assert_int_equal(buddy_free_bytes(&buddy), all_bytes);
}

static void test_exhaustion(void **state)
{
    (void)state;
    assert_int_equal(buddy_alloc(&buddy, 21), BUDDY_NONE);
    unsigned whole = buddy_alloc(&buddy, 20);
    assert_int_not_equal(whole, BUDDY_NONE);
    assert_int_equal(buddy_alloc(&buddy, 17), BUDDY_NONE);
    buddy_free(&buddy, whole);
    assert_int_not_equal(buddy_alloc(&buddy, 17), BUDDY_NONE);
}

static void test_refused_split_changes_nothing(void **state)
{
    (void)state;
    refusals = 1;
    assert_int_equal(buddy_alloc(&buddy, 17), BUDDY_NONE);
    assert_int_equal(children, 0);
    assert_int_equal(buddy_free_bytes(&buddy), all_bytes);
    unsigned first = buddy_alloc(&buddy, 19);
    refusals = 1;
    assert_int_equal(buddy_alloc(&buddy, 17), BUDDY_NONE);
    buddy_free(&buddy, first);
    assert_int_equal(children, 0);
    assert_int_equal(buddy_free_bytes(&buddy), all_bytes);
}

static void test_small_requests_get_a_page(void **state)
{
    (void)state;
    unsigned node = buddy_alloc(&buddy, 6);
    assert_int_equal(buddy.nodes[node].bits, BUDDY_MIN_BITS);
}

/* Taken nodes never overlap, and everything comes back. */
static void test_random_use(void **state)
{
    (void)state;
    enum { HELD = 64, STEPS = 20000 };
    unsigned held[HELD];
    unsigned count = 0;
    srand(1);
    for (unsigned step = 0; step < STEPS; step++) {
        if (count != 0 && (rand() % 2 == 0 || count == HELD)) {
            unsigned victim = (unsigned)rand() % count;
            buddy_free(&buddy, held[victim]);
            held[victim] = held[--count];
        } else {
            unsigned node = buddy_alloc(&buddy, (uint8_t)(12 + rand() % 7));
            if (node != BUDDY_NONE)
                held[count++] = node;
        }
        uint64_t taken = 0;
        for (unsigned i = 0; i < count; i++) {
            taken += 1ull << buddy.nodes[held[i]].bits;
            uint64_t base = buddy.nodes[held[i]].handle & ~(uint64_t)0xff;
            for (unsigned j = 0; j < i; j++) {
                uint64_t other = buddy.nodes[held[j]].handle & ~(uint64_t)0xff;
                assert_true(base + (1ull << buddy.nodes[held[i]].bits) <= other ||
                            other + (1ull << buddy.nodes[held[j]].bits) <= base);
            }
        }
        assert_int_equal(taken + buddy_free_bytes(&buddy), all_bytes);
    }
    while (count != 0)
        buddy_free(&buddy, held[--count]);
    assert_int_equal(children, 0);
    assert_int_equal(buddy_free_bytes(&buddy), all_bytes);
}

static void test_nodes_run_out(void **state)
{
    (void)state;
    buddy_init(&buddy, (struct buddy_operations){.split = fake_split, .merge = fake_merge});
    for (unsigned i = 0; i < BUDDY_NODES; i++)
        assert_true(buddy_add(&buddy, handle_of((uint64_t)i << 13, 13), 13));
    assert_false(buddy_add(&buddy, handle_of(0, 13), 13));
    assert_int_equal(buddy_alloc(&buddy, 12), BUDDY_NONE);
    assert_int_not_equal(buddy_alloc(&buddy, 13), BUDDY_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_smallest_fit, fresh),
        cmocka_unit_test_setup(test_split_and_merge, fresh),
        cmocka_unit_test_setup(test_exhaustion, fresh),
        cmocka_unit_test_setup(test_refused_split_changes_nothing, fresh),
        cmocka_unit_test_setup(test_small_requests_get_a_page, fresh),
        cmocka_unit_test_setup(test_random_use, fresh),
        cmocka_unit_test_setup(test_nodes_run_out, fresh),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
