/* SPDX-License-Identifier: MIT */
/* memory.c: what a program can reach of memory is what is mapped for it now: no translation
 * outlives its mapping, nothing is left of former use, and rights decide what a mapping permits. */
#include "attack.h"
#include "tests.h"

#include <kozo/text.h>

#define LARGE (UINT64_C(1) << KOZO_LARGE_PAGE_BITS)
/* Where nobody else has page tables. */
#define FAR_AWAY UINT64_C(0x100000000000)

/* A program, or a thread of root's space, that touches a page, waits to be told, and touches it
 * again. What it must meet the second time is the fault, or another value. */

struct toucher {
    uint64_t at;
    enum { TOUCH_READ, TOUCH_WRITE, TOUCH_FETCH } how;
    uint64_t notification;
    uint64_t seen[2];
};

static uint64_t touch(const struct toucher *toucher)
{
    switch (toucher->how) {
    case TOUCH_READ:
        return *(volatile uint64_t *)toucher->at;
    case TOUCH_WRITE:
        *(volatile uint64_t *)toucher->at = 5;
        return 5;
    case TOUCH_FETCH:
        break;
    }
    return ((uint64_t (*)(void))toucher->at)();
}

static void touch_twice(struct toucher *toucher)
{
    uint64_t bits;

    toucher->seen[0] = touch(toucher);
    kozo_notification_wait((kozo_notification_t){toucher->notification}, KOZO_DEADLINE_NEVER,
                           &bits);
    toucher->seen[1] = touch(toucher);
}

static void touch_body(struct worker *self)
{
    touch_twice((struct toucher *)self->argument);
}

/* The mapping under attack, and the capabilities that it hangs on. */
struct victim {
    kozo_untyped_t region;        /* that the frame is made of */
    kozo_frame_t original, frame; /* the second, a copy, is mapped */
    kozo_page_table_t tables[3];  /* levels 3 to 1 */
};

static void victim_make(struct victim *victim, uint64_t at, kozo_map_flags_t flags)
{
    kozo_handle_t frame = {0};
    uint64_t level = 0;

    victim->region = MAKE(UNTYPED, untyped, KOZO_PAGE_BITS);
    CHECK_OK(kozo_untyped_retype(victim->region, KOZO_OBJECT_FRAME, KOZO_PAGE_BITS, 1,
                                 guest.cnode, slot_next(), &frame));
    victim->original = AS(frame, frame);
    CHECK_OK(map_here(victim->original, SCRATCH, KOZO_MAP_FLAGS_WRITE));
    *(volatile uint64_t *)SCRATCH = 0xc3000000aab8; /* mov $0xaa, %eax; ret */
    CHECK_OK(kozo_frame_unmap(victim->original));
    victim->frame = AS(frame, copy(frame, ALL_RIGHTS));
    for (unsigned i = 0; i < 3; i++) {
        victim->tables[i] = MAKE_TABLE();
        CHECK_OK(kozo_aspace_map_table(guest.aspace, victim->tables[i], (vaddr_t){at}, &level));
        CHECK_EQUAL(level, 3 - i);
    }
    CHECK_OK(kozo_aspace_map(guest.aspace, victim->frame, (vaddr_t){at}, flags));
}

enum way {
    WAY_UNMAP,
    WAY_DELETE,
    WAY_REVOKE_FRAME,
    WAY_REVOKE_MEMORY,
    WAY_TABLE_1,
    WAY_TABLE_2,
    WAY_TABLE_3,
    WAY_READ_ONLY,
    WAY_NO_EXECUTE,
    WAY_ANOTHER_FRAME,
};

static void victim_take(struct victim *victim, uint64_t at, enum way way)
{
    switch (way) {
    case WAY_UNMAP:
        CHECK_OK(kozo_frame_unmap(victim->frame));
        break;
    case WAY_DELETE:
        CHECK_OK(kozo_any_delete(KOZO_ANY(victim->frame)));
        break;
    case WAY_REVOKE_FRAME:
        CHECK_OK(kozo_any_revoke(KOZO_ANY(victim->original)));
        break;
    case WAY_REVOKE_MEMORY:
        CHECK_OK(kozo_any_revoke(KOZO_ANY(victim->region)));
        break;
    case WAY_TABLE_1:
    case WAY_TABLE_2:
    case WAY_TABLE_3:
        CHECK_OK(kozo_any_delete(KOZO_ANY(victim->tables[WAY_TABLE_3 - way])));
        break;
    case WAY_READ_ONLY:
    case WAY_NO_EXECUTE:
        CHECK_OK(kozo_frame_unmap(victim->frame));
        CHECK_OK(kozo_aspace_map(guest.aspace, victim->frame, (vaddr_t){at}, 0));
        break;
    case WAY_ANOTHER_FRAME:
        CHECK_OK(kozo_frame_unmap(victim->frame));
        CHECK_OK(kozo_aspace_map(guest.aspace, MAKE_FRAME(), (vaddr_t){at}, KOZO_MAP_FLAGS_WRITE));
        break;
    }
}

