/* SPDX-License-Identifier: MIT */
/* faults.c: faults as messages, and their answers. */
#include "fault.h"
#include "messages.h"
#include "tests.h"

static void resume_after_a_mapping(void)
{
    const kozo_endpoint_t handler = MAKE_ENDPOINT();
    struct worker *worker = fault_worker(handler, 7);
    struct fault_record fault;

    worker->argument = SCRATCH + 8;
    worker_start(worker, fault_write);
    CHECK_OK(fault_receive(handler, &fault));
    CHECK_EQUAL(fault.kind, FAULT_PAGE);
    CHECK_EQUAL(fault.address, SCRATCH + 8);
    CHECK_EQUAL(worker_state(worker), KOZO_THREAD_STATE_AWAITING_REPLY);
    CHECK_OK(map_here(MAKE_FRAME(), SCRATCH, KOZO_MAP_FLAGS_WRITE));
    CHECK_OK(fault_answer(KOZO_FAULT_ACTION_RESUME));
    CHECK_EQUAL(((volatile uint64_t *)SCRATCH)[1], 99);
    CHECK(worker->done);
    CHECK_OK(fault_receive(handler, &fault));
    CHECK_EQUAL(fault.kind, FAULT_EXIT);
    CHECK_OK(fault_answer(KOZO_FAULT_ACTION_KILL));
}

static void resume_without_remedy_faults_again(void)
{
    const kozo_endpoint_t handler = MAKE_ENDPOINT();
    struct worker *worker = fault_worker(handler, 7);
    struct fault_record fault;

    worker->argument = SCRATCH;
    worker_start(worker, fault_read);
    for (unsigned i = 0; i < 5; i++) {
        CHECK_OK(fault_receive(handler, &fault));
        CHECK_EQUAL(fault.address, SCRATCH);
        CHECK_OK(fault_answer(KOZO_FAULT_ACTION_RESUME));
    }
    CHECK_OK(fault_receive(handler, &fault));
    CHECK_OK(fault_answer(KOZO_FAULT_ACTION_KILL));
    CHECK(!worker->done);
}

static void exit_with_code(struct worker *self)
{
    kozo_thread_exit(self->thread, self->argument);
}

static void the_exit_code_arrives(void)
{
    struct fault_record fault;

    fault_provoke(exit_with_code, UINT64_C(0x123456789abcdef0), &fault);
    CHECK_EQUAL(fault.kind, FAULT_EXIT);
    CHECK_EQUAL(fault.code, UINT64_C(0x123456789abcdef0));
}

static void an_exit_cannot_be_resumed(void)
{
    const kozo_endpoint_t handler = MAKE_ENDPOINT();
    struct worker *worker = fault_worker(handler, 7);
    struct fault_record fault;

    worker_start(worker, exit_with_code);
    CHECK_OK(fault_receive(handler, &fault));
    CHECK_EQUAL(fault.kind, FAULT_EXIT);
    CHECK_EQUAL(kozo_thread_suspend(worker->thread), KOZO_ERR_BAD_STATE);
    CHECK_EQUAL(fault_answer(KOZO_FAULT_ACTION_RESUME), KOZO_ERR_MALFORMED);
    CHECK_EQUAL(worker_state(worker), KOZO_THREAD_STATE_AWAITING_REPLY);
    CHECK(!worker->done);
    CHECK_OK(fault_answer(KOZO_FAULT_ACTION_KILL));
    CHECK_EQUAL(worker_state(worker), KOZO_THREAD_STATE_DEAD);
}

static void wrong_answers_are_refused(void)
{
    const kozo_endpoint_t handler = MAKE_ENDPOINT();
    struct worker *worker = fault_worker(handler, 7);
    struct fault_record fault;
    struct kozo_message m = {.tag = PLAIN_TAG(1, 1)};

    worker->argument = SCRATCH;
    worker_start(worker, fault_read);
    CHECK_OK(fault_receive(handler, &fault));
    CHECK(kozo_reply_send(&m) != KOZO_OK);
    CHECK(fault_answer(77) != KOZO_OK);
    CHECK_EQUAL(worker_state(worker), KOZO_THREAD_STATE_AWAITING_REPLY);
    CHECK_OK(fault_answer(KOZO_FAULT_ACTION_KILL));
    CHECK_EQUAL(worker_state(worker), KOZO_THREAD_STATE_DEAD);
}

