/* SPDX-License-Identifier: MIT */
/* replies.c: who owes an answer, saved rights to answer, and callers that are left alone. */
#include "messages.h"
#include "tests.h"

static kozo_handle_t save_reply(void)
{
    kozo_handle_t handle = {0};

    CHECK_OK(kozo_cnode_save_reply(guest.cnode, slot_next(), &handle));
    return handle;
}

static kozo_err_t answer_saved(kozo_handle_t reply, unsigned words, uint64_t seed)
{
    struct kozo_message m = {.reply = reply};

    message_fill(&m, words, seed);
    m.tag = kozo_tag_make(1, 0, KOZO_TAG_FLAG_SAVED_REPLY, 0, words);
    return kozo_reply_send(&m);
}

static struct worker *take_call(kozo_endpoint_t endpoint, kozo_priority_t priority)
{
    struct worker *caller = worker_on(priority, endpoint, body_call);
    struct kozo_message m = {0};

    CHECK_OK(receive_from(endpoint, &m));
    return caller;
}

static void nothing_is_owed_at_first(void)
{
    struct kozo_message m = {.tag = PLAIN_TAG(0, 0)};
    kozo_handle_t handle = {0};

    CHECK_EQUAL(kozo_reply_send(&m), KOZO_ERR_NO_REPLY);
    m.tag = PLAIN_TAG(0, 0);
    CHECK_EQUAL(kozo_endpoint_reply_receive(MAKE_ENDPOINT(), &m), KOZO_ERR_NO_REPLY);
    CHECK_EQUAL(kozo_cnode_save_reply(guest.cnode, slot_next(), &handle), KOZO_ERR_NO_REPLY);
}

static void an_answer_is_given_once(void)
{
    const kozo_endpoint_t endpoint = MAKE_ENDPOINT();
    struct worker *caller = take_call(endpoint, PRIORITY_WORKER);
    struct kozo_message m = {.words = {1, 2, 3, 4, 5, 6}};

    CHECK_EQUAL(receive_from(endpoint, &m), KOZO_ERR_REPLY_PENDING);
    message_fill(&m, 6, 70);
    CHECK_OK(answer(&m, PLAIN_TAG(9, 6)));
    CHECK(caller->done);
    message_check(&caller->message, 6, 70);
    CHECK_EQUAL(kozo_tag_label(caller->message.tag), 9);
    CHECK_EQUAL(answer(&m, PLAIN_TAG(9, 6)), KOZO_ERR_NO_REPLY);
}

static void saved_rights_answer_in_any_order(void)
{
    const kozo_endpoint_t endpoint = MAKE_ENDPOINT();
    struct worker *callers[3];
    kozo_handle_t replies[3];

    for (unsigned i = 0; i < 3; i++) {
        callers[i] = take_call(endpoint, PRIORITY_WORKER);
        replies[i] = save_reply();
    }
    for (unsigned i = 3; i-- > 0;) {
        CHECK_OK(answer_saved(replies[i], 2, UINT64_C(100) * i));
        CHECK(callers[i]->done);
        CHECK_EQUAL(callers[i]->error, KOZO_OK);
        message_check(&callers[i]->message, 2, UINT64_C(100) * i);
        CHECK(answer_saved(replies[i], 0, 0) != KOZO_OK);
    }
}

static void a_saved_right_can_be_moved_not_copied(void)
{
    const kozo_endpoint_t endpoint = MAKE_ENDPOINT();
    struct worker *caller = take_call(endpoint, PRIORITY_WORKER);
    const kozo_handle_t reply = save_reply();
    kozo_handle_t handle = {0};
    kozo_info_t info = {0};

    CHECK_OK(identify(reply, &info));
    CHECK_EQUAL(kozo_info_type(info), KOZO_OBJECT_REPLY);
    CHECK_EQUAL(kozo_cnode_copy(guest.cnode, slot_next(), reply, ALL_RIGHTS, &handle),
                KOZO_ERR_NOT_COPYABLE);
    CHECK_OK(kozo_cnode_move(guest.cnode, slot_next(), reply, &handle));
    CHECK(answer_saved(reply, 0, 0) != KOZO_OK);
    CHECK_OK(answer_saved(handle, 1, 8));
    CHECK_EQUAL(caller->message.words[0], 8);
}

static void losing_a_saved_right_tells_the_caller(void)
{
    const kozo_endpoint_t endpoint = MAKE_ENDPOINT();
    struct worker *caller = take_call(endpoint, PRIORITY_WORKER);

    CHECK_OK(kozo_any_delete(save_reply()));
    CHECK(caller->done);
    CHECK_EQUAL(caller->error, KOZO_ERR_PEER_DIED);
}

static void wrong_handles_for_a_saved_right(void)
{
    const kozo_endpoint_t endpoint = MAKE_ENDPOINT();

    CHECK_EQUAL(answer_saved((kozo_handle_t){0}, 0, 0), KOZO_ERR_NO_CAP);
    CHECK_EQUAL(answer_saved(KOZO_ANY(endpoint), 0, 0), KOZO_ERR_WRONG_TYPE);
}

