/* SPDX-License-Identifier: MIT */
/* main.c: one state of the kernel that is known in every detail, for tests/system/test_debug.py to
 * look at with gdb; it stands when debug_restart is called. Without gdb the image passes at
 * once. */
#include <worker.h>

enum { NODE_BITS = 10, NODE_SLOT = 3, BADGE = 7, MESSAGE_LABEL = 5 };

static kozo_endpoint_t crowded, awaited, busy;
static kozo_notification_t never;

static void call(struct worker *self)
{
    struct kozo_message message = {.tag = kozo_tag_make(0, MESSAGE_LABEL, 0, 0, 1)};

    self->error = kozo_endpoint_call(self->endpoint, &message);
}

static void receive(struct worker *self)
{
    struct kozo_message message = {.deadline = KOZO_DEADLINE_NEVER};

    self->error = kozo_endpoint_receive(self->endpoint, &message);
}

static void serve_and_wait(struct worker *self)
{
    uint64_t bits;

    receive(self);
    self->error = kozo_notification_wait(never, KOZO_DEADLINE_NEVER, &bits);
}

static void spin(struct worker *self)
{
    for (;;) {
        self->step++;
    }
}

static void start(kozo_priority_t priority, kozo_endpoint_t endpoint,
                  void (*body)(struct worker *self))
{
    struct worker *worker = worker_new(priority);

    worker->endpoint = endpoint;
    worker_start(worker, body);
}

/* It spends its millisecond before this goes on, and has no other for a thousand seconds. */
static void start_spent(void)
{
    struct worker *worker = worker_new(PRIORITY_WORKER);

    CHECK_OK(kozo_budget_configure(worker->budget, guest.authority, PRIORITY_WORKER,
                                   MILLISECOND_NS, 1000000 * MILLISECOND_NS));
    worker_start(worker, spin);
}

/* crowded -> copy -> minted, and crowded -> slot 3 of a CNode. */
static void derive(void)
{
    const kozo_handle_t child = copy(KOZO_ANY(crowded), KOZO_ENDPOINT_RIGHT_SEND);
    const kozo_handle_t minted = mint(child, ALL_RIGHTS, BADGE);
    const kozo_cnode_t node = MAKE_CNODE(NODE_BITS);
    kozo_handle_t inner;

    CHECK_OK(kozo_cnode_copy(node, NODE_SLOT, KOZO_ANY(crowded), ALL_RIGHTS, &inner));
    guest_print("# crowded %u copy %u minted 0x%lx awaited %u\n",
                kozo_handle_address(KOZO_ANY(crowded)), kozo_handle_address(child), minted.raw,
                kozo_handle_address(KOZO_ANY(awaited)));
}

static void a_state_to_look_at(void)
{
    crowded = MAKE_ENDPOINT();
    awaited = MAKE_ENDPOINT();
    busy = MAKE_ENDPOINT();
    never = MAKE_NOTIFICATION();
    start(PRIORITY_WORKER + 1, crowded, call);
    start(PRIORITY_HIGH, crowded, call);
    start(PRIORITY_WORKER, crowded, call);
    start(PRIORITY_HIGH, crowded, call);
    start(PRIORITY_HIGH, awaited, receive);
    start(PRIORITY_WORKER, awaited, receive);
    start(PRIORITY_WORKER, busy, serve_and_wait);
    start(PRIORITY_HIGH, busy, call);
    start(PRIORITY_LOW, busy, call);
    start(PRIORITY_LOW, busy, receive);
    start_spent();
    derive();

    uint64_t left;

    CHECK_OK(kozo_debug_restart(guest.debug, 0, &left));
}

bool guest_main(void)
{
    static const struct test tests[] = {{"a state to look at", a_state_to_look_at}};
    static const struct test_group groups[] = {TEST_GROUP("debug", tests)};

    return guest_run(groups, 1);
}
