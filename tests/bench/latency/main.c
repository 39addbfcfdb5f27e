/* SPDX-License-Identifier: MIT */
/* main.c: the longest stretch with interrupts off while root makes the kernel do its longest work.
 *
 * A thread above all others sleeps until a deadline, over and over. How late it comes, in
 * instructions (-icount shift=0: one takes 1 ns), is how long the kernel did not take the timer's
 * interrupt, and the way from there to the thread. The least lateness that is ever seen, when the
 * interrupt met a program, is that way alone. */
#include "guest.h"
#include "worker.h"

enum {
    PERIOD_NS = 20011, /* prime: every phase of the work is met */
    MANY = 100000,     /* capabilities */
    RUN = KOZO_RETYPE_COUNT,
    CROWD = 4096, /* objects that are then revoked */
    TABLE_BITS = 25,   /* a CNode with room for 2 GiB of small frames */
    CNODE_BITS = 26,   /* the largest there can be */
    FULL_BITS = 23,    /* one with room for MANY */
    FRAMES = 2048,
    TRANSFERS = 2000,
};

/* Instructions from the timer to the thread: the least ever seen; the most, of a row and of all. */
static volatile uint64_t least = ~UINT64_C(0), most_of_row, most_of_all;
static volatile uint64_t count_of_row, count_of_all;
static kozo_cnode_t table;
static uint64_t memory_bytes; /* of the tests' memory, all of which is made into objects */

static void probe_body(struct worker *self)
{
    (void)self;
    for (;;) {
        const uint64_t deadline = now_ns() + PERIOD_NS;
        uint64_t bits;

        kozo_notification_wait(guest.never, deadline, &bits);
        const uint64_t late = now_ns() - deadline;

        least = late < least ? late : least;
        most_of_row = late > most_of_row ? late : most_of_row;
        count_of_row++;
    }
}

/* It must outlive the rows, which give back all of the tests' memory. */
static void start_probe(void)
{
    const kozo_untyped_t memory = guest.memory;

    guest.memory = guest.lasting;
    worker_run(PRIORITY_HIGH, probe_body, 0);
    guest.memory = memory;
}

static void report(const char *name, uint64_t most, uint64_t count)
{
    const unsigned long off = (unsigned long)(most - least);

    guest_print("BENCH latency.%s %lu %lu %lu %lu\n", name, off, off, off, (unsigned long)count);
}

/* One row: `work`, then all that it made is taken back, which is work as well. */
static void measure(const char *name, void (*work)(void))
{
    most_of_row = 0;
    count_of_row = 0;
    work();
    NEED(kozo_any_revoke(KOZO_ANY(guest.memory)));
    const uint64_t most = most_of_row, count = count_of_row;

    /* What is printed now, with interrupts off while the serial line is slow, is no part of it. */
    most_of_all = most > most_of_all ? most : most_of_all;
    count_of_all += count;
    report(name, most, count);
}

static void compute(void)
{
    for (volatile unsigned i = 0; i < 1000000; i++) {
    }
}

static kozo_handle_t fill(kozo_cnode_t cnode)
{
    const kozo_handle_t source = KOZO_ANY(MAKE_ENDPOINT());
    kozo_handle_t handle = {0};

    for (unsigned i = 1; i <= MANY; i++) {
        NEED(kozo_cnode_copy(cnode, i, source, ALL_RIGHTS, &handle));
    }
    return source;
}

static void revoke_copies(void)
{
    NEED(kozo_any_revoke(fill(table)));
}

static void delete_full_cnode(void)
{
    const kozo_cnode_t cnode = MAKE_CNODE(FULL_BITS);

    fill(cnode);
    NEED(kozo_any_delete(KOZO_ANY(cnode)));
}

static void retype_many(kozo_object_t kind, uint8_t size_bits, unsigned total)
{
    kozo_handle_t handle = {0};

    for (unsigned made = 0; made < total;) {
        const unsigned count = total - made < RUN ? total - made : RUN;

        NEED(kozo_untyped_retype(guest.memory, kind, size_bits, (uint16_t)count, table, 1 + made,
                                 &handle));
        made += count;
    }
}

