/* SPDX-License-Identifier: MIT */
/* crowds.c: that a switch, a signal and a call cost the same however many threads and endpoints
 * there are. A director with a large capability space of its own, which its crowd shares, makes
 * them and measures. */
#include "bench.h"

enum {
    CROWD_MOST = 10000,
    CNODE_BITS = KOZO_SLOT_BITS + 15,
    MEMORY_BITS = 26,
    STACK_BYTES = 384,
    WARM = 3,      /* calls of each server before its answers are the fast ones */
    SIGNALS = 1000, /* at least */
    SETTLE_MS = 60,
};
/* Two large pages, clear of the small ones at SCRATCH. */
#define STACKS (SCRATCH + (UINT64_C(1) << 26))

static const unsigned sizes[] = {10, 1000, CROWD_MOST};

/* Handles in the director's capability space. */
static struct {
    kozo_cnode_t cnode;
    kozo_aspace_t aspace;
    kozo_budget_t authority;
    kozo_untyped_t memory;
    kozo_notification_t told; /* what the director waits for */
    kozo_notification_t over; /* what root waits for, which alone can print */
    const char *volatile name; /* of the row that is over; NULL: of all */
    kozo_slot_index_t first;  /* of the slots for a crowd */
    unsigned count;           /* of the crowd that there is */
    kozo_handle_t objects;    /* of its members, those that they wait by: the first */
} crowd;

static kozo_handle_t nth(kozo_handle_t first, unsigned n)
{
    return kozo_handle_make(kozo_handle_stamp(first) + n, 0, kozo_handle_address(first) + n);
}

/* The handle of the first of `crowd.count` objects. */
static kozo_handle_t crowd_make(kozo_object_t kind, uint8_t size_bits, unsigned sort)
{
    const kozo_slot_index_t slot = crowd.first + sort * CROWD_MOST;
    kozo_handle_t first = {0}, handle = {0};

    for (unsigned made = 0; made < crowd.count;) {
        const unsigned left = crowd.count - made;
        const unsigned run = left < KOZO_RETYPE_COUNT ? left : KOZO_RETYPE_COUNT;

        NEED(kozo_untyped_retype(crowd.memory, kind, size_bits, (uint16_t)run, crowd.cnode,
                                 slot + made, &handle));
        first = made == 0 ? nth(handle, 1 - run) : first;
        made += run;
    }
    return first;
}

/* Threads that run `body` with the handle of the object that each has, or of its budget. */
static void crowd_new(unsigned count, kozo_priority_t priority, kozo_object_t kind,
                      uint8_t size_bits, void (*body)(uint64_t handle))
{
    crowd.count = count;
    const kozo_handle_t threads = crowd_make(KOZO_OBJECT_THREAD, KOZO_THREAD_SIZE_BITS, 0);
    const kozo_handle_t budgets = crowd_make(KOZO_OBJECT_BUDGET, KOZO_BUDGET_SIZE_BITS, 1);

    crowd.objects = kind == KOZO_OBJECT_BUDGET ? budgets : crowd_make(kind, size_bits, 2);
    for (unsigned i = 0; i < count; i++) {
        const kozo_thread_t thread = AS(thread, nth(threads, i));
        const kozo_budget_t budget = AS(budget, nth(budgets, i));
        const vaddr_t stack = {STACKS + (uint64_t)(i + 1) * STACK_BYTES - sizeof(uint64_t)};

        NEED(kozo_budget_configure(budget, crowd.authority, priority, UINT64_C(1000000000000),
                                   UINT64_C(1000000000000)));
        NEED(kozo_thread_bind(thread, crowd.cnode, crowd.aspace, budget));
        NEED(kozo_thread_start(thread, (vaddr_t){(uint64_t)body}, stack,
                               nth(crowd.objects, i).raw));
    }
}

static void crowd_tell(const char *name)
{
    uint64_t bits;

    crowd.name = name;
    NEED(kozo_notification_signal(crowd.over));
    NEED(kozo_notification_wait(crowd.told, KOZO_DEADLINE_NEVER, &bits));
}

static void crowd_report(const char *name)
{
    crowd_tell(name);
    NEED(kozo_any_revoke(KOZO_ANY(crowd.memory)));
}

static unsigned turns;
static uint64_t turn_before;
static const char *turn_name;

/* From one member's reading before its yield to the next one's after its own. */
static void take_turns(uint64_t budget)
{
    for (;;) {
        const uint64_t now = counter();

        if (turns > crowd.count) {
            sample_add(turn_before, now);
        }
        turns++;
        if (turns == crowd.count + MANY) {
            sample_walk(turn_name);
        } else if (turns > crowd.count + MANY) {
            kozo_notification_signal(crowd.told);
        }
        turn_before = counter();
        kozo_budget_yield((kozo_budget_t){budget});
    }
}

static void switches_among(unsigned count, const char *name)
{
    uint64_t bits;

    turns = 0;
    turn_name = name;
    crowd_new(count, PRIORITY_LOW, KOZO_OBJECT_BUDGET, KOZO_BUDGET_SIZE_BITS, take_turns);
    NEED(kozo_notification_wait(crowd.told, KOZO_DEADLINE_NEVER, &bits));
    crowd_report(name);
}

static void wait_for_ever(uint64_t notification)
{
    uint64_t bits;

    for (;;) {
        kozo_notification_wait((kozo_notification_t){notification}, KOZO_DEADLINE_NEVER, &bits);
    }
}

