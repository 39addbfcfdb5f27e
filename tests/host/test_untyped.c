/* SPDX-License-Identifier: MIT */
/* test_untyped.c: from memory to objects and back, without interruption and with one at every
 * preemption point. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <fake.h>
#include <kozo/arch.h>
#include <kozo/budget.h>
#include <kozo/cnode.h>
#include <kozo/cpu.h>
#include <kozo/gen/objects.h>
#include <kozo/sys.h>
#include <kozo/thread.h>
#include <kozo/untyped.h>
#include <world.h>

static int setup(void **state)
{
    (void)state;
    world_start();
    return 0;
}

static kozo_err_t retype(kozo_object_t kind, uint8_t size_bits, uint16_t count, uint32_t index)
{
    kozo_handle_t handle;

    return kozo_untyped_retype(world.memory, kind, size_bits, count, world.cnode, index, &handle);
}

static bool is_clear(uint64_t physical, uint64_t size)
{
    const unsigned char *bytes = phys_to_ptr(paddr(physical));

    return bytes[0] == 0 && memcmp(bytes, bytes + 1, size - 1) == 0;
}

static void every_type_is_made(void **state)
{
    (void)state;
    for (kozo_object_t kind = KOZO_OBJECT_NULL + 1; kind < KOZO_OBJECT_LIMIT; kind++) {
        const struct object_descriptor *descriptor = &object_descriptors[kind];

        if (!descriptor->creatable) {
            assert_int_equal(retype(kind, 12, 1, 20), KOZO_ERR_RANGE);
            continue;
        }
        world_make(kind, descriptor->size_bits_min, 20);
        const struct cap_slot *slot = world_slot(20);

        assert_int_equal(cap_type(slot), kind);
        assert_int_equal(cap_rights(slot), descriptor->rights_mask);
        assert_int_equal(cap_size_bits(slot), descriptor->size_bits_min);
        assert_int_equal(slot->badge, 0);
        assert_int_equal(world_used(), UINT64_C(1) << descriptor->size_bits_min);
        assert_int_equal(kozo_any_delete(world_handle(20)), KOZO_OK);
        assert_int_equal(world_used(), 0);
    }
}

static void any_object_is_made_by_itself(void **state)
{
    const paddr_t at = paddr(world_slot(6)->object);
    const struct object *header = phys_to_ptr(at);

    (void)state;
    for (kozo_object_t kind = KOZO_OBJECT_NULL + 1; kind < KOZO_OBJECT_LIMIT; kind++) {
        const uint8_t bits = object_descriptors[kind].size_bits_min;
        struct cap_value value;

        if (!object_descriptors[kind].creatable) {
            continue;
        }
        memset(phys_to_ptr(at), 0, UINT64_C(1) << bits);
        assert_true(object_create(kind, at, bits, &value));
        assert_int_equal(header->type, cap_has_header(kind) ? kind : 0);
        assert_true(value.object == at.raw && value.type == kind);
        assert_int_equal(value.rights, object_descriptors[kind].rights_mask);
        assert_true(value.size_bits == bits && (value.badge | value.aux) == 0);
    }
}

static void threads_and_budgets_have_a_state(void **state)
{
    (void)state;
    world_make(KOZO_OBJECT_THREAD, 0, 20);
    world_make(KOZO_OBJECT_BUDGET, 0, 21);
    const struct thread *thread = cap_object(world_slot(20));
    const struct budget *budget = cap_object(world_slot(21));
    assert_int_equal(thread->root, arch_kernel_root().raw);
    assert_true(budget->remaining_ns != 0 && budget->remaining_ns == budget->capacity_ns);
}

static void sizes_are_checked(void **state)
{
    (void)state;
    assert_int_equal(untyped_object_size(KOZO_OBJECT_FRAME, 12 + 64), KOZO_ERR_RANGE);
    for (kozo_object_t kind = KOZO_OBJECT_NULL + 1; kind < KOZO_OBJECT_LIMIT; kind++) {
        if (!object_descriptors[kind].creatable) {
            continue;
        }
        for (uint8_t bits = 6; bits <= 46; bits++) {
            const bool fits = (object_descriptors[kind].sizes >> bits & 1) != 0;
            const kozo_err_t error = retype(kind, bits, 1, 20);

            if (!fits) {
                assert_int_equal(error, KOZO_ERR_RANGE);
            } else if (bits > WORLD_MEMORY_BITS) {
                assert_int_equal(error, KOZO_ERR_NO_MEMORY);
            } else {
                assert_int_equal(error, KOZO_OK);
                assert_int_equal(kozo_any_delete(world_handle(20)), KOZO_OK);
            }
        }
    }
}

static void objects_are_aligned_and_disjoint(void **state)
{
    uint64_t end = 0;
    static const uint8_t sizes[] = {6, 12, 7, 21, 6, 12, 13, KOZO_THREAD_SIZE_BITS};
    static const kozo_object_t kinds[] = {
        KOZO_OBJECT_ENDPOINT, KOZO_OBJECT_FRAME, KOZO_OBJECT_CNODE,  KOZO_OBJECT_FRAME,
        KOZO_OBJECT_UNTYPED,  KOZO_OBJECT_FRAME, KOZO_OBJECT_ASPACE, KOZO_OBJECT_THREAD,
    };

    (void)state;
    for (uint32_t i = 0; i < sizeof(sizes); i++) {
        const uint64_t size = UINT64_C(1) << sizes[i];

        assert_int_equal(retype(kinds[i], sizes[i], 1, 20 + i), KOZO_OK);
        assert_int_equal(world_slot(20 + i)->object % size, 0);
        assert_true(world_slot(20 + i)->object >= end);
        end = world_slot(20 + i)->object + size;
        assert_int_equal(world_slot(5)->object + world_used(), end);
    }
}

static void memory_is_clear(void **state)
{
    (void)state;
    memset(phys_to_ptr(paddr(world_slot(5)->object)), 0xff, UINT64_C(1) << WORLD_MEMORY_BITS);
    assert_int_equal(retype(KOZO_OBJECT_FRAME, 12, 3, 20), KOZO_OK);
    assert_int_equal(retype(KOZO_OBJECT_FRAME, 21, 1, 23), KOZO_OK);
    assert_int_equal(retype(KOZO_OBJECT_CNODE, 16, 1, 24), KOZO_OK);
    for (uint32_t i = 20; i < 23; i++) {
        assert_true(is_clear(world_slot(i)->object, 1 << 12));
    }
    assert_true(is_clear(world_slot(23)->object, 1 << 21));
    assert_true(is_clear(world_slot(24)->object + 64, (1 << 16) - 64));
}

static void a_run_has_consecutive_handles(void **state)
{
    kozo_handle_t handle;

    (void)state;
    assert_int_equal(kozo_untyped_retype(world.memory, KOZO_OBJECT_NOTIFICATION,
                                         KOZO_NOTIFICATION_SIZE_BITS, 40, world.cnode, 30, &handle),
                     KOZO_OK);
    for (uint32_t i = 0; i < 40; i++) {
        assert_int_equal(world_handle(69 - i).raw,
                         kozo_handle_make(kozo_handle_stamp(handle) - i, 0,
                                          kozo_handle_address(handle) - i)
                             .raw);
    }
}

static void too_much_changes_nothing(void **state)
{
    const uint16_t capacity = 1 << (WORLD_SMALL_BITS - 12);
    kozo_handle_t handle;

    (void)state;
    assert_int_equal(kozo_untyped_retype(world.small, KOZO_OBJECT_FRAME, 12, capacity + 1,
                                         world.cnode, 20, &handle),
                     KOZO_ERR_NO_MEMORY);
    assert_true(cap_is_empty(world_slot(20)));
    assert_int_equal(kozo_untyped_retype(world.small, KOZO_OBJECT_FRAME, 12, capacity, world.cnode,
                                         20, &handle),
                     KOZO_OK);
    assert_int_equal(kozo_untyped_retype(world.small, KOZO_OBJECT_ENDPOINT, 6, 1, world.cnode, 40,
                                         &handle),
                     KOZO_ERR_NO_MEMORY);
    /* The next multiple of the size lies beyond the end. */
    assert_int_equal(kozo_untyped_retype(world.small, KOZO_OBJECT_FRAME, 21, 1, world.cnode, 40,
                                         &handle),
                     KOZO_ERR_NO_MEMORY);
    assert_int_equal(retype(KOZO_OBJECT_ENDPOINT, 6, 4, WORLD_SLOTS - 3), KOZO_ERR_NO_SLOT);
    assert_int_equal(retype(KOZO_OBJECT_ENDPOINT, 6, 4, 19), KOZO_ERR_SLOT_BUSY);
    assert_int_equal(world_used(), 0);
}

