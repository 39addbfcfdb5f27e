/* SPDX-License-Identifier: MIT */
/* test_cap_model.c: random operations against a naive model of derivation, and random operations that
 * interrupt each other. The seed is printed; KOZO_SEED=n repeats a run.
 *
 * The model is a table of capabilities with the parent of each and the ordered list of its children, and
 * deletes by recursion. It knows nothing of zombies, stacks or restarts: whatever the kernel does in
 * steps must end in the same state. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include <fake.h>
#include <kozo/cnode.h>
#include <kozo/cpu.h>
#include <kozo/gen/handlers.h>
#include <kozo/gen/objects.h>
#include <kozo/outcome.h>
#include <world.h>

enum {
    NODES = 512,
    ROUNDS = 24,
    STEPS = 250,
    CHAOS_STEPS = 1500,
    WORKERS = 4,
    FIXED_CAPS = 7, /* that no operation is tried on: slots 1 to 4 and three bindings */
    NONE = -1,
};

struct node {
    bool alive;
    bool dying; /* its object is being destroyed */
    struct cap_slot *slot;
    kozo_object_t type;
    uint64_t object;
    uint8_t size_bits;
    kozo_rights_t rights;
    uint64_t badge;
    uint64_t used; /* of an Untyped */
    int parent;
    int child_count;
    int children[NODES]; /* the youngest first */
};

static struct node nodes[NODES];
static int node_count;
static uint64_t random_state;

static uint32_t choose(uint32_t limit)
{
    random_state = random_state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(random_state >> 33) % limit;
}

/* The model */

static int model_add(struct cap_slot *slot, int parent)
{
    int id = 0;

    while (id < node_count && nodes[id].alive) {
        id++;
    }
    assert_true(id < NODES);
    node_count = id == node_count ? node_count + 1 : node_count;
    struct node *node = &nodes[id];

    *node = (struct node){
        .alive = true,
        .slot = slot,
        .type = cap_type(slot),
        .object = slot->object,
        .size_bits = cap_size_bits(slot),
        .rights = cap_rights(slot),
        .badge = slot->badge,
        .parent = parent,
    };
    if (parent != NONE) {
        struct node *above = &nodes[parent];

        memmove(&above->children[1], above->children,
                (size_t)above->child_count * sizeof(above->children[0]));
        above->children[0] = id;
        above->child_count++;
    }
    return id;
}

/* Take a node out; its children take its place. */
static void model_remove(int id)
{
    struct node *node = &nodes[id];

    for (int i = 0; i < node->child_count; i++) {
        nodes[node->children[i]].parent = node->parent;
    }
    if (node->parent != NONE) {
        struct node *above = &nodes[node->parent];
        int merged[NODES], count = 0;

        for (int i = 0; i < above->child_count; i++) {
            if (above->children[i] != id) {
                merged[count++] = above->children[i];
                continue;
            }
            memcpy(&merged[count], node->children,
                   (size_t)node->child_count * sizeof(merged[0]));
            count += node->child_count;
        }
        memcpy(above->children, merged, (size_t)count * sizeof(merged[0]));
        above->child_count = count;
        if (count == 0) {
            above->used = 0;
        }
    }
    node->alive = false;
}

static int model_at(const struct cap_slot *slot)
{
    for (int id = 0; id < node_count; id++) {
        if (nodes[id].alive && nodes[id].slot == slot) {
            return id;
        }
    }
    return NONE;
}

static void model_delete(int id);

static void model_empty(struct cap_slot *first, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        const int id = model_at(first + i);

        if (id != NONE && !nodes[id].dying) {
            model_delete(id);
        }
    }
}

static bool model_is_last(int id)
{
    for (int other = 0; other < node_count; other++) {
        if (other != id && nodes[other].alive && nodes[other].object == nodes[id].object &&
            nodes[other].type == nodes[id].type) {
            return false;
        }
    }
    return cap_has_header(nodes[id].type);
}

static void model_delete(int id)
{
    struct node *node = &nodes[id];

    if (model_is_last(id)) {
        node->dying = true;
        if (node->type == KOZO_OBJECT_CNODE) {
            struct cnode *cnode = phys_to_ptr(paddr(node->object));

            model_empty(cnode->slots, cnode->slot_count - 1);
        } else if (node->type == KOZO_OBJECT_THREAD) {
            struct thread *thread = phys_to_ptr(paddr(node->object));

            model_empty(thread->bindings, THREAD_BINDINGS);
        }
    }
    model_remove(id);
}

