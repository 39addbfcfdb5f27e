/* SPDX-License-Identifier: MIT */
/* threads.c: the life of threads. */
#include "tests.h"

static volatile uint64_t counter;

static void count_up(struct worker *self)
{
    self->step = 1;
    counter += self->argument;
}

static void spin(struct worker *self)
{
    self->step = 1;
    for (;;) {
        counter++;
    }
}

static void receive_once(struct worker *self)
{
    self->message.tag = kozo_tag_make(0, 0, 0, 0, 0);
    self->error = kozo_endpoint_receive(self->endpoint, &self->message);
    self->step = 1;
}

static void a_thread_runs_and_ends(void)
{
    counter = 0;
    struct worker *worker = worker_run(PRIORITY_WORKER, count_up, 5);

    CHECK_EQUAL(counter, 5);
    CHECK(worker->done);
    CHECK_EQUAL(worker_state(worker), KOZO_THREAD_STATE_DEAD);
}

static void start_passes_its_arguments(void)
{
    struct worker *worker = worker_new(PRIORITY_LOW);

    CHECK_EQUAL(worker_state(worker), KOZO_THREAD_STATE_INACTIVE);
    counter = 0;
    worker->argument = 3;
    worker_start(worker, count_up);
    CHECK_EQUAL(worker_state(worker), KOZO_THREAD_STATE_READY);
    CHECK_EQUAL(counter, 0);
    rest_ns(MILLISECOND_NS);
    CHECK_EQUAL(counter, 3);
    const kozo_thread_t thread = worker_new(PRIORITY_LOW)->thread;
    const kozo_status_t kernel =
        kozo_thread_start_status(thread, (vaddr_t){KOZO_USER_TOP}, (vaddr_t){0}, 0);
    CHECK_EQUAL(kozo_status_code(kernel), KOZO_ERR_RANGE);
    CHECK_EQUAL(kozo_status_argument(kernel), 1);
}

static void start_needs_bindings(void)
{
    const kozo_thread_t thread = MAKE_THREAD();
    const vaddr_t at = {0x400000};

    CHECK_EQUAL(kozo_thread_start(thread, at, at, 0), KOZO_ERR_UNBOUND);
    CHECK_OK(kozo_thread_bind(thread, guest.cnode, guest.aspace, MAKE_BUDGET()));
    CHECK_EQUAL(kozo_thread_bind(thread, guest.cnode, guest.aspace, MAKE_BUDGET()),
                KOZO_ERR_BOUND_ALREADY);
}

static void a_budget_has_one_thread(void)
{
    const kozo_budget_t budget = MAKE_BUDGET();
    const kozo_thread_t first = MAKE_THREAD(), second = MAKE_THREAD();

    CHECK_OK(kozo_thread_bind(first, guest.cnode, guest.aspace, budget));
    CHECK_EQUAL(kozo_thread_bind(second, guest.cnode, guest.aspace, budget),
                KOZO_ERR_BOUND_ALREADY);
    CHECK_OK(kozo_any_delete(KOZO_ANY(first)));
    CHECK_OK(kozo_thread_bind(second, guest.cnode, guest.aspace, budget));
}

static void bad_states_are_refused(void)
{
    struct worker *worker = worker_new(PRIORITY_WORKER);
    const vaddr_t at = {0x400000};

    CHECK_EQUAL(kozo_thread_suspend(worker->thread), KOZO_ERR_BAD_STATE);
    CHECK_EQUAL(kozo_thread_resume(worker->thread), KOZO_ERR_BAD_STATE);
    CHECK_EQUAL(kozo_thread_exit(worker->thread, 0), KOZO_ERR_BAD_STATE);
    worker_start(worker, count_up);
    CHECK_EQUAL(kozo_thread_start(worker->thread, at, at, 0), KOZO_ERR_BAD_STATE);
    CHECK_EQUAL(kozo_thread_suspend(worker->thread), KOZO_ERR_BAD_STATE);
    CHECK_EQUAL(kozo_thread_resume(worker->thread), KOZO_ERR_BAD_STATE);
    CHECK_EQUAL(kozo_thread_exit(worker->thread, 0), KOZO_ERR_BAD_STATE);
    CHECK_EQUAL(kozo_thread_bind_buffer(worker->thread, MAKE_FRAME(), 0), KOZO_ERR_BAD_STATE);
    CHECK_EQUAL(kozo_thread_bind_faults(worker->thread, MAKE_ENDPOINT()), KOZO_ERR_BAD_STATE);
}