static void memory_returns_with_the_last_child(void **state)
{
    kozo_handle_t handle;

    (void)state;
    assert_int_equal(retype(KOZO_OBJECT_ENDPOINT, 6, 3, 20), KOZO_OK);
    assert_int_equal(kozo_cnode_copy(world.cnode, 23, world_handle(21), KOZO_RIGHTS_MASK, &handle),
                     KOZO_OK);
    assert_int_equal(kozo_any_delete(world_handle(21)), KOZO_OK);
    assert_int_equal(kozo_any_delete(world_handle(20)), KOZO_OK);
    assert_int_equal(kozo_any_delete(world_handle(22)), KOZO_OK);
    assert_int_equal(world_used(), 192);
    /* The copy has become a child of the memory itself. */
    assert_int_equal(kozo_any_delete(world_handle(23)), KOZO_OK);
    assert_int_equal(world_used(), 0);
}

static void revoke_returns_memory_to_the_byte(void **state)
{
    const kozo_untyped_t inner =
        WORLD_AS(kozo_untyped_t, world_make(KOZO_OBJECT_UNTYPED, 20, 20));
    kozo_handle_t handle;

    (void)state;
    assert_int_equal(kozo_untyped_retype(inner, KOZO_OBJECT_CNODE, 10, 2, world.cnode, 21, &handle),
                     KOZO_OK);
    /* Deep below, in places that die with it. */
    assert_int_equal(kozo_untyped_retype(inner, KOZO_OBJECT_THREAD, KOZO_THREAD_SIZE_BITS, 3,
                                         WORLD_AS(kozo_cnode_t, world_handle(21)), 5, &handle),
                     KOZO_OK);
    assert_int_equal(retype(KOZO_OBJECT_ASPACE, 13, 4, 30), KOZO_OK);
    assert_int_equal(kozo_any_revoke(KOZO_ANY(world.memory)), KOZO_OK);
    assert_int_equal(world_used(), 0);
    for (uint32_t i = WORLD_FREE; i < WORLD_SLOTS; i++) {
        assert_true(cap_is_empty(world_slot(i)));
    }
    assert_int_equal(retype(KOZO_OBJECT_UNTYPED, WORLD_MEMORY_BITS, 1, 20), KOZO_OK);
}

