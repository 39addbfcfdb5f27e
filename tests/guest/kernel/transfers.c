/* SPDX-License-Identifier: MIT */
/* transfers.c: capabilities in messages. */
#include "messages.h"
#include "tests.h"
#include <kozo/client/names.h>
#include <kozo/client/service.h>

/* A message that passes `count` capabilities. */
static struct kozo_message with_caps(unsigned count)
{
    return (struct kozo_message){.tag = kozo_tag_make(1, 1, 0, count, 0)};
}

static void four_capabilities_arrive(void)
{
    const kozo_endpoint_t endpoint = MAKE_ENDPOINT();
    struct worker *receiver = worker_new(PRIORITY_WORKER);
    struct kozo_message m = with_caps(4);

    receiver->endpoint = endpoint;
    for (unsigned i = 0; i < 4; i++) {
        receiver->buffer->receive[i] = slot_next();
        guest.buffer->caps[i] = mint(KOZO_ANY(MAKE_NOTIFICATION()),
                                     KOZO_NOTIFICATION_RIGHT_SIGNAL, i + 10).raw;
    }
    worker_start(receiver, body_receive);
    CHECK_OK(kozo_endpoint_send(endpoint, &m));
    CHECK_EQUAL(kozo_tag_caps(receiver->message.tag), 4);
    for (unsigned i = 0; i < 4; i++) {
        const kozo_handle_t got = {receiver->buffer->caps[i]};
        kozo_info_t info = {0};
        kozo_badge_t badge = 0;

        CHECK_EQUAL(kozo_handle_address(got), receiver->buffer->receive[i]);
        CHECK_OK(kozo_any_identify(got, &info, &badge));
        CHECK_EQUAL(kozo_info_type(info), KOZO_OBJECT_NOTIFICATION);
        CHECK_EQUAL(kozo_info_rights(info), KOZO_NOTIFICATION_RIGHT_SIGNAL);
        CHECK_EQUAL(badge, i + 10);
        CHECK_OK(kozo_any_revoke((kozo_handle_t){guest.buffer->caps[i]}));
        CHECK(identify(got, &info) != KOZO_OK);
    }
}

/* Its sender's slot is empty then; what was made of it goes when the receiver revokes it. */
static void memory_moves(void)
{
    const kozo_endpoint_t endpoint = MAKE_ENDPOINT();
    const kozo_untyped_t memory = MAKE(UNTYPED, untyped, KOZO_PAGE_BITS);
    struct worker *sender = worker_new(PRIORITY_WORKER);
    struct kozo_message m = {.words = {0}};
    const kozo_slot_index_t child = slot_next();
    kozo_handle_t made = {0};
    kozo_info_t info = {0};

    CHECK_OK(kozo_untyped_retype(memory, KOZO_OBJECT_ENDPOINT, KOZO_ENDPOINT_SIZE_BITS, 1,
                                 guest.cnode, child, &made));
    sender->endpoint = endpoint;
    sender->message = with_caps(1);
    sender->buffer->caps[0] = memory.raw;
    sender->buffer->pass[0] = (uint32_t)kozo_pass_make(0, 1).raw;
    guest.buffer->receive[0] = slot_next();
    worker_start(sender, body_send);
    CHECK_OK(receive_from(endpoint, &m));
    CHECK_EQUAL(sender->error, KOZO_OK);
    CHECK_EQUAL(identify(KOZO_ANY(memory), &info), KOZO_ERR_NO_CAP);
    CHECK_OK(identify((kozo_handle_t){guest.buffer->caps[0]}, &info));
    CHECK_EQUAL(kozo_info_type(info), KOZO_OBJECT_UNTYPED);
    CHECK_OK(kozo_any_revoke((kozo_handle_t){guest.buffer->caps[0]}));
    CHECK_EQUAL(identify(made, &info), KOZO_ERR_NO_CAP);
}

/* Waits at the endpoint for a message with a capability. */
static struct worker *receiver_of_one(kozo_endpoint_t endpoint)
{
    struct worker *receiver = worker_new(PRIORITY_WORKER);

    receiver->endpoint = endpoint;
    receiver->buffer->receive[0] = slot_next();
    worker_start(receiver, body_receive);
    return receiver;
}

