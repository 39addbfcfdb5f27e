/* SPDX-License-Identifier: MIT */
/* generate.c: see generate.h. Most choices are such that the operation succeeds; some are not. */
#include "generate.h"

static uint64_t state;

void generate_seed(uint64_t seed)
{
    state = (seed + 1) * UINT64_C(0x9e3779b97f4a7c15) | 1;
}

/* In [0, below). xorshift64*: Marsaglia 2003, Vigna 2016. */
static uint32_t roll(uint32_t below)
{
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return (uint32_t)((state * UINT64_C(0x2545f4914f6cdd1d) >> 32) * below >> 32);
}

#define ONE_OF(array) ((array)[roll(sizeof(array) / sizeof((array)[0]))])
#define ANY_TYPE 0
#define TYPE(type) (1u << (type))

/* Slots that a search looks at in one CNode. */
enum { SEARCHED = 1024 };

static uint32_t slots_of(const struct model_cap *cnode)
{
    return 1u << (cnode->size_bits - KOZO_SLOT_BITS);
}

static const struct model_cap *root_cap(void)
{
    static struct model_cap cap = {.type = KOZO_OBJECT_CNODE};

    cap.at = model_of((const struct cap_slot *)(const void *)universe.root);
    cap.size_bits = (uint8_t)(universe.root->radix + KOZO_SLOT_BITS);
    return &cap;
}

/* What the model has at a path, or NULL. */
static const struct model_cap *cap_at(const struct path *path)
{
    const struct model_cap *cap = root_cap();

    for (unsigned level = 0; level < PATH_LENGTH && path->index[level] != 0; level++) {
        if (cap->type != KOZO_OBJECT_CNODE || path->index[level] >= slots_of(cap)) {
            return NULL;
        }
        const model_slot_t slot = (model_slot_t)(cap->at + path->index[level]);

        if (!model_has(&universe.model, slot)) {
            return NULL;
        }
        cap = &universe.model.caps[slot];
    }
    return cap;
}

/* Was something wanted that was not found? */
static bool missed;

/* A capability of one of `types` in a CNode or the CNodes in it, from some slot on. */
static bool search(const struct model_cap *cnode, unsigned level, uint32_t types, struct path *path)
{
    const kozo_rights_t both = KOZO_CNODE_RIGHT_LOOKUP | KOZO_CNODE_RIGHT_MODIFY;
    const uint32_t slots = slots_of(cnode) - 1, from = roll(slots);

    for (uint32_t i = 0; i < slots && i < SEARCHED; i++) {
        const uint32_t index = 1 + (from + i) % slots;
        const model_slot_t slot = (model_slot_t)(cnode->at + index);
        const struct model_cap *cap = &universe.model.caps[slot];

        if (!model_has(&universe.model, slot)) {
            continue;
        }
        path->index[level] = (uint16_t)index;
        if (cap->type == KOZO_OBJECT_CNODE && level + 1 < PATH_LENGTH && roll(2) == 0 &&
            (cap->rights == both || roll(16) == 0) && search(cap, level + 1, types, path)) {
            return true;
        }
        if (types == ANY_TYPE || (types >> cap->type & 1) != 0) {
            return true;
        }
        path->index[level] = 0;
    }
    return false;
}

/* A path to a capability of one of `types`, or to anything. */
static struct path pick(uint32_t types)
{
    struct path path = {.index = {0}};

    if (!search(root_cap(), 0, types, &path)) {
        path.index[0] = (uint16_t)(1 + roll(16));
        missed = true;
    }
    return path;
}

static struct path pick_cnode(void)
{
    struct path path = {.index = {ROOT_SELF}};

    if (roll(2) == 0) {
        path = pick(TYPE(KOZO_OBJECT_CNODE));
    }
    const struct model_cap *cap = cap_at(&path);

    missed = missed || cap == NULL || (cap->rights & KOZO_CNODE_RIGHT_MODIFY) == 0;
    return path;
}

