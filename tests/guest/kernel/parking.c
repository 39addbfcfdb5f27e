/* SPDX-License-Identifier: MIT */
/* parking.c: park and unpark, and libkozo's locks on them. */
#include "tests.h"

#include <kozo/sync.h>

enum { CROWD = 6, ROUNDS = 40 };

static struct kozo_mutex mutex;
static struct kozo_condition condition;
static volatile unsigned inside, entries, order[CROWD], arrived, items;

/* A worker's block, which locks find it by. */
static void take_block(const struct worker *self, struct kozo_tcb *tcb)
{
    *tcb = (struct kozo_tcb){.thread = self->thread};
    kozo_tcb_install(tcb);
}

static void reset(void)
{
    mutex = (struct kozo_mutex){0};
    condition = (struct kozo_condition){0};
    inside = 0;
    entries = 0;
    arrived = 0;
    items = 0;
}

static void body_park(struct worker *self)
{
    self->error = kozo_thread_park(self->thread, self->message.deadline);
    self->step = 1;
}

static struct worker *parker(kozo_deadline_t until)
{
    struct worker *worker = worker_new(PRIORITY_WORKER);

    worker->message.deadline = until;
    worker_start(worker, body_park);
    return worker;
}

static void a_token_wakes(void)
{
    struct worker *worker = parker(KOZO_DEADLINE_NEVER);

    CHECK_EQUAL(worker_state(worker), KOZO_THREAD_STATE_PARKED);
    CHECK_OK(kozo_thread_unpark(worker->thread));
    CHECK(worker->done);
    CHECK_OK(worker->error);
}

static void a_token_is_kept(void)
{
    CHECK_OK(kozo_thread_unpark(guest.thread));
    CHECK_OK(kozo_thread_unpark(guest.thread));
    CHECK_OK(kozo_thread_park(guest.thread, KOZO_DEADLINE_NEVER));
    CHECK_EQUAL(kozo_thread_park(guest.thread, KOZO_DEADLINE_POLL), KOZO_ERR_NOT_READY);
}

static void deadlines_and_suspension_end_it(void)
{
    const uint64_t until = now_ns() + 2 * MILLISECOND_NS;

    CHECK_EQUAL(kozo_thread_park(guest.thread, until), KOZO_ERR_TIMED_OUT);
    CHECK(now_ns() >= until);
    struct worker *worker = parker(KOZO_DEADLINE_NEVER);

    CHECK_EQUAL(kozo_thread_park(worker->thread, KOZO_DEADLINE_POLL), KOZO_ERR_BAD_STATE);
    CHECK_OK(kozo_thread_suspend(worker->thread));
    CHECK_OK(kozo_thread_resume(worker->thread));
    CHECK(worker->done);
    CHECK_EQUAL(worker->error, KOZO_ERR_CANCELLED);
}

/* Whoever is inside gives all others every chance to be there too. */
static void body_contend(struct worker *self)
{
    struct kozo_tcb tcb;

    take_block(self, &tcb);
    for (unsigned i = 0; i < ROUNDS; i++) {
        kozo_mutex_lock(&mutex);
        self->error |= inside++ != 0;
        kozo_budget_yield(self->budget);
        self->error |= --inside != 0;
        entries++;
        kozo_mutex_unlock(&mutex);
        self->step++;
    }
}

static void one_at_a_time(void)
{
    struct worker *crowd[CROWD];
    unsigned least = ROUNDS, most = 0;

    reset();
    for (unsigned i = 0; i < CROWD; i++) {
        crowd[i] = worker_new(PRIORITY_LOW);
        worker_start(crowd[i], body_contend);
    }
    while (entries < CROWD * ROUNDS / 2) {
        rest_ns(MILLISECOND_NS / 10 + 20 * time_of_entry());
    }
    for (unsigned i = 0; i < CROWD; i++) {
        least = crowd[i]->step < least ? crowd[i]->step : least;
        most = crowd[i]->step > most ? crowd[i]->step : most;
    }
    for (unsigned i = 0; i < CROWD; i++) {
        CHECK(worker_finishes(crowd[i]));
        CHECK_EQUAL(crowd[i]->error, 0);
    }
    CHECK_EQUAL(entries, CROWD * ROUNDS);
    CHECK(most - least <= 2); /* in turn */
    CHECK_EQUAL(mutex.word, 0);
    CHECK(kozo_mutex_try(&mutex));
    CHECK(!kozo_mutex_try(&mutex));
}

static void body_queue_up(struct worker *self)
{
    struct kozo_tcb tcb;

    take_block(self, &tcb);
    kozo_mutex_lock(&mutex);
    order[arrived++] = (unsigned)self->argument;
    kozo_mutex_unlock(&mutex);
}

static void handed_over_in_order(void)
{
    struct kozo_tcb tcb = {.thread = guest.thread};

    reset();
    kozo_tcb_install(&tcb);
    kozo_mutex_lock(&mutex);
    for (unsigned i = 0; i < CROWD; i++) {
        struct worker *worker = worker_run((kozo_priority_t)(PRIORITY_WORKER + i), body_queue_up,
                                           i);

        CHECK_EQUAL(worker_state(worker), KOZO_THREAD_STATE_PARKED);
    }
    kozo_mutex_unlock(&mutex);
    CHECK_EQUAL(arrived, CROWD);
    for (unsigned i = 0; i < CROWD; i++) {
        CHECK_EQUAL(order[i], i);
    }
}

static void body_consume(struct worker *self)
{
    struct kozo_tcb tcb;

    take_block(self, &tcb);
    kozo_mutex_lock(&mutex);
    while (items == 0 && self->error == KOZO_OK) {
        self->error = kozo_condition_wait(&condition, &mutex, self->message.deadline);
    }
    items -= self->error == KOZO_OK;
    kozo_mutex_unlock(&mutex);
}

static void conditions(void)
{
    struct kozo_tcb tcb = {.thread = guest.thread};
    struct worker *crowd[CROWD];

    reset();
    kozo_tcb_install(&tcb);
    for (unsigned i = 0; i < CROWD; i++) {
        crowd[i] = worker_new(PRIORITY_WORKER);
        crowd[i]->message.deadline =
            i == 1 ? now_ns() + MILLISECOND_NS : KOZO_DEADLINE_NEVER;
        worker_start(crowd[i], body_consume);
    }
    CHECK(worker_finishes(crowd[1]));
    CHECK_EQUAL(crowd[1]->error, KOZO_ERR_TIMED_OUT);
    kozo_mutex_lock(&mutex);
    items++;
    kozo_condition_signal(&condition);
    CHECK(!crowd[0]->done);
    kozo_mutex_unlock(&mutex);
    CHECK(crowd[0]->done);
    CHECK(!crowd[2]->done);
    kozo_mutex_lock(&mutex);
    items += CROWD - 2;
    kozo_condition_broadcast(&condition);
    kozo_mutex_unlock(&mutex);
    for (unsigned i = 2; i < CROWD; i++) {
        CHECK(crowd[i]->done);
        CHECK_OK(crowd[i]->error);
    }
    CHECK_EQUAL(items, 0);
}

static const struct test table[] = {
    {"a token wakes", a_token_wakes},
    {"a token is kept, and one only", a_token_is_kept},
    {"deadlines and suspension end it", deadlines_and_suspension_end_it},
    {"a mutex lets one in at a time, in turn", one_at_a_time},
    {"a mutex is handed over in order", handed_over_in_order},
    {"conditions", conditions},
};
TESTS(parking_tests, "parking", table);