static void a_copy_lacks_what_is_withheld(void)
{
    const kozo_endpoint_t endpoint = MAKE_ENDPOINT();
    struct worker *receiver = receiver_of_one(endpoint);
    struct kozo_message m = with_caps(1);
    kozo_info_t info = {0};

    guest.buffer->caps[0] = MAKE_ENDPOINT().raw;
    guest.buffer->pass[0] = (uint32_t)kozo_pass_make(KOZO_ENDPOINT_RIGHT_GRANT, 0).raw;
    CHECK_OK(kozo_endpoint_send(endpoint, &m));
    guest.buffer->pass[0] = 0;
    CHECK_OK(identify((kozo_handle_t){receiver->buffer->caps[0]}, &info));
    CHECK_EQUAL(kozo_info_rights(info), KOZO_ENDPOINT_RIGHT_RECEIVE | KOZO_ENDPOINT_RIGHT_SEND);
}

static void a_reply_brings_capabilities(void)
{
    const kozo_endpoint_t endpoint = MAKE_ENDPOINT();
    struct worker *caller = worker_new(PRIORITY_WORKER);
    struct kozo_message m = {0};
    kozo_info_t info = {0};

    caller->endpoint = endpoint;
    caller->message.tag = PLAIN_TAG(1, 0);
    caller->buffer->receive[0] = slot_next();
    worker_start(caller, body_call);
    CHECK_OK(receive_from(endpoint, &m));
    guest.buffer->caps[0] = MAKE_FRAME().raw;
    CHECK_OK(answer(&m, kozo_tag_make(1, 0, 0, 1, 0)));
    CHECK_EQUAL(caller->error, KOZO_OK);
    CHECK_EQUAL(kozo_tag_caps(caller->message.tag), 1);
    CHECK_OK(identify((kozo_handle_t){caller->buffer->caps[0]}, &info));
    CHECK_EQUAL(kozo_info_type(info), KOZO_OBJECT_FRAME);
}

enum refusal { NO_GRANT, BAD_HANDLE, STALE_HANDLE, NOT_COPYABLE, NO_SLOT_GIVEN, BUSY_SLOT,
               SLOT_OUTSIDE, SAME_SLOT_TWICE, STRANGE_WAY, MOVE_WITH_LESS, MOVED_TWICE,
               MOVED_AND_COPIED, GONE_BY };

/* Prepare a message of two capabilities, to be sent by `endpoint`, with one thing wrong. */
static void spoil(enum refusal what, uint32_t *receive, struct kozo_buffer *sent,
                  kozo_endpoint_t endpoint)
{
    const uint32_t move = (uint32_t)kozo_pass_make(0, 1).raw;
    uint64_t *caps = sent->caps;
    kozo_handle_t gone = {0};

    sent->pass[0] = sent->pass[1] = 0;

    caps[0] = MAKE_NOTIFICATION().raw;
    caps[1] = MAKE_NOTIFICATION().raw;
    receive[0] = slot_next();
    receive[1] = slot_next();
    switch (what) {
    case BAD_HANDLE: caps[1] = 0; break;
    case STALE_HANDLE:
        gone = KOZO_ANY(MAKE_ENDPOINT());
        CHECK_OK(kozo_any_delete(gone));
        CHECK_OK(make_at(KOZO_OBJECT_ENDPOINT, KOZO_ENDPOINT_SIZE_BITS, kozo_handle_address(gone),
                         &(kozo_handle_t){0}));
        caps[1] = gone.raw;
        break;
    case NOT_COPYABLE: caps[1] = MAKE_TABLE().raw; break;
    case NO_SLOT_GIVEN: receive[1] = 0; break;
    case BUSY_SLOT: receive[1] = kozo_handle_address((kozo_handle_t){caps[0]}); break;
    case SLOT_OUTSIDE: receive[1] = guest.info->slot_count; break;
    case SAME_SLOT_TWICE: receive[1] = receive[0]; break;
    case STRANGE_WAY: sent->pass[1] = move << 1; break;
    case MOVE_WITH_LESS: sent->pass[1] = move | 1; break;
    case MOVED_TWICE: case MOVED_AND_COPIED:
        sent->pass[0] = move;
        sent->pass[1] = what == MOVED_TWICE ? move : 0;
        caps[1] = caps[0];
        break;
    case GONE_BY:
        sent->pass[0] = sent->pass[1] = move;
        caps[1] = endpoint.raw;
        break;
    case NO_GRANT: break;
    }
}

