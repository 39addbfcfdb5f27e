/* SPDX-License-Identifier: MIT */
/* act_generate.c: acts that mean something more often than not: what a thread does depends on what
 * it owes, and it names what there is. */
#include <stddef.h>

#include "pair.h"

enum {
    TRIES = 12,
    NONSENSE = 40, /* one in so many names anything */
    STALE = 60,
    SHORT_NS = 2000,
    LONG_NS = 200000,
    LEAST_NS = 10000, /* that a budget can have */
};

static uint64_t state;

void act_seed(uint64_t seed)
{
    state = seed * UINT64_C(0x9e3779b97f4a7c15) | 1;
}

/* xorshift64*, as in rolls.h. */
static uint32_t roll(uint32_t below)
{
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return (uint32_t)((state * UINT64_C(0x2545f4914f6cdd1d) >> 32) % below);
}

static uint32_t any_slot(void)
{
    return PAIR_OBJECTS + roll(pair.slots - PAIR_OBJECTS);
}

static uint32_t spare_slot(void)
{
    return pair.first_spare + roll(pair.scene->spare);
}

/* The slot of a capability of that type with the right. */
static uint32_t pick(kozo_object_t type, kozo_rights_t right)
{
    const unsigned from = roll(ref.caps);

    for (unsigned i = 0; i < ref.caps && roll(NONSENSE * ref.caps) != 0; i++) {
        const struct ref_cap *cap = ref.order[(from + i) % ref.caps];

        if (cap->type == type && (cap->rights & right) == right && cap->bound == NULL &&
            cap - ref.slot >= PAIR_OBJECTS) {
            return (uint32_t)(cap - ref.slot);
        }
    }
    return any_slot();
}

/* Of an endpoint, rather one where somebody waits for that. */
static uint32_t pick_endpoint(bool sends)
{
    uint32_t slot = 0;

    for (unsigned i = 0; i < TRIES / 2; i++) {
        slot = pick(KOZO_OBJECT_ENDPOINT,
                    sends ? KOZO_ENDPOINT_RIGHT_SEND : KOZO_ENDPOINT_RIGHT_RECEIVE);
        const struct ref_cap *cap = &ref.slot[slot];

        if (cap->type == KOZO_OBJECT_ENDPOINT &&
            (sends ? ref_first(KOZO_THREAD_STATE_RECEIVING, cap->object)
                   : ref_first_sender(cap->object)) != NULL) {
            break;
        }
    }
    return slot;
}

static uint32_t any_of(kozo_object_t type)
{
    return pick(type, 0);
}

static uint32_t deadline(void)
{
    switch (roll(8)) {
    case 0: return ACT_POLL;
    case 1: return roll(4) == 0 ? ACT_PAST : ACT_NEVER;
    case 2: case 3: return ACT_LATER + roll(SHORT_NS);
    case 4: return ACT_LATER + roll(LONG_NS);
    default: return ACT_NEVER;
    }
}

static void add_message(struct act *act, bool may_be_saved)
{
    act->seed = roll(1u << 24);
    act->words = roll(4) == 0 ? roll(KOZO_BUFFER_WORDS + 3) : roll(KOZO_REGISTER_WORDS + 1);
    act->caps = roll(10) == 0 ? roll(KOZO_BUFFER_CAPS + 2) : 0;
    act->passing = roll(2) * roll(1u << 24);
    act->flags = roll(100) == 0 ? roll(128) & ~(uint32_t)KOZO_TAG_FLAG_DEADLINE : 0;
    act->deadline = roll(3) == 0 ? deadline() : ACT_NEVER;
    if (may_be_saved && (ref.current->caller == NULL ? roll(8) != 0 : roll(16) == 0)) {
        act->flags |= KOZO_TAG_FLAG_SAVED_REPLY;
        act->other = any_of(KOZO_OBJECT_REPLY);
    }
}

