/* SPDX-License-Identifier: MIT */
/* watched.c: threads whose system calls are somebody else's, and threads that go step by step. */
#include "fault.h"
#include "messages.h"
#include "tests.h"
#include "trap_all.h"

#include <kozo/text.h>

#define MARK UINT64_C(0x4e61000000)
#define RESULT UINT64_C(0xfffffffffffffff2) /* as Linux would have it */
enum {
    DEBUG_EXCEPTION = 1,
    FLAGS_PLAIN = 0x202,
    FLAG_CARRY = 0x1,
    FLAG_TRAP = 0x100,
    ROUNDS = 3,
};

static struct kozo_thread_registers *registers(void)
{
    return (void *)&guest.buffer->words[KOZO_REGISTER_WORDS];
}

static struct worker *watched_worker(kozo_endpoint_t handler, kozo_watch_flags_t flags)
{
    struct worker *worker = fault_worker(handler, 9);

    CHECK_OK(kozo_thread_watch(worker->thread, flags));
    return worker;
}

static void hear_the_end(kozo_endpoint_t handler)
{
    struct fault_record fault;

    CHECK_OK(fault_receive(handler, &fault));
    CHECK_EQUAL(fault.kind, FAULT_EXIT);
    CHECK_OK(fault_answer(KOZO_FAULT_ACTION_KILL));
}

/* By the instruction: for where it is, and the flags. */
static bool is_taken(unsigned i)
{
    return i == offsetof(struct regs, rcx) / sizeof(uint64_t) ||
           i == offsetof(struct regs, r11) / sizeof(uint64_t);
}

/* All registers but those that the instruction takes, and the result, come back. */
static void call_with_marks(struct worker *self)
{
    struct regs regs;

    for (unsigned round = 0; round < ROUNDS; round++) {
        for (unsigned i = 0; i < TRAP_REGISTERS; i++) {
            ((uint64_t *)&regs)[i] = MARK + i;
        }
        regs_set_op(&regs, self->argument);
        trap_all(&regs);
        self->error |= regs_status(&regs).raw != RESULT + round;
        for (unsigned i = 1; i < TRAP_REGISTERS; i++) {
            const uint64_t got = ((const uint64_t *)&regs)[i];

            self->error |= !is_taken(i) && got != MARK + i;
        }
        self->step++;
    }
}

static void check_told(const struct worker *worker, const struct fault_record *fault)
{
    struct regs sent;

    for (unsigned i = 0; i < TRAP_REGISTERS; i++) {
        ((uint64_t *)&sent)[i] = MARK + i;
    }
    CHECK_EQUAL(fault->kind, FAULT_SYSTEM_CALL);
    CHECK_EQUAL(fault->badge, 9);
    CHECK_EQUAL(fault->code, worker->argument);
    CHECK_EQUAL(fault->arguments[0], regs_self(&sent));
    for (unsigned i = 1; i < 5; i++) {
        CHECK_EQUAL(fault->arguments[i], regs_arg(&sent, i));
    }
    CHECK_OK(kozo_thread_read_registers(worker->thread));
    CHECK_EQUAL(registers()->rax, worker->argument);
    CHECK_EQUAL(registers()->r9, sent.r9);
    CHECK_EQUAL(registers()->rcx, registers()->ip);
    CHECK_EQUAL(registers()->r11, registers()->flags);
    CHECK_EQUAL(((const uint8_t *)registers()->ip)[-2], 0x0f); /* behind syscall */
    CHECK_EQUAL(((const uint8_t *)registers()->ip)[-1], 0x05);
}

static void exit_by_itself(struct worker *self)
{
    kozo_thread_exit(self->thread, 0);
}

static void call_for_ever(struct worker *self)
{
    kozo_info_t info = {0};

    for (;;) {
        self->error |= identify(KOZO_ANY(guest.cnode), &info);
        self->step++;
    }
}

