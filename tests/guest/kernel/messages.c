/* SPDX-License-Identifier: MIT */
/* messages.c: words, badges, order and deadlines. */
#include "messages.h"

#include "tests.h"

#include <kozo/text.h>

void message_fill(struct kozo_message *message, unsigned words, uint64_t seed)
{
    memset(message->words, 0, sizeof(message->words));
    for (unsigned i = 0; i < words && i < KOZO_REGISTER_WORDS; i++) {
        message->words[i] = seed + i;
    }
    message->tag = PLAIN_TAG(1, words);
}

void message_check(const struct kozo_message *message, unsigned words, uint64_t seed)
{
    for (unsigned i = 0; i < KOZO_REGISTER_WORDS; i++) {
        CHECK_EQUAL(message->words[i], i < words ? seed + i : 0);
    }
}

void body_call(struct worker *self)
{
    self->error = kozo_endpoint_call(self->endpoint, &self->message);
    self->step = 1;
}

void body_send(struct worker *self)
{
    self->error = kozo_endpoint_send(self->endpoint, &self->message);
    self->step = 1;
}

void body_receive(struct worker *self)
{
    self->error = receive_from(self->endpoint, &self->message);
    self->step = 1;
}

void body_echo(struct worker *self)
{
    struct kozo_message *m = &self->message;
    kozo_err_t error = receive_from(self->endpoint, m);

    while (error == KOZO_OK) {
        const unsigned words = kozo_tag_words(m->tag);

        self->step++;
        for (unsigned i = 0; i < KOZO_REGISTER_WORDS - 1; i++) {
            m->words[i]++;
        }
        for (unsigned i = KOZO_REGISTER_WORDS; i < words; i++) {
            self->buffer->words[i]++;
        }
        m->words[5] = m->badge;
        m->tag = PLAIN_TAG(2, words);
        error = kozo_endpoint_reply_receive(self->endpoint, m);
    }
    self->error = error;
}

struct worker *worker_on(kozo_priority_t priority, kozo_endpoint_t endpoint,
                         void (*body)(struct worker *self))
{
    struct worker *worker = worker_new(priority);

    worker->endpoint = endpoint;
    worker->message.tag = PLAIN_TAG(1, 0);
    worker_start(worker, body);
    return worker;
}

kozo_err_t receive_from(kozo_endpoint_t endpoint, struct kozo_message *message)
{
    message->tag = kozo_tag_make(0, 0, 0, 0, 0);
    return kozo_endpoint_receive(endpoint, message);
}

kozo_err_t answer(struct kozo_message *message, kozo_tag_t tag)
{
    message->tag = tag;
    return kozo_reply_send(message);
}

static void calls_of_all_lengths(void)
{
    static const unsigned lengths[] = {0, 1, 5, 6, 7, 30, KOZO_BUFFER_WORDS};
    const kozo_endpoint_t endpoint = MAKE_ENDPOINT();
    struct worker *server = worker_on(PRIORITY_WORKER, endpoint, body_echo);

    for (unsigned i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
        const unsigned words = lengths[i];
        struct kozo_message m = {.words = {0}};

        message_fill(&m, words, 100);
        for (unsigned k = KOZO_REGISTER_WORDS; k < KOZO_BUFFER_WORDS; k++) {
            guest.buffer->words[k] = k < words ? 1000 + k : 7;
            server->buffer->words[k] = 9;
        }
        CHECK_OK(kozo_endpoint_call(endpoint, &m));
        CHECK_EQUAL(kozo_tag_words(m.tag), words);
        CHECK_EQUAL(kozo_tag_label(m.tag), 2);
        for (unsigned k = 0; k < KOZO_REGISTER_WORDS - 1; k++) {
            CHECK_EQUAL(m.words[k], (k < words ? 100 + k : 0) + 1);
        }
        for (unsigned k = KOZO_REGISTER_WORDS; k < KOZO_BUFFER_WORDS; k++) {
            CHECK_EQUAL(guest.buffer->words[k], k < words ? 1001 + k : 7);
        }
    }
    CHECK_EQUAL(server->step, sizeof(lengths) / sizeof(lengths[0]));
}

