/* SPDX-License-Identifier: MIT */
/* act_load.c: what a thread has in its registers and in its buffer when it makes a system call. */
#include <kozo/trap_regs.h>
#include <stddef.h>

#include "pair.h"

enum {
    KEEPER_PATIENCE = 300000,
    STALE_BIT = 30,
    TOGETHER = 255,
};

/* What the operations are, and where they take their arguments from. */
static const struct form {
    uint64_t op;
    enum { ZERO, OTHER, INDEX, MASK, VALUE, TIME, PERIOD, DEADLINE } arguments[5];
} forms[ACT_KINDS] = {
    [ACT_CALL] = {KOZO_OP_ENDPOINT_CALL, {ZERO}},
    [ACT_SEND] = {KOZO_OP_ENDPOINT_SEND, {ZERO}},
    [ACT_RECEIVE] = {KOZO_OP_ENDPOINT_RECEIVE, {ZERO}},
    [ACT_REPLY] = {KOZO_OP_REPLY_SEND, {ZERO}},
    [ACT_REPLY_RECEIVE] = {KOZO_OP_ENDPOINT_REPLY_RECEIVE, {ZERO}},
    [ACT_ANSWER] = {KOZO_OP_REPLY_SEND, {ZERO}},
    [ACT_ANSWER_RECEIVE] = {KOZO_OP_ENDPOINT_REPLY_RECEIVE, {ZERO}},
    [ACT_SAVE_REPLY] = {KOZO_OP_CNODE_SAVE_REPLY, {INDEX}},
    [ACT_SIGNAL] = {KOZO_OP_NOTIFICATION_SIGNAL, {ZERO}},
    [ACT_WAIT] = {KOZO_OP_NOTIFICATION_WAIT, {DEADLINE}},
    [ACT_ALARM] = {KOZO_OP_NOTIFICATION_SET_ALARM, {DEADLINE, VALUE}},
    [ACT_PARK] = {KOZO_OP_THREAD_PARK, {DEADLINE}},
    [ACT_UNPARK] = {KOZO_OP_THREAD_UNPARK, {ZERO}},
    [ACT_SUSPEND] = {KOZO_OP_THREAD_SUSPEND, {ZERO}},
    [ACT_RESUME] = {KOZO_OP_THREAD_RESUME, {ZERO}},
    [ACT_EXIT] = {KOZO_OP_THREAD_EXIT, {VALUE}},
    [ACT_BIND_SIGNALS] = {KOZO_OP_THREAD_BIND_NOTIFICATION, {OTHER}},
    [ACT_INSPECT_THREAD] = {KOZO_OP_THREAD_INSPECT, {ZERO}},
    [ACT_START] = {KOZO_OP_THREAD_START, {VALUE, TIME, PERIOD}},
    [ACT_BIND_FAULTS] = {KOZO_OP_THREAD_BIND_FAULTS, {OTHER}},
    [ACT_READ_REGISTERS] = {KOZO_OP_THREAD_READ_REGISTERS, {ZERO}},
    [ACT_WRITE_REGISTERS] = {KOZO_OP_THREAD_WRITE_REGISTERS, {ZERO}},
    [ACT_WATCH_THREAD] = {KOZO_OP_THREAD_WATCH, {VALUE}},
    [ACT_CONFIGURE] = {KOZO_OP_BUDGET_CONFIGURE, {OTHER, VALUE, TIME, PERIOD}},
    [ACT_YIELD] = {KOZO_OP_BUDGET_YIELD, {ZERO}},
    [ACT_WATCH] = {KOZO_OP_BUDGET_WATCH, {VALUE}},
    [ACT_INSPECT_BUDGET] = {KOZO_OP_BUDGET_INSPECT, {ZERO}},
    [ACT_COPY] = {KOZO_OP_CNODE_COPY, {INDEX, OTHER, MASK}},
    [ACT_MINT] = {KOZO_OP_CNODE_MINT, {INDEX, OTHER, MASK, VALUE}},
    [ACT_MOVE] = {KOZO_OP_CNODE_MOVE, {INDEX, OTHER}},
    [ACT_DELETE] = {KOZO_OP_ANY_DELETE, {ZERO}},
    [ACT_REVOKE] = {KOZO_OP_ANY_REVOKE, {ZERO}},
};

bool act_is_call(unsigned kind)
{
    return forms[kind].op != 0 || kind == ACT_CALL;
}

/* The handle of what is in a slot; `bit` says which of an act's it is. */
static uint64_t handle_of(const struct act *act, uint32_t slot, uint32_t bit)
{
    const struct ref_cap *cap = &ref.slot[slot < ref.slots ? slot : 0];
    const uint64_t handle = (act->nested & bit) != 0 ? ref_nested_handle(cap) : ref_handle(cap);

    return handle ^ ((act->stale & bit) != 0 ? UINT64_C(1) << (32 + STALE_BIT) : 0);
}

