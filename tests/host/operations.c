/* SPDX-License-Identifier: MIT */
/* operations.c: see operations.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fake.h>
#include <kozo/cpu.h>
#include <kozo/gen/handlers.h>
#include <kozo/outcome.h>
#include <operations.h>
#include <rolls.h>

void choose_seed(void)
{
    rolls_start();
}

uint32_t choose(uint32_t limit)
{
    return roll(limit);
}

struct cap_slot *choose_slots(struct cnode *cnode, uint32_t count)
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

struct recipe choose_recipe(void)
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

kozo_err_t operation_step(struct operation *operation)
{
    uint64_t handle;
    kozo_err_t error = KOZO_ERR_BAD_OPERATION;

    switch (operation->kind) {
    case OPERATION_DELETE:
        error = cap_delete(operation->slot);
        break;
    case OPERATION_REVOKE:
        error = cap_revoke(operation->slot);
        break;
    case OPERATION_RETYPE:
        error = sys_untyped_retype(operation->caller, operation->slot, operation->recipe.kind,
                                   operation->recipe.size_bits, operation->recipe.count,
                                   operation->dest, operation->index, &handle);
        if (error == KERNEL_RESTART) {
            operation->recipe.count = (uint16_t)regs_arg(&operation->caller->regs, 3);
            operation->index = cnode_slot(operation->dest,
                                          (uint32_t)regs_arg(&operation->caller->regs, 5));
        }
        break;
    case OPERATION_KINDS:
        break;
    }
    return error;
}

void settle(void)
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
