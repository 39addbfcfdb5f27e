/* SPDX-License-Identifier: MIT */
/* main.c: work that goes in and out of the kernel in every way, for as long as it takes, while
 * NMIs come at any instruction. Everything is checked: registers, results, bases, counts.
 * A line "storm N" is printed after each round, so that the host can see that work goes on. */
#include "fault.h"
#include "trap_all.h"

#include <kozo/text.h>

#define MARK UINT64_C(0x5ec4e7000000)
#define BASE_MARK UINT64_C(0xffffffff80000000) /* as the kernel's own may look */
enum { ROUNDS = 80, CALLS = 40 };

static void mark(struct regs *regs)
{
    for (unsigned i = 0; i < TRAP_REGISTERS; i++) {
        ((uint64_t *)regs)[i] = MARK + i;
    }
}

static void check_bases(void)
{
    uint64_t fs, gs;

    __asm__ volatile("rdfsbase %0; rdgsbase %1" : "=r"(fs), "=r"(gs));
    CHECK_EQUAL(fs, BASE_MARK + 1);
    CHECK_EQUAL(gs, BASE_MARK);
}

/* A call that does nothing: what is not its own comes back as it was. */
static void null_calls(void)
{
    struct regs before, after;

    for (unsigned i = 0; i < CALLS; i++) {
        mark(&before);
        regs_set_op(&before, UINT16_MAX);
        after = before;
        trap_all(&after);
        CHECK_EQUAL(kozo_status_code((kozo_status_t){regs_op(&after)}), KOZO_ERR_BAD_OPERATION);
        CHECK_EQUAL(after.rbx, before.rbx);
        CHECK_EQUAL(after.rbp, before.rbp);
        CHECK_EQUAL(after.r12, before.r12);
        CHECK_EQUAL(after.r13, before.r13);
        CHECK_EQUAL(after.r14, before.r14);
        CHECK_EQUAL(after.r15, before.r15);
    }
    check_bases();
}

/* Answers each word plus one, until its endpoint goes. A selector is left for others to find. */
static void echo(struct worker *self)
{
    self->message.tag = kozo_tag_make(0, 0, 0, 0, 0);
    CHECK_EQUAL(kozo_endpoint_reply_receive(self->endpoint, &self->message), KOZO_ERR_NO_REPLY);
    self->error = kozo_endpoint_receive(self->endpoint, &self->message);
    while (self->error == KOZO_OK) {
        self->step++;
        for (unsigned i = 0; i < KOZO_REGISTER_WORDS; i++) {
            self->message.words[i]++;
        }
        self->message.tag = kozo_tag_make(1, 0, 0, 0, KOZO_REGISTER_WORDS);
        __asm__ volatile("mov %%ss, %%eax; mov %%eax, %%ds" : : : "eax");
        self->error = kozo_endpoint_reply_receive(self->endpoint, &self->message);
    }
}

/* The same from an address space of its own. */
static void echo_elsewhere(uint64_t argument)
{
    const kozo_endpoint_t endpoint = {space_shared()->handles[0]};
    struct kozo_message m = {.tag = kozo_tag_make(0, 0, 0, 0, 0)};
    kozo_err_t error = kozo_endpoint_receive(endpoint, &m);

    (void)argument;
    while (error == KOZO_OK) {
        for (unsigned i = 0; i < KOZO_REGISTER_WORDS; i++) {
            m.words[i]++;
        }
        error = kozo_endpoint_reply_receive(endpoint, &m);
    }
    for (;;) {
    }
}

/* Signals back, from an address space of its own. */
static void signal_elsewhere(uint64_t argument)
{
    const kozo_notification_t there = {space_shared()->handles[0]};
    const kozo_notification_t back = {space_shared()->handles[1]};
    uint64_t bits;

    (void)argument;
    while (kozo_notification_wait(there, KOZO_DEADLINE_NEVER, &bits) == KOZO_OK &&
           kozo_notification_signal(back) == KOZO_OK) {
    }
    for (;;) {
    }
}

static void signals(kozo_notification_t there, kozo_notification_t back)
{
    for (unsigned i = 0; i < CALLS; i++) {
        uint64_t bits = 0;

        CHECK_OK(kozo_notification_signal(there));
        CHECK_OK(kozo_notification_wait(back, KOZO_DEADLINE_NEVER, &bits));
        CHECK_EQUAL(bits, 1);
    }
    check_bases();
}

static void calls(kozo_endpoint_t server, uint64_t seed)
{
    for (unsigned i = 0; i < CALLS; i++) {
        struct kozo_message m = {.tag = kozo_tag_make(1, 1, 0, 0, KOZO_REGISTER_WORDS)};

        for (unsigned k = 0; k < KOZO_REGISTER_WORDS; k++) {
            m.words[k] = seed + UINT64_C(100) * i + k;
        }
        CHECK_OK(kozo_endpoint_call(server, &m));
        for (unsigned k = 0; k < KOZO_REGISTER_WORDS; k++) {
            CHECK_EQUAL(m.words[k], seed + UINT64_C(100) * i + k + 1);
        }
    }
    check_bases();
}

