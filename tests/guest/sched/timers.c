/* SPDX-License-Identifier: MIT */
/* timers.c: how late deadlines and alarms come. Never early; and never later than the way to the
 * thread and the longest stretch with interrupts off. */
#include "sched.h"

enum { MOST = 256, PIECE_BITS = 21 };
enum { SAMPLES = IS_EXACT ? 1000 : 50, SPAN_NS = IS_EXACT ? 20011 : 2000003 };

static volatile bool finished;
static volatile unsigned early;
static uint64_t late[SAMPLES];
static kozo_untyped_t piece; /* for what takes long */
static kozo_slot_index_t slots;

static void note(unsigned i, uint64_t due_ns)
{
    const uint64_t now = now_ns();

    early += now < due_ns;
    late[i] = now - due_ns;
}

/* Deadlines of waits, then alarms of the notification in `argument`. */
static void body_deadlines(struct worker *self)
{
    uint64_t bits = 0;

    for (unsigned i = 0; i < SAMPLES; i++) {
        const uint64_t due = now_ns() + SPAN_NS + i;

        self->error |= kozo_notification_wait(guest.never, due, &bits) ^ KOZO_ERR_TIMED_OUT;
        note(i, due);
    }
    finished = true;
}

static void body_alarms(struct worker *self)
{
    const kozo_notification_t bell = {self->argument};
    uint64_t bits = 0;

    for (unsigned i = 0; i < SAMPLES; i++) {
        const uint64_t due = now_ns() + SPAN_NS + i;

        self->error |= kozo_notification_set_alarm(bell, due, 1);
        self->error |= kozo_notification_wait(bell, KOZO_DEADLINE_NEVER, &bits);
        note(i, due);
    }
    finished = true;
}

/* What the machine does meanwhile. */

static void idle(void)
{
    rest_ns(MILLISECOND_NS);
}

static void compute(void)
{
    work(10000);
}

static void enter(void)
{
    kozo_info_t info;

    CHECK_OK(identify(KOZO_ANY(guest.cnode), &info));
}

/* Everything that takes the kernel long: many objects, cleared memory, deletions. */
static void use_the_kernel(void)
{
    static const struct {
        kozo_object_t kind;
        uint8_t size_bits;
        unsigned count;
    } loads[] = {
        {KOZO_OBJECT_FRAME, KOZO_PAGE_BITS, 64},
        {KOZO_OBJECT_ENDPOINT, KOZO_ENDPOINT_SIZE_BITS, MOST},
        {KOZO_OBJECT_CNODE, 20, 1},
    };
    static unsigned turn;
    const unsigned i = turn++ % (sizeof(loads) / sizeof(loads[0]));
    kozo_handle_t last;

    CHECK_OK(make_many(piece, loads[i].kind, loads[i].size_bits, loads[i].count, slots, &last));
    CHECK_OK(kozo_any_revoke(KOZO_ANY(piece)));
}

static void sort(void)
{
    for (unsigned i = 1; i < SAMPLES; i++) {
        const uint64_t value = late[i];
        unsigned k = i;

        for (; k > 0 && late[k - 1] > value; k--) {
            late[k] = late[k - 1];
        }
        late[k] = value;
    }
}

static void measure(const char *name, void (*body)(struct worker *self), void (*load)(void))
{
    struct worker *worker = worker_new(PRIORITY_HIGH);

    finished = false;
    early = 0;
    slots = slots_next(MOST);
    piece = AS(untyped, make(KOZO_OBJECT_UNTYPED, PIECE_BITS));
    worker->argument = MAKE_NOTIFICATION().raw;
    worker_start(worker, body);
    while (!finished) {
        load();
    }
    CHECK_EQUAL(early, 0);
    CHECK_EQUAL(worker->error, 0);
    sort();
    guest_print("# %s: late by %lu ns at least, median %lu, p99 %lu, at most %lu, of %u\n", name,
                (unsigned long)late[0], (unsigned long)late[SAMPLES / 2],
                (unsigned long)late[SAMPLES * 99 / 100], (unsigned long)late[SAMPLES - 1],
                (unsigned)SAMPLES);
    CHECK(late[0] <= PATH_NS || !IS_EXACT);
    CHECK(late[SAMPLES - 1] <= late[0] + OFF_NS || !IS_EXACT);
    CHECK(worker_finishes(worker));
    worker_forget(worker);
}

static void deadlines(void)
{
    measure("deadlines, the processor sleeps", body_deadlines, idle);
    measure("deadlines, a program computes", body_deadlines, compute);
    measure("deadlines, many system calls", body_deadlines, enter);
    measure("deadlines, long system calls", body_deadlines, use_the_kernel);
}

static void alarms(void)
{
    measure("alarms, the processor sleeps", body_alarms, idle);
    measure("alarms, a program computes", body_alarms, compute);
    measure("alarms, many system calls", body_alarms, enter);
    measure("alarms, long system calls", body_alarms, use_the_kernel);
}

static const struct test table[] = {
    {"deadlines are never early and seldom late", deadlines},
    {"alarms likewise", alarms},
};
TESTS(timer_tests, "timers", table);