static void no_translation_outlives_its_mapping(void)
{
    static const struct {
        enum way way;
        uint8_t how, flags;
        uint64_t code; /* 0: no fault, it sees the new frame's 0 */
    } cases[] = {
        {WAY_UNMAP, TOUCH_READ, 0, PAGE_USER},
        {WAY_UNMAP, TOUCH_WRITE, KOZO_MAP_FLAGS_WRITE, PAGE_USER | PAGE_WRITE},
        {WAY_UNMAP, TOUCH_FETCH, KOZO_MAP_FLAGS_EXECUTE, PAGE_USER | PAGE_FETCH},
        {WAY_DELETE, TOUCH_READ, 0, PAGE_USER},
        {WAY_DELETE, TOUCH_WRITE, KOZO_MAP_FLAGS_WRITE, PAGE_USER | PAGE_WRITE},
        {WAY_REVOKE_FRAME, TOUCH_WRITE, KOZO_MAP_FLAGS_WRITE, PAGE_USER | PAGE_WRITE},
        {WAY_REVOKE_MEMORY, TOUCH_WRITE, KOZO_MAP_FLAGS_WRITE, PAGE_USER | PAGE_WRITE},
        {WAY_REVOKE_MEMORY, TOUCH_FETCH, KOZO_MAP_FLAGS_EXECUTE, PAGE_USER | PAGE_FETCH},
        {WAY_TABLE_1, TOUCH_WRITE, KOZO_MAP_FLAGS_WRITE, PAGE_USER | PAGE_WRITE},
        {WAY_TABLE_2, TOUCH_READ, 0, PAGE_USER},
        {WAY_TABLE_3, TOUCH_FETCH, KOZO_MAP_FLAGS_EXECUTE, PAGE_USER | PAGE_FETCH},
        {WAY_READ_ONLY, TOUCH_WRITE, KOZO_MAP_FLAGS_WRITE, PAGE_USER | PAGE_WRITE | PAGE_PRESENT},
        {WAY_NO_EXECUTE, TOUCH_FETCH, KOZO_MAP_FLAGS_EXECUTE,
         PAGE_USER | PAGE_FETCH | PAGE_PRESENT},
        {WAY_ANOTHER_FRAME, TOUCH_READ, 0, 0},
    };

    for (unsigned i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const uint64_t at = FAR_AWAY + ((uint64_t)i << 39);
        const kozo_endpoint_t handler = MAKE_ENDPOINT();
        const kozo_notification_t go = MAKE_NOTIFICATION();
        struct toucher toucher = {.at = at, .how = cases[i].how, .notification = go.raw};
        struct worker *worker = fault_worker(handler, 1);
        struct fault_record record;
        struct victim victim;

        victim_make(&victim, at, cases[i].flags);
        worker->argument = (uint64_t)&toucher;
        worker_start(worker, touch_body);
        CHECK_EQUAL(worker_state(worker), KOZO_THREAD_STATE_WAITING);
        CHECK(toucher.seen[0] == 5 || (toucher.seen[0] & 0xff) == 0xaa ||
              (toucher.seen[0] & 0xff) == 0xb8);
        victim_take(&victim, at, cases[i].way);
        CHECK_OK(kozo_notification_signal(go));
        CHECK_OK(fault_receive(handler, &record));
        if (cases[i].code == 0) {
            CHECK_EQUAL(record.kind, FAULT_EXIT);
            CHECK_EQUAL(toucher.seen[1], 0);
        } else {
            expect_page_fault(&record, "touched again", at, cases[i].code);
        }
        CHECK_OK(fault_answer(KOZO_FAULT_ACTION_KILL));
        worker_forget(worker);
    }
}

static void space_touches(uint64_t argument)
{
    (void)argument;
    touch_twice((struct toucher *)SPACE_SHARED);
    __builtin_trap();
}