static void model_revoke(int id)
{
    while (nodes[id].alive && nodes[id].child_count != 0) {
        model_delete(nodes[id].children[0]);
    }
}

/* The parent of a slot, as the kernel has it. */
static const struct cap_slot *parent_of(const struct cap_slot *slot)
{
    while (slot->next != 0 && slot_at(slot->next)->last != slot_ref(slot)) {
        slot = slot_at(slot->next);
    }
    return slot->next != 0 ? slot_at(slot->next) : NULL;
}

static void compare_children(const struct node *node)
{
    slot_ref_t ref = node->slot->first;

    for (int i = 0; i < node->child_count; i++) {
        assert_ptr_equal(slot_at(ref), nodes[node->children[i]].slot);
        ref = slot_at(ref)->next;
    }
    assert_true(node->child_count != 0 ? ref == slot_ref(node->slot) : ref == 0);
}

static void compare(void)
{
    uint64_t alive = 0;

    for (int id = 0; id < node_count; id++) {
        const struct node *node = &nodes[id];
        const struct cap_slot *slot = node->slot;

        if (!node->alive) {
            continue;
        }
        alive++;
        assert_int_equal(cap_type(slot), node->type);
        assert_int_equal(slot->object, node->object);
        assert_int_equal(cap_rights(slot), node->rights);
        assert_int_equal(slot->badge, node->badge);
        assert_ptr_equal(parent_of(slot), node->parent == NONE ? NULL : nodes[node->parent].slot);
        compare_children(node);
        if (node->type == KOZO_OBJECT_UNTYPED) {
            assert_int_equal(slot->aux, node->used);
        }
    }
    /* A root that was moved into a CNode which only it can reach is alive, but cannot be found. */
    assert_true(cap_check() <= alive + FIXED_CAPS);
}

/* Choosing what to do */

static int choose_node(void)
{
    for (unsigned tries = 0; tries < 4 * NODES; tries++) {
        const int id = (int)choose((uint32_t)node_count);

        if (nodes[id].alive && (cap_flags(nodes[id].slot) & CAP_BOUND) == 0) {
            return id;
        }
    }
    fail_msg("no capability is left");
    return NONE;
}

static int choose_type(kozo_object_t type)
{
    for (unsigned tries = 0; tries < 200; tries++) {
        const int id = choose_node();

        if (nodes[id].type == type) {
            return id;
        }
    }
    return NONE;
}

/* A container: the root, or a CNode that was made. */
static struct cnode *choose_cnode(void)
{
    const int id = choose(2) == 0 ? NONE : choose_type(KOZO_OBJECT_CNODE);

    return id == NONE ? world.root : cap_object(nodes[id].slot);
}

/* `count` empty slots in a row, or NULL. */
static struct cap_slot *choose_slots(struct cnode *cnode, uint32_t count)
{
    struct cap_slot *slot;

    const uint32_t first = cnode == world.root ? WORLD_FREE : 1;

    for (unsigned tries = 0; tries < 20; tries++) {
        if (cnode_slots(cnode, first + choose(cnode->slot_count), count, &slot) == KOZO_OK) {
            return slot;
        }
    }
    return NULL;
}

struct recipe {
    kozo_object_t kind;
    uint8_t size_bits;
    uint16_t count;
};

static struct recipe choose_recipe(void)
{
    static const struct recipe recipes[] = {
        {KOZO_OBJECT_UNTYPED, 12, 4},      {KOZO_OBJECT_UNTYPED, 10, 3},
        {KOZO_OBJECT_CNODE, 8, 3},         {KOZO_OBJECT_CNODE, 10, 2},
        {KOZO_OBJECT_ENDPOINT, 6, 20},     {KOZO_OBJECT_FRAME, 12, 6},
        {KOZO_OBJECT_NOTIFICATION, 6, 20}, {KOZO_OBJECT_THREAD, 10, 3},
        {KOZO_OBJECT_BUDGET, 8, 3},        {KOZO_OBJECT_ASPACE, 13, 2},
        {KOZO_OBJECT_FRAME, 21, 1},        {KOZO_OBJECT_PAGE_TABLE, 12, 2},
    };
    struct recipe recipe = recipes[choose(sizeof(recipes) / sizeof(recipes[0]))];