static bool is_there(kozo_object_t type)
{
    for (uint32_t i = pair.first_spare; i < pair.slots; i++) {
        if (ref.slot[i].type == type) {
            return true;
        }
    }
    return false;
}

/* What a well-behaved server or client does next: it answers, or calls who waits, or waits. */
static void behave(struct act *act, const struct ref_thread *t)
{
    act->fast = roll(4) != 0;
    act->seed = roll(1u << 24);
    act->words = roll(KOZO_REGISTER_WORDS + 1);
    const bool calls = t->caller == NULL || roll(100) < pair.scene->chains;
    const struct ref_cap *handler = &t->bindings[REF_FAULTS];

    if (calls && handler->type == KOZO_OBJECT_ENDPOINT && roll(4) == 0 &&
        ref_first(KOZO_THREAD_STATE_RECEIVING, handler->object) != NULL) {
        act->kind = ACT_FAULT;
        return;
    }
    act->slot = pick_endpoint(calls);
    act->kind = ACT_CALL;
    if (!calls) {
        act->kind = t->caller->faulted ? ACT_ANSWER_RECEIVE : ACT_REPLY_RECEIVE;
        act->value = KOZO_FAULT_ACTION_RESUME;
        act->slot = t->by != NULL ? (uint32_t)(t->by - ref.slot) : act->slot;
    } else if (t->caller == NULL &&
               (ref.slot[act->slot].type != KOZO_OBJECT_ENDPOINT ||
                ref_first(KOZO_THREAD_STATE_RECEIVING, ref.slot[act->slot].object) == NULL)) {
        act->kind = ACT_RECEIVE;
        act->words = 0;
    }
}

/* What any server or client does next. */
static void talk(struct act *act, const struct ref_thread *t)
{
    static const uint8_t owing[] = {ACT_REPLY, ACT_REPLY_RECEIVE, ACT_REPLY_RECEIVE,
                                    ACT_REPLY_RECEIVE, ACT_CALL, ACT_SAVE_REPLY, ACT_ANSWER};
    static const uint8_t free[] = {ACT_CALL, ACT_CALL, ACT_CALL, ACT_SEND, ACT_RECEIVE,
                                   ACT_RECEIVE, ACT_RECEIVE, ACT_REPLY, ACT_REPLY_RECEIVE};
    const unsigned choices = is_there(KOZO_OBJECT_REPLY) ? sizeof(free) : sizeof(free) - 2;
    const bool faulted = t->caller != NULL && t->caller->faulted;

    act->kind = t->caller != NULL ? owing[roll(sizeof(owing))] : free[roll(choices)];
    if (t->caller != NULL && roll(100) < pair.scene->chains) {
        act->kind = roll(8) != 0 ? ACT_CALL : ACT_FAULT;
    }
    act->fast = roll(2);
    act->slot = pick_endpoint(act->kind == ACT_CALL || act->kind == ACT_SEND);
    if (act->kind == ACT_REPLY_RECEIVE && t->by != NULL && roll(4) != 0) {
        act->slot = (uint32_t)(t->by - ref.slot); /* where it has waited before */
    }
    if (act->kind == ACT_FAULT) {
        act->seed = roll(1u << 24);
    } else if (act->kind == ACT_SAVE_REPLY) {
        act->slot = PAIR_ROOT;
        act->index = spare_slot();
    } else if (act->kind == ACT_ANSWER ||
               (faulted && roll(100) >= pair.scene->chains && roll(4) != 0)) {
        act->kind = t->by != NULL && roll(2) == 0 ? ACT_ANSWER_RECEIVE : ACT_ANSWER;
        act->slot = act->kind == ACT_ANSWER ? act->slot : (uint32_t)(t->by - ref.slot);
        act->value = roll(16) == 0 ? 3 : roll(3);
        act->seed = roll(1u << 24);
        add_message(act, true);
        act->deadline = ACT_NEVER;
    } else if (act->kind == ACT_RECEIVE) {
        act->deadline = roll(2) == 0 ? deadline() : ACT_NEVER;
        act->seed = roll(1u << 24);
    } else {
        add_message(act, act->kind == ACT_REPLY || act->kind == ACT_REPLY_RECEIVE);
    }
}

