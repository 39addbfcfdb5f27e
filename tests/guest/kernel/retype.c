/* SPDX-License-Identifier: MIT */
/* retype.c: objects out of untyped memory, and memory back from objects. */
#include "tests.h"

static void every_type_with_all_its_rights(void)
{
    static const struct {
        kozo_object_t kind;
        uint8_t size_bits;
        kozo_rights_t rights;
    } cases[] = {
        {KOZO_OBJECT_UNTYPED, 12, KOZO_UNTYPED_RIGHT_RETYPE | KOZO_UNTYPED_RIGHT_INSPECT},
        {KOZO_OBJECT_CNODE, 7, KOZO_CNODE_RIGHT_LOOKUP | KOZO_CNODE_RIGHT_MODIFY},
        {KOZO_OBJECT_ENDPOINT, KOZO_ENDPOINT_SIZE_BITS,
         KOZO_ENDPOINT_RIGHT_RECEIVE | KOZO_ENDPOINT_RIGHT_SEND | KOZO_ENDPOINT_RIGHT_GRANT},
        {KOZO_OBJECT_NOTIFICATION, KOZO_NOTIFICATION_SIZE_BITS,
         KOZO_NOTIFICATION_RIGHT_WAIT | KOZO_NOTIFICATION_RIGHT_SIGNAL},
        {KOZO_OBJECT_THREAD, KOZO_THREAD_SIZE_BITS,
         KOZO_THREAD_RIGHT_OBSERVE | KOZO_THREAD_RIGHT_CONTROL},
        {KOZO_OBJECT_ASPACE, KOZO_ASPACE_SIZE_BITS, KOZO_ASPACE_RIGHT_MAP},
        {KOZO_OBJECT_FRAME, KOZO_PAGE_BITS,
         KOZO_FRAME_RIGHT_READ | KOZO_FRAME_RIGHT_WRITE | KOZO_FRAME_RIGHT_EXECUTE |
             KOZO_FRAME_RIGHT_MAP},
        {KOZO_OBJECT_PAGE_TABLE, KOZO_PAGE_BITS, KOZO_PAGE_TABLE_RIGHT_MAP},
        {KOZO_OBJECT_BUDGET, KOZO_BUDGET_SIZE_BITS,
         KOZO_BUDGET_RIGHT_OBSERVE | KOZO_BUDGET_RIGHT_CONTROL},
    };

    for (unsigned i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const uint64_t before = used_of(guest.memory);
        kozo_info_t info = {0};

        CHECK_OK(identify(make(cases[i].kind, cases[i].size_bits), &info));
        CHECK_EQUAL(kozo_info_type(info), cases[i].kind);
        CHECK_EQUAL(kozo_info_rights(info), cases[i].rights);
        CHECK_EQUAL(kozo_info_size_bits(info), cases[i].size_bits);
        CHECK(used_of(guest.memory) >= before + (UINT64_C(1) << cases[i].size_bits));
    }
}

static void what_cannot_be_made(void)
{
    static const struct {
        kozo_object_t kind;
        uint8_t size_bits;
        uint8_t argument;
    } cases[] = {
        {KOZO_OBJECT_NULL, 6, 1},      {KOZO_OBJECT_REPLY, 6, 1},     {KOZO_OBJECT_IO_PORT, 6, 1},
        {KOZO_OBJECT_DEBUG, 6, 1},     {KOZO_OBJECT_PLATFORM, 6, 1},  {KOZO_OBJECT_LIMIT, 6, 1},
        {255, 6, 1},                   {KOZO_OBJECT_UNTYPED, 5, 2},   {KOZO_OBJECT_UNTYPED, 47, 2},
    };
    static const struct {
        kozo_object_t kind;
        uint8_t size_bits;
    } sizes[] = {
        {KOZO_OBJECT_CNODE, 6},   {KOZO_OBJECT_CNODE, 27}, {KOZO_OBJECT_ENDPOINT, 7},
        {KOZO_OBJECT_THREAD, 12}, {KOZO_OBJECT_FRAME, 13}, {KOZO_OBJECT_FRAME, 30},
        {KOZO_OBJECT_ASPACE, 12}, {KOZO_OBJECT_BUDGET, 6}, {KOZO_OBJECT_PAGE_TABLE, 13},
    };
    kozo_handle_t handle = {0};

    for (unsigned i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const kozo_status_t status =
            kozo_untyped_retype_status(guest.memory, cases[i].kind, cases[i].size_bits, 1,
                                       guest.cnode, slot_next(), &handle);

        CHECK_EQUAL(kozo_status_code(status), KOZO_ERR_RANGE);
        CHECK_EQUAL(kozo_status_argument(status), cases[i].argument);
    }
    for (unsigned i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        CHECK_EQUAL(make_at(sizes[i].kind, sizes[i].size_bits, slot_next(), &handle),
                    KOZO_ERR_RANGE);
    }
    CHECK_EQUAL(used_of(guest.memory), 0);
}