static void without_handler_the_thread_dies(void)
{
    struct worker *worker = worker_run(PRIORITY_WORKER, fault_read, SCRATCH);

    CHECK(!worker->done);
    CHECK_EQUAL(worker_state(worker), KOZO_THREAD_STATE_DEAD);
}

static void a_handler_that_vanishes_lets_it_die(void)
{
    const kozo_endpoint_t handler = MAKE_ENDPOINT();
    struct worker *worker = fault_worker(handler, 7);

    worker->argument = SCRATCH;
    worker_start(worker, fault_read);
    CHECK_EQUAL(worker_state(worker), KOZO_THREAD_STATE_CALLING);
    CHECK_OK(kozo_any_revoke(KOZO_ANY(handler)));
    CHECK_OK(kozo_any_delete(KOZO_ANY(handler)));
    CHECK_EQUAL(worker_state(worker), KOZO_THREAD_STATE_DEAD);
}

static void handle_badly(struct worker *self)
{
    self->error = receive_from(self->endpoint, &self->message);
    self->step = 1;
    *(volatile uint64_t *)(SCRATCH + 64) = 1;
    self->step = 2;
}

static void a_fault_in_the_handler(void)
{
    const kozo_endpoint_t inner = MAKE_ENDPOINT(), outer = MAKE_ENDPOINT();
    struct worker *handler = fault_worker(outer, 2);
    struct worker *worker = fault_worker(inner, 1);
    struct fault_record fault;

    handler->endpoint = inner;
    worker_start(handler, handle_badly);
    worker->argument = SCRATCH;
    worker_start(worker, fault_read);
    CHECK_OK(fault_receive(outer, &fault));
    CHECK_EQUAL(fault.badge, 2);
    CHECK_EQUAL(fault.address, SCRATCH + 64);
    CHECK_EQUAL(worker_state(worker), KOZO_THREAD_STATE_AWAITING_REPLY);
    CHECK_OK(fault_answer(KOZO_FAULT_ACTION_KILL));
    CHECK_EQUAL(worker_state(handler), KOZO_THREAD_STATE_DEAD);
    CHECK_EQUAL(worker_state(worker), KOZO_THREAD_STATE_DEAD);
}

static void its_own_handler(void)
{
    const kozo_endpoint_t handler = MAKE_ENDPOINT();
    struct worker *worker = fault_worker(handler, 1);

    worker->endpoint = handler;
    worker->argument = SCRATCH;
    worker_start(worker, fault_read);
    CHECK_EQUAL(worker_state(worker), KOZO_THREAD_STATE_CALLING);
    CHECK_OK(kozo_thread_exit(worker->thread, 0));
    CHECK_OK(kozo_any_delete(KOZO_ANY(worker->thread)));
}

static void suspended_in_a_fault(void)
{
    const kozo_endpoint_t handler = MAKE_ENDPOINT();
    struct worker *worker = fault_worker(handler, 7);
    struct fault_record fault;

    worker->argument = SCRATCH;
    worker_start(worker, fault_read);
    CHECK_OK(fault_receive(handler, &fault));
    CHECK_OK(kozo_thread_suspend(worker->thread));
    CHECK_EQUAL(fault_answer(KOZO_FAULT_ACTION_RESUME), KOZO_ERR_NO_REPLY);
    CHECK_OK(map_here(MAKE_FRAME(), SCRATCH, 0));
    CHECK_OK(kozo_thread_resume(worker->thread));
    CHECK(worker->done);
}

