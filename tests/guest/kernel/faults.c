/* SPDX-License-Identifier: MIT */
/* faults.c: faults as messages, and their answers. */
#include "faults.h"

#include "messages.h"
#include "tests.h"

#include <kozo/server/fault.h>

/* What the bodies of the generated dispatcher note. */
static struct fault_record *noted;
static struct kozo_message pending;

kozo_err_t fault_serve_page(void *context, kozo_badge_t badge, vaddr_t address, uint64_t code,
                            vaddr_t ip, vaddr_t sp, kozo_fault_action_t *action)
{
    (void)context;
    *noted = (struct fault_record){.kind = FAULT_PAGE, .badge = badge, .address = address.raw,
                                   .code = code, .ip = ip.raw, .sp = sp.raw};
    *action = KOZO_FAULT_ACTION_KILL;
    return KOZO_OK;
}

kozo_err_t fault_serve_exception(void *context, kozo_badge_t badge, uint8_t vector, uint64_t code,
                                 vaddr_t ip, vaddr_t sp, kozo_fault_action_t *action)
{
    (void)context;
    *noted = (struct fault_record){.kind = FAULT_EXCEPTION, .badge = badge, .vector = vector,
                                   .code = code, .ip = ip.raw, .sp = sp.raw};
    *action = KOZO_FAULT_ACTION_KILL;
    return KOZO_OK;
}

kozo_err_t fault_serve_exit(void *context, kozo_badge_t badge, uint64_t code,
                            kozo_fault_action_t *action)
{
    (void)context;
    *noted = (struct fault_record){.kind = FAULT_EXIT, .badge = badge, .code = code};
    *action = KOZO_FAULT_ACTION_KILL;
    return KOZO_OK;
}

kozo_err_t fault_receive(kozo_endpoint_t handler, struct fault_record *record)
{
    *record = (struct fault_record){.kind = FAULT_NONE};
    noted = record;
    pending.tag = kozo_tag_make(0, 0, KOZO_TAG_FLAG_DEADLINE, 0, 0);
    pending.deadline = now_ns() + 1000 * MILLISECOND_NS;
    const kozo_err_t error = kozo_endpoint_receive(handler, &pending);

    if (error == KOZO_OK) {
        CHECK((kozo_tag_flags(pending.tag) & KOZO_TAG_FLAG_KERNEL) != 0);
        CHECK_EQUAL(fault_dispatch(NULL, &pending), KOZO_SERVED);
    }
    return error;
}

kozo_err_t fault_answer(kozo_fault_action_t action)
{
    pending.words[0] = action;
    return kozo_reply_send(&pending);
}

struct worker *fault_worker(kozo_endpoint_t handler, kozo_badge_t badge)
{
    struct worker *worker = worker_new(PRIORITY_WORKER);
    const kozo_endpoint_t badged =
        AS(endpoint, mint(KOZO_ANY(handler), KOZO_ENDPOINT_RIGHT_SEND, badge));

    NEED(kozo_thread_bind_faults(worker->thread, badged));
    return worker;
}

void fault_provoke(void (*body)(struct worker *self), uint64_t argument,
                   struct fault_record *record)
{
    const kozo_endpoint_t handler = MAKE_ENDPOINT();
    struct worker *worker = fault_worker(handler, 321);

    worker->argument = argument;
    worker_start(worker, body);
    CHECK_OK(fault_receive(handler, record));
    CHECK_EQUAL(record->badge, 321);
    CHECK_OK(fault_answer(KOZO_FAULT_ACTION_KILL));
    CHECK_EQUAL(worker_state(worker), KOZO_THREAD_STATE_DEAD);
    worker_forget(worker);
}

void fault_read(struct worker *self)
{
    self->message.words[0] = *(volatile uint64_t *)self->argument;
}

void fault_write(struct worker *self)
{
    *(volatile uint64_t *)self->argument = 99;
}

void fault_fetch(struct worker *self)
{
    ((void (*)(void))self->argument)();
}

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
    pending.reply = reply;
    pending.tag = kozo_tag_make(kozo_tag_interface(pending.tag), kozo_tag_label(pending.tag),
                                KOZO_TAG_FLAG_SAVED_REPLY, 0, kozo_tag_words(pending.tag));
    CHECK_OK(fault_answer(KOZO_FAULT_ACTION_RESUME));
    CHECK(worker->done);
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
    {"a saved fault is answered later", a_saved_fault_is_answered_later},
};
TESTS(fault_tests, "faults", table);
