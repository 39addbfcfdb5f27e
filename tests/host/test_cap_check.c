/* SPDX-License-Identifier: MIT */
/* test_cap_check.c: does the checker notice? Every test damages a sound system in one place, in
 * a process of its own, and expects a panic that names the broken invariant. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <fake.h>
#include <kozo/cnode.h>
#include <kozo/cpu.h>
#include <kozo/endpoint.h>
#include <kozo/notification.h>
#include <kozo/outcome.h>
#include <kozo/sys.h>
#include <kozo/untyped.h>
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

static void copy(uint32_t to, uint32_t from)
{
    assert_int_equal(cap_copy(world_slot(to), world_slot(from), KOZO_RIGHTS_MASK), KOZO_OK);
}

static void make_siblings(struct cap_slot *left, struct cap_slot *right)
{
    left->next = slot_ref(right);
    right->prev = slot_ref(left);
}

static void make_only_child(struct cap_slot *child, struct cap_slot *parent)
{
    parent->first = parent->last = slot_ref(child);
    child->prev = child->next = slot_ref(parent);
}

static void end_list(struct cap_slot *last, struct cap_slot *parent)
{
    last->next = slot_ref(parent);
    parent->last = slot_ref(last);
}

static struct object *object_at_slot(uint32_t index)
{
    return cap_object(world_slot(index));
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
static void one_way_chain(void) { world_slot(8)->prev = slot_ref(world_slot(7)); }
static void chain_to_empty(void) { world_slot(8)->prev = slot_ref(world_slot(100)); }
static void last_is_empty(void) { world_slot(ENDPOINT)->last = slot_ref(world_slot(100)); }
static void child_without_type(void) { world_slot(COPY)->meta &= ~(uint64_t)UINT8_MAX; }
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
static void ports_of_a_frame(void)
{
    world_slot(FRAME_COPY)->meta &= UINT64_C(0xffffffff00000000);
    world_slot(FRAME_COPY)->meta |= KOZO_OBJECT_IO_PORT;
}

static void unknown_type(void)
{
    world_slot(8)->meta ^= (KOZO_OBJECT_DEBUG ^ KOZO_OBJECT_LIMIT) << META_TYPE_SHIFT;
}

static void another_size(void) { world_slot(FRAME_COPY)->meta ^= UINT64_C(1) << META_SIZE_SHIFT; }
static void earlier_ports(void) { world_slot(7)->object = 101; }
static void wider_ports(void) { world_slot(PORTS)->object = 65530; }
static void no_stamp(void) { world_slot(FRAME)->meta &= UINT32_MAX; }
static void device_endpoint(void) { set_flag(world_slot(ENDPOINT), CAP_DEVICE); }
static void device_of_no_memory(void) { set_flag(world_slot(8), CAP_DEVICE); }
static void code_in_a_device(void)
{
    const struct cap_value value = {
        .object = world_slot(6)->object,
        .type = KOZO_OBJECT_FRAME,
        .rights = KOZO_FRAME_RIGHT_READ | KOZO_FRAME_RIGHT_EXECUTE,
        .size_bits = KOZO_PAGE_BITS,
        .flags = CAP_DEVICE,
    };

    cap_install_root(world_slot(INNER), &value);
}

static void frame_of_a_device(void) { set_flag(world_slot(FRAME_COPY), CAP_DEVICE); }
static void zombie_without_death(void)
{
    set_flag(world_slot(THREAD), CAP_ZOMBIE);
    object_at_slot(THREAD)->zombie = slot_ref(world_slot(THREAD));
}

static void zombie_of_a_frame(void)
{
    set_flag(world_slot(FRAME_COPY), CAP_ZOMBIE);
    object_at_slot(FRAME_COPY)->flags = OBJECT_DYING;
    object_at_slot(FRAME_COPY)->zombie = slot_ref(world_slot(FRAME_COPY));
}

static void bound_in_a_cnode(void) { set_flag(world_slot(FRAME), CAP_BOUND); }
static void bound_in_the_last_slot(void)
{
    cap_move(world_slot(WORLD_SLOTS - 1), world_slot(FRAME_COPY));
    set_flag(world_slot(WORLD_SLOTS - 1), CAP_BOUND);
}
static void unbound_in_a_thread(void) { set_flag(&world.self->bindings[0], CAP_BOUND); }
static void too_few_references(void) { world.root->object.references--; }
static void too_many_references(void) { object_at_slot(ENDPOINT)->references++; }
static void another_type(void) { object_at_slot(ENDPOINT)->type = KOZO_OBJECT_NOTIFICATION; }
static void dying_off_the_stack(void) { world.root->object.flags |= 1; }
static struct thread *thread(void)
{
    return cap_object(world_slot(THREAD));
}

static void queue_without_state(void) { thread()->state = KOZO_THREAD_STATE_SENDING; }

static void half_a_queue(void)
{
    struct endpoint *endpoint = cap_object(world_slot(ENDPOINT));

    endpoint->receivers_head = world.self;
}

static void waiting_for_what_is_there(void)
{
    world_make(KOZO_OBJECT_NOTIFICATION, 0, INNER);
    struct notification *notification = cap_object(world_slot(INNER));

    notification->bits = 1;
    notification->waiters_head = world.self;
}

static void beyond_its_size(void) { world_slot(5)->aux += UINT64_C(1) << WORLD_MEMORY_BITS; }
static void size_of_no_endpoint(void)
{
    world_slot(ENDPOINT)->meta -= UINT64_C(1) << META_SIZE_SHIFT;
}
static void above_the_watermark(void) { world_slot(5)->aux -= 64; }
static void below_the_memory(void) { world_slot(ENDPOINT)->object = world_slot(5)->object - 64; }
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
static void odd_memory(void) { world_slot(6)->object += 1; }
static void half_a_mapping(void) { world_slot(FRAME)->space = 1; world_slot(FRAME)->level = 2; }
static void level_of_no_mapping(void) { world_slot(FRAME)->level = 1; }
static void mapped_endpoint(void) { world_slot(ENDPOINT)->space = 1; }
static void address_of_no_mapping(void) { world_slot(FRAME)->aux = 4096; }
static void address_of_no_table(void)
{
    world_make(KOZO_OBJECT_PAGE_TABLE, 0, INNER);
    world_slot(INNER)->aux = 4096;
}
static void beyond_the_top(void)
{
    world_slot(FRAME)->space = 1;
    world_slot(FRAME)->aux = KOZO_USER_TOP;
}
static void mapping_of_the_future(void) { world_slot(FRAME)->space = kernel.next_serial; }
static void reply_without_caller(void)
{
    const struct cap_value right = {
        .object = world_slot(THREAD)->object,
        .type = KOZO_OBJECT_REPLY,
        .rights = KOZO_REPLY_RIGHT_REPLY,
    };

    cap_install_root(world_slot(INNER), &right);
}

/* A reply right that is known to its caller. */
static struct cap_slot *reply_with_caller(void)
{
    reply_without_caller();
    thread()->reply_slot = world_slot(INNER);
    thread()->state = KOZO_THREAD_STATE_AWAITING_REPLY;
    return world_slot(INNER);
}

