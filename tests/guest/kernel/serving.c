/* SPDX-License-Identifier: MIT */
/* serving.c: libkozo's loop of a server between the real kernel and the generated stubs. */
#include "messages.h"
#include "tests.h"
#include <kozo/client/service.h>
#include <kozo/serve.h>
#include <kozo/slots.h>

enum { SERVER_SLOTS = 8, ROUNDS = 3, CALL_ON = 1, ONE_WAY = 2 };

static void install_tcb(const struct worker *self, struct kozo_tcb *tcb)
{
    *tcb = (struct kozo_tcb){.buffer = self->buffer, .thread = self->thread};
    kozo_tcb_install(tcb);
}

/* Answer every call as a ping. */
static void body_pong(struct worker *self)
{
    struct kozo_message *m = &self->message;
    kozo_err_t error = receive_from(self->endpoint, m);

    while (error == KOZO_OK) {
        self->step++;
        m->tag = kozo_tag_make(KOZO_INTERFACE_SERVICE, KOZO_OK, 0, 0, 2);
        error = kozo_endpoint_reply_receive(self->endpoint, m);
    }
}

/* A dispatcher of two methods: one calls the server `context` before it answers in the same words,
 * the other one is one-way. */
static enum kozo_served call_on(void *context, struct kozo_message *m)
{
    const struct worker *next = context;
    const kozo_tag_t tag = m->tag;
    uint64_t cookie, served;

    if (kozo_tag_interface(tag) != 1)
        return KOZO_NOT_MINE;
    if (kozo_tag_label(tag) == ONE_WAY)
        return KOZO_TAKEN;
    const kozo_err_t error = service_ping((service_t){next->endpoint}, 1, &cookie, &served);
    m->tag = kozo_tag_make(1, error, 0, 0, kozo_tag_words(tag));
    return KOZO_SERVED;
}

static void body_serve(struct worker *self)
{
    struct kozo_dispatcher dispatcher = {.dispatch = call_on, .context = (void *)self->argument};
    struct kozo_server server = {
        .endpoint = self->endpoint, .dispatchers = &dispatcher, .dispatcher_count = 1};
    struct kozo_tcb tcb;

    install_tcb(self, &tcb);
    self->error = kozo_serve(&server);
}

static void serve(struct worker *server, kozo_endpoint_t endpoint, kozo_slot_index_t slots,
                  struct worker *next)
{
    kozo_slots_init(slots, slots + SERVER_SLOTS);
    server->endpoint = endpoint;
    server->argument = (uint64_t)next;
    worker_start(server, body_serve);
}

/* The stub in the body withdraws the loop's slots; the loop offers them again. */
static void a_body_calls_another_server(void)
{
    const kozo_endpoint_t endpoint = MAKE_ENDPOINT();
    struct worker *next = worker_on(PRIORITY_WORKER, MAKE_ENDPOINT(), body_pong);
    struct worker *server = worker_new(PRIORITY_WORKER);
    const kozo_slot_index_t slots = slots_next(SERVER_SLOTS);

    serve(server, endpoint, slots, next);
    for (unsigned round = 1; round <= ROUNDS; round++) {
        struct kozo_message m = {.tag = kozo_tag_make(1, CALL_ON, 0, KOZO_BUFFER_CAPS, 2),
                                 .words = {round, ~round}};

        for (unsigned i = 0; i < KOZO_BUFFER_CAPS; i++)
            guest.buffer->caps[i] = MAKE_FRAME().raw;
        CHECK_OK(kozo_endpoint_call(endpoint, &m));
        CHECK_EQUAL(kozo_tag_label(m.tag), KOZO_OK);
        CHECK_EQUAL(m.words[0], round);
        CHECK_EQUAL(next->step, round);
    }
    for (unsigned i = 0; i < SERVER_SLOTS; i++) {
        kozo_info_t info = {0};
        kozo_badge_t badge = 0;

        CHECK_OK(kozo_cnode_inspect(guest.cnode, slots + i, &info, &badge, &(kozo_handle_t){0}));
        CHECK_EQUAL(info.raw, 0);
    }
    CHECK(!server->done);
}

/* The loop goes on after it; a client that calls it all the same is not left waiting. */
static void nobody_is_answered_on_a_one_way_method(void)
{
    const kozo_endpoint_t endpoint = MAKE_ENDPOINT();
    struct worker *server = worker_new(PRIORITY_WORKER);
    const kozo_tag_t one_way = kozo_tag_make(1, ONE_WAY, 0, 0, 0);
    struct kozo_message m;

    serve(server, endpoint, slots_next(SERVER_SLOTS), NULL);
    for (unsigned round = 1; round <= ROUNDS; round++) {
        m = (struct kozo_message){.tag = one_way};
        CHECK_OK(kozo_endpoint_send(endpoint, &m));
    }
    m = (struct kozo_message){.tag = one_way};
    CHECK_OK(kozo_endpoint_call(endpoint, &m));
    CHECK_EQUAL(kozo_tag_label(m.tag), KOZO_ERR_BAD_REPLY);
    m = (struct kozo_message){
        .tag = kozo_tag_make(KOZO_INTERFACE_SERVICE, KOZO_SERVICE_METHOD_PING, 0, 0, 1)};
    CHECK_OK(kozo_endpoint_call(endpoint, &m));
    CHECK_EQUAL(kozo_tag_label(m.tag), KOZO_OK);
    CHECK_EQUAL(m.words[1], ROUNDS + 1);
    CHECK(!server->done);
}

static const struct test table[] = {
    {"a body calls another server", a_body_calls_another_server},
    {"nobody is answered on a one-way method", nobody_is_answered_on_a_one_way_method},
};
TESTS(serving_tests, "serving", table);
