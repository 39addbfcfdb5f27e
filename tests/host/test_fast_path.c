/* SPDX-License-Identifier: MIT */
/* test_fast_path.c: threads that call, serve, wait, end and are ended at random, for two seconds.
 * Whatever the fast path takes is also done by the general path, from the same state, and both must
 * leave the same bytes behind. Every invariant is looked at after each step. KOZO_SEED repeats a
 * run. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include <actors.h>
#include <fake.h>
#include <kozo/cnode.h>
#include <kozo/entry.h>
#include <kozo/fast_fault.h>
#include <kozo/fast_method.h>
#include <kozo/fast_path.h>
#include <kozo/sched.h>
#include <rolls.h>

enum {
    CAST = 8,
    ENDPOINTS = 3,
    NOTIFICATIONS = 2,
    FIRST_ENDPOINT = TEST_SLOTS,
    FIRST_NOTIFICATION = FIRST_ENDPOINT + ENDPOINTS,
    FIRST_FREE = FIRST_NOTIFICATION + NOTIFICATIONS,
    FREE_SLOTS = 12,
    SECONDS = 2,
    BOOT_BYTES = 32 * 1024,  /* what world_start() makes lies in so many bytes */
    TEST_BYTES = 128 * 1024, /* of the world's memory; beyond, the test begins again */
};

static unsigned long steps, fast_messages, fast_signals, fast_waits, fast_yields, fast_faults,
    fast_answers;
static const struct message a_fault = {.tag = {UINT64_C(1) << 32}, .words = {1, 2, 3, 4, 5, 6}};

/* All that system calls change. */
struct image {
    unsigned char boot[BOOT_BYTES], memory[TEST_BYTES];
    struct kernel kernel;
    struct cpu cpu;
};

static struct image before, after_fast;
static unsigned long *fast_taken; /* what it counts as, or NULL */

static unsigned char *test_memory(void)
{
    return phys_to_ptr(paddr(FAKE_MEMORY_BASE + (UINT64_C(1) << WORLD_MEMORY_BITS)));
}

static void save(struct image *image)
{
    memcpy(image->boot, fake_memory, BOOT_BYTES);
    memcpy(image->memory, test_memory(), TEST_BYTES);
    image->kernel = kernel;
    image->cpu = *this_cpu();
}

static void restore(const struct image *image)
{
    memcpy(fake_memory, image->boot, BOOT_BYTES);
    memcpy(test_memory(), image->memory, TEST_BYTES);
    kernel = image->kernel;
    *this_cpu() = image->cpu;
}

static bool fast_message(struct thread *thread)
{
    const struct regs regs = thread->regs;
    const bool calls = regs_op(&regs) == KOZO_OP_ENDPOINT_CALL;
    const struct fast_move move =
        (calls ? fast_call : fast_reply_receive)(thread, regs_tag(&regs), regs_deadline(&regs),
                                                 regs_cap(&regs));

    if (move.to == NULL) {
        return false;
    }
    regs_copy_words(&move.to->regs, &regs);
    regs_set_message(&move.to->regs, kozo_status_make(KOZO_OK, 0, 0), move.badge, regs_tag(&regs));
    this_cpu()->current = move.to;
    return true;
}

/* It is never refused: what is in the way is left to the general path. */
static void fast_signal_and_leave(struct thread *thread)
{
    fast_signal(thread);
    entry_method_ends();
    if (this_cpu()->detours != 0) {
        sched_select();
    }
}

/* What assembly does around the fast path, which asks for no lock. Returns what it counts as, or
 * NULL: something is in the way. */
static unsigned long *fast_path(struct thread *thread)
{
    const uint32_t owner = kernel_state_lock.owner;
    unsigned long *counts_as = NULL;

    kernel_state_lock.owner = 0;
    switch (regs_op(&thread->regs)) {
    case KOZO_OP_NOTIFICATION_SIGNAL:
        fast_signal_and_leave(thread);
        counts_as = &fast_signals;
        break;
    case KOZO_OP_NOTIFICATION_WAIT:
        counts_as = fast_wait(thread) != NULL ? &fast_waits : NULL;
        break;
    case KOZO_OP_BUDGET_YIELD:
        counts_as = fast_yield(thread) != NULL ? &fast_yields : NULL;
        break;
    default:
        counts_as = fast_message(thread) ? &fast_messages : NULL;
        break;
    }
    kernel_state_lock.owner = owner;
    if (counts_as == NULL && fast_answer(thread) != NULL) {
        counts_as = &fast_answers;
    }
    return counts_as;
}