static void a_run_has_consecutive_handles(void)
{
    enum { COUNT = 100 };
    const kozo_slot_index_t first = slots_next(COUNT);
    kozo_handle_t last = {0};

    CHECK_OK(kozo_untyped_retype(guest.memory, KOZO_OBJECT_ENDPOINT, KOZO_ENDPOINT_SIZE_BITS, COUNT,
                                 guest.cnode, first, &last));
    CHECK_EQUAL(kozo_handle_address(last), first + COUNT - 1);
    for (uint32_t i = 0; i < COUNT; i++) {
        const kozo_handle_t handle =
            kozo_handle_make(kozo_handle_stamp(last) - i, 0, kozo_handle_address(last) - i);
        kozo_info_t info = {0};

        CHECK_OK(identify(handle, &info));
        CHECK_EQUAL(kozo_info_type(info), KOZO_OBJECT_ENDPOINT);
    }
}

static void the_longest_run_is_complete(void)
{
    enum { COUNT = KOZO_RETYPE_COUNT };
    const kozo_slot_index_t first = slots_next(COUNT);
    kozo_handle_t last = {0};
    kozo_info_t info = {0};
    kozo_badge_t badge = 0;

    CHECK_OK(kozo_untyped_retype(guest.memory, KOZO_OBJECT_THREAD, KOZO_THREAD_SIZE_BITS, COUNT,
                                 guest.cnode, first, &last));
    CHECK_EQUAL(kozo_handle_address(last), first + COUNT - 1);
    for (uint32_t i = 0; i < COUNT; i += 15) {
        CHECK_OK(kozo_cnode_inspect(guest.cnode, first + i, &info, &badge, &(kozo_handle_t){0}));
        CHECK_EQUAL(kozo_info_type(info), KOZO_OBJECT_THREAD);
    }
}

static void a_run_over_an_occupied_slot_makes_nothing(void)
{
    const kozo_slot_index_t first = slots_next(8);
    kozo_handle_t handle = {0};

    CHECK_OK(make_at(KOZO_OBJECT_ENDPOINT, KOZO_ENDPOINT_SIZE_BITS, first + 5, &handle));
    const uint64_t before = used_of(guest.memory);
    CHECK_EQUAL(kozo_untyped_retype(guest.memory, KOZO_OBJECT_ENDPOINT, KOZO_ENDPOINT_SIZE_BITS, 8,
                                    guest.cnode, first, &handle),
                KOZO_ERR_SLOT_BUSY);
    CHECK_EQUAL(kozo_untyped_retype(guest.memory, KOZO_OBJECT_ENDPOINT, KOZO_ENDPOINT_SIZE_BITS, 8,
                                    guest.cnode, guest.info->slot_count - 4, &handle),
                KOZO_ERR_NO_SLOT);
    CHECK_EQUAL(used_of(guest.memory), before);
}

