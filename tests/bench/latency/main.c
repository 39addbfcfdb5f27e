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
    PERIOD_NS = 23003,       /* prime: every phase of the work is met */
    MANY = 100000,           /* capabilities */
    MEMORY_BITS = 30,
    TABLE_BITS = 25, /* a CNode with room for all small frames of the memory */
    CNODE_BITS = 28, /* the largest there can be */
    FULL_BITS = 23,  /* one with room for MANY */
    TRANSFERS = 2000,
};

struct lateness {
    uint64_t least, most, count;
};

static struct lateness all = {~UINT64_C(0), 0, 0};
static volatile uint64_t most_of_row, count_of_row;
static kozo_cnode_t table;

static void probe_body(struct worker *self)
{
    (void)self;
    for (;;) {
        const uint64_t deadline = now_ns() + PERIOD_NS;
        uint64_t bits;

        kozo_notification_wait(guest.never, deadline, &bits);
        const uint64_t late = now_ns() - deadline;

        all.least = late < all.least ? late : all.least;
        all.most = late > all.most ? late : all.most;
        all.count++;
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

/* One row: `work`, then all that it made is taken back, which is work as well. */
static void measure(const char *name, void (*work)(void))
{
    most_of_row = 0;
    count_of_row = 0;
    work();
    NEED(kozo_any_revoke(KOZO_ANY(guest.memory)));
    const uint64_t most = most_of_row - all.least;

    guest_print("BENCH latency.%s %lu %lu %lu %lu\n", name, (unsigned long)most, (unsigned long)most,
                (unsigned long)most, (unsigned long)count_of_row);
    NEED(count_of_row > 100 ? KOZO_OK : KOZO_ERR_BAD_STATE);
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

/* Use up the memory by objects of one kind. */
static void retype_all(kozo_object_t kind, uint8_t size_bits)
{
    const unsigned total = 1U << (MEMORY_BITS - size_bits);
    kozo_handle_t handle = {0};

    for (unsigned made = 0; made < total;) {
        const unsigned count = total - made < KOZO_RETYPE_COUNT ? total - made : KOZO_RETYPE_COUNT;

        NEED(kozo_untyped_retype(guest.memory, kind, size_bits, (uint16_t)count, table, 1 + made,
                                 &handle));
        made += count;
    }
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

static void retype_runs(void)
{
    static const struct {
        kozo_object_t kind;
        uint8_t size_bits;
        uint16_t count;
    } kinds[] = {
        {KOZO_OBJECT_ENDPOINT, KOZO_ENDPOINT_SIZE_BITS, KOZO_RETYPE_COUNT},
        {KOZO_OBJECT_UNTYPED, KOZO_PAGE_BITS, KOZO_RETYPE_COUNT},
        {KOZO_OBJECT_THREAD, KOZO_THREAD_SIZE_BITS, KOZO_RETYPE_COUNT},
        {KOZO_OBJECT_BUDGET, KOZO_BUDGET_SIZE_BITS, KOZO_RETYPE_COUNT},
        {KOZO_OBJECT_ASPACE, KOZO_ASPACE_SIZE_BITS, KOZO_RETYPE_COUNT},
    };
    kozo_handle_t handle = {0};

    for (unsigned i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        NEED(kozo_untyped_retype(guest.memory, kinds[i].kind, kinds[i].size_bits, kinds[i].count,
                                 table, 1, &handle));
        NEED(kozo_any_revoke(KOZO_ANY(guest.memory)));
    }
}

/* Mappings vanish with their frames. */
static void revoke_mappings(void)
{
    const unsigned slot = slots_next(KOZO_RETYPE_COUNT);
    kozo_handle_t last = {0};

    guest.next_slot = slot;
    NEED(kozo_untyped_retype(guest.memory, KOZO_OBJECT_FRAME, KOZO_PAGE_BITS, KOZO_RETYPE_COUNT, guest.cnode, slot,
                             &last));
    for (unsigned i = 0; i < KOZO_RETYPE_COUNT; i++) {
        const kozo_handle_t handle = {last.raw - kozo_handle_make(i, 0, i).raw};

        NEED(map_here(AS(frame, handle), SCRATCH + i * UINT64_C(4096), KOZO_MAP_FLAGS_WRITE));
    }
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
    kozo_size_t size = 0, used = 0;

    NEED(kozo_untyped_inspect(guest.memory, &size, &used));
    NEED(size == UINT64_C(1) << MEMORY_BITS ? KOZO_OK : KOZO_ERR_NO_MEMORY);
    table = AS(cnode, make_lasting(KOZO_OBJECT_CNODE, TABLE_BITS));
    start_probe();
    measure("program", compute);
    measure("revoke", revoke_copies);
    measure("delete_cnode", delete_full_cnode);
    measure("retype_large_frames", retype_large_frames);
    measure("retype_small_frames", retype_small_frames);
    measure("retype_cnode", retype_cnode);
    measure("retype_runs", retype_runs);
    measure("revoke_mappings", revoke_mappings);
    measure("transfer", transfer_buffers);
    guest_print("# %lu ns from the timer to the thread at least, %lu at most, %lu times\n",
                (unsigned long)all.least, (unsigned long)all.most, (unsigned long)all.count);
    guest_print("BENCH latency.max_irq_off %lu %lu %lu %lu\n", (unsigned long)(all.most - all.least),
                (unsigned long)(all.most - all.least), (unsigned long)(all.most - all.least),
                (unsigned long)all.count);
    guest_print("BENCH-END\n");
    return true;
}
