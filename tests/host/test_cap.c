/* SPDX-License-Identifier: MIT */
/* test_cap.c: copying, minting, moving, deleting and revoking capabilities; I/O ports; bindings;
 * and reply rights. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <fake.h>
#include <kozo/cnode.h>
#include <kozo/cpu.h>
#include <kozo/sched.h>
#include <kozo/sys.h>
#include <kozo/trap_regs.h>
#include <world.h>

static int setup(void **state)
{
    (void)state;
    world_start();
    return 0;
}

static kozo_err_t copy(uint32_t to, uint32_t from, kozo_rights_t mask)
{
    kozo_handle_t handle;

    return kozo_cnode_copy(world.cnode, to, world_handle(from), mask, &handle);
}

static kozo_err_t mint(uint32_t to, uint32_t from, kozo_badge_t badge)
{
    kozo_handle_t handle;

    return kozo_cnode_mint(world.cnode, to, world_handle(from), KOZO_RIGHTS_MASK, badge, &handle);
}

static kozo_err_t delete(uint32_t index)
{
    return kozo_any_delete(world_handle(index));
}

static void a_copy_keeps_at_most_its_rights(void **state)
{
    (void)state;
    world_make(KOZO_OBJECT_ENDPOINT, 0, 10);
    assert_int_equal(copy(11, 10, KOZO_ENDPOINT_RIGHT_SEND | KOZO_ENDPOINT_RIGHT_GRANT), KOZO_OK);
    assert_int_equal(copy(12, 11, KOZO_ENDPOINT_RIGHT_SEND | KOZO_ENDPOINT_RIGHT_RECEIVE), KOZO_OK);
    assert_int_equal(copy(13, 12, 0), KOZO_OK);
    assert_int_equal(cap_rights(world_slot(12)), KOZO_ENDPOINT_RIGHT_SEND);
    assert_int_equal(cap_rights(world_slot(13)), 0);
    assert_int_equal(copy(13, 12, 0), KOZO_ERR_SLOT_BUSY);
    assert_int_equal(copy(14, 12, 0x10), KOZO_ERR_UNKNOWN_FLAG);
}

static void what_must_be_unique_is_not_copied(void **state)
{
    (void)state;
    world_make(KOZO_OBJECT_PAGE_TABLE, 0, 10);
    assert_int_equal(copy(11, 10, 0xf), KOZO_ERR_NOT_COPYABLE);
    assert_int_equal(copy(11, 5, 0xf), KOZO_ERR_NOT_COPYABLE);
    assert_int_equal(mint(11, 5, 1), KOZO_ERR_NOT_COPYABLE);
    assert_int_equal(cap_bind(world_slot(11), world_slot(5)), KOZO_ERR_NOT_COPYABLE);
    assert_true(cap_is_empty(world_slot(11)));
}

static void a_badge_is_given_once(void **state)
{
    kozo_info_t info;
    kozo_badge_t badge;

    (void)state;
    world_make(KOZO_OBJECT_ENDPOINT, 0, 10);
    world_make(KOZO_OBJECT_THREAD, 0, 20);
    assert_int_equal(mint(11, 10, 7), KOZO_OK);
    assert_int_equal(copy(12, 11, 0xf), KOZO_OK);
    assert_int_equal(kozo_any_identify(world_handle(12), &info, &badge), KOZO_OK);
    assert_int_equal(badge, 7);
    assert_int_equal(info.raw, cap_info(world_slot(12)).raw);
    assert_int_equal(mint(13, 12, 8), KOZO_ERR_NOT_BADGEABLE);
    assert_int_equal(mint(13, 20, 8), KOZO_ERR_NOT_BADGEABLE);
    assert_int_equal(mint(13, 10, 8), KOZO_OK);
}

/* A capability and its successor differ in nothing but the stamp, which is the next. */
static void assert_successor(kozo_handle_t moved, const struct cap_slot *before, uint32_t stamp)
{
    const struct cap_slot *slot = world_slot(kozo_handle_address(moved));

    assert_int_equal(kozo_handle_stamp(moved), stamp);
    assert_int_equal((uint32_t)slot->meta, (uint32_t)before->meta);
    assert_int_equal(slot->object, before->object);
    assert_int_equal(slot->badge, before->badge);
    assert_int_equal(slot->aux, before->aux);
    assert_int_equal(kernel.next_stamp, stamp + 1);
}

