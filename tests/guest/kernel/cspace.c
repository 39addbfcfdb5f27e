/* SPDX-License-Identifier: MIT */
/* cspace.c: handles through nested CNodes. */
#include "tests.h"

enum {
    INNER_BITS = 10, /* 16 slots */
    INNER_RADIX = INNER_BITS - KOZO_SLOT_BITS,
};

static unsigned root_radix(void)
{
    return KOZO_INIT_CNODE_BITS - KOZO_SLOT_BITS;
}

/* The handle in root's space of what is `slot` in a CNode that root knows by `outer`. */
static kozo_handle_t inside(kozo_handle_t outer, kozo_handle_t inner)
{
    const unsigned depth = kozo_handle_depth(outer);
    const unsigned shift = root_radix() + depth * INNER_RADIX;

    return kozo_handle_make(kozo_handle_stamp(inner), depth + 1,
                            kozo_handle_address(outer) | kozo_handle_address(inner) << shift);
}

static kozo_handle_t make_in(kozo_cnode_t cnode, kozo_slot_index_t slot, kozo_object_t kind,
                             uint8_t size_bits)
{
    kozo_handle_t handle = {0};

    CHECK_OK(kozo_untyped_retype(guest.memory, kind, size_bits, 1, cnode, slot, &handle));
    return handle;
}

static void four_levels(void)
{
    kozo_handle_t outer = KOZO_ANY(MAKE_CNODE(INNER_BITS));
    kozo_info_t info = {0};

    for (unsigned level = 1; level < KOZO_CSPACE_LEVELS; level++) {
        const kozo_slot_index_t slot = level + 2;
        const bool last = level == KOZO_CSPACE_LEVELS - 1;
        const kozo_object_t kind = last ? KOZO_OBJECT_ENDPOINT : KOZO_OBJECT_CNODE;
        const kozo_handle_t inner = make_in(AS(cnode, outer), slot, kind,
                                            last ? KOZO_ENDPOINT_SIZE_BITS : INNER_BITS);

        outer = inside(outer, inner);
        CHECK_OK(identify(outer, &info));
        CHECK_EQUAL(kozo_info_type(info), kind);
    }
    CHECK_EQUAL(kozo_handle_depth(outer), 3);
    const kozo_handle_t near = copy(outer, ALL_RIGHTS);
    CHECK_OK(kozo_any_delete(outer));
    CHECK(identify(outer, &info) != KOZO_OK);
    CHECK_OK(identify(near, &info));
}

static void what_is_no_canonical_handle(void)
{
    const kozo_handle_t outer = KOZO_ANY(MAKE_CNODE(INNER_BITS));
    const kozo_handle_t inner =
        inside(outer, make_in(AS(cnode, outer), 3, KOZO_OBJECT_ENDPOINT, KOZO_ENDPOINT_SIZE_BITS));
    const uint32_t address = kozo_handle_address(inner);
    const uint32_t stamp = kozo_handle_stamp(inner);
    kozo_info_t info = {0};

    CHECK_OK(identify(inner, &info));
    /* Bits beyond the last CNode, too deep, not deep enough, through something that is no CNode. */
    const unsigned end = root_radix() + INNER_RADIX;
    CHECK_EQUAL(identify(kozo_handle_make(stamp, 1, address | 1U << end), &info), KOZO_ERR_NO_CAP);
    CHECK_EQUAL(identify(kozo_handle_make(stamp, 2, address | 1U << end), &info), KOZO_ERR_NO_CAP);
    CHECK_EQUAL(identify(kozo_handle_make(stamp, 0, address), &info), KOZO_ERR_NO_CAP);
    CHECK_EQUAL(identify(kozo_handle_make(stamp, 1, kozo_handle_address(outer)), &info),
                KOZO_ERR_NO_CAP);
}

static void a_replaced_cnode_makes_handles_stale(void)
{
    const kozo_slot_index_t slot = slot_next();
    kozo_handle_t outer = {0};
    kozo_info_t info = {0};

    CHECK_OK(make_at(KOZO_OBJECT_CNODE, INNER_BITS, slot, &outer));
    const kozo_handle_t old =
        inside(outer, make_in(AS(cnode, outer), 3, KOZO_OBJECT_ENDPOINT, KOZO_ENDPOINT_SIZE_BITS));
    CHECK_OK(kozo_any_delete(outer));
    CHECK_EQUAL(identify(old, &info), KOZO_ERR_NO_CAP);
    CHECK_OK(make_at(KOZO_OBJECT_CNODE, INNER_BITS, slot, &outer));
    const kozo_handle_t new =
        inside(outer, make_in(AS(cnode, outer), 3, KOZO_OBJECT_ENDPOINT, KOZO_ENDPOINT_SIZE_BITS));
    CHECK_EQUAL(identify(old, &info), KOZO_ERR_STALE);
    CHECK_OK(identify(new, &info));
}

