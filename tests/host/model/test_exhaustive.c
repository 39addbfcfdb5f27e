/* SPDX-License-Identifier: MIT */
/* test_exhaustive.c: every sequence of operations, up to some length, on a core of six slots: two
 * that hold the root CNode and memory, four that are empty, and what CNodes and untypeds made in
 * them add. Every operation is tried in every state that is reached, breadth first, and so every
 * sequence; two sequences that lead to the same state are continued once. Kernel and model must
 * agree after each, the theorems hold of each, and what can be interrupted must come to the same
 * end with an interrupt at every preemption point. KOZO_DEPTH=n chooses the length.
 *
 * A state is kept as the operation that led to it and the state before that; it is known by a hash
 * of 64 bits of the model. The four slots can be exchanged: nothing in kernel or model asks which
 * of them it is, and there is an operation for each wherever there is one for any. So states are
 * equal if they are when their slots are numbered in the order of derivation, and where something
 * can go to several of these slots it goes to one. An operation that is refused for one operand is
 * tried with one value of the others. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

#include "step.h"

enum {
    ROOT_BITS = 9,
    MEMORY_BITS = 10,
    FIRST_FREE = 3,
    LAST_SLOT = 6,
    OPERATIONS_MAX = 1024,
    LENGTH_MAX = 16,
    DEPTH_OF_CHECK = 6,
};

/* What operations name: the six slots, and the one slot of each CNode in the four. */
static const struct path names[] = {
    {{1}}, {{2}}, {{3}}, {{4}}, {{5}}, {{6}}, {{3, 1}}, {{4, 1}}, {{5, 1}}, {{6, 1}},
};

enum { NAMES = sizeof(names) / sizeof(names[0]) };

static struct step operations[OPERATIONS_MAX];
static unsigned operation_count;

static void add(const struct step *step)
{
    assert_true(operation_count < OPERATIONS_MAX);
    operations[operation_count++] = *step;
}

/* Where something new may go: the CNode and the index in it. */
static void add_at_all_places(struct step *step, unsigned cnode)
{
    for (uint32_t index = FIRST_FREE; index <= LAST_SLOT; index++) {
        step->handle[cnode] = names[0];
        step->index = index;
        add(step);
    }
    for (unsigned inner = FIRST_FREE; inner <= LAST_SLOT; inner++) {
        step->handle[cnode] = names[inner - 1];
        step->index = 1;
        add(step);
    }
}

static void make_operations(void)
{
    static const struct step makes[] = {
        {.object = KOZO_OBJECT_CNODE, .size_bits = KOZO_CNODE_SIZE_BITS_MIN, .count = 1},
        {.object = KOZO_OBJECT_ENDPOINT, .size_bits = KOZO_ENDPOINT_SIZE_BITS, .count = 1},
        {.object = KOZO_OBJECT_UNTYPED, .size_bits = MEMORY_BITS - 2, .count = 1},
    };

    for (unsigned name = 0; name < NAMES; name++) {
        struct step copy = {.kind = STEP_COPY, .mask = KOZO_RIGHTS_MASK};
        struct step weaker = {.kind = STEP_COPY, .mask = KOZO_CNODE_RIGHT_LOOKUP};
        struct step mint = {.kind = STEP_MINT, .mask = KOZO_RIGHTS_MASK, .number = 7};
        struct step move = {.kind = STEP_MOVE};

        copy.handle[1] = weaker.handle[1] = mint.handle[1] = move.handle[1] = names[name];
        add_at_all_places(&copy, 0);
        add_at_all_places(&weaker, 0);
        add_at_all_places(&mint, 0);
        add_at_all_places(&move, 0);
        add(&(struct step){.kind = STEP_DELETE, .handle = {names[name]}});
        add(&(struct step){.kind = STEP_REVOKE, .handle = {names[name]}});
    }
    for (unsigned memory = 1; memory < LAST_SLOT; memory++) {
        for (unsigned i = 0; i < sizeof(makes) / sizeof(makes[0]); i++) {
            struct step make = makes[i];

            make.kind = STEP_RETYPE;
            make.handle[0] = names[memory];
            add_at_all_places(&make, 1);
        }
    }
}

static uint64_t mix(uint64_t hash, uint64_t value)
{
    hash = (hash ^ value) * UINT64_C(0x9e3779b97f4a7c15);
    return hash ^ hash >> 29;
}

/* The slots that can be exchanged, in the order in which they are come to. */
struct naming {
    model_slot_t slots[LAST_SLOT - FIRST_FREE + 1];
    unsigned count;
};

