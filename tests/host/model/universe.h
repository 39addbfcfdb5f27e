/* SPDX-License-Identifier: MIT */
/* universe.h: a small system twice: in the kernel's memory, and as a model.
 *
 * Threads act in it whose own capabilities, and that of their common root CNode, lie in a CNode
 * that nobody can name, so that they survive whatever they do. All else may be lost.
 *
 * A destruction that was interrupted has happened in the model, in which nothing is half done. What
 * the kernel has still to empty *lags*: it is there in the kernel and not in the model. That is in
 * order as long as something is dying; everything else must be equal all the time. */
#pragma once

#include <fake.h>
#include <kozo/cnode.h>
#include <kozo/cpu.h>
#include <kozo/thread.h>

#include "model.h"

enum {
    WORKERS = 3,
    SPACES = 3, /* address spaces that there is room for, with that of the workers */
    ROOT_SELF = 1, /* slots of the root CNode */
    ROOT_MEMORY = 2,
    ROOT_DEVICE = 3, /* memory as well */
    ROOT_PORTS = 4,
    ROOT_ENDPOINT = 5,
    ROOT_ASPACE = 6, /* with page tables for the lowest addresses */
};

struct universe {
    struct cnode *root;
    struct thread *workers[WORKERS];
    struct thread *client; /* calls, so that there are rights to answer */
    struct cap_slot *client_endpoint;
    uint32_t units;        /* of memory in which slots and objects may lie */
    uint32_t fixed_objects[KOZO_OBJECT_LIMIT];
    struct model model;
};

extern struct universe universe;

/* Begin anew, with a root CNode and memory of those sizes. `whole`: with all that threads need to
 * wait for each other, and not just one that can name capabilities. */
void universe_start(uint8_t root_bits, uint8_t memory_bits, bool whole);

/* From slots of the kernel to those of the model and back. */
model_slot_t model_of(const struct cap_slot *slot);
struct cap_slot *slot_of(model_slot_t slot);

/* Is a capability there that the model has not? */
bool universe_lags(model_slot_t slot);

/* Where kernel and model differ; NULL: they do not. With `stamps`, that stamps are kept is looked
 * at, too, as can be done if it is asked after every change. */
const char *universe_difference(bool stamps);

/* Address spaces that the kernel has: more than the model if one is still dying. */
uint32_t universe_spaces(void);

/* A capability that only the kernel has. */
struct cap_slot *universe_spare(void);

/* Everything, to return to it. */
struct universe_state {
    unsigned char memory[FAKE_MEMORY_SIZE];
    struct kernel kernel;
    struct cpu cpu;
    struct fake fake;
    struct model model;
};

void universe_save(struct universe_state *state);
void universe_restore(const struct universe_state *state);

/* Say after the last words of fake.h how the test failed, and end the process. */
_Noreturn void disagree(const char *format, ...) __attribute__((format(printf, 1, 2)));