/* Thread 0 waits for nobody for long, or there might be nobody to run. */
static uint64_t deadline_of(const struct act *act)
{
    const uint32_t deadline = ref.current == ref.thread && (act->deadline == ACT_NEVER ||
                                                            act->deadline > KEEPER_PATIENCE)
                                  ? KEEPER_PATIENCE
                                  : act->deadline;

    switch (deadline) {
    case ACT_NEVER: return KOZO_DEADLINE_NEVER;
    case ACT_POLL: return KOZO_DEADLINE_POLL;
    case ACT_PAST: return ref.now;
    case ACT_LATER: return ref.now + 1;
    default: /* some of them together */
        return deadline % 2 != 0 ? ref.now + deadline : (ref.now + deadline) | TOGETHER;
    }
}

static uint64_t word_of(const struct act *act, unsigned i)
{
    return ((uint64_t)act->seed << 8 | i) * UINT64_C(0x9e3779b97f4a7c15);
}

static uint32_t spare_slot(uint64_t word)
{
    return pair.first_spare + (uint32_t)(word >> 40) % pair.scene->spare;
}

/* How a capability travels: most of them in ways that are permitted. */
static uint32_t pass_of(const struct act *act, unsigned i)
{
    const uint32_t random = (uint32_t)((act->passing + i) * UINT64_C(0x9e3779b97f4a7c15) >> 32);

    if (act->passing == 0) {
        return 0;
    }
    switch (random % 8) {
    case 0: return random;
    case 1: return random % 1024;
    case 2: case 3: return (uint32_t)kozo_pass_make(random >> 8, 0).raw;
    default: return (uint32_t)kozo_pass_make(0, 1).raw;
    }
}

/* What the thread has put into its buffer. */
static void fill_buffer(const struct act *act, struct kozo_buffer *buffer)
{
    for (unsigned i = KOZO_REGISTER_WORDS; i < act->words && i < KOZO_BUFFER_WORDS; i++) {
        buffer->words[i] = word_of(act, i);
    }
    if (act->kind == ACT_WRITE_REGISTERS && act->value != 0) { /* an address that can be */
        buffer->words[KOZO_REGISTER_WORDS + offsetof(struct regs, rip) / sizeof(uint64_t)] =
            act->value;
    }
    for (unsigned i = 0; i < KOZO_BUFFER_CAPS; i++) {
        const uint32_t span = pair.slots - PAIR_OBJECTS;

        if (i < act->caps) {
            buffer->caps[i] = handle_of(
                act, PAIR_OBJECTS + (uint32_t)(word_of(act, i) >> 33) % span, 4);
        }
        buffer->receive[i] = spare_slot(word_of(act, i + 8));
        buffer->pass[i] = pass_of(act, i);
    }
}

static void load_message(const struct act *act, struct regs *regs)
{
    const bool answers = act->kind == ACT_ANSWER || act->kind == ACT_ANSWER_RECEIVE;
    const bool receives = act->kind == ACT_RECEIVE;
    uint32_t flags = act->flags;

    if (act->kind != ACT_REPLY && act->kind != ACT_ANSWER && (act->deadline != ACT_NEVER ||
                                                              ref.current == ref.thread)) {
        flags |= KOZO_TAG_FLAG_DEADLINE;
    }
    struct kozo_message message = {
        .tag = answers ? kozo_tag_make(KOZO_INTERFACE_FAULT, 0, flags, 0, 3)
                       : kozo_tag_make(receives ? 0 : act->seed, receives ? 0 : act->seed & 7,
                                       flags, act->caps, act->words),
        .deadline = deadline_of(act),
        .reply = {handle_of(act, act->other, 2)},
    };

    for (unsigned i = 0; i < KOZO_REGISTER_WORDS; i++) {
        message.words[i] = word_of(act, i);
    }
    if (answers) {
        message.words[0] = act->value;
        message.words[1] = act->seed % 16 == 0 ? KOZO_USER_TOP : act->seed;
    }
    trap_load_message(regs, forms[act->kind].op, (kozo_handle_t){handle_of(act, act->slot, 1)},
                      &message);
}

static void load_method(const struct act *act, struct regs *regs)
{
    const struct form *form = &forms[act->kind];
    const uint64_t sources[] = {
        [ZERO] = 0, [OTHER] = handle_of(act, act->other, 2),
        [INDEX] = act->index, [MASK] = act->mask, [VALUE] = act->value, [TIME] = act->time,
        [PERIOD] = act->period, [DEADLINE] = deadline_of(act),
    };
    uint64_t values[KOZO_METHOD_ARGUMENTS];

    for (unsigned i = 0; i < KOZO_METHOD_ARGUMENTS; i++) {
        values[i] = sources[form->arguments[i]];
    }
    trap_load_method(regs, form->op, handle_of(act, act->slot, 1), values);
}

static bool is_message(const struct act *act)
{
    return act->kind >= ACT_CALL && act->kind <= ACT_ANSWER_RECEIVE;
}

void act_load(const struct act *act, struct thread *thread)
{
    struct ref_thread *t = ref.current;

    if (is_message(act)) {
        load_message(act, &t->regs);
    } else {
        load_method(act, &t->regs);
    }
    if (t->has_buffer && (is_message(act) || act->kind == ACT_WRITE_REGISTERS)) {
        fill_buffer(act, &t->buffer);
        fill_buffer(act, thread->buffer);
    }
    thread->regs = t->regs;
}