static unsigned long *fast_path_of_a_fault(struct thread *thread)
{
    return fast_fault(thread, &a_fault) != NULL ? &fast_faults : NULL;
}

/* What the fast path would do. */
static void try_path(struct thread *thread, unsigned long *(*path)(struct thread *thread))
{
    fake.interrupt_period = 0; /* the fast path has no preemption point */
    /* As at every entry: whoever should run does. */
    this_cpu()->detours = 0;
    save(&before);
    fast_taken = path(thread);
    if (fast_taken != NULL) {
        save(&after_fast);
        restore(&before);
    } else if (roll(16) == 0) {
        save(&after_fast);
        assert_memory_equal(&after_fast, &before, sizeof(before));
    }
}

static void try_fast_path(struct thread *thread)
{
    const uint64_t op = regs_op(&thread->regs);

    fast_taken = NULL;
    if (op == KOZO_OP_ENDPOINT_CALL || op == KOZO_OP_ENDPOINT_REPLY_RECEIVE ||
        (op < KOZO_OP_LIMIT && (FAST_METHODS >> op & 1) != 0)) {
        try_path(thread, fast_path);
    }
}

/* The general path has done the same meanwhile. */
static void compare_paths(void)
{
    if (fast_taken != NULL) {
        *fast_taken += 1;
        this_cpu()->reselect = false; /* the fast path knows whom to select */
        save(&before);
        assert_memory_equal(before.boot, after_fast.boot, BOOT_BYTES);
        assert_memory_equal(before.memory, after_fast.memory, TEST_BYTES);
        assert_memory_equal(&before.kernel, &after_fast.kernel, sizeof(before.kernel));
        assert_memory_equal(&before.cpu, &after_fast.cpu, sizeof(before.cpu));
        fast_taken = NULL;
    }
}

static kozo_endpoint_t any_endpoint(void)
{
    return WORLD_AS(kozo_endpoint_t, world_handle(FIRST_ENDPOINT + roll(ENDPOINTS)));
}

static kozo_notification_t any_notification(void)
{
    return WORLD_AS(kozo_notification_t, world_handle(FIRST_NOTIFICATION + roll(NOTIFICATIONS)));
}

static struct actor *anyone(void)
{
    return &actors[roll(CAST)];
}

static uint64_t any_deadline(void)
{
    switch (roll(4)) {
    case 0: return KOZO_DEADLINE_POLL;
    case 1: return KOZO_DEADLINE_NEVER;
    default: return fake.now_ns + roll(5000000);
    }
}

/* A message of any shape, well formed or nearly so, that names slots and handles at random. */
static struct kozo_message any_message(const struct actor *actor, unsigned flags)
{
    struct kozo_buffer *buffer = actor->thread->buffer;
    const bool plain = roll(4) != 0;
    const unsigned caps = plain ? 0 : roll(6);
    const unsigned words = plain ? roll(KOZO_REGISTER_WORDS + 2) : roll(64);

    if (buffer != NULL) {
        for (unsigned i = 0; i < KOZO_BUFFER_CAPS; i++) {
            buffer->receive[i] = FIRST_FREE + roll(FREE_SLOTS + 1);
            buffer->caps[i] = world_handle(FIRST_ENDPOINT + roll(8)).raw;
        }
    }
    return (struct kozo_message){
        .tag = kozo_tag_make(roll(3), roll(3), plain ? 0 : roll64() & flags, caps, words),
        .words = {roll64(), 0, 1},
        .deadline = any_deadline(),
        .reply = world_handle(FIRST_FREE + roll(FREE_SLOTS)),
    };
}

static void talk(struct actor *actor)
{
    static const struct {
        uint64_t op;
        unsigned flags;
    } operations[] = {
        {KOZO_OP_ENDPOINT_CALL, KOZO_TAG_FLAG_DEADLINE},
        {KOZO_OP_ENDPOINT_SEND, KOZO_TAG_FLAG_DEADLINE},
        {KOZO_OP_ENDPOINT_RECEIVE, KOZO_TAG_FLAG_DEADLINE},
        {KOZO_OP_ENDPOINT_REPLY_RECEIVE, KOZO_TAG_FLAG_DEADLINE | KOZO_TAG_FLAG_SAVED_REPLY},
        {KOZO_OP_ENDPOINT_RECEIVE, 0},
        {KOZO_OP_ENDPOINT_REPLY_RECEIVE, 0},
        {KOZO_OP_ENDPOINT_REPLY_RECEIVE, 0},
        {KOZO_OP_REPLY_SEND, KOZO_TAG_FLAG_SAVED_REPLY},
    };
    const unsigned which = roll(sizeof(operations) / sizeof(operations[0]));
    struct kozo_message message = any_message(actor, operations[which].flags);

    if (operations[which].op == KOZO_OP_ENDPOINT_RECEIVE) {
        message.tag = kozo_tag_make(0, 0, kozo_tag_flags(message.tag), 0, 0);
    }
    kozo_trap_message(operations[which].op, KOZO_ANY(any_endpoint()), &message);
}