static void every_capability_takes_the_next_stamp(void **state)
{
    const uint32_t stamp = kernel.next_stamp;
    kozo_handle_t moved;

    (void)state;
    assert_int_equal(cap_stamp(world_slot(1)), 1);
    assert_int_equal(cap_stamp(world_slot(8)), 8);
    assert_int_equal(stamp, 1 + 8 + 3); /* with three bindings */
    assert_int_equal(copy(10, 7, KOZO_IO_PORT_RIGHT_IN), KOZO_OK);
    assert_int_equal(cap_stamp(world_slot(10)), stamp);
    const struct cap_slot before = *world_slot(10);

    assert_int_equal(kozo_cnode_move(world.cnode, 11, world_handle(10), &moved), KOZO_OK);
    assert_successor(moved, &before, stamp + 1);
    assert_int_equal(kozo_cnode_move(world.cnode, 10, moved, &moved), KOZO_OK);
    assert_successor(moved, &before, stamp + 2);
    assert_int_equal(kozo_io_port_derive(world.ports, 0, 1, world.cnode, 11, &moved), KOZO_OK);
    assert_int_equal(kozo_handle_stamp(moved), stamp + 3);
    assert_int_equal(kernel.next_stamp, stamp + 4);
}

/* Whatever an empty slot holds besides its type: a new capability has nothing of it. */
static void a_slot_is_filled_whole(void **state)
{
    const struct cap_value value = {
        .object = world_slot(8)->object,
        .type = KOZO_OBJECT_DEBUG,
        .rights = cap_rights(world_slot(8)),
    };

    (void)state;
    memset(world_slot(10), 0xff, sizeof(struct cap_slot));
    world_slot(10)->meta &= ~UINT64_C(0xff);
    cap_install_root(world_slot(10), &value);
    memcpy(world_slot(11), world_slot(8), sizeof(struct cap_slot));
    world_slot(11)->meta = (uint32_t)world_slot(8)->meta |
                           (uint64_t)cap_stamp(world_slot(10)) << META_STAMP_SHIFT;
    assert_memory_equal(world_slot(10), world_slot(11), sizeof(struct cap_slot));
}

static void assert_clear(uint32_t index)
{
    static const struct cap_slot clear;

    assert_memory_equal(world_slot(index), &clear, sizeof(clear));
}

static void nothing_is_left_in_an_empty_slot(void **state)
{
    kozo_handle_t handle;

    (void)state;
    world_make(KOZO_OBJECT_ENDPOINT, 0, 10);
    assert_int_equal(mint(11, 10, 7), KOZO_OK);
    assert_int_equal(kozo_io_port_derive(world.ports, 8, 8, world.cnode, 20, &handle), KOZO_OK);
    assert_int_equal(copy(21, 20, 0), KOZO_OK);
    assert_int_equal(kozo_cnode_move(world.cnode, 12, world_handle(11), &handle), KOZO_OK);
    assert_int_equal(kozo_cnode_move(world.cnode, 22, world_handle(21), &handle), KOZO_OK);
    assert_int_equal(delete(12), KOZO_OK);
    assert_int_equal(delete(22), KOZO_OK);
    assert_int_equal(delete(20), KOZO_OK);
    for (uint32_t i = 11; i < 30; i++) {
        assert_clear(i);
    }
}

