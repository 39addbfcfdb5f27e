/* SPDX-License-Identifier: MIT */
/* world.c: what boot and the system call entry do, for host tests. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include <fake.h>
#include <kozo/arch.h>
#include <kozo/cnode.h>
#include <kozo/cpu.h>
#include <kozo/gen/dispatch.h>
#include <kozo/gen/handlers.h>
#include <kozo/gen/objects.h>
#include <kozo/sys.h>
#include <kozo/trap_regs.h>
#include <kozo/untyped.h>
#include <world.h>

enum { RESTARTS_MAX = 1000000 };

struct world world;

struct cap_slot *world_slot(uint32_t index)
{
    return cnode_slot(world.root, index);
}

kozo_handle_t world_handle(uint32_t index)
{
    return cap_handle(world.root, world_slot(index));
}

/* Objects that exist from boot on lie one behind the other at the start of memory. */
static struct cap_slot *world_boot_object(uint32_t index, kozo_object_t kind, uint64_t *at,
                                          uint8_t size_bits)
{
    const uint64_t size = UINT64_C(1) << size_bits;
    struct cap_value value;

    *at = (*at + size - 1) & ~(size - 1);
    memset(phys_to_ptr(paddr(*at)), 0, size);
    assert_true(object_create(kind, paddr(*at), size_bits, &value));
    if (kind == KOZO_OBJECT_CNODE) {
        world.root = phys_to_ptr(paddr(*at));
        kernel.boot_cnode = world.root;
    }
    *at += size;
    cap_install_root(world_slot(index), &value);
    return world_slot(index);
}

static kozo_handle_t world_boot_plain(uint32_t index, kozo_object_t kind, uint64_t object,
                                      uint8_t size_bits, uint64_t aux)
{
    const struct cap_value value = {
        .object = object,
        .type = kind,
        .rights = object_descriptors[kind].rights_mask,
        .size_bits = size_bits,
        .aux = aux,
    };

    cap_install_root(world_slot(index), &value);
    return world_handle(index);
}

void world_start(void)
{
    uint64_t at = FAKE_MEMORY_BASE;
    const uint64_t memory = FAKE_MEMORY_BASE + (UINT64_C(1) << WORLD_MEMORY_BITS);
    const uint64_t small = memory - (UINT64_C(1) << WORLD_SMALL_BITS);

    fake_reset();
    world = (struct world){0};
    kernel_lock();
    kernel.next_stamp = 1;
    kernel.next_serial = 1;
    this_cpu()->timer_at_ns = KOZO_DEADLINE_NEVER;
    world_boot_object(1, KOZO_OBJECT_CNODE, &at, WORLD_CNODE_BITS);
    struct cap_slot *aspace = world_boot_object(2, KOZO_OBJECT_ASPACE, &at,
                                                 KOZO_ASPACE_SIZE_BITS);
    struct cap_slot *thread = world_boot_object(3, KOZO_OBJECT_THREAD, &at,
                                                 KOZO_THREAD_SIZE_BITS);
    struct cap_slot *budget = world_boot_object(4, KOZO_OBJECT_BUDGET, &at,
                                                 KOZO_BUDGET_SIZE_BITS);

    world.self = cap_object(thread);
    world.cnode = WORLD_AS(kozo_cnode_t, world_handle(1));
    world.aspace = WORLD_AS(kozo_aspace_t, world_handle(2));
    world.thread = WORLD_AS(kozo_thread_t, world_handle(3));
    world.budget = WORLD_AS(kozo_budget_t, world_handle(4));
    world.memory = WORLD_AS(kozo_untyped_t, world_boot_plain(5, KOZO_OBJECT_UNTYPED, memory,
                                                            WORLD_MEMORY_BITS, 0));
    world.small = WORLD_AS(kozo_untyped_t, world_boot_plain(6, KOZO_OBJECT_UNTYPED, small,
                                                           WORLD_SMALL_BITS, 0));
    world.ports = WORLD_AS(kozo_io_port_t, world_boot_plain(7, KOZO_OBJECT_IO_PORT, 0, 0, 65536));
    world.debug = WORLD_AS(kozo_debug_t, world_boot_plain(8, KOZO_OBJECT_DEBUG, 0, 0, 0));
    assert_int_equal(sys_thread_bind(NULL, world.self, world_slot(1), aspace, budget), KOZO_OK);
    cap_check();
}

