/* SPDX-License-Identifier: MIT */
/* actors.c: see actors.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <actors.h>
#include <fake.h>
#include <kozo/arch.h>
#include <kozo/check.h>
#include <kozo/cnode.h>
#include <kozo/entry.h>
#include <kozo/gen/handlers.h>
#include <kozo/sched.h>

struct actor actors[ACTORS];
static struct thread *root;

struct thread *actors_root(void)
{
    return root;
}

void actors_start(void)
{
    world_start();
    for (unsigned i = 0; i < ACTORS; i++) {
        actors[i] = (struct actor){0};
    }
    root = world.self;
    struct budget *budget = cap_object(world_slot(kozo_handle_address(KOZO_ANY(world.budget))));

    budget->ceiling = 255;
    sched_configure(budget, 255, QUANTUM, QUANTUM);
    assert_int_equal(sys_thread_start(NULL, root, (vaddr_t){0}, (vaddr_t){0}, 0), KOZO_OK);
    assert_ptr_equal(sched_select(), root);
    budget->base = budget->priority = ROOT_PRIORITY; /* the ceiling stays, to make actors with */
}

struct actor *actor_prepare(unsigned number, kozo_priority_t priority)
{
    struct actor *actor = &actors[number];
    const uint32_t slot = ACTOR_SLOTS + 3 * number;

    actor_enter(root);
    const kozo_handle_t thread = world_make(KOZO_OBJECT_THREAD, 0, slot);
    const kozo_handle_t budget = world_make(KOZO_OBJECT_BUDGET, 0, slot + 1);

    actor->frame = world_make(KOZO_OBJECT_FRAME, KOZO_PAGE_BITS, slot + 2);
    actor->handle = WORLD_AS(kozo_thread_t, thread);
    actor->budget_handle = WORLD_AS(kozo_budget_t, budget);
    actor->thread = cap_object(world_slot(slot));
    actor->budget = cap_object(world_slot(slot + 1));
    assert_int_equal(kozo_budget_configure(actor->budget_handle, world.budget, priority, QUANTUM,
                                           QUANTUM),
                     KOZO_OK);
    assert_int_equal(kozo_thread_bind(actor->handle, world.cnode, world.aspace,
                                      actor->budget_handle),
                     KOZO_OK);
    const kozo_frame_t buffer = WORLD_AS(kozo_frame_t, actor->frame);

    assert_int_equal(kozo_thread_bind_buffer(actor->handle, buffer, 0), KOZO_OK);
    actor_leave(KOZO_OK);
    return actor;
}

struct actor *actor_make(unsigned number, kozo_priority_t priority)
{
    struct actor *actor = actor_prepare(number, priority);

    assert_int_equal(ROOT(kozo_thread_start(actor->handle, (vaddr_t){4096}, (vaddr_t){8192}, 0)),
                     KOZO_OK);
    return actor;
}

void actor_enter(struct thread *thread)
{
    struct cpu *cpu = this_cpu();
    struct budget *before = cpu->budget;

    assert_int_equal(thread->state, KOZO_THREAD_STATE_READY);
    assert_non_null(thread->budget);
    if (before != thread->budget) {
        if (before != NULL) {
            cpu->budget = NULL;
            before->state = BUDGET_IDLE;
            if (before->thread != NULL) {
                sched_wake(before->thread);
            }
        }
        sched_stop(thread);
        thread->budget->state = BUDGET_CURRENT;
        cpu->budget = thread->budget;
        cpu->charged_from_ns = fake.now_ns;
        const uint64_t end = fake.now_ns + cpu->budget->remaining_ns;

        if (end < cpu->timer_at_ns) {
            cpu->timer_at_ns = end;
            arch_timer_set(end);
        }
    }
    cpu->current = thread;
    world.self = thread;
}

kozo_err_t actor_leave(kozo_err_t result)
{
    sched_select();
    sched_check();
    actors_check();
    return result;
}

void actor_lose(const struct actor *actor, enum thread_binding which)
{
    actor_enter(root);
    assert_int_equal(cap_delete(&actor->thread->bindings[which]), KOZO_OK);
    actor_leave(KOZO_OK);
}

struct cnode *actor_give_space(const struct actor *actor, uint32_t slot)
{
    struct cap_slot *binding = &actor->thread->bindings[THREAD_CSPACE];

    actor_lose(actor, THREAD_CSPACE);
    actor_enter(root);
    assert_int_equal(cap_bind(binding, world_slot(slot)), KOZO_OK);
    actor->thread->cspace = cap_object(binding);
    actor->thread->cspace_mask = actor->thread->cspace->slot_count - 1;
    return actor->thread->cspace;
}

void actor_bind_faults(const struct actor *actor, uint32_t slot)
{
    assert_int_equal(cap_bind(&actor->thread->bindings[THREAD_FAULTS], world_slot(slot)), KOZO_OK);
}

void actor_fault(const struct actor *actor)
{
    const struct message fault = {.tag = kozo_tag_make(1, 1, KOZO_TAG_FLAG_KERNEL, 0, 0)};

    actor_enter(actor->thread);
    ipc_fault(actor->thread, &fault);
    actor_leave(KOZO_OK);
}

static kozo_err_t actor_operate(struct actor *actor, uint64_t op, kozo_endpoint_t endpoint,
                                struct kozo_message *message)
{
    actor_enter(actor->thread);
    return actor_leave(kozo_status_code(kozo_trap_message(op, KOZO_ANY(endpoint), message)));
}