/* Whether the number means something to this kernel or not; others call as ever in between. */
static void system_calls_of_a_foreign_thread(void)
{
    static const uint64_t numbers[] = {KOZO_OP_ENDPOINT_CALL, KOZO_OP_ENDPOINT_REPLY_RECEIVE,
                                       KOZO_OP_THREAD_EXIT, KOZO_OP_BUDGET_YIELD, 231,
                                       ~UINT64_C(0)};
    const struct worker *other = worker_run(PRIORITY_LOW, call_for_ever, 0);

    for (unsigned i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
        const kozo_endpoint_t handler = MAKE_ENDPOINT();
        struct worker *worker = watched_worker(handler, KOZO_WATCH_FLAGS_FOREIGN);
        struct fault_record fault;

        worker->argument = numbers[i];
        worker_start(worker, call_with_marks);
        for (unsigned round = 0; round < ROUNDS; round++) {
            CHECK_OK(fault_receive(handler, &fault));
            rest_ns(MILLISECOND_NS);
            check_told(worker, &fault);
            CHECK_EQUAL(worker->step, round);
            registers()->rax = RESULT + round;
            CHECK_OK(kozo_thread_write_registers(worker->thread));
            CHECK_OK(fault_answer(KOZO_FAULT_ACTION_RESUME));
        }
        /* What runs behind it is a system call, too: it ends as it lived. */
        CHECK_EQUAL(worker->step, ROUNDS);
        CHECK_EQUAL(worker->error, 0);
        CHECK_OK(fault_receive(handler, &fault));
        CHECK_EQUAL(fault.code, KOZO_OP_THREAD_EXIT);
        CHECK_OK(fault_answer(KOZO_FAULT_ACTION_KILL));
        worker_forget(worker);
    }
    CHECK(other->step > 0);
    CHECK_EQUAL(other->error, KOZO_OK);
}

static void a_foreign_thread_goes_native(void)
{
    const kozo_endpoint_t handler = MAKE_ENDPOINT();
    struct worker *worker = watched_worker(handler, KOZO_WATCH_FLAGS_FOREIGN);
    struct fault_record fault;

    worker_start(worker, exit_by_itself);
    CHECK_OK(fault_receive(handler, &fault));
    CHECK_EQUAL(fault.kind, FAULT_SYSTEM_CALL);
    CHECK_EQUAL(fault.code, KOZO_OP_THREAD_EXIT);
    CHECK_OK(kozo_thread_watch(worker->thread, 0));
    CHECK_OK(kozo_thread_read_registers(worker->thread));
    const uint64_t ip = registers()->ip - 2, sp = registers()->sp;

    CHECK_OK(fault_redirect(ip, sp)); /* once more, and now it is the kernel's */
    hear_the_end(handler);
}

/* Preempted in between, and between threads of either kind. */
static void foreign_and_native_threads_side_by_side(void)
{
    const kozo_endpoint_t handler = MAKE_ENDPOINT();
    struct worker *foreign = watched_worker(handler, KOZO_WATCH_FLAGS_FOREIGN), *natives[2];
    struct fault_record fault;

    CHECK_OK(kozo_budget_configure(foreign->budget, guest.budget, PRIORITY_LOW, MILLISECOND_NS,
                                   MILLISECOND_NS));
    for (unsigned i = 0; i < 2; i++) {
        natives[i] = worker_new(PRIORITY_LOW);
        CHECK_OK(kozo_budget_configure(natives[i]->budget, guest.budget, PRIORITY_LOW,
                                       MILLISECOND_NS, MILLISECOND_NS));
        worker_start(natives[i], call_for_ever);
    }
    worker_start(foreign, keep_registers);
    rest_ns(20 * MILLISECOND_NS);
    CHECK(natives[0]->step > 0 && natives[1]->step > 0 && foreign->step > 0);
    CHECK_EQUAL(natives[0]->error | natives[1]->error | foreign->error, 0);
    foreign->argument = 1;
    CHECK_OK(fault_receive(handler, &fault));
    CHECK_EQUAL(fault.kind, FAULT_SYSTEM_CALL);
    CHECK_OK(fault_answer(KOZO_FAULT_ACTION_KILL));
}