    recipe.count = (uint16_t)(1 + choose(recipe.count));
    return recipe;
}

/* One operation, which may have to be restarted. */

enum kind { DELETE, REVOKE, RETYPE };

struct operation {
    enum kind kind;
    kozo_handle_t handle; /* stamp of what it is done to: another one there is not its business */
    struct cap_slot *slot;
    struct recipe recipe;
    struct cnode *dest;
    struct cap_slot *index;
    struct thread *caller;
    bool running;
};

static kozo_err_t operation_step(struct operation *operation)
{
    uint64_t handle;
    kozo_err_t error = KOZO_ERR_BAD_OPERATION;

    switch (operation->kind) {
    case DELETE:
        error = cap_delete(operation->slot);
        break;
    case REVOKE:
        error = cap_revoke(operation->slot);
        break;
    case RETYPE:
        error = sys_untyped_retype(operation->caller, operation->slot, operation->recipe.kind,
                                   operation->recipe.size_bits, operation->recipe.count,
                                   operation->dest, operation->index, &handle);
        if (error == KERNEL_RESTART) {
            operation->recipe.count = (uint16_t)regs_arg(&operation->caller->regs, 3);
            operation->index = cnode_slot(operation->dest,
                                          (uint32_t)regs_arg(&operation->caller->regs, 5));
        }
        break;
    }
    return error;
}

static kozo_err_t operation_run(struct operation operation)
{
    for (unsigned restarts = 0; restarts < 100000; restarts++) {
        const kozo_err_t error = operation_step(&operation);

        cap_check();
        if (error != KERNEL_RESTART) {
            return error;
        }
    }
    fail_msg("an operation never ends");
    return KOZO_ERR_BAD_STATE;
}

/* Let everything that is dying come to its end: what nobody can name any more, and what is left when an
 * interrupted revocation has emptied the very slot that it was asked for. */
static void settle(void)
{
    const unsigned period = fake.interrupt_period;

    fake.interrupt_period = 0;
    while (kernel.dying != 0) {
        const struct object *top = phys_to_ptr(paddr((uint64_t)kernel.dying << KOZO_SLOT_BITS));

        assert_int_equal(cap_delete(slot_at(top->zombie)), KOZO_OK);
        cap_check();
    }
    fake.interrupt_period = period;
}

static void try_copy(void)
{
    const int id = choose_node();
    struct node *node = &nodes[id];
    struct cap_slot *dest = choose_slots(choose_cnode(), 1);
    const kozo_rights_t mask = (kozo_rights_t)choose(16);
    const bool copyable = object_descriptors[node->type].copyable;
    const bool badgeable = object_descriptors[node->type].badgeable && node->badge == 0;
    kozo_err_t error, expected;

    if (dest == NULL) {
        return;
    }
    if (choose(3) == 0) {
        error = cap_mint(dest, node->slot, mask, 1 + choose(1000));
        expected = badgeable ? KOZO_OK : KOZO_ERR_NOT_BADGEABLE;
    } else {
        error = cap_copy(dest, node->slot, mask);
        expected = KOZO_OK;
    }
    assert_int_equal(error, copyable ? expected : KOZO_ERR_NOT_COPYABLE);
    if (error == KOZO_OK) {
        const int made = model_add(dest, id);

        assert_int_equal(nodes[made].rights, node->rights & mask);
        assert_true(node->badge == 0 || nodes[made].badge == node->badge);
    }
}

static void try_move(void)
{
    const int id = choose_node();
    struct cap_slot *dest = choose_slots(choose_cnode(), 1);

    /* The main memory stays where it can be found. */
    if (dest != NULL && nodes[id].slot != world_slot(5)) {
        cap_move(dest, nodes[id].slot);
        assert_true(cap_is_empty(nodes[id].slot));
        nodes[id].slot = dest;
    }
}

