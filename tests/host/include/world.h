/* SPDX-License-Identifier: MIT */
/* world.h: a small booted system for host tests: a root CNode, one thread bound to it, and
 * memory. Tests call the kernel through the generated stubs of <kozo/sys.h>, which enter its
 * dispatcher on behalf of `self`. */
#pragma once

#include <kozo/abi.h>
#include <stdbool.h>

struct cap_slot;
struct cnode;
struct thread;

enum {
    WORLD_CNODE_BITS = 13,  /* of the root CNode */
    WORLD_MEMORY_BITS = 23, /* of `memory` */
    WORLD_SMALL_BITS = 14,  /* of `small` */
    WORLD_DEVICE_BITS = 24,
    WORLD_FREE = 10,        /* slots from here on are empty */
    WORLD_SLOTS = 1 << (WORLD_CNODE_BITS - KOZO_SLOT_BITS),
};

struct world {
    struct thread *self; /* on whose behalf the stubs call */
    struct cnode *root;
    kozo_cnode_t cnode;
    kozo_aspace_t aspace;
    kozo_thread_t thread;
    kozo_budget_t budget;
    kozo_untyped_t memory, small;
    kozo_io_port_t ports;
    kozo_debug_t debug;
    unsigned restarts;         /* of the last call */
    void (*on_entry)(struct thread *thread); /* called when a call has put its registers in place */
    void (*on_restart)(void);  /* called between a preemption and the restart */
    bool give_up;              /* set by on_restart: do not restart, as if the thread had died */
};

extern struct world world;

/* Boot anew. */
void world_start(void);

/* A slot of the root CNode, and the handle of what it holds. */
struct cap_slot *world_slot(uint32_t index);
kozo_handle_t world_handle(uint32_t index);

/* Make one object in slot `index` of the root CNode; fails the test if it cannot be made.
 * Fixed-size types ignore `size_bits`. */
kozo_handle_t world_make(kozo_object_t kind, uint8_t size_bits, uint32_t index);

/* Device memory, an Untyped in slot `index`: 2^WORLD_DEVICE_BITS bytes at WORLD_DEVICE_BASE, where
 * the kernel has nothing mapped. */
#define WORLD_DEVICE_BASE UINT64_C(0xd0000000)
kozo_untyped_t world_make_device(uint32_t index);

/* Bytes of `memory` in use. */
uint64_t world_used(void);

/* Run `body` in a process of its own, which must end in a panic whose text contains `expected`. */
void world_expect_panic(void (*body)(void), const char *expected);

/* Typed handles from handles of any type. */
#define WORLD_AS(type, handle) ((type){(handle).raw})
