/* SPDX-License-Identifier: MIT */
/* budgets.c: who runs when. */
#include "fault.h"
#include "tests.h"

static volatile uint64_t counters[4];
static volatile unsigned order[16], order_count;

static void note_order(struct worker *self)
{
    order[order_count++] = (unsigned)self->argument;
}

static void count_for_ever(struct worker *self)
{
    for (;;) {
        counters[self->argument]++;
    }
}

static void clear(void)
{
    order_count = 0;
    for (unsigned i = 0; i < 4; i++) {
        counters[i] = 0;
    }
}

static void higher_priorities_run_first(void)
{
    clear();
    worker_run(PRIORITY_LOW, note_order, 1);
    worker_run(PRIORITY_LOW + 2, note_order, 3);
    worker_run(PRIORITY_LOW + 1, note_order, 2);
    worker_run(PRIORITY_LOW, note_order, 0);
    CHECK_EQUAL(order_count, 0);
    rest_ns(2 * MILLISECOND_NS);
    CHECK_EQUAL(order_count, 4);
    CHECK_EQUAL(order[0], 3);
    CHECK_EQUAL(order[1], 2);
    CHECK_EQUAL(order[2], 1);
    CHECK_EQUAL(order[3], 0);
}

static void a_higher_priority_preempts(void)
{
    clear();
    worker_run(PRIORITY_HIGH, note_order, 7);
    CHECK_EQUAL(order_count, 1);
    CHECK_EQUAL(order[0], 7);
}

static void equals_share_by_turns(void)
{
    clear();
    for (unsigned i = 0; i < 3; i++) {
        struct worker *worker = worker_new(PRIORITY_LOW);

        CHECK_OK(kozo_budget_configure(worker->budget, guest.authority, PRIORITY_LOW,
                                       MILLISECOND_NS, MILLISECOND_NS));
        worker->argument = i;
        worker_start(worker, count_for_ever);
    }
    rest_ns(60 * MILLISECOND_NS);
    const uint64_t sum = counters[0] + counters[1] + counters[2];

    for (unsigned i = 0; i < 3; i++) {
        CHECK(counters[i] > sum / 5 && counters[i] < sum / 2);
    }
}

static uint64_t consumed_by(const struct worker *worker)
{
    kozo_thread_state_t state = 0;
    kozo_priority_t priority = 0;
    kozo_duration_t consumed = 0;

    CHECK_OK(kozo_thread_inspect(worker->thread, &state, &priority, &consumed));
    return consumed;
}

static void a_spent_budget_waits_for_its_period(void)
{
    struct worker *worker = worker_new(PRIORITY_LOW);

    clear();
    CHECK_OK(kozo_budget_configure(worker->budget, guest.authority, PRIORITY_LOW, MILLISECOND_NS,
                                   10 * MILLISECOND_NS));
    worker_start(worker, count_for_ever);
    rest_ns(60 * MILLISECOND_NS);
    /* A tenth of the time and what one late interrupt may add to a period. */
    const uint64_t consumed = consumed_by(worker);
    CHECK(consumed >= 4 * MILLISECOND_NS);
    CHECK(consumed <= 20 * MILLISECOND_NS);
}

static void a_spent_budget_lets_lower_ones_run(void)
{
    struct worker *greedy = worker_new(PRIORITY_LOW + 1);
    struct worker *modest = worker_new(PRIORITY_LOW);

    clear();
    CHECK_OK(kozo_budget_configure(greedy->budget, guest.authority, PRIORITY_LOW + 1,
                                   MILLISECOND_NS, 5 * MILLISECOND_NS));
    greedy->argument = 0;
    modest->argument = 1;
    worker_start(greedy, count_for_ever);
    worker_start(modest, count_for_ever);
    /* The emulator itself may lose the processor, to the loss of whoever runs just then. */
    for (unsigned patience = 0; patience < 100 && counters[1] <= counters[0]; patience++)
        rest_ns(30 * MILLISECOND_NS);
    CHECK(counters[0] != 0);
    CHECK(counters[1] > counters[0]);
}