static void suspend_stops_and_resume_goes_on(void)
{
    struct worker *worker = worker_new(PRIORITY_LOW);

    counter = 0;
    worker_start(worker, spin);
    rest_ns(2 * MILLISECOND_NS);
    CHECK(counter != 0);
    CHECK_OK(kozo_thread_suspend(worker->thread));
    CHECK_EQUAL(worker_state(worker), KOZO_THREAD_STATE_SUSPENDED);
    const uint64_t stopped_at = counter;
    rest_ns(2 * MILLISECOND_NS);
    CHECK_EQUAL(counter, stopped_at);
    CHECK_OK(kozo_thread_resume(worker->thread));
    rest_ns(2 * MILLISECOND_NS);
    CHECK(counter > stopped_at);
    CHECK_OK(kozo_thread_exit(worker->thread, 0));
    CHECK_EQUAL(worker_state(worker), KOZO_THREAD_STATE_DEAD);
}

static void suspend_itself(struct worker *self)
{
    self->error = kozo_thread_suspend(self->thread);
    self->step = 1;
}

static void a_thread_suspends_itself(void)
{
    struct worker *worker = worker_run(PRIORITY_WORKER, suspend_itself, 0);

    CHECK_EQUAL(worker->step, 0);
    CHECK_EQUAL(worker_state(worker), KOZO_THREAD_STATE_SUSPENDED);
    CHECK_OK(kozo_thread_resume(worker->thread));
    CHECK_EQUAL(worker->step, 1);
    CHECK_EQUAL(worker->error, KOZO_OK);
}

static void suspend_cancels_a_wait(void)
{
    struct worker *worker = worker_new(PRIORITY_WORKER);

    worker->endpoint = MAKE_ENDPOINT();
    worker_start(worker, receive_once);
    CHECK_EQUAL(worker_state(worker), KOZO_THREAD_STATE_RECEIVING);
    CHECK_OK(kozo_thread_suspend(worker->thread));
    CHECK_EQUAL(worker->step, 0);
    CHECK_OK(kozo_thread_resume(worker->thread));
    CHECK_EQUAL(worker->step, 1);
    CHECK_EQUAL(worker->error, KOZO_ERR_CANCELLED);
}

static void inspect_tells_state_priority_and_time(void)
{
    struct worker *worker = worker_new(PRIORITY_LOW);
    kozo_thread_state_t state = 0;
    kozo_priority_t priority = 0;
    kozo_duration_t before = 0, after = 0;

    worker_start(worker, spin);
    CHECK_OK(kozo_thread_inspect(worker->thread, &state, &priority, &before));
    CHECK_EQUAL(priority, PRIORITY_LOW);
    CHECK_EQUAL(state, KOZO_THREAD_STATE_READY);
    rest_ns(5 * MILLISECOND_NS);
    CHECK_OK(kozo_thread_inspect(worker->thread, &state, &priority, &after));
    CHECK(after >= before + MILLISECOND_NS);
    CHECK_EQUAL(kozo_thread_inspect(AS(thread, copy(KOZO_ANY(worker->thread),
                                                    KOZO_THREAD_RIGHT_CONTROL)),
                                    &state, &priority, &after),
                KOZO_ERR_ACCESS_DENIED);
}

static void deleting_a_thread_stops_it(void)
{
    struct worker *worker = worker_new(PRIORITY_LOW);

    counter = 0;
    worker_start(worker, spin);
    rest_ns(MILLISECOND_NS);
    CHECK_OK(kozo_any_delete(KOZO_ANY(worker->thread)));
    const uint64_t stopped_at = counter;
    rest_ns(2 * MILLISECOND_NS);
    CHECK_EQUAL(counter, stopped_at);
}

static void delete_itself(struct worker *self)
{
    self->step = 1;
    self->error = kozo_any_delete(KOZO_ANY(self->thread));
    self->step = 2;
}

static void a_thread_deletes_itself(void)
{
    struct worker *worker = worker_run(PRIORITY_WORKER, delete_itself, 0);
    kozo_info_t info = {0};

    CHECK_EQUAL(worker->step, 1);
    CHECK_EQUAL(identify(KOZO_ANY(worker->thread), &info), KOZO_ERR_NO_CAP);
}

static void revoke_everything(struct worker *self)
{
    self->step = 1;
    self->error = kozo_any_revoke(KOZO_ANY(guest.memory));
    self->step = 2;
}

static void a_thread_revokes_the_memory_that_it_is_made_of(void)
{
    struct worker *worker = worker_run(PRIORITY_WORKER, revoke_everything, 0);
    kozo_info_t info = {0};

    CHECK_EQUAL(worker->step, 1);
    /* It stopped half way through; anybody can finish the job. */
    CHECK_OK(kozo_any_revoke(KOZO_ANY(guest.memory)));
    CHECK(identify(KOZO_ANY(worker->thread), &info) != KOZO_OK);
}

