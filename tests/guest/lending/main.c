/* SPDX-License-Identifier: MIT */
/* main.c: a client lends frames to a server in another address space, the right ones and others;
 * afterwards the server has none of them. */
#include "fault.h"
#include "lending.h"

#include <kozo/client/lending.h>
#include <kozo/runtime.h>

#define PAGE UINT64_C(0x1000)
#define LARGE_PAGE (UINT64_C(1) << KOZO_LARGE_PAGE_BITS)
#define MINE SCRATCH                           /* where the client sees what it lends */
#define OTHERS(n) (SCRATCH + (n) * LARGE_PAGE) /* and more of it */
enum { ROUNDS = KOZO_BUFFER_CAPS + 1, MEMORY_BITS = 18 };

static struct space space;
static lending_t server;
static kozo_endpoint_t handler; /* of its faults */

static void start_server(void)
{
    const kozo_endpoint_t endpoint = MAKE_ENDPOINT();
    kozo_handle_t memory = {0};

    space_new(&space, PRIORITY_WORKER);
    handler = MAKE_ENDPOINT();
    NEED(kozo_thread_bind_faults(space.thread, handler));
    uint64_t *handles = space_shared()->handles;
    handles[SERVER_CNODE] = space_grant(&space, SERVER_CNODE, KOZO_ANY(space.cnode), ALL_RIGHTS, 0);
    handles[SERVER_ASPACE] =
        space_grant(&space, SERVER_ASPACE, KOZO_ANY(space.aspace), ALL_RIGHTS, 0);
    handles[SERVER_ENDPOINT] = space_grant(&space, SERVER_ENDPOINT, KOZO_ANY(endpoint),
                                           KOZO_ENDPOINT_RIGHT_RECEIVE, 0);
    handles[SERVER_THREAD] =
        space_grant(&space, SERVER_THREAD, KOZO_ANY(space.thread), ALL_RIGHTS, 0);
    handles[SERVER_BUDGET] =
        space_grant(&space, SERVER_BUDGET, KOZO_ANY(space.budget), ALL_RIGHTS, 0);
    NEED(kozo_untyped_retype(guest.memory, KOZO_OBJECT_UNTYPED, MEMORY_BITS, 1, space.cnode,
                             SERVER_MEMORY, &memory));
    handles[SERVER_MEMORY] = memory.raw;
    server = (lending_t){endpoint};
    space_start(&space, serve_lending, 0);
}

/* The server holds so many frames of its own and no other; that a frame is mapped is a fact of its
 * capability. */
static void expect_frames(unsigned own)
{
    unsigned count = 0;

    for (kozo_slot_index_t slot = 1; slot < SERVER_SLOTS; slot++) {
        kozo_info_t info = {0};
        kozo_badge_t badge = 0;

        CHECK_OK(kozo_cnode_inspect(space.cnode, slot, &info, &badge, &(kozo_handle_t){0}));
        count += kozo_info_type(info) == KOZO_OBJECT_FRAME;
    }
    CHECK_EQUAL(count, own);
}

static void expect_nothing_left(void)
{
    expect_frames(0);
}

static kozo_frame_t mapped(uint8_t size_bits, uint64_t at)
{
    const kozo_frame_t frame = MAKE(FRAME, frame, size_bits);

    NEED(map_here(frame, at, KOZO_MAP_FLAGS_WRITE));
    return frame;
}

/* More often than there are windows: each mapping goes with its request. */
static void a_server_reads_and_writes(void)
{
    const kozo_frame_t frame = mapped(KOZO_PAGE_BITS, MINE);
    volatile uint8_t *bytes = (volatile uint8_t *)MINE;

    start_server();
    for (unsigned round = 1; round <= ROUNDS; round++) {
        uint64_t sum = 0;

        CHECK_OK(lending_fill(server, frame, PAGE - 1, (uint8_t)round));
        CHECK_EQUAL(bytes[0], round);
        CHECK_EQUAL(bytes[PAGE - 2], round);
        CHECK_EQUAL(bytes[PAGE - 1], 0);
        bytes[PAGE - 1] = 1;
        CHECK_OK(lending_sum(server, frame, PAGE, &sum));
        CHECK_EQUAL(sum, (PAGE - 1) * round + 1);
        bytes[PAGE - 1] = 0;
        expect_nothing_left();
    }
}