/* Breaks for ever, and looks whether its registers are still there. */
static void break_on(struct worker *self)
{
    for (;;) {
        struct regs regs;

        mark(&regs);
        break_all(&regs);
        for (unsigned i = 0; i < TRAP_REGISTERS; i++) {
            self->error |= ((uint64_t *)&regs)[i] != MARK + i;
        }
        self->step++;
    }
}

static void faults(kozo_endpoint_t handler, const struct worker *breaker)
{
    for (unsigned i = 0; i < CALLS; i++) {
        const unsigned step = breaker->step;
        struct fault_record record;

        CHECK_OK(fault_receive(handler, &record));
        CHECK_EQUAL(record.kind, FAULT_EXCEPTION);
        CHECK_EQUAL(record.vector, 3);
        CHECK_OK(fault_answer(KOZO_FAULT_ACTION_RESUME));
        CHECK_EQUAL(breaker->step, step + 1);
    }
    CHECK_EQUAL(breaker->error, 0);
    check_bases();
}

/* Calls for ever. */
static void ask(struct worker *self)
{
    for (;;) {
        self->message.tag = kozo_tag_make(1, 1, 0, 0, 0);
        self->error |= kozo_endpoint_call(self->endpoint, &self->message);
        kozo_budget_yield(self->budget);
    }
}

/* Two threads with FPU, which go in and out by ways of their own. */
static const struct worker *special_pair(void)
{
    const kozo_platform_t authority = {guest.info->platform};
    const kozo_endpoint_t endpoint = MAKE_ENDPOINT();
    struct worker *pair[] = {worker_new(PRIORITY_WORKER), worker_new(PRIORITY_LOW)};

    for (unsigned i = 0; i < 2; i++) {
        pair[i]->endpoint = endpoint;
        CHECK_OK(kozo_thread_bind_fpu(pair[i]->thread, MAKE_FRAME(), authority));
        worker_start(pair[i], i == 0 ? echo : ask);
    }
    return pair[1];
}

static void storm(void)
{
    const kozo_endpoint_t handler = MAKE_ENDPOINT();
    struct worker *server = worker_new(PRIORITY_WORKER);
    struct worker *breaker = fault_worker(handler, 1), *keeper;
    const kozo_endpoint_t elsewhere = MAKE_ENDPOINT();
    const kozo_notification_t there = MAKE_NOTIFICATION(), back = MAKE_NOTIFICATION();
    struct space space, other;

    space_new(&space, PRIORITY_WORKER);
    space_shared()->handles[0] =
        space_grant(&space, 5, KOZO_ANY(elsewhere), KOZO_ENDPOINT_RIGHT_RECEIVE, 0);
    space_start(&space, echo_elsewhere, 0);
    space_new(&other, PRIORITY_WORKER);
    struct space_shared *shared = other.shared;

    shared->handles[0] =
        space_grant(&other, 5, KOZO_ANY(there), KOZO_NOTIFICATION_RIGHT_WAIT, 0);
    shared->handles[1] =
        space_grant(&other, 6, KOZO_ANY(back), KOZO_NOTIFICATION_RIGHT_SIGNAL, 0);
    space_start(&other, signal_elsewhere, 0);
    __asm__ volatile("wrgsbase %0; wrfsbase %1" : : "r"(BASE_MARK), "r"(BASE_MARK + 1));
    server->endpoint = MAKE_ENDPOINT();
    worker_start(server, echo);
    worker_start(breaker, break_on);
    rest_ns(100000000); /* nobody runs: the processor sleeps */
    const struct worker *special = special_pair();

    keeper = worker_run(PRIORITY_LOW, keep_registers, 0);
    for (unsigned round = 0; round < ROUNDS && !guest_failed(); round++) {
        null_calls();
        signals(there, back);
        calls(server->endpoint, round);
        CHECK_EQUAL(server->error, KOZO_OK);
        calls(elsewhere, round);
        faults(handler, breaker);
        rest_ns(100000);
        CHECK_EQUAL(keeper->error, 0);
        CHECK_OK(special->error);
        guest_print("storm %u\n", round + 1);
    }
    CHECK_EQUAL(server->step, ROUNDS * CALLS);
    CHECK_EQUAL(breaker->step, ROUNDS * CALLS);
}

bool guest_main(void)
{
    static const struct test table[] = {{"nothing is disturbed", storm}};
    const struct test_group group = TEST_GROUP("storm", table);

    return guest_run(&group, 1);
}