/* The same when the program has a space of its own, which is not the one in use meanwhile. */
static void nor_in_another_space(void)
{
    const kozo_endpoint_t handler = MAKE_ENDPOINT();
    const kozo_notification_t go = MAKE_NOTIFICATION();
    const kozo_frame_t frame = MAKE_FRAME();
    struct toucher *toucher;
    struct fault_record record;
    struct space space;

    space_new(&space, PRIORITY_WORKER);
    NEED(kozo_thread_bind_faults(space.thread, AS(endpoint, mint(KOZO_ANY(handler),
                                                                 KOZO_ENDPOINT_RIGHT_SEND, 3))));
    NEED(map_there(space.aspace, frame, SCRATCH, KOZO_MAP_FLAGS_WRITE));
    toucher = (struct toucher *)SPACE_SHARED;
    *toucher = (struct toucher){
        .at = SCRATCH,
        .how = TOUCH_WRITE,
        .notification = space_grant(&space, 1, KOZO_ANY(go), ALL_RIGHTS, 0),
    };
    space_start(&space, space_touches, 0);
    CHECK_EQUAL(toucher->seen[0], 5);
    CHECK_OK(kozo_frame_unmap(frame));
    CHECK_OK(kozo_notification_signal(go));
    CHECK_OK(fault_receive(handler, &record));
    expect_page_fault(&record, "touched again", SCRATCH, PAGE_USER | PAGE_WRITE);
    CHECK_EQUAL(record.badge, 3);
    CHECK_OK(fault_answer(KOZO_FAULT_ACTION_KILL));
}

/* Fill all of a region through frames, or by what the kernel writes into objects; then look at
 * every byte of it. */
enum { REGION_BITS = KOZO_LARGE_PAGE_BITS };

static void check_clear(kozo_untyped_t region, uint8_t frame_bits)
{
    const unsigned count = 1U << (REGION_BITS - frame_bits);
    const kozo_slot_index_t first = slots_next(count);
    const uint64_t at = SCRATCH + (frame_bits == KOZO_PAGE_BITS ? 8 : 9) * LARGE;
    kozo_handle_t last = {0};

    CHECK_OK(make_many(region, KOZO_OBJECT_FRAME, frame_bits, count, first, &last));
    for (unsigned i = 0; i < count; i++) {
        const kozo_frame_t frame = {last.raw - kozo_handle_make(i, 0, i).raw};

        NEED(map_here(frame, at + ((uint64_t)i << frame_bits), KOZO_MAP_FLAGS_WRITE));
    }
    for (uint64_t *word = (uint64_t *)at; word < (uint64_t *)(at + LARGE); word++) {
        if (*word != 0) {
            CHECK_EQUAL(*word, 0);
        }
        *word = ~UINT64_C(0);
    }
    CHECK_OK(kozo_any_revoke(KOZO_ANY(region)));
}

static void recycled_memory_is_clear(void)
{
    const struct {
        kozo_object_t kind;
        uint8_t size_bits;
    } kinds[] = {
        {KOZO_OBJECT_CNODE, KOZO_PAGE_BITS},
        {KOZO_OBJECT_CNODE, (uint8_t)effort(REGION_BITS, REGION_BITS, KOZO_PAGE_BITS)},
        {KOZO_OBJECT_THREAD, KOZO_THREAD_SIZE_BITS},
        {KOZO_OBJECT_ASPACE, KOZO_ASPACE_SIZE_BITS},
        {KOZO_OBJECT_PAGE_TABLE, KOZO_PAGE_BITS},
    };
    const kozo_untyped_t region = MAKE(UNTYPED, untyped, REGION_BITS);
    const uint8_t small = (uint8_t)effort(KOZO_PAGE_BITS, KOZO_PAGE_BITS, KOZO_LARGE_PAGE_BITS);

    for (unsigned i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        const unsigned room = 1U << (REGION_BITS - kinds[i].size_bits);
        const unsigned wanted = effort(200, 200, 10);
        const uint16_t count = (uint16_t)(room < wanted ? room : wanted);
        kozo_handle_t last = {0};
        uint64_t level = 0;

        check_clear(region, i % 2 == 0 ? small : KOZO_LARGE_PAGE_BITS);
        CHECK_OK(kozo_untyped_retype(region, kinds[i].kind, kinds[i].size_bits, count, guest.cnode,
                                     slots_next(count), &last));
        if (kinds[i].kind == KOZO_OBJECT_CNODE) {
            kozo_info_t info = {0};
            kozo_badge_t badge = 0;

            for (uint32_t slot = 1; slot < 1U << (kinds[i].size_bits - KOZO_SLOT_BITS); slot++) {
                CHECK_OK(kozo_cnode_inspect(AS(cnode, last), slot, &info, &badge,
                                            &(kozo_handle_t){0}));
                if (info.raw != 0 || badge != 0) {
                    CHECK_EQUAL(info.raw, 0);
                }
            }
        } else if (kinds[i].kind == KOZO_OBJECT_PAGE_TABLE) {
            CHECK_OK(kozo_aspace_map_table(guest.aspace, AS(page_table, last),
                                           (vaddr_t){FAR_AWAY}, &level));
        } else if (kinds[i].kind == KOZO_OBJECT_ASPACE) {
            CHECK_EQUAL(kozo_aspace_map(AS(aspace, last), MAKE_FRAME(), (vaddr_t){SCRATCH}, 0),
                        KOZO_ERR_NO_TABLE);
        }
        CHECK_OK(kozo_any_revoke(KOZO_ANY(region)));
    }
    check_clear(region, small);
}

