/* SPDX-License-Identifier: MIT */
/* shares.c: budgets get what they are configured to get, to 1 %, over many periods. */
#include "sched.h"

enum { HOLDERS = 3, PERIODS = IS_EXACT ? 150 : 10 };
#define PERIOD_NS (2 * MILLISECOND_NS)

struct shares {
    const char *name;
    unsigned percent[HOLDERS];
    kozo_priority_t priorities[HOLDERS];
};

static uint64_t consumed_by(const struct worker *worker)
{
    kozo_priority_t ceiling = 0;
    kozo_duration_t remaining = 0, consumed = 0;

    CHECK_OK(kozo_budget_inspect(worker->budget, &ceiling, &remaining, &consumed));
    return consumed;
}

static void judge(const struct shares *shares, unsigned number, uint64_t got_ns,
                  uint64_t passed_ns)
{
    const uint64_t due_ns = passed_ns * shares->percent[number] / 100;
    const uint64_t error_ns = got_ns > due_ns ? got_ns - due_ns : due_ns - got_ns;

    guest_print("# %s: %u %% of %lu ns are %lu, and it got %lu: off by %lu millionths\n",
                shares->name, shares->percent[number], (unsigned long)passed_ns,
                (unsigned long)due_ns, (unsigned long)got_ns,
                (unsigned long)(error_ns * 1000000 / due_ns));
    CHECK(error_ns <= due_ns / 100 || !IS_EXACT);
}

/* One below all of them has what is left, if anything is. */
static void measure(const struct shares *shares)
{
    struct worker *holders[HOLDERS + 1];
    uint64_t before[HOLDERS + 1], got[HOLDERS + 1];
    unsigned left = 100;

    for (unsigned i = 0; i <= HOLDERS; i++) {
        const kozo_priority_t priority = i < HOLDERS ? shares->priorities[i] : PRIORITY_LOW - 20;
        const uint64_t capacity =
            i < HOLDERS ? PERIOD_NS * shares->percent[i] / 100 : PERIOD_NS;

        left -= i < HOLDERS ? shares->percent[i] : 0;
        holders[i] = worker_new(priority);
        CHECK_OK(kozo_budget_configure(holders[i]->budget, guest.authority, priority, capacity,
                                       PERIOD_NS));
        worker_start(holders[i], body_spin);
    }
    rest_ns(4 * PERIOD_NS);
    const uint64_t start_ns = now_ns();

    for (unsigned i = 0; i <= HOLDERS; i++) {
        before[i] = consumed_by(holders[i]);
    }
    rest_ns(PERIODS * PERIOD_NS);
    const uint64_t passed_ns = now_ns() - start_ns;

    for (unsigned i = 0; i <= HOLDERS; i++) {
        got[i] = consumed_by(holders[i]) - before[i];
    }
    for (unsigned i = 0; i < HOLDERS; i++) {
        judge(shares, i, got[i], passed_ns);
    }
    /* What is left is a hundredth of the whole less at most. */
    CHECK(got[HOLDERS] + passed_ns / 100 >= passed_ns * left / 100 || !IS_EXACT);
    CHECK(got[HOLDERS] <= passed_ns * left / 100 + passed_ns / 100 || !IS_EXACT);
}

static void all_of_it(void)
{
    measure(&(const struct shares){
        "equal priorities", {50, 30, 20}, {PRIORITY_LOW, PRIORITY_LOW, PRIORITY_LOW}});
}

static void by_priority(void)
{
    measure(&(const struct shares){
        "the least has the highest", {50, 30, 20},
        {PRIORITY_LOW, PRIORITY_LOW + 1, PRIORITY_LOW + 2}});
}

static void with_some_left(void)
{
    measure(&(const struct shares){
        "some is left", {40, 25, 10}, {PRIORITY_LOW + 1, PRIORITY_LOW, PRIORITY_LOW}});
}

static const struct test table[] = {
    {"50, 30 and 20 % of equal priorities", all_of_it},
    {"50, 30 and 20 % of different ones", by_priority},
    {"40, 25 and 10 %, and somebody with the rest", with_some_left},
};
TESTS(share_tests, "shares", table);