static kozo_tag_t plain(unsigned flags, unsigned words)
{
    return kozo_tag_make(0, 0, flags, 0, words);
}

kozo_err_t actor_status(const struct actor *actor)
{
    return kozo_status_code((kozo_status_t){regs_op(&actor->thread->regs)});
}

kozo_err_t actor_call(struct actor *actor, kozo_endpoint_t endpoint)
{
    struct kozo_message message = {.tag = plain(0, 0)};

    return actor_operate(actor, KOZO_OP_ENDPOINT_CALL, endpoint, &message);
}

kozo_err_t actor_call_until(struct actor *actor, kozo_endpoint_t endpoint, uint64_t deadline)
{
    struct kozo_message message = {.tag = plain(KOZO_TAG_FLAG_DEADLINE, 0), .deadline = deadline};

    return actor_operate(actor, KOZO_OP_ENDPOINT_CALL, endpoint, &message);
}

kozo_err_t actor_send(struct actor *actor, kozo_endpoint_t endpoint, unsigned words, uint64_t seed)
{
    struct kozo_message message = {.tag = plain(0, words)};

    for (unsigned i = 0; i < words && i < KOZO_REGISTER_WORDS; i++) {
        message.words[i] = seed + i;
    }
    return actor_operate(actor, KOZO_OP_ENDPOINT_SEND, endpoint, &message);
}

kozo_err_t actor_receive(struct actor *actor, kozo_endpoint_t endpoint)
{
    struct kozo_message message = {.tag = plain(0, 0)};

    return actor_operate(actor, KOZO_OP_ENDPOINT_RECEIVE, endpoint, &message);
}

kozo_err_t actor_receive_until(struct actor *actor, kozo_endpoint_t endpoint, uint64_t deadline)
{
    struct kozo_message message = {.tag = plain(KOZO_TAG_FLAG_DEADLINE, 0), .deadline = deadline};

    return actor_operate(actor, KOZO_OP_ENDPOINT_RECEIVE, endpoint, &message);
}

kozo_err_t actor_reply(struct actor *actor)
{
    struct kozo_message message = {.tag = plain(0, 0)};

    return actor_operate(actor, KOZO_OP_REPLY_SEND, (kozo_endpoint_t){0}, &message);
}

kozo_err_t actor_reply_receive(struct actor *actor, kozo_endpoint_t endpoint)
{
    struct kozo_message message = {.tag = plain(0, 0)};

    return actor_operate(actor, KOZO_OP_ENDPOINT_REPLY_RECEIVE, endpoint, &message);
}

kozo_err_t actor_reply_saved(struct actor *actor, kozo_handle_t reply)
{
    struct kozo_message message = {.tag = plain(KOZO_TAG_FLAG_SAVED_REPLY, 0), .reply = reply};

    return actor_operate(actor, KOZO_OP_REPLY_SEND, (kozo_endpoint_t){0}, &message);
}

void actors_pass(uint64_t duration_ns)
{
    fake.now_ns += duration_ns;
    sched_tick();
    actor_leave(KOZO_OK);
}

static void check_actor(const struct thread *t)
{
    const kozo_thread_state_t state = t->state;
    const bool queued = state == KOZO_THREAD_STATE_SENDING || state == KOZO_THREAD_STATE_CALLING;
    const bool awaits = state == KOZO_THREAD_STATE_AWAITING_REPLY;

    assert_int_equal(tree_contains(&t->sender), queued);
    if (queued) {
        assert_true(kozo_tag_caps(ipc_pending_tag(t)) <= KOZO_BUFFER_CAPS);
        assert_true(kozo_tag_words(ipc_pending_tag(t)) <= KOZO_BUFFER_WORDS);
    }
    assert_int_equal(t->endpoint != NULL, queued || state == KOZO_THREAD_STATE_RECEIVING);
    assert_int_equal(t->notification != NULL, state == KOZO_THREAD_STATE_WAITING);
    assert_int_equal((t->reply_callee != NULL) + (t->reply_slot != NULL), awaits);
    if (t->reply_callee != NULL) {
        assert_ptr_equal(t->reply_callee->caller, t);
    }
    if (t->caller != NULL) {
        assert_ptr_equal(t->caller->reply_callee, t);
        assert_int_equal(t->caller->state, KOZO_THREAD_STATE_AWAITING_REPLY);
    }
    assert_true(t->call_depth < KOZO_CALL_DEPTH);
    if (t->home != NULL) {
        assert_ptr_equal(t->home->home, t);
    }
    assert_true(t->home == NULL || t->budget != NULL);
    if (state == KOZO_THREAD_STATE_READY && t->budget != NULL) {
        /* Or it would never run. */
        assert_ptr_equal(t->budget->thread, t);
        assert_int_not_equal(t->budget->state, BUDGET_IDLE);
    }
    if (t->home != NULL) {
        assert_int_equal(tree_contains(&t->home->timeout), t->home->state == BUDGET_DEPLETED);
    }
    if (t->budget != NULL && t->budget->thread != NULL) {
        assert_ptr_equal(t->budget->thread->budget, t->budget);
    }
    if (state == KOZO_THREAD_STATE_READY || state == KOZO_THREAD_STATE_DEAD) {
        assert_false(tree_contains(&t->timeout));
    }
}

void actors_check(void)
{
    for (unsigned i = 0; i < ACTORS; i++) {
        if (actors[i].thread != NULL) {
            check_actor(actors[i].thread);
            check_thread(actors[i].thread);
        }
    }
}