static model_slot_t root_slot(uint32_t index)
{
    return model_of(cnode_slot(universe.root, index));
}

static bool can_be_exchanged(model_slot_t slot)
{
    return slot >= root_slot(FIRST_FREE) && slot <= root_slot(LAST_SLOT);
}

static uint64_t name_of(const struct naming *naming, model_slot_t slot)
{
    for (unsigned i = 0; i < naming->count; i++) {
        if (naming->slots[i] == slot) {
            return MODEL_UNITS + i;
        }
    }
    return slot;
}

static uint64_t value_of(const struct model_cap *cap)
{
    return (uint64_t)cap->at << 32 | (uint64_t)cap->type << 24 | (uint64_t)cap->rights << 16 |
           (uint64_t)cap->size_bits << 8 | cap->badge;
}

/* A capability and all below it: which, where, and below what. Objects are told apart by where they
 * are. */
static uint64_t family_hash(uint64_t hash, struct naming *naming, model_slot_t top)
{
    const struct model *m = &universe.model;
    model_slot_t slot = top;

    for (;;) {
        const struct model_cap *cap = &m->caps[slot];

        if (can_be_exchanged(slot)) {
            naming->slots[naming->count++] = slot;
        }
        hash = mix(hash, name_of(naming, slot) << 44 | name_of(naming, cap->parent) << 20 |
                             cap->used);
        hash = mix(hash, value_of(cap));
        if (cap->first != 0) {
            slot = cap->first;
            continue;
        }
        while (slot != top && m->caps[slot].next == 0) {
            slot = m->caps[slot].parent;
        }
        if (slot == top) {
            return hash;
        }
        slot = m->caps[slot].next;
    }
}

/* Families whose eldest lies in a slot that has a name come first, the others by what they are. */
static uint64_t state_hash(void)
{
    const struct model *m = &universe.model;
    model_slot_t others[LAST_SLOT];
    struct naming naming = {.count = 0};
    unsigned count = 0;
    uint64_t hash = 1;

    MODEL_EACH(m, slot) {
        if (m->caps[slot].parent == 0 && !can_be_exchanged(slot)) {
            hash = family_hash(hash, &naming, slot);
        } else if (m->caps[slot].parent == 0) {
            unsigned at = count++;

            while (at != 0 && value_of(&m->caps[others[at - 1]]) > value_of(&m->caps[slot])) {
                others[at] = others[at - 1];
                at--;
            }
            others[at] = slot;
        }
    }
    for (unsigned i = 0; i < count; i++) {
        hash = family_hash(hash, &naming, others[i]);
    }
    return hash | 1; /* 0: a free entry of the table */
}

/* States */

static struct state {
    uint32_t before;
    uint16_t operation;
} *states;
static uint32_t state_count, state_limit;
static uint64_t *table;
static uint64_t table_size;

static void table_make(uint64_t size)
{
    table_size = size;
    table = mmap(NULL, size * sizeof(*table), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS,
                 -1, 0);
    state_limit = (uint32_t)(size / 2);
    states = calloc(state_limit, sizeof(*states));
    assert_true(table != MAP_FAILED && states != NULL);
    (void)madvise(table, size * sizeof(*table), MADV_HUGEPAGE); /* it is quicker, that is all */
}

/* Returns whether it is new. */
static bool table_add(uint64_t hash)
{
    uint64_t at = hash & (table_size - 1);

    while (table[at] != 0) {
        if (table[at] == hash) {
            return false;
        }
        at = (at + 1) & (table_size - 1);
    }
    table[at] = hash;
    return true;
}

static unsigned path_to(uint32_t state, const struct step **path)
{
    unsigned length = 0;

    for (uint32_t at = state; at != 0; at = states[at].before) {
        path[length++] = &operations[states[at].operation];
    }
    return length;
}

/* How the current state was come to; printed if something is wrong. */
static uint32_t current;

static struct step tried; /* there */

static void print_path(void)
{
    const struct step *path[LENGTH_MAX];

    for (unsigned i = path_to(current, path); i-- != 0;) {
        step_print(stderr, path[i]);
    }
    step_print(stderr, &tried);
    step_print_last();
}

static void go_to(uint32_t state, const struct universe_state *first)
{
    const struct step *path[LENGTH_MAX];

    universe_restore(first);
    current = 0;
    step_judges = false; /* they have been */
    for (unsigned i = path_to(state, path); i-- != 0;) {
        step_run(path[i], NULL, false);
    }
    step_judges = true;
    current = state;
}

