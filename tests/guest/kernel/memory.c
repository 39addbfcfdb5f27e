/* SPDX-License-Identifier: MIT */
/* memory.c: frames, page tables and address spaces. */
#include "fault.h"
#include "tests.h"

#define PAGE UINT64_C(0x1000)
#define MARK UINT64_C(0x1f1e1d1c1b1a1900) /* the first word of each page of small regions */
#define LARGE_PAGE (UINT64_C(1) << KOZO_LARGE_PAGE_BITS)

static kozo_err_t map_flags(kozo_frame_t frame, kozo_map_flags_t flags)
{
    return map_here(frame, SCRATCH, flags);
}

static void a_mapped_frame_holds_what_is_written(void)
{
    const kozo_frame_t frame = MAKE_FRAME();
    volatile uint64_t *word = (volatile uint64_t *)SCRATCH;

    CHECK_OK(map_flags(frame, KOZO_MAP_FLAGS_WRITE));
    CHECK_EQUAL(*word, 0);
    *word = 0x1234;
    CHECK_OK(kozo_frame_unmap(frame));
    CHECK_EQUAL(kozo_frame_unmap(frame), KOZO_ERR_NOT_MAPPED);
    CHECK_OK(map_flags(frame, 0));
    CHECK_EQUAL(*word, 0x1234);
}

static void two_capabilities_two_mappings(void)
{
    const kozo_frame_t frame = MAKE_FRAME();
    const kozo_frame_t again = AS(frame, copy(KOZO_ANY(frame), ALL_RIGHTS));
    volatile uint64_t *here = (volatile uint64_t *)SCRATCH;

    CHECK_OK(map_flags(frame, KOZO_MAP_FLAGS_WRITE));
    CHECK_EQUAL(map_here(frame, SCRATCH + PAGE, 0), KOZO_ERR_ALREADY_MAPPED);
    CHECK_OK(map_here(again, SCRATCH + PAGE, 0));
    *here = 77;
    CHECK_EQUAL(here[PAGE / sizeof(*here)], 77);
    const kozo_frame_t other = MAKE_FRAME();
    CHECK_EQUAL(map_flags(other, 0), KOZO_ERR_ALREADY_MAPPED);
}

static void write_and_execute_exclude_each_other(void)
{
    CHECK_EQUAL(map_flags(MAKE_FRAME(), KOZO_MAP_FLAGS_WRITE | KOZO_MAP_FLAGS_EXECUTE),
                KOZO_ERR_WRITE_EXECUTE);
    CHECK_EQUAL(kozo_aspace_map(guest.aspace, MAKE_FRAME(), (vaddr_t){SCRATCH},
                                KOZO_MAP_FLAGS_MASK + 1),
                KOZO_ERR_UNKNOWN_FLAG);
}

static void mapping_needs_the_frames_rights(void)
{
    const kozo_handle_t frame = KOZO_ANY(MAKE_FRAME());
    const kozo_rights_t map = KOZO_FRAME_RIGHT_MAP, read = KOZO_FRAME_RIGHT_READ;

    CHECK_EQUAL(map_flags(AS(frame, copy(frame, read)), 0), KOZO_ERR_ACCESS_DENIED);
    CHECK_EQUAL(map_flags(AS(frame, copy(frame, map)), 0), KOZO_ERR_ACCESS_DENIED);
    CHECK_EQUAL(map_flags(AS(frame, copy(frame, map | read)), KOZO_MAP_FLAGS_WRITE),
                KOZO_ERR_ACCESS_DENIED);
    CHECK_EQUAL(map_flags(AS(frame, copy(frame, map | read | KOZO_FRAME_RIGHT_WRITE)),
                          KOZO_MAP_FLAGS_EXECUTE),
                KOZO_ERR_ACCESS_DENIED);
    CHECK_OK(map_flags(AS(frame, copy(frame, map | read)), 0));
}

static void addresses_that_are_refused(void)
{
    const kozo_frame_t frame = MAKE_FRAME();
    const kozo_status_t unaligned =
        kozo_aspace_map_status(guest.aspace, frame, (vaddr_t){SCRATCH + 8}, 0);

    CHECK_EQUAL(kozo_status_code(unaligned), KOZO_ERR_ALIGNMENT);
    CHECK_EQUAL(kozo_status_argument(unaligned), 2);
    CHECK_EQUAL(map_here(frame, KOZO_USER_TOP, 0), KOZO_ERR_RANGE);
    CHECK_EQUAL(map_here(frame, UINT64_C(0xffff800000000000), 0), KOZO_ERR_RANGE);
    CHECK_EQUAL(map_here(frame, UINT64_C(0x8000000000000000), 0), KOZO_ERR_RANGE);
    CHECK_OK(map_here(frame, KOZO_USER_TOP - PAGE, 0));
}

