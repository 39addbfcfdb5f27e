/* SPDX-License-Identifier: MIT */
/* flags.c: the flags register on the way in and out, and single steps. That the kernel itself runs
 * with none of these flags set is asserted there, in PARANOID builds (arch_check). */
#include "attack.h"
#include "tests.h"

enum {
    FLAG_CARRY = 1 << 0,
    FLAG_TRAP = 1 << 8,
    FLAG_INTERRUPT = 1 << 9,
    FLAG_DIRECTION = 1 << 10,
    FLAG_OVERFLOW = 1 << 11,
    FLAG_IOPL = 3 << 12,
    FLAG_NESTED = 1 << 14,
    FLAG_RESUME = 1 << 16,
    FLAG_VIRTUAL = 1 << 17,
    FLAG_ALIGNMENT = 1 << 18,
    FLAG_VIF = 1 << 19,
    FLAG_VIP = 1 << 20,
    FLAG_ID = 1 << 21,
    FLAGS_FIXED = FLAG_INTERRUPT | 1 << 1,
    FLAGS_STATUS = 0x8d5,
    FLAGS_KEPT = FLAGS_STATUS | FLAG_DIRECTION | FLAG_ALIGNMENT | FLAG_ID,
};

/* One at a time, and all that can be set at once. */
static const uint32_t chosen[] = {
    0, FLAG_CARRY, FLAG_DIRECTION, FLAG_OVERFLOW, FLAG_NESTED, FLAG_ALIGNMENT, FLAG_ID,
    FLAG_RESUME, FLAG_IOPL, FLAG_VIRTUAL, FLAG_VIF, FLAG_VIP,
    FLAG_DIRECTION | FLAG_NESTED | FLAG_ALIGNMENT | FLAG_ID | FLAG_IOPL | FLAG_RESUME,
};
enum { CHOSEN = sizeof(chosen) / sizeof(chosen[0]) };

#define WITH_FLAGS(name, instruction)                                                              \
    static void name(struct worker *self)                                                          \
    {                                                                                              \
        uint64_t flags = self->argument, before;                                                   \
                                                                                                   \
        __asm__ volatile("pushfq; popq %1; andq $~0xcd5, %1; orq %0, %1; pushq %1; popfq\n"        \
                         "pushfq; popq %1\n" instruction "\npushfq; popq %0; pushq $2; popfq"      \
                         : "+r"(flags), "=&r"(before)                                              \
                         :                                                                         \
                         : "rax", "rcx", "rdx", "r8", "r9", "r10", "r11", "memory", "cc");         \
        self->message.words[0] = before;                                                           \
        self->message.words[1] = flags;                                                            \
        self->step = 1;                                                                            \
    }

WITH_FLAGS(flags_over_call, "movq $-1, %%rax; syscall")
WITH_FLAGS(flags_over_break, "int3")
WITH_FLAGS(flags_over_page, "movb $1, 0x40000000")
WITH_FLAGS(flags_over_wait, "movl $30000, %%ecx; 1: nop; leal -1(%%ecx), %%ecx; jecxz 2f; "
                            "jmp 1b; 2:")

/* What popf lets a program set: never the privilege to do I/O, nor interrupts off. */
static void check_settable(const struct worker *worker, uint32_t asked)
{
    const uint32_t settable = FLAGS_KEPT | FLAG_NESTED;

    CHECK_EQUAL(worker->message.words[0], (asked & settable) | FLAGS_FIXED);
}

static void system_calls_clear_all(void)
{
    for (unsigned i = 0; i < CHOSEN; i++) {
        struct worker *worker = worker_run(PRIORITY_WORKER, flags_over_call, chosen[i]);

        CHECK(worker->done);
        check_settable(worker, chosen[i]);
        CHECK_EQUAL(worker->message.words[1], FLAGS_FIXED);
        worker_forget(worker);
    }
}

