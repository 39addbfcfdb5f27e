/* SPDX-License-Identifier: MIT */
/* entry.c: the boundary itself: wild numbers, malformed tags, registers, flags, single step. */
#include "fault.h"
#include "messages.h"
#include "tests.h"
#include "trap_all.h"

static void wild_operation_numbers(void)
{
    static const uint64_t numbers[] = {
        64, 99, 100, 255, 4096, UINT64_C(0x7fffffff), UINT64_C(0x80000000),
        UINT64_C(0x100000000), UINT64_C(0x10000000a), UINT64_C(0x8000000000000000),
        ~UINT64_C(0),
        64 + KOZO_OP_NOTIFICATION_SIGNAL, 64 + KOZO_OP_NOTIFICATION_WAIT, 64 + KOZO_OP_BUDGET_YIELD,
    };

    for (unsigned i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
        const kozo_status_t status = kozo_trap_method_0_0(numbers[i], guest.cnode.raw);

        CHECK_EQUAL(kozo_status_code(status), KOZO_ERR_BAD_OPERATION);
    }
}

static void malformed_tags(void)
{
    const kozo_endpoint_t endpoint = MAKE_ENDPOINT();
    static const struct {
        uint64_t op;
        uint8_t flags;
        unsigned caps, words;
    } cases[] = {
        {KOZO_OP_ENDPOINT_CALL, 0, 0, 57},
        {KOZO_OP_ENDPOINT_CALL, 0, 0, 63},
        {KOZO_OP_ENDPOINT_CALL, 0, 5, 0},
        {KOZO_OP_ENDPOINT_CALL, 0, 7, 63},
        {KOZO_OP_ENDPOINT_CALL, KOZO_TAG_FLAG_SAVED_REPLY, 0, 0},
        {KOZO_OP_ENDPOINT_CALL, KOZO_TAG_FLAG_KERNEL, 0, 0},
        {KOZO_OP_ENDPOINT_SEND, KOZO_TAG_FLAG_KERNEL, 0, 0},
        {KOZO_OP_ENDPOINT_SEND, 0x04, 0, 0},
        {KOZO_OP_ENDPOINT_RECEIVE, 0, 0, 1},
        {KOZO_OP_ENDPOINT_RECEIVE, 0, 1, 0},
        {KOZO_OP_ENDPOINT_RECEIVE, KOZO_TAG_FLAG_SAVED_REPLY, 0, 0},
        {KOZO_OP_ENDPOINT_REPLY_RECEIVE, 0x08, 0, 0},
        {KOZO_OP_ENDPOINT_REPLY_RECEIVE, 0, 0, 60},
        {KOZO_OP_REPLY_SEND, KOZO_TAG_FLAG_DEADLINE, 0, 0},
        {KOZO_OP_REPLY_SEND, 0, 5, 0},
    };

    for (unsigned i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct kozo_message m = {
            .tag = kozo_tag_make(1, 1, cases[i].flags, cases[i].caps, cases[i].words),
        };
        const kozo_status_t status = kozo_trap_message(cases[i].op, KOZO_ANY(endpoint), &m);

        CHECK_EQUAL(kozo_status_code(status), KOZO_ERR_MALFORMED);
        CHECK_EQUAL(kozo_status_argument(status), 1);
    }
}

static void restarts_reach_their_end(void)
{
    uint64_t left = 1;

    CHECK_OK(kozo_debug_restart(guest.debug, 0, &left));
    CHECK_EQUAL(left, 0);
    CHECK_OK(kozo_debug_restart(guest.debug, 1, &left));
    CHECK_EQUAL(left, 0);
    CHECK_OK(kozo_debug_restart(guest.debug, 1000, &left));
    CHECK_EQUAL(left, 0);
    CHECK_EQUAL(kozo_debug_restart(guest.debug, 1000001, &left), KOZO_ERR_RANGE);
}

static volatile uint64_t ticks;

static void restart_long(struct worker *self)
{
    uint64_t left = 1;

    self->error = kozo_debug_restart(guest.debug, 20000, &left);
    self->step = 1;
}

static void a_restarting_operation_is_preempted(void)
{
    struct worker *worker = worker_run(PRIORITY_LOW, restart_long, 0);

    /* Root wakes in the middle of it, again and again. */
    for (ticks = 0; !worker->done && ticks < 10000; ticks++) {
        rest_ns(MILLISECOND_NS);
    }
    CHECK(worker->done);
    CHECK(ticks > 2);
    CHECK_EQUAL(worker->error, KOZO_OK);
}

#define PLAIN_FLAGS 0x202 /* interrupts on, and the bit that is always set */
#define ARITHMETIC_FLAGS UINT64_C(0x8d5)
#define POISON UINT64_C(0x5a5a5a5a5a5a5a00)

static void poison(struct regs *regs)
{
    uint64_t *words = (uint64_t *)regs;

    for (unsigned i = 0; i < TRAP_REGISTERS; i++) {
        words[i] = POISON + i;
    }
}

