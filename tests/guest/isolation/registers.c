/* SPDX-License-Identifier: MIT */
/* registers.c: what is in a thread's registers was put there by itself, or for it. */
#include "attack.h"
#include "tests.h"
#include "trap_all.h"

#include <kozo/text.h>

#define MARK UINT64_C(0x5ec4e7000000)
#define BASE_MARK UINT64_C(0x123456789000)
#define PLAIN_FLAGS 0x202
enum { SELECTOR = 0x1b };

/* What a thread finds when it starts, in the order in which it is pushed, the last first. */
struct found {
    uint64_t gs_base, fs_base;
    uint64_t gs, fs, es, ds;
    uint64_t rax, rbx, rcx, rdx, rsi, rbp, r8, r9, r10, r11, r12, r13, r14, r15;
    uint64_t rdi;
    uint64_t flags;
};

/* Its argument is the end of where to leave that. */
__asm__(".pushsection .text\n"
        "registers_found: mov %rdi, %rsp; pushfq; push %rdi\n"
        "push %r15; push %r14; push %r13; push %r12; push %r11; push %r10; push %r9; push %r8\n"
        "push %rbp; push %rsi; push %rdx; push %rcx; push %rbx; push %rax\n"
        "mov %ds, %eax; push %rax; mov %es, %eax; push %rax\n"
        "mov %fs, %eax; push %rax; mov %gs, %eax; push %rax\n"
        "rdfsbase %rax; push %rax; rdgsbase %rax; push %rax; ud2\n.popsection");
extern const uint8_t registers_found[];

static void check_found(const struct found *found, uint64_t argument)
{
    struct found expected = {.rdi = argument, .flags = PLAIN_FLAGS};
    const uint64_t *got = (const uint64_t *)found, *wanted = (const uint64_t *)&expected;

    for (unsigned i = 0; i < sizeof(expected) / sizeof(*got); i++) {
        CHECK_EQUAL(got[i], wanted[i]);
    }
}

/* Secrets in everything that a program can set. */
static void set_secrets(void)
{
    __asm__ volatile("mov %w0, %%ds; mov %w0, %%es; mov %w0, %%fs; mov %w0, %%gs\n"
                     "wrfsbase %1; wrgsbase %1"
                     :
                     : "r"(SELECTOR), "r"(BASE_MARK));
}

static void mark(struct regs *regs)
{
    for (unsigned i = 0; i < TRAP_REGISTERS; i++) {
        ((uint64_t *)regs)[i] = MARK + i;
    }
}

static void keep_secrets_and_wait(uint64_t notification)
{
    struct regs regs;

    mark(&regs);
    regs_set_op(&regs, KOZO_OP_NOTIFICATION_WAIT);
    regs_set_self(&regs, notification);
    regs_set_arg(&regs, 1, KOZO_DEADLINE_NEVER);
    trap_all(&regs);
}

static void keep_secrets_and_spin(void)
{
    struct regs regs;

    for (;;) {
        mark(&regs);
        spin_all(&regs, 1000);
    }
}

static void wait_body(struct worker *self)
{
    set_secrets();
    keep_secrets_and_wait(self->argument);
}

static void spin_body(struct worker *self)
{
    (void)self;
    set_secrets();
    keep_secrets_and_spin();
}

static void space_entry(uint64_t waits)
{
    set_secrets();
    if (waits != 0) {
        keep_secrets_and_wait(space_shared()->handles[0]);
    }
    keep_secrets_and_spin();
}

static void check_new_thread(void)
{
    static struct found found;
    struct worker *fresh = worker_new(PRIORITY_HIGH);
    const uint64_t argument = (uint64_t)(&found + 1);

    memset(&found, 0xff, sizeof(found));
    attack_start(fresh, registers_found, argument);
    CHECK_EQUAL(worker_state(fresh), KOZO_THREAD_STATE_DEAD);
    check_found(&found, argument);
    worker_forget(fresh);
}

/* The one before it in the CPU was of the same program, waiting or preempted, or of another. */
static void a_new_thread_finds_nothing(void)
{
    struct worker *waits = worker_run(PRIORITY_WORKER, wait_body, MAKE_NOTIFICATION().raw);
    struct worker *spins;

    CHECK_EQUAL(worker_state(waits), KOZO_THREAD_STATE_WAITING);
    check_new_thread();
    spins = worker_run(PRIORITY_LOW, spin_body, 0);
    rest_ns(MILLISECOND_NS);
    check_new_thread();
    CHECK_EQUAL(worker_state(spins), KOZO_THREAD_STATE_READY);
}

static void a_new_thread_finds_nothing_of_another_program(void)
{
    for (uint64_t waits = 0; waits < 2; waits++) {
        struct space space;

        space_new(&space, waits != 0 ? PRIORITY_WORKER : PRIORITY_LOW);
        space_shared()->handles[0] =
            space_grant(&space, 1, KOZO_ANY(MAKE_NOTIFICATION()), ALL_RIGHTS, 0);
        space_start(&space, space_entry, waits);
        rest_ns(MILLISECOND_NS);
        check_new_thread();
        CHECK_OK(kozo_thread_suspend(space.thread));
        CHECK_OK(kozo_any_revoke(KOZO_ANY(guest.memory)));
        workers_reset();
        spaces_reset();
    }
}