static const struct {
    enum refusal what;
    kozo_err_t error;
} refusals[] = {
    {NO_GRANT, KOZO_ERR_ACCESS_DENIED},       {BAD_HANDLE, KOZO_ERR_NO_CAP},
    {STALE_HANDLE, KOZO_ERR_STALE},           {NOT_COPYABLE, KOZO_ERR_NOT_COPYABLE},
    {NO_SLOT_GIVEN, KOZO_ERR_NO_RECEIVE_SLOT}, {BUSY_SLOT, KOZO_ERR_NO_RECEIVE_SLOT},
    {SLOT_OUTSIDE, KOZO_ERR_NO_RECEIVE_SLOT}, {SAME_SLOT_TWICE, KOZO_ERR_NO_RECEIVE_SLOT},
    {STRANGE_WAY, KOZO_ERR_UNKNOWN_FLAG},     {MOVE_WITH_LESS, KOZO_ERR_MALFORMED},
    {MOVED_TWICE, KOZO_ERR_NO_CAP},           {MOVED_AND_COPIED, KOZO_ERR_NO_CAP},
    {GONE_BY, KOZO_ERR_IN_USE},
};
enum { REFUSALS = sizeof(refusals) / sizeof(refusals[0]) };

static void check_nothing_arrived(enum refusal what, const uint32_t *receive)
{
    for (unsigned i = 0; i < 2; i++) {
        kozo_info_t info = {0};
        kozo_badge_t badge = 0;

        if (receive[i] == 0 || receive[i] >= guest.info->slot_count) {
            continue;
        }
        CHECK_OK(kozo_cnode_inspect(guest.cnode, receive[i], &info, &badge, &(kozo_handle_t){0}));
        CHECK_EQUAL(info.raw != 0, what == BUSY_SLOT && i == 1);
    }
}

static kozo_endpoint_t through(kozo_endpoint_t endpoint, enum refusal what)
{
    return what == NO_GRANT
               ? AS(endpoint, copy(KOZO_ANY(endpoint), KOZO_ENDPOINT_RIGHT_SEND))
               : endpoint;
}

static void refused_when_the_receiver_waits(void)
{
    for (unsigned i = 0; i < REFUSALS; i++) {
        const kozo_endpoint_t endpoint = MAKE_ENDPOINT();
        struct worker *receiver = worker_new(PRIORITY_WORKER);
        struct kozo_message m = with_caps(2);

        receiver->endpoint = endpoint;
        spoil(refusals[i].what, receiver->buffer->receive, guest.buffer, endpoint);
        worker_start(receiver, body_receive);
        CHECK_EQUAL(kozo_endpoint_send(through(endpoint, refusals[i].what), &m),
                    refusals[i].error);
        check_nothing_arrived(refusals[i].what, receiver->buffer->receive);
        /* The receiver goes on waiting for somebody else. */
        CHECK_EQUAL(worker_state(receiver), KOZO_THREAD_STATE_RECEIVING);
        m.tag = PLAIN_TAG(1, 0);
        CHECK_OK(kozo_endpoint_send(endpoint, &m));
        CHECK(receiver->done);
        CHECK_OK(kozo_any_delete((kozo_handle_t){guest.buffer->caps[0]})); /* it stayed */
        guest.buffer->pass[0] = guest.buffer->pass[1] = 0;
    }
}

static void refused_when_the_sender_waits(void)
{
    for (unsigned i = 0; i < REFUSALS; i++) {
        const kozo_endpoint_t endpoint = MAKE_ENDPOINT();
        struct worker *sender = worker_new(PRIORITY_WORKER);
        struct worker *next = worker_new(PRIORITY_WORKER);
        struct kozo_message m = {.words = {0}};

        sender->endpoint = through(endpoint, refusals[i].what);
        sender->message = with_caps(2);
        spoil(refusals[i].what, guest.buffer->receive, sender->buffer, endpoint);
        worker_start(sender, i % 2 != 0 ? body_call : body_send);
        next->endpoint = endpoint;
        message_fill(&next->message, 1, 5);
        worker_start(next, body_send);
        CHECK_OK(receive_from(endpoint, &m));
        CHECK_EQUAL(m.words[0], 5);
        CHECK(sender->done);
        CHECK_EQUAL(sender->error, refusals[i].error);
        check_nothing_arrived(refusals[i].what, guest.buffer->receive);
    }
}