static void fault(struct thread *thread)
{
    try_path(thread, fast_path_of_a_fault);
    ipc_fault(thread, &a_fault);
}

static bool is_handled(const struct thread *thread)
{
    const struct cap_slot *handler = &thread->bindings[THREAD_FAULTS];

    return !cap_is_empty(handler) &&
           ((const struct endpoint *)cap_object(handler))->receivers_head != NULL;
}

/* What a well-behaved client or server does next: answer, call whoever waits, or wait. */
static void behave(const struct actor *actor)
{
    struct kozo_message message = any_message(actor, 0);
    kozo_handle_t where = KOZO_ANY(any_endpoint());
    const struct thread *caller = actor->thread->caller;
    const struct endpoint *endpoint = cap_object(world_slot(kozo_handle_address(where)));

    if (caller != NULL && caller->faulted) {
        message.tag = kozo_tag_make(KOZO_INTERFACE_FAULT, KOZO_OK, 0, 0, 3);
        message.words[0] = roll(2) == 0 ? KOZO_FAULT_ACTION_RESUME : roll(4);
        where = actor->thread->wait_handle;
    }
    if (caller != NULL) {
        kozo_trap_message(KOZO_OP_ENDPOINT_REPLY_RECEIVE, where, &message);
    } else if (is_handled(actor->thread) && roll(4) == 0) {
        fault(actor->thread);
    } else if (endpoint->receivers_head != NULL) {
        kozo_trap_message(KOZO_OP_ENDPOINT_CALL, where, &message);
    } else {
        message.tag = kozo_tag_make(0, 0, 0, 0, 0);
        kozo_trap_message(KOZO_OP_ENDPOINT_RECEIVE, where, &message);
    }
}

static void act(struct actor *actor)
{
    uint64_t bits;
    kozo_handle_t handle;
    struct kozo_message verdict = {
        .tag = kozo_tag_make(KOZO_INTERFACE_FAULT, KOZO_OK, 0, 0, 3),
        .words = {roll(2)},
    };

    actor_enter(actor->thread);
    switch (roll(16)) {
    case 0: kozo_notification_wait(any_notification(), any_deadline(), &bits); break;
    case 1: kozo_notification_signal(any_notification()); break;
    case 2: kozo_cnode_save_reply(world.cnode, FIRST_FREE + roll(FREE_SLOTS), &handle); break;
    case 3: kozo_any_delete(world_handle(FIRST_FREE + roll(FREE_SLOTS))); break;
    case 4: kozo_budget_yield((roll(2) == 0 ? actor : anyone())->budget_handle); break;
    case 5: kozo_thread_suspend(roll(4) == 0 ? actor->handle : anyone()->handle); break;
    case 6: kozo_thread_resume(anyone()->handle); break;
    case 7: kozo_cnode_move(world.cnode, FIRST_FREE + roll(FREE_SLOTS),
                            world_handle(FIRST_FREE + roll(FREE_SLOTS)), &handle);
        break;
    case 8:
        if (roll(2) == 0) {
            fault(actor->thread);
        }
        break;
    case 9:
        kozo_trap_message(KOZO_OP_REPLY_SEND, (kozo_handle_t){0}, &verdict);
        break;
    case 10: case 11: talk(actor); break;
    case 12: kozo_notification_set_alarm(any_notification(), any_deadline(), 1 + roll(7)); break;
    default: behave(actor); break;
    }
    actor_leave(KOZO_OK);
    compare_paths();
}

/* Wipe actor `number` out, whatever is left of it, and make it anew. */
static void replace(unsigned number)
{
    struct actor *actor = &actors[number];

    actor_enter(actors_root());
    for (uint32_t slot = 0; slot < 3; slot++) {
        const uint32_t index = ACTOR_SLOTS + 3 * number + slot;

        if (slot == 0) {
            actor->thread = NULL;
        }
        if (!cap_is_empty(world_slot(index))) {
            kozo_any_revoke(world_handle(index));
            kozo_any_delete(world_handle(index));
        }
    }
    actor_leave(KOZO_OK);
    actor_make(number, (kozo_priority_t)(2 + roll(6)));
    if (roll(2) == 0) {
        actor_bind_faults(actor, FIRST_ENDPOINT + roll(ENDPOINTS));
    }
}