static bool looks_like_the_kernels(uint64_t value)
{
    return value >> 47 == 0x1ffff;
}

/* A method may change its status, its results, the argument registers and what `syscall` itself
 * overwrites; the rest keeps its value, and nothing of the kernel's shows. */
static void check_method_registers(const struct regs *before, const struct regs *after)
{
    struct regs expected = *before;

    regs_set_op(&expected, regs_op(after));
    expected.rcx = after->rcx;
    expected.r11 = after->r11;
    regs_set_self(&expected, regs_self(after));
    for (unsigned i = 1; i <= 5; i++) {
        regs_set_arg(&expected, i, regs_arg(after, i));
    }
    for (unsigned i = 0; i < TRAP_REGISTERS; i++) {
        CHECK_EQUAL(((const uint64_t *)after)[i], ((const uint64_t *)&expected)[i]);
        CHECK(!looks_like_the_kernels(((const uint64_t *)after)[i]));
    }
    CHECK_EQUAL(after->rflags, PLAIN_FLAGS);
}

static void methods_change_only_their_registers(void)
{
    const uint64_t handle = MAKE_NOTIFICATION().raw;
    static const uint64_t operations[] = {
        KOZO_OP_ANY_IDENTIFY, KOZO_OP_NOTIFICATION_SIGNAL, KOZO_OP_ANY_REVOKE,
        KOZO_OP_CNODE_COPY,   KOZO_OP_UNTYPED_RETYPE,      KOZO_OP_ASPACE_MAP,
        KOZO_OP_THREAD_START, KOZO_OP_BUDGET_YIELD,        KOZO_OP_DEBUG_WRITE,
        KOZO_OP_THREAD_INSPECT, 9999,
    };

    for (unsigned i = 0; i < sizeof(operations) / sizeof(operations[0]); i++) {
        for (unsigned valid = 0; valid < 2; valid++) {
            struct regs before, after;

            poison(&before);
            regs_set_op(&before, operations[i]);
            if (valid != 0) {
                regs_set_self(&before, handle);
            }
            after = before;
            trap_all(&after);
            check_method_registers(&before, &after);
        }
    }
}

static void results_are_in_their_registers(void)
{
    struct regs regs;

    poison(&regs);
    regs_set_op(&regs, KOZO_OP_ANY_IDENTIFY);
    regs_set_self(&regs, mint(KOZO_ANY(MAKE_NOTIFICATION()), ALL_RIGHTS, 55).raw);
    trap_all(&regs);
    CHECK_EQUAL(regs_op(&regs), KOZO_OK);
    CHECK_EQUAL(kozo_info_type((kozo_info_t){regs_result(&regs, 0)}), KOZO_OBJECT_NOTIFICATION);
    CHECK_EQUAL(regs_result(&regs, 1), 55);
}

static void messages_leave_nothing_behind(void)
{
    const kozo_endpoint_t endpoint = MAKE_ENDPOINT();
    struct worker *sender = worker_new(PRIORITY_WORKER);
    struct regs before, after;

    sender->endpoint = endpoint;
    message_fill(&sender->message, 6, 600);
    worker_start(sender, body_send);
    poison(&before);
    regs_set_self(&before, endpoint.raw);
    regs_set_operation(&before, KOZO_OP_ENDPOINT_RECEIVE, kozo_tag_make(0, 0, 0, 0, 0));
    after = before;
    trap_all(&after);
    CHECK_EQUAL(regs_op(&after), KOZO_OK);
    for (unsigned i = 0; i < KOZO_REGISTER_WORDS; i++) {
        CHECK_EQUAL(regs_word(&after, i), 600 + i);
    }
    CHECK_EQUAL(after.rbp, before.rbp);
    CHECK_EQUAL(regs_deadline(&after), 0);
    CHECK_EQUAL(regs_reply(&after).raw, 0);
    CHECK_EQUAL(after.r9, 0);
    CHECK_EQUAL(after.rflags, PLAIN_FLAGS);
    for (unsigned i = 0; i < TRAP_REGISTERS; i++) {
        CHECK(!looks_like_the_kernels(((const uint64_t *)&after)[i]));
    }
}

static void set_strange_flags(struct worker *self)
{
    kozo_info_t info = {0};

    /* Direction, alignment check, identification, resume, nested task. */
    __asm__ volatile("pushfq; orq $0x254400, (%%rsp); popfq" : : : "cc", "memory");
    self->error = identify(KOZO_ANY(guest.cnode), &info);
    uint64_t flags = 0;
    __asm__ volatile("pushfq; popq %0" : "=r"(flags));
    __asm__ volatile("cld");
    self->message.words[0] = flags;
}

static void flags_come_back_plain(void)
{
    struct worker *worker = worker_run(PRIORITY_WORKER, set_strange_flags, 0);

    CHECK(worker->done);
    CHECK_EQUAL(worker->error, KOZO_OK);
    CHECK_EQUAL(worker->message.words[0] & ~ARITHMETIC_FLAGS, PLAIN_FLAGS);
}

