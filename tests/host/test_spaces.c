/* SPDX-License-Identifier: MIT */
/* test_spaces.c: threads in three CNodes that hold each other do at random what their capabilities
 * permit: talk, pass capabilities on and move them, answer, save the right to, wait, delete and
 * revoke, while some of them are suspended or lose their budget. No model foretells what comes of
 * it: every invariant is checked after each act, and above all that whoever waits still finds its
 * way there by the handle that it waits by.
 *
 * KOZO_SEED repeats a run, KOZO_ACTS=n makes it longer or shorter. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include <actors.h>
#include <fake.h>
#include <kozo/cnode.h>
#include <kozo/cspace.h>
#include <kozo/wait_by.h>
#include <rolls.h>

enum {
    CAST = 7,
    SPACES = 3, /* the root CNode, of which POOL_SLOTS are used, and two small ones */
    POOL = TEST_SLOTS,
    POOL_SLOTS = 24,
    SMALL_BITS = KOZO_SLOT_BITS + 4,
    SMALL_SLOTS = 1 << (SMALL_BITS - KOZO_SLOT_BITS),
    ENDPOINTS = 3,
    NOTIFICATIONS = 2,
    FIRST_NOTIFICATION = POOL + SPACES + ENDPOINTS,
    ROUND = 600, /* steps, then all begins anew */
    PROGRESS = 1000000,
    ACTS_FOR_ALL = 50000,
    ALL_RIGHTS = 15,
};

static struct cnode *spaces[SPACES];
static kozo_handle_t served[CAST]; /* the endpoint at which each has received last */
static uint64_t round_seed;
static bool passed;
static unsigned long looks;

static uint32_t any_index(unsigned space)
{
    return space == 0 ? POOL + roll(POOL_SLOTS) : 1 + roll(SMALL_SLOTS - 1);
}

static unsigned number_of(const struct cnode *cnode)
{
    unsigned space = 0;

    while (space < SPACES && spaces[space] != cnode) {
        space++;
    }
    return space;
}

/* What an actor calls a slot; through a CNode that it has if it is not in its own, or at random. */
static kozo_handle_t name(const struct actor *actor, unsigned space, uint32_t index)
{
    struct cnode *root = actor->thread->cspace;
    const uint32_t stamp = cap_stamp(cnode_slot(spaces[space], index));

    if (spaces[space] == root && roll(4) != 0) {
        return kozo_handle_make(stamp, 0, index);
    }
    for (unsigned tries = 0; tries < 40; tries++) {
        const uint32_t way = any_index(number_of(root));
        const struct cap_slot *slot = cnode_slot(root, way);

        if (cap_type(slot) == KOZO_OBJECT_CNODE && !cap_is_zombie(slot) &&
            cap_object(slot) == spaces[space]) {
            return kozo_handle_make(stamp, 1, way | index << root->radix);
        }
    }
    return (kozo_handle_t){0};
}

struct choice {
    kozo_handle_t handle; /* 0: there was none */
    const struct cap_slot *slot;
};

/* Some capability to an object of the type, or of any. */
static struct choice pick(const struct actor *actor, kozo_object_t type)
{
    for (unsigned tries = 0; tries < 30; tries++) {
        const unsigned space = roll(SPACES);
        const uint32_t index = any_index(space);
        const struct cap_slot *slot = cnode_slot(spaces[space], index);

        if (!cap_is_empty(slot) && (type == KOZO_OBJECT_NULL || cap_type(slot) == type)) {
            const kozo_handle_t handle = name(actor, space, index);

            if (handle.raw != 0) {
                return (struct choice){handle, slot};
            }
        }
    }
    return (struct choice){{0}, NULL};
}

static kozo_endpoint_t an_endpoint(const struct actor *actor)
{
    return WORLD_AS(kozo_endpoint_t, pick(actor, KOZO_OBJECT_ENDPOINT).handle);
}

/* A CNode, and the index of one of its slots. */
static kozo_cnode_t a_cnode(const struct actor *actor, uint32_t *index)
{
    const struct choice choice = pick(actor, KOZO_OBJECT_CNODE);
    const unsigned space =
        choice.slot != NULL && !cap_is_zombie(choice.slot) ? number_of(cap_object(choice.slot)) : 0;

    *index = any_index(space % SPACES);
    return WORLD_AS(kozo_cnode_t, choice.handle);
}

