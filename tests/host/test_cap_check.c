/* SPDX-License-Identifier: MIT */
/* test_cap_check.c: does the checker notice? Every test damages a sound system in one place, in
 * a process of its own, and expects a panic that names the broken invariant. */
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

enum { ENDPOINT = 20, COPY, GRANDCHILD, FRAME, THREAD, NODE, PORTS, INNER, FRAME_COPY };

/* A little of everything. */
static int setup(void **state)
{
    kozo_handle_t handle;

    (void)state;
    world_start();
    world_make(KOZO_OBJECT_ENDPOINT, 0, ENDPOINT);
    world_make(KOZO_OBJECT_FRAME, 12, FRAME);
    world_make(KOZO_OBJECT_THREAD, 0, THREAD);
    world_make(KOZO_OBJECT_CNODE, 11, NODE);
    assert_int_equal(kozo_cnode_mint(world.cnode, COPY, world_handle(ENDPOINT),
                                     KOZO_ENDPOINT_RIGHT_SEND, 9, &handle),
                     KOZO_OK);
    assert_int_equal(kozo_cnode_copy(WORLD_AS(kozo_cnode_t, world_handle(NODE)), 3,
                                     world_handle(COPY), KOZO_RIGHTS_MASK, &handle),
                     KOZO_OK);
    assert_int_equal(kozo_cnode_copy(world.cnode, FRAME_COPY, world_handle(FRAME),
                                     KOZO_RIGHTS_MASK, &handle),
                     KOZO_OK);
    assert_int_equal(kozo_io_port_derive(world.ports, 100, 10, world.cnode, PORTS, &handle),
                     KOZO_OK);
    return 0;
}

static void set_flag(struct cap_slot *slot, uint64_t flag)
{
    slot->meta ^= flag << META_FLAGS_SHIFT;
}

static void one_way_prev(void) { world_slot(FRAME)->prev = slot_ref(world_slot(COPY)); }
static void one_way_next(void) { world_slot(FRAME)->next = slot_ref(world_slot(COPY)); }
static void one_way_first(void) { world_slot(5)->first = slot_ref(world_slot(FRAME)); }
static void one_way_last(void) { world_slot(5)->last = slot_ref(world_slot(FRAME)); }
static void no_last(void) { world_slot(COPY)->last = 0; }
static void link_to_empty(void) { world_slot(8)->next = slot_ref(world_slot(100)); }
static void lost_child(void) { *world_slot(COPY) = (struct cap_slot){0}; }
static void more_rights(void)
{
    struct cap_slot *leaf = cnode_slot(cap_object(world_slot(NODE)), 3);

    leaf->meta |= (uint64_t)KOZO_ENDPOINT_RIGHT_GRANT << META_RIGHTS_SHIFT;
}
static void foreign_rights(void) { world_slot(THREAD)->meta |= UINT64_C(8) << META_RIGHTS_SHIFT; }
static void another_badge(void) { world_slot(COPY)->badge = 10; }
static void another_object(void) { world_slot(COPY)->object += 64; }
static void another_frame(void) { world_slot(FRAME_COPY)->object += 4096; }
static void wider_ports(void) { world_slot(PORTS)->object = 65530; }
static void no_stamp(void) { world_slot(FRAME)->meta &= UINT32_MAX; }
static void device_endpoint(void) { set_flag(world_slot(ENDPOINT), CAP_DEVICE); }
static void frame_of_a_device(void) { set_flag(world_slot(FRAME_COPY), CAP_DEVICE); }
static void zombie_without_death(void) { set_flag(world_slot(THREAD), CAP_ZOMBIE); }
static void bound_in_a_cnode(void) { set_flag(world_slot(FRAME), CAP_BOUND); }
static void unbound_in_a_thread(void) { set_flag(&world.self->bindings[0], CAP_BOUND); }
static void too_few_references(void) { world.root->object.references--; }
static void too_many_references(void)
{
    struct object *object = cap_object(world_slot(ENDPOINT));

    object->references++;
}
static void another_type(void)
{
    struct object *object = cap_object(world_slot(ENDPOINT));

    object->type = KOZO_OBJECT_NOTIFICATION;
}
static void dying_off_the_stack(void) { world.root->object.flags |= 1; }
static void above_the_watermark(void) { world_slot(5)->aux -= 64; }
static void overlap(void)
{
    world_slot(FRAME)->object = world_slot(NODE)->object & ~UINT64_C(4095);
}

static void out_of_order(void)
{
    world_slot(FRAME)->object += 1 << 16;
    world_slot(5)->aux += 1 << 20;
}

static void empty_but_used(void) { world_slot(6)->aux = 64; }
static void misaligned_memory(void) { world_slot(6)->object += 64; }
static void half_a_mapping(void) { world_slot(FRAME)->space = 1; world_slot(FRAME)->level = 2; }
static void mapped_endpoint(void) { world_slot(ENDPOINT)->space = 1; }
static void mapping_of_the_future(void) { world_slot(FRAME)->space = 99; }