static void reply_with_a_child(void)
{
    make_only_child(world_slot(8), reply_with_caller());
}

static void reply_in_front_of_another(void)
{
    make_siblings(reply_with_caller(), world_slot(8));
}

static void reply_behind_another(void)
{
    make_siblings(world_slot(8), reply_with_caller());
}

/* Two chains of siblings joined to a ring that no head leads to. */
static void ring(void)
{
    make_siblings(world_slot(7), world_slot(8));
    make_siblings(world_slot(8), world_slot(7));
}

/* A ring that is come upon from a child of one in it. */
static void ring_above(void)
{
    cap_move(world_slot(100), world_slot(8));
    cap_move(world_slot(101), world_slot(6));
    copy(9, 100);
    make_siblings(world_slot(100), world_slot(101));
    make_siblings(world_slot(101), world_slot(100));
}

/* Two lists of children, each of which ends at the other's parent. */
static void crossed_lists(void)
{
    copy(30, 8);
    copy(31, 8);
    copy(32, 30);
    copy(33, 31);
    end_list(world_slot(32), world_slot(31));
    end_list(world_slot(33), world_slot(30));
}

static void stack_of_the_living(void)
{
    kernel.dying = (slot_ref_t)(world_slot(THREAD)->object >> KOZO_SLOT_BITS);
}