static void memory_ends_and_returns(void)
{
    const kozo_untyped_t page = MAKE(UNTYPED, untyped, 12);
    const kozo_slot_index_t first = slots_next(65);
    kozo_handle_t handle = {0};

    for (unsigned round = 0; round < 3; round++) {
        CHECK_OK(kozo_untyped_retype(page, KOZO_OBJECT_ENDPOINT, KOZO_ENDPOINT_SIZE_BITS, 64,
                                     guest.cnode, first, &handle));
        CHECK_EQUAL(used_of(page), 4096);
        CHECK_EQUAL(kozo_untyped_retype(page, KOZO_OBJECT_ENDPOINT, KOZO_ENDPOINT_SIZE_BITS, 1,
                                        guest.cnode, first + 64, &handle),
                    KOZO_ERR_NO_MEMORY);
        CHECK_OK(kozo_any_revoke(KOZO_ANY(page)));
        CHECK_EQUAL(used_of(page), 0);
    }
}

static void deleting_the_last_object_returns_memory(void)
{
    const kozo_untyped_t page = MAKE(UNTYPED, untyped, 12);
    kozo_handle_t a = {0}, b = {0};

    CHECK_OK(kozo_untyped_retype(page, KOZO_OBJECT_BUDGET, KOZO_BUDGET_SIZE_BITS, 1, guest.cnode,
                                 slot_next(), &a));
    CHECK_OK(kozo_untyped_retype(page, KOZO_OBJECT_BUDGET, KOZO_BUDGET_SIZE_BITS, 1, guest.cnode,
                                 slot_next(), &b));
    CHECK_OK(kozo_any_delete(a));
    CHECK_EQUAL(used_of(page), 2 << KOZO_BUDGET_SIZE_BITS);
    CHECK_OK(kozo_any_delete(b));
    CHECK_EQUAL(used_of(page), 0);
}

static void memory_is_clear_and_aligned(void)
{
    const kozo_untyped_t region = MAKE(UNTYPED, untyped, 14);
    kozo_handle_t handle = {0};

    for (unsigned round = 0; round < 2; round++) {
        CHECK_OK(kozo_untyped_retype(region, KOZO_OBJECT_ENDPOINT, KOZO_ENDPOINT_SIZE_BITS, 1,
                                     guest.cnode, slot_next(), &handle));
        CHECK_OK(kozo_untyped_retype(region, KOZO_OBJECT_FRAME, KOZO_PAGE_BITS, 1, guest.cnode,
                                     slot_next(), &handle));
        CHECK_EQUAL(used_of(region), 8192);
        CHECK_OK(map_here(AS(frame, handle), SCRATCH, KOZO_MAP_FLAGS_WRITE));
        volatile uint64_t *words = (volatile uint64_t *)SCRATCH;

        for (unsigned i = 0; i < 512; i++) {
            CHECK_EQUAL(words[i], 0);
            words[i] = ~UINT64_C(0);
        }
        CHECK_OK(kozo_any_revoke(KOZO_ANY(region)));
    }
}

static void a_shrinking_untyped_nests(void)
{
    kozo_untyped_t inner = guest.memory;
    kozo_handle_t handle = {0};

    for (uint8_t bits = 20; bits >= KOZO_THREAD_SIZE_BITS; bits--) {
        CHECK_OK(kozo_untyped_retype(inner, KOZO_OBJECT_UNTYPED, bits, 1, guest.cnode, slot_next(),
                                     &handle));
        inner = AS(untyped, handle);
    }
    CHECK_OK(kozo_untyped_retype(inner, KOZO_OBJECT_THREAD, KOZO_THREAD_SIZE_BITS, 1, guest.cnode,
                                 slot_next(), &handle));
    CHECK_OK(kozo_any_revoke(KOZO_ANY(guest.memory)));
    CHECK_EQUAL(used_of(guest.memory), 0);
}

static const struct test table[] = {
    {"every type, with all its rights", every_type_with_all_its_rights},
    {"what cannot be made", what_cannot_be_made},
    {"a run has consecutive handles", a_run_has_consecutive_handles},
    {"the longest run is complete", the_longest_run_is_complete},
    {"a run over an occupied slot makes nothing", a_run_over_an_occupied_slot_makes_nothing},
    {"memory ends, and returns with revoke", memory_ends_and_returns},
    {"deleting the last object returns memory", deleting_the_last_object_returns_memory},
    {"memory is clear and aligned", memory_is_clear_and_aligned},
    {"untyped in untyped, one in the other", a_shrinking_untyped_nests},
};
TESTS(retype_tests, "retype", table);
