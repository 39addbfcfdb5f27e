/* SPDX-License-Identifier: MIT */
/* slots.c: using up slots and memory. The failing operation changes nothing, and what is left to
 * the byte is what must be left. */
#include "exhaust.h"
#include "tests.h"

enum { SMALL_BITS = 12, SMALL_SLOTS = 1 << (SMALL_BITS - KOZO_SLOT_BITS) };

static unsigned occupied(kozo_cnode_t cnode)
{
    unsigned count = 0;

    for (uint32_t slot = 1; slot < SMALL_SLOTS; slot++) {
        kozo_info_t info = {0};
        kozo_badge_t badge = 0;

        CHECK_OK(kozo_cnode_inspect(cnode, slot, &info, &badge, &(kozo_handle_t){0}));
        count += info.raw != 0;
    }
    return count;
}

/* Each way to fill a slot, at an index that it cannot have. */
static void check_refused(kozo_cnode_t cnode, kozo_slot_index_t index, kozo_handle_t source,
                          kozo_err_t wanted)
{
    const uint64_t used = used_of(guest.memory);
    const unsigned before = occupied(cnode);
    kozo_handle_t handle = {77};

    CHECK_EQUAL(kozo_cnode_copy(cnode, index, source, ALL_RIGHTS, &handle), wanted);
    CHECK_EQUAL(kozo_cnode_mint(cnode, index, source, ALL_RIGHTS, 5, &handle), wanted);
    CHECK_EQUAL(kozo_cnode_move(cnode, index, source, &handle), wanted);
    CHECK_EQUAL(kozo_cnode_save_reply(cnode, index, &handle), wanted);
    CHECK_EQUAL(kozo_untyped_retype(guest.memory, KOZO_OBJECT_ENDPOINT, KOZO_ENDPOINT_SIZE_BITS, 1,
                                    cnode, index, &handle),
                wanted);
    CHECK_EQUAL(kozo_io_port_derive(guest.ports, 0x2f8, 1, cnode, index, &handle), wanted);
    CHECK_EQUAL(handle.raw, 77);
    CHECK_EQUAL(used_of(guest.memory), used);
    CHECK_EQUAL(occupied(cnode), before);
}

static void every_slot_of_a_cnode(void)
{
    for (unsigned repeat = 0; repeat < REPEATS; repeat++) {
        const kozo_cnode_t cnode = MAKE_CNODE(SMALL_BITS);
        const kozo_handle_t source = KOZO_ANY(MAKE_NOTIFICATION());
        kozo_handle_t handle = {0};

        for (kozo_slot_index_t slot = 1; slot < SMALL_SLOTS; slot++) {
            CHECK_OK(kozo_cnode_copy(cnode, slot, source, ALL_RIGHTS, &handle));
            CHECK_EQUAL(kozo_handle_address(handle), slot);
        }
        CHECK_EQUAL(occupied(cnode), SMALL_SLOTS - 1);
        for (kozo_slot_index_t slot = 1; slot < SMALL_SLOTS; slot += effort(1, 1, 31)) {
            check_refused(cnode, slot, source, KOZO_ERR_SLOT_BUSY);
        }
        check_refused(cnode, SMALL_SLOTS, source, KOZO_ERR_NO_SLOT);
        check_refused(cnode, 0x3fffffff, source, KOZO_ERR_NO_SLOT);
        check_refused(cnode, 0, source, KOZO_ERR_RANGE);
        CHECK_OK(kozo_any_revoke(source));
        CHECK_EQUAL(occupied(cnode), 0);
        crowd_end();
    }
}