/* Through a fault and its answer a program keeps its own flags, and gets no others. */
static void through_a_fault(void (*body)(struct worker *self), enum fault_kind kind)
{
    const kozo_endpoint_t handler = MAKE_ENDPOINT();

    for (unsigned i = 0; i < CHOSEN; i++) {
        struct worker *worker = fault_worker(handler, 1);
        const kozo_frame_t frame = MAKE_FRAME();
        struct fault_record record;

        worker->argument = chosen[i];
        worker_start(worker, body);
        CHECK_OK(fault_receive(handler, &record));
        CHECK_EQUAL(record.kind, kind);
        CHECK_OK(map_here(frame, SCRATCH, KOZO_MAP_FLAGS_WRITE));
        CHECK_OK(fault_answer(KOZO_FAULT_ACTION_RESUME));
        CHECK_EQUAL(worker->step, 1);
        check_settable(worker, chosen[i]);
        CHECK_EQUAL(worker->message.words[1], (chosen[i] & FLAGS_KEPT) | FLAGS_FIXED);
        CHECK_OK(fault_receive(handler, &record));
        CHECK_EQUAL(record.kind, FAULT_EXIT);
        CHECK_OK(fault_answer(KOZO_FAULT_ACTION_KILL));
        CHECK_OK(kozo_any_delete(KOZO_ANY(frame)));
        worker_forget(worker);
    }
}

static void breakpoints_keep_its_own(void)
{
    through_a_fault(flags_over_break, FAULT_EXCEPTION);
}

static void page_faults_keep_its_own(void)
{
    through_a_fault(flags_over_page, FAULT_PAGE);
}

/* The worker is below root, whose rests end while it runs. */
static void interrupts_keep_its_own(void)
{
    for (unsigned i = 0; i < CHOSEN; i++) {
        struct worker *worker = worker_run(PRIORITY_LOW, flags_over_wait, chosen[i]);

        for (unsigned k = 0; k < 1000 && !worker->done; k++) {
            rest_ns(effort(20000, 20000, MILLISECOND_NS));
        }
        CHECK(worker->done);
        CHECK_EQUAL(worker->message.words[1] & ~(uint64_t)FLAG_NESTED,
                    (chosen[i] & FLAGS_KEPT) | FLAGS_FIXED);
        worker_forget(worker);
    }
}

#define PRIVILEGE(X)                                                                               \
    X(cli_after_popf, "pushfq; orq $0x3000, (%rsp); popfq", "cli", PROTECTION, 0)                  \
    X(in_after_popf, "pushfq; orq $0x3000, (%rsp); popfq", "inb $0x64, %al", PROTECTION, 0)        \
    X(out_after_popf, "pushfq; orq $0x3000, (%rsp); popfq", "outb %al, $0xf4", PROTECTION, 0)
PRIVILEGE(ATTACK_CODE)

static void popf_gives_no_privilege(void)
{
    ATTACKS_RUN(PRIVILEGE, 0);
}

/* With AC set, what SMAP guards must stay guarded; and a program with AC set that touches memory
 * crookedly faults, if the processor raises that at all (QEMU 7.2 does not). */
#define CROOKED(X)                                                                                 \
    X(crooked, "pushfq; orq $0x40000, (%rsp); popfq", "mov 1(%rdi), %eax", ALIGNMENT, 0)
CROOKED(ATTACK_CODE)

static void alignment_check(void)
{
    static const struct attack attacks[] = {CROOKED(ATTACK_ENTRY)};
    const kozo_endpoint_t handler = MAKE_ENDPOINT();
    struct worker *worker = fault_worker(handler, 1);
    struct fault_record record;

    CHECK_OK(map_here(MAKE_FRAME(), SCRATCH, 0));
    attack_start(worker, attacks[0].start, SCRATCH);
    CHECK_OK(fault_receive(handler, &record));
    if (record.vector == INVALID_OPCODE) {
        CHECK_EQUAL(record.ip, (uint64_t)attacks[0].end);
    } else {
        expect_exception(&record, "crooked", SCRATCH, ALIGNMENT, 0);
    }
    CHECK_OK(fault_answer(KOZO_FAULT_ACTION_KILL));
}

