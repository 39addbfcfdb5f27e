/* SPDX-License-Identifier: MIT */
/* ipc.pml: any programs at all: clients, servers, and whoever suspends, ends, revokes and deletes.
 *
 * A program makes any system call that it has the rights for, whenever it runs; each is one event,
 * as in the kernel. Deletion and revocation are an event a step, since the kernel may be left
 * between two. Time is free: a deadline may pass at any moment.
 *
 *   CLIENTS SERVERS   threads; the servers come behind the clients
 *   CHAINS            servers make calls, too
 *   DEPLETION         budgets run out, and are replenished
 *   FAULTS            client 0 faults, and its handlers are the servers
 *   CANCELLATION      threads are suspended, resumed and ended, and lose their budgets
 *   REVOCATION        the capabilities for the endpoint are revoked, or its memory, or both
 *   DEADLINES         waits may have them
 *   ANSWERING         servers do nothing but answer, as programs that are meant well do */
#define THREADS (CLIENTS + SERVERS)
#define SLOTS SERVERS
#define OUTCOME(t, error)

/* How far the revocation of the capabilities, one a thread, has come. */
byte revoked;
#define has_capability(t) (t >= revoked)

#include "state.pml"
#include "kernel.pml"
#include "invariants.pml"

/* What an event is about; all 0 between two. */
byte deadline, moves, comes, by, actor, target, into, action;
bool deleted; /* the step that was last made was the last one */

#define may_call(t) (has_capability(t) && endpoint[0].life == ENDPOINT_ALIVE)
#define forget() deadline = 0; moves = 0; comes = 0; by = 0; actor = 0; target = 0; into = 0;     \
    action = 0

#ifdef DEADLINES
#define choose_deadline()                                                                         \
    if                                                                                            \
    :: deadline = DEADLINE_NEVER                                                                  \
    :: deadline = DEADLINE_LATER                                                                  \
    :: deadline = DEADLINE_POLL                                                                   \
    fi
#else
#define choose_deadline() deadline = DEADLINE_NEVER
#endif
#ifdef ANSWERING
#define choose_bit(of) of = 1
#define choose_slot(of) of = NO_SLOT
#else
#define choose_bit(of)                                                                            \
    if                                                                                            \
    :: of = 0                                                                                     \
    :: of = 1                                                                                     \
    fi
#define choose_slot(of) select(of : 0 .. NO_SLOT)
#endif

#ifdef ANSWERING
#define owes() (thread[_pid].caller != NOBODY)
#else
#define owes() true
#endif

/* The call that a thread makes: first the free choices, then one event. */
inline enter()
{
    kernel_enter(_pid);
    holds(thread[_pid].in_call == thread[_pid].restart, ONE_OUTCOME);
    thread[_pid].in_call = 1;
    thread[_pid].restart = 0
}

inline call_out()
{
    atomic {
        runs(_pid) && may_call(_pid) && !thread[_pid].restart ->
        choose_deadline();
        choose_bit(moves);
        d_step {
            enter();
            sys_endpoint_call(_pid, 0, deadline, moves);
            kernel_leave();
            forget()
        }
    }
}

active [CLIENTS] proctype client()
{
    d_step { give_home(_pid) }
    do
    :: call_out()
#ifndef ANSWERING
    :: atomic {
        runs(_pid) && may_call(_pid) ->
        choose_deadline();
        choose_bit(moves);
        d_step {
            enter();
            sys_endpoint_send(_pid, 0, deadline, moves);
            kernel_leave();
            forget()
        }
       }
#endif
#ifdef FAULTS
    :: d_step {
        _pid == 0 && runs(_pid) ->
        enter();
        ipc_fault(_pid, 0, may_call(_pid));
        kernel_leave();
        forget()
       }
#endif
    od
}

active [SERVERS] proctype server()
{
    d_step { give_home(_pid) }
    do
    :: atomic {
        runs(_pid) && may_call(_pid) && (thread[_pid].restart || thread[_pid].caller == NOBODY) ->
        choose_deadline();
        choose_bit(comes);
        d_step {
            enter();
            sys_endpoint_receive(_pid, 0, deadline, comes);
            kernel_leave();
            forget()
        }
       }
    :: atomic {
        runs(_pid) && may_call(_pid) && !thread[_pid].restart && owes() ->
        choose_deadline();
        choose_bit(moves);
        choose_bit(comes);
        choose_slot(by);
        choose_bit(action);
        d_step {
            enter();
            sys_endpoint_reply_receive(_pid, 0, by, deadline, moves, comes, action);
            kernel_leave();
            forget()
        }
       }
#ifndef ANSWERING
    :: atomic {
        runs(_pid) && !thread[_pid].restart && owes() ->
        choose_bit(moves);
        choose_slot(by);
        choose_bit(action);
        d_step {
            enter();
            sys_reply_send(_pid, by, moves, action);
            kernel_leave();
            forget()
        }
       }
    :: atomic {
        runs(_pid) && !thread[_pid].restart && thread[_pid].caller != NOBODY ->
        select(into : 0 .. SLOTS - 1);
        d_step {
            if
            :: slot[into] == NOBODY ->
                enter();
                sys_cnode_save_reply(_pid, into);
                kernel_leave()
            :: else
            fi;
            forget()
        }
       }
    :: atomic {
        runs(_pid) && !thread[_pid].restart ->
        select(by : 0 .. SLOTS - 1);
        select(into : 0 .. SLOTS);
        d_step {
            if
            :: slot[by] != NOBODY && (into == SLOTS || slot[into] == NOBODY) ->
                enter();
                if
                :: into == SLOTS -> reply_delete(by)
                :: else -> reply_move(by, into)
                fi;
                regs_set_status(_pid, KOZO_OK);
                kernel_leave()
            :: else
            fi;
            forget()
        }
       }
#endif
#ifdef CHAINS
    :: call_out()
#endif
    od
}