static void try_retype(void)
{
    const int id = choose_type(KOZO_OBJECT_UNTYPED);
    const struct recipe recipe = choose_recipe();
    struct cnode *dest = choose_cnode();
    struct cap_slot *index = choose_slots(dest, recipe.count);

    if (id == NONE || index == NULL) {
        return;
    }
    const uint64_t size = UINT64_C(1) << recipe.size_bits;
    const uint64_t start = (nodes[id].used + size - 1) & ~(size - 1);
    const bool fits = start + recipe.count * size <= UINT64_C(1) << nodes[id].size_bits;
    const uint64_t base = nodes[id].object + start;
    const kozo_err_t error = operation_run((struct operation){.kind = RETYPE,
                                                              .slot = nodes[id].slot,
                                                              .recipe = recipe,
                                                              .dest = dest,
                                                              .index = index,
                                                              .caller = world.self});

    assert_int_equal(error, fits ? KOZO_OK : KOZO_ERR_NO_MEMORY);
    for (uint32_t i = 0; fits && i < recipe.count; i++) {
        const int made = model_add(index + i, id);

        assert_int_equal(nodes[made].type, recipe.kind);
        assert_int_equal(nodes[made].object, base + i * size);
        assert_int_equal(cap_stamp(index + i), cap_stamp(index) + i);
        nodes[id].used = start + (i + 1) * size;
    }
}

static void try_bind(void)
{
    const int ids[] = {choose_type(KOZO_OBJECT_CNODE), choose_type(KOZO_OBJECT_ASPACE),
                       choose_type(KOZO_OBJECT_BUDGET)};
    const int thread_id = choose_type(KOZO_OBJECT_THREAD);

    if (ids[0] == NONE || ids[1] == NONE || ids[2] == NONE || thread_id == NONE) {
        return;
    }
    struct thread *thread = cap_object(nodes[thread_id].slot);

    if (sys_thread_bind(NULL, thread, nodes[ids[0]].slot, nodes[ids[1]].slot,
                        nodes[ids[2]].slot) == KOZO_OK) {
        for (unsigned i = 0; i < 3; i++) {
            model_add(&thread->bindings[i], ids[i]);
        }
    }
}

static void try_delete(void)
{
    const int id = choose_node();

    /* The main memory stays, so that there is something left to do. */
    if (nodes[id].slot != world_slot(5)) {
        assert_int_equal(operation_run((struct operation){.kind = DELETE, .slot = nodes[id].slot}),
                         KOZO_OK);
        settle();
        model_delete(id);
    }
}

static void try_revoke(void)
{
    const int id = choose_node();

    assert_int_equal(operation_run((struct operation){.kind = REVOKE, .slot = nodes[id].slot}),
                     KOZO_OK);
    settle();
    model_revoke(id);
}

static void begin(unsigned round)
{
    world_start();
    fake.interrupt_period = round % 4;
    memset(nodes, 0, sizeof(nodes));
    node_count = 0;
    for (uint32_t i = 5; i <= 8; i++) {
        model_add(world_slot(i), NONE);
    }
}

static bool is_crowded(void)
{
    int alive = 0;

    for (int id = 0; id < node_count; id++) {
        alive += nodes[id].alive;
    }
    return alive > 200;
}

static void kernel_and_model_agree(void **state)
{
    (void)state;
    for (unsigned round = 0; round < ROUNDS; round++) {
        begin(round);
        for (unsigned step = 0; step < STEPS; step++) {
            const uint32_t dice = choose(100);

            if (is_crowded() || dice >= 97) {
                try_revoke();
            } else if (dice < 25) {
                try_retype();
            } else if (dice < 60) {
                try_copy();
            } else if (dice < 72) {
                try_move();
            } else if (dice < 77) {
                try_bind();
            } else {
                try_delete();
            }
            compare();
        }
        fake.interrupt_period = 0;
        assert_int_equal(cap_revoke(world_slot(1)), KOZO_OK);
    }
}

/* Operations that interrupt each other. No model: the invariants must hold throughout, and in the end
 * everything must be gone. */

static struct cap_slot *chaos_slot(bool zombie_too)
{
    struct cnode *cnode = world.root;

    for (unsigned tries = 0; tries < 300; tries++) {
        const uint32_t index = 5 + choose(cnode->slot_count - 5);
        struct cap_slot *slot = cnode_slot(cnode, index < cnode->slot_count ? index : 1);

        if (!cap_is_empty(slot) && (zombie_too || !cap_is_zombie(slot))) {
            if (cap_type(slot) == KOZO_OBJECT_CNODE && !cap_is_zombie(slot) && choose(2) == 0) {
                cnode = cap_object(slot);
                if (cnode->slot_count <= 5) {
                    slot = cnode_slot(cnode, 1 + choose(cnode->slot_count - 1));
                    cnode = world.root;
                    if (cap_is_empty(slot) || (!zombie_too && cap_is_zombie(slot))) {
                        continue;
                    }
                    return slot;
                }
                continue;
            }
            return slot;
        }
    }
    return world_slot(5);
}

