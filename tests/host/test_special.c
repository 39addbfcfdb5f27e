/* SPDX-License-Identifier: MIT */
/* test_special.c: threads that stand still, in the hands of others: their registers, how they are
 * watched, and the FPU. */
#include <lives.h>

#include <fake.h>
#include <kozo/cnode.h>
#include <kozo/entry.h>
#include <string.h>

static bool stands_still(const struct life *life)
{
    return life->faulted || life->state == KOZO_THREAD_STATE_INACTIVE ||
           life->state == KOZO_THREAD_STATE_SUSPENDED;
}

static struct kozo_thread_registers *registers_of(const struct actor *asks)
{
    return (struct kozo_thread_registers *)(void *)
        &asks->thread->buffer->words[KOZO_REGISTER_WORDS];
}

/* Only of a thread that stands still, and then they are all there, and nothing else is written. */
static void registers_are_read_where_a_thread_stands_still(void **state)
{
    for (unsigned i = 0; i < LIVES; i++) {
        start(state);
        struct actor *actor = bring_into(&lives[i]), *asks = actor_make(2, 30);
        const bool still = stands_still(&lives[i]);
        struct kozo_buffer before, expected;

        regs_set_word(&actor->thread->regs, 0, 77);
        memset(asks->thread->buffer, 0x5a, sizeof(before));
        before = expected = *asks->thread->buffer;
        memcpy(&expected.words[KOZO_REGISTER_WORDS], &actor->thread->regs, sizeof(struct regs));
        assert_int_equal(AS(asks, kozo_thread_read_registers(actor->handle)),
                         still ? KOZO_OK : KOZO_ERR_BAD_STATE);
        assert_memory_equal(asks->thread->buffer, still ? &expected : &before, sizeof(before));
        assert_state(actor, lives[i].state);
    }
}

static void registers_are_written_where_a_thread_stands_still(void **state)
{
    for (unsigned i = 0; i < LIVES; i++) {
        start(state);
        struct actor *actor = bring_into(&lives[i]), *asks = actor_make(2, 30);
        const bool still = stands_still(&lives[i]);
        const struct regs before = actor->thread->regs;

        memset(registers_of(asks), 0x11, sizeof(before));
        registers_of(asks)->ip = KOZO_USER_TOP - 1;
        assert_int_equal(AS(asks, kozo_thread_write_registers(actor->handle)),
                         still ? KOZO_OK : KOZO_ERR_BAD_STATE);
        assert_memory_equal(&actor->thread->regs, still ? (void *)registers_of(asks) : &before,
                            sizeof(before));
        assert_state(actor, lives[i].state);
        assert_int_equal(actor->thread->faulted, lives[i].faulted);
    }
}

static void registers_that_cannot_be_are_refused(void **state)
{
    struct actor *actor = actor_prepare(0, 20), *asks = actor_make(1, 30);
    const struct regs before = actor->thread->regs;

    (void)state;
    memset(registers_of(asks), 0, sizeof(before));
    registers_of(asks)->ip = KOZO_USER_TOP;
    assert_int_equal(AS(asks, kozo_thread_write_registers(actor->handle)), KOZO_ERR_RANGE);
    assert_memory_equal(&actor->thread->regs, &before, sizeof(before));
    actor_lose(asks, THREAD_BUFFER);
    assert_int_equal(AS(asks, kozo_thread_write_registers(actor->handle)), KOZO_ERR_NO_BUFFER);
    assert_int_equal(AS(asks, kozo_thread_read_registers(actor->handle)), KOZO_ERR_NO_BUFFER);
    assert_int_equal(AS(asks, kozo_thread_read_registers(asks->handle)), KOZO_ERR_NO_BUFFER);
}

/* It starts with those that were written, but where it is told and with what it is told. */
static void a_start_keeps_what_was_written(void **state)
{
    struct actor *actor = actor_prepare(0, 20), *asks = actor_make(1, 30);

    (void)state;
    memset(registers_of(asks), 0, sizeof(struct regs));
    regs_set_word((struct regs *)(void *)registers_of(asks), 4, 15);
    assert_int_equal(AS(asks, kozo_thread_write_registers(actor->handle)), KOZO_OK);
    assert_int_equal(ROOT(kozo_thread_start(actor->handle, (vaddr_t){4096}, (vaddr_t){8192}, 7)),
                     KOZO_OK);
    const struct regs *regs = &actor->thread->regs;

    assert_int_equal(regs_word(regs, 4), 15);
    assert_int_equal(regs->rip, 4096);
    assert_int_equal(regs->rsp, 8192);
    assert_int_equal(regs_self(regs), 7);
}

static void only_what_stands_still_is_watched(void **state)
{
    for (unsigned i = 0; i < LIVES; i++) {
        start(state);
        struct actor *actor = bring_into(&lives[i]);
        const bool still = stands_still(&lives[i]);

        actor->thread->regs.rflags = 2;
        for (kozo_watch_flags_t flags = 0; flags <= KOZO_WATCH_FLAGS_MASK; flags++) {
            assert_int_equal(ROOT(kozo_thread_watch(actor->handle, flags)),
                             still ? KOZO_OK : KOZO_ERR_BAD_STATE);
            assert_int_equal(actor->thread->special, still ? flags : 0);
            assert_int_equal(actor->thread->regs.rflags,
                             !still || flags < KOZO_WATCH_FLAGS_STEP ? 2 : 1);
        }
        ROOT(kozo_thread_watch(actor->handle, 0));
        assert_int_equal(actor->thread->regs.rflags, still ? 0 : 2);
        assert_state(actor, lives[i].state);
    }
}