/* What a message would take along, and where it would go. */
static void load_buffer(const struct actor *actor)
{
    struct kozo_buffer *buffer = actor->thread->buffer;

    for (unsigned i = 0; i < KOZO_BUFFER_CAPS; i++) {
        const kozo_object_t type = roll(3) != 0 ? KOZO_OBJECT_NULL : KOZO_OBJECT_ENDPOINT;
        const unsigned withheld = roll(2) != 0 ? roll(ALL_RIGHTS + 1) : 0;

        buffer->caps[i] = pick(actor, type).handle.raw;
        buffer->pass[i] = (uint32_t)(roll(3) != 0 ? kozo_pass_make(0, 1).raw
                                                  : kozo_pass_make(withheld, 0).raw);
        buffer->receive[i] = any_index(number_of(actor->thread->cspace));
    }
}

static struct kozo_message a_message(void)
{
    const unsigned caps = roll(2) != 0 ? roll(KOZO_BUFFER_CAPS + 1) : 0;

    return (struct kozo_message){.tag = kozo_tag_make(0, 0, 0, caps, roll(3) != 0 ? 0 : roll(12))};
}

/* An answer, at times by a right that was saved. */
static struct kozo_message an_answer(const struct actor *actor)
{
    struct kozo_message message = a_message();

    if (roll(3) == 0) {
        message.tag = kozo_tag_make(0, 0, KOZO_TAG_FLAG_SAVED_REPLY, kozo_tag_caps(message.tag), 0);
        message.reply = pick(actor, KOZO_OBJECT_REPLY).handle;
    }
    return message;
}

static kozo_err_t call(struct actor *actor)
{
    struct kozo_message message = a_message();

    return AS(actor, kozo_endpoint_call(an_endpoint(actor), &message));
}

static kozo_err_t send(struct actor *actor)
{
    struct kozo_message message = a_message();

    return AS(actor, kozo_endpoint_send(an_endpoint(actor), &message));
}

static kozo_err_t receive(struct actor *actor)
{
    struct kozo_message message = {.tag = {0}};

    served[actor - actors] = KOZO_ANY(an_endpoint(actor));
    return AS(actor, kozo_endpoint_receive(WORLD_AS(kozo_endpoint_t, served[actor - actors]),
                                           &message));
}

static kozo_err_t serve(struct actor *actor)
{
    kozo_handle_t *last = &served[actor - actors];
    struct kozo_message message = an_answer(actor);

    if (last->raw == 0 || roll(4) == 0) {
        *last = KOZO_ANY(an_endpoint(actor));
    }
    return AS(actor, kozo_endpoint_reply_receive(WORLD_AS(kozo_endpoint_t, *last), &message));
}

static kozo_err_t answer(struct actor *actor)
{
    struct kozo_message message = an_answer(actor);

    return AS(actor, kozo_reply_send(&message));
}

static kozo_err_t save(struct actor *actor)
{
    kozo_handle_t handle;
    uint32_t index;
    const kozo_cnode_t cnode = a_cnode(actor, &index);

    return AS(actor, kozo_cnode_save_reply(cnode, index, &handle));
}

static kozo_err_t move(struct actor *actor)
{
    const kozo_handle_t source = pick(actor, KOZO_OBJECT_NULL).handle;
    kozo_handle_t handle;
    uint32_t index;
    const kozo_cnode_t cnode = a_cnode(actor, &index);

    return AS(actor, kozo_cnode_move(cnode, index, source, &handle));
}

static kozo_err_t copy(struct actor *actor)
{
    const kozo_handle_t source = pick(actor, KOZO_OBJECT_NULL).handle;
    const kozo_rights_t mask = (kozo_rights_t)(roll(3) != 0 ? ALL_RIGHTS : roll(ALL_RIGHTS + 1));
    kozo_handle_t handle;
    uint32_t index;
    const kozo_cnode_t cnode = a_cnode(actor, &index);

    return AS(actor, kozo_cnode_copy(cnode, index, source, mask, &handle));
}

static kozo_err_t remove_some(struct actor *actor)
{
    const kozo_handle_t handle = pick(actor, KOZO_OBJECT_NULL).handle;

    return roll(12) != 0 ? AS(actor, kozo_any_delete(handle)) : AS(actor, kozo_any_revoke(handle));
}

