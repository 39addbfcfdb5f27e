/* SPDX-License-Identifier: MIT */
/* call_model.c: a system call happens in the model, and results are compared. */
#include <kozo/abi/names.h>
#include <kozo/gen/model.h>
#include <kozo/outcome.h>
#include <kozo/trap_regs.h>
#include <string.h>

#include "call.h"
#include "theorems.h"

bool step_judges = true;

static struct model before; /* the operation on the model that is being judged */

void call_expect(kozo_err_t expected)
{
    if (call_outcome != expected) {
        disagree("kernel says %s, model says %s",
                 call_outcome == (kozo_err_t)KERNEL_RESTART ? "restart"
                                                            : kozo_error_name(call_outcome),
                 kozo_error_name(expected));
    }
}

/* From here on the next operation on the model is judged. */
static void note(void)
{
    if (step_judges) {
        model_copy(&before, &universe.model);
    }
}

static void prove(enum event_kind kind, model_slot_t slot, model_slot_t into, uint32_t count)
{
    const struct event event = {kind, slot, into, (uint16_t)count};
    const char *broken =
        step_judges ? theorem_broken(&before, &universe.model, &event) : NULL;

    if (broken != NULL) {
        disagree("theorem: %s", broken);
    }
}

/* The handle of slot `index` in the CNode at that unit. */
static uint64_t handle_of(uint32_t at, uint32_t index)
{
    return kozo_handle_make(cap_stamp(slot_of((model_slot_t)(at + index))), 0, index).raw;
}

/* The handle in the result names the last of `count` new capabilities. */
static void expect_handle(const struct call *call, uint32_t count)
{
    const uint32_t index = call->index + count - 1;

    if (*trap_result(&universe.workers[call->step.worker]->regs, 0) !=
        handle_of(call->into - call->index, index)) {
        disagree("the handle is wrong");
    }
}

/* Into the model */

static void model_derivation(const struct call *call)
{
    struct model *m = &universe.model;
    const model_slot_t from = call->found[2];
    const kozo_rights_t mask = (kozo_rights_t)call->step.mask;
    kozo_err_t error;

    if (call->step.kind == STEP_MOVE) {
        error = model_cnode_move(m, call->into, from);
    } else if (call->step.kind == STEP_MINT) {
        error = model_cnode_mint(m, call->into, from, mask, call->step.number);
    } else {
        error = model_cnode_copy(m, call->into, from, mask);
    }
    call_expect(error);
    if (error != KOZO_OK) {
        prove(EVENT_NOTHING, 0, 0, 0);
        return;
    }
    expect_handle(call, 1);
    prove(call->step.kind == STEP_MOVE ? EVENT_MOVE : EVENT_DERIVE, from, call->into, 0);
}

static void model_deletion(const struct call *call)
{
    if (call_outcome != (kozo_err_t)KERNEL_RESTART) {
        call_expect(KOZO_OK);
    }
    if (!call->lags) {
        (void)model_any_delete(&universe.model, call->found[0]);
        prove(EVENT_REMOVE, call->found[0], 0, 0);
    }
}

/* A revocation that was interrupted has deleted some children, the youngest first. How many, the
 * kernel's state tells. */
static void model_revocation(const struct call *call)
{
    struct model *m = &universe.model;
    const model_slot_t slot = call->found[0];

    if (call_outcome != (kozo_err_t)KERNEL_RESTART) {
        call_expect(KOZO_OK);
        if (!call->lags) {
            (void)model_any_revoke(m, slot);
            prove(EVENT_REVOKE, slot, 0, 0);
        }
        return;
    }
    while (!call->lags && universe_difference(false) != NULL) {
        const model_slot_t child = m->caps[slot].first;

        if (!model_has(m, slot) || child == 0) {
            disagree("%s", universe_difference(false));
        }
        note();
        model_remove(m, child);
        prove(EVENT_REMOVE, child, 0, 0);
    }
}

