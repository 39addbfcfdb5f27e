/* SPDX-License-Identifier: MIT */
/* test_cap_together.c: several who delete the same object, and one who does not come to the end. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fake.h>
#include <kozo/cnode.h>
#include <kozo/cpu.h>
#include <kozo/outcome.h>
#include <kozo/sys.h>
#include <world.h>

enum { LARGE_BITS = 11 }; /* of a CNode that is emptied in four steps */

static void another_finishes(void)
{
    const unsigned period = fake.interrupt_period;

    fake.interrupt_period = 0;
    assert_int_equal(cap_delete(world_slot(20)), KOZO_OK);
    fake.interrupt_period = period;
}

static void another_begins(void)
{
    assert_int_equal(cap_delete(world_slot(20)), KERNEL_RESTART);
    world.on_restart = NULL;
}

static void the_deleter_dies(void)
{
    world.give_up = true;
}

/* Decision 002: who finds that another has finished is told that the slot is empty. */
static void two_delete_the_same(void **state)
{
    const struct {
        void (*meanwhile)(void);
        kozo_err_t error, then;
    } cases[] = {
        {another_finishes, KOZO_ERR_NO_CAP, KOZO_ERR_NO_CAP},
        {another_begins, KOZO_OK, KOZO_ERR_NO_CAP},
        {the_deleter_dies, KOZO_ERR_CANCELLED, KOZO_ERR_DYING},
    };

    for (unsigned i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        kozo_info_t info;
        kozo_badge_t badge;

        world_start();
        (void)state;
        const kozo_handle_t node = world_make(KOZO_OBJECT_CNODE, LARGE_BITS, 20);

        for (uint32_t slot = 1; slot < 30; slot++) {
            assert_int_equal(cap_copy(cnode_slot(cap_object(world_slot(20)), slot), world_slot(1),
                                      0),
                             KOZO_OK);
        }
        fake.interrupt_period = 1;
        world.on_restart = cases[i].meanwhile;
        assert_int_equal(kozo_any_delete(node), cases[i].error);
        fake.interrupt_period = 0;
        world.on_restart = NULL;
        assert_int_equal(kozo_any_identify(node, &info, &badge), cases[i].then);
        if (cases[i].then == KOZO_ERR_DYING) {
            assert_int_equal(kozo_any_delete(node), KOZO_OK);
        }
        assert_int_equal(kernel.dying, 0);
        assert_int_equal(world_used(), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_delete_the_same),
    };

    return cmocka_run_group_tests_name("cap_together", tests, NULL, NULL);
}