static void a_sender_that_waits_and_one_that_does_not(void)
{
    const kozo_endpoint_t endpoint = MAKE_ENDPOINT();
    struct worker *sender = worker_new(PRIORITY_WORKER);
    struct kozo_message m = {0};

    sender->endpoint = endpoint;
    message_fill(&sender->message, 6, 40);
    worker_start(sender, body_send);
    CHECK_EQUAL(worker_state(sender), KOZO_THREAD_STATE_SENDING);
    CHECK_OK(receive_from(endpoint, &m));
    message_check(&m, 6, 40);
    CHECK(sender->done);
    CHECK_EQUAL(sender->error, KOZO_OK);

    struct worker *receiver = worker_on(PRIORITY_WORKER, endpoint, body_receive);
    CHECK_EQUAL(worker_state(receiver), KOZO_THREAD_STATE_RECEIVING);
    message_fill(&m, 3, 90);
    CHECK_OK(kozo_endpoint_send(endpoint, &m));
    CHECK(receiver->done);
    CHECK_EQUAL(receiver->error, KOZO_OK);
    message_check(&receiver->message, 3, 90);
    CHECK_EQUAL(kozo_tag_label(receiver->message.tag), 1);
}

static void the_badge_tells_the_sender(void)
{
    const kozo_endpoint_t endpoint = MAKE_ENDPOINT();
    const kozo_endpoint_t badged =
        AS(endpoint, mint(KOZO_ANY(endpoint), KOZO_ENDPOINT_RIGHT_SEND, 4711));
    struct kozo_message m = {.tag = PLAIN_TAG(1, 0)};

    worker_on(PRIORITY_WORKER, endpoint, body_echo);
    CHECK_OK(kozo_endpoint_call(badged, &m));
    CHECK_EQUAL(m.words[5], 4711);
    m.tag = PLAIN_TAG(1, 0);
    CHECK_OK(kozo_endpoint_call(endpoint, &m));
    CHECK_EQUAL(m.words[5], 0);
}

static void waiting_senders_come_by_priority_then_arrival(void)
{
    static const struct {
        kozo_priority_t priority;
        unsigned position;
    } senders[] = {{110, 3}, {115, 1}, {110, 4}, {120, 0}, {115, 2}};
    const kozo_endpoint_t endpoint = MAKE_ENDPOINT();
    struct kozo_message m = {0};

    for (unsigned i = 0; i < 5; i++) {
        struct worker *sender = worker_new(senders[i].priority);

        sender->endpoint = endpoint;
        message_fill(&sender->message, 1, senders[i].position);
        worker_start(sender, i % 2 != 0 ? body_send : body_call);
    }
    for (unsigned position = 0; position < 5; position++) {
        CHECK_OK(receive_from(endpoint, &m));
        CHECK_EQUAL(m.words[0], position);
        if (answer(&m, PLAIN_TAG(0, 0)) != KOZO_OK) {
            CHECK(position == 0 || position == 1 || position == 2);
        }
    }
}

static void receivers_come_by_arrival(void)
{
    const kozo_endpoint_t endpoint = MAKE_ENDPOINT();
    struct worker *receivers[3];

    for (unsigned i = 0; i < 3; i++) {
        receivers[i] = worker_on((kozo_priority_t)(PRIORITY_WORKER + i), endpoint, body_receive);
    }
    for (unsigned i = 0; i < 3; i++) {
        struct kozo_message m = {0};

        message_fill(&m, 1, i);
        CHECK_OK(kozo_endpoint_send(endpoint, &m));
        CHECK(receivers[i]->done);
        CHECK_EQUAL(receivers[i]->message.words[0], i);
    }
}

static void set_deadline(struct kozo_message *m, uint64_t deadline)
{
    m->tag = kozo_tag_make(1, 1, KOZO_TAG_FLAG_DEADLINE, 0, 0);
    m->deadline = deadline;
}

static void polling_never_waits(void)
{
    const kozo_endpoint_t endpoint = MAKE_ENDPOINT();
    struct kozo_message m = {.words = {0}};

    set_deadline(&m, KOZO_DEADLINE_POLL);
    CHECK_EQUAL(kozo_endpoint_receive(endpoint, &m), KOZO_ERR_NOT_READY);
    set_deadline(&m, KOZO_DEADLINE_POLL);
    CHECK_EQUAL(kozo_endpoint_send(endpoint, &m), KOZO_ERR_NOT_READY);
    set_deadline(&m, KOZO_DEADLINE_POLL);
    CHECK_EQUAL(kozo_endpoint_call(endpoint, &m), KOZO_ERR_NOT_READY);

    struct worker *receiver = worker_on(PRIORITY_WORKER, endpoint, body_receive);
    set_deadline(&m, KOZO_DEADLINE_POLL);
    CHECK_OK(kozo_endpoint_send(endpoint, &m));
    CHECK(receiver->done);
}