static void tables_are_inserted_from_the_top(void)
{
    const kozo_aspace_t aspace = MAKE_ASPACE();
    const vaddr_t at = {SCRATCH};
    uint64_t level = 0;

    for (uint64_t expected = 3; expected >= 1; expected--) {
        CHECK_EQUAL(kozo_aspace_map(aspace, MAKE_FRAME(), at, 0), KOZO_ERR_NO_TABLE);
        CHECK_OK(kozo_aspace_map_table(aspace, MAKE_TABLE(), at, &level));
        CHECK_EQUAL(level, expected);
    }
    CHECK_EQUAL(kozo_aspace_map_table(aspace, MAKE_TABLE(), at, &level), KOZO_ERR_ALREADY_MAPPED);
    CHECK_OK(kozo_aspace_map(aspace, MAKE_FRAME(), at, 0));
}

static void a_table_serves_one_place(void)
{
    const kozo_aspace_t aspace = MAKE_ASPACE();
    const kozo_page_table_t page_table = MAKE_TABLE();
    uint64_t level = 0;

    CHECK_OK(kozo_aspace_map_table(aspace, page_table, (vaddr_t){SCRATCH}, &level));
    CHECK_EQUAL(kozo_aspace_map_table(MAKE_ASPACE(), page_table, (vaddr_t){SCRATCH}, &level),
                KOZO_ERR_ALREADY_MAPPED);
    CHECK_OK(kozo_any_delete(KOZO_ANY(page_table)));
    CHECK_OK(kozo_aspace_map_table(aspace, MAKE_TABLE(), (vaddr_t){SCRATCH}, &level));
    CHECK_EQUAL(level, 3);
}

static void a_large_page(void)
{
    const kozo_frame_t large = MAKE(FRAME, frame, KOZO_LARGE_PAGE_BITS);
    const uint64_t at = SCRATCH + 16 * LARGE_PAGE;
    volatile uint8_t *bytes = (volatile uint8_t *)at;

    CHECK_EQUAL(map_here(large, at + PAGE, KOZO_MAP_FLAGS_WRITE), KOZO_ERR_ALIGNMENT);
    CHECK_OK(map_here(large, at, KOZO_MAP_FLAGS_WRITE));
    bytes[0] = 1;
    bytes[LARGE_PAGE - 1] = 2;
    CHECK_EQUAL(bytes[0] + bytes[LARGE_PAGE - 1], 3);
    CHECK_EQUAL(map_here(MAKE_FRAME(), at, 0), KOZO_ERR_ALREADY_MAPPED);
    CHECK_OK(kozo_frame_unmap(large));
}

static void spaces_share_a_frame(void)
{
    const kozo_frame_t frame = MAKE_FRAME();
    const kozo_aspace_t other = MAKE_ASPACE();

    CHECK_OK(map_flags(frame, KOZO_MAP_FLAGS_WRITE));
    CHECK_OK(map_there(other, AS(frame, copy(KOZO_ANY(frame), ALL_RIGHTS)), SCRATCH, 0));
    CHECK_OK(kozo_any_delete(KOZO_ANY(other)));
    *(volatile uint64_t *)SCRATCH = 5;
    CHECK_EQUAL(*(volatile uint64_t *)SCRATCH, 5);
}

static void a_dead_space_leaves_frames_free(void)
{
    const kozo_frame_t frame = MAKE_FRAME();
    const kozo_aspace_t first = MAKE_ASPACE();

    CHECK_OK(map_there(first, frame, SCRATCH, 0));
    CHECK_OK(kozo_any_delete(KOZO_ANY(first)));
    CHECK_EQUAL(kozo_frame_unmap(frame), KOZO_ERR_NOT_MAPPED);
    CHECK_OK(map_there(MAKE_ASPACE(), frame, SCRATCH, 0));
}

static void deleted_frames_disappear(void)
{
    const kozo_frame_t frame = MAKE_FRAME();
    struct fault_record fault;

    CHECK_OK(map_flags(frame, 0));
    CHECK_EQUAL(*(volatile uint64_t *)SCRATCH, 0);
    CHECK_OK(kozo_any_delete(KOZO_ANY(frame)));
    fault_provoke(fault_read, SCRATCH, &fault);
    CHECK_EQUAL(fault.kind, FAULT_PAGE);
    CHECK_EQUAL(fault.address, SCRATCH);
}

