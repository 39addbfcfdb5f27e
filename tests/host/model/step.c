/* SPDX-License-Identifier: MIT */
/* step.c: steps of a run, one after the other or swept over all preemption points. */
#include <fake.h>
#include <kozo/cpu.h>
#include <kozo/outcome.h>
#include <string.h>

#include "call.h"

uint64_t (*step_ends)[STEP_ENDS];

static struct call calls[WORKERS];
static bool revoking; /* a revocation has been interrupted since everything was settled */

void steps_start(void)
{
    memset(calls, 0, sizeof(calls));
    revoking = false;
}

bool step_is_pending(unsigned worker)
{
    return calls[worker].pending;
}

/* Can somebody come back for a zombie: name it, since it lies in a container that lives, or, if it
 * met its end by a revocation, revoke anew? (Unless the ancestor is gone, and with it the memory.) */
static bool can_be_resumed(model_slot_t zombie)
{
    const struct cap_slot *above = universe_parent(slot_of(zombie));

    MODEL_EACH(&universe.model, slot) {
        model_slot_t first;
        uint32_t count;

        if ((revoking && (slot_of(slot) == above || above == NULL)) ||
            (model_slots(&universe.model.caps[slot], &first, &count) && zombie >= first &&
             zombie < first + count)) {
            return true;
        }
    }
    return false;
}

static void delete_now(struct cap_slot *slot)
{
    fake.interrupt_period = 0;
    if (cap_delete(slot) != KOZO_OK) {
        disagree("a deletion that is not interrupted does not end");
    }
}

/* Whoever deletes something finishes what nobody can come back for; the rest is asked for. */
static void settle(void)
{
    delete_now(universe_spare());
    while (kernel.dying != 0) {
        struct cap_slot *zombie = slot_at(object_at(kernel.dying)->origin);

        if (!cap_is_zombie(zombie) || !can_be_resumed(model_of(zombie))) {
            disagree("something that is dying has been forgotten");
        }
        delete_now(zombie);
    }
    revoking = false;
}

/* A retype that goes on has its stamps, unless somebody has used its next slot meanwhile. */
static void note_used_slots(void)
{
    for (unsigned i = 0; i < WORKERS; i++) {
        if (calls[i].stamp != 0 && model_has(&universe.model, calls[i].next)) {
            calls[i].stamp = 0;
        }
    }
}

static void check(const struct call *call, bool compare)
{
    if (step_spoil != NULL) {
        step_spoil(&call->step);
    }
    note_used_slots();
    if (compare) {
        const char *difference = universe_difference(true);

        if (difference != NULL) {
            call_fail(call, difference);
        }
        cap_check();
    }
}

/* Run a call until it ends or is preempted. `first`: it has not run yet. */
static void call_run(struct call *call, uint32_t interrupt, bool first, bool compare)
{
    struct call_context context = {.lagged = kernel.dying != 0};

    if (call->step.kind == STEP_SAVE_REPLY) {
        call_from_client(call->step.worker);
        context.owed = universe.workers[call->step.worker]->caller != NULL;
    }
    const kozo_err_t refusal = oracle_decode(call);

    if (call->step.kind == STEP_RETYPE && refusal == KOZO_OK) {
        context.used = (uint32_t)(slot_of(call->found[0])->aux >> KOZO_SLOT_BITS);
    }
    fake.interrupt_calls = 0;
    fake.interrupt_period = interrupt;
    if (first) {
        call_begin(call);
    } else {
        call_go_on(call->step.worker);
    }
    fake.interrupt_period = 0;
    if (refusal != KOZO_OK) {
        call_expect(call, refusal);
    } else {
        call_model(call, &context);
    }
    call->pending = call_outcome == (kozo_err_t)KERNEL_RESTART;
    revoking = revoking || (call->pending && call->step.kind == STEP_REVOKE);
    if (step_ends != NULL) {
        step_ends[call->step.kind][call->pending             ? STEP_INTERRUPTED
                                   : call_outcome == KOZO_OK ? STEP_DONE
                                                             : STEP_REFUSED]++;
    }
    check(call, compare);
}

static void begin(struct call *call, const struct step *step)
{
    *call = (struct call){.step = *step, .index = step->index, .count = step->count};
    for (unsigned i = 0; i < STEP_HANDLES; i++) {
        call->handle[i] = oracle_handle(&step->handle[i], (step->stale >> i & 1) != 0);
    }
}

/* Everything, to return to it. */
static struct {
    unsigned char memory[FAKE_MEMORY_SIZE];
    struct kernel kernel;
    struct cpu cpu;
    struct fake fake;
    struct model model;
    struct call calls[WORKERS];
    bool revoking;
} saved;

static void save(void)
{
    memcpy(saved.memory, fake_memory, (size_t)universe.units << KOZO_SLOT_BITS);
    saved.kernel = kernel;
    saved.cpu = cpus[0];
    saved.fake = fake;
    model_copy(&saved.model, &universe.model);
    memcpy(saved.calls, calls, sizeof(calls));
    saved.revoking = revoking;
}

static void restore(void)
{
    memcpy(fake_memory, saved.memory, (size_t)universe.units << KOZO_SLOT_BITS);
    kernel = saved.kernel;
    cpus[0] = saved.cpu;
    fake = saved.fake;
    model_copy(&universe.model, &saved.model);
    memcpy(calls, saved.calls, sizeof(calls));
    revoking = saved.revoking;
    universe_forget_stamps();
}

/* The step with an interrupt at its first, second, ... preemption point, and the next step, by
 * another worker, before it goes on: until there are no more such points. */
static unsigned sweep(const struct step *step, const struct step *next)
{
    struct call *call = &calls[step->worker];
    bool interrupted = true;
    unsigned runs = 0;

    save();
    for (uint32_t point = 1; interrupted; point++) {
        begin(call, step);
        call_run(call, point, true, true);
        interrupted = call->pending;
        runs++;
        if (interrupted && next != NULL && next->worker != step->worker) {
            runs += step_run(next, NULL, true);
        }
        for (unsigned i = 0; call->pending; i++) {
            call_run(call, i < point ? 1 : 0, false, true);
            runs++;
        }
        restore();
    }
    return runs;
}

unsigned step_run(const struct step *step, const struct step *next, bool compare)
{
    struct call *call = &calls[step->worker];
    const bool go_on = step->kind == STEP_GO_ON;
    unsigned runs = 0;

    if (step->kind == STEP_SETTLE) {
        const struct call settling = {.step = *step};

        settle();
        check(&settling, compare);
        return 1;
    }
    if (go_on && !call->pending) {
        return 0;
    }
    if (step->sweep != 0 && compare) {
        runs = sweep(step, next);
    }
    if (!go_on) {
        begin(call, step);
    }
    call_run(call, step->interrupt, !go_on, compare);
    return runs + 1;
}