static void the_old_handle_of_the_moved_names_nothing(void **state)
{
    kozo_handle_t moved, old;
    kozo_info_t info;
    kozo_badge_t badge;

    (void)state;
    old = world_make(KOZO_OBJECT_ENDPOINT, 0, 10);
    assert_int_equal(copy(11, 10, 0xf), KOZO_OK);
    assert_int_equal(copy(12, 10, 0xf), KOZO_OK);
    assert_int_equal(kozo_cnode_move(world.cnode, 13, old, &moved), KOZO_OK);
    assert_int_equal(moved.raw, world_handle(13).raw);
    assert_int_equal(kozo_any_identify(old, &info, &badge), KOZO_ERR_NO_CAP);
    /* Its children are still its children. */
    assert_int_equal(kozo_any_revoke(moved), KOZO_OK);
    assert_true(cap_is_empty(world_slot(11)) && cap_is_empty(world_slot(12)));
    /* A child in the middle of a list, and back. */
    for (uint32_t i = 20; i < 23; i++) {
        assert_int_equal(copy(i, 13, 0xf), KOZO_OK);
    }
    assert_int_equal(kozo_cnode_move(world.cnode, 30, world_handle(21), &moved), KOZO_OK);
    assert_int_equal(kozo_cnode_move(world.cnode, 21, moved, &moved), KOZO_OK);
    assert_int_equal(kozo_cnode_move(world.cnode, 21, world_handle(20), &moved),
                     KOZO_ERR_SLOT_BUSY);
    assert_int_equal(kozo_any_revoke(world_handle(13)), KOZO_OK);
    assert_true(cap_is_empty(world_slot(21)));
}

static void children_of_the_deleted_belong_to_its_parent(void **state)
{
    (void)state;
    world_make(KOZO_OBJECT_ENDPOINT, 0, 10);
    assert_int_equal(copy(11, 10, 0xf), KOZO_OK);
    for (uint32_t i = 20; i < 25; i++) {
        assert_int_equal(copy(i, 11, 0xf), KOZO_OK);
    }
    assert_int_equal(copy(12, 10, 0xf), KOZO_OK);
    assert_int_equal(delete(11), KOZO_OK);
    assert_int_equal(kozo_any_revoke(world_handle(12)), KOZO_OK);
    assert_false(cap_is_empty(world_slot(20)));
    assert_int_equal(kozo_any_revoke(world_handle(10)), KOZO_OK);
    for (uint32_t i = 20; i < 25; i++) {
        assert_true(cap_is_empty(world_slot(i)));
    }
    assert_true(cap_is_empty(world_slot(12)));
}

static void children_of_a_deleted_root_stay_siblings(void **state)
{
    kozo_handle_t handle;

    (void)state;
    for (uint32_t i = 10; i < 15; i++) {
        assert_int_equal(copy(i, 8, 0xf), KOZO_OK);
    }
    for (uint32_t i = 20; i < 23; i++) {
        assert_int_equal(copy(i, 12, 0xf), KOZO_OK);
    }
    assert_int_equal(delete(8), KOZO_OK);
    assert_int_equal(delete(12), KOZO_OK);  /* with children, in the middle */
    assert_int_equal(delete(14), KOZO_OK);  /* at the head */
    assert_int_equal(delete(10), KOZO_OK);  /* at the end */
    assert_int_equal(copy(30, 13, 0xf), KOZO_OK);
    assert_int_equal(kozo_cnode_move(world.cnode, 40, world_handle(13), &handle), KOZO_OK);
    assert_int_equal(kozo_any_revoke(world_handle(40)), KOZO_OK);
    assert_true(cap_is_empty(world_slot(30)));
    assert_false(cap_is_empty(world_slot(11)));
    assert_int_equal(delete(40), KOZO_OK);
    assert_int_equal(delete(11), KOZO_OK);
    for (uint32_t i = 20; i < 23; i++) {
        assert_int_equal(delete(i), KOZO_OK);
    }
}

static void revocation_is_preemptible(void **state)
{
    (void)state;
    world_make(KOZO_OBJECT_ENDPOINT, 0, 10);
    for (uint32_t i = 20; i < 100; i++) {
        assert_int_equal(copy(i, i % 3 == 0 ? 10 : i - 1 < 20 ? 10 : i - 1, 0xf), KOZO_OK);
    }
    fake.interrupt_period = 1;
    assert_int_equal(kozo_any_revoke(world_handle(10)), KOZO_OK);
    assert_int_equal(world.restarts, 80 / 8 - 1);
    for (uint32_t i = 20; i < 100; i++) {
        assert_true(cap_is_empty(world_slot(i)));
    }
}