static void a_revoked_address_space_stops_its_threads(void)
{
    struct space space;

    space_new(&space, PRIORITY_LOW);
    space_start(&space, (void (*)(uint64_t))(uint64_t)spin, (uint64_t)space_shared());
    CHECK_OK(kozo_any_delete(KOZO_ANY(space.aspace)));
    kozo_thread_state_t state = 0;
    kozo_priority_t priority = 0;
    kozo_duration_t consumed = 0;

    /* The binding is a capability: the space lives on until it is revoked. */
    CHECK_OK(kozo_thread_inspect(space.thread, &state, &priority, &consumed));
    CHECK_EQUAL(state, KOZO_THREAD_STATE_READY);
}

static void a_lost_binding_stops_a_thread(void)
{
    const kozo_aspace_t aspace = MAKE_ASPACE();
    struct worker *worker = worker_new_in(PRIORITY_LOW, guest.cnode, aspace);

    worker_start(worker, spin);
    CHECK_EQUAL(worker_state(worker), KOZO_THREAD_STATE_READY);
    CHECK_OK(kozo_any_revoke(KOZO_ANY(aspace)));
    CHECK_EQUAL(worker_state(worker), KOZO_THREAD_STATE_SUSPENDED);
    CHECK_EQUAL(kozo_thread_resume(worker->thread), KOZO_ERR_UNBOUND);
}

static void a_lost_budget_stops_a_thread(void)
{
    struct worker *worker = worker_new(PRIORITY_LOW);

    counter = 0;
    worker_start(worker, spin);
    for (unsigned patience = 0; patience < 1000 && counter == 0; patience++)
        rest_ns(MILLISECOND_NS);
    CHECK(counter != 0);
    CHECK_OK(kozo_any_revoke(KOZO_ANY(worker->budget)));
    const uint64_t stopped_at = counter;
    rest_ns(2 * MILLISECOND_NS);
    CHECK_EQUAL(counter, stopped_at);
    CHECK_EQUAL(worker_state(worker), KOZO_THREAD_STATE_READY);
}

static void lose_cspace(struct worker *self)
{
    kozo_info_t info = {0};

    self->step = 1;
    self->error = identify(KOZO_ANY(self->thread), &info);
    self->step = 2;
    for (;;) {
        counter++;
    }
}

static void a_lost_cspace_leaves_no_capability(void)
{
    const kozo_cnode_t cnode = MAKE_CNODE(10);
    struct worker *worker = worker_new_in(PRIORITY_LOW, cnode, guest.aspace);

    CHECK_OK(kozo_any_revoke(KOZO_ANY(cnode)));
    worker->body = lose_cspace;
    CHECK_EQUAL(kozo_thread_start(worker->thread, (vaddr_t){(uint64_t)lose_cspace},
                                  (vaddr_t){worker->stack_top}, (uint64_t)worker),
                KOZO_ERR_UNBOUND);

    const kozo_cnode_t other = MAKE_CNODE(10);
    worker = worker_new_in(PRIORITY_LOW, other, guest.aspace);
    worker_start(worker, lose_cspace);
    CHECK_OK(kozo_any_revoke(KOZO_ANY(other)));
    rest_ns(MILLISECOND_NS);
    CHECK_EQUAL(worker->step, 2);
    CHECK_EQUAL(worker->error, KOZO_ERR_NO_CAP);
}

static const struct test table[] = {
    {"a thread runs and ends", a_thread_runs_and_ends},
    {"start passes its arguments", start_passes_its_arguments},
    {"start needs bindings", start_needs_bindings},
    {"a budget has one thread", a_budget_has_one_thread},
    {"bad states are refused", bad_states_are_refused},
    {"suspend stops, resume goes on, exit ends", suspend_stops_and_resume_goes_on},
    {"a thread suspends itself", a_thread_suspends_itself},
    {"suspend cancels a wait", suspend_cancels_a_wait},
    {"inspect tells state, priority and time", inspect_tells_state_priority_and_time},
    {"deleting a thread stops it", deleting_a_thread_stops_it},
    {"a thread deletes itself", a_thread_deletes_itself},
    {"a thread revokes the memory it is made of", a_thread_revokes_the_memory_that_it_is_made_of},
    {"a deleted address space lives on in its binding", a_revoked_address_space_stops_its_threads},
    {"a lost address space suspends a thread", a_lost_binding_stops_a_thread},
    {"a lost budget stops a thread", a_lost_budget_stops_a_thread},
    {"a lost capability space leaves no capability", a_lost_cspace_leaves_no_capability},
};
TESTS(thread_tests, "threads", table);