/* Large pages and small ones, also of a large page less than a small one, and three at a time. */
static void frames_of_each_size(void)
{
    const kozo_frame_t small = mapped(KOZO_PAGE_BITS, MINE),
                       large = mapped(KOZO_LARGE_PAGE_BITS, OTHERS(1)),
                       third = mapped(KOZO_LARGE_PAGE_BITS, OTHERS(2));
    uint8_t *a = (uint8_t *)MINE, *b = (uint8_t *)OTHERS(1), *c = (uint8_t *)OTHERS(2);
    uint64_t sum = 0;

    start_server();
    for (unsigned round = 1; round <= ROUNDS; round++) {
        const uint64_t bytes = round == 1 ? LARGE_PAGE : 2 * PAGE;

        CHECK_OK(lending_fill(server, large, bytes, 1));
        CHECK_EQUAL(b[bytes - 1], 1);
        CHECK_OK(lending_sum(server, large, 16, &sum));
        CHECK_EQUAL(sum, 16);
        CHECK_OK(lending_fill(server, small, PAGE, 2));
        CHECK_OK(lending_fill(server, third, bytes, 3));
        CHECK_OK(lending_mix(server, small, PAGE, large, PAGE, third, 2 * PAGE));
        CHECK_EQUAL(a[PAGE - 1], 2);
        CHECK_EQUAL(b[PAGE - 1], 3);
        CHECK_EQUAL(b[PAGE], 1);
        CHECK_EQUAL(c[PAGE - 1], 5);
        CHECK_EQUAL(c[PAGE], 3);
        expect_nothing_left();
    }
}

/* What is no frame, too small, or lacks a right is refused before the body runs. */
static void what_is_refused(void)
{
    const kozo_frame_t frame = mapped(KOZO_PAGE_BITS, MINE);
    const kozo_rights_t map = KOZO_FRAME_RIGHT_MAP, read = KOZO_FRAME_RIGHT_READ,
                        write = KOZO_FRAME_RIGHT_WRITE;
    const kozo_frame_t to_read = AS(frame, copy(KOZO_ANY(frame), map | read)),
                       to_write = AS(frame, copy(KOZO_ANY(frame), map | write)),
                       no_map = AS(frame, copy(KOZO_ANY(frame), read | write));
    uint64_t sum = 0;

    start_server();
    CHECK_EQUAL(lending_sum(server, frame, 0, &sum), KOZO_ERR_BAD_MESSAGE);
    CHECK_EQUAL(lending_sum(server, frame, PAGE + 1, &sum), KOZO_ERR_BAD_MESSAGE);
    CHECK_EQUAL(lending_sum(server, frame, LARGE_PAGE, &sum), KOZO_ERR_BAD_MESSAGE);
    CHECK_EQUAL(lending_sum(server, frame, LARGE_PAGE + 1, &sum), KOZO_ERR_BAD_MESSAGE);
    CHECK_EQUAL(lending_sum(server, frame, UINT64_MAX, &sum), KOZO_ERR_BAD_MESSAGE);
    CHECK_EQUAL(lending_sum(server, to_write, PAGE, &sum), KOZO_ERR_BAD_MESSAGE);
    CHECK_EQUAL(lending_sum(server, no_map, PAGE, &sum), KOZO_ERR_BAD_MESSAGE);
    CHECK_EQUAL(lending_sum(server, AS(frame, KOZO_ANY(server.endpoint)), PAGE, &sum),
                KOZO_ERR_BAD_MESSAGE);
    CHECK_EQUAL(lending_fill(server, to_read, PAGE, 1), KOZO_ERR_BAD_MESSAGE);
    CHECK_EQUAL(lending_fill(server, frame, 15, 1), KOZO_ERR_REFUSED);
    CHECK_OK(lending_sum(server, to_read, PAGE, &sum));
    CHECK_EQUAL(sum, 0);
    CHECK_OK(lending_fill(server, frame, 16, 1));
    expect_nothing_left();
}

