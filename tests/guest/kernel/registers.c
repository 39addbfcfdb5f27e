/* SPDX-License-Identifier: MIT */
/* registers.c: a thread's registers in the hands of another. */
#include "fault.h"
#include "messages.h"
#include "tests.h"
#include "trap_all.h"

#define MARK UINT64_C(0x4e61000000)
#define OTHER UINT64_C(0x0dd000000)
#define BASE UINT64_C(0x7123456000)
enum {
    BREAKPOINT = 3,
    FLAGS_PLAIN = 0x202,
    FLAGS_CARRY = 0x1,
    FLAGS_FORBIDDEN = 0x37000, /* I/O privilege, nested task, resume, virtual 8086 mode */
    FLAG_RESUME = 0x10000,
};

static struct kozo_thread_registers *registers(void)
{
    return (void *)&guest.buffer->words[KOZO_REGISTER_WORDS];
}

static void mark(struct regs *regs, uint64_t with)
{
    for (unsigned i = 0; i < TRAP_REGISTERS; i++) {
        ((uint64_t *)regs)[i] = with + i;
    }
}

static void check_marks(const void *regs, uint64_t with)
{
    for (unsigned i = 0; i < TRAP_REGISTERS; i++) {
        CHECK_EQUAL(((const uint64_t *)regs)[i], with + i);
    }
}

static struct regs seen;

static void break_with_marks(struct worker *self)
{
    (void)self;
    __asm__ volatile("wrfsbase %0; wrgsbase %1" : : "r"(BASE), "r"(BASE + 1));
    mark(&seen, MARK);
    break_all(&seen);
    __asm__ volatile("rdfsbase %0; rdgsbase %1" : "=r"(seen.fs_base), "=r"(seen.gs_base));
}

static struct worker *break_worker(kozo_endpoint_t handler, struct fault_record *fault)
{
    struct worker *worker = fault_worker(handler, 1);

    worker_start(worker, break_with_marks);
    CHECK_OK(fault_receive(handler, fault));
    CHECK_EQUAL(fault->vector, BREAKPOINT);
    return worker;
}

static void a_fault_shows_all(void)
{
    const kozo_endpoint_t handler = MAKE_ENDPOINT();
    struct fault_record fault;
    struct worker *worker = break_worker(handler, &fault);

    CHECK_OK(kozo_thread_read_registers(worker->thread));
    check_marks(registers(), MARK);
    CHECK_EQUAL(registers()->ip, fault.ip);
    CHECK_EQUAL(registers()->sp, fault.sp);
    CHECK_EQUAL(registers()->flags & FLAGS_PLAIN, FLAGS_PLAIN);
    CHECK_EQUAL(registers()->fs_base, BASE);
    CHECK_EQUAL(registers()->gs_base, BASE + 1);
    CHECK_EQUAL(((const uint8_t *)fault.ip)[-1], 0xcc); /* behind the breakpoint */
    CHECK_OK(fault_answer(KOZO_FAULT_ACTION_KILL));
}

static volatile uint64_t arrived;

static void arrive(uint64_t with)
{
    arrived = with;
    for (;;) {
    }
}

static void run_for_ever(struct worker *self)
{
    (void)self;
    arrive(1);
}

/* A thread whose budget is spent stands still like any other in a fault. */
static void a_spent_thread_goes_on_elsewhere(void)
{
    const kozo_endpoint_t handler = MAKE_ENDPOINT();
    struct worker *worker = fault_worker(handler, 1);
    struct fault_record fault;

    CHECK_OK(kozo_budget_configure(worker->budget, guest.authority, PRIORITY_LOW, MILLISECOND_NS,
                                   5 * MILLISECOND_NS));
    CHECK_OK(kozo_budget_watch(worker->budget, KOZO_BUDGET_WATCH_EXHAUSTION));
    worker_start(worker, run_for_ever);
    CHECK_OK(fault_receive(handler, &fault));
    CHECK_EQUAL(fault.kind, FAULT_EXHAUSTED);
    CHECK_EQUAL(arrived, 1);
    CHECK_OK(kozo_thread_read_registers(worker->thread));
    registers()->rdi = MARK;
    const uint64_t sp = registers()->sp - registers()->sp % 16 - 8; /* as behind a call */

    CHECK_OK(kozo_thread_write_registers(worker->thread));
    CHECK_OK(fault_redirect((uint64_t)arrive, sp));
    CHECK_OK(fault_receive(handler, &fault));
    CHECK_EQUAL(fault.kind, FAULT_EXHAUSTED);
    CHECK_EQUAL(arrived, MARK);
    CHECK_OK(fault_answer(KOZO_FAULT_ACTION_KILL));
}

static void a_fault_is_answered_with_others(void)
{
    const kozo_endpoint_t handler = MAKE_ENDPOINT();
    struct fault_record fault;
    struct worker *worker = break_worker(handler, &fault);

    CHECK_OK(kozo_thread_read_registers(worker->thread));
    mark((struct regs *)(void *)registers(), OTHER);
    registers()->flags = FLAGS_FORBIDDEN | FLAGS_CARRY;
    registers()->fs_base = BASE + 2;
    registers()->gs_base = BASE + 3;
    CHECK_OK(kozo_thread_write_registers(worker->thread));
    CHECK_OK(kozo_thread_read_registers(worker->thread));
    CHECK_EQUAL(registers()->flags, FLAGS_PLAIN | FLAGS_CARRY | FLAG_RESUME);
    CHECK_OK(fault_answer(KOZO_FAULT_ACTION_RESUME));
    CHECK(worker->done);
    check_marks(&seen, OTHER);
    CHECK_EQUAL(seen.rflags & ~(uint64_t)FLAG_RESUME, FLAGS_PLAIN | FLAGS_CARRY);
    CHECK_EQUAL(seen.fs_base, BASE + 2);
    CHECK_EQUAL(seen.gs_base, BASE + 3);
    CHECK_OK(fault_receive(handler, &fault));
    CHECK_OK(fault_answer(KOZO_FAULT_ACTION_KILL));
}

