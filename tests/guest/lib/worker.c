/* SPDX-License-Identifier: MIT */
/* worker.c: threads that share root's address space. */
#include "worker.h"

#include "trap_all.h"

#include <kozo/text.h>

#define WORKER_BUFFERS UINT64_C(0x48000000)
/* What kept registers hold, and for how long a time. */
#define KEPT_MARK UINT64_C(0xb751a4de00)
enum { KEPT_TURNS = 5000 };

static struct worker workers[WORKERS];
static char stacks[WORKERS][WORKER_STACK_BYTES] __attribute__((aligned(16)));
static unsigned worker_count;

void workers_reset(void)
{
    memset(workers, 0, sizeof(workers));
    worker_count = 0;
}

static void worker_enter(struct worker *self)
{
    self->body(self);
    self->done = true;
    kozo_thread_exit(self->thread, 0);
    __builtin_trap();
}

struct worker *worker_new_in(kozo_priority_t priority, kozo_cnode_t cspace, kozo_aspace_t aspace)
{
    const unsigned number = worker_count++;
    struct worker *worker = &workers[number];

    NEED(number < WORKERS ? KOZO_OK : KOZO_ERR_NO_SPACE);
    worker->thread = MAKE_THREAD();
    worker->budget = MAKE_BUDGET();
    worker->stack_top = (uint64_t)&stacks[number + 1] - sizeof(uint64_t);
    NEED(kozo_budget_configure(worker->budget, guest.authority, priority, QUANTUM_NS, QUANTUM_NS));
    NEED(kozo_thread_bind(worker->thread, cspace, aspace, worker->budget));
    return worker;
}

struct worker *worker_new(kozo_priority_t priority)
{
    struct worker *worker = worker_new_in(priority, guest.cnode, guest.aspace);
    const uint64_t at = WORKER_BUFFERS + ((uint64_t)(worker - workers) << KOZO_PAGE_BITS);

    worker->buffer_frame = MAKE_FRAME();
    worker->buffer = (struct kozo_buffer *)at;
    NEED(map_here(worker->buffer_frame, at, KOZO_MAP_FLAGS_WRITE));
    NEED(kozo_thread_bind_buffer(worker->thread, worker->buffer_frame, 0));
    return worker;
}

void worker_start(struct worker *worker, void (*body)(struct worker *self))
{
    worker->body = body;
    NEED(kozo_thread_start(worker->thread, (vaddr_t){(uint64_t)worker_enter},
                           (vaddr_t){worker->stack_top}, (uint64_t)worker));
}

struct worker *worker_run(kozo_priority_t priority, void (*body)(struct worker *self),
                          uint64_t argument)
{
    struct worker *worker = worker_new(priority);

    worker->argument = argument;
    worker_start(worker, body);
    return worker;
}

void worker_forget(struct worker *worker)
{
    CHECK_EQUAL(worker - workers, worker_count - 1);
    CHECK_OK(kozo_any_delete(KOZO_ANY(worker->thread)));
    CHECK_OK(kozo_any_delete(KOZO_ANY(worker->buffer_frame)));
    memset(worker, 0, sizeof(*worker));
    worker_count--;
}

kozo_thread_state_t worker_state(const struct worker *worker)
{
    kozo_thread_state_t state = 0xff;
    kozo_priority_t priority = 0;
    kozo_duration_t consumed = 0;

    CHECK_OK(kozo_thread_inspect(worker->thread, &state, &priority, &consumed));
    return state;
}

void rest_ns(uint64_t duration)
{
    uint64_t bits;

    CHECK_EQUAL(kozo_notification_wait(guest.never, now_ns() + duration, &bits),
                KOZO_ERR_TIMED_OUT);
}

bool worker_finishes(const struct worker *worker)
{
    for (unsigned i = 0; i < 200 && !worker->done; i++) {
        rest_ns(10 * MILLISECOND_NS);
    }
    return worker->done;
}

void keep_registers(struct worker *self)
{
    struct regs before = {0}, after;

    for (unsigned i = 0; i < TRAP_REGISTERS; i++) {
        ((uint64_t *)&before)[i] = KEPT_MARK + i;
    }
    do {
        after = before;
        spin_all(&after, KEPT_TURNS);
        for (unsigned i = 0; i < TRAP_REGISTERS; i++) {
            if (((uint64_t *)&after)[i] != ((uint64_t *)&before)[i]) {
                self->error = 1 + i;
            }
        }
        self->step++;
    } while (self->argument == 0);
}