/* The stub gives away what the direction needs, however much the client has. */
static void a_server_cannot_write_what_it_may_read(void)
{
    const kozo_frame_t frame = mapped(KOZO_PAGE_BITS, MINE);
    uint32_t outcome = KOZO_OK;

    start_server();
    CHECK_OK(lending_overreach(server, frame, PAGE, &outcome));
    CHECK_EQUAL(outcome, KOZO_ERR_ACCESS_DENIED);
    expect_nothing_left();
}

static void body_lends(struct worker *self)
{
    struct kozo_tcb tcb = {.buffer = self->buffer, .thread = self->thread};
    uint8_t first = 0;

    kozo_tcb_install(&tcb);
    self->error = lending_hold(server, (kozo_frame_t){self->argument}, PAGE, &first);
    self->step = first;
}

/* A body may keep what it is lent until it answers. */
static void lent_for_longer(void)
{
    const kozo_frame_t frame = mapped(KOZO_PAGE_BITS, MINE);

    start_server();
    for (unsigned round = 1; round <= ROUNDS; round++) {
        struct worker *client = worker_run(PRIORITY_WORKER, body_lends, frame.raw);

        *(volatile uint8_t *)MINE = (uint8_t)round;
        CHECK_OK(lending_release(server, round % 2 == 0));
        CHECK(worker_finishes(client));
        CHECK_OK(client->error);
        CHECK_EQUAL(client->step, round);
        CHECK_EQUAL(lending_release(server, false), KOZO_ERR_NOT_FOUND);
        expect_frames(round == 1 ? 0 : 1); /* the stack of who copies, from then on */
        worker_forget(client);
    }
}

static void body_releases(struct worker *self)
{
    struct kozo_tcb tcb = {.buffer = self->buffer, .thread = self->thread};

    kozo_tcb_install(&tcb);
    self->error = lending_release(server, false);
}

/* Who lends can take it back at any time, and the server finds a page less. */
static void a_client_that_revokes(void)
{
    const kozo_frame_t frame = mapped(KOZO_PAGE_BITS, MINE);
    struct fault_record fault = {0};

    start_server();
    (void)worker_run(PRIORITY_WORKER, body_lends, frame.raw);
    CHECK_OK(kozo_any_revoke(KOZO_ANY(frame)));
    expect_nothing_left();
    CHECK_EQUAL(*(volatile uint8_t *)MINE, 0);
    (void)worker_run(PRIORITY_WORKER, body_releases, 0);
    CHECK_OK(fault_receive(handler, &fault));
    CHECK_EQUAL(fault.kind, FAULT_PAGE);
    CHECK_OK(fault_answer(KOZO_FAULT_ACTION_KILL));
}

/* A server that copies is told, and goes on. */
static void a_server_that_outlives_it(void)
{
    start_server();
    for (unsigned round = 1; round <= ROUNDS; round++) {
        const kozo_frame_t frame = mapped(KOZO_PAGE_BITS, MINE);
        struct worker *client = worker_run(PRIORITY_WORKER, body_lends, frame.raw);

        CHECK_OK(kozo_any_revoke(KOZO_ANY(frame)));
        CHECK_EQUAL(lending_release(server, true), KOZO_ERR_REFUSED);
        CHECK(worker_finishes(client));
        CHECK_EQUAL(client->error, KOZO_ERR_FULL);
        worker_forget(client);
        CHECK_OK(kozo_any_delete(KOZO_ANY(frame)));
        expect_nothing_left();
    }
}

static const struct test table[] = {
    {"a server reads and writes what it is lent", a_server_reads_and_writes},
    {"frames of each size, and several at a time", frames_of_each_size},
    {"what is refused", what_is_refused},
    {"a server cannot write what it may read", a_server_cannot_write_what_it_may_read},
    {"lent for longer", lent_for_longer},
    {"a client that revokes", a_client_that_revokes},
    {"a server that outlives it", a_server_that_outlives_it},
};

bool guest_main(void)
{
    const struct test_group group = TEST_GROUP("lending", table);
    struct kozo_tcb tcb = {.buffer = guest.buffer, .thread = guest.thread};

    kozo_tcb_install(&tcb); /* the stubs look for the buffer there */
    return guest_run(&group, 1);
}