/* An index for `count` slots in a row, if some are found soon. */
static uint32_t pick_index(const struct path *path, uint32_t count)
{
    const struct model_cap *cnode = cap_at(path);
    uint32_t index = 0;

    if (cnode == NULL || cnode->type != KOZO_OBJECT_CNODE) {
        return roll(4);
    }
    for (unsigned tries = 0; tries < 16; tries++) {
        uint32_t free = 0;

        index = 1 + roll(slots_of(cnode));
        while (free < count && index + free < slots_of(cnode) &&
               !model_has(&universe.model, (model_slot_t)(cnode->at + index + free))) {
            free++;
        }
        if (free == count) {
            return index;
        }
    }
    missed = true;
    return index;
}

static uint32_t made(kozo_object_t type)
{
    return universe.model.objects[type] - universe.fixed_objects[type];
}

static uint32_t objects_made(void)
{
    uint32_t count = 0;

    for (unsigned type = 0; type < KOZO_OBJECT_LIMIT; type++) {
        count += made((kozo_object_t)type);
    }
    return count;
}

static void choose_retype(const struct profile *profile, struct step *step)
{
    enum { THREAD = KOZO_THREAD_SIZE_BITS };
    static const struct {
        kozo_object_t kind;
        uint8_t size_bits;
    } recipes[] = {
        {KOZO_OBJECT_UNTYPED, 12},     {KOZO_OBJECT_UNTYPED, 9},     {KOZO_OBJECT_UNTYPED, 14},
        {KOZO_OBJECT_CNODE, 8},        {KOZO_OBJECT_CNODE, 9},       {KOZO_OBJECT_CNODE, 10},
        {KOZO_OBJECT_CNODE, 7},        {KOZO_OBJECT_ENDPOINT, 6},    {KOZO_OBJECT_ENDPOINT, 6},
        {KOZO_OBJECT_NOTIFICATION, 6}, {KOZO_OBJECT_THREAD, THREAD}, {KOZO_OBJECT_THREAD, THREAD},
        {KOZO_OBJECT_ASPACE, 13},      {KOZO_OBJECT_FRAME, 12},      {KOZO_OBJECT_PAGE_TABLE, 12},
        {KOZO_OBJECT_BUDGET, 8},       {KOZO_OBJECT_CNODE, 0},       {KOZO_OBJECT_THREAD, 7},
        {KOZO_OBJECT_UNTYPED, 5},      {KOZO_OBJECT_ENDPOINT, 47},   {KOZO_OBJECT_PAGE_TABLE, 12},
        {KOZO_OBJECT_FRAME, 21},
    };
    unsigned which = roll(sizeof(recipes) / sizeof(recipes[0]));
    const uint32_t left = profile->objects - objects_made();

    if (made(recipes[which].kind) > 1) {
        which = roll(sizeof(recipes) / sizeof(recipes[0])); /* something of each kind */
    }
    step->object = recipes[which].kind;
    step->size_bits = recipes[which].size_bits;
    if (step->object == KOZO_OBJECT_ASPACE && made(KOZO_OBJECT_ASPACE) != 0 && roll(4) != 0) {
        step->object = KOZO_OBJECT_PAGE_TABLE; /* an address takes three */
        step->size_bits = KOZO_PAGE_TABLE_SIZE_BITS;
    }
    step->handle[0] = pick(TYPE(KOZO_OBJECT_UNTYPED));
    step->handle[1] = pick_cnode();
    step->count = 1 + roll(1u << roll(profile->batch_bits + 1u));
    if (step->count >= 1u << 6) {
        step->object = KOZO_OBJECT_ENDPOINT;
        step->size_bits = KOZO_ENDPOINT_SIZE_BITS;
    }
    if (step->count > UINT64_C(1) << (profile->memory_bits - 3) >> step->size_bits) {
        step->count = 1;
    }
    step->count = step->count < left ? step->count : left;
    if (step->object == KOZO_OBJECT_CNODE) {
        if (made(KOZO_OBJECT_CNODE) >= profile->cnodes) {
            step->object = KOZO_OBJECT_ENDPOINT;
            step->size_bits = KOZO_ENDPOINT_SIZE_BITS;
        } else {
            step->count = 1;
            step->size_bits = step->size_bits == 0 ? profile->cnode_bits : step->size_bits;
        }
    }
    step->index = pick_index(&step->handle[1], step->count);
}