static void the_path_needs_modify(void)
{
    const kozo_handle_t outer = KOZO_ANY(MAKE_CNODE(INNER_BITS));
    const kozo_handle_t blind = copy(outer, KOZO_CNODE_RIGHT_LOOKUP);
    const kozo_handle_t endpoint =
        make_in(AS(cnode, outer), 3, KOZO_OBJECT_ENDPOINT, KOZO_ENDPOINT_SIZE_BITS);
    const kozo_handle_t weak = inside(blind, endpoint), strong = inside(outer, endpoint);
    kozo_handle_t handle = {0};
    kozo_info_t info = {0};

    CHECK_OK(identify(weak, &info));
    CHECK_EQUAL(kozo_any_delete(weak), KOZO_ERR_ACCESS_DENIED);
    CHECK_EQUAL(kozo_any_revoke(weak), KOZO_ERR_ACCESS_DENIED);
    CHECK_EQUAL(kozo_cnode_move(guest.cnode, slot_next(), weak, &handle), KOZO_ERR_ACCESS_DENIED);
    CHECK_OK(kozo_cnode_copy(guest.cnode, slot_next(), weak, ALL_RIGHTS, &handle));
    CHECK_OK(kozo_any_delete(strong));
}

static void the_path_needs_lookup(void)
{
    const kozo_handle_t outer = KOZO_ANY(MAKE_CNODE(INNER_BITS));
    const kozo_handle_t writer = copy(outer, KOZO_CNODE_RIGHT_MODIFY);
    const kozo_handle_t endpoint =
        make_in(AS(cnode, writer), 3, KOZO_OBJECT_ENDPOINT, KOZO_ENDPOINT_SIZE_BITS);
    kozo_info_t info = {0};

    CHECK_EQUAL(identify(inside(writer, endpoint), &info), KOZO_ERR_ACCESS_DENIED);
    CHECK_OK(identify(inside(outer, endpoint), &info));
}

static void deleting_a_cnode_deletes_its_contents(void)
{
    const kozo_handle_t outer = KOZO_ANY(MAKE_CNODE(INNER_BITS));
    const kozo_handle_t middle =
        make_in(AS(cnode, outer), 1, KOZO_OBJECT_CNODE, INNER_BITS);
    kozo_size_t size, used = 1;
    kozo_untyped_t memory = MAKE(UNTYPED, untyped, 16);
    kozo_handle_t handle = {0};

    for (kozo_slot_index_t slot = 1; slot < 16; slot++) {
        CHECK_OK(kozo_untyped_retype(memory, KOZO_OBJECT_THREAD, KOZO_THREAD_SIZE_BITS, 1,
                                     AS(cnode, inside(outer, middle)), slot, &handle));
    }
    CHECK_OK(kozo_any_delete(outer));
    CHECK_OK(kozo_untyped_inspect(memory, &size, &used));
    CHECK_EQUAL(used, 0);
}

static void a_cnode_that_holds_itself(void)
{
    const kozo_handle_t outer = KOZO_ANY(MAKE_CNODE(INNER_BITS));
    kozo_handle_t self = {0};
    kozo_info_t info = {0};

    CHECK_OK(kozo_cnode_move(AS(cnode, outer), 1, outer, &self));
    CHECK(identify(outer, &info) != KOZO_OK);
    /* Nobody can name it any more; the memory it was made of still governs it. */
    CHECK_OK(kozo_any_revoke(KOZO_ANY(guest.memory)));
}

static void two_cnodes_that_hold_each_other(void)
{
    const kozo_handle_t a = KOZO_ANY(MAKE_CNODE(INNER_BITS)), b = KOZO_ANY(MAKE_CNODE(INNER_BITS));
    kozo_handle_t handle = {0};

    CHECK_OK(kozo_cnode_copy(AS(cnode, a), 1, b, ALL_RIGHTS, &handle));
    CHECK_OK(kozo_cnode_copy(AS(cnode, b), 1, a, ALL_RIGHTS, &handle));
    CHECK_OK(kozo_any_delete(a));
    CHECK_OK(kozo_any_delete(b));
    CHECK_OK(kozo_any_revoke(KOZO_ANY(guest.memory)));
}

enum { CROWD_BITS = 18, CROWD_RUN = 255, CROWD_SLOTS = 1 << (CROWD_BITS - KOZO_SLOT_BITS) };

/* When it begins and when it is over goes into the message's words. */
static void delete_crowd(struct worker *self)
{
    self->message.words[0] = now_ns();
    self->error = kozo_any_delete((kozo_handle_t){self->argument});
    self->message.words[1] = now_ns();
}