static void a_faulting_server_tells_nobody_a_lie(void)
{
    const kozo_endpoint_t endpoint = MAKE_ENDPOINT(), handler = MAKE_ENDPOINT();
    struct worker *server = fault_worker(handler, 3);
    struct worker *caller;
    struct fault_record fault;

    server->endpoint = endpoint;
    worker_start(server, handle_badly);
    caller = worker_on(PRIORITY_WORKER, endpoint, body_call);
    CHECK_OK(fault_receive(handler, &fault));
    CHECK_EQUAL(worker_state(caller), KOZO_THREAD_STATE_AWAITING_REPLY);
    CHECK_OK(fault_answer(KOZO_FAULT_ACTION_KILL));
    CHECK(caller->done);
    CHECK_EQUAL(caller->error, KOZO_ERR_PEER_DIED);
}

static void a_saved_fault_is_answered_later(void)
{
    const kozo_endpoint_t handler = MAKE_ENDPOINT();
    struct worker *worker = fault_worker(handler, 7);
    struct fault_record fault;
    kozo_handle_t reply = {0};

    worker->argument = SCRATCH;
    worker_start(worker, fault_read);
    CHECK_OK(fault_receive(handler, &fault));
    CHECK_OK(kozo_cnode_save_reply(guest.cnode, slot_next(), &reply));
    CHECK_OK(map_here(MAKE_FRAME(), SCRATCH, 0));
    CHECK_OK(fault_answer_saved(reply, KOZO_FAULT_ACTION_RESUME));
    CHECK(worker->done);
}

static struct worker *redirected;

static void go_on_here(void)
{
    uint64_t sp;

    __asm__ volatile("mov %%rsp, %0" : "=r"(sp));
    redirected->message.words[0] = sp;
    redirected->done = true;
    kozo_thread_exit(redirected->thread, 0);
}

/* Out of an instruction that could never end, with a stack of its own. */
static void redirect_from_a_fault(void)
{
    const kozo_endpoint_t handler = MAKE_ENDPOINT();
    struct worker *worker = fault_worker(handler, 7);
    struct fault_record fault;
    const uint64_t sp = worker->stack_top - 1024 - sizeof(uint64_t);

    redirected = worker;
    worker->argument = SCRATCH;
    worker_start(worker, fault_fetch);
    CHECK_OK(fault_receive(handler, &fault));
    CHECK_EQUAL(fault_redirect(KOZO_USER_TOP, sp), KOZO_ERR_MALFORMED);
    CHECK_EQUAL(worker_state(worker), KOZO_THREAD_STATE_AWAITING_REPLY);
    CHECK_OK(fault_redirect((uint64_t)go_on_here, sp));
    CHECK(worker->done);
    CHECK(sp - worker->message.words[0] < 256);
    CHECK_OK(fault_receive(handler, &fault));
    CHECK_EQUAL(fault.kind, FAULT_EXIT);
    CHECK_EQUAL(fault_redirect((uint64_t)go_on_here, sp), KOZO_ERR_MALFORMED);
    CHECK_OK(fault_answer(KOZO_FAULT_ACTION_KILL));
}

static const struct test table[] = {
    {"resume after the mapping was made", resume_after_a_mapping},
    {"resume without remedy faults again", resume_without_remedy_faults_again},
    {"the exit code arrives", the_exit_code_arrives},
    {"an exit cannot be resumed", an_exit_cannot_be_resumed},
    {"wrong answers are refused", wrong_answers_are_refused},
    {"without handler the thread dies", without_handler_the_thread_dies},
    {"a handler that vanishes lets it die", a_handler_that_vanishes_lets_it_die},
    {"a fault in the handler", a_fault_in_the_handler},
    {"its own handler", its_own_handler},
    {"suspended in a fault, then resumed", suspended_in_a_fault},
    {"a server that faults: its caller learns of its end", a_faulting_server_tells_nobody_a_lie},
    {"redirect out of a fault", redirect_from_a_fault},
    {"a saved fault is answered later", a_saved_fault_is_answered_later},
};
TESTS(fault_tests, "faults", table);