/* Who is in the kernel: a thread that runs, or one that has nothing to do with all this. */
#define choose_actor()                                                                            \
    if                                                                                            \
    :: actor = NOBODY                                                                             \
    :: runs(0) && !thread[0].restart -> actor = 0                                                 \
    :: runs(1) && !thread[1].restart -> actor = 1                                                 \
    ACTOR_2                                                                                       \
    ACTOR_3                                                                                       \
    fi
#if CLIENTS + SERVERS > 2
#define ACTOR_2 :: runs(2) && !thread[2].restart -> actor = 2
#else
#define ACTOR_2
#endif
#if CLIENTS + SERVERS > 3
#define ACTOR_3 :: runs(3) && !thread[3].restart -> actor = 3
#else
#define ACTOR_3
#endif

/* The actor's own call, if it is one of the threads, and its result, if it lives to see it. */
inline act()
{
    kernel_enter(actor);
    if
    :: actor != NOBODY -> thread[actor].in_call = 1
    :: else
    fi
}

inline acted()
{
    if
    :: actor != NOBODY && actor != target && thread[actor].in_call ->
        regs_set_status(actor, KOZO_OK)
    :: else
    fi;
    kernel_leave();
    forget()
}

#ifdef DEADLINES
active proctype clock()
{
    do
    :: atomic {
        choose_actor();
        select(target : 0 .. THREADS - 1);
        d_step {
            if
            :: thread[target].armed ->
                kernel_enter(actor);
                printf("  the deadline of thread %d passes\n", target);
                ipc_end_wait(target, KOZO_ERR_TIMED_OUT);
                kernel_leave()
            :: else
            fi;
            forget()
        }
       }
    od
}
#endif

#ifdef DEPLETION
active proctype time()
{
    do
    :: atomic {
        select(actor : 0 .. THREADS - 1);
        d_step {
            if
            :: runs(actor) ->
                kernel_enter(actor);
                target = cpu_budget;
                sched_deplete(target);
                kernel_leave()
            :: else
            fi;
            forget()
        }
       }
    :: atomic {
        select(target : 0 .. THREADS - 1);
        d_step {
            if
            :: budget[target].state == BUDGET_DEPLETED ->
                kernel_enter(NOBODY);
                sched_replenish(target);
                kernel_leave()
            :: else
            fi;
            forget()
        }
       }
    od
}
#endif

#ifdef CANCELLATION
active proctype breaker()
{
    do
    :: atomic {
        choose_actor();
        select(target : 0 .. THREADS - 1);
        if
        :: (thread_is_runnable(target) || thread_is_blocked(target)) &&
           !(thread[target].faulted && thread[target].exiting) ->
            d_step {
                act();
                sys_thread_suspend(actor, target);
                acted()
            }
        :: thread[target].state == KOZO_THREAD_STATE_SUSPENDED &&
           thread[target].home != NO_BUDGET ->
            d_step {
                act();
                sys_thread_resume(target);
                acted()
            }
        :: thread[target].state != KOZO_THREAD_STATE_DEAD ->
            d_step { /* thread_destroy_step(), sys_thread_exit() without a handler */
                act();
                thread_die(target);
                acted()
            }
        :: thread[target].home != NO_BUDGET && target != actor ->
            d_step { /* the next thread_destroy_step(), or the budget is revoked */
                act();
                budget_unbind(target);
                acted()
            }
        :: else -> forget()
        fi
       }
    od
}
#endif

#ifdef REVOCATION
active proctype reviser()
{
    do
    :: atomic {
        endpoint[0].life == ENDPOINT_ALIVE && revoked < THREADS ->
        choose_actor();
        target = NOBODY;
        d_step {
            act();
            revoked++;
            wait_lost(revoked - 1);
            acted()
        }
       }
    :: endpoint[0].life == ENDPOINT_ALIVE -> endpoint[0].life = ENDPOINT_DYING
    :: endpoint[0].life == ENDPOINT_DYING ->
        atomic {
            choose_actor();
            target = NOBODY;
            d_step {
                act();
                endpoint_destroy_step(0, deleted);
                if
                :: deleted -> endpoint[0].life = ENDPOINT_GONE
                :: else
                fi;
                acted()
            }
        }
    od
}
#endif

#ifdef ANSWERING
/* Whoever calls goes on, again and again, though others call as well. */
ltl goes_on { [] <> (runs(0)) }
#endif