/* A CNode whose deletion has been interrupted. */
static struct object *dying(uint32_t index)
{
    fake.interrupt_period = 1;
    assert_int_equal(cap_delete(world_slot(index)), KERNEL_RESTART);
    return cap_object(world_slot(index));
}

static void circular_stack(void)
{
    dying(NODE)->dying_next = kernel.dying;
}

static void zombie_names_another(void)
{
    struct object *object = dying(NODE);

    cap_check();
    object->zombie = slot_ref(world_slot(FRAME));
}
static void dying_without_zombie(void) { dying(NODE)->zombie = 0; }
static void zombie_of_another(void)
{
    world_make(KOZO_OBJECT_CNODE, 11, INNER);
    dying(NODE)->zombie = dying(INNER)->zombie;
}

static void zombie_with_a_child(void)
{
    dying(NODE);
    make_only_child(world_slot(8), world_slot(NODE));
}

static void living_with_a_zombie(void)
{
    zombie_without_death();
    stack_of_the_living();
}

static void stack_with_a_circle(void)
{
    struct object *lower = dying(NODE);

    world_make(KOZO_OBJECT_CNODE, 11, INNER);
    dying(INNER);
    lower->dying_next = object_ref(lower);
}

/* What nobody but the stack knows is looked into. */
static void damage_in_the_forlorn(void)
{
    const paddr_t memory = paddr(world_slot(6)->object);
    struct cnode *node = phys_to_ptr(memory);
    struct cap_value value;

    memset(node, 0, 1 << 11);
    assert_true(object_create(KOZO_OBJECT_CNODE, memory, 11, &value));
    cap_install_root(cnode_slot(node, 5), &value);
    fake.interrupt_period = 1;
    assert_int_equal(cap_delete(cnode_slot(node, 5)), KERNEL_RESTART);
    cap_move(cnode_slot(node, 20), world_slot(8));
    set_flag(cnode_slot(node, 20), CAP_BOUND);
}