static void choose_thread(struct step *step)
{
    static const enum step_kind kinds[] = {STEP_BIND, STEP_BIND, STEP_BIND_BUFFER,
                                           STEP_BIND_FAULTS};

    step->kind = ONE_OF(kinds);
    step->handle[0] = pick(TYPE(KOZO_OBJECT_THREAD));
    if (step->kind == STEP_BIND) {
        step->handle[1] = pick_cnode();
        step->handle[2] = pick(TYPE(KOZO_OBJECT_ASPACE));
        step->handle[3] = pick(TYPE(KOZO_OBJECT_BUDGET));
    } else {
        step->handle[1] = pick(step->kind == STEP_BIND_BUFFER ? TYPE(KOZO_OBJECT_FRAME)
                                                              : TYPE(KOZO_OBJECT_ENDPOINT));
    }
}

static void choose_mapping(struct step *step)
{
    static const enum step_kind kinds[] = {STEP_MAP, STEP_MAP, STEP_MAP_TABLE, STEP_MAP_TABLE,
                                           STEP_UNMAP};

    step->kind = ONE_OF(kinds);
    step->number = roll(2) + (roll(8) == 0 ? 512 : 0); /* pages of two tables */
    if (step->kind == STEP_UNMAP) {
        step->handle[0] = pick(TYPE(KOZO_OBJECT_FRAME));
    } else {
        step->handle[0] = pick(TYPE(KOZO_OBJECT_ASPACE));
        step->handle[1] = pick(step->kind == STEP_MAP ? TYPE(KOZO_OBJECT_FRAME)
                                                      : TYPE(KOZO_OBJECT_PAGE_TABLE));
    }
}

static void choose_other(struct step *step)
{
    static const enum step_kind kinds[] = {STEP_DERIVE_PORTS, STEP_IDENTIFY, STEP_INSPECT,
                                           STEP_SAVE_REPLY, STEP_SAVE_REPLY, STEP_VERIFY,
                                           STEP_VERIFY};

    step->kind = ONE_OF(kinds);
    step->handle[0] = step->kind == STEP_IDENTIFY ? pick(ANY_TYPE) : pick_cnode();
    step->index = step->kind == STEP_INSPECT ? roll(18) : pick_index(&step->handle[0], 1);
    if (step->kind == STEP_VERIFY) {
        *step = (struct step){.kind = STEP_VERIFY, .worker = step->worker};
        step->handle[0] = pick(ANY_TYPE);
        step->handle[1] = pick(ANY_TYPE);
    }
    if (step->kind == STEP_DERIVE_PORTS) {
        step->handle[1] = step->handle[0];
        step->handle[0] = pick(TYPE(KOZO_OBJECT_IO_PORT));
        step->number = roll(40);
        step->count = roll(40);
    }
}

/* What all others need is seldom taken away. */
static struct path pick_victim(uint32_t types)
{
    const struct path path = pick(types);
    const struct model_cap *root = root_cap(), *victim = cap_at(&path);
    const struct model_cap *first = &universe.model.caps[root->at];

    missed = missed || (victim >= first && victim <= first + ROOT_DEVICE && roll(50) != 0);
    return path;
}