static void compare(void)
{
    const char *difference = universe_difference(false);

    if (difference != NULL) {
        disagree("%s", difference);
    }
    if (kernel.dying != 0) {
        disagree("something is dying");
    }
}

/* The same operation with an interrupt whenever there can be one. */
static void interrupt_all(const struct universe_state *from, uint64_t hash)
{
    const struct step go_on = {.kind = STEP_GO_ON, .interrupt = 1};
    const struct step settle = {.kind = STEP_SETTLE};

    universe_restore(from);
    tried.interrupt = 1;
    step_run(&tried, NULL, false);
    if (!step_is_pending(0)) {
        return; /* there was no such point */
    }
    while (step_is_pending(0)) {
        step_run(&go_on, NULL, false);
    }
    step_run(&settle, NULL, false);
    compare();
    if (state_hash() != hash) {
        disagree("with interrupts the outcome is another");
    }
}

static uint64_t transitions;

/* Is a capability at the path? */
static bool is_there(const struct path *path)
{
    const struct cap_slot *slot = cnode_slot(universe.root, path->index[0]);

    if (path->index[1] != 0) {
        slot = cap_type(slot) == KOZO_OBJECT_CNODE
                   ? cnode_slot(cap_object(slot), path->index[1])
                   : NULL;
    }
    return slot != NULL && !cap_is_empty(slot);
}

/* Is another operation tried that can stand for this one? */
static bool is_redundant(const struct step *step)
{
    const bool retypes = step->kind == STEP_RETYPE;
    const struct path *cnode = &step->handle[retypes ? 1 : 0];
    const struct path *source = &step->handle[retypes ? 0 : 1];

    if (step->kind == STEP_DELETE || step->kind == STEP_REVOKE) {
        return false;
    }
    if (cnode->index[0] == names[0].index[0]) {
        const bool is_free = cap_is_empty(cnode_slot(universe.root, step->index));

        for (uint32_t lower = FIRST_FREE; lower < step->index; lower++) {
            if (cap_is_empty(cnode_slot(universe.root, lower)) == is_free) {
                return true;
            }
        }
        return !is_there(source) && !is_free;
    }
    return !is_there(source) || (!is_there(cnode) && source->index[0] != names[0].index[0]);
}

static void try(unsigned operation, const struct universe_state *from)
{
    const struct step *step = &operations[operation];

    transitions++;
    tried = *step;
    step_run(step, NULL, false);
    if (kernel.next_stamp == from->kernel.next_stamp &&
        memcmp(fake_memory, from->memory, (size_t)universe.units << KOZO_SLOT_BITS) == 0) {
        return;
    }
    compare();
    const uint64_t hash = state_hash();

    if (table_add(hash)) {
        cap_check();
        assert_true(state_count < state_limit);
        states[state_count++] = (struct state){current, (uint16_t)operation};
    }
    if (step->kind == STEP_DELETE || step->kind == STEP_REVOKE) {
        interrupt_all(from, hash);
    }
    universe_restore(from);
}

static void all_sequences_agree(void **unused)
{
    static struct universe_state first, snapshot;
    const char *text = getenv("KOZO_DEPTH");
    const unsigned depth = text != NULL ? (unsigned)atoi(text) : DEPTH_OF_CHECK;
    const time_t started = time(NULL);
    uint32_t level = 0;

    (void)unused;
    assert_true(depth < LENGTH_MAX);
    make_operations();
    table_make(depth > DEPTH_OF_CHECK ? UINT64_C(1) << 26 : UINT64_C(1) << 22);
    universe_start(ROOT_BITS, MEMORY_BITS, false);
    steps_start();
    fake_last_words = print_path;
    universe_save(&first);
    table_add(state_hash());
    state_count = 1;
    fprintf(stderr, "%u operations\n", operation_count);
    for (unsigned length = 1; length <= depth; length++) {
        const uint32_t end = state_count;

        for (; level < end; level++) {
            go_to(level, &first);
            universe_save(&snapshot);
            for (unsigned i = 0; i < operation_count; i++) {
                if (!is_redundant(&operations[i])) {
                    try(i, &snapshot);
                }
            }
        }
        fprintf(stderr, "length %u: %u states, %lu transitions, %ld s\n", length, state_count,
                (unsigned long)transitions, (long)(time(NULL) - started));
    }
    fprintf(stderr, "%u^%u sequences of operations agree\n", operation_count, depth);
    munmap(table, table_size * sizeof(*table));
    free(states);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_sequences_agree),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
