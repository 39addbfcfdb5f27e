/* SPDX-License-Identifier: MIT */
/* lives.h: actor 0 in every state in which a thread can be. */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <actors.h>

enum { ENDPOINT = TEST_SLOTS, NOTIFICATION, FREE };

static kozo_endpoint_t endpoint;
static kozo_notification_t notification;

static int start(void **state)
{
    (void)state;
    actors_start();
    endpoint = WORLD_AS(kozo_endpoint_t, world_make(KOZO_OBJECT_ENDPOINT, 0, ENDPOINT));
    notification =
        WORLD_AS(kozo_notification_t, world_make(KOZO_OBJECT_NOTIFICATION, 0, NOTIFICATION));
    return 0;
}

/* Bring actor 0 into each state in turn; `peer` helps. */
static const struct life {
    kozo_thread_state_t state;
    bool faulted;
} lives[] = {
    {KOZO_THREAD_STATE_INACTIVE, false},       {KOZO_THREAD_STATE_READY, false},
    {KOZO_THREAD_STATE_SENDING, false},        {KOZO_THREAD_STATE_CALLING, false},
    {KOZO_THREAD_STATE_AWAITING_REPLY, false}, {KOZO_THREAD_STATE_RECEIVING, false},
    {KOZO_THREAD_STATE_WAITING, false},        {KOZO_THREAD_STATE_SUSPENDED, false},
    {KOZO_THREAD_STATE_DEAD, false},           {KOZO_THREAD_STATE_CALLING, true},
    {KOZO_THREAD_STATE_AWAITING_REPLY, true},  {KOZO_THREAD_STATE_PARKED, false},
};
enum { LIVES = sizeof(lives) / sizeof(lives[0]) };

static void call_or_fault(struct actor *actor, bool faulted)
{
    if (faulted) {
        actor_bind_faults(actor, ENDPOINT);
        actor_fault(actor);
    } else {
        actor_call(actor, endpoint);
    }
}

static struct actor *bring_into(const struct life *life)
{
    struct actor *actor = actor_prepare(0, 20), *peer = actor_make(1, 10);
    uint64_t bits;

    if (life->state != KOZO_THREAD_STATE_INACTIVE) {
        assert_int_equal(ROOT(kozo_thread_start(actor->handle, (vaddr_t){0}, (vaddr_t){0}, 0)),
                         KOZO_OK);
    }
    switch (life->state) {
    case KOZO_THREAD_STATE_SENDING: actor_send(actor, endpoint, 0, 0); break;
    case KOZO_THREAD_STATE_AWAITING_REPLY: actor_receive(peer, endpoint); /* fall through */
    case KOZO_THREAD_STATE_CALLING: call_or_fault(actor, life->faulted); break;
    case KOZO_THREAD_STATE_RECEIVING: actor_receive(actor, endpoint); break;
    case KOZO_THREAD_STATE_WAITING:
        AS(actor, kozo_notification_wait(notification, 1000000000, &bits));
        break;
    case KOZO_THREAD_STATE_PARKED: AS(actor, kozo_thread_park(actor->handle, 1000000000)); break;
    case KOZO_THREAD_STATE_SUSPENDED:
        assert_int_equal(ROOT(kozo_thread_suspend(actor->handle)), KOZO_OK);
        break;
    case KOZO_THREAD_STATE_DEAD:
        assert_int_equal(ROOT(kozo_thread_exit(actor->handle, 0)), KOZO_OK);
        break;
    default: break;
    }
    assert_state(actor, life->state);
    assert_int_equal(actor->thread->faulted, life->faulted);
    return actor;
}

/* Is it on its way, or at rest for good, or for now? */
static inline bool is_active(const struct life *life)
{
    return life->state != KOZO_THREAD_STATE_INACTIVE && life->state != KOZO_THREAD_STATE_DEAD;
}