/* All rights against all flags: what comes, in the fixed order of the checks. */
static void rights_decide_how_a_frame_is_mapped(void)
{
    const kozo_handle_t frame = KOZO_ANY(MAKE_FRAME());

    for (unsigned rights = 0; rights <= KOZO_RIGHTS_MASK; rights++) {
        const kozo_frame_t weak = AS(frame, copy(frame, (kozo_rights_t)rights));

        for (kozo_map_flags_t flags = 0; flags <= KOZO_MAP_FLAGS_MASK; flags++) {
            const bool writes = (flags & KOZO_MAP_FLAGS_WRITE) != 0;
            const bool executes = (flags & KOZO_MAP_FLAGS_EXECUTE) != 0;
            const kozo_rights_t needed = KOZO_FRAME_RIGHT_MAP | KOZO_FRAME_RIGHT_READ;
            kozo_err_t expected = KOZO_OK;

            if ((rights & needed) != needed) {
                expected = KOZO_ERR_ACCESS_DENIED;
            } else if (writes && executes) {
                expected = KOZO_ERR_WRITE_EXECUTE;
            } else if ((writes && (rights & KOZO_FRAME_RIGHT_WRITE) == 0) ||
                       (executes && (rights & KOZO_FRAME_RIGHT_EXECUTE) == 0)) {
                expected = KOZO_ERR_ACCESS_DENIED;
            }
            CHECK_EQUAL(map_here(weak, SCRATCH, flags), expected);
            if (expected == KOZO_OK) {
                CHECK_OK(kozo_frame_unmap(weak));
            }
        }
        CHECK_OK(kozo_any_delete(KOZO_ANY(weak)));
    }
}

/* One frame, written at one address and executed at another: each page stays what it is. */
static void no_page_is_writable_and_executable(void)
{
    const kozo_frame_t frame = MAKE_FRAME();
    const kozo_frame_t second = AS(frame, copy(KOZO_ANY(frame), ALL_RIGHTS));
    struct fault_record record;

    CHECK_OK(map_here(frame, SCRATCH, KOZO_MAP_FLAGS_WRITE));
    CHECK_OK(map_here(second, SCRATCH + PAGE, KOZO_MAP_FLAGS_EXECUTE));
    *(volatile uint64_t *)SCRATCH = 0xc3000000aab8; /* mov $0xaa, %eax; ret */
    CHECK_EQUAL(((uint32_t (*)(void))(SCRATCH + PAGE))(), 0xaa);
    fault_provoke(fault_fetch, SCRATCH, &record);
    expect_page_fault(&record, "execute", SCRATCH, PAGE_USER | PAGE_FETCH | PAGE_PRESENT);
    fault_provoke(fault_write, SCRATCH + PAGE, &record);
    expect_page_fault(&record, "write", SCRATCH + PAGE, PAGE_USER | PAGE_WRITE | PAGE_PRESENT);
    CHECK_EQUAL(map_here(second, SCRATCH + PAGE, KOZO_MAP_FLAGS_WRITE), KOZO_ERR_ALREADY_MAPPED);
    CHECK_EQUAL(map_here(frame, SCRATCH, KOZO_MAP_FLAGS_EXECUTE), KOZO_ERR_ALREADY_MAPPED);
    CHECK_EQUAL(map_here(AS(frame, copy(KOZO_ANY(frame), ALL_RIGHTS)), SCRATCH + PAGE,
                         KOZO_MAP_FLAGS_WRITE),
                KOZO_ERR_ALREADY_MAPPED);
    /* Its own image: text, data, stack. */
    fault_provoke(fault_write, (uint64_t)touch, &record);
    expect_page_fault(&record, "write", (uint64_t)touch, PAGE_USER | PAGE_WRITE | PAGE_PRESENT);
    fault_provoke(fault_fetch, (uint64_t)&record, &record);
    CHECK_EQUAL(record.code, PAGE_USER | PAGE_FETCH | PAGE_PRESENT);
    fault_provoke(fault_fetch, (uint64_t)&guest, &record);
    CHECK_EQUAL(record.code, PAGE_USER | PAGE_FETCH | PAGE_PRESENT);
}