static void reply_without_caller(void)
{
    const struct cap_value right = {
        .object = world_slot(THREAD)->object,
        .type = KOZO_OBJECT_REPLY,
        .rights = KOZO_REPLY_RIGHT_REPLY,
    };

    cap_install_root(world_slot(INNER), &right);
}

/* Two chains of siblings joined to a ring that no head leads to. */
static void ring(void)
{
    struct cap_slot *one = world_slot(8), *other = world_slot(7);

    one->next = one->prev = slot_ref(other);
    other->next = other->prev = slot_ref(one);
}

/* A child list that leads back into itself below its head. */
static void circle_below(void)
{
    struct cap_slot *above = world_slot(ENDPOINT);
    struct cap_slot *leaf = cnode_slot(cap_object(world_slot(NODE)), 3);

    leaf->first = leaf->last = slot_ref(above);
    above->prev = above->next = slot_ref(leaf);
}

static void stack_of_the_living(void)
{
    kernel.dying = (slot_ref_t)(world_slot(THREAD)->object >> KOZO_SLOT_BITS);
}

static void circular_stack(void)
{
    struct object *object = cap_object(world_slot(NODE));

    fake.interrupt_period = 1;
    if (cap_delete(world_slot(NODE)) == KERNEL_RESTART) {
        object->dying_next = kernel.dying;
    }
}

static void zombie_names_another(void)
{
    struct object *object = cap_object(world_slot(NODE));

    fake.interrupt_period = 1;
    if (cap_delete(world_slot(NODE)) == KERNEL_RESTART) {
        cap_check();
        object->zombie = slot_ref(world_slot(FRAME));
    }
}

static void (*damage)(void);

static void damage_and_check(void)
{
    damage();
    cap_check();
}

static const struct {
    void (*damage)(void);
    const char *invariant;
} cases[] = {
    {one_way_prev, "INV-CAP-1"},
    {one_way_next, "INV-CAP-1"},
    {one_way_first, "INV-CAP-1"},
    {one_way_last, "INV-CAP-1"},
    {no_last, "INV-CAP-1"},
    {link_to_empty, "INV-CAP-1"},
    {lost_child, "INV-CAP-1"},
    {more_rights, "INV-CAP-2"},
    {foreign_rights, "INV-CAP-2"},
    {another_badge, "INV-CAP-2"},
    {another_object, "INV-OBJ-1"},
    {another_frame, "INV-CAP-2"},
    {wider_ports, "INV-CAP-2"},
    {ring, "INV-CAP-3"},
    {circle_below, "INV-CAP"},
    {no_stamp, "INV-CAP-4"},
    {device_endpoint, "INV-CAP-8"},
        {frame_of_a_device, "INV-CAP-8"},
        {zombie_without_death, "INV-CAP-5"},
    {bound_in_a_cnode, "INV-CAP-6"},
    {unbound_in_a_thread, "INV-CAP-6"},
    {reply_without_caller, "INV-CAP-7"},
    {too_few_references, "INV-OBJ-1"},
    {too_many_references, "INV-OBJ-1"},
    {another_type, "INV-OBJ-1"},
    {dying_off_the_stack, "INV-OBJ-2"},
    {stack_of_the_living, "INV-OBJ-2"},
    {zombie_names_another, "INV-OBJ-2"},
    {circular_stack, "INV-OBJ-2"},
    {above_the_watermark, "INV-MEM-1"},
    {overlap, "INV-MEM-1"},
    {out_of_order, "INV-MEM-1"},
    {misaligned_memory, "INV-MEM-1"},
    {empty_but_used, "INV-MEM-2"},
    {half_a_mapping, "INV-MAP-1"},
    {mapped_endpoint, "INV-MAP-1"},
    {mapping_of_the_future, "INV-MAP-1"},
};

static void damage_is_noticed(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        damage = cases[i].damage;
        world_expect_panic(damage_and_check, cases[i].invariant);
    }
}

static void a_sound_system_passes_and_is_not_changed(void **state)
{
    const uint32_t stamp = kernel.next_stamp;

    (void)state;
    /* Eight from boot with three bindings, four made, a minted one and its copy, a frame's copy,
     * and ports. */
    assert_int_equal(cap_check(), 19);
    assert_int_equal(cap_check(), 19);
    assert_int_equal(kernel.next_stamp, stamp);
    assert_int_equal(cap_flags(world_slot(1)), 0);
    assert_int_equal(world.root->object.found, 0);
    assert_int_equal(world.root->object.flags, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_sound_system_passes_and_is_not_changed, setup),
        cmocka_unit_test_setup(damage_is_noticed, setup),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