/* A run that does not fit, or meets a slot in use, makes nothing at all. */
static void runs_over_the_end(void)
{
    const kozo_cnode_t cnode = MAKE_CNODE(SMALL_BITS);
    const kozo_untyped_t region = MAKE(UNTYPED, untyped, KOZO_LARGE_PAGE_BITS);
    kozo_handle_t handle = {0};

    for (unsigned repeat = 0; repeat < REPEATS; repeat++) {
        for (unsigned count = 1; count <= SMALL_SLOTS; count += count < 6 ? 1 : 19) {
            const kozo_err_t wanted = count > SMALL_SLOTS - 60 ? KOZO_ERR_NO_SLOT : KOZO_OK;

            CHECK_EQUAL(kozo_untyped_retype(region, KOZO_OBJECT_ENDPOINT, KOZO_ENDPOINT_SIZE_BITS,
                                            (uint16_t)count, cnode, 60, &handle),
                        wanted);
            CHECK_EQUAL(used_of(region), wanted == KOZO_OK ? (uint64_t)count << 6 : 0);
            CHECK_EQUAL(occupied(cnode), wanted == KOZO_OK ? count : 0);
            CHECK_OK(kozo_any_revoke(KOZO_ANY(region)));
        }
        CHECK_OK(kozo_cnode_copy(cnode, 40, KOZO_ANY(guest.never), ALL_RIGHTS, &handle));
        CHECK_EQUAL(kozo_untyped_retype(region, KOZO_OBJECT_ENDPOINT, KOZO_ENDPOINT_SIZE_BITS, 40,
                                        cnode, 1, &handle),
                    KOZO_ERR_SLOT_BUSY);
        CHECK_EQUAL(used_of(region), 0);
        CHECK_EQUAL(occupied(cnode), 1);
        CHECK_OK(kozo_any_delete(inside(KOZO_ANY(cnode), handle)));
    }
}

struct kind {
    kozo_object_t kind;
    uint8_t size_bits;
};

static const struct kind kinds[] = {
    {KOZO_OBJECT_UNTYPED, 6},
    {KOZO_OBJECT_CNODE, 7},
    {KOZO_OBJECT_CNODE, 13},
    {KOZO_OBJECT_ENDPOINT, KOZO_ENDPOINT_SIZE_BITS},
    {KOZO_OBJECT_NOTIFICATION, KOZO_NOTIFICATION_SIZE_BITS},
    {KOZO_OBJECT_THREAD, KOZO_THREAD_SIZE_BITS},
    {KOZO_OBJECT_ASPACE, KOZO_ASPACE_SIZE_BITS},
    {KOZO_OBJECT_FRAME, KOZO_PAGE_BITS},
    {KOZO_OBJECT_PAGE_TABLE, KOZO_PAGE_BITS},
    {KOZO_OBJECT_BUDGET, KOZO_BUDGET_SIZE_BITS},
};

/* Objects of one kind until the region is full, one by one, behind one of 64 bytes. */
static unsigned fill(kozo_untyped_t region, struct kind kind, kozo_slot_index_t slot, uint64_t size)
{
    const uint64_t object = UINT64_C(1) << kind.size_bits;
    kozo_handle_t handle = {77};
    kozo_info_t info = {0};
    unsigned made = 0;

    CHECK_OK(kozo_untyped_retype(region, KOZO_OBJECT_ENDPOINT, KOZO_ENDPOINT_SIZE_BITS, 1,
                                 guest.cnode, slot++, &handle));
    while (kozo_untyped_retype(region, kind.kind, kind.size_bits, 1, guest.cnode, slot + made,
                               &handle) == KOZO_OK) {
        made++;
        /* The first lies at the next boundary of its size. */
        CHECK_EQUAL(used_of(region), (object > 64 ? object : 64) + made * object);
    }
    CHECK_EQUAL(used_of(region), size);
    for (uint16_t count = 1; count < 5; count++) {
        CHECK_EQUAL(kozo_untyped_retype(region, kind.kind, kind.size_bits, count, guest.cnode,
                                        slot + made, &handle),
                    KOZO_ERR_NO_MEMORY);
        CHECK_EQUAL(kozo_cnode_inspect(guest.cnode, slot + made, &info, &(kozo_badge_t){0},
                                       &(kozo_handle_t){0}),
                    KOZO_OK);
        CHECK_EQUAL(info.raw, 0);
        CHECK_EQUAL(used_of(region), size);
    }
    return made;
}