static kozo_notification_t a_notification(const struct actor *actor)
{
    return WORLD_AS(kozo_notification_t, pick(actor, KOZO_OBJECT_NOTIFICATION).handle);
}

static kozo_err_t await(struct actor *actor)
{
    uint64_t bits;

    return AS(actor, kozo_notification_wait(a_notification(actor), KOZO_DEADLINE_NEVER, &bits));
}

static kozo_err_t signal_some(struct actor *actor)
{
    return AS(actor, kozo_notification_signal(a_notification(actor)));
}

static struct {
    const char *name;
    kozo_err_t (*run)(struct actor *actor);
    unsigned weight;
    bool answers; /* a caller, if there is one */
    unsigned long taken, refused;
} acts[] = {
    {"call", call, 6, false, 0, 0},          {"send", send, 6, false, 0, 0},
    {"receive", receive, 6, false, 0, 0},    {"serve", serve, 6, true, 0, 0},
    {"answer", answer, 3, true, 0, 0},       {"save", save, 3, true, 0, 0},
    {"move", move, 3, false, 0, 0},          {"copy", copy, 3, false, 0, 0},
    {"remove", remove_some, 1, false, 0, 0}, {"await", await, 3, false, 0, 0},
    {"signal", signal_some, 3, false, 0, 0},
};
enum { ACTS = sizeof(acts) / sizeof(acts[0]), MOST = 6 };

static void begin(void)
{
    uint32_t slot = POOL;
    kozo_handle_t handle;

    fake.interrupt_period = 0;
    actors_start();
    fake.quiet = true;
    spaces[0] = world.root;
    for (unsigned i = 1; i < SPACES; i++) {
        world_make(KOZO_OBJECT_CNODE, SMALL_BITS, slot);
        spaces[i] = cap_object(world_slot(slot++));
    }
    assert_int_equal(kozo_cnode_copy(world.cnode, slot++, KOZO_ANY(world.cnode), ALL_RIGHTS,
                                     &handle),
                     KOZO_OK);
    for (unsigned i = 0; i < ENDPOINTS + NOTIFICATIONS; i++) {
        world_make(i < ENDPOINTS ? KOZO_OBJECT_ENDPOINT : KOZO_OBJECT_NOTIFICATION, 0, slot++);
    }
    for (unsigned i = 1; i < SPACES; i++) {
        for (uint32_t held = 0; held < slot - POOL; held++) {
            assert_int_equal(cap_copy(cnode_slot(spaces[i], 1 + held), world_slot(POOL + held),
                                      ALL_RIGHTS),
                             KOZO_OK);
        }
    }
    actor_leave(KOZO_OK);
    for (unsigned i = 0; i < CAST; i++) {
        actor_make(i, (kozo_priority_t)(3 + i % 4));
        served[i].raw = 0;
        if (i % SPACES != 0) {
            actor_give_space(&actors[i], POOL + i % SPACES - 1);
        }
    }
    for (unsigned i = 0; i < NOTIFICATIONS; i++) {
        const kozo_handle_t bound = world_handle(FIRST_NOTIFICATION + i);

        assert_int_equal(ROOT(kozo_thread_bind_notification(
                             actors[i].handle, WORLD_AS(kozo_notification_t, bound))),
                         KOZO_OK);
    }
}

/* What happens to those that cannot act: their buffers are written, and some go on. */
static void disturb(const struct actor *actor)
{
    if (actor->thread->state == KOZO_THREAD_STATE_SUSPENDED) {
        (void)ROOT(kozo_thread_resume(actor->handle));
    } else if (actor->thread->cspace != NULL) {
        load_buffer(actor);
        if (roll(12) == 0) {
            (void)ROOT(kozo_thread_suspend(actor->handle));
        }
    }
}

static void act(struct actor *actor)
{
    unsigned at = roll(ACTS);

    while (roll(MOST) >= acts[at].weight ||
           (acts[at].answers && actor->thread->caller == NULL && roll(8) != 0)) {
        at = roll(ACTS);
    }
    load_buffer(actor);
    fake.interrupt_period = roll(3) != 0 ? 0 : 1 + roll(3);
    const kozo_err_t error = acts[at].run(actor);

    fake.interrupt_period = 0;
    acts[at].refused += actor->thread->state == KOZO_THREAD_STATE_READY && error != KOZO_OK;
    acts[at].taken++;
}