static void yield_once(struct worker *self)
{
    note_order(self);
    self->error = kozo_budget_yield(self->budget);
    note_order(self);
}

static void yield_lets_equals_run(void)
{
    clear();
    worker_run(PRIORITY_LOW, yield_once, 0);
    worker_run(PRIORITY_LOW, yield_once, 1);
    rest_ns(2 * MILLISECOND_NS);
    CHECK_EQUAL(order_count, 4);
    CHECK_EQUAL(order[0], 0);
    CHECK_EQUAL(order[1], 1);
    CHECK_EQUAL(order[2], 0);
    CHECK_EQUAL(order[3], 1);
}

static void the_ceiling_holds(void)
{
    const kozo_budget_t low = MAKE_BUDGET(), other = MAKE_BUDGET();

    CHECK_EQUAL(kozo_budget_configure(low, other, 1, QUANTUM_NS, QUANTUM_NS),
                KOZO_ERR_OVER_CEILING);
    CHECK_OK(kozo_budget_configure(low, guest.authority, 40, QUANTUM_NS, QUANTUM_NS));
    CHECK_OK(kozo_budget_configure(other, low, 40, QUANTUM_NS, QUANTUM_NS));
    CHECK_EQUAL(kozo_budget_configure(other, low, 41, QUANTUM_NS, QUANTUM_NS),
                KOZO_ERR_OVER_CEILING);
    CHECK_OK(kozo_budget_configure(low, low, 30, QUANTUM_NS, QUANTUM_NS));
    CHECK_EQUAL(kozo_budget_configure(low, low, 40, QUANTUM_NS, QUANTUM_NS),
                KOZO_ERR_OVER_CEILING);
}

static void capacity_and_period_have_limits(void)
{
    const kozo_budget_t budget = MAKE_BUDGET();
    const uint64_t least = 10000, most = UINT64_C(1000000000000);

    CHECK_EQUAL(kozo_budget_configure(budget, guest.authority, 1, least - 1, least),
                KOZO_ERR_RANGE);
    CHECK_EQUAL(kozo_budget_configure(budget, guest.authority, 1, least, most + 1), KOZO_ERR_RANGE);
    CHECK_EQUAL(kozo_budget_configure(budget, guest.authority, 1, 2 * least, least),
                KOZO_ERR_RANGE);
    CHECK_OK(kozo_budget_configure(budget, guest.authority, 1, least, most));
}

static void priority_changes_while_ready(void)
{
    clear();
    struct worker *late = worker_run(PRIORITY_LOW, note_order, 1);

    worker_run(PRIORITY_LOW + 1, note_order, 2);
    CHECK_OK(kozo_budget_configure(late->budget, guest.authority, PRIORITY_LOW + 2, QUANTUM_NS,
                                   QUANTUM_NS));
    rest_ns(MILLISECOND_NS);
    CHECK_EQUAL(order_count, 2);
    CHECK_EQUAL(order[0], 1);
    struct worker *now = worker_run(PRIORITY_LOW, note_order, 3);
    CHECK_OK(kozo_budget_configure(now->budget, guest.authority, PRIORITY_HIGH, QUANTUM_NS,
                                   QUANTUM_NS));
    CHECK_EQUAL(order_count, 3);
}

static void a_budget_tells_what_is_left(void)
{
    struct worker *worker = worker_new(PRIORITY_LOW);
    const kozo_duration_t capacity = 5 * MILLISECOND_NS;
    kozo_priority_t ceiling = 0;
    kozo_duration_t remaining = 0, consumed = 1;

    CHECK_OK(kozo_budget_configure(worker->budget, guest.authority, PRIORITY_LOW, capacity,
                                   1000 * MILLISECOND_NS));
    CHECK_OK(kozo_budget_inspect(worker->budget, &ceiling, &remaining, &consumed));
    CHECK_EQUAL(ceiling, PRIORITY_LOW);
    CHECK_EQUAL(remaining, capacity);
    CHECK_EQUAL(consumed, 0);
    worker_start(worker, count_for_ever);
    rest_ns(MILLISECOND_NS);
    CHECK_OK(kozo_budget_inspect(worker->budget, &ceiling, &remaining, &consumed));
    CHECK(consumed != 0);
    CHECK(consumed + remaining == capacity || remaining == 0);
}