/* Endpoints that are made between two looks for an interrupt. */
enum { BATCH = 16 };

static void an_interrupted_run_is_completed(void **state)
{
    kozo_handle_t handle;

    (void)state;
    fake.interrupt_period = 1;
    assert_int_equal(kozo_untyped_retype(world.memory, KOZO_OBJECT_ENDPOINT, 6, 100, world.cnode,
                                         20, &handle),
                     KOZO_OK);
    assert_int_equal(world.restarts, 100 / BATCH);
    for (uint32_t i = 0; i < 100; i++) {
        assert_int_equal(world_slot(20 + i)->object, world_slot(5)->object + i * 64);
        assert_int_equal(cap_stamp(world_slot(20 + i)), kozo_handle_stamp(handle) - 99 + i);
    }
}

/* At most BATCH objects and 4 KiB between two looks for an interrupt; all of them whole. */
static uint64_t batch_bytes;
static void whole_batches_have_been_made(void)
{
    assert_int_equal(world_slot(5)->aux, world.restarts * batch_bytes);
}

static void larger_objects_are_made_in_smaller_batches(void **state)
{
    static const struct {
        uint8_t size_bits;
        uint16_t count, restarts;
    } cases[] = {{7, BATCH, 0}, {7, BATCH + 1, 1}, {8, 2 * BATCH, 1}, {9, 16, 1}, {12, 16, 15}};

    for (unsigned i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        setup(state);
        batch_bytes = cases[i].size_bits < 8 ? (uint64_t)BATCH << cases[i].size_bits : 4096;
        fake.interrupt_period = 1;
        world.on_restart = whole_batches_have_been_made;
        assert_int_equal(retype(KOZO_OBJECT_CNODE, cases[i].size_bits, cases[i].count, 20), 0);
        assert_int_equal(world.restarts, cases[i].restarts);
    }
}