static void crowd_settle(void)
{
    uint64_t bits;

    EXPECT(kozo_notification_wait(crowd.told, now_ns() + SETTLE_MS * MILLISECOND_NS, &bits),
           KOZO_ERR_TIMED_OUT);
}

/* Signals that wake one after the other, all of which are then ready at one priority. */
static void signals_among(unsigned count, const char *name)
{
    crowd_new(count, PRIORITY_LOW, KOZO_OBJECT_NOTIFICATION, KOZO_NOTIFICATION_SIZE_BITS,
              wait_for_ever);
    for (unsigned done = 0; done < SIGNALS;) {
        crowd_settle();
        for (unsigned i = 0; i < count; i++) {
            const kozo_notification_t each = AS(notification, nth(crowd.objects, i));

            if (++done == (count < SIGNALS ? SIGNALS : count)) {
                sample_walk(name);
            }
            const uint64_t before = counter();

            kozo_notification_signal(each);
            sample_add(before, counter());
        }
    }
    crowd_report(name);
}

static void serve_one(uint64_t endpoint)
{
    struct kozo_message m = {.tag = kozo_tag_make(0, 0, 0, 0, 0)};

    kozo_endpoint_receive((kozo_endpoint_t){endpoint}, &m);
    for (;;) {
        kozo_endpoint_reply_receive((kozo_endpoint_t){endpoint}, &m);
    }
}

/* Each server has an endpoint of its own, and is called in turn. */
static void calls_among(unsigned count, const char *name)
{
    const kozo_tag_t tag = kozo_tag_make(1, 1, 0, 0, KOZO_REGISTER_WORDS);
    struct kozo_message m = {.words = {1, 2, 3, 4, 5, 6}};
    unsigned i = 0;

    crowd_new(count, PRIORITY_HIGH, KOZO_OBJECT_ENDPOINT, KOZO_ENDPOINT_SIZE_BITS, serve_one);
    for (unsigned warm = 0; warm < WARM * count; warm++) {
        m.tag = tag;
        EXPECT(kozo_endpoint_call(AS(endpoint, nth(crowd.objects, warm % count)), &m), KOZO_OK);
    }
    for (unsigned done = 1; done <= MANY; done++, i = (i + 1) % count) {
        const kozo_endpoint_t each = AS(endpoint, nth(crowd.objects, i));

        m.tag = tag;
        if (done == MANY) {
            sample_walk(name);
        }
        const uint64_t before = counter();

        kozo_endpoint_call(each, &m);
        sample_add(before, counter());
    }
    crowd_report(name);
}

static void direct(struct worker *self)
{
    static const char *const switch_names[] = {
        "sched.switch.among.10", "sched.switch.among.1000", "sched.switch.among.10000"};
    static const char *const signal_names[] = {
        "notify.signal.among.10", "notify.signal.among.1000", "notify.signal.among.10000"};
    static const char *const call_names[] = {
        "ipc.roundtrip.among.10", "ipc.roundtrip.among.1000", "ipc.roundtrip.among.10000"};

    (void)self;
    for (unsigned i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        switches_among(sizes[i], switch_names[i]);
        signals_among(sizes[i], signal_names[i]);
        calls_among(sizes[i], call_names[i]);
    }
    crowd_tell(NULL);
}

static kozo_handle_t lend(kozo_cnode_t cnode, kozo_handle_t source)
{
    kozo_handle_t handle = {0};

    NEED(kozo_cnode_copy(cnode, crowd.first++, source, ALL_RIGHTS, &handle));
    return handle;
}

void bench_crowds(void)
{
    const kozo_cnode_t cnode = MAKE_CNODE(CNODE_BITS);
    const kozo_notification_t over = MAKE_NOTIFICATION(), told = MAKE_NOTIFICATION();
    struct worker *director = worker_new_in(PRIORITY_WORKER, cnode, guest.aspace);
    uint64_t bits;

    const uint64_t stacks = UINT64_C(1) * CROWD_MOST * STACK_BYTES;

    for (uint64_t at = 0; at < stacks; at += 1 << KOZO_LARGE_PAGE_BITS) {
        NEED(map_here(MAKE(FRAME, frame, KOZO_LARGE_PAGE_BITS), STACKS + at,
                      KOZO_MAP_FLAGS_WRITE));
    }
    crowd.first = 1;
    crowd.cnode = AS(cnode, lend(cnode, KOZO_ANY(cnode)));
    crowd.aspace = AS(aspace, lend(cnode, KOZO_ANY(guest.aspace)));
    crowd.authority = AS(budget, lend(cnode, KOZO_ANY(guest.authority)));
    crowd.told = AS(notification, lend(cnode, KOZO_ANY(told)));
    crowd.over = AS(notification, lend(cnode, KOZO_ANY(over)));
    kozo_handle_t memory = {0};

    NEED(kozo_cnode_move(cnode, crowd.first++, KOZO_ANY(MAKE(UNTYPED, untyped, MEMORY_BITS)),
                         &memory));
    crowd.memory = AS(untyped, memory);
    worker_start(director, direct);
    for (;;) {
        NEED(kozo_notification_wait(over, KOZO_DEADLINE_NEVER, &bits));
        if (crowd.name == NULL) {
            break;
        }
        sample_report(crowd.name, 1);
        NEED(kozo_notification_signal(told));
    }
    row_end();
}
