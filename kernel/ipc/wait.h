/* SPDX-License-Identifier: MIT */
/* wait.h: first-in, first-out queues of waiting threads. */
#pragma once

#include <kozo/endpoint.h>
#include <kozo/notification.h>
#include <kozo/thread.h>

struct wait_queue {
    struct thread **head, **tail;
};

static inline struct wait_queue endpoint_receivers(struct endpoint *endpoint)
{
    return (struct wait_queue){&endpoint->receivers_head, &endpoint->receivers_tail};
}

static inline struct wait_queue notification_waiters(struct notification *notification)
{
    return (struct wait_queue){&notification->waiters_head, &notification->waiters_tail};
}

/* Take out the first, which there is. */
static inline void wait_queue_pop(struct wait_queue queue)
{
    struct thread *first = *queue.head, *next = first->queue_next;

    *queue.head = next;
    if (next != NULL) {
        next->queue_prev = NULL;
        first->queue_next = NULL;
    } else {
        *queue.tail = NULL;
    }
}

static inline void wait_queue_append(struct wait_queue queue, struct thread *thread)
{
    thread->queue_next = NULL;
    thread->queue_prev = *queue.tail;
    if (thread->queue_prev != NULL) {
        thread->queue_prev->queue_next = thread;
    } else {
        *queue.head = thread;
    }
    *queue.tail = thread;
}

/* `receiver` waits for a message. */
static inline void endpoint_await(struct thread *receiver, struct endpoint *endpoint)
{
    receiver->endpoint = endpoint;
    receiver->state = KOZO_THREAD_STATE_RECEIVING;
    wait_queue_append(endpoint_receivers(endpoint), receiver);
}

/* `caller` waits for a signal. */
static inline void notification_await(struct thread *caller, struct notification *notification)
{
    caller->notification = notification;
    caller->state = KOZO_THREAD_STATE_WAITING;
    wait_queue_append(notification_waiters(notification), caller);
}