static void memory_to_the_last_byte(void)
{
    const uint8_t bits = (uint8_t)effort(17, 16, 14);
    const uint64_t size = UINT64_C(1) << bits;
    const kozo_untyped_t region = MAKE(UNTYPED, untyped, bits);
    const kozo_slot_index_t first = slots_next((1U << (bits - 6)) + 8);

    for (unsigned i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        const uint64_t object = UINT64_C(1) << kinds[i].size_bits;

        for (unsigned repeat = 0; repeat < REPEATS; repeat++) {
            CHECK_EQUAL(fill(region, kinds[i], first, size), size / object - 1);
            CHECK_OK(kozo_any_revoke(KOZO_ANY(region)));
            CHECK_EQUAL(used_of(region), 0);
        }
    }
}

/* A run that is larger than what is left, however little is missing, makes none. */
static void a_run_larger_than_what_is_left(void)
{
    const kozo_untyped_t region = MAKE(UNTYPED, untyped, KOZO_THREAD_SIZE_BITS + 6);
    const kozo_slot_index_t first = slots_next(100);
    kozo_handle_t handle = {0};

    for (unsigned repeat = 0; repeat < REPEATS; repeat++) {
        CHECK_EQUAL(kozo_untyped_retype(region, KOZO_OBJECT_THREAD, KOZO_THREAD_SIZE_BITS, 65,
                                        guest.cnode, first, &handle),
                    KOZO_ERR_NO_MEMORY);
        CHECK_EQUAL(used_of(region), 0);
        CHECK_OK(kozo_untyped_retype(region, KOZO_OBJECT_THREAD, KOZO_THREAD_SIZE_BITS, 64,
                                     guest.cnode, first, &handle));
        CHECK_EQUAL(used_of(region), 64 << KOZO_THREAD_SIZE_BITS);
        CHECK_OK(kozo_any_revoke(KOZO_ANY(region)));
    }
}

/* As many as the kernel has numbers for; each one that goes makes room for one. */
static void address_spaces(void)
{
    const unsigned limit = KOZO_ADDRESS_SPACES - 1; /* root has one */
    const kozo_slot_index_t first = slots_next(KOZO_ADDRESS_SPACES + 1);
    kozo_handle_t last = {0}, handle = {77};

    for (unsigned repeat = 0; repeat < REPEATS; repeat++) {
        CHECK_OK(make_many(guest.memory, KOZO_OBJECT_ASPACE, KOZO_ASPACE_SIZE_BITS, limit - 8,
                           first, &last));
        CHECK_EQUAL(kozo_untyped_retype(guest.memory, KOZO_OBJECT_ASPACE, KOZO_ASPACE_SIZE_BITS, 9,
                                        guest.cnode, first + limit - 8, &handle),
                    KOZO_ERR_NO_SPACE);
        CHECK_EQUAL(used_of(guest.memory), (uint64_t)(limit - 8) << KOZO_ASPACE_SIZE_BITS);
        CHECK_OK(kozo_untyped_retype(guest.memory, KOZO_OBJECT_ASPACE, KOZO_ASPACE_SIZE_BITS, 8,
                                     guest.cnode, first + limit - 8, &last));
        CHECK_EQUAL(used_of(guest.memory), (uint64_t)limit << KOZO_ASPACE_SIZE_BITS);
        CHECK_EQUAL(make_at(KOZO_OBJECT_ASPACE, KOZO_ASPACE_SIZE_BITS, first + limit, &handle),
                    KOZO_ERR_NO_SPACE);
        CHECK_EQUAL(handle.raw, 77);
        CHECK_EQUAL(used_of(guest.memory), (uint64_t)limit << KOZO_ASPACE_SIZE_BITS);
        CHECK_OK(kozo_any_delete(last));
        CHECK_OK(make_at(KOZO_OBJECT_ASPACE, KOZO_ASPACE_SIZE_BITS, first + limit, &last));
        CHECK_OK(kozo_any_revoke(KOZO_ANY(guest.memory)));
        handle.raw = 77;
    }
}

static const struct test table[] = {
    {"every slot of a CNode", every_slot_of_a_cnode},
    {"runs over the end", runs_over_the_end},
    {"memory to the last byte, by every kind", memory_to_the_last_byte},
    {"a run larger than what is left", a_run_larger_than_what_is_left},
    {"address spaces", address_spaces},
};
TESTS(slot_tests, "slots and memory", table);