static void a_revocation_waits_for_the_destruction_it_causes(void **state)
{
    (void)state;
    world_make(KOZO_OBJECT_CNODE, 11, 10);
    world_make(KOZO_OBJECT_ENDPOINT, 0, 11);
    fake.interrupt_period = 1;
    assert_int_equal(kozo_any_revoke(KOZO_ANY(world.memory)), KOZO_OK);
    assert_int_equal(world.restarts, 8);
    assert_int_equal(world_used(), 0);
}

/* Between two looks lie eight spare capabilities, or one that is not spare. */
static void a_revocation_looks_after_each_last_capability(void **state)
{
    (void)state;
    world_make(KOZO_OBJECT_FRAME, 12, 10);
    world_make(KOZO_OBJECT_ENDPOINT, 0, 11);
    assert_int_equal(copy(12, 11, 0xf), KOZO_OK);
    fake.interrupt_period = 1;
    assert_int_equal(kozo_any_revoke(KOZO_ANY(world.memory)), KOZO_OK);
    assert_int_equal(world.restarts, 1);
}

static void ports_are_derived_and_accessed_in_range(void **state)
{
    kozo_handle_t handle;
    uint32_t value;

    (void)state;
    assert_int_equal(kozo_io_port_derive(world.ports, KOZO_SERIAL_PORT, KOZO_SERIAL_PORT_COUNT,
                                         world.cnode, 10, &handle),
                     KOZO_OK);
    const kozo_io_port_t serial = WORLD_AS(kozo_io_port_t, handle);

    assert_int_equal(handle.raw, world_handle(10).raw);
    fake.io_value = 0x61;
    assert_int_equal(kozo_io_port_read(serial, 5, KOZO_IO_WIDTH_BYTE, &value), KOZO_OK);
    assert_int_equal(value, 0x61);
    assert_int_equal(fake.io_port, 0x3fd);
    assert_int_equal(kozo_io_port_write(serial, 4, KOZO_IO_WIDTH_DWORD, 0x12345678), KOZO_OK);
    assert_int_equal(fake.io_port, 0x3fc);
    assert_int_equal(fake.io_width, 4);
    assert_int_equal(fake.io_value, 0x12345678);
    assert_int_equal(kozo_io_port_write(serial, 5, KOZO_IO_WIDTH_DWORD, 0), KOZO_ERR_RANGE);
    assert_int_equal(kozo_io_port_read(serial, 8, KOZO_IO_WIDTH_BYTE, &value), KOZO_ERR_RANGE);
    assert_int_equal(kozo_io_port_read(serial, 7, KOZO_IO_WIDTH_WORD, &value), KOZO_ERR_RANGE);
    assert_int_equal(kozo_io_port_read(serial, 0, KOZO_IO_WIDTH_WORD + 1, &value), KOZO_ERR_RANGE);
    assert_int_equal(kozo_io_port_derive(serial, 0x3f7, 2, world.cnode, 11, &handle),
                     KOZO_ERR_RANGE);
    assert_int_equal(kozo_io_port_derive(serial, 0x3ff, 2, world.cnode, 11, &handle),
                     KOZO_ERR_RANGE);
    assert_int_equal(kozo_io_port_derive(world.ports, 0xffff, 2, world.cnode, 11, &handle),
                     KOZO_ERR_RANGE);
    assert_int_equal(kozo_io_port_derive(serial, 0x3ff, 1, world.cnode, 11, &handle), KOZO_OK);
    assert_int_equal(copy(12, 10, KOZO_IO_PORT_RIGHT_IN), KOZO_OK);
    assert_int_equal(kozo_io_port_write(WORLD_AS(kozo_io_port_t, world_handle(12)), 0,
                                        KOZO_IO_WIDTH_BYTE, 0),
                     KOZO_ERR_ACCESS_DENIED);
    assert_int_equal(kozo_io_port_read(WORLD_AS(kozo_io_port_t, world_handle(12)), 7,
                                       KOZO_IO_WIDTH_BYTE, &value),
                     KOZO_OK);
    assert_int_equal(kozo_io_port_read(world.ports, 0xffff, KOZO_IO_WIDTH_WORD, &value),
                     KOZO_ERR_RANGE);
    assert_int_equal(kozo_io_port_write(world.ports, 0xffff, KOZO_IO_WIDTH_WORD, 0),
                     KOZO_ERR_RANGE);
    assert_int_equal(kozo_any_revoke(KOZO_ANY(world.ports)), KOZO_OK);
    assert_true(cap_is_empty(world_slot(11)) && cap_is_empty(world_slot(12)));
}