static void a_refused_reply_stays_owed(void)
{
    const kozo_endpoint_t endpoint = MAKE_ENDPOINT();
    struct worker *caller = worker_on(PRIORITY_WORKER, endpoint, body_call);
    struct kozo_message m = {0};

    CHECK_OK(receive_from(endpoint, &m));
    guest.buffer->caps[0] = MAKE_FRAME().raw;
    CHECK_EQUAL(answer(&m, kozo_tag_make(1, 0, 0, 1, 0)), KOZO_ERR_NO_RECEIVE_SLOT);
    CHECK_EQUAL(worker_state(caller), KOZO_THREAD_STATE_AWAITING_REPLY);
    CHECK_EQUAL(receive_from(endpoint, &m), KOZO_ERR_REPLY_PENDING);
    CHECK_OK(answer(&m, PLAIN_TAG(0, 0)));
    CHECK(caller->done);
}

/* Answers with what it receives by, which is refused, and then as it should. */
static void body_answer_with_its_own(struct worker *self)
{
    struct kozo_message m = {0};

    self->error = receive_from(self->endpoint, &m);
    self->buffer->caps[0] = self->endpoint.raw;
    self->buffer->pass[0] = (uint32_t)kozo_pass_make(0, 1).raw;
    m.tag = with_caps(1).tag;
    self->argument = kozo_endpoint_reply_receive(self->endpoint, &m);
    self->done = answer(&m, PLAIN_TAG(1, 0)) == KOZO_OK;
}

/* Calls and their answers take the fast path, which does not save what they are asked with. */
static void what_a_call_goes_by_stays(void)
{
    const kozo_endpoint_t endpoint = MAKE_ENDPOINT();
    struct worker *receiver = receiver_of_one(endpoint);
    struct kozo_message m = with_caps(1);

    guest.buffer->caps[0] = endpoint.raw;
    guest.buffer->pass[0] = (uint32_t)kozo_pass_make(0, 1).raw;
    CHECK_EQUAL(kozo_endpoint_call(endpoint, &m), KOZO_ERR_IN_USE);
    CHECK_EQUAL(worker_state(receiver), KOZO_THREAD_STATE_RECEIVING);
    guest.buffer->pass[0] = 0;
}

static void what_an_answer_goes_by_stays(void)
{
    const kozo_endpoint_t endpoint = MAKE_ENDPOINT();
    struct worker *server = worker_on(PRIORITY_WORKER, endpoint, body_answer_with_its_own);
    struct kozo_message m = {.tag = PLAIN_TAG(1, 0)};

    guest.buffer->receive[0] = slot_next();
    CHECK_OK(kozo_endpoint_call(endpoint, &m));
    CHECK_EQUAL(kozo_tag_caps(m.tag), 0);
    CHECK_EQUAL(server->argument, KOZO_ERR_IN_USE);
    CHECK_OK(identify(KOZO_ANY(endpoint), &(kozo_info_t){0}));
}

static void an_endpoint_through_itself(void)
{
    const kozo_endpoint_t endpoint = MAKE_ENDPOINT();
    struct worker *receiver = receiver_of_one(endpoint);
    struct kozo_message m = with_caps(1);
    kozo_info_t info = {0};

    guest.buffer->caps[0] = endpoint.raw;
    CHECK_OK(kozo_endpoint_send(endpoint, &m));
    CHECK_OK(identify((kozo_handle_t){receiver->buffer->caps[0]}, &info));
    CHECK_EQUAL(kozo_info_type(info), KOZO_OBJECT_ENDPOINT);
}

/* Bodies that call stubs, which find the IPC buffer through the thread's own block. */
static void body_ping(struct worker *self)
{
    struct kozo_tcb tcb = {.buffer = self->buffer, .thread = self->thread};
    uint64_t cookie, served;

    kozo_tcb_install(&tcb);
    self->error = service_ping((service_t){self->endpoint}, 1, &cookie, &served);
}

