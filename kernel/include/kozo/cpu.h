/* SPDX-License-Identifier: MIT */
/* cpu.h: the mutable state of the kernel: `struct cpu`, one for each processor and reached by GS,
 * and `struct kernel`, shared under the kernel lock. There is no other (a lint lists writable
 * symbols). */
#pragma once

#include <arch/cpu_state.h>
#include <kozo/aspace.h>
#include <kozo/lock.h>
#include <kozo/thread.h>

struct trace;

struct run_queue {
    uint64_t words;                       /* bit w: ready[w] is not 0 */
    uint64_t ready[KOZO_PRIORITIES / 64]; /* bit p: head[p] is not NULL */
    struct budget *head[KOZO_PRIORITIES];
    struct budget *late; /* the last of its priority, which is not yet in its queue; or NULL */
};

struct cpu {
    struct arch_cpu arch;   /* first: assembly addresses it by GS */
    struct thread *current; /* the thread whose entry this is, or to which it has been handed over;
                             * NULL while idle */
    struct budget *budget;  /* the budget it runs on; NULL while idle */
    uint64_t charged_from_ns; /* time up to which `budget` has been charged */
    uint64_t timer_at_ns;     /* when the timer fires at the latest; KOZO_DEADLINE_NEVER: not */
    union {
        struct {
            bool reschedule; /* another budget may have to run */
            bool rearm;      /* the timer may have to fire earlier */
            bool reselect;   /* `current` may not be whom to go on with, or has to be rewound */
            bool holds_turn; /* this CPU has waited for its turn at the kernel lock */
        };
        uint32_t detours; /* any of these: the way out of the kernel is the long one */
    };
    uint32_t number;
    struct run_queue run_queue;
    const struct thread *traced; /* whom the trace saw last; perhaps gone since */
};

struct kernel {
    uint32_t next_stamp; /* of the next capability that is installed; never 0 */
    uint64_t upheavals; /* containers that are gone, and zombies that changed places: verify.h */
    slot_ref_t dying; /* top of the stack of the dying, an object */
    uint64_t next_serial; /* of the next address space */
    struct aspace *aspaces[KOZO_ADDRESS_SPACES];
    uint64_t aspaces_used[KOZO_ADDRESS_SPACES / 64]; /* bit i: aspaces[i] is not NULL */
    uint32_t aspace_count;                           /* bits that are set */
    struct tree timeouts; /* of threads, budgets and notifications */
    struct cnode *boot_cnode; /* init's root CNode, where cap_check starts */
    struct thread *init;      /* init's first thread, whose end is worth a line */
    struct thread *nested;      /* those that wait by nested capabilities: wait_by.h */
    struct thread *nested_left; /* and of them those that are to be looked after */
    bool nested_doubted;        /* so are, when that is done, all others */
    bool nested_some;           /* there may be some in either list */
    struct trace *trace;      /* NULL: nothing is traced */
    bool general;             /* nothing takes the fast path */
};

extern struct cpu cpus[KOZO_CPUS];
extern struct kernel kernel GUARDED_BY(kernel_state_lock);

static inline void kernel_lock_note_owner(void)
{
    if (PARANOID) {
        kensure(kernel_state_lock.owner == 0);
        kernel_state_lock.owner = this_cpu()->number + 1;
    }
}

/* Enter and leave what only one CPU may do at a time. */
ACQUIRES(kernel_state_lock) NO_LOCK_ANALYSIS static inline void kernel_lock(void)
{
    if (unlikely(kernel_state_lock.contended)) {
        lock_take_turn(&kernel_state_lock);
        this_cpu()->holds_turn = true;
    }
    kernel_lock_note_owner();
}

/* For kassert(): only PARANOID builds know. */
static inline bool kernel_lock_is_held(void)
{
    return kernel_state_lock.owner == this_cpu()->number + 1;
}

/* Without detours there is nobody to pass the lock on to: this does nothing then. */
RELEASES(kernel_state_lock) NO_LOCK_ANALYSIS static inline void kernel_unlock_alone(void)
{
    if (PARANOID) {
        kensure(kernel_lock_is_held() && !this_cpu()->holds_turn);
        kernel_state_lock.owner = 0;
    }
}

RELEASES(kernel_state_lock) NO_LOCK_ANALYSIS static inline void kernel_unlock(void)
{
    if (unlikely(this_cpu()->holds_turn)) {
        this_cpu()->holds_turn = false;
        kernel_unlock_alone();
        lock_pass_on(&kernel_state_lock);
    } else {
        kernel_unlock_alone();
    }
}
