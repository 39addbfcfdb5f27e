/* SPDX-License-Identifier: MIT */
/* lend.h: the priority of those who wait in an endpoint's queue, lent to whoever serves it. */
#pragma once

#include <kozo/endpoint.h>
#include <kozo/thread.h>

/* Where a sender goes in a queue: before whom has less priority, behind its equals. */
uint64_t sender_key(const struct thread *sender);

/* Who waits at the endpoint, or with what priority, has changed: so has what its server is lent. */
void lend_renew(const struct endpoint *endpoint) LOCKED;

/* `thread` takes messages from the endpoint, and is its server from now on, of no other. */
void lend_serve(struct thread *thread, struct endpoint *endpoint) LOCKED;

/* The server waits for the next message: what was lent to it ends. */
void lend_end(struct thread *server) LOCKED;

/* What decides the priority of the budget, which may be NULL, has changed. */
void lend_settle(struct budget *budget) LOCKED;

/* The thread has another budget, or one of another priority: if it waits in a queue, its place
 * there and what its server is lent change. */
void lend_requeue(struct thread *thread) LOCKED;

/* The priority that a budget is due: its own or what is lent to a thread of the chain of calls that
 * runs on it, whichever is higher. */
uint8_t lend_due(const struct budget *budget);

/* The thread serves no endpoint any more; the endpoint has no server. */
void lend_forget_server(struct thread *thread) LOCKED;
void lend_forget_endpoint(struct endpoint *endpoint) LOCKED;