static void two_zombies(void)
{
    dying(NODE);
    *world_slot(INNER) = (struct cap_slot){.object = world_slot(NODE)->object,
                                           .meta = world_slot(NODE)->meta};
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
    {one_way_chain, "INV-CAP-1"},
    {chain_to_empty, "INV-CAP-1"},
    {last_is_empty, "INV-CAP-1"},
    {lost_child, "INV-CAP-1"},
    {child_without_type, "INV-CAP-1"},
    {more_rights, "INV-CAP-2"},
    {foreign_rights, "INV-CAP-2"},
    {another_badge, "INV-CAP-2"},
    {another_object, "INV-OBJ-1"},
    {another_frame, "INV-CAP-2"},
    {another_size, "INV-CAP-2"},
    {ports_of_a_frame, "INV-CAP-2"},
    {unknown_type, "INV-CAP-1"},
    {earlier_ports, "INV-CAP-2"},
    {wider_ports, "INV-CAP-2"},
    {ring, "INV-CAP-3"},
    {ring_above, "INV-CAP-3"},
    {crossed_lists, "INV-CAP-3"},
    {no_stamp, "INV-CAP-4"},
    {device_endpoint, "INV-CAP-8"},
    {frame_of_a_device, "INV-CAP-8"},
    {device_of_no_memory, "INV-CAP-8"},
    {code_in_a_device, "INV-CAP-8"},
    {zombie_without_death, "INV-CAP-5"},
    {zombie_of_a_frame, "INV-CAP-5"},
    {zombie_with_a_child, "INV-CAP-5"},
    {bound_in_a_cnode, "INV-CAP-6"},
    {bound_in_the_last_slot, "INV-CAP-6"},
    {damage_in_the_forlorn, "INV-CAP-6"},
    {unbound_in_a_thread, "INV-CAP-6"},
    {two_zombies, "INV-CAP-5"},
    {reply_without_caller, "INV-CAP-7"},
    {reply_with_a_child, "INV-CAP-7"},
    {reply_in_front_of_another, "INV-CAP-7"},
    {reply_behind_another, "INV-CAP-7"},
    {too_few_references, "INV-OBJ-1"},
    {too_many_references, "INV-OBJ-1"},
    {another_type, "INV-OBJ-1"},
    {dying_off_the_stack, "INV-OBJ-2"},
    {stack_of_the_living, "INV-OBJ-2"},
    {zombie_names_another, "INV-OBJ-2"},
    {circular_stack, "INV-OBJ-2"},
    {stack_with_a_circle, "INV-OBJ-2"},
    {living_with_a_zombie, "INV-OBJ-2"},
    {dying_without_zombie, "INV-OBJ-2"},
    {zombie_of_another, "INV-OBJ-2"},
    {queue_without_state, "INV-THREAD-1"},
    {half_a_queue, "INV-IPC-3"},
    {waiting_for_what_is_there, "INV-NOTIF-1"},
    {above_the_watermark, "INV-MEM-1"},
    {beyond_its_size, "INV-MEM-1"},
    {size_of_no_endpoint, "INV-MEM-1"},
    {below_the_memory, "INV-MEM-1"},
    {overlap, "INV-MEM-1"},
    {out_of_order, "INV-MEM-1"},
    {misaligned_memory, "INV-MEM-1"},
    {odd_memory, "INV-MEM-1"},
    {empty_but_used, "INV-MEM-2"},
    {half_a_mapping, "INV-MAP-1"},
    {level_of_no_mapping, "INV-MAP-1"},
    {mapped_endpoint, "INV-MAP-1"},
    {mapping_of_the_future, "INV-MAP-1"},
    {address_of_no_mapping, "INV-MAP-1"},
    {address_of_no_table, "INV-MAP-1"},
    {beyond_the_top, "INV-MAP-1"},
};

static void damage_is_noticed(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        damage = cases[i].damage;
        world_expect_panic(damage_and_check, cases[i].invariant);
    }
}

static void a_report_names_what_is_broken(void **state)
{
    const struct cap_slot *slot = world_slot(FRAME);
    char text[128];

    (void)state;
    damage = no_stamp;
    snprintf(text, sizeof(text), "INV-CAP-4 is broken at slot %lx, object %lx, meta %x\n",
             (unsigned long)ptr_to_phys(slot).raw, (unsigned long)slot->object,
             (unsigned)slot->meta | CAP_CHECKED << META_FLAGS_SHIFT);
    world_expect_panic(damage_and_check, text);
}

/* What lies behind a container is none of its slots. */
static void a_container_ends(void **state)
{
    (void)state;
    world_make(KOZO_OBJECT_CNODE, KOZO_PAGE_BITS, 40);
    world_make(KOZO_OBJECT_FRAME, KOZO_PAGE_BITS, 41);
    assert_int_equal(world_slot(41)->object, world_slot(40)->object + PAGE_SIZE);
    memset(cap_object(world_slot(41)), 0xff, PAGE_SIZE);
    cap_check();
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
        cmocka_unit_test_setup(a_container_ends, setup),
        cmocka_unit_test_setup(a_report_names_what_is_broken, setup),
        cmocka_unit_test_setup(damage_is_noticed, setup),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