/* The stamps of a run of new objects are consecutive, even if it was interrupted. */
static void expect_stamps(struct call *call, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        const uint32_t stamp = cap_stamp(slot_of((model_slot_t)(call->into + i)));

        if (call->stamp != 0 && stamp != call->stamp) {
            disagree("the stamps of a retype are not consecutive");
        }
        call->stamp = stamp + 1;
    }
    call->stamp = call_outcome == (kozo_err_t)KERNEL_RESTART ? call->stamp : 0;
}

/* New memory must be clear; then it is made dirty, as its owner would. */
static void soil(const struct call *call, uint32_t count)
{
    const bool frames = universe.model.caps[call->into].type == KOZO_OBJECT_FRAME &&
                        !universe.model.caps[call->into].device;

    for (uint32_t i = 0; frames && i < count; i++) {
        const uint64_t size = UINT64_C(1) << call->step.size_bits;
        uint64_t *memory = cap_object(slot_of((model_slot_t)(call->into + i)));

        if (memory[0] != 0 || memcmp(memory, &memory[1], size - sizeof(*memory)) != 0) {
            disagree("the memory of a new frame is not clear");
        }
        memset(memory, 0x5a, size);
    }
}

/* Units below the kernel's watermark, and address spaces, may be more than in the model if what has
 * lain there is still dying. */
static void model_retype(struct call *call, const struct call_context *context)
{
    struct model *m = &universe.model;
    struct regs *regs = &universe.workers[call->step.worker]->regs;
    struct model_cap *memory = &m->caps[call->found[0]];
    const uint32_t used = memory->used;
    const uint32_t dying_spaces = context->spaces - m->objects[KOZO_OBJECT_ASPACE];
    const bool restart = call_outcome == (kozo_err_t)KERNEL_RESTART;
    const uint32_t left = restart ? (uint32_t)regs_arg(regs, 3) : 0;
    const uint32_t made = call->count - left;
    kozo_err_t error = KOZO_OK;

    call->next = (model_slot_t)(call->into + made);
    memory->used = context->used;
    m->objects[KOZO_OBJECT_ASPACE] += dying_spaces;
    if (made != 0) {
        error = model_untyped_retype(m, call->found[0], (kozo_object_t)call->step.object,
                                     (uint8_t)call->step.size_bits, (uint16_t)made, call->into);
    }
    m->objects[KOZO_OBJECT_ASPACE] -= dying_spaces;
    if (error != KOZO_OK || made == 0) {
        memory->used = used;
        if (!restart) {
            call_expect(error);
        } else if (error != KOZO_OK) {
            disagree("the kernel goes on where the model refuses");
        }
        prove(EVENT_NOTHING, 0, 0, 0);
        return;
    }
    if (!restart) {
        call_expect(KOZO_OK);
        expect_handle(call, made);
    }
    prove(EVENT_CREATE, call->found[0], call->into, made);
    soil(call, made);
    expect_stamps(call, made);
    call->count = left;
    call->index += made;
}

static void model_ports(const struct call *call)
{
    struct model *m = &universe.model;
    const struct model_cap *range = &m->caps[call->found[0]];
    const bool inside = call->step.number >= range->at &&
                        call->step.number + call->count <= range->at + range->used;

    call_expect(inside ? KOZO_OK : KOZO_ERR_RANGE);
    if (inside) {
        model_derive(m, call->into, call->found[0], range->rights, 0);
        m->caps[call->into].at = call->step.number;
        m->caps[call->into].used = call->count;
        expect_handle(call, 1);
    }
    prove(inside ? EVENT_DERIVE : EVENT_NOTHING, call->found[0], call->into, 0);
}

