/* SPDX-License-Identifier: MIT */
/* hostile_servers.c: what a client sees of a server that does not do what it should. Each row is
 * done over and over, while a bystander is served on time. */
#include "sched.h"

enum { ROUNDS = IS_EXACT ? 100 : 3, PATIENCE_NS = IS_EXACT ? 300000 : 30000000 };

static struct worker *server, *client;

static void with_bystander(const char *name, void (*round)(void))
{
    bystander_begin((kozo_endpoint_t){0});
    for (unsigned i = 0; i < ROUNDS && !guest_failed(); i++) {
        round();
        if (client != NULL) {
            worker_forget(client);
        }
        worker_forget(server);
        client = NULL;
    }
    bystander_end(name, 0);
}

static void begin(void (*body)(struct worker *self))
{
    server = worker_at(PRIORITY_WORKER, MAKE_ENDPOINT());
    worker_start(server, body);
    client = worker_at(PRIORITY_WORKER, server->endpoint);
}

/* The client calls, and its call ends with `error`. */
static void client_sees(kozo_err_t error)
{
    worker_start(client, body_call);
    CHECK(worker_finishes(client));
    CHECK_EQUAL(client->error, error);
}

static void body_keep(struct worker *self)
{
    uint64_t bits = 0;

    self->error = receive(self->endpoint, &self->message);
    self->step = 1;
    kozo_notification_wait(guest.never, KOZO_DEADLINE_NEVER, &bits);
}

/* A client with a deadline has its time, and not a moment less. */
static void never_answers(void)
{
    begin(body_keep);
    client->message.tag = kozo_tag_make(1, 1, KOZO_TAG_FLAG_DEADLINE, 0, 1);
    client->message.deadline = now_ns() + PATIENCE_NS;
    const uint64_t due = client->message.deadline;

    client_sees(KOZO_ERR_TIMED_OUT);
    CHECK(span_of(client).end_ns >= due);
    CHECK(span_of(client).end_ns <= due + PATH_NS + OFF_NS || !IS_EXACT);
}

/* One without is freed by whoever may stop it. */
static void never_answers_and_no_deadline(void)
{
    begin(body_keep);
    worker_start(client, body_call);
    CHECK_EQUAL(worker_state(client), KOZO_THREAD_STATE_AWAITING_REPLY);
    CHECK_OK(kozo_thread_suspend(client->thread));
    CHECK_OK(kozo_thread_resume(client->thread));
    CHECK(worker_finishes(client));
    CHECK_EQUAL(client->error, KOZO_ERR_CANCELLED);
}

static kozo_handle_t save(void)
{
    kozo_handle_t handle = {0};

    CHECK_OK(kozo_cnode_save_reply(guest.cnode, slot_next(), &handle));
    return handle;
}

static void body_save_and_drop(struct worker *self)
{
    self->error = receive(self->endpoint, &self->message);
    CHECK_OK(kozo_any_delete(save()));
    self->step = 1;
}

static void saves_and_drops(void)
{
    begin(body_save_and_drop);
    client_sees(KOZO_ERR_PEER_DIED);
    CHECK_EQUAL(server->step, 1);
}

static void body_die(struct worker *self)
{
    self->error = receive(self->endpoint, &self->message);
}

static void dies_with_the_reply(void)
{
    begin(body_die);
    client_sees(KOZO_ERR_PEER_DIED);
    CHECK_EQUAL(worker_state(server), KOZO_THREAD_STATE_DEAD);
}

static void body_fault(struct worker *self)
{
    self->error = receive(self->endpoint, &self->message);
    *(volatile uint64_t *)SCRATCH = 1;
}

static void faults_with_the_reply(void)
{
    begin(body_fault);
    client_sees(KOZO_ERR_PEER_DIED);
}

static void body_save_and_die(struct worker *self)
{
    self->error = receive(self->endpoint, &self->message);
    self->argument = save().raw;
}

/* The right outlives the server, in a slot; whoever clears that tells the client. */
static void dies_and_leaves_the_reply(void)
{
    begin(body_save_and_die);
    worker_start(client, body_call);
    CHECK_EQUAL(worker_state(server), KOZO_THREAD_STATE_DEAD);
    CHECK_EQUAL(worker_state(client), KOZO_THREAD_STATE_AWAITING_REPLY);
    CHECK_OK(kozo_any_delete((kozo_handle_t){server->argument}));
    CHECK(worker_finishes(client));
    CHECK_EQUAL(client->error, KOZO_ERR_PEER_DIED);
}

/* Answers when its client is gone. */
static void answers_the_dead(void)
{
    kozo_handle_t saved;
    struct kozo_message m = {0};

    begin(body_save_and_die);
    worker_start(client, body_call);
    saved = (kozo_handle_t){server->argument};
    worker_forget(client);
    client = NULL;
    m.tag = kozo_tag_make(1, 1, KOZO_TAG_FLAG_SAVED_REPLY, 0, 1);
    m.reply = saved;
    CHECK_EQUAL(kozo_reply_send(&m), KOZO_ERR_NO_CAP);
}