static void signal(struct act *act, const struct ref_thread *t)
{
    static const uint8_t kinds[] = {ACT_SIGNAL, ACT_SIGNAL, ACT_WAIT, ACT_ALARM, ACT_BIND_SIGNALS};

    act->kind = kinds[roll(sizeof(kinds))];
    act->slot = pick(KOZO_OBJECT_NOTIFICATION, act->kind == ACT_SIGNAL
                                                   ? KOZO_NOTIFICATION_RIGHT_SIGNAL
                                                   : KOZO_NOTIFICATION_RIGHT_WAIT);
    act->deadline = roll(2) == 0 ? deadline() : ACT_NEVER;
    act->fast = roll(4) != 0;
    if (act->kind == ACT_WAIT && t->by != NULL && t->by->type == KOZO_OBJECT_NOTIFICATION &&
        roll(4) != 0) {
        act->slot = (uint32_t)(t->by - ref.slot); /* where it has waited before */
    }
    act->value = roll(8);
    if (act->kind == ACT_BIND_SIGNALS) {
        act->other = act->slot;
        act->slot = any_of(KOZO_OBJECT_THREAD);
    }
}

/* The slot where a thread's own capability was put first. */
static uint32_t slot_of_thread(const struct ref_thread *t)
{
    const uint32_t number = (uint32_t)(t - ref.thread);

    return number == 0 ? PAIR_KEEPER : PAIR_OBJECTS + number - 1;
}

static void govern_thread(struct act *act, const struct ref_thread *t)
{
    static const uint8_t kinds[] = {ACT_PARK, ACT_PARK, ACT_UNPARK, ACT_UNPARK, ACT_SUSPEND,
                                    ACT_RESUME, ACT_RESUME, ACT_RESUME, ACT_INSPECT_THREAD,
                                    ACT_EXIT, ACT_START, ACT_BIND_FAULTS, ACT_READ_REGISTERS,
                                    ACT_WRITE_REGISTERS, ACT_WATCH_THREAD};

    act->kind = kinds[roll(sizeof(kinds))];
    act->slot = any_of(KOZO_OBJECT_THREAD);
    act->deadline = deadline();
    act->value = roll(8) * roll(1000);
    if (act->kind == ACT_BIND_FAULTS || act->kind == ACT_START) {
        for (uint32_t i = 0; i < pair.scene->threads - 1; i++) {
            const struct ref_thread *other = ref.slot[PAIR_OBJECTS + i].object;

            if (ref.slot[PAIR_OBJECTS + i].type == KOZO_OBJECT_THREAD &&
                other->state == KOZO_THREAD_STATE_INACTIVE) {
                act->slot = PAIR_OBJECTS + i;
            }
        }
        act->other = pick(KOZO_OBJECT_ENDPOINT, KOZO_ENDPOINT_RIGHT_SEND);
    } else if (act->kind == ACT_WRITE_REGISTERS) {
        act->words = KOZO_BUFFER_WORDS;
        act->seed = roll(1u << 24);
    } else if (act->kind == ACT_WATCH_THREAD) {
        act->value = roll(8) != 0 ? 0 : roll(6);
    }
    if (act->kind == ACT_PARK && roll(8) != 0) {
        act->slot = slot_of_thread(t);
    }
    if (act->kind == ACT_EXIT && roll(4) != 0) {
        act->kind = ACT_FAULT;
        act->fast = roll(2);
        act->seed = roll(1u << 24);
    }
}