static void a_space_taken_away_from_its_own_thread(void **state)
{
    const kozo_handle_t endpoint = world_make(KOZO_OBJECT_ENDPOINT, 0, 10);
    kozo_info_t info;
    kozo_badge_t badge;

    (void)state;
    assert_int_equal(kozo_any_revoke(KOZO_ANY(world.cnode)), KOZO_OK);
    assert_null(world.self->cspace);
    assert_true(cap_is_empty(&world.self->bindings[THREAD_CSPACE]));
    assert_int_equal(kozo_any_identify(endpoint, &info, &badge), KOZO_ERR_NO_CAP);
}

static void a_thread_deletes_the_only_name_of_its_space(void **state)
{
    (void)state;
    /* The binding is a capability as well: the CNode lives on through it, and through it alone. */
    assert_int_equal(kozo_any_delete(KOZO_ANY(world.cnode)), KOZO_OK);
    assert_ptr_equal(world.self->cspace, world.root);
    assert_int_equal(world.root->object.references, 1);
    assert_int_equal(kozo_any_delete(KOZO_ANY(world.thread)), KOZO_OK);
    assert_int_equal(kernel.dying, 0);
    assert_true(cap_is_empty(world_slot(5)));
    assert_int_equal(cap_check(), 0);
}

/* Reply rights */

enum { ENDPOINT = 20, SERVER = 21, SERVER_SPACE = 22, SERVER_BUDGET = 23 };

static struct thread *client, *server;

static void start(struct thread *thread)
{
    world.self = thread;
    assert_int_equal(kozo_thread_start(WORLD_AS(kozo_thread_t, world_handle(
                                           thread == server ? SERVER : 3)),
                                       (vaddr_t){0x1000}, (vaddr_t){0x2000}, 0),
                     KOZO_OK);
}

/* A client has called, and a server that shares its space has received the call. */
static int setup_call(void **state)
{
    struct kozo_message message = {.tag = kozo_tag_make(1, 2, 0, 0, 0)};

    setup(state);
    world_make(KOZO_OBJECT_ENDPOINT, 0, ENDPOINT);
    world_make(KOZO_OBJECT_THREAD, 0, SERVER);
    world_make(KOZO_OBJECT_BUDGET, 0, SERVER_BUDGET);
    client = world.self;
    server = cap_object(world_slot(SERVER));
    assert_int_equal(kozo_thread_bind(WORLD_AS(kozo_thread_t, world_handle(SERVER)), world.cnode,
                                      world.aspace,
                                      WORLD_AS(kozo_budget_t, world_handle(SERVER_BUDGET))),
                     KOZO_OK);
    start(client);
    world.self = client;
    assert_int_equal(kozo_thread_start(WORLD_AS(kozo_thread_t, world_handle(SERVER)),
                                       (vaddr_t){0x1000}, (vaddr_t){0x2000}, 0),
                     KOZO_OK);
    kozo_endpoint_call(WORLD_AS(kozo_endpoint_t, world_handle(ENDPOINT)), &message);
    assert_int_equal(client->state, KOZO_THREAD_STATE_CALLING);
    world.self = server;
    assert_int_equal(kozo_endpoint_receive(WORLD_AS(kozo_endpoint_t, world_handle(ENDPOINT)),
                                           &message),
                     KOZO_OK);
    assert_int_equal(client->state, KOZO_THREAD_STATE_AWAITING_REPLY);
    return 0;
}

static kozo_err_t save(uint32_t index)
{
    kozo_handle_t handle;

    return kozo_cnode_save_reply(world.cnode, index, &handle);
}