/* Somebody else installs capabilities between the restarts. */
static void take_a_stamp(void)
{
    cap_take_stamps(1);
}

static void stamps_stay_consecutive_across_interruptions(void **state)
{
    kozo_handle_t handle;

    (void)state;
    fake.interrupt_period = 1;
    world.on_restart = take_a_stamp;
    assert_int_equal(kozo_untyped_retype(world.memory, KOZO_OBJECT_FRAME, 12, 64, world.cnode, 20,
                                         &handle),
                     KOZO_OK);
    assert_true(world.restarts > 3);
    for (uint32_t i = 0; i < 64; i++) {
        assert_int_equal(cap_stamp(world_slot(20 + i)), kozo_handle_stamp(handle) - 63 + i);
        assert_true(is_clear(world_slot(20 + i)->object, 1 << 12));
    }
}

static void nothing_of_a_large_frame_is_seen_before_it_is_clear(void)
{
    assert_true(cap_is_empty(world_slot(20)));
    assert_int_equal(world_slot(5)->aux, 0);
}

static void a_large_frame_is_cleared_in_steps(void **state)
{
    (void)state;
    fake.interrupt_period = 1;
    world.on_restart = nothing_of_a_large_frame_is_seen_before_it_is_clear;
    assert_int_equal(retype(KOZO_OBJECT_FRAME, 21, 1, 20), KOZO_OK);
    assert_int_equal(world.restarts, (1 << 21) / 4096 - 1);
    assert_true(is_clear(world_slot(20)->object, 1 << 21));
}

static void give_up(void)
{
    world.give_up = true;
}

static void an_abandoned_run_leaves_nothing_behind(void **state)
{
    (void)state;
    fake.interrupt_period = 4;
    world.on_restart = give_up;
    assert_int_equal(retype(KOZO_OBJECT_FRAME, 21, 1, 20), KOZO_ERR_CANCELLED);
    assert_int_equal(world_used(), 0);
    world.on_restart = NULL;
    fake.interrupt_period = 0;
    /* What it had cleared is soiled by another object, in the same place, which then goes. */
    assert_int_equal(retype(KOZO_OBJECT_FRAME, 12, 1, 21), KOZO_OK);
    memset(phys_to_ptr(paddr(world_slot(21)->object)), 0xff, 1 << 12);
    assert_int_equal(kozo_any_delete(world_handle(21)), KOZO_OK);
    assert_int_equal(retype(KOZO_OBJECT_FRAME, 21, 1, 20), KOZO_OK);
    assert_true(is_clear(world_slot(20)->object, 1 << 21));
}

static void fill_a_slot(void)
{
    world.on_restart = NULL;
    assert_int_equal(cap_copy(world_slot(60), world_slot(1), KOZO_RIGHTS_MASK), KOZO_OK);
}