static void choose_times(struct act *act)
{
    act->value = 1 + roll(pair.scene->priorities);
    act->time = LEAST_NS + roll(roll(4) == 0 ? LONG_NS : LEAST_NS);
    act->period = act->time + roll(2) * roll(3 * LEAST_NS);
}

static void govern_budget(struct act *act)
{
    static const uint8_t kinds[] = {ACT_CONFIGURE, ACT_CONFIGURE, ACT_YIELD, ACT_YIELD, ACT_WATCH,
                                    ACT_INSPECT_BUDGET};

    act->kind = kinds[roll(sizeof(kinds))];
    act->slot = any_of(KOZO_OBJECT_BUDGET);
    act->fast = roll(4) != 0;
    for (uint32_t i = 0; act->kind == ACT_YIELD && i < pair.slots; i++) {
        act->slot = ref.slot[i].object == ref.budget && roll(2) == 0 ? i : act->slot;
    }
    act->value = act->kind == ACT_WATCH ? roll(9) % 3 : 1 + roll(pair.scene->priorities);
    if (act->kind == ACT_CONFIGURE) {
        act->other = roll(8) == 0 ? any_of(KOZO_OBJECT_BUDGET) : PAIR_KEEPER_BUDGET;
        choose_times(act);
        act->period -= roll(20) == 0 ? SHORT_NS : 0;
    }
}

static void change_capabilities(struct act *act)
{
    static const uint8_t kinds[] = {ACT_COPY, ACT_MINT, ACT_MINT, ACT_MOVE, ACT_DELETE,
                                    ACT_DELETE, ACT_DELETE, ACT_REVOKE};
    static const kozo_object_t types[] = {KOZO_OBJECT_ENDPOINT, KOZO_OBJECT_ENDPOINT,
                                          KOZO_OBJECT_NOTIFICATION, KOZO_OBJECT_NOTIFICATION,
                                          KOZO_OBJECT_REPLY, KOZO_OBJECT_THREAD,
                                          KOZO_OBJECT_BUDGET};
    const kozo_object_t type = types[roll(sizeof(types))];

    act->kind = kinds[roll(sizeof(kinds))];
    act->slot = any_of(type);
    act->interrupt = act->kind >= ACT_DELETE && roll(2) == 0 ? 1 + roll(3) : 0;
    if (act->kind == ACT_DELETE && act->slot < pair.first_endpoint && roll(4) != 0) {
        act->slot = spare_slot(); /* threads and budgets live longer */
    }
    if (act->kind < ACT_DELETE) {
        act->other = act->slot;
        act->slot = PAIR_ROOT;
        act->index = spare_slot();
        act->mask = roll(4) == 0 ? roll(18) : 15;
        act->value = 1 + roll(1000);
    }
}

static uint32_t time_to_pass(void)
{
    switch (roll(32)) {
    case 0: return roll(LONG_NS);
    case 1: case 2: case 3: case 4: return roll(20000);
    case 5: case 6: case 7: case 8: return roll(SHORT_NS);
    default: return 0;
    }
}

/* Something that is gone; for a thread there is a budget. */
static bool make(struct act *act)
{
    const uint32_t count = pair.first_spare - PAIR_OBJECTS, from = roll(count);

    act->kind = ACT_MAKE;
    act->other = 0;
    REF_EACH_BUDGET (b) {
        for (uint32_t i = 0; b->home == NULL && i < pair.slots; i++) {
            act->other = ref.slot[i].object == b && roll(2) == 0 ? i : act->other;
        }
    }
    for (uint32_t i = 0; i < count; i++) {
        act->slot = PAIR_OBJECTS + (from + i) % count;
        if (ref.slot[act->slot].type == KOZO_OBJECT_NULL &&
            (act->slot >= pair.first_budget || act->other != 0)) {
            act->index = any_of(KOZO_OBJECT_ENDPOINT);
            choose_times(act);
            act->mask = roll(6) == 0; /* not to be started */
            return true;
        }
    }
    return false;
}