static void reply_receive_with_a_saved_right(void)
{
    const kozo_endpoint_t endpoint = MAKE_ENDPOINT();
    struct worker *first = take_call(endpoint, PRIORITY_WORKER);
    const kozo_handle_t reply = save_reply();
    struct worker *second = worker_on(PRIORITY_WORKER, endpoint, body_call);
    struct kozo_message m = {.reply = reply};

    m.tag = kozo_tag_make(1, 0, KOZO_TAG_FLAG_SAVED_REPLY, 0, 0);
    CHECK_OK(kozo_endpoint_reply_receive(endpoint, &m));
    CHECK(first->done);
    CHECK_EQUAL(worker_state(second), KOZO_THREAD_STATE_AWAITING_REPLY);
    m.reply = reply;
    m.tag = kozo_tag_make(1, 0, KOZO_TAG_FLAG_SAVED_REPLY, 0, 0);
    CHECK_EQUAL(kozo_endpoint_reply_receive(endpoint, &m), KOZO_ERR_REPLY_PENDING);
    CHECK_OK(answer(&m, PLAIN_TAG(0, 0)));
    CHECK(second->done);
}

static void a_callee_that_ends_tells_the_caller(void)
{
    const kozo_endpoint_t endpoint = MAKE_ENDPOINT();
    struct kozo_message m = {.tag = PLAIN_TAG(1, 0)};

    worker_on(PRIORITY_WORKER, endpoint, body_receive); /* takes the call and ends */
    CHECK_EQUAL(kozo_endpoint_call(endpoint, &m), KOZO_ERR_PEER_DIED);
}

static void receive_and_wait(struct worker *self)
{
    uint64_t bits = 0;

    self->error = receive_from(self->endpoint, &self->message);
    self->step = 1;
    kozo_notification_wait((kozo_notification_t){self->argument}, KOZO_DEADLINE_NEVER, &bits);
    self->step = 2;
}

static struct worker *silent_server(kozo_endpoint_t endpoint)
{
    struct worker *server = worker_new(PRIORITY_WORKER);

    server->endpoint = endpoint;
    server->argument = MAKE_NOTIFICATION().raw;
    worker_start(server, receive_and_wait);
    return server;
}

static void a_deleted_callee_tells_the_caller(void)
{
    const kozo_endpoint_t endpoint = MAKE_ENDPOINT();
    struct worker *server = silent_server(endpoint);
    struct worker *caller = worker_on(PRIORITY_WORKER, endpoint, body_call);

    CHECK_EQUAL(worker_state(caller), KOZO_THREAD_STATE_AWAITING_REPLY);
    CHECK_OK(kozo_any_delete(KOZO_ANY(server->thread)));
    CHECK(caller->done);
    CHECK_EQUAL(caller->error, KOZO_ERR_PEER_DIED);
}

static void a_suspended_caller_is_cancelled(void)
{
    const kozo_endpoint_t endpoint = MAKE_ENDPOINT();
    struct worker *queued = worker_on(PRIORITY_WORKER, endpoint, body_call);

    CHECK_OK(kozo_thread_suspend(queued->thread));
    CHECK_OK(kozo_thread_resume(queued->thread));
    CHECK_EQUAL(queued->error, KOZO_ERR_CANCELLED);

    struct worker *caller = take_call(endpoint, PRIORITY_WORKER);
    struct kozo_message m = {.words = {0}};

    CHECK_OK(kozo_thread_suspend(caller->thread));
    CHECK_EQUAL(answer(&m, PLAIN_TAG(0, 0)), KOZO_ERR_NO_REPLY);
    CHECK_OK(kozo_thread_resume(caller->thread));
    CHECK(caller->done);
    CHECK_EQUAL(caller->error, KOZO_ERR_CANCELLED);
}

static void a_caller_that_vanishes_takes_its_right_along(void)
{
    const kozo_endpoint_t endpoint = MAKE_ENDPOINT();
    struct worker *caller = take_call(endpoint, PRIORITY_WORKER);
    const kozo_handle_t reply = save_reply();

    CHECK_OK(kozo_any_delete(KOZO_ANY(caller->thread)));
    CHECK_EQUAL(answer_saved(reply, 0, 0), KOZO_ERR_NO_CAP);
}

static const struct test table[] = {
    {"nothing is owed at first", nothing_is_owed_at_first},
    {"an answer is given once", an_answer_is_given_once},
    {"saved rights answer in any order, once", saved_rights_answer_in_any_order},
    {"a saved right is moved, not copied", a_saved_right_can_be_moved_not_copied},
    {"losing a saved right tells the caller", losing_a_saved_right_tells_the_caller},
    {"wrong handles for a saved right", wrong_handles_for_a_saved_right},
    {"reply-and-receive with a saved right", reply_receive_with_a_saved_right},
    {"a callee that ends tells the caller", a_callee_that_ends_tells_the_caller},
    {"a deleted callee tells the caller", a_deleted_callee_tells_the_caller},
    {"a suspended caller is cancelled", a_suspended_caller_is_cancelled},
    {"a caller that vanishes takes the right along", a_caller_that_vanishes_takes_its_right_along},
};
TESTS(reply_tests, "replies", table);