static void model_save_reply(const struct call *call, bool has_caller)
{
    call_expect(has_caller ? KOZO_OK : KOZO_ERR_NO_REPLY);
    if (has_caller) {
        model_install(&universe.model, call->into,
                      &(struct model_cap){
                          .type = KOZO_OBJECT_REPLY,
                          .rights = KOZO_REPLY_RIGHT_REPLY,
                          .at = model_of((const struct cap_slot *)(const void *)universe.client),
                      });
        expect_handle(call, 1);
    }
    prove(has_caller ? EVENT_INSTALL : EVENT_NOTHING, 0, call->into, 0);
}

/* The slot of a thread's binding. */
static model_slot_t binding(model_slot_t thread, enum thread_binding which)
{
    model_slot_t first = 0;
    uint32_t count;

    model_slots(&universe.model.caps[thread], &first, &count);
    return (model_slot_t)(first + which);
}

static bool is_bound(model_slot_t object)
{
    const struct model *m = &universe.model;

    MODEL_EACH(m, slot) {
        if (m->caps[slot].object == m->caps[object].object &&
            (cap_flags(slot_of(slot)) & CAP_BOUND) != 0) {
            return true;
        }
    }
    return false;
}

static void model_binding(const struct call *call, bool lagged)
{
    struct model *m = &universe.model;
    const bool all = call->step.kind == STEP_BIND;
    const enum thread_binding first = all                                     ? THREAD_CSPACE
                                      : call->step.kind == STEP_BIND_BUFFER ? THREAD_BUFFER
                                                                            : THREAD_FAULTS;
    const enum thread_binding last = all ? THREAD_BUDGET : first;
    bool busy = all && is_bound(call->found[3]);

    /* All threads but the workers are inactive for ever. */
    for (unsigned i = first; i <= last; i++) {
        busy = busy || model_has(m, binding(call->found[0], (enum thread_binding)i));
    }
    if (busy || (lagged && call_outcome == KOZO_ERR_BOUND_ALREADY)) {
        call_expect(KOZO_ERR_BOUND_ALREADY);
        prove(EVENT_NOTHING, 0, 0, 0);
        return;
    }
    if (first == THREAD_BUFFER && m->caps[call->found[1]].device) {
        call_expect(KOZO_ERR_DEVICE_MEMORY);
        prove(EVENT_NOTHING, 0, 0, 0);
        return;
    }
    call_expect(KOZO_OK);
    for (unsigned i = first; i <= last; i++) {
        const model_slot_t from = call->found[1 + i - first];
        const model_slot_t into = binding(call->found[0], (enum thread_binding)i);

        note();
        model_derive(m, into, from, model_rights(m, from), model_badge(m, from));
        prove(EVENT_DERIVE, from, into, 0);
    }
}

/* Does the capability hold a mapping in a space that lives? */
static bool is_mapped(const struct model_cap *cap)
{
    const struct model *m = &universe.model;

    MODEL_EACH(m, slot) {
        if (cap->mapped_in != 0 && m->caps[slot].object == cap->mapped_in) {
            return true;
        }
    }
    return false;
}

/* Whether tables are there and the place is free is a matter of test_aspace.c. */
static void model_mapping(const struct call *call, bool lagged)
{
    struct model *m = &universe.model;
    const bool unmaps = call->step.kind == STEP_UNMAP;
    struct model_cap *cap = &m->caps[call->found[unmaps ? 0 : 1]];

    if (is_mapped(cap) != unmaps && !(lagged && cap->mapped_in != 0)) {
        call_expect(unmaps ? KOZO_ERR_NOT_MAPPED : KOZO_ERR_ALREADY_MAPPED);
    } else if (unmaps && !lagged) {
        call_expect(KOZO_OK);
    }
    if (call_outcome != KOZO_OK) {
        return;
    }
    cap->mapped_in = unmaps ? 0 : m->caps[call->found[0]].object;
    cap->mapped_at = unmaps ? 0 : (uint64_t)call->step.number << KOZO_PAGE_BITS;
    cap->mapped_level = call->step.kind == STEP_MAP_TABLE
                            ? *trap_result(&universe.workers[call->step.worker]->regs, 0)
                            : 0;
}

