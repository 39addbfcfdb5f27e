/* SPDX-License-Identifier: MIT */
/* operations.h: random choices, and operations that are carried out in steps, for random tests of
 * the capability system. */
#pragma once

#include <kozo/cspace.h>
#include <world.h>

struct thread;

/* Print the seed: that of the environment's KOZO_SEED, or the time. */
void choose_seed(void);

/* A number below `limit`. */
uint32_t choose(uint32_t limit);

/* `count` empty slots in a row, or NULL. Slots of the root CNode below WORLD_FREE are not
 * chosen. */
struct cap_slot *choose_slots(struct cnode *cnode, uint32_t count);

/* What to make of memory. */
struct recipe {
    kozo_object_t kind;
    uint8_t size_bits;
    uint16_t count;
};

struct recipe choose_recipe(void);

/* One operation, which may have to be restarted. */

enum operation_kind {
    OPERATION_DELETE,
    OPERATION_REVOKE,
    OPERATION_RETYPE,
    OPERATION_KINDS,
};

struct operation {
    enum operation_kind kind;
    kozo_handle_t handle; /* stamp of what it is done to: another one there is not its business */
    struct cap_slot *slot;
    struct recipe recipe;
    struct cnode *dest;
    struct cap_slot *index;
    struct thread *caller;
    bool running;
};

/* Run it until it ends or is preempted. */
kozo_err_t operation_step(struct operation *operation);

/* Let everything that is dying come to its end: what nobody can name any more, and what is left
 * when an interrupted revocation has emptied the very slot that it was asked for. */
void settle(void);