static void a_foreign_thread_without_handler_dies(void)
{
    struct worker *worker = worker_new(PRIORITY_WORKER);

    CHECK_OK(kozo_thread_watch(worker->thread, KOZO_WATCH_FLAGS_FOREIGN));
    worker_start(worker, exit_by_itself);
    CHECK_EQUAL(worker_state(worker), KOZO_THREAD_STATE_DEAD);
}

static void only_what_stands_still_is_watched(void)
{
    struct worker *worker = worker_run(PRIORITY_LOW, keep_registers, 0);

    CHECK_EQUAL(kozo_thread_watch(worker->thread, 0), KOZO_ERR_BAD_STATE);
    CHECK_EQUAL(kozo_thread_watch(guest.thread, 0), KOZO_ERR_BAD_STATE);
    CHECK_EQUAL(kozo_thread_watch(worker->thread, KOZO_WATCH_FLAGS_MASK + 1),
                KOZO_ERR_UNKNOWN_FLAG);
}

/* Places whose addresses tell how far it has come. */
__asm__(".pushsection .text\n"
        "steps_begin: int3\n"
        "steps_first: stc\n"
        "steps_second: push %rax\n"
        "steps_third: pop %rax\n"
        "steps_call: syscall\n"
        "steps_called: nop\n"
        "steps_behind: nop\n"
        "steps_end: int3\n"
        ".popsection");
extern const uint8_t steps_begin[], steps_first[], steps_second[], steps_third[], steps_call[],
    steps_called[], steps_behind[], steps_end[];

static void step_to(kozo_endpoint_t handler, const struct worker *worker, const uint8_t *place)
{
    struct fault_record fault;

    CHECK_OK(kozo_thread_watch(worker->thread, KOZO_WATCH_FLAGS_STEP));
    CHECK_OK(fault_answer(KOZO_FAULT_ACTION_RESUME));
    CHECK_OK(fault_receive(handler, &fault));
    CHECK_EQUAL(fault.vector, DEBUG_EXCEPTION);
    CHECK_EQUAL(fault.ip, (uint64_t)place);
    CHECK_OK(kozo_thread_read_registers(worker->thread));
    CHECK_EQUAL(registers()->flags & FLAG_TRAP, 0);
}

static struct worker *step_worker(kozo_endpoint_t handler)
{
    struct worker *worker = fault_worker(handler, 9);
    struct fault_record fault;

    NEED(kozo_thread_start(worker->thread, (vaddr_t){(uint64_t)steps_begin},
                           (vaddr_t){worker->stack_top}, 0));
    CHECK_OK(fault_receive(handler, &fault));
    CHECK_EQUAL(fault.ip, (uint64_t)steps_first);
    return worker;
}

static void run_to_the_end(kozo_endpoint_t handler)
{
    struct fault_record fault;

    CHECK_OK(fault_answer(KOZO_FAULT_ACTION_RESUME));
    CHECK_OK(fault_receive(handler, &fault));
    CHECK_EQUAL(fault.ip, (uint64_t)steps_end + 1);
    CHECK_OK(fault_answer(KOZO_FAULT_ACTION_KILL));
}

static void instruction_by_instruction(void)
{
    const kozo_endpoint_t handler = MAKE_ENDPOINT();
    struct worker *worker = step_worker(handler);

    step_to(handler, worker, steps_second);
    CHECK_EQUAL(registers()->flags, FLAGS_PLAIN | FLAG_CARRY);
    step_to(handler, worker, steps_third);
    step_to(handler, worker, steps_call);
    registers()->rax = KOZO_OP_LIMIT;
    CHECK_OK(kozo_thread_write_registers(worker->thread));
    step_to(handler, worker, steps_behind); /* the call takes the next one along */
    CHECK_EQUAL(kozo_status_code((kozo_status_t){registers()->rax}), KOZO_ERR_BAD_OPERATION);
    run_to_the_end(handler);
}