static void renew(uint32_t slot, kozo_object_t kind)
{
    actor_enter(actors_root());
    kozo_any_revoke(world_handle(slot));
    assert_int_equal(kozo_any_delete(world_handle(slot)), KOZO_OK);
    world_make(kind, 0, slot);
    actor_leave(KOZO_OK);
}

/* As a revocation does: of the address space, of the capability space, of the fault handler. */
static void lose_a_binding(struct thread *thread)
{
    static const enum thread_binding which[] = {THREAD_ASPACE, THREAD_CSPACE, THREAD_FAULTS};
    struct cap_slot *slot = &thread->bindings[which[roll(3)]];

    actor_enter(actors_root());
    assert_int_equal(cap_delete(slot), KOZO_OK);
    actor_leave(KOZO_OK);
}

static void govern(void)
{
    const uint64_t capacity = 10000 + roll(3000000);

    switch (roll(12)) {
    case 0: ROOT(kozo_thread_suspend(anyone()->handle)); break;
    case 1:
    case 2: ROOT(kozo_thread_resume(anyone()->handle)); break;
    case 3: ROOT(kozo_thread_exit(anyone()->handle, 0)); break;
    case 4: ROOT(kozo_budget_configure(anyone()->budget_handle, world.budget,
                                       (kozo_priority_t)(2 + roll(6)), capacity,
                                       capacity + roll(2) * roll(10000000)));
        break;
    case 5: ROOT(kozo_any_revoke(KOZO_ANY(anyone()->budget_handle))); break;
    case 6: ROOT(kozo_any_revoke(anyone()->frame)); break;
    case 7: renew(FIRST_ENDPOINT + roll(ENDPOINTS), KOZO_OBJECT_ENDPOINT); break;
    case 8: renew(FIRST_NOTIFICATION + roll(NOTIFICATIONS), KOZO_OBJECT_NOTIFICATION); break;
    case 9: lose_a_binding(anyone()->thread); break;
    case 10: ROOT(kozo_budget_watch(anyone()->budget_handle, roll(2))); break;
    default: replace(roll(CAST)); break;
    }
}

static void set_up(void)
{
    actors_start();
    world.on_entry = try_fast_path;
    fake.now_ns = 1;
    for (uint32_t i = 0; i < ENDPOINTS; i++) {
        world_make(KOZO_OBJECT_ENDPOINT, 0, FIRST_ENDPOINT + i);
    }
    for (uint32_t i = 0; i < NOTIFICATIONS; i++) {
        world_make(KOZO_OBJECT_NOTIFICATION, 0, FIRST_NOTIFICATION + i);
    }
    for (unsigned i = 0; i < CAST; i++) {
        actor_make(i, (kozo_priority_t)(2 + i % 4));
        actor_bind_faults(&actors[i], FIRST_ENDPOINT + i % ENDPOINTS);
    }
}

/* Objects that died with children of the memory still alive are not reused: begin again when it
 * ends. */
static bool memory_runs_out(void)
{
    actor_enter(actors_root());
    return world_used() > TEST_BYTES - 32768;
}

static void at_random(void **state)
{
    const time_t end = time(NULL) + SECONDS;

    (void)state;
    rolls_start();
    set_up();
    while (time(NULL) <= end) {
        struct actor *actor = anyone();

        if (memory_runs_out()) {
            set_up();
        }
        fake.interrupt_period = roll(3);
        steps++;
        if (roll(8) == 0) {
            govern();
        } else if (roll(6) == 0) {
            actors_pass(roll(2000000));
        } else if (actor->thread->state == KOZO_THREAD_STATE_READY &&
                   actor->thread->budget != NULL) {
            act(actor);
        }
    }
    fprintf(stderr, "%lu steps; on the fast path %lu messages, %lu signals, %lu waits, %lu yields, "
                    "%lu faults, %lu answers\n",
            steps, fast_messages, fast_signals, fast_waits, fast_yields, fast_faults, fast_answers);
    assert_true(fast_messages >= steps / 300 && fast_signals >= steps / 300 &&
                fast_waits >= steps / 1000 && fast_yields >= steps / 300 &&
                fast_faults >= steps / 2000 && fast_answers >= steps / 8000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(at_random),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
