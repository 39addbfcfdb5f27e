/* SPDX-License-Identifier: MIT */
/* state.pml: threads, budgets, endpoints and saved reply rights, named as in the kernel.
 *
 * Variables that are `hidden` are no state: each system call is one d_step and sets those that it
 * uses. `in_call` and `restart` say of each thread what its program may expect: a system call that
 * has not ended yet, and that the call has to be made again. */
#include "../../generated/tests/models/abi.pml"
#include "deadlines.pml"

#ifndef ENDPOINTS
#define ENDPOINTS 1
#endif
#ifndef QUEUE
#define QUEUE THREADS
#endif
/* Ranks of senders, 0 the highest priority's, and the rank that a budget gives. */
#ifndef RANKS
#define RANKS 1
#endif
#if RANKS == 2
#define RANK_OF(b) (b != 0)
#else
#define RANK_OF(b) 0
#endif

/* NULL of each kind. */
#define NOBODY THREADS
#define NO_BUDGET THREADS
#define NO_SLOT SLOTS
#define NO_ENDPOINT ENDPOINTS

/* enum budget_state; BUDGET_READY includes the current one between two entries. */
#define BUDGET_IDLE 0
#define BUDGET_READY 1
#define BUDGET_CURRENT 2
#define BUDGET_DEPLETED 3

/* What becomes of an endpoint. */
#define ENDPOINT_ALIVE 0
#define ENDPOINT_DYING 1
#define ENDPOINT_GONE 2

typedef struct_thread {
    byte state = KOZO_THREAD_STATE_READY;
    byte caller = NOBODY;
    byte reply_callee = NOBODY;
    byte reply_slot = NO_SLOT;
    byte endpoint = NO_ENDPOINT;
    byte home = NO_BUDGET;
    byte budget = NO_BUDGET;
    byte call_depth;
    bit armed; /* `timeout` is in the tree */
    bit faulted;
    bit exiting; /* the fault is that it exits */
    bit in_call;
    bit restart
};

typedef struct_budget {
    byte state = BUDGET_IDLE;
    byte thread = NOBODY;
    byte home = NOBODY
};

typedef struct_endpoint {
    byte life = ENDPOINT_ALIVE
};

struct_thread thread[THREADS];
struct_budget budget[THREADS];
struct_endpoint endpoint[ENDPOINTS];
byte slot[SLOTS] = NOBODY; /* whom the reply right in a slot answers */
chan senders[ENDPOINTS * RANKS] = [QUEUE] of { byte };
chan receivers[ENDPOINTS] = [QUEUE] of { byte };

/* this_cpu(): who entered the kernel, and on which budget. */
hidden byte current;
hidden byte cpu_budget;

/* The names of the invariants: an assertion that fails is printed with its own. */
hidden byte INV_THREAD_1, INV_THREAD_3, INV_THREAD_4, INV_IPC_1, INV_IPC_2, INV_IPC_3, INV_SCHED_5;
hidden byte ONE_OUTCOME, NOTHING_LOST, NO_PEER_GONE, NO_WAIT_WITHOUT;
#define holds(condition, name) assert((condition) || name)

#define is_sending(t)                                                                             \
    (thread[t].state == KOZO_THREAD_STATE_SENDING ||                                              \
     thread[t].state == KOZO_THREAD_STATE_CALLING)
#define thread_is_blocked(t)                                                                      \
    (is_sending(t) || thread[t].state == KOZO_THREAD_STATE_AWAITING_REPLY ||                      \
     thread[t].state == KOZO_THREAD_STATE_RECEIVING)
#define thread_is_runnable(t) (thread[t].state == KOZO_THREAD_STATE_READY)
#define budget_can_run(b)                                                                         \
    (budget[b].thread != NOBODY && thread_is_runnable(budget[b].thread))
#define no_senders(e) (empty_rank(e, 0) RANKS_BELOW(e))
#define empty_rank(e, rank) (len(senders[(e) * RANKS + rank]) == 0)
#if RANKS == 2
#define RANKS_BELOW(e) && empty_rank(e, 1)
#else
#define RANKS_BELOW(e)
#endif
#define no_receivers(e) (len(receivers[e]) == 0)
#define runs(t)                                                                                   \
    (thread_is_runnable(t) && thread[t].budget != NO_BUDGET &&                                    \
     budget[thread[t].budget].thread == t && budget[thread[t].budget].state == BUDGET_READY)
