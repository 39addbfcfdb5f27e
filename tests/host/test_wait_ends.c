/* SPDX-License-Identifier: MIT */
/* test_wait_ends.c: every wait meets every event that can end it. The table is that of docs/ipc.md,
 * "What ends a wait", with which tests/lint/test_ipc_page.py compares it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <actors.h>
#include <kozo/timeout.h>
#include <lives.h>

enum event { DEADLINE, CAPABILITY, OBJECT, PEER, SUSPEND, EVENTS };

struct end {
    bool ends; /* or it stays as it is */
    kozo_thread_state_t state;
    kozo_err_t error; /* that the thread finds; OK: nothing is said */
};

#define READY(which) {true, KOZO_THREAD_STATE_READY, KOZO_ERR_##which}
#define SUSPENDED(which) {true, KOZO_THREAD_STATE_SUSPENDED, KOZO_ERR_##which}
#define FORGOTTEN {true, KOZO_THREAD_STATE_SUSPENDED, KOZO_OK}
#define DEAD {true, KOZO_THREAD_STATE_DEAD, KOZO_OK}
#define STAYS {false, 0, 0}

/* By the place in lives[] that has the same state. */
static const struct wait {
    struct life life;
    struct end ends[EVENTS];
} waits[] = {
    {{KOZO_THREAD_STATE_SENDING, false},
     {READY(TIMED_OUT), READY(REVOKED), READY(PEER_DIED), STAYS, SUSPENDED(CANCELLED)}},
    {{KOZO_THREAD_STATE_CALLING, false},
     {READY(TIMED_OUT), READY(REVOKED), READY(PEER_DIED), STAYS, SUSPENDED(CANCELLED)}},
    {{KOZO_THREAD_STATE_AWAITING_REPLY, false},
     {READY(TIMED_OUT), STAYS, STAYS, READY(PEER_DIED), SUSPENDED(CANCELLED)}},
    {{KOZO_THREAD_STATE_RECEIVING, false},
     {READY(TIMED_OUT), READY(REVOKED), READY(PEER_DIED), STAYS, SUSPENDED(CANCELLED)}},
    {{KOZO_THREAD_STATE_WAITING, false},
     {READY(TIMED_OUT), READY(REVOKED), READY(PEER_DIED), STAYS, SUSPENDED(CANCELLED)}},
    {{KOZO_THREAD_STATE_PARKED, false},
     {READY(TIMED_OUT), STAYS, STAYS, STAYS, SUSPENDED(CANCELLED)}},
    {{KOZO_THREAD_STATE_CALLING, true}, {STAYS, DEAD, DEAD, STAYS, FORGOTTEN}},
    {{KOZO_THREAD_STATE_AWAITING_REPLY, true}, {STAYS, STAYS, STAYS, DEAD, FORGOTTEN}},
};
enum { WAITS = sizeof(waits) / sizeof(waits[0]) };

static kozo_handle_t waited_at(const struct life *life)
{
    return life->state == KOZO_THREAD_STATE_WAITING ? KOZO_ANY(notification) : KOZO_ANY(endpoint);
}

/* A capability besides the one that the thread waits by keeps the object alive. */
static void lose_capability(const struct life *life, const struct actor *actor)
{
    kozo_handle_t other;

    if (life->faulted) {
        actor_lose(actor, THREAD_FAULTS);
        return;
    }
    assert_int_equal(ROOT(kozo_cnode_copy(world.cnode, FREE, waited_at(life), KOZO_RIGHTS_MASK,
                                          &other)),
                     KOZO_OK);
    assert_int_equal(ROOT(kozo_any_delete(waited_at(life))), KOZO_OK);
}

static void happen(enum event event, const struct life *life, const struct actor *actor)
{
    switch (event) {
    case DEADLINE:
        actors_pass(2000000000);
        break;
    case CAPABILITY:
        lose_capability(life, actor);
        break;
    case OBJECT:
        assert_int_equal(ROOT(kozo_any_revoke(waited_at(life))), KOZO_OK);
        assert_int_equal(ROOT(kozo_any_delete(waited_at(life))), KOZO_OK);
        break;
    case PEER:
        assert_int_equal(ROOT(kozo_any_delete(KOZO_ANY(actors[1].handle))), KOZO_OK);
        actors[1].thread = NULL;
        break;
    default:
        assert_int_equal(ROOT(kozo_thread_suspend(actor->handle)), KOZO_OK);
        break;
    }
}

static void check_end(const struct wait *wait, enum event event)
{
    const struct end *end = &wait->ends[event];
    struct actor *actor = bring_into(&wait->life);
    const kozo_err_t before = actor_status(actor);

    if (event == DEADLINE && !wait->life.faulted && !actor->thread->timed) {
        timeout_arm_thread(actor->thread, 1000000000);
    }
    happen(event, &wait->life, actor);
    assert_state(actor, end->ends ? end->state : wait->life.state);
    if (!end->ends || end->state != KOZO_THREAD_STATE_DEAD) {
        assert_int_equal(actor_status(actor), end->error != KOZO_OK ? end->error : before);
    }
    if (!end->ends) {
        assert_int_equal(actor->thread->faulted, wait->life.faulted);
        return;
    }
    assert_false(actor->thread->faulted);
    assert_false(actor->thread->timed);
    assert_null(actor->thread->endpoint);
    assert_null(actor->thread->notification);
    assert_null(actor->thread->reply_callee);
    assert_null(tree_first(&kernel.timeouts));
    if (wait->life.state == KOZO_THREAD_STATE_AWAITING_REPLY && event != PEER) {
        assert_int_equal(actor_reply(&actors[1]), KOZO_ERR_NO_REPLY);
    }
}

static void every_event_ends_every_wait_as_the_page_tells(void **state)
{
    for (unsigned i = 0; i < WAITS; i++) {
        for (enum event event = 0; event < EVENTS; event++) {
            start(state);
            check_end(&waits[i], event);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(every_event_ends_every_wait_as_the_page_tells, start),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