/* How often something came between two readings of the clock. */
static unsigned interruptions_in(uint64_t duration_ns)
{
    const uint64_t end = now_ns() + duration_ns;
    uint64_t before = now_ns(), least = ~UINT64_C(0);
    unsigned count = 0;

    while (before < end) {
        const uint64_t now = now_ns();

        least = now - before < least ? now - before : least;
        count += now - before > 8 * least;
        before = now;
    }
    return count;
}

/* One may come that was asked for when somebody else still ran. */
static void who_runs_alone_is_not_interrupted(void)
{
    CHECK(interruptions_in(100 * MILLISECOND_NS) <= 2);
    worker_run(PRIORITY_LOW, count_for_ever, 0);
    CHECK(interruptions_in(100 * MILLISECOND_NS) <= 2);
    worker_run(PRIORITY_ROOT, count_for_ever, 1);
    CHECK(interruptions_in(100 * MILLISECOND_NS) >= 4);
}

static void configure_client(const struct worker *worker, uint64_t period_ns)
{
    CHECK_OK(kozo_budget_configure(worker->budget, guest.authority, PRIORITY_LOW, MILLISECOND_NS,
                                   period_ns));
}

/* The handler is told once in each period, and nothing of the thread is lost meanwhile. */
static void a_handler_is_told_of_exhaustion(void)
{
    const kozo_endpoint_t handler = MAKE_ENDPOINT();
    struct worker *worker = fault_worker(handler, 9);
    struct fault_record fault;
    uint64_t before = 0, until = 0;

    clear();
    configure_client(worker, 5 * MILLISECOND_NS);
    CHECK_OK(kozo_budget_watch(worker->budget, KOZO_BUDGET_WATCH_EXHAUSTION));
    worker_start(worker, count_for_ever);
    for (unsigned i = 0; i < 5; i++) {
        CHECK_OK(fault_receive(handler, &fault));
        CHECK_EQUAL(fault.kind, FAULT_EXHAUSTED);
        CHECK_EQUAL(fault.badge, 9);
        CHECK(fault.consumed >= (i + 1) * MILLISECOND_NS);
        CHECK(fault.until > now_ns() && fault.until > until);
        CHECK(counters[0] > before);
        before = counters[0];
        until = fault.until;
        CHECK_OK(fault_answer(KOZO_FAULT_ACTION_RESUME));
        CHECK_EQUAL(counters[0], before);
    }
    /* More time at once. */
    CHECK_OK(fault_receive(handler, &fault));
    configure_client(worker, 1000 * MILLISECOND_NS);
    CHECK_OK(fault_answer(KOZO_FAULT_ACTION_RESUME));
    before = now_ns();
    CHECK_OK(fault_receive(handler, &fault));
    CHECK(now_ns() - before < 5 * MILLISECOND_NS);
    CHECK_OK(fault_answer(KOZO_FAULT_ACTION_KILL));
    CHECK_EQUAL(worker_state(worker), KOZO_THREAD_STATE_DEAD);
}

static const struct test table[] = {
    {"higher priorities run first", higher_priorities_run_first},
    {"a higher priority preempts at once", a_higher_priority_preempts},
    {"equals share by turns", equals_share_by_turns},
    {"a spent budget waits for its period", a_spent_budget_waits_for_its_period},
    {"a spent budget lets lower ones run", a_spent_budget_lets_lower_ones_run},
    {"yield lets equals run", yield_lets_equals_run},
    {"the ceiling holds", the_ceiling_holds},
    {"capacity and period have limits", capacity_and_period_have_limits},
    {"the priority changes while ready", priority_changes_while_ready},
    {"a budget tells what is left", a_budget_tells_what_is_left},
    {"a handler is told of exhaustion", a_handler_is_told_of_exhaustion},
    {"who runs alone is not interrupted", who_runs_alone_is_not_interrupted},
};
TESTS(budget_tests, "budgets", table);
