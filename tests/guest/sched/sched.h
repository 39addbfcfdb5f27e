/* SPDX-License-Identifier: MIT */
/* sched.h: who is served when, told in numbers. The images of tests run under -icount, where an
 * instruction takes 1 ns: every number is the same in every run, and bounds can be exact. */
#pragma once

#include "worker.h"

/* A kernel that checks everything takes its time: then only what is never to happen is checked. */
#ifdef KOZO_PARANOID
enum { IS_EXACT = false };
#else
enum { IS_EXACT = true };
#endif

enum {
    PRIORITY_BYSTANDER = PRIORITY_HIGH + 5,
    /* From a deadline or a reply to the thread, and a call there and back: well below. */
    PATH_NS = 4000,
    /* The longest stretch with interrupts off, latency.max_irq_off. */
    OFF_NS = 2500,
};

#define PLAIN_TAG(words) kozo_tag_make(1, 1, 0, 0, words)

/* Work of a known length: so many turns, of so many nanoseconds together. */
void work(unsigned turns);
uint64_t time_of_work(unsigned turns);

/* A worker on `endpoint`; not started. */
struct worker *worker_at(kozo_priority_t priority, kozo_endpoint_t endpoint);

/* Let it take turns of TURN_NS with others of PRIORITY_LOW. */
#define TURN_NS (IS_EXACT ? UINT64_C(200000) : UINT64_C(5000000))
void take_turns(const struct worker *worker);

/* Bodies: call once with worker->message, and note error, beginning and end; serve for ever with
 * work of `argument` turns, counting calls in `step` and answers that nobody awaited in
 * `message.words[5]`. */
void body_call(struct worker *self);
void body_serve(struct worker *self);
void body_spin(struct worker *self);

/* When it called, and when it had its answer. */
struct span {
    uint64_t begin_ns, end_ns;
};
struct span span_of(const struct worker *caller);

kozo_err_t receive(kozo_endpoint_t endpoint, struct kozo_message *m);
kozo_err_t answer(struct kozo_message *m);

/* Somebody who has nothing to do with it calls a server every 50 us, at a high priority: its own
 * one, or the one at `endpoint`. The end checks that it never had to wait longer than the calls
 * take, plus an allowance, and prints the longest. */
void bystander_begin(kozo_endpoint_t endpoint);
void bystander_end(const char *during, uint64_t allowance_ns);

extern const struct test_group starvation_tests, inversion_tests, share_tests, timer_tests,
    hostile_server_tests, hostile_client_tests;

#define TESTS(group, title, table) const struct test_group group = TEST_GROUP(title, table)
