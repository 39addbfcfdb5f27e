/* SPDX-License-Identifier: MIT */
/* step.c: steps of a run, one after the other or swept over all preemption points. */
#include <kozo/outcome.h>
#include <string.h>

#include "call.h"

/* So many deletions end everything that can be dying in these universes. */
enum { DELETIONS_MAX = 10000 };

struct step_counts *step_counts;

static struct call calls[WORKERS];
static struct step last; /* that was begun or gone on with */

void steps_start(void)
{
    memset(calls, 0, sizeof(calls));
    fake_last_words = step_print_last;
}

void step_print_last(void)
{
    fprintf(stderr, "in: ");
    step_print(stderr, &last);
}

bool step_is_pending(unsigned worker)
{
    return calls[worker].pending;
}

/* Whoever deletes something works on what others have left: nothing that is dying is forgotten. */
static void settle(void)
{
    fake.interrupt_period = 0;
    for (unsigned i = 0; i == 0 || kernel.dying != 0; i++) {
        if (i == DELETIONS_MAX || cap_delete(universe_spare()) != KOZO_OK) {
            disagree("something that is dying has been forgotten");
        }
    }
}

/* A retype that goes on has its stamps, unless somebody has used its next slot meanwhile, be it for
 * another retype that was interrupted there. */
static void note_used_slots(const struct call *call)
{
    const bool left_note = call->step.kind == STEP_RETYPE && call->pending;

    for (unsigned i = 0; i < WORKERS; i++) {
        if (calls[i].stamp != 0 && (model_has(&universe.model, calls[i].next) ||
                                    (left_note && call != &calls[i] &&
                                     call->next == calls[i].next))) {
            calls[i].stamp = 0;
        }
    }
}

static void check(const struct call *call, bool compare)
{
    note_used_slots(call);
    if (compare) {
        const char *difference = universe_difference(true);

        if (difference != NULL) {
            disagree("%s", difference);
        }
        const uint64_t found = cap_check();

        if (step_counts != NULL && found > step_counts->capabilities) {
            step_counts->capabilities = found;
        }
    }
}

/* Run a call until it ends or is preempted. `first`: it has not run yet. */
static void call_run(struct call *call, uint32_t interrupt, bool first, bool compare)
{
    struct call_context context = {.spaces = universe_spaces(), .lagged = kernel.dying != 0};

    last = call->step;
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
        call_expect(refusal);
    } else {
        call_model(call, &context);
    }
    call->pending = call_outcome == (kozo_err_t)KERNEL_RESTART;
    if (step_counts != NULL) {
        step_counts->ends[call->step.kind][call->pending             ? STEP_INTERRUPTED
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

/* The step with an interrupt at its first, second, ... preemption point, and the next step, by
 * another worker, before it goes on: until there are no more such points. */
static unsigned sweep(const struct step *step, const struct step *next)
{
    struct call *call = &calls[step->worker];
    static struct universe_state state;
    struct call saved[WORKERS];
    bool interrupted = true;
    unsigned runs = 0;

    universe_save(&state);
    memcpy(saved, calls, sizeof(calls));
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
        universe_restore(&state);
        memcpy(calls, saved, sizeof(calls));
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

        last = *step;
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