static kozo_err_t answer(uint32_t index)
{
    struct kozo_message message = {
        .tag = kozo_tag_make(1, 0, KOZO_TAG_FLAG_SAVED_REPLY, 0, 0),
        .reply = world_handle(index),
    };

    return kozo_reply_send(&message);
}

static void a_reply_right_is_saved_moved_and_used(void **state)
{
    kozo_handle_t handle;

    (void)state;
    assert_int_equal(save(30), KOZO_OK);
    assert_int_equal(save(31), KOZO_ERR_NO_REPLY);
    assert_ptr_equal(client->reply_slot, world_slot(30));
    assert_int_equal(copy(31, 30, 0xf), KOZO_ERR_NOT_COPYABLE);
    assert_int_equal(kozo_cnode_move(world.cnode, 31, world_handle(30), &handle), KOZO_OK);
    assert_ptr_equal(client->reply_slot, world_slot(31));
    assert_int_equal(answer(31), KOZO_OK);
    assert_true(cap_is_empty(world_slot(31)));
    assert_int_equal(client->state, KOZO_THREAD_STATE_READY);
    cap_check();
}

static void a_lost_reply_right_wakes_its_caller(void **state)
{
    (void)state;
    assert_int_equal(save(30), KOZO_OK);
    assert_int_equal(delete(30), KOZO_OK);
    assert_int_equal(client->state, KOZO_THREAD_STATE_READY);
    assert_int_equal(kozo_status_code((kozo_status_t){*trap_status(&client->regs)}),
                     KOZO_ERR_PEER_DIED);
}

static void a_reply_right_is_lost_with_its_cnode(void **state)
{
    kozo_handle_t handle;

    (void)state;
    world_make(KOZO_OBJECT_CNODE, 8, 40);
    assert_int_equal(save(30), KOZO_OK);
    assert_int_equal(kozo_cnode_move(WORLD_AS(kozo_cnode_t, world_handle(40)), 2, world_handle(30),
                                     &handle),
                     KOZO_OK);
    assert_int_equal(client->state, KOZO_THREAD_STATE_AWAITING_REPLY);
    assert_int_equal(delete(40), KOZO_OK);
    assert_int_equal(kozo_status_code((kozo_status_t){*trap_status(&client->regs)}),
                     KOZO_ERR_PEER_DIED);
}

static void a_reply_right_vanishes_with_its_caller(void **state)
{
    (void)state;
    assert_int_equal(save(30), KOZO_OK);
    assert_int_equal(delete(3), KOZO_OK);
    assert_true(cap_is_empty(world_slot(30)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_copy_keeps_at_most_its_rights, setup),
        cmocka_unit_test_setup(what_must_be_unique_is_not_copied, setup),
        cmocka_unit_test_setup(a_badge_is_given_once, setup),
        cmocka_unit_test_setup(every_capability_takes_the_next_stamp, setup),
        cmocka_unit_test_setup(a_slot_is_filled_whole, setup),
        cmocka_unit_test_setup(nothing_is_left_in_an_empty_slot, setup),
        cmocka_unit_test_setup(the_old_handle_of_the_moved_names_nothing, setup),
        cmocka_unit_test_setup(children_of_the_deleted_belong_to_its_parent, setup),
        cmocka_unit_test_setup(children_of_a_deleted_root_stay_siblings, setup),
        cmocka_unit_test_setup(revocation_is_preemptible, setup),
        cmocka_unit_test_setup(a_revocation_waits_for_the_destruction_it_causes, setup),
        cmocka_unit_test_setup(a_revocation_looks_after_each_last_capability, setup),
        cmocka_unit_test_setup(ports_are_derived_and_accessed_in_range, setup),
        cmocka_unit_test_setup(a_space_taken_away_from_its_own_thread, setup),
        cmocka_unit_test_setup(a_thread_deletes_the_only_name_of_its_space, setup),
        cmocka_unit_test_setup(a_reply_right_is_saved_moved_and_used, setup_call),
        cmocka_unit_test_setup(a_lost_reply_right_wakes_its_caller, setup_call),
        cmocka_unit_test_setup(a_reply_right_is_lost_with_its_cnode, setup_call),
        cmocka_unit_test_setup(a_reply_right_vanishes_with_its_caller, setup_call),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