static void deadlines_end_waits(void)
{
    const kozo_endpoint_t endpoint = MAKE_ENDPOINT();
    struct kozo_message m = {.words = {0}};
    const uint64_t before = now_ns();

    set_deadline(&m, before + 3 * MILLISECOND_NS);
    CHECK_EQUAL(kozo_endpoint_receive(endpoint, &m), KOZO_ERR_TIMED_OUT);
    CHECK(now_ns() >= before + 3 * MILLISECOND_NS);
    set_deadline(&m, now_ns() + MILLISECOND_NS);
    CHECK_EQUAL(kozo_endpoint_send(endpoint, &m), KOZO_ERR_TIMED_OUT);
    set_deadline(&m, now_ns() + MILLISECOND_NS);
    CHECK_EQUAL(kozo_endpoint_call(endpoint, &m), KOZO_ERR_TIMED_OUT);
    set_deadline(&m, 1);
    CHECK_EQUAL(kozo_endpoint_call(endpoint, &m), KOZO_ERR_TIMED_OUT);
    set_deadline(&m, KOZO_DEADLINE_POLL);
    CHECK_EQUAL(kozo_endpoint_receive(endpoint, &m), KOZO_ERR_NOT_READY);
}

static void a_calls_deadline_covers_the_answer(void)
{
    const kozo_endpoint_t endpoint = MAKE_ENDPOINT();
    struct worker *server = worker_on(PRIORITY_WORKER, endpoint, body_receive);
    struct kozo_message m = {.words = {0}};

    /* The server takes the message and never answers; it is not dead before it ends. */
    server->body = body_receive;
    CHECK_EQUAL(worker_state(server), KOZO_THREAD_STATE_RECEIVING);
    struct worker *caller = worker_new(PRIORITY_HIGH);

    caller->endpoint = endpoint;
    set_deadline(&caller->message, now_ns() + 3 * MILLISECOND_NS);
    CHECK_OK(kozo_thread_suspend(server->thread)); /* its receive is cancelled */
    worker_start(caller, body_call);
    CHECK_EQUAL(worker_state(caller), KOZO_THREAD_STATE_CALLING);
    CHECK_OK(receive_from(endpoint, &m));
    CHECK_EQUAL(worker_state(caller), KOZO_THREAD_STATE_AWAITING_REPLY);
    rest_ns(5 * MILLISECOND_NS);
    CHECK(caller->done);
    CHECK_EQUAL(caller->error, KOZO_ERR_TIMED_OUT);
    CHECK_EQUAL(answer(&m, PLAIN_TAG(0, 0)), KOZO_ERR_NO_REPLY);
}

static void deleting_an_endpoint_ends_the_waits(void)
{
    const kozo_endpoint_t first = MAKE_ENDPOINT(), second = MAKE_ENDPOINT();
    struct worker *sender = worker_on(PRIORITY_WORKER, first, body_send);
    struct worker *caller = worker_on(PRIORITY_WORKER, first, body_call);
    struct worker *receiver = worker_on(PRIORITY_WORKER, second, body_receive);

    CHECK_OK(kozo_any_delete(KOZO_ANY(first)));
    CHECK_OK(kozo_any_delete(KOZO_ANY(second)));
    CHECK_EQUAL(sender->error, KOZO_ERR_PEER_DIED);
    CHECK_EQUAL(caller->error, KOZO_ERR_PEER_DIED);
    CHECK_EQUAL(receiver->error, KOZO_ERR_PEER_DIED);
    CHECK(sender->done && caller->done && receiver->done);
}