static bool can_act(const struct actor *actor)
{
    return actor->thread->state == KOZO_THREAD_STATE_READY && actor->thread->budget != NULL &&
           actor->thread->cspace != NULL;
}

/* What the kernel's own checks do not look at. Whoever waits by a capability has it in its root
 * CNode (INV-WAIT-2). */
static void check_lists(unsigned space)
{
    for (uint32_t index = 1; index < spaces[space]->slot_count; index++) {
        const struct cap_slot *slot = cnode_slot(spaces[space], index);

        if (slot->aux != 0 && wait_is_place(slot)) {
            unsigned members = 0;

            for (const struct thread *thread = (const struct thread *)slot->aux; thread != NULL;
                 thread = thread->wait_next) {
                assert_ptr_equal(thread->cspace, spaces[space]);
                assert_true(++members <= CAST);
                looks++;
            }
        }
    }
}

/* Whoever waits through other CNodes finds its way; while that is doubted, it is about to be asked
 * for. */
static void check_ways(void)
{
    if (kernel.nested_doubted || kernel.nested_left != NULL) {
        return;
    }
    for (const struct thread *thread = kernel.nested; thread != NULL; thread = thread->wait_next) {
        const bool waits = thread->endpoint != NULL || thread->notification != NULL;

        if (waits && !thread->faulted && thread->wait_handle.raw != 0) {
            const uint32_t owner = kernel_state_lock.owner;

            kernel_state_lock.owner = 1;
            assert_int_equal(cspace_resolve(thread, thread->wait_handle, false, 0).error, KOZO_OK);
            kernel_state_lock.owner = owner;
            looks++;
        }
    }
}

/* Returns whether it was an act. */
static bool step(void)
{
    struct actor *actor = &actors[roll(CAST)];
    const bool acted = can_act(actor);

    if (!acted) {
        disturb(actor);
    } else if (actor->thread->home != NULL && roll(200) == 0) {
        actor_lose(actor, THREAD_BUDGET);
    } else {
        act(actor);
    }
    if (roll(8) == 0) {
        actors_pass(roll(3000000));
    }
    check_ways();
    for (unsigned i = 0; i < SPACES; i++) {
        check_lists(i);
    }
    return acted;
}

/* Is there still somewhere to be? */
static bool spaces_live(void)
{
    for (unsigned i = 1; i < SPACES; i++) {
        if (spaces[i]->object.references == 0 || spaces[i]->object.flags != 0) {
            return false;
        }
    }
    return true;
}

static void tell_seed(void)
{
    fprintf(stderr, "repeat with KOZO_SEED=%lu KOZO_ACTS=%d\n", (unsigned long)round_seed, ROUND);
}

static int tell_seed_of_failure(void **state)
{
    (void)state;
    if (!passed) {
        tell_seed();
    }
    return 0;
}

static void whatever_they_do_the_invariants_hold(void **state)
{
    const char *wanted = getenv("KOZO_ACTS");
    const unsigned long steps = wanted != NULL ? strtoul(wanted, NULL, 0) : 100000;
    unsigned long taken = 0, told = 0;

    (void)state;
    rolls_start();
    fake_last_words = tell_seed;
    for (uint64_t seed = rolls_seed; taken < steps; seed++) {
        round_seed = seed;
        rolls_from(seed);
        begin();
        for (unsigned i = 0; i < ROUND && spaces_live(); i++) {
            taken += step();
            if (taken / PROGRESS != told) {
                fprintf(stderr, "%lu million acts\n", ++told);
            }
        }
    }
    for (unsigned i = 0; i < ACTS; i++) {
        fprintf(stderr, "%8s: %8lu, %8lu refused\n", acts[i].name, acts[i].taken,
                acts[i].refused);
        assert_true(steps < ACTS_FOR_ALL ||
                    (acts[i].refused != 0 && acts[i].refused < acts[i].taken));
    }
    fprintf(stderr, "%lu looks at waits\n", looks);
    assert_true(steps < ACTS_FOR_ALL || looks > steps);
    passed = true;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(whatever_they_do_the_invariants_hold, tell_seed_of_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
