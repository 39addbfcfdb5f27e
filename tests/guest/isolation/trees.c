/* SPDX-License-Identifier: MIT */
/* trees.c: derivations by the hundred thousand, and CNodes in CNodes. Taking them back takes long,
 * but nobody waits for it who is more important. */
#include "exhaust.h"
#include "tests.h"

enum { SLOTS_PER_CNODE_BIT = KOZO_SLOT_BITS };

static unsigned tree_bits(void)
{
    return effort(23, 23, 12);
}

static unsigned capabilities(void)
{
    return (1U << (tree_bits() - SLOTS_PER_CNODE_BIT)) - 1;
}

/* Fill a CNode with capabilities, each derived from the one before it or all from the first. */
static void derive(kozo_cnode_t cnode, kozo_handle_t from, bool is_chain)
{
    kozo_handle_t source = from, handle = {0};

    for (kozo_slot_index_t slot = 1; slot <= capabilities(); slot++) {
        NEED(kozo_cnode_copy(cnode, slot, source, ALL_RIGHTS, &handle));
        if (is_chain) {
            source = inside(KOZO_ANY(cnode), handle);
        }
    }
}

static unsigned left_in(kozo_cnode_t cnode)
{
    unsigned left = 0;

    for (kozo_slot_index_t slot = 1; slot <= capabilities(); slot += 101) {
        kozo_info_t info = {0};
        kozo_badge_t badge = 0;

        CHECK_OK(kozo_cnode_inspect(cnode, slot, &info, &badge, &(kozo_handle_t){0}));
        left += info.raw != 0;
    }
    return left;
}

static void revoke_all(bool is_chain, const char *what)
{
    const kozo_cnode_t cnode = MAKE_CNODE((uint8_t)tree_bits());
    const kozo_handle_t source = KOZO_ANY(MAKE_NOTIFICATION());

    for (unsigned repeat = 0; repeat < REPEATS; repeat++) {
        const uint64_t used = used_of(guest.memory);
        kozo_info_t info = {0};

        derive(cnode, source, is_chain);
        CHECK_EQUAL(used_of(guest.memory), used);
        probe_begin();
        CHECK_OK(kozo_any_revoke(source));
        probe_end(what, 0);
        CHECK_EQUAL(left_in(cnode), 0);
        CHECK_OK(identify(source, &info));
    }
}

static void a_chain_of_copies(void)
{
    revoke_all(true, "revoking a chain");
}

static void a_star_of_copies(void)
{
    revoke_all(false, "revoking a star");
}

/* The CNode goes, and with it what is in it: the source stays, and has no children left. */
static void a_full_cnode_is_deleted(void)
{
    for (unsigned repeat = 0; repeat < REPEATS; repeat++) {
        const kozo_handle_t source = KOZO_ANY(MAKE_NOTIFICATION());
        const kozo_cnode_t cnode = MAKE_CNODE((uint8_t)tree_bits());
        kozo_info_t info = {0};

        derive(cnode, source, repeat == 1);
        probe_begin();
        CHECK_OK(kozo_any_delete(KOZO_ANY(cnode)));
        probe_end("deleting a full CNode", 0);
        CHECK_EQUAL(identify(KOZO_ANY(cnode), &info), KOZO_ERR_NO_CAP);
        CHECK_OK(identify(source, &info));
        CHECK_OK(kozo_any_delete(source));
        crowd_end();
    }
}

/* A CNode of two slots in a CNode of two slots in ...: deleting the outermost has no stack to go
 * down on. */
static void cnodes_within_cnodes(void)
{
    const unsigned depth = effort(100000, 20000, 100);

    for (unsigned repeat = 0; repeat < REPEATS; repeat++) {
        const kozo_slot_index_t slots[2] = {slot_next(), slot_next()};
        kozo_handle_t inner = {0}, outer = {0}, moved = {0};

        NEED(make_at(KOZO_OBJECT_CNODE, 7, slots[0], &inner));
        for (unsigned i = 1; i < depth; i++) {
            NEED(make_at(KOZO_OBJECT_CNODE, 7, slots[i % 2], &outer));
            NEED(kozo_cnode_move(AS(cnode, outer), 1, inner, &moved));
            inner = outer;
        }
        CHECK_EQUAL(used_of(guest.memory), (uint64_t)depth << 7);
        probe_begin();
        CHECK_OK(kozo_any_delete(inner));
        probe_end("deleting nested CNodes", 0);
        crowd_end();
    }
}

static const struct test table[] = {
    {"a chain of copies is revoked", a_chain_of_copies},
    {"a star of copies is revoked", a_star_of_copies},
    {"a full CNode is deleted", a_full_cnode_is_deleted},
    {"CNodes within CNodes", cnodes_within_cnodes},
};
TESTS(tree_tests, "trees", table);