static void long_messages_need_buffers(void)
{
    const kozo_endpoint_t endpoint = MAKE_ENDPOINT();
    struct worker *bare = worker_new_in(PRIORITY_WORKER, guest.cnode, guest.aspace);
    struct kozo_message m = {0};

    bare->endpoint = endpoint;
    worker_start(bare, body_receive);
    message_fill(&m, 7, 0);
    CHECK_EQUAL(kozo_endpoint_send(endpoint, &m), KOZO_ERR_NO_BUFFER);
    CHECK(!bare->done);
    message_fill(&m, 6, 0);
    CHECK_OK(kozo_endpoint_send(endpoint, &m));
    CHECK(bare->done);

    struct worker *sender = worker_new_in(PRIORITY_WORKER, guest.cnode, guest.aspace);
    sender->endpoint = endpoint;
    message_fill(&sender->message, 7, 0);
    worker_start(sender, body_send);
    m.tag = kozo_tag_make(0, 0, KOZO_TAG_FLAG_DEADLINE, 0, 0);
    m.deadline = KOZO_DEADLINE_POLL;
    CHECK_EQUAL(kozo_endpoint_receive(endpoint, &m), KOZO_ERR_NOT_READY);
    CHECK_EQUAL(sender->error, KOZO_ERR_NO_BUFFER);
}

/* Runs in another address space: echo on the endpoint in the shared page. */
static void space_echo(uint64_t argument)
{
    const kozo_endpoint_t endpoint = {space_shared()->handles[0]};
    struct kozo_message m = {0};
    kozo_err_t error = receive_from(endpoint, &m);

    (void)argument;
    while (error == KOZO_OK) {
        space_shared()->values[0]++;
        m.words[0] = m.words[0] * 2;
        m.words[1] = m.badge;
        m.tag = PLAIN_TAG(3, kozo_tag_words(m.tag));
        error = kozo_endpoint_reply_receive(endpoint, &m);
    }
    space_shared()->values[1] = error;
    for (;;) {
    }
}

static void two_address_spaces(void)
{
    const kozo_endpoint_t endpoint = MAKE_ENDPOINT();
    const kozo_handle_t badged = mint(KOZO_ANY(endpoint), KOZO_ENDPOINT_RIGHT_SEND, 99);
    struct space server;

    space_new(&server, PRIORITY_WORKER);
    space_shared()->handles[0] =
        space_grant(&server, 5, KOZO_ANY(endpoint), KOZO_ENDPOINT_RIGHT_RECEIVE, 0);
    space_start(&server, space_echo, 0);
    for (uint64_t i = 1; i <= 50; i++) {
        struct kozo_message m = {0};

        message_fill(&m, 6, i);
        CHECK_OK(kozo_endpoint_call(AS(endpoint, badged), &m));
        CHECK_EQUAL(m.words[0], 2 * i);
        CHECK_EQUAL(m.words[1], 99);
        CHECK_EQUAL(m.words[5], i + 5);
    }
    CHECK_EQUAL(space_shared()->values[0], 50);

    struct kozo_message m = {0};
    message_fill(&m, KOZO_BUFFER_WORDS, 1);
    for (unsigned k = KOZO_REGISTER_WORDS; k < KOZO_BUFFER_WORDS; k++) {
        guest.buffer->words[k] = UINT64_C(3) * k;
    }
    CHECK_OK(kozo_endpoint_call(AS(endpoint, badged), &m));
    for (unsigned k = KOZO_REGISTER_WORDS; k < KOZO_BUFFER_WORDS; k++) {
        CHECK_EQUAL(guest.buffer->words[k], 3 * k);
        CHECK_EQUAL(server.buffer->words[k], 3 * k);
    }
}

static const struct test table[] = {
    {"calls of 0 to 56 words", calls_of_all_lengths},
    {"a sender that waits, and one that does not", a_sender_that_waits_and_one_that_does_not},
    {"the badge tells the sender", the_badge_tells_the_sender},
    {"senders wait by priority, then arrival", waiting_senders_come_by_priority_then_arrival},
    {"receivers wait by arrival", receivers_come_by_arrival},
    {"polling never waits", polling_never_waits},
    {"deadlines end waits", deadlines_end_waits},
    {"a call's deadline covers its answer", a_calls_deadline_covers_the_answer},
    {"deleting an endpoint ends the waits", deleting_an_endpoint_ends_the_waits},
    {"long messages need buffers", long_messages_need_buffers},
    {"two address spaces", two_address_spaces},
};
TESTS(message_tests, "messages", table);