/* Page tables, and whatever else the kernel keeps in memory, cannot be had as frames. */
static void objects_are_not_frames(void)
{
    const struct {
        kozo_object_t kind;
        uint8_t size_bits;
    } kinds[] = {
        {KOZO_OBJECT_UNTYPED, KOZO_PAGE_BITS},        {KOZO_OBJECT_CNODE, KOZO_PAGE_BITS},
        {KOZO_OBJECT_THREAD, KOZO_THREAD_SIZE_BITS},  {KOZO_OBJECT_ASPACE, KOZO_ASPACE_SIZE_BITS},
        {KOZO_OBJECT_PAGE_TABLE, KOZO_PAGE_BITS},
    };
    const kozo_thread_t thread = MAKE_THREAD();
    uint64_t level = 0;

    for (unsigned i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        const kozo_frame_t fake = AS(frame, make(kinds[i].kind, kinds[i].size_bits));

        CHECK_EQUAL(kozo_aspace_map(guest.aspace, fake, (vaddr_t){SCRATCH}, KOZO_MAP_FLAGS_WRITE),
                    KOZO_ERR_WRONG_TYPE);
        CHECK_EQUAL(kozo_thread_bind_buffer(thread, fake, 0), KOZO_ERR_WRONG_TYPE);
        CHECK_EQUAL(kozo_frame_unmap(fake), KOZO_ERR_WRONG_TYPE);
    }
    CHECK_EQUAL(kozo_aspace_map_table(guest.aspace, AS(page_table, MAKE_FRAME()),
                                      (vaddr_t){FAR_AWAY}, &level),
                KOZO_ERR_WRONG_TYPE);
}

/* A table with a victim's page in it changes hands: its new place shows nothing. */
static void a_table_brings_no_pages_along(void)
{
    const kozo_aspace_t first = MAKE_ASPACE();
    const kozo_frame_t secret = MAKE_FRAME();
    kozo_page_table_t tables[3];
    struct fault_record record;
    uint64_t level = 0;

    for (unsigned i = 0; i < 3; i++) {
        tables[i] = MAKE_TABLE();
        CHECK_OK(kozo_aspace_map_table(first, tables[i], (vaddr_t){FAR_AWAY}, &level));
    }
    CHECK_OK(kozo_aspace_map(first, secret, (vaddr_t){FAR_AWAY}, KOZO_MAP_FLAGS_WRITE));
    CHECK_OK(kozo_any_delete(KOZO_ANY(first)));
    for (unsigned i = 0; i < 3; i++) {
        CHECK_OK(kozo_aspace_map_table(guest.aspace, tables[i], (vaddr_t){FAR_AWAY}, &level));
        CHECK_EQUAL(level, 3 - i);
        fault_provoke(fault_read, FAR_AWAY, &record);
        expect_page_fault(&record, "read", FAR_AWAY, PAGE_USER);
    }
    CHECK_EQUAL(kozo_frame_unmap(secret), KOZO_ERR_NOT_MAPPED);
    CHECK_OK(kozo_aspace_map(guest.aspace, secret, (vaddr_t){FAR_AWAY}, 0));
}

static void nothing_overlaps(void)
{
    const kozo_frame_t large = MAKE(FRAME, frame, KOZO_LARGE_PAGE_BITS);
    const uint64_t at = SCRATCH + 16 * LARGE, last = (KOZO_USER_TOP - 1) & ~(LARGE - 1);

    CHECK_OK(map_here(MAKE_FRAME(), at + 7 * PAGE, 0));
    CHECK_EQUAL(map_here(large, at, 0), KOZO_ERR_ALREADY_MAPPED);
    CHECK_EQUAL(map_here(large, last, 0), KOZO_ERR_RANGE); /* its last page is beyond the edge */
    CHECK_OK(map_here(large, last - LARGE, 0));
    CHECK_EQUAL(map_here(MAKE_FRAME(), last - PAGE, 0), KOZO_ERR_ALREADY_MAPPED);
}

static const struct test table[] = {
    {"no translation outlives its mapping", no_translation_outlives_its_mapping},
    {"nor in another space", nor_in_another_space},
    {"recycled memory is clear", recycled_memory_is_clear},
    {"rights decide how a frame is mapped", rights_decide_how_a_frame_is_mapped},
    {"no page is writable and executable", no_page_is_writable_and_executable},
    {"objects are not frames", objects_are_not_frames},
    {"a table brings no pages along", a_table_brings_no_pages_along},
    {"nothing overlaps", nothing_overlaps},
};
TESTS(memory_tests, "memory", table);
