/* SPDX-License-Identifier: MIT */
/* worker.h: threads that tests start. Without a space of its own a worker shares root's capability
 * and address space, so that tests and workers share variables. */
#pragma once

#include "guest.h"

enum {
    WORKERS = 26,
    WORKER_STACK_BYTES = 8192,
};

struct worker {
    kozo_thread_t thread;
    kozo_budget_t budget;
    struct kozo_buffer *buffer; /* in root's space; NULL without */
    kozo_frame_t buffer_frame;
    uint64_t stack_top;

    /* The worker's own: what to do and what came of it. */
    void (*body)(struct worker *self);
    uint64_t argument;
    kozo_endpoint_t endpoint;
    struct kozo_message message;
    volatile kozo_err_t error;
    volatile unsigned step; /* how far it has come */
    volatile bool done;     /* its body has returned */
};

/* A thread with a budget, bound to root's spaces, with an IPC buffer; not started. */
struct worker *worker_new(kozo_priority_t priority);

/* As worker_new, without IPC buffer; bound to a capability and an address space. */
struct worker *worker_new_in(kozo_priority_t priority, kozo_cnode_t cspace, kozo_aspace_t aspace);

/* Start it; it runs before this returns if its priority is above root's. */
void worker_start(struct worker *worker, void (*body)(struct worker *self));

struct worker *worker_run(kozo_priority_t priority, void (*body)(struct worker *self),
                          uint64_t argument);

kozo_thread_state_t worker_state(const struct worker *worker);

/* Give the CPU to lower priorities for so long. */
void rest_ns(uint64_t duration);

/* Rest until it is done, for two seconds at most. Returns: it is. */
bool worker_finishes(const struct worker *worker);

/* The last worker that was made is dead: end it for good and use its place again. */
void worker_forget(struct worker *worker);

/* A worker's body: load known values into all registers, spin, find them again, until `argument` is
 * not 0. `error` becomes 1 + the register that was another; `step` counts the rounds. */
void keep_registers(struct worker *self);

/* Called by guest_run() before each test. */
void workers_reset(void);
void spaces_reset(void);

/* Another program: the image itself, loaded a second time into an address space of its own, with
 * its data as linked. It shares nothing with root but the page that it sees at SPACE_SHARED; of the
 * first program of a test, root sees it there too. */
struct space {
    kozo_aspace_t aspace;
    kozo_cnode_t cnode; /* empty, with its own slots */
    kozo_thread_t thread;
    kozo_budget_t budget;
    struct kozo_buffer *buffer; /* in root's space */
    void *shared;               /* likewise */
};

#define SPACE_SHARED UINT64_C(0x50000000)
#define SPACE_BUFFER UINT64_C(0x50001000) /* where the program sees its IPC buffer */
#define SPACE_CNODE_BITS 12

/* Root's and the program's view of the shared page. */
struct space_shared {
    uint64_t handles[8]; /* in the program's capability space */
    volatile uint64_t values[64];
};
static inline struct space_shared *space_shared(void)
{
    return (struct space_shared *)SPACE_SHARED;
}

/* Load it; not started. Root's handles of what it is made of come from the test's memory. */
void space_new(struct space *space, kozo_priority_t priority);

/* Copy a capability into slot `index` of the program; returns its handle there. */
uint64_t space_grant(struct space *space, kozo_slot_index_t index, kozo_handle_t source,
                     kozo_rights_t mask, kozo_badge_t badge);

/* Start it at `entry`, which must not return. */
void space_start(struct space *space, void (*entry)(uint64_t argument), uint64_t argument);
