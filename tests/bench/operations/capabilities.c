/* SPDX-License-Identifier: MIT */
/* capabilities.c: copy, mint, delete, revoke, retype, map. */
#include "bench.h"

static void copies(void)
{
    const kozo_handle_t source = KOZO_ANY(MAKE_ENDPOINT());
    const kozo_slot_index_t slot = slot_next();
    kozo_handle_t handle = {0};

    MEASURE("cap.copy", FEW, kozo_cnode_copy(guest.cnode, slot, source, ALL_RIGHTS, &handle),
            NEED(kozo_any_delete(handle)));
    MEASURE("cap.mint", FEW, kozo_cnode_mint(guest.cnode, slot, source, ALL_RIGHTS, 7, &handle),
            NEED(kozo_any_delete(handle)));
    NEED(kozo_cnode_copy(guest.cnode, slot, source, ALL_RIGHTS, &handle));
    MEASURE("cap.delete", FEW, kozo_any_delete(handle),
            NEED(kozo_cnode_copy(guest.cnode, slot, source, ALL_RIGHTS, &handle)));
    row_end();
}

static void revokes(void)
{
    static const struct {
        unsigned children, samples;
        const char *name;
    } rows[] = {
        {1, 200, "cap.revoke.per_child.1"},
        {16, 200, "cap.revoke.per_child.16"},
        {256, 20, "cap.revoke.per_child.256"},
        {4096, 3, "cap.revoke.per_child.4096"},
    };

    for (unsigned row = 0; row < sizeof(rows) / sizeof(rows[0]); row++) {
        const kozo_handle_t source = KOZO_ANY(MAKE_ENDPOINT());
        const kozo_slot_index_t first = slots_next(rows[row].children);
        kozo_handle_t handle = {0};

        for (unsigned i = 0; i < rows[row].samples; i++) {
            for (unsigned k = 0; k < rows[row].children; k++) {
                NEED(kozo_cnode_copy(guest.cnode, first + k, source, ALL_RIGHTS, &handle));
            }
            const uint64_t before = counter();

            kozo_any_revoke(source);
            sample_add(before, counter());
        }
        sample_report(rows[row].name, rows[row].children);
        row_end();
    }
}

/* Copy and delete while the same object has `around` copies in a large CNode. */
static void copies_among(kozo_cnode_t cnode, unsigned around, const char *copy_name,
                         const char *delete_name)
{
    const kozo_handle_t source = KOZO_ANY(MAKE_ENDPOINT());
    const kozo_slot_index_t slot = slot_next();
    kozo_handle_t handle = {0};

    for (unsigned i = 1; i <= around; i++) {
        NEED(kozo_cnode_copy(cnode, i, source, ALL_RIGHTS, &handle));
    }
    MEASURE(copy_name, 200, kozo_cnode_copy(guest.cnode, slot, source, ALL_RIGHTS, &handle),
            NEED(kozo_any_delete(handle)));
    NEED(kozo_cnode_copy(guest.cnode, slot, source, ALL_RIGHTS, &handle));
    MEASURE(delete_name, 200, kozo_any_delete(handle),
            NEED(kozo_cnode_copy(guest.cnode, slot, source, ALL_RIGHTS, &handle)));
    const uint64_t before = counter();

    kozo_any_revoke(source);
    sample_add(before, counter());
}

static void scales(void)
{
    const kozo_cnode_t cnode = MAKE_CNODE(KOZO_SLOT_BITS + 17);

    copies_among(cnode, 10, "cap.copy.among.10", "cap.delete.among.10");
    sample_report("cap.revoke.per_child.10", 11);
    copies_among(cnode, 1000, "cap.copy.among.1000", "cap.delete.among.1000");
    sample_report("cap.revoke.per_child.1000", 1001);
    copies_among(cnode, 100000, "cap.copy.among.100000", "cap.delete.among.100000");
    sample_report("cap.revoke.per_child.100000", 100001);
    row_end();
}

static void retypes(void)
{
    static const struct {
        kozo_object_t kind;
        uint8_t size_bits;
        uint16_t count;
        const char *name;
    } rows[] = {
        {KOZO_OBJECT_ENDPOINT, KOZO_ENDPOINT_SIZE_BITS, 1, "untyped.retype.endpoint"},
        {KOZO_OBJECT_FRAME, KOZO_PAGE_BITS, 1, "untyped.retype.frame"},
        {KOZO_OBJECT_THREAD, KOZO_THREAD_SIZE_BITS, 1, "untyped.retype.thread"},
        {KOZO_OBJECT_ENDPOINT, KOZO_ENDPOINT_SIZE_BITS, 256, "untyped.retype.endpoint.x256"},
    };

    for (unsigned row = 0; row < sizeof(rows) / sizeof(rows[0]); row++) {
        const kozo_untyped_t source = MAKE(UNTYPED, untyped, 16);
        const kozo_slot_index_t slot = slots_next(rows[row].count);
        kozo_handle_t handle = {0};

        for (unsigned i = 0; i < (rows[row].count == 1 ? FEW : 100); i++) {
            const uint64_t before = counter();

            kozo_untyped_retype(source, rows[row].kind, rows[row].size_bits, rows[row].count,
                                guest.cnode, slot, &handle);
            sample_add(before, counter());
            NEED(kozo_any_revoke(KOZO_ANY(source)));
        }
        sample_report(rows[row].name, rows[row].count);
        row_end();
    }
}

static void mappings(void)
{
    const kozo_frame_t frame = MAKE_FRAME();
    const vaddr_t at = {SCRATCH};

    NEED(map_here(frame, SCRATCH, KOZO_MAP_FLAGS_WRITE));
    NEED(kozo_frame_unmap(frame));
    MEASURE("vm.map", FEW, kozo_aspace_map(guest.aspace, frame, at, KOZO_MAP_FLAGS_WRITE),
            NEED(kozo_frame_unmap(frame)));
    NEED(kozo_aspace_map(guest.aspace, frame, at, KOZO_MAP_FLAGS_WRITE));
    MEASURE("vm.unmap", FEW, kozo_frame_unmap(frame),
            NEED(kozo_aspace_map(guest.aspace, frame, at, KOZO_MAP_FLAGS_WRITE)));
    row_end();
}

void bench_capabilities(void)
{
    copies();
    revokes();
    scales();
    retypes();
    mappings();
}
