/* SPDX-License-Identifier: MIT */
/* test_cap_model.c: random operations against a naive model of derivation. The seed is printed;
 * KOZO_SEED=n repeats a run.
 *
 * The model is a table of capabilities with the parent of each and the ordered list of its
 * children, and deletes by recursion. It knows nothing of zombies, stacks or restarts: whatever
 * the kernel does in steps must end in the same state. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <fake.h>
#include <kozo/cnode.h>
#include <kozo/cpu.h>
#include <kozo/gen/handlers.h>
#include <kozo/gen/objects.h>
#include <kozo/outcome.h>
#include <operations.h>
#include <world.h>

enum {
    NODES = 512,
    ROUNDS = 24,
    STEPS = 250,
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
    const kozo_err_t error = operation_run((struct operation){.kind = OPERATION_RETYPE,
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
    const struct operation deletion = {.kind = OPERATION_DELETE, .slot = nodes[id].slot};

    /* The main memory stays, so that there is something left to do. */
    if (nodes[id].slot != world_slot(5)) {
        assert_int_equal(operation_run(deletion), KOZO_OK);
        settle();
        model_delete(id);
    }
}

static void try_revoke(void)
{
    const int id = choose_node();
    const struct operation revocation = {.kind = OPERATION_REVOKE, .slot = nodes[id].slot};

    assert_int_equal(operation_run(revocation), KOZO_OK);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kernel_and_model_agree),
    };

    choose_seed();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
