/* SPDX-License-Identifier: MIT */
/* waits.c: who waits by a capability that is taken away. */
#include "messages.h"
#include "tests.h"

enum { RECEIVE = KOZO_ENDPOINT_RIGHT_RECEIVE, SEND = KOZO_ENDPOINT_RIGHT_SEND, SERVER_BADGE = 9 };

static kozo_handle_t derive(kozo_endpoint_t endpoint, kozo_rights_t rights)
{
    return mint(KOZO_ANY(endpoint), rights, SERVER_BADGE);
}

static void body_wait(struct worker *self)
{
    uint64_t bits = 0;

    self->error = kozo_notification_wait((kozo_notification_t){self->argument}, KOZO_DEADLINE_NEVER,
                                         &bits);
}

static void check_ended(const struct worker *worker)
{
    CHECK(worker->done);
    CHECK_EQUAL(worker->error, KOZO_ERR_REVOKED);
}

static void senders(void)
{
    const kozo_endpoint_t endpoint = MAKE_ENDPOINT();
    const kozo_handle_t by_delete = derive(endpoint, SEND), by_revoke = derive(endpoint, SEND);
    struct worker *sender = worker_on(PRIORITY_WORKER, AS(endpoint, by_delete), body_send);
    struct worker *caller = worker_on(PRIORITY_WORKER, AS(endpoint, by_revoke), body_call);
    struct worker *other = worker_on(PRIORITY_WORKER, endpoint, body_call);

    CHECK_OK(kozo_any_delete(by_delete));
    check_ended(sender);
    CHECK_EQUAL(worker_state(caller), KOZO_THREAD_STATE_CALLING);
    CHECK_OK(kozo_any_revoke(KOZO_ANY(endpoint)));
    check_ended(caller);
    CHECK_EQUAL(worker_state(other), KOZO_THREAD_STATE_CALLING);
}

/* However it came to wait: by its first receive, or on the fast path by a reply. */
static void servers(void)
{
    const kozo_endpoint_t endpoint = MAKE_ENDPOINT();

    for (unsigned calls = 0; calls < 3; calls++) {
        const kozo_handle_t handle = derive(endpoint, RECEIVE);
        struct worker *server = worker_on(PRIORITY_WORKER, AS(endpoint, handle), body_echo);
        struct kozo_message message;

        for (unsigned i = 0; i < calls; i++) {
            message_fill(&message, 2, 1);
            CHECK_OK(kozo_endpoint_call(endpoint, &message));
        }
        CHECK_EQUAL(worker_state(server), KOZO_THREAD_STATE_RECEIVING);
        CHECK_OK(kozo_any_revoke(KOZO_ANY(endpoint)));
        check_ended(server);
    }
}

static void waiters_by_a_moved_capability(void)
{
    const kozo_notification_t notification = MAKE_NOTIFICATION();
    const kozo_handle_t derived = mint(KOZO_ANY(notification), KOZO_NOTIFICATION_RIGHT_WAIT, 1);
    struct worker *first = worker_run(PRIORITY_WORKER, body_wait, derived.raw);
    struct worker *second = worker_run(PRIORITY_WORKER, body_wait, derived.raw);
    kozo_handle_t moved = {0};

    CHECK_OK(kozo_cnode_move(guest.cnode, guest.next_slot++, derived, &moved));
    CHECK_EQUAL(worker_state(first), KOZO_THREAD_STATE_WAITING);
    CHECK_OK(kozo_notification_signal(notification));
    CHECK(first->done);
    CHECK_OK(first->error);
    CHECK_OK(kozo_any_delete(moved));
    check_ended(second);
}

static void body_receive_and_keep(struct worker *self)
{
    uint64_t bits = 0;

    receive_from(self->endpoint, &self->message);
    self->step = 1;
    kozo_notification_wait(guest.never, KOZO_DEADLINE_NEVER, &bits);
}

/* The call has been received, and needs the capability no longer. */
static void a_call_goes_on(void)
{
    const kozo_endpoint_t endpoint = MAKE_ENDPOINT();
    struct worker *server = worker_on(PRIORITY_WORKER, endpoint, body_receive_and_keep);
    struct worker *caller =
        worker_on(PRIORITY_WORKER, AS(endpoint, derive(endpoint, SEND)), body_call);

    CHECK_EQUAL(server->step, 1);
    CHECK_EQUAL(worker_state(caller), KOZO_THREAD_STATE_AWAITING_REPLY);
    CHECK_OK(kozo_any_revoke(KOZO_ANY(endpoint)));
    CHECK_EQUAL(worker_state(caller), KOZO_THREAD_STATE_AWAITING_REPLY);
}

static const struct test table[] = {
    {"senders by a revoked capability", senders},
    {"servers by a revoked capability", servers},
    {"waiters by a capability that is moved, then deleted", waiters_by_a_moved_capability},
    {"a call that was received goes on", a_call_goes_on},
};
TESTS(wait_tests, "waits", table);