static void addresses_of_the_kernel_are_refused(void)
{
    static const size_t fields[] = {offsetof(struct kozo_thread_registers, ip),
                                    offsetof(struct kozo_thread_registers, fs_base),
                                    offsetof(struct kozo_thread_registers, gs_base)};
    static const uint64_t values[] = {KOZO_USER_TOP, UINT64_C(1) << 47, UINT64_C(0xffff) << 48};
    const kozo_endpoint_t handler = MAKE_ENDPOINT();
    struct fault_record fault;
    struct worker *worker = break_worker(handler, &fault);

    for (unsigned field = 0; field < sizeof(fields) / sizeof(fields[0]); field++) {
        for (unsigned i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
            CHECK_OK(kozo_thread_read_registers(worker->thread));
            ((uint64_t *)registers())[fields[field] / sizeof(uint64_t)] = values[i];
            CHECK_EQUAL(kozo_thread_write_registers(worker->thread), KOZO_ERR_RANGE);
        }
    }
    CHECK_OK(kozo_thread_read_registers(worker->thread));
    check_marks(registers(), MARK);
    CHECK_EQUAL(registers()->ip, fault.ip);
    CHECK_OK(fault_answer(KOZO_FAULT_ACTION_RESUME));
    check_marks(&seen, MARK);
    CHECK_OK(fault_receive(handler, &fault));
    CHECK_OK(fault_answer(KOZO_FAULT_ACTION_KILL));
}

/* Preempted, it has a frame of its own; in a system call it has what the call would leave. */
static void a_suspended_thread_shows_all(void)
{
    struct worker *spins = worker_run(PRIORITY_LOW, keep_registers, 0);
    struct worker *waits = worker_on(PRIORITY_WORKER, MAKE_ENDPOINT(), body_receive);

    rest_ns(MILLISECOND_NS);
    CHECK_EQUAL(kozo_thread_read_registers(spins->thread), KOZO_ERR_BAD_STATE);
    CHECK_EQUAL(kozo_thread_write_registers(spins->thread), KOZO_ERR_BAD_STATE);
    CHECK_OK(kozo_thread_suspend(spins->thread));
    CHECK_OK(kozo_thread_read_registers(spins->thread));
    CHECK_OK(kozo_thread_write_registers(spins->thread));
    CHECK_OK(kozo_thread_resume(spins->thread));
    rest_ns(MILLISECOND_NS);
    CHECK_EQUAL(spins->error, 0);

    CHECK_EQUAL(kozo_thread_read_registers(waits->thread), KOZO_ERR_BAD_STATE);
    CHECK_OK(kozo_thread_suspend(waits->thread));
    CHECK_OK(kozo_thread_read_registers(waits->thread));
    CHECK_EQUAL(kozo_status_code((kozo_status_t){registers()->rax}), KOZO_ERR_CANCELLED);
    CHECK_EQUAL(registers()->rcx, registers()->ip);
    CHECK_EQUAL(registers()->r11, FLAGS_PLAIN);
    CHECK_EQUAL(registers()->flags, FLAGS_PLAIN);
    registers()->rax = kozo_status_make(KOZO_ERR_STALE, 0, 0).raw;
    CHECK_OK(kozo_thread_write_registers(waits->thread));
    CHECK_OK(kozo_thread_resume(waits->thread));
    CHECK(waits->done);
    CHECK_EQUAL(waits->error, KOZO_ERR_STALE);
}

static void a_thread_has_no_registers_of_its_own(void)
{
    CHECK_EQUAL(kozo_thread_read_registers(guest.thread), KOZO_ERR_BAD_STATE);
    CHECK_EQUAL(kozo_thread_write_registers(guest.thread), KOZO_ERR_BAD_STATE);
}

static void read_base(struct worker *self)
{
    __asm__ volatile("rdfsbase %0" : "=r"(self->message.words[0]));
}

static void a_thread_begins_with_what_was_written(void)
{
    struct worker *worker = worker_new(PRIORITY_WORKER);

    CHECK_OK(kozo_thread_read_registers(worker->thread));
    for (unsigned i = 0; i < TRAP_REGISTERS; i++) {
        CHECK_EQUAL(((const uint64_t *)registers())[i], 0);
    }
    CHECK_EQUAL(registers()->flags, FLAGS_PLAIN);
    registers()->fs_base = BASE;
    CHECK_OK(kozo_thread_write_registers(worker->thread));
    worker_start(worker, read_base);
    CHECK(worker->done);
    CHECK_EQUAL(worker->message.words[0], BASE);
    CHECK_EQUAL(worker_state(worker), KOZO_THREAD_STATE_DEAD);
    CHECK_EQUAL(kozo_thread_read_registers(worker->thread), KOZO_ERR_BAD_STATE);
}

static const struct test table[] = {
    {"a fault shows all registers", a_fault_shows_all},
    {"a fault is answered with other registers", a_fault_is_answered_with_others},
    {"a spent thread goes on elsewhere", a_spent_thread_goes_on_elsewhere},
    {"addresses of the kernel are refused", addresses_of_the_kernel_are_refused},
    {"a suspended thread shows all registers", a_suspended_thread_shows_all},
    {"a thread cannot read itself", a_thread_has_no_registers_of_its_own},
    {"a thread begins with what was written", a_thread_begins_with_what_was_written},
};
TESTS(register_tests, "registers", table);