static kozo_handle_t crowd_new(kozo_untyped_t memory)
{
    kozo_handle_t crowd = {0}, last = {0};

    CHECK_OK(kozo_untyped_retype(memory, KOZO_OBJECT_CNODE, CROWD_BITS, 1, guest.cnode,
                                 slot_next(), &crowd));
    for (uint32_t slot = 1; slot + CROWD_RUN <= CROWD_SLOTS; slot += CROWD_RUN) {
        CHECK_OK(kozo_untyped_retype(memory, KOZO_OBJECT_ENDPOINT, KOZO_ENDPOINT_SIZE_BITS,
                                     CROWD_RUN, AS(cnode, crowd), slot, &last));
    }
    return crowd;
}

/* A large CNode, nearly full, that `count` workers below root's priority are just deleting. Its
 * memory comes from `memory`. A wait in which they come to their end tells when to look. */
static kozo_handle_t crowd_half_deleted(kozo_untyped_t memory, struct worker *deleters[],
                                        unsigned count)
{
    kozo_handle_t crowd = {0};
    kozo_info_t info;
    uint64_t wait_ns = MILLISECOND_NS;

    for (unsigned tries = 0; tries < 10; tries++) {
        crowd = crowd_new(memory);
        for (unsigned i = 0; i < count; i++) {
            deleters[i] = worker_new(PRIORITY_LOW);
            deleters[i]->argument = crowd.raw;
            worker_start(deleters[i], delete_crowd);
        }
        const uint64_t from_ns = now_ns();

        rest_ns(wait_ns);
        if (identify(crowd, &info) == KOZO_ERR_DYING) {
            return crowd;
        }
        const uint64_t *times = deleters[0]->message.words;

        wait_ns = times[1] != 0 ? (times[0] + times[1]) / 2 - from_ns : 4 * wait_ns;
        for (unsigned i = 0; i < count; i++) {
            CHECK_OK(kozo_any_delete(KOZO_ANY(deleters[i]->thread)));
        }
        CHECK_OK(kozo_any_revoke(KOZO_ANY(memory)));
    }
    CHECK(false);
    return crowd;
}

static void a_deleter_that_dies_half_way(void)
{
    const kozo_untyped_t memory = MAKE(UNTYPED, untyped, CROWD_BITS + 1);
    struct worker *deleter = NULL;
    const kozo_handle_t crowd = crowd_half_deleted(memory, &deleter, 1);
    kozo_info_t info;
    kozo_handle_t handle;

    CHECK_OK(kozo_any_delete(KOZO_ANY(deleter->thread)));
    rest_ns(MILLISECOND_NS);
    CHECK_EQUAL(identify(crowd, &info), KOZO_ERR_DYING);
    CHECK_EQUAL(kozo_cnode_copy(guest.cnode, slot_next(), crowd, ALL_RIGHTS, &handle),
                KOZO_ERR_DYING);
    CHECK(used_of(memory) != 0);
    CHECK_OK(kozo_any_delete(crowd));
    CHECK_EQUAL(identify(crowd, &info), KOZO_ERR_NO_CAP);
    CHECK_EQUAL(used_of(memory), 0);
}

static void two_delete_the_same(void)
{
    const kozo_untyped_t memory = MAKE(UNTYPED, untyped, CROWD_BITS + 1);
    struct worker *deleters[2] = {NULL, NULL};
    const kozo_handle_t crowd = crowd_half_deleted(memory, deleters, 2);
    kozo_info_t info;

    CHECK(worker_finishes(deleters[0]) && worker_finishes(deleters[1]));
    CHECK_EQUAL(identify(crowd, &info), KOZO_ERR_NO_CAP);
    CHECK_EQUAL(used_of(memory), 0);
    /* Who empties the slot is told so; the other finds it empty. */
    CHECK_EQUAL((deleters[0]->error == KOZO_OK) + (deleters[1]->error == KOZO_OK), 1);
    CHECK_EQUAL((deleters[0]->error == KOZO_ERR_NO_CAP) + (deleters[1]->error == KOZO_ERR_NO_CAP),
                1);
}

static const struct test table[] = {
    {"four levels", four_levels},
    {"what is no canonical handle", what_is_no_canonical_handle},
    {"a replaced CNode makes handles stale", a_replaced_cnode_makes_handles_stale},
    {"delete, revoke and move need modify on the path", the_path_needs_modify},
    {"lookup is needed on the path", the_path_needs_lookup},
    {"deleting a CNode deletes its contents", deleting_a_cnode_deletes_its_contents},
    {"a CNode that holds itself", a_cnode_that_holds_itself},
    {"two CNodes that hold each other", two_cnodes_that_hold_each_other},
    {"a deleter that dies half way", a_deleter_that_dies_half_way},
    {"two threads delete the same CNode", two_delete_the_same},
};
TESTS(cspace_tests, "cspace", table);