/* Single steps. The labels are where the thread must have come at each. The step over a load of SS
 * is put off by one instruction; SYSCALL ends the stepping. */
__asm__(".pushsection .text\n"
        "steps: pushfq; orq $0x100, (%rsp); popfq; nop\n"
        "steps_1: nop\n"
        "steps_2: int3\n"
        "steps_3: nop\n"
        "steps_4: mov %ss, %eax\n"
        "steps_5: mov %eax, %ss; nop\n"
        "steps_6: mov (%rdi), %rbx\n"
        "steps_7: mov $-1, %rax\n"
        "steps_8: syscall; nop; nop\n"
        "steps_9: ud2\n"
        "steps_ss: mov %ss, %ebx; mov $-1, %rax; pushfq; orq $0x100, (%rsp); popfq\n"
        "mov %ebx, %ss; syscall\n"
        "steps_ss_1: nop; nop\n"
        "steps_ss_2: ud2\n.popsection");
extern const uint8_t steps[], steps_1[], steps_2[], steps_3[], steps_4[], steps_5[], steps_6[],
    steps_7[], steps_8[], steps_9[], steps_ss[], steps_ss_2[];

static void single_steps(void)
{
    static const struct {
        const uint8_t *at;
        uint8_t vector; /* 0: the page fault */
    } expected[] = {
        {steps_1, DEBUG}, {steps_2, DEBUG}, {steps_3, BREAKPOINT}, {steps_4, DEBUG},
        {steps_5, DEBUG}, {steps_6, DEBUG}, {steps_6, 0},          {steps_7, DEBUG},
        {steps_8, DEBUG}, {steps_9, INVALID_OPCODE},
    };
    const kozo_endpoint_t handler = MAKE_ENDPOINT();
    struct worker *worker = fault_worker(handler, 1);
    struct fault_record record;

    attack_start(worker, steps, SCRATCH);
    for (unsigned i = 0; i < sizeof(expected) / sizeof(expected[0]); i++) {
        CHECK_OK(fault_receive(handler, &record));
        CHECK_EQUAL(record.ip, (uint64_t)expected[i].at);
        if (expected[i].vector != 0) {
            expect_exception(&record, "step", i, expected[i].vector, 0);
        } else {
            expect_page_fault(&record, "step", SCRATCH, PAGE_USER);
            CHECK_OK(map_here(MAKE_FRAME(), SCRATCH, 0));
        }
        CHECK_OK(fault_answer(expected[i].vector == INVALID_OPCODE ? KOZO_FAULT_ACTION_KILL
                                                                   : KOZO_FAULT_ACTION_RESUME));
    }
}

/* A load of SS right before SYSCALL carries the step into the kernel's first instruction, on
 * processors that do not count it as ended by the mask (CVE-2018-8897). */
static void a_step_carried_into_the_kernel(void)
{
    const kozo_endpoint_t handler = MAKE_ENDPOINT();

    for (unsigned i = 0; i < 50; i++) {
        struct worker *worker = fault_worker(handler, 1);
        struct fault_record record;

        attack_start(worker, steps_ss, 0);
        CHECK_OK(fault_receive(handler, &record));
        expect_exception(&record, "step", 0, INVALID_OPCODE, 0);
        CHECK_EQUAL(record.ip, (uint64_t)steps_ss_2);
        CHECK_OK(fault_answer(KOZO_FAULT_ACTION_KILL));
        worker_forget(worker);
    }
}

static const struct test table[] = {
    {"system calls clear all", system_calls_clear_all},
    {"breakpoints keep its own", breakpoints_keep_its_own},
    {"page faults keep its own", page_faults_keep_its_own},
    {"interrupts keep its own", interrupts_keep_its_own},
    {"popf gives no privilege", popf_gives_no_privilege},
    {"alignment check", alignment_check},
    {"single steps", single_steps},
    {"a step carried into the kernel", a_step_carried_into_the_kernel},
};
TESTS(flag_tests, "flags", table);