static void a_step_into_a_wait(void)
{
    const kozo_endpoint_t handler = MAKE_ENDPOINT(), endpoint = MAKE_ENDPOINT();
    struct worker *worker = step_worker(handler);
    struct kozo_message m = {.tag = PLAIN_TAG(1, 6), .words = {1, 2, 3, 4, 5, 6}};
    struct fault_record fault;
    struct regs regs = {0};

    regs_set_op(&regs, KOZO_OP_ENDPOINT_RECEIVE);
    regs_set_self(&regs, endpoint.raw);
    CHECK_OK(kozo_thread_read_registers(worker->thread));
    memcpy(registers(), &regs, TRAP_REGISTERS * sizeof(uint64_t));
    registers()->ip = (uint64_t)steps_call;
    CHECK_OK(kozo_thread_write_registers(worker->thread));
    CHECK_OK(kozo_thread_watch(worker->thread, KOZO_WATCH_FLAGS_STEP));
    CHECK_OK(fault_answer(KOZO_FAULT_ACTION_RESUME));
    CHECK_EQUAL(worker_state(worker), KOZO_THREAD_STATE_RECEIVING);
    CHECK_OK(kozo_endpoint_send(endpoint, &m));
    CHECK_OK(fault_receive(handler, &fault));
    CHECK_EQUAL(fault.vector, DEBUG_EXCEPTION);
    CHECK_EQUAL(fault.ip, (uint64_t)steps_behind);
    CHECK_OK(kozo_thread_read_registers(worker->thread));
    for (unsigned i = 0; i < KOZO_REGISTER_WORDS; i++) {
        CHECK_EQUAL(regs_word((const struct regs *)(void *)registers(), i), i + 1);
    }
    run_to_the_end(handler);
}

static void a_step_is_taken_back(void)
{
    const kozo_endpoint_t handler = MAKE_ENDPOINT();
    struct worker *worker = step_worker(handler);

    CHECK_OK(kozo_thread_watch(worker->thread, KOZO_WATCH_FLAGS_STEP));
    CHECK_OK(kozo_thread_watch(worker->thread, 0));
    CHECK_OK(kozo_thread_read_registers(worker->thread));
    CHECK_EQUAL(registers()->flags & FLAG_TRAP, 0);
    registers()->rax = KOZO_OP_LIMIT;
    CHECK_OK(kozo_thread_write_registers(worker->thread));
    run_to_the_end(handler);
}

/* From outside, wherever it is: suspended, given a step, resumed. */
static void a_step_from_a_suspension(void)
{
    const kozo_endpoint_t handler = MAKE_ENDPOINT();
    struct worker *worker = fault_worker(handler, 9);
    struct fault_record fault;

    CHECK_OK(kozo_budget_configure(worker->budget, guest.budget, PRIORITY_LOW, MILLISECOND_NS,
                                   MILLISECOND_NS));
    worker_start(worker, keep_registers);
    rest_ns(MILLISECOND_NS);
    CHECK_OK(kozo_thread_suspend(worker->thread));
    CHECK_OK(kozo_thread_watch(worker->thread, KOZO_WATCH_FLAGS_STEP));
    CHECK_OK(kozo_thread_resume(worker->thread));
    CHECK_OK(fault_receive(handler, &fault));
    CHECK_EQUAL(fault.vector, DEBUG_EXCEPTION);
    worker->argument = 1;
    CHECK_OK(fault_answer(KOZO_FAULT_ACTION_RESUME));
    hear_the_end(handler);
    CHECK_EQUAL(worker->error, 0);
}

static const struct test table[] = {
    {"system calls of a foreign thread", system_calls_of_a_foreign_thread},
    {"a foreign thread goes native", a_foreign_thread_goes_native},
    {"foreign and native threads side by side", foreign_and_native_threads_side_by_side},
    {"a foreign thread without handler dies", a_foreign_thread_without_handler_dies},
    {"only what stands still is watched", only_what_stands_still_is_watched},
    {"instruction by instruction", instruction_by_instruction},
    {"a step into a wait", a_step_into_a_wait},
    {"a step is taken back", a_step_is_taken_back},
    {"a step from a suspension", a_step_from_a_suspension},
};
TESTS(watched_tests, "watched", table);
