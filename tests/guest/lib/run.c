/* SPDX-License-Identifier: MIT */
/* run.c: runs tests and reports them in TAP, the plan first.
 * Invariants: a test that hangs is ended by the watchdog. */
#include "guest.h"
#include "worker.h"

#include <kozo/format.h>
#include <kozo/text.h>

enum { WATCHDOG_STACK_BYTES = 4096 };
#define WATCHDOG_NS UINT64_C(60000000000)

static struct {
    bool failed;
    char why[320];
} verdict;

static const char *volatile running = "nothing";
static volatile uint64_t started_ns;

static void note_failure(const char *text)
{
    if (!verdict.failed) {
        verdict.failed = true;
        kozo_copy_text(verdict.why, sizeof(verdict.why), text);
    }
}

void guest_expect(bool holds, const char *file, int line, const char *text)
{
    if (!holds) {
        char why[sizeof(verdict.why)];

        kozo_format(why, sizeof(why), "%s:%d: %s", file, line, text);
        note_failure(why);
    }
}

void guest_expect_equal(uint64_t got, uint64_t wanted, const char *file, int line, const char *text)
{
    if (got != wanted) {
        char why[sizeof(verdict.why)];

        kozo_format(why, sizeof(why), "%s:%d: %s is %lu (0x%lx), not %lu (0x%lx)", file, line, text,
                    (unsigned long)got, (unsigned long)got, (unsigned long)wanted,
                    (unsigned long)wanted);
        note_failure(why);
    }
}

bool guest_failed(void)
{
    return verdict.failed;
}

/* Take everything back and see that nothing is left. */
static void clean_up(void)
{
    kozo_size_t size = 0, used = 0;

    CHECK_OK(kozo_any_revoke(KOZO_ANY(guest.memory)));
    CHECK_OK(kozo_untyped_inspect(guest.memory, &size, &used));
    CHECK_EQUAL(used, 0);
    for (uint32_t slot = guest.first_slot; slot < guest.next_slot; slot++) {
        kozo_info_t info = {0};
        kozo_badge_t badge = 0;

        CHECK_OK(kozo_cnode_inspect(guest.cnode, slot, &info, &badge, &(kozo_handle_t){0}));
        if (info.raw != 0) {
            CHECK_EQUAL(kozo_info_type(info), KOZO_OBJECT_NULL);
            guest.first_slot = slot + 1; /* left behind: later tests stay clear of it */
        }
    }
    guest.next_slot = guest.first_slot;
}

static void run_one(unsigned number, const char *group, const struct test *test)
{
    running = test->name;
    started_ns = now_ns();
    verdict.failed = false;
    memset(guest.buffer, 0, sizeof(*guest.buffer));
    workers_reset();
    spaces_reset();
    test->run();
    clean_up();
    guest_print("%s %u - %s: %s\n", verdict.failed ? "not ok" : "ok", number, group, test->name);
    if (verdict.failed) {
        guest_print("# %s\n", verdict.why);
    }
}

void guest_goes_on(void)
{
    started_ns = now_ns();
}

static void watch(void)
{
    uint64_t bits;

    do {
        kozo_notification_wait(guest.never, started_ns + WATCHDOG_NS, &bits);
    } while (now_ns() < started_ns + WATCHDOG_NS);
    guest_print("Bail out! %s hangs\n", running);
    guest_exit(false);
}

static void watchdog_start(void)
{
    static char stack[WATCHDOG_STACK_BYTES] __attribute__((aligned(16)));
    const uint64_t top = (uint64_t)stack + sizeof(stack) - sizeof(uint64_t);
    const kozo_thread_t thread =
        AS(thread, make_lasting(KOZO_OBJECT_THREAD, KOZO_THREAD_SIZE_BITS));
    const kozo_budget_t budget =
        AS(budget, make_lasting(KOZO_OBJECT_BUDGET, KOZO_BUDGET_SIZE_BITS));

    NEED(kozo_budget_configure(budget, guest.authority, PRIORITY_WATCHDOG, QUANTUM_NS,
                               QUANTUM_NS));
    NEED(kozo_thread_bind(thread, guest.cnode, guest.aspace, budget));
    started_ns = now_ns();
    NEED(kozo_thread_start(thread, (vaddr_t){(uint64_t)watch}, (vaddr_t){top}, 0));
}

bool guest_run(const struct test_group *groups, unsigned count)
{
    unsigned total = 0, number = 0, failed = 0;

    for (unsigned i = 0; i < count; i++) {
        total += groups[i].count;
    }
    guest_print("TAP version 13\n1..%u\n", total);
    watchdog_start();
    for (unsigned i = 0; i < count; i++) {
        for (unsigned k = 0; k < groups[i].count; k++) {
            run_one(++number, groups[i].name, &groups[i].tests[k]);
            failed += verdict.failed;
        }
    }
    return failed == 0;
}