static struct cnode *chaos_cnode(void)
{
    for (unsigned tries = 0; tries < 10; tries++) {
        struct cap_slot *slot = chaos_slot(false);

        if (cap_type(slot) == KOZO_OBJECT_CNODE) {
            return cap_object(slot);
        }
    }
    return world.root;
}

static void chaos_begin(struct operation *operation)
{
    *operation = (struct operation){.kind = choose(3), .running = true, .caller = world.self};
    if (operation->kind == RETYPE) {
        operation->slot = choose(2) == 0 ? world_slot(5) : chaos_slot(false);
        operation->recipe = choose_recipe();
        operation->dest = chaos_cnode();
        operation->index = choose_slots(operation->dest, operation->recipe.count);
        operation->running = operation->index != NULL &&
                             cap_type(operation->slot) == KOZO_OBJECT_UNTYPED;
    } else {
        operation->slot = chaos_slot(true);
        if (operation->slot == world_slot(5) && choose(10) != 0) {
            operation->running = false;
        }
        if (operation->kind == DELETE && operation->slot == world_slot(5)) {
            operation->kind = REVOKE;
        }
    }
    operation->handle = kozo_handle_make(cap_stamp(operation->slot), 0, 0);
}

/* What the dispatcher would look at before it lets the operation go on. */
static bool chaos_may_go_on(const struct operation *operation)
{
    struct cap_slot *slot;

    if (cap_is_empty(operation->slot) ||
        cap_stamp(operation->slot) != kozo_handle_stamp(operation->handle)) {
        return false;
    }
    if (operation->kind != RETYPE) {
        return true;
    }
    return !cap_is_zombie(operation->slot) && cap_type(operation->slot) == KOZO_OBJECT_UNTYPED &&
           (operation->dest->object.flags & OBJECT_DYING) == 0 &&
           operation->dest->object.type == KOZO_OBJECT_CNODE &&
           operation->dest->object.references != 0 &&
           cnode_slots(operation->dest, cnode_index(operation->dest, operation->index),
                       operation->recipe.count, &slot) == KOZO_OK;
}

static void chaos_copy_or_move(void)
{
    struct cap_slot *source = chaos_slot(false);
    struct cap_slot *dest = choose_slots(chaos_cnode(), 1);

    if (dest == NULL || source == world_slot(5)) {
        return;
    }
    if (choose(3) == 0) {
        cap_move(dest, source);
    } else {
        (void)!cap_copy(dest, source, (kozo_rights_t)choose(16));
    }
}

static void operations_may_interrupt_each_other(void **state)
{
    struct operation workers[WORKERS] = {0};

    (void)state;
    world_start();
    for (unsigned step = 0; step < CHAOS_STEPS; step++) {
        struct operation *operation = &workers[choose(WORKERS)];

        fake.interrupt_period = 1 + choose(3);
        if (choose(3) != 0) {
            chaos_copy_or_move();
        } else if (operation->running && chaos_may_go_on(operation)) {
            operation->running = operation_step(operation) == KERNEL_RESTART;
        } else {
            chaos_begin(operation);
        }
        cap_check();
    }
    fake.interrupt_period = 0;
    while (cap_revoke(world_slot(5)) != KOZO_OK) {
        cap_check();
    }
    settle();
    cap_check();
    assert_int_equal(world_slot(5)->aux, 0);
    assert_int_equal(kernel.dying, 0);
}

static void chaos(void **state)
{
    for (unsigned round = 0; round < 8; round++) {
        operations_may_interrupt_each_other(state);
    }
}

int main(void)
{
    const char *given = getenv("KOZO_SEED");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kernel_and_model_agree),
        cmocka_unit_test(chaos),
    };

    random_state = given != NULL ? strtoull(given, NULL, 0) : (uint64_t)time(NULL);
    printf("KOZO_SEED=%llu\n", (unsigned long long)random_state);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