static void a_filled_slot_ends_a_run_with_what_was_made(void **state)
{
    kozo_handle_t handle;

    (void)state;
    fake.interrupt_period = 1;
    world.on_restart = fill_a_slot;
    assert_int_equal(kozo_untyped_retype(world.memory, KOZO_OBJECT_ENDPOINT, 6, 50, world.cnode, 20,
                                         &handle),
                     KOZO_ERR_SLOT_BUSY);
    assert_int_equal(regs_arg(&world.self->regs, 3), 50 - BATCH);
    assert_int_equal(regs_arg(&world.self->regs, 5), 20 + BATCH);
    assert_int_equal(world_used(), BATCH * 64);
    assert_false(cap_is_empty(world_slot(20 + BATCH - 1)));
    assert_true(cap_is_empty(world_slot(20 + BATCH)));
    /* The note there is no capability, although it has a stamp. */
    assert_int_not_equal(cap_stamp(world_slot(20 + BATCH)), 0);
    assert_int_equal(kozo_any_delete(world_handle(20 + BATCH)), KOZO_ERR_NO_CAP);
    /* The rest can be made with the stamps that were taken for it, or with others. */
    assert_int_equal(kozo_any_delete(world_handle(60)), KOZO_OK);
    assert_int_equal(retype(KOZO_OBJECT_ENDPOINT, 6, 50 - BATCH, 20 + BATCH), KOZO_OK);
}

static void stamps_of_an_abandoned_run_do_not_fit_another(void **state)
{
    (void)state;
    fake.interrupt_period = 1;
    world.on_restart = fill_a_slot;
    assert_int_equal(retype(KOZO_OBJECT_ENDPOINT, 6, 50, 20), KOZO_ERR_SLOT_BUSY);
    assert_int_equal(kozo_any_delete(world_handle(60)), KOZO_OK);
    /* Longer than what was left: those stamps would not suffice. */
    assert_int_equal(retype(KOZO_OBJECT_ENDPOINT, 6, 50 - BATCH + 6, 20 + BATCH), KOZO_OK);
    assert_true(cap_stamp(world_slot(20 + BATCH)) >= cap_stamp(world_slot(20)) + 50);
}

/* Another call from the same memory while the first is interrupted. */
static void interfere(void)
{
    const struct regs regs = world.self->regs;
    const unsigned restarts = world.restarts;

    world.on_restart = NULL;
    fake.interrupt_period = 0;
    assert_int_equal(retype(KOZO_OBJECT_FRAME, 12, 1, 100), KOZO_OK);
    memset(phys_to_ptr(paddr(world_slot(100)->object)), 0xff, 1 << 12);
    fake.interrupt_period = 1;
    world.restarts = restarts;
    world.self->regs = regs;
}

static void two_runs_from_one_memory_do_not_disturb_each_other(void **state)
{
    (void)state;
    fake.interrupt_period = 1;
    world.on_restart = interfere;
    assert_int_equal(retype(KOZO_OBJECT_FRAME, 21, 2, 20), KOZO_OK);
    assert_int_equal(world_slot(100)->object, world_slot(5)->object);
    assert_int_equal(world_slot(20)->object, world_slot(5)->object + (1 << 21));
    assert_true(is_clear(world_slot(20)->object, 1 << 21));
    assert_true(is_clear(world_slot(21)->object, 1 << 21));
}

static void revoke_meanwhile(void)
{
    const struct regs regs = world.self->regs;

    world.on_restart = NULL;
    fake.interrupt_period = 0;
    assert_int_equal(kozo_any_revoke(KOZO_ANY(world.memory)), KOZO_OK);
    fake.interrupt_period = 1;
    world.self->regs = regs;
}

static void a_run_survives_the_revocation_of_its_first_objects(void **state)
{
    (void)state;
    fake.interrupt_period = 1;
    world.on_restart = revoke_meanwhile;
    assert_int_equal(retype(KOZO_OBJECT_ENDPOINT, 6, 40, 20), KOZO_OK);
    assert_int_equal(world_used(), (40 - BATCH) * 64);
}