static void body_lookup(struct worker *self)
{
    struct kozo_tcb tcb = {.buffer = self->buffer, .thread = self->thread};
    kozo_endpoint_t found;

    kozo_tcb_install(&tcb);
    self->error = names_lookup((names_t){self->endpoint}, "x",
                               (kozo_slot_index_t)self->argument, &found);
}

/* What arrives in slots that are still named in the IPC buffer from before does not stay there. */
static void a_stub_takes_only_what_it_expects(void)
{
    const kozo_endpoint_t endpoint = MAKE_ENDPOINT();
    struct worker *caller = worker_new(PRIORITY_WORKER);
    struct kozo_message m = {0};

    for (unsigned i = 0; i < KOZO_BUFFER_CAPS; i++) {
        caller->buffer->receive[i] = slot_next();
        guest.buffer->caps[i] = MAKE_FRAME().raw;
    }
    caller->endpoint = endpoint;
    worker_start(caller, body_ping);
    CHECK_OK(receive_from(endpoint, &m));
    CHECK_OK(answer(&m, kozo_tag_make(KOZO_INTERFACE_SERVICE, 0, 0, KOZO_BUFFER_CAPS, 2)));
    CHECK_EQUAL(caller->error, KOZO_ERR_BAD_REPLY);
    for (unsigned i = 0; i < KOZO_BUFFER_CAPS; i++) {
        kozo_info_t info = {0};

        CHECK_EQUAL(identify((kozo_handle_t){caller->buffer->caps[i]}, &info), KOZO_ERR_NO_CAP);
    }
}

static void a_stub_checks_what_a_reply_brings(void)
{
    const struct {
        kozo_handle_t brought;
        kozo_err_t error;
    } replies[] = {
        {KOZO_ANY(MAKE_FRAME()), KOZO_ERR_BAD_REPLY},
        {copy(KOZO_ANY(MAKE_ENDPOINT()), KOZO_ENDPOINT_RIGHT_RECEIVE), KOZO_ERR_BAD_REPLY},
        {copy(KOZO_ANY(MAKE_ENDPOINT()), KOZO_ENDPOINT_RIGHT_SEND), KOZO_OK},
    };

    for (unsigned i = 0; i < sizeof(replies) / sizeof(replies[0]); i++) {
        const kozo_endpoint_t endpoint = MAKE_ENDPOINT();
        struct worker *caller = worker_new(PRIORITY_WORKER);
        struct kozo_message m = {0};
        kozo_info_t info = {0};
        kozo_badge_t badge = 0;

        caller->endpoint = endpoint;
        caller->argument = slot_next();
        worker_start(caller, body_lookup);
        CHECK_OK(receive_from(endpoint, &m));
        guest.buffer->caps[0] = replies[i].brought.raw;
        CHECK_OK(answer(&m, kozo_tag_make(KOZO_INTERFACE_NAMES, 0, 0, 1, 0)));
        CHECK_EQUAL(caller->error, replies[i].error);
        CHECK_EQUAL(caller->buffer->receive[0], 0);
        CHECK_OK(kozo_cnode_inspect(guest.cnode, (kozo_slot_index_t)caller->argument, &info,
                                    &badge, &(kozo_handle_t){0}));
        CHECK_EQUAL(info.raw != 0, replies[i].error == KOZO_OK);
    }
}

static const struct test table[] = {
    {"four capabilities arrive, derived from the sender's", four_capabilities_arrive},
    {"memory moves, with what was made of it", memory_moves},
    {"a copy lacks what is withheld", a_copy_lacks_what_is_withheld},
    {"a reply brings capabilities", a_reply_brings_capabilities},
    {"every refusal while the receiver waits", refused_when_the_receiver_waits},
    {"every refusal while the sender waits", refused_when_the_sender_waits},
    {"a refused reply stays owed", a_refused_reply_stays_owed},
    {"what a call goes by does not move", what_a_call_goes_by_stays},
    {"what an answer goes by does not move", what_an_answer_goes_by_stays},
    {"an endpoint through itself", an_endpoint_through_itself},
    {"a stub takes only what it expects", a_stub_takes_only_what_it_expects},
    {"a stub checks what a reply brings", a_stub_checks_what_a_reply_brings},
};
TESTS(transfer_tests, "transfers", table);