static void model_look(const struct call *call)
{
    const struct model_cap *cap = &universe.model.caps[call->found[0]];
    struct regs *regs = &universe.workers[call->step.worker]->regs;
    const struct model_cap none = {.badge = 0};
    uint64_t handle = 0;
    const model_slot_t slot = (model_slot_t)(cap->at + call->index);

    if (call->step.kind == STEP_INSPECT) {
        const uint32_t slots = 1u << (cap->size_bits - KOZO_SLOT_BITS);

        if (call->index >= slots) {
            call_expect(KOZO_ERR_NO_SLOT);
            return;
        }
        if (universe_lags(slot)) {
            return; /* what it sees is its own business */
        }
        handle = model_has(&universe.model, slot) ? handle_of(cap->at, call->index) : 0;
        cap = handle != 0 ? &universe.model.caps[slot] : &none;
    }
    call_expect(KOZO_OK);
    if (*trap_result(regs, 0) != kozo_info_make(cap->type, cap->rights, cap->size_bits,
                                             cap->device).raw ||
        *trap_result(regs, 1) != cap->badge ||
        (call->step.kind == STEP_INSPECT &&
         *trap_result(regs, 2) != handle)) {
        disagree("what it tells of the capability is wrong");
    }
}

static bool is_below(model_slot_t slot, model_slot_t ancestor)
{
    while (slot != 0 && slot != ancestor) {
        slot = universe.model.caps[slot].parent;
    }
    return slot != 0;
}

static void model_verification(const struct call *call, bool went_on)
{
    const model_slot_t self = call->found[0], other = call->found[1];
    const struct model_cap *one = &universe.model.caps[self], *two = &universe.model.caps[other];
    /* What cannot be copied is its slot: an untyped made of all of another is not the same. */
    const bool same = self == other ||
                      (one->type == two->type && model_copyable(&universe.model, one->type) &&
                       one->at == two->at && one->size_bits == two->size_bits &&
                       (one->type != KOZO_OBJECT_IO_PORT || one->used == two->used));
    const kozo_relation_t expected =
        (same ? KOZO_RELATION_SAME_OBJECT : 0U) |
        (self != other && is_below(self, other) ? KOZO_RELATION_SELF_DERIVED : 0U) |
        (self != other && is_below(other, self) ? KOZO_RELATION_OTHER_DERIVED : 0U);

    if (call_outcome == (kozo_err_t)KERNEL_RESTART ||
        (call_outcome == KOZO_ERR_DISTURBED && went_on)) {
        return;
    }
    call_expect(KOZO_OK);
    if (*trap_result(&universe.workers[call->step.worker]->regs, 0) != expected) {
        disagree("the relation is wrong");
    }
}

void call_model(struct call *call, const struct call_context *context)
{
    note();
    switch (call->step.kind) {
    case STEP_COPY:
    case STEP_MINT:
    case STEP_MOVE:
        model_derivation(call);
        return;
    case STEP_DELETE:
        model_deletion(call);
        return;
    case STEP_REVOKE:
        model_revocation(call);
        return;
    case STEP_RETYPE:
        model_retype(call, context);
        return;
    case STEP_DERIVE_PORTS:
        model_ports(call);
        return;
    case STEP_SAVE_REPLY:
        model_save_reply(call, context->owed);
        return;
    case STEP_BIND:
    case STEP_BIND_BUFFER:
    case STEP_BIND_FAULTS:
        model_binding(call, context->lagged);
        return;
    case STEP_IDENTIFY:
    case STEP_INSPECT:
        model_look(call);
        break;
    case STEP_VERIFY:
        model_verification(call, call->pending);
        break;
    default:
        model_mapping(call, context->lagged);
    }
    prove(EVENT_NOTHING, 0, 0, 0);
}
