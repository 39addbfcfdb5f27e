/* SPDX-License-Identifier: MIT */
/* messages.h: workers that call and serve. */
#pragma once

#include "worker.h"

#define PLAIN_TAG(label, words) kozo_tag_make(1, label, 0, 0, words)

/* The message of `worker`: `words` register words that start from `seed`. */
void message_fill(struct kozo_message *message, unsigned words, uint64_t seed);

/* Check that it holds them and zeroes behind. */
void message_check(const struct kozo_message *message, unsigned words, uint64_t seed);

/* Bodies: call with worker->message, note the error; send likewise; receive into it. */
void body_call(struct worker *self);
void body_send(struct worker *self);
void body_receive(struct worker *self);

/* Serve for ever: answer every call with the words plus one and the badge in word 5. */
void body_echo(struct worker *self);

/* A worker on `endpoint`. */
struct worker *worker_on(kozo_priority_t priority, kozo_endpoint_t endpoint,
                         void (*body)(struct worker *self));

/* Receive, with an empty tag. */
kozo_err_t receive_from(kozo_endpoint_t endpoint, struct kozo_message *message);

/* Answer the pending caller. */
kozo_err_t answer(struct kozo_message *message, kozo_tag_t tag);