/* Root's own bases and selectors, while others put secrets into theirs. */
static void selectors_and_bases_stay_apart(void)
{
    uint64_t fs = 0, gs = 0;
    uint32_t ds = 0;

    __asm__ volatile("wrfsbase %0; wrgsbase %1" : : "r"(UINT64_C(77)), "r"(UINT64_C(88)));
    worker_run(PRIORITY_LOW, spin_body, 0);
    worker_run(PRIORITY_WORKER, wait_body, MAKE_NOTIFICATION().raw);
    rest_ns(MILLISECOND_NS);
    __asm__ volatile("rdfsbase %0; rdgsbase %1; mov %%ds, %2" : "=r"(fs), "=r"(gs), "=r"(ds));
    CHECK_EQUAL(fs, 77);
    CHECK_EQUAL(gs, 88);
    CHECK_EQUAL(ds, 0);
    __asm__ volatile("wrfsbase %0; wrgsbase %0" : : "r"(UINT64_C(0)));
}

static void break_with_marks(struct worker *self)
{
    struct regs regs;

    mark(&regs);
    break_all(&regs);
    for (unsigned i = 0; i < TRAP_REGISTERS; i++) {
        self->error |= ((uint64_t *)&regs)[i] != MARK + i;
    }
    self->message.words[0] = regs.rflags;
}

static void a_fault_keeps_all(void)
{
    const kozo_endpoint_t handler = MAKE_ENDPOINT();
    struct worker *worker = fault_worker(handler, 1);
    struct fault_record record;

    worker_start(worker, break_with_marks);
    CHECK_OK(fault_receive(handler, &record));
    expect_exception(&record, "break", 0, BREAKPOINT, 0);
    check_new_thread(); /* somebody else's registers in between */
    CHECK_OK(fault_answer(KOZO_FAULT_ACTION_RESUME));
    CHECK(worker->done);
    CHECK_EQUAL(worker->error, 0);
    CHECK_OK(fault_receive(handler, &record));
    CHECK_OK(fault_answer(KOZO_FAULT_ACTION_KILL));
}

static void message_page(struct worker *self)
{
    fault_read(self);
}

static void message_exception(struct worker *self)
{
    (void)self;
    __builtin_trap();
}

static void message_exit(struct worker *self)
{
    kozo_thread_exit(self->thread, 0x77);
}

/* A message that the kernel makes: what the interface does not name is 0, in registers and buffer.
 * */
static void the_kernels_messages_hold_nothing_else(void)
{
    static const struct {
        void (*body)(struct worker *self);
        unsigned words;
    } cases[] = {{message_page, 4}, {message_exception, 4}, {message_exit, 1}};
    const kozo_endpoint_t handler = MAKE_ENDPOINT();

    for (unsigned i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct worker *worker = fault_worker(handler, 9);
        struct kozo_message m = {.tag = kozo_tag_make(0, 0, 0, 0, 0)};

        memset(guest.buffer, 0xa5, sizeof(*guest.buffer));
        worker->argument = SCRATCH;
        worker_start(worker, cases[i].body);
        CHECK_OK(kozo_endpoint_receive(handler, &m));
        CHECK_EQUAL(m.badge, 9);
        CHECK_EQUAL(kozo_tag_words(m.tag), cases[i].words);
        CHECK_EQUAL(kozo_tag_caps(m.tag), 0);
        CHECK_EQUAL(kozo_tag_flags(m.tag), KOZO_TAG_FLAG_KERNEL);
        for (unsigned k = cases[i].words; k < KOZO_REGISTER_WORDS; k++) {
            CHECK_EQUAL(m.words[k], 0);
        }
        for (unsigned k = 0; k < sizeof(*guest.buffer); k++) {
            CHECK_EQUAL(((const uint8_t *)guest.buffer)[k], 0xa5);
        }
        worker_forget(worker);
    }
}

/* Waits that fail: the error, and nothing that the thread did not have before. */
static void failures_tell_nothing(void)
{
    static const uint64_t operations[] = {
        KOZO_OP_ENDPOINT_CALL, KOZO_OP_ENDPOINT_SEND, KOZO_OP_ENDPOINT_RECEIVE,
        KOZO_OP_ENDPOINT_REPLY_RECEIVE, KOZO_OP_REPLY_SEND,
    };
    const kozo_endpoint_t endpoint = MAKE_ENDPOINT();

    for (unsigned i = 0; i < sizeof(operations) / sizeof(operations[0]); i++) {
        for (unsigned k = 0; k < 2; k++) {
            struct regs before, after;

            mark(&before);
            regs_set_self(&before, endpoint.raw);
            regs_set_operation(&before, operations[i],
                               kozo_tag_make(1, 1, KOZO_TAG_FLAG_DEADLINE, 0, 0));
            regs_set_deadline(&before, k == 0 ? KOZO_DEADLINE_POLL : now_ns() + 1000);
            after = before;
            trap_all(&after);
            CHECK(regs_op(&after) != KOZO_OK);
            for (unsigned r = 0; r < TRAP_REGISTERS; r++) {
                CHECK(((uint64_t *)&after)[r] >> 47 != 0x1ffff);
            }
            CHECK_EQUAL(after.rbp, before.rbp);
            CHECK_EQUAL(after.rflags, PLAIN_FLAGS);
        }
    }
}

static const struct test table[] = {
    {"a new thread finds nothing", a_new_thread_finds_nothing},
    {"nor of another program", a_new_thread_finds_nothing_of_another_program},
    {"selectors and bases stay apart", selectors_and_bases_stay_apart},
    {"a fault keeps all", a_fault_keeps_all},
    {"the kernel's messages hold nothing else", the_kernels_messages_hold_nothing_else},
    {"failures tell nothing", failures_tell_nothing},
};
TESTS(register_tests, "registers", table);