static void address_spaces_are_limited(void **state)
{
    const uint64_t serial = kernel.next_serial;
    struct cap_value value;

    (void)state;
    /* All but three, of those that come next. */
    for (uint32_t i = 0; kernel.aspace_count < KOZO_ADDRESS_SPACES - 3; i++) {
        const uint32_t index = (uint32_t)((serial + i) % KOZO_ADDRESS_SPACES);

        if (kernel.aspaces[index] == NULL) {
            kernel.aspaces[index] = world.self->aspace;
            kernel.aspaces_used[index / 64] |= UINT64_C(1) << index % 64;
            kernel.aspace_count++;
        }
    }
    assert_int_equal(retype(KOZO_OBJECT_ASPACE, 13, 4, 20), KOZO_ERR_NO_SPACE);
    assert_int_equal(world_used(), 0);
    assert_int_equal(retype(KOZO_OBJECT_ASPACE, 13, 3, 20), KOZO_OK);
    assert_int_equal(retype(KOZO_OBJECT_ASPACE, 13, 1, 30), KOZO_ERR_NO_SPACE);
    assert_false(object_create(KOZO_OBJECT_ASPACE, paddr(world_slot(6)->object), 13, &value));
    assert_int_equal(kozo_any_delete(world_handle(21)), KOZO_OK);
    assert_int_equal(retype(KOZO_OBJECT_ASPACE, 13, 1, 30), KOZO_OK);
}

static void stamps_skip_zero_when_they_wrap(void **state)
{
    kozo_handle_t handle;

    (void)state;
    kernel.next_stamp = UINT32_MAX - 1;
    assert_int_equal(kozo_untyped_retype(world.memory, KOZO_OBJECT_ENDPOINT, 6, 3, world.cnode, 20,
                                         &handle),
                     KOZO_OK);
    assert_int_equal(kozo_handle_stamp(handle), 3);
    kernel.next_stamp = UINT32_MAX - 1;
    assert_int_equal(retype(KOZO_OBJECT_ENDPOINT, 6, 1, 30), KOZO_OK);
    assert_int_equal(cap_stamp(world_slot(30)), UINT32_MAX - 1);
    assert_int_equal(retype(KOZO_OBJECT_ENDPOINT, 6, 1, 31), KOZO_OK);
    assert_int_equal(cap_stamp(world_slot(31)), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(every_type_is_made, setup),
        cmocka_unit_test_setup(any_object_is_made_by_itself, setup),
        cmocka_unit_test_setup(threads_and_budgets_have_a_state, setup),
        cmocka_unit_test_setup(sizes_are_checked, setup),
        cmocka_unit_test_setup(objects_are_aligned_and_disjoint, setup),
        cmocka_unit_test_setup(memory_is_clear, setup),
        cmocka_unit_test_setup(a_run_has_consecutive_handles, setup),
        cmocka_unit_test_setup(too_much_changes_nothing, setup),
        cmocka_unit_test_setup(memory_returns_with_the_last_child, setup),
        cmocka_unit_test_setup(revoke_returns_memory_to_the_byte, setup),
        cmocka_unit_test_setup(an_interrupted_run_is_completed, setup),
        cmocka_unit_test_setup(larger_objects_are_made_in_smaller_batches, setup),
        cmocka_unit_test_setup(stamps_stay_consecutive_across_interruptions, setup),
        cmocka_unit_test_setup(a_large_frame_is_cleared_in_steps, setup),
        cmocka_unit_test_setup(an_abandoned_run_leaves_nothing_behind, setup),
        cmocka_unit_test_setup(a_filled_slot_ends_a_run_with_what_was_made, setup),
        cmocka_unit_test_setup(stamps_of_an_abandoned_run_do_not_fit_another, setup),
        cmocka_unit_test_setup(two_runs_from_one_memory_do_not_disturb_each_other, setup),
        cmocka_unit_test_setup(a_run_survives_the_revocation_of_its_first_objects, setup),
        cmocka_unit_test_setup(address_spaces_are_limited, setup),
        cmocka_unit_test_setup(stamps_skip_zero_when_they_wrap, setup),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