static void wrong_accesses_fault(void)
{
    enum { PRESENT = 1, WRITE = 2, USER = 4, FETCH = 16 };
    static const struct {
        void (*access)(struct worker *self);
        bool mapped;
        kozo_map_flags_t flags;
        uint64_t code;
    } cases[] = {
        {fault_read, false, 0, USER},
        {fault_write, false, 0, USER | WRITE},
        {fault_fetch, false, 0, USER | FETCH},
        {fault_write, true, 0, USER | WRITE | PRESENT},
        {fault_fetch, true, 0, USER | FETCH | PRESENT},
        {fault_fetch, true, KOZO_MAP_FLAGS_WRITE, USER | FETCH | PRESENT},
        {fault_write, true, KOZO_MAP_FLAGS_EXECUTE, USER | WRITE | PRESENT},
    };

    for (unsigned i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const kozo_frame_t frame = MAKE_FRAME();
        struct fault_record fault;

        if (cases[i].mapped) {
            CHECK_OK(map_flags(frame, cases[i].flags));
        }
        fault_provoke(cases[i].access, SCRATCH, &fault);
        CHECK_EQUAL(fault.kind, FAULT_PAGE);
        CHECK_EQUAL(fault.address, SCRATCH);
        CHECK_EQUAL(fault.code, cases[i].code);
        CHECK_OK(kozo_any_delete(KOZO_ANY(frame)));
    }
}

static void the_kernel_is_out_of_reach(void)
{
    static const uint64_t addresses[] = {
        0, UINT64_C(0xffffffff80000000), UINT64_C(0xffff800000000000), UINT64_C(0xfffffffffffffff8),
        KOZO_USER_TOP,
    };
    struct fault_record fault;

    for (unsigned i = 0; i < sizeof(addresses) / sizeof(addresses[0]); i++) {
        fault_provoke(fault_read, addresses[i], &fault);
        CHECK_EQUAL(fault.kind, FAULT_PAGE);
        CHECK_EQUAL(fault.address, addresses[i]);
        fault_provoke(fault_write, addresses[i], &fault);
        CHECK_EQUAL(fault.kind, FAULT_PAGE);
    }
    fault_provoke(fault_read, UINT64_C(0x0000800000000000), &fault);
    CHECK_EQUAL(fault.kind, FAULT_EXCEPTION);
}

static void code_runs_where_it_may(void)
{
    static const uint8_t code[] = {0xb8, 42, 0, 0, 0, 0xc3}; /* mov $42, %eax; ret */
    const kozo_frame_t frame = MAKE_FRAME();

    CHECK_OK(map_flags(frame, KOZO_MAP_FLAGS_WRITE));
    for (unsigned i = 0; i < sizeof(code); i++) {
        ((volatile uint8_t *)SCRATCH)[i] = code[i];
    }
    CHECK_OK(kozo_frame_unmap(frame));
    CHECK_OK(map_flags(frame, KOZO_MAP_FLAGS_EXECUTE));
    CHECK_EQUAL(((int (*)(void))SCRATCH)(), 42);
}

/* What nothing else here uses; tests/isolation/test_boot_only.py looks for what is left in it. */
static void all_small_regions_serve(void)
{
    enum { SMALL_BITS = KOZO_PAGE_BITS + 5 };
    const kozo_slot_index_t first = slots_next(1U << (SMALL_BITS - KOZO_PAGE_BITS));
    volatile uint64_t *word = (volatile uint64_t *)SCRATCH;

    for (uint32_t i = 0; i < guest.info->untyped_count; i++) {
        const struct kozo_init_untyped *region = &guest.info->untyped[i];
        const kozo_untyped_t memory = {region->handle};

        if (region->device || region->size_bits > SMALL_BITS) {
            continue;
        }
        for (uint32_t page = 0; page < 1U << (region->size_bits - KOZO_PAGE_BITS); page++) {
            kozo_handle_t frame = {0};

            CHECK_OK(kozo_untyped_retype(memory, KOZO_OBJECT_FRAME, KOZO_PAGE_BITS, 1, guest.cnode,
                                         first + page, &frame));
            CHECK_OK(map_flags(AS(frame, frame), KOZO_MAP_FLAGS_WRITE));
            for (unsigned at = 0; at < PAGE / sizeof(*word); at++) {
                CHECK_EQUAL(word[at], 0);
                word[at] = MARK + at;
            }
            CHECK_OK(kozo_frame_unmap(AS(frame, frame)));
        }
        CHECK_OK(kozo_any_revoke(KOZO_ANY(memory)));
    }
}

static const struct test table[] = {
    {"a mapped frame holds what is written", a_mapped_frame_holds_what_is_written},
    {"two capabilities, two mappings", two_capabilities_two_mappings},
    {"write and execute exclude each other", write_and_execute_exclude_each_other},
    {"mapping needs the frame's rights", mapping_needs_the_frames_rights},
    {"addresses that are refused", addresses_that_are_refused},
    {"tables are inserted from the top", tables_are_inserted_from_the_top},
    {"a table serves one place", a_table_serves_one_place},
    {"a large page", a_large_page},
    {"two spaces share a frame", spaces_share_a_frame},
    {"a dead space leaves its frames free", a_dead_space_leaves_frames_free},
    {"a deleted frame disappears", deleted_frames_disappear},
    {"wrong accesses fault with the right code", wrong_accesses_fault},
    {"the kernel is out of reach", the_kernel_is_out_of_reach},
    {"code runs where it may", code_runs_where_it_may},
    {"all small regions of memory serve", all_small_regions_serve},
};
TESTS(memory_tests, "memory", table);