kozo_handle_t world_make(kozo_object_t kind, uint8_t size_bits, uint32_t index)
{
    const struct object_descriptor *descriptor = &object_descriptors[kind];
    const bool fixed = descriptor->size_bits_min == descriptor->size_bits_max;
    kozo_handle_t handle;

    assert_int_equal(kozo_untyped_retype(world.memory, kind,
                                         fixed ? descriptor->size_bits_min : size_bits, 1,
                                         world.cnode, index, &handle),
                     KOZO_OK);
    assert_int_equal(handle.raw, world_handle(index).raw);
    return handle;
}

kozo_untyped_t world_make_device(uint32_t index)
{
    const struct cap_value value = {
        .object = WORLD_DEVICE_BASE,
        .type = KOZO_OBJECT_UNTYPED,
        .rights = object_descriptors[KOZO_OBJECT_UNTYPED].rights_mask,
        .size_bits = WORLD_DEVICE_BITS,
        .flags = CAP_DEVICE,
    };

    cap_install_root(world_slot(index), &value);
    return WORLD_AS(kozo_untyped_t, world_handle(index));
}

uint64_t world_used(void)
{
    kozo_size_t size, used;

    assert_int_equal(kozo_untyped_inspect(world.memory, &size, &used), KOZO_OK);
    assert_int_equal(size, UINT64_C(1) << WORLD_MEMORY_BITS);
    return used;
}

/* Dispatch until the call is no longer preempted. */
static void world_enter(struct thread *thread)
{
    world.restarts = 0;
    this_cpu()->current = thread;
    if (world.on_entry != NULL) {
        world.on_entry(thread);
    }
    for (;;) {
        dispatch(thread);
        cap_check();
        if (!thread->restart) {
            return;
        }
        thread->restart = false;
        world.restarts++;
        assert_true(world.restarts < RESTARTS_MAX);
        if (world.on_restart != NULL) {
            world.on_restart();
        }
        if (world.give_up) {
            regs_set_status(&thread->regs, kozo_status_make(KOZO_ERR_CANCELLED, 0, 0));
            world.give_up = false;
            return;
        }
    }
}

static kozo_status_t world_trap_method(uint64_t op, uint64_t self, const uint64_t *args,
                                       unsigned count, uint64_t *results)
{
    struct regs *regs = &world.self->regs;

    (void)count;
    trap_load_method(regs, op, self, args);
    world_enter(world.self);
    for (unsigned i = 0; i < KOZO_METHOD_RESULTS; i++) {
        results[i] = *trap_result(regs, i);
    }
    return (kozo_status_t){*trap_status(regs)};
}

static kozo_status_t world_trap_message(uint64_t op, kozo_handle_t cap,
                                        struct kozo_message *message)
{
    struct regs *regs = &world.self->regs;

    trap_load_message(regs, op, cap, message);
    world_enter(world.self);
    trap_take_message(regs, message);
    return (kozo_status_t){*trap_status(regs)};
}

host_trap_method_fn *host_trap_method = world_trap_method;
host_trap_message_fn *host_trap_message = world_trap_message;

void world_expect_panic(void (*body)(void), const char *expected)
{
    char text[4096] = "";
    size_t length = 0;
    ssize_t got;
    int status, ends[2];

    assert_int_equal(pipe(ends), 0);
    const pid_t child = fork();

    assert_true(child >= 0);
    if (child == 0) {
        dup2(ends[1], STDERR_FILENO);
        body();
        _exit(0);
    }
    close(ends[1]);
    while ((got = read(ends[0], text + length, sizeof(text) - 1 - length)) > 0) {
        length += (size_t)got;
    }
    close(ends[0]);
    assert_int_equal(waitpid(child, &status, 0), child);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != FAKE_HALT_STATUS ||
        strstr(text, expected) == NULL) {
        fail_msg("expected a panic about %s, got status %x and: %s", expected, (unsigned)status,
                 text);
    }
}