static void choose_derivation(struct step *step)
{
    static const enum step_kind kinds[] = {STEP_COPY, STEP_COPY, STEP_MINT, STEP_MINT, STEP_MOVE};

    step->kind = ONE_OF(kinds);
    step->handle[0] = pick_cnode();
    step->index = pick_index(&step->handle[0], 1);
    step->handle[1] = step->kind == STEP_MINT && roll(4) != 0
                          ? pick(TYPE(KOZO_OBJECT_ENDPOINT) | TYPE(KOZO_OBJECT_NOTIFICATION))
                          : pick_victim(roll(3) != 0 ? ANY_TYPE : TYPE(KOZO_OBJECT_CNODE));
    if (step->kind != STEP_MOVE) {
        step->mask = roll(3) != 0 ? KOZO_RIGHTS_MASK : roll(KOZO_RIGHTS_MASK + 2);
    }
    step->number = step->kind == STEP_MINT ? roll(4) : 0;
}

static void choose_once(const struct profile *profile, struct step *step)
{
    const uint32_t dice = roll(100) < profile->removals ? 100 : roll(76);

    if (dice < 28 && objects_made() < profile->objects) {
        step->kind = STEP_RETYPE;
        choose_retype(profile, step);
    } else if (dice < 56) {
        choose_derivation(step);
    } else if (dice < 64) {
        choose_thread(step);
    } else if (dice < 70) {
        choose_mapping(step);
    } else if (dice < 76) {
        choose_other(step);
    } else if (roll(profile->objects * 12) == 0) {
        step->kind = STEP_REVOKE; /* begin anew */
        step->handle[0].index[0] = (uint16_t)(ROOT_MEMORY + roll(2)); /* or ROOT_DEVICE */
    } else {
        step->kind = roll(4) == 0 ? STEP_REVOKE : STEP_DELETE;
        step->handle[0] = pick_victim(roll(3) != 0 ? ANY_TYPE
                                                   : TYPE(KOZO_OBJECT_CNODE) |
                                                         TYPE(KOZO_OBJECT_THREAD));
    }
    if (roll(64) == 0) {
        step->stale = 1 + roll(3);
    }
}

/* An operation, of whomever; seldom of something that is not there. */
static void choose(const struct profile *profile, struct step *step)
{
    const struct step empty = *step;

    for (unsigned tries = 0; tries < 20; tries++) {
        missed = false;
        *step = empty;
        choose_once(profile, step);
        if (!missed || roll(20) == 0) {
            return;
        }
    }
}

bool generate_is_dull(void)
{
    const struct path self = {.index = {ROOT_SELF}}, memory = {.index = {ROOT_MEMORY}};
    const struct model_cap *cnode = cap_at(&self), *untyped = cap_at(&memory);

    return (cnode == NULL || cnode->type != KOZO_OBJECT_CNODE || untyped == NULL ||
            untyped->type != KOZO_OBJECT_UNTYPED) &&
           roll(8) == 0;
}

static bool may_be_interrupted(enum step_kind kind)
{
    return kind == STEP_DELETE || kind == STEP_REVOKE || kind == STEP_RETYPE ||
           kind == STEP_VERIFY;
}

struct step generate_step(const struct profile *profile)
{
    struct step step = {.worker = roll(WORKERS)};

    if (step_is_pending(step.worker) && roll(2) != 0) {
        step.kind = STEP_GO_ON;
        step.interrupt = roll(3);
        return step;
    }
    if (roll(100) == 0) {
        step.kind = STEP_SETTLE;
        return step;
    }
    choose(profile, &step);
    if (may_be_interrupted(step.kind)) {
        step.interrupt = roll(3) != 0 ? 1 + roll(3) : 0;
        step.sweep = roll(24) == 0;
    }
    return step;
}

struct step generate_intruder(const struct profile *profile, const struct step *step)
{
    struct step intruder = *step;

    if (roll(3) != 0) {
        intruder = (struct step){.kind = STEP_COPY};
        choose(profile, &intruder);
    }
    intruder.worker = (step->worker + 1) % WORKERS;
    intruder.sweep = 0;
    intruder.interrupt = may_be_interrupted(intruder.kind) ? roll(3) : 0;
    return intruder;
}