/* Two clients: one has been received, the other waits. */
static void revokes_its_endpoint(void)
{
    const kozo_endpoint_t endpoint = MAKE_ENDPOINT();

    server = worker_at(PRIORITY_WORKER, endpoint);
    worker_start(server, body_keep);
    client = worker_at(PRIORITY_WORKER, AS(endpoint, mint(KOZO_ANY(endpoint),
                                                          KOZO_ENDPOINT_RIGHT_SEND, 1)));
    struct worker *second = worker_at(PRIORITY_WORKER, client->endpoint);

    worker_start(client, body_call);
    worker_start(second, body_call);
    CHECK_EQUAL(worker_state(second), KOZO_THREAD_STATE_CALLING);
    CHECK_OK(kozo_any_revoke(KOZO_ANY(endpoint)));
    CHECK(second->done);
    CHECK_EQUAL(second->error, KOZO_ERR_REVOKED);
    CHECK_EQUAL(worker_state(client), KOZO_THREAD_STATE_AWAITING_REPLY);
    worker_forget(second);
}

/* No wrong shape reaches the client; the right one does. */
static void body_answer_wrongly(struct worker *self)
{
    static const struct {
        unsigned flags, caps, words;
        kozo_err_t error;
    } shapes[] = {
        {0, 0, KOZO_BUFFER_WORDS + 1, KOZO_ERR_MALFORMED},
        {0, KOZO_BUFFER_CAPS + 1, 1, KOZO_ERR_MALFORMED},
        {KOZO_TAG_FLAG_KERNEL, 0, 1, KOZO_ERR_MALFORMED},
        {KOZO_TAG_FLAG_DEADLINE, 0, 1, KOZO_ERR_MALFORMED},
        {0, 1, 1, KOZO_ERR_NO_RECEIVE_SLOT},
        {KOZO_TAG_FLAG_SAVED_REPLY, 0, 1, KOZO_ERR_NO_CAP},
    };
    struct kozo_message *m = &self->message;

    self->error = receive(self->endpoint, m);
    self->buffer->caps[0] = guest.never.raw;
    for (unsigned i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++) {
        m->tag = kozo_tag_make(1, 2, shapes[i].flags, shapes[i].caps, shapes[i].words);
        m->words[0] = i;
        m->reply.raw = 0;
        CHECK_EQUAL(kozo_reply_send(m), shapes[i].error);
        CHECK_EQUAL(worker_state(client), KOZO_THREAD_STATE_AWAITING_REPLY);
    }
    m->words[0] = 99;
    CHECK_OK(answer(m));
    CHECK_EQUAL(kozo_reply_send(m), KOZO_ERR_NO_REPLY); /* and no second one */
    self->step = 1;
}

static void answers_wrongly(void)
{
    begin(body_answer_wrongly);
    client_sees(KOZO_OK);
    CHECK_EQUAL(client->message.words[0], 99);
    CHECK(worker_finishes(server));
    CHECK_EQUAL(server->step, 1);
}

static void body_receive_twice(struct worker *self)
{
    self->error = receive(self->endpoint, &self->message);
    CHECK_EQUAL(receive(self->endpoint, &self->message), KOZO_ERR_REPLY_PENDING);
    self->message.words[0] = 7;
    CHECK_OK(answer(&self->message));
}

static void forgets_its_client(void)
{
    begin(body_receive_twice);
    client_sees(KOZO_OK);
    CHECK_EQUAL(client->message.words[0], 7);
    CHECK(worker_finishes(server));
}

#define ROW(name, round)                                                                           \
    static void row_##round(void)                                                                  \
    {                                                                                              \
        with_bystander(name, round);                                                               \
    }
#define ENTRY(name, round) {name, row_##round},
#define ROWS(X)                                                                                    \
    X("it never answers: timed_out, at the deadline", never_answers)                               \
    X("it never answers, no deadline: cancelled", never_answers_and_no_deadline)                   \
    X("it saves and drops the reply: peer_died", saves_and_drops)                                  \
    X("it ends with the reply: peer_died", dies_with_the_reply)                                    \
    X("it faults with the reply: peer_died", faults_with_the_reply)                                \
    X("it ends, the saved reply stays: peer_died once that goes", dies_and_leaves_the_reply)       \
    X("it answers a dead client: no_cap for it", answers_the_dead)                                 \
    X("it revokes its endpoint: revoked for who waits", revokes_its_endpoint)                      \
    X("it answers in wrong shapes: the client sees the right one", answers_wrongly)                \
    X("it receives again without an answer: reply_pending for it", forgets_its_client)

ROWS(ROW)
static const struct test table[] = {ROWS(ENTRY)};
TESTS(hostile_server_tests, "hostile server", table);