/* A thread that will not run again of itself, to be taken away with all that names it. */
static bool bury(struct act *act)
{
    for (unsigned i = 0; i < TRIES; i++) {
        const uint32_t slot = any_slot();
        const struct ref_cap *cap = &ref.slot[slot];
        const struct ref_thread *t = cap->object;

        if (cap->type == KOZO_OBJECT_THREAD &&
            (t->state == KOZO_THREAD_STATE_DEAD ||
             (t->state == KOZO_THREAD_STATE_SUSPENDED &&
              (t->home == NULL || !t->has_cspace || !t->has_aspace)) || roll(200) == 0)) {
            act->kind = ACT_DELETE;
            act->slot = slot;
            return true;
        }
    }
    return false;
}

/* A server that waits is to depend on its clients' budgets. */
static bool make_passive(struct act *act)
{
    for (unsigned i = 0; i < TRIES; i++) {
        const uint32_t slot = pair.first_budget + roll(pair.first_endpoint - pair.first_budget);
        const struct ref_budget *b = ref.slot[slot].object;

        if (ref.slot[slot].type == KOZO_OBJECT_BUDGET && b->home != NULL &&
            b->home->state == KOZO_THREAD_STATE_RECEIVING) {
            act->kind = ACT_REVOKE;
            act->slot = slot;
            return true;
        }
    }
    return false;
}

/* Thread 0 runs if all others wait for each other, or are gone. */
static bool keep(struct act *act)
{
    const uint32_t what = roll(17);

    if (what < 3) {
        return bury(act);
    }
    if (what < 6) {
        return make(act);
    }
    if (what == 6) {
        return make_passive(act);
    }
    if (what == 16) {
        act->kind = ACT_LOSE;
        act->slot = any_of(KOZO_OBJECT_THREAD);
        act->value = roll(4);
        return roll(10) == 0;
    }
    act->slot = any_of(KOZO_OBJECT_THREAD);
    if (ref.slot[act->slot].type == KOZO_OBJECT_THREAD && what < 12) {
        const struct ref_thread *t = ref.slot[act->slot].object;

        act->kind = t->state == KOZO_THREAD_STATE_SUSPENDED ? ACT_RESUME
                    : t->state == KOZO_THREAD_STATE_INACTIVE ? ACT_START
                    : t->state == KOZO_THREAD_STATE_PARKED  ? ACT_UNPARK
                    : roll(2) == 0                          ? ACT_SUSPEND
                                                            : ACT_PASS;
        act->pass = act->kind == ACT_PASS ? roll(LONG_NS) : act->pass;
        return true;
    }
    return false;
}

struct act act_generate(const struct scene *scene)
{
    const uint32_t late = roll(4) == 0 ? roll(SHORT_NS) : 0;
    struct act act = {.pass = time_to_pass(), .late = late,
                      .split = roll(4) == 0 ? 1 + roll(2) : 0,
                      .masked = roll(8) == 0 ? roll(roll(8) == 0 ? LEAST_NS : 100) : 0};
    const struct ref_thread *t = ref.current;
    const uint32_t what = roll(64);

    if (t == ref.thread && keep(&act)) {
        return act;
    }
    act = (struct act){.pass = act.pass, .late = late, .split = act.split, .masked = act.masked};
    if (what < 12 || (t->caller != NULL && roll(100) < scene->chains)) {
        behave(&act, t);
    } else if (what < 40) {
        talk(&act, t);
    } else if (what < 47) {
        signal(&act, t);
    } else if (what < 53) {
        govern_thread(&act, t);
    } else if (what < 57) {
        govern_budget(&act);
    } else if (what < 61) {
        change_capabilities(&act);
    } else {
        act.kind = ACT_PASS;
    }
    act.stale = roll(STALE) == 0 ? 1 + roll(3) : 0;
    act.nested = roll(24) == 0 ? 1 + roll(7) : 0;
    return act;
}