static void step_over_a_system_call(struct worker *self)
{
    kozo_info_t info = {0};

    __asm__ volatile("pushfq; orq $0x100, (%%rsp); popfq" : : : "cc", "memory");
    self->error = identify(KOZO_ANY(guest.cnode), &info);
    self->step = 1;
}

static void a_single_step_over_syscall(void)
{
    const kozo_endpoint_t handler = MAKE_ENDPOINT();
    struct worker *worker = fault_worker(handler, 5);
    struct fault_record fault;
    unsigned steps = 0;

    worker_start(worker, step_over_a_system_call);
    for (;;) {
        CHECK_OK(fault_receive(handler, &fault));
        if (fault.kind != FAULT_EXCEPTION || steps > 1000) {
            break;
        }
        CHECK_EQUAL(fault.vector, 1);
        steps++;
        CHECK_OK(fault_answer(KOZO_FAULT_ACTION_RESUME));
    }
    CHECK(steps >= 1);
    CHECK_EQUAL(fault.kind, FAULT_EXIT);
    CHECK_EQUAL(worker->step, 1);
    CHECK_EQUAL(worker->error, KOZO_OK);
    CHECK_OK(fault_answer(KOZO_FAULT_ACTION_KILL));
}

static void a_call_at_the_end_of_user_space(void)
{
    static const uint8_t code[] = {0x0f, 0x05}; /* syscall */
    const uint64_t page = KOZO_USER_TOP - (1 << KOZO_PAGE_BITS);
    const kozo_frame_t frame = MAKE_FRAME();
    struct fault_record fault;

    CHECK_OK(map_here(frame, SCRATCH, KOZO_MAP_FLAGS_WRITE));
    for (unsigned i = 0; i < sizeof(code); i++) {
        ((volatile uint8_t *)SCRATCH)[(1 << KOZO_PAGE_BITS) - sizeof(code) + i] = code[i];
    }
    CHECK_OK(kozo_frame_unmap(frame));
    CHECK_OK(map_here(frame, page, KOZO_MAP_FLAGS_EXECUTE));
    fault_provoke(fault_fetch, KOZO_USER_TOP - sizeof(code), &fault);
    CHECK_EQUAL(fault.kind, FAULT_PAGE);
    CHECK_EQUAL(fault.ip, KOZO_USER_TOP);
}

static void hold_kernel_like_bases(struct worker *self)
{
    kozo_info_t info = {0};
    uint64_t gs = 0;

    __asm__ volatile("wrgsbase %0" : : "r"(UINT64_C(0xffffffff80000000)));
    for (unsigned i = 0; i < 100; i++) {
        self->error |= identify(KOZO_ANY(guest.cnode), &info);
        kozo_budget_yield(self->budget);
    }
    __asm__ volatile("rdgsbase %0" : "=r"(gs));
    self->message.words[0] = gs;
}

static void segment_bases_belong_to_the_thread(void)
{
    struct worker *first = worker_new(PRIORITY_LOW), *second = worker_new(PRIORITY_LOW);

    worker_start(first, hold_kernel_like_bases);
    worker_start(second, hold_kernel_like_bases);
    CHECK(worker_finishes(first) && worker_finishes(second));
    CHECK_EQUAL(first->error, KOZO_OK);
    CHECK_EQUAL(first->message.words[0], UINT64_C(0xffffffff80000000));
    CHECK_EQUAL(second->message.words[0], UINT64_C(0xffffffff80000000));
}

static void interrupts_keep_all_registers(void)
{
    struct worker *workers[3];

    for (unsigned i = 0; i < 3; i++) {
        workers[i] = worker_new(PRIORITY_LOW);
        CHECK_OK(kozo_budget_configure(workers[i]->budget, guest.authority, PRIORITY_LOW, 500000,
                                       500000));
        worker_start(workers[i], keep_registers);
    }
    rest_ns(60 * MILLISECOND_NS);
    for (unsigned i = 0; i < 3; i++) {
        workers[i]->argument = 1;
    }
    for (unsigned i = 0; i < 3; i++) {
        CHECK(worker_finishes(workers[i]));
        CHECK(workers[i]->step > 1);
        CHECK_EQUAL(workers[i]->error, 0);
    }
}

static const struct test table[] = {
    {"wild operation numbers", wild_operation_numbers},
    {"malformed tags", malformed_tags},
    {"restarts reach their end", restarts_reach_their_end},
    {"a restarting operation is preempted", a_restarting_operation_is_preempted},
    {"methods change only their registers", methods_change_only_their_registers},
    {"results are in their registers", results_are_in_their_registers},
    {"messages leave nothing behind", messages_leave_nothing_behind},
    {"flags come back plain", flags_come_back_plain},
    {"a single step over a system call", a_single_step_over_syscall},
    {"a call at the end of user space", a_call_at_the_end_of_user_space},
    {"segment bases belong to the thread", segment_bases_belong_to_the_thread},
    {"interrupts keep all registers", interrupts_keep_all_registers},
};
TESTS(entry_tests, "entry", table);
