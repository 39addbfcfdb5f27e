/* SPDX-License-Identifier: MIT */
/* exhaust.c: see exhaust.h. */
#include "exhaust.h"

#include <kozo/text.h>

#define CROWD UINT64_C(0x70000000)
#define LARGE (UINT64_C(1) << KOZO_LARGE_PAGE_BITS)
enum { CROWD_STACK_BYTES = 1024 };
#define CROWD_MAX (2 * LARGE / CROWD_STACK_BYTES)

#define PROBE_PERIOD_NS effort(20000, 20000, 5000000)
/* `make check` counts time by instructions, each of which takes 1 ns, or 4 after UEFI. */
#define PROBE_LIMIT_NS UINT64_C(40000)

kozo_handle_t inside(kozo_handle_t outer, kozo_handle_t inner)
{
    const unsigned shift = KOZO_INIT_CNODE_BITS - KOZO_SLOT_BITS;

    return kozo_handle_make(kozo_handle_stamp(inner), 1,
                            kozo_handle_address(outer) |
                                (uint64_t)kozo_handle_address(inner) << shift);
}

static struct worker *probe;
static volatile bool probe_stops;
static volatile uint64_t probe_worst_ns, probe_rounds;

static void probe_body(struct worker *self)
{
    (void)self;
    while (!probe_stops) {
        const uint64_t deadline = now_ns() + PROBE_PERIOD_NS;
        uint64_t bits, late;

        kozo_notification_wait(guest.never, deadline, &bits);
        late = now_ns() - deadline;
        probe_worst_ns = late > probe_worst_ns ? late : probe_worst_ns;
        probe_rounds++;
    }
}

void probe_begin(void)
{
    probe_stops = false;
    probe_worst_ns = 0;
    probe_rounds = 0;
    probe = worker_run(PRIORITY_HIGH, probe_body, 0);
}

void probe_end(const char *during, uint64_t allowance_ns)
{
    const uint64_t limit = PROBE_LIMIT_NS + allowance_ns;

    probe_stops = true;
    CHECK(worker_finishes(probe));
    guest_print("# %s: %lu ns late at worst in %lu rounds\n", during,
                (unsigned long)probe_worst_ns, (unsigned long)probe_rounds);
    CHECK(probe_worst_ns <= effort(UINT32_MAX, (unsigned)limit, UINT32_MAX));
}

struct member *crowd_member(unsigned number)
{
    return (struct member *)(CROWD + (uint64_t)number * CROWD_STACK_BYTES);
}

static void crowd_enter(struct member *self)
{
    self->body(self);
    self->done = true;
    kozo_thread_exit(self->thread, 0);
    __builtin_trap();
}

static kozo_handle_t crowd_objects(kozo_object_t kind, uint8_t size_bits, unsigned count)
{
    kozo_handle_t last = {0};

    NEED(make_many(guest.memory, kind, size_bits, count, slots_next(count), &last));
    return (kozo_handle_t){last.raw - kozo_handle_make(count - 1, 0, count - 1).raw};
}

static void crowd_start(struct member *member, kozo_endpoint_t handler)
{
    NEED(kozo_budget_configure(member->budget, guest.authority, PRIORITY_WORKER, QUANTUM_NS,
                               QUANTUM_NS));
    NEED(kozo_thread_bind(member->thread, guest.cnode, guest.aspace, member->budget));
    if (handler.raw != 0) {
        const kozo_handle_t badged =
            mint(KOZO_ANY(handler), KOZO_ENDPOINT_RIGHT_SEND, member->number + 1);

        NEED(kozo_thread_bind_faults(member->thread, AS(endpoint, badged)));
    }
    NEED(kozo_thread_start(member->thread, (vaddr_t){(uint64_t)crowd_enter},
                           (vaddr_t){(uint64_t)member + CROWD_STACK_BYTES - sizeof(uint64_t)},
                           (uint64_t)member));
}

void crowd_make(unsigned count, void (*body)(struct member *self), kozo_handle_t target,
                kozo_deadline_t deadline, kozo_endpoint_t handler)
{
    const kozo_handle_t threads =
        crowd_objects(KOZO_OBJECT_THREAD, KOZO_THREAD_SIZE_BITS, count);
    const kozo_handle_t budgets =
        crowd_objects(KOZO_OBJECT_BUDGET, KOZO_BUDGET_SIZE_BITS, count);

    NEED(count <= CROWD_MAX ? KOZO_OK : KOZO_ERR_NO_SPACE);
    for (unsigned i = 0; i < 2; i++) {
        NEED(map_here(MAKE(FRAME, frame, KOZO_LARGE_PAGE_BITS), CROWD + i * LARGE,
                      KOZO_MAP_FLAGS_WRITE));
    }
    for (unsigned i = 0; i < count; i++) {
        struct member *member = crowd_member(i);

        *member = (struct member){
            .thread = {threads.raw + kozo_handle_make(i, 0, i).raw},
            .budget = {budgets.raw + kozo_handle_make(i, 0, i).raw},
            .body = body,
            .target = target,
            .number = i,
            .deadline = deadline,
        };
        crowd_start(member, handler);
    }
}

unsigned crowd_in_state(unsigned count, kozo_thread_state_t wanted)
{
    unsigned found = 0;

    for (unsigned i = 0; i < count; i++) {
        kozo_thread_state_t state = 0xff;
        kozo_priority_t priority;
        kozo_duration_t consumed;

        CHECK_OK(kozo_thread_inspect(crowd_member(i)->thread, &state, &priority, &consumed));
        found += state == wanted;
    }
    return found;
}

unsigned crowd_done(unsigned count, kozo_err_t error)
{
    unsigned done = 0;

    for (unsigned i = 0; i < count; i++) {
        done += crowd_member(i)->done && crowd_member(i)->error == error;
    }
    return done;
}

void crowd_end(void)
{
    CHECK_OK(kozo_any_revoke(KOZO_ANY(guest.memory)));
    CHECK_EQUAL(used_of(guest.memory), 0);
    workers_reset();
    guest.next_slot = guest.first_slot;
}