/* Given once, before it starts, by whoever may; and gone with its frame. */
static void the_fpu_is_given_and_taken(void **state)
{
    enum { FPU_FRAME = FREE + 4, AUTHORITY, WEAK, DEVICE, DEVICE_FRAME };
    struct actor *actor = actor_prepare(0, 20), *running = actor_make(1, 10);
    const struct thread *thread = actor->thread;
    const struct cap_value platform = {.type = KOZO_OBJECT_PLATFORM,
                                       .rights = KOZO_PLATFORM_RIGHT_FPU};
    const struct cap_value weak = {.type = KOZO_OBJECT_PLATFORM,
                                   .rights = KOZO_PLATFORM_RIGHT_POWER};
    kozo_handle_t last;

    (void)state;
    cap_install_root(world_slot(AUTHORITY), &platform);
    cap_install_root(world_slot(WEAK), &weak);
    const kozo_platform_t all = WORLD_AS(kozo_platform_t, world_handle(AUTHORITY));
    const kozo_frame_t frame =
        WORLD_AS(kozo_frame_t, world_make(KOZO_OBJECT_FRAME, KOZO_PAGE_BITS, FPU_FRAME));
    const kozo_untyped_t device = world_make_device(DEVICE);

    assert_int_equal(ROOT(kozo_untyped_retype(device, KOZO_OBJECT_FRAME, KOZO_PAGE_BITS, 1,
                                              world.cnode, DEVICE_FRAME, &last)), KOZO_OK);
    assert_int_equal(ROOT(kozo_thread_bind_fpu(
                         actor->handle, frame,
                         WORLD_AS(kozo_platform_t, world_handle(WEAK)))), KOZO_ERR_ACCESS_DENIED);
    assert_int_equal(ROOT(kozo_thread_bind_fpu(running->handle, frame, all)), KOZO_ERR_BAD_STATE);
    assert_int_equal(ROOT(kozo_thread_bind_fpu(actor->handle, WORLD_AS(kozo_frame_t, last), all)),
                     KOZO_ERR_DEVICE_MEMORY);
    assert_int_equal(thread->special, 0);
    assert_int_equal(ROOT(kozo_thread_bind_fpu(actor->handle, frame, all)), KOZO_OK);
    assert_int_equal(thread->special, SPECIAL_FPU);
    assert_int_not_equal(thread->slow & ~UINT64_C(1), 0);
    const uint8_t *page = cap_object(world_slot(FPU_FRAME));

    assert_int_equal(page[0], 0x37); /* what the fake begins with */
    assert_int_equal(page[PAGE_SIZE - 1], 0x37);
    assert_int_equal(ROOT(kozo_thread_bind_fpu(actor->handle, frame, all)),
                     KOZO_ERR_BOUND_ALREADY);
    assert_int_equal(ROOT(kozo_thread_watch(actor->handle, KOZO_WATCH_FLAGS_FOREIGN)), KOZO_OK);
    assert_int_equal(thread->special, SPECIAL_FPU | SPECIAL_FOREIGN);
    assert_int_equal(ROOT(kozo_thread_watch(actor->handle, 0)), KOZO_OK);
    assert_int_equal(thread->special, SPECIAL_FPU);
    assert_null(fake.fpu_lost);
    assert_int_equal(ROOT(kozo_any_revoke(KOZO_ANY(frame))), KOZO_OK);
    assert_int_equal(thread->special, 0);
    assert_ptr_equal(fake.fpu_lost, thread);
}

/* Whatever the call is, it is not made; and what the other registers hold is not told. */
static void a_foreign_system_call_is_a_fault(void **state)
{
    struct actor *actor = actor_prepare(0, 20), *handler = actor_make(1, 10);
    struct regs regs;

    (void)state;
    actor_bind_faults(actor, ENDPOINT);
    assert_int_equal(ROOT(kozo_thread_watch(actor->handle, KOZO_WATCH_FLAGS_FOREIGN)), KOZO_OK);
    assert_int_equal(ROOT(kozo_thread_start(actor->handle, (vaddr_t){4096}, (vaddr_t){0}, 0)),
                     KOZO_OK);
    actor_enter(actor->thread);
    regs = actor->thread->regs;
    regs_set_result(&regs, 2, KOZO_ANY(actor->handle).raw); /* where self is, too */
    for (unsigned i = 1; i <= 5; i++) {
        regs_set_arg(&regs, i, i);
    }
    regs_set_status(&regs, (kozo_status_t){KOZO_OP_THREAD_EXIT});
    actor->thread->regs = regs;
    kernel_unlock();
    entry_watched(actor->thread);
    kernel_lock();
    assert_state(actor, KOZO_THREAD_STATE_CALLING);
    assert_int_equal(actor_receive(handler, endpoint), KOZO_OK);
    const uint64_t told[] = {KOZO_OP_THREAD_EXIT, KOZO_ANY(actor->handle).raw, 1, 2, 3, 4};

    for (unsigned i = 0; i < KOZO_REGISTER_WORDS; i++) {
        assert_int_equal(regs_word(&handler->thread->regs, i), told[i]);
    }
    assert_int_equal(kozo_tag_label(regs_received_tag(&handler->thread->regs)),
                     KOZO_FAULT_METHOD_SYSTEM_CALL);
    assert_memory_equal(&actor->thread->regs, &regs, sizeof(regs));
    assert_true(actor->thread->full_frame);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(registers_are_read_where_a_thread_stands_still, start),
        cmocka_unit_test_setup(registers_are_written_where_a_thread_stands_still, start),
        cmocka_unit_test_setup(registers_that_cannot_be_are_refused, start),
        cmocka_unit_test_setup(a_start_keeps_what_was_written, start),
        cmocka_unit_test_setup(only_what_stands_still_is_watched, start),
        cmocka_unit_test_setup(the_fpu_is_given_and_taken, start),
        cmocka_unit_test_setup(a_foreign_system_call_is_a_fault, start),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