/* Use up the memory by objects of one kind. */
static void retype_all(kozo_object_t kind, uint8_t size_bits)
{
    retype_many(kind, size_bits, (unsigned)(memory_bytes >> size_bits));
}

static void retype_large_frames(void)
{
    retype_all(KOZO_OBJECT_FRAME, KOZO_LARGE_PAGE_BITS);
}

static void retype_small_frames(void)
{
    retype_all(KOZO_OBJECT_FRAME, KOZO_PAGE_BITS);
}

static void retype_cnode(void)
{
    retype_all(KOZO_OBJECT_CNODE, CNODE_BITS);
}

/* Every kind, in runs as long as they can be. */
static void retype_runs(void)
{
    static const struct {
        kozo_object_t kind;
        uint8_t size_bits;
        uint16_t count;
    } kinds[] = {
        {KOZO_OBJECT_ENDPOINT, KOZO_ENDPOINT_SIZE_BITS, CROWD},
        {KOZO_OBJECT_UNTYPED, KOZO_PAGE_BITS, CROWD},
        {KOZO_OBJECT_THREAD, KOZO_THREAD_SIZE_BITS, CROWD},
        {KOZO_OBJECT_BUDGET, KOZO_BUDGET_SIZE_BITS, CROWD},
        {KOZO_OBJECT_ASPACE, KOZO_ASPACE_SIZE_BITS, KOZO_ADDRESS_SPACES - RUN},
    };

    for (unsigned i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        retype_many(kinds[i].kind, kinds[i].size_bits, kinds[i].count);
        NEED(kozo_any_revoke(KOZO_ANY(guest.memory)));
    }
}

/* Mappings vanish with their frames, all of which are revoked; half of them lie in a CNode that is
 * deleted before. */
static void end_mappings(void)
{
    const kozo_cnode_t cnode = MAKE_CNODE(FULL_BITS);
    kozo_handle_t frame = {0}, moved = {0};

    for (unsigned i = 0; i < FRAMES; i++) {
        NEED(make_at(KOZO_OBJECT_FRAME, KOZO_PAGE_BITS, guest.next_slot + i, &frame));
        NEED(map_here(AS(frame, frame), SCRATCH + ((uint64_t)i << KOZO_PAGE_BITS),
                      KOZO_MAP_FLAGS_WRITE));
        if (i % 2 == 0) {
            NEED(kozo_cnode_move(cnode, 1 + i / 2, frame, &moved));
        }
    }
    NEED(kozo_any_delete(KOZO_ANY(cnode)));
}

static void serve(struct worker *self)
{
    self->message.tag = kozo_tag_make(0, 0, 0, 0, 0);
    kozo_endpoint_receive(self->endpoint, &self->message);
    for (;;) {
        kozo_endpoint_reply_receive(self->endpoint, &self->message);
    }
}

static void transfer_buffers(void)
{
    const kozo_endpoint_t endpoint = MAKE_ENDPOINT();
    struct worker *server = worker_new(PRIORITY_WORKER);
    struct kozo_message m = {.words = {0}};

    server->endpoint = endpoint;
    worker_start(server, serve);
    for (unsigned i = 0; i < TRANSFERS; i++) {
        m.tag = kozo_tag_make(1, 1, 0, 0, KOZO_BUFFER_WORDS);
        NEED(kozo_endpoint_call(endpoint, &m));
    }
}

bool guest_main(void)
{
    kozo_size_t used = 0;

    NEED(kozo_untyped_inspect(guest.memory, &memory_bytes, &used));
    table = AS(cnode, make_lasting(KOZO_OBJECT_CNODE, TABLE_BITS));
    start_probe();
    measure("program", compute);
    measure("revoke", revoke_copies);
    measure("delete_cnode", delete_full_cnode);
    measure("retype_large_frames", retype_large_frames);
    measure("retype_small_frames", retype_small_frames);
    measure("retype_cnode", retype_cnode);
    measure("retype_runs", retype_runs);
    measure("end_mappings", end_mappings);
    measure("transfer", transfer_buffers);
    report("max_irq_off", most_of_all, count_of_all);
    guest_print("BENCH-END\n");
    return true;
}
