/* SPDX-License-Identifier: MIT */
/* switches.c: notifications, yields and faults between two address spaces. */
#include "bench.h"

enum { ABSENT = 0x60000000 };

static void answer_signals(uint64_t argument)
{
    const kozo_notification_t mine = {space_shared()->handles[0]};
    const kozo_notification_t yours = {space_shared()->handles[1]};
    uint64_t bits;

    (void)argument;
    for (;;) {
        kozo_notification_wait(mine, KOZO_DEADLINE_NEVER, &bits);
        kozo_notification_signal(yours);
    }
}

static void signals(void)
{
    const kozo_notification_t quiet = MAKE_NOTIFICATION();
    const kozo_notification_t there = MAKE_NOTIFICATION(), back = MAKE_NOTIFICATION();
    struct space partner;
    uint64_t bits;

    MEASURE("notify.signal", MANY, kozo_notification_signal(quiet), );
    space_new(&partner, PRIORITY_ROOT);
    space_shared()->handles[0] = space_grant(&partner, 5, KOZO_ANY(there), ALL_RIGHTS, 0);
    space_shared()->handles[1] = space_grant(&partner, 6, KOZO_ANY(back), ALL_RIGHTS, 0);
    partner_start(&partner, PRIORITY_ROOT, answer_signals);
    NEED(kozo_budget_yield(guest.budget));
    MEASURE("notify.pingpong", MANY, kozo_notification_signal(there);
            kozo_notification_wait(back, KOZO_DEADLINE_NEVER, &bits), );
    row_end();
}

static void yield_for_ever(uint64_t argument)
{
    const kozo_budget_t budget = {space_shared()->handles[0]};

    (void)argument;
    for (;;) {
        kozo_budget_yield(budget);
        space_shared()->values[0] = counter();
    }
}

/* From the reading before one's own yield to the partner's first reading after its own. */
static void yields(void)
{
    struct space partner;

    space_new(&partner, PRIORITY_ROOT);
    space_shared()->handles[0] =
        space_grant(&partner, 5, KOZO_ANY(partner.budget), ALL_RIGHTS, 0);
    partner_start(&partner, PRIORITY_ROOT, yield_for_ever);
    NEED(kozo_budget_yield(guest.budget));
    for (unsigned i = 1; i <= MANY; i++) {
        if (i == MANY) {
            sample_walk("sched.yield.switch");
        }
        const uint64_t before = counter();

        kozo_budget_yield(guest.budget);
        sample_add(before, space_shared()->values[0]);
    }
    sample_report("sched.yield.switch", 1);
    row_end();
}

static void touch_nothing(uint64_t argument)
{
    (void)argument;
    for (;;) {
        *(volatile uint64_t *)ABSENT = 0;
    }
}

/* The handler lets the thread go on without remedy: between two of its messages lies one answer and
 * one fault. */
static void faults(void)
{
    const kozo_endpoint_t handler = MAKE_ENDPOINT();
    struct kozo_message m = {.tag = kozo_tag_make(0, 0, 0, 0, 0)};
    struct space partner;

    space_new(&partner, PRIORITY_WORKER);
    NEED(kozo_thread_bind_faults(partner.thread, handler));
    partner_start(&partner, PRIORITY_WORKER, touch_nothing);
    NEED(kozo_endpoint_receive(handler, &m));
    const kozo_tag_t resume = kozo_tag_make(kozo_tag_interface(m.tag), 0, 0, 0, 3);

    MEASURE("fault.roundtrip", MANY,
            m.tag = resume; m.words[0] = KOZO_FAULT_ACTION_RESUME;
            kozo_endpoint_reply_receive(handler, &m), );
    EXPECT(m.words[0], ABSENT);
    row_end();
}

void bench_switches(void)
{
    signals();
    yields();
    faults();
}
