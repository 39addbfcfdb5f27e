/* SPDX-License-Identifier: MIT */
/* invariants.pml: what holds between any two entries into the kernel, by the names of
 * docs/invariants.md; and what a program may rely on:
 *   ONE_OUTCOME    a thread that goes on has got what its call came to, and one that waits has not
 *   NOTHING_LOST   a thread that can go on, and has a budget of its own, is known to the scheduler
 *   NO_PEER_GONE   nobody waits for a dead thread, or at an endpoint that is gone
 *   NO_WAIT_WITHOUT nobody waits by a capability that is gone */

#if RANKS == 2
#define is_queued_sender(e, t)                                                                    \
    (senders[(e) * RANKS]??[eval(t)] || senders[(e) * RANKS + 1]??[eval(t)])
#else
#define is_queued_sender(e, t) (senders[(e) * RANKS]??[eval(t)])
#endif

hidden byte at, queued;

inline check_thread(t)
{
    holds((thread[t].endpoint != NO_ENDPOINT) ==
              (is_sending(t) || thread[t].state == KOZO_THREAD_STATE_RECEIVING), INV_THREAD_1);
    holds(!thread[t].armed || thread_is_blocked(t), INV_THREAD_1);
    holds(!thread[t].faulted || thread[t].state == KOZO_THREAD_STATE_AWAITING_REPLY ||
              thread[t].state == KOZO_THREAD_STATE_CALLING, INV_THREAD_1);
    if
    :: thread[t].state == KOZO_THREAD_STATE_AWAITING_REPLY ->
        holds((thread[t].reply_callee != NOBODY) != (thread[t].reply_slot != NO_SLOT), INV_THREAD_3)
    :: else ->
        holds(thread[t].reply_callee == NOBODY && thread[t].reply_slot == NO_SLOT, INV_THREAD_3)
    fi;
    holds(thread[t].reply_slot == NO_SLOT || slot[thread[t].reply_slot] == t, INV_THREAD_3);
    holds(thread[t].reply_callee == NOBODY || thread[thread[t].reply_callee].caller == t,
          INV_IPC_1);
    holds(thread[t].caller == NOBODY || thread[thread[t].caller].reply_callee == t, INV_IPC_1);
    holds(thread[t].call_depth < KOZO_CALL_DEPTH, INV_IPC_2);
    holds(thread[t].reply_callee == NOBODY ||
              thread[thread[t].reply_callee].state != KOZO_THREAD_STATE_DEAD, NO_PEER_GONE);
    holds(thread[t].endpoint == NO_ENDPOINT ||
              endpoint[thread[t].endpoint].life != ENDPOINT_GONE, NO_PEER_GONE);
    holds(thread[t].endpoint == NO_ENDPOINT || has_capability(t), NO_WAIT_WITHOUT);
    if
    :: thread_is_blocked(t) -> holds(thread[t].in_call && !thread[t].restart, ONE_OUTCOME)
    :: else -> holds(thread[t].in_call == thread[t].restart, ONE_OUTCOME)
    fi;
    if
    :: thread_is_runnable(t) ->
        if
        :: thread[t].budget != NO_BUDGET ->
            holds(budget[thread[t].budget].thread == t, INV_THREAD_4);
            holds(budget[thread[t].budget].state != BUDGET_IDLE, INV_SCHED_5)
        :: else -> holds(thread[t].home == NO_BUDGET, NOTHING_LOST)
        fi
    :: else
    fi
}

/* The queues of an endpoint hold those who say that they are in them, and nobody else. */
inline check_endpoint(e)
{
    holds(no_senders(e) || no_receivers(e), INV_IPC_3);
    queued = 0;
    at = 0;
    do
    :: at == THREADS -> break
    :: else ->
        if
        :: thread[at].endpoint == e && is_sending(at) ->
            holds(is_queued_sender(e, at), INV_THREAD_1);
            queued++
        :: thread[at].endpoint == e && thread[at].state == KOZO_THREAD_STATE_RECEIVING ->
            holds(receivers[e]??[eval(at)], INV_THREAD_1);
            queued++
        :: else
        fi;
        at++
    od;
#if RANKS == 2
    queued = queued - len(senders[(e) * RANKS + 1]);
#endif
    holds(queued == len(senders[(e) * RANKS]) + len(receivers[e]), INV_THREAD_1)
}

hidden byte checked;

inline check_all()
{
#ifndef UNCHECKED
    checked = 0;
    do
    :: checked == THREADS -> break
    :: else -> check_thread(checked); checked++
    od;
    checked = 0;
    do
    :: checked == SLOTS -> break
    :: else ->
        holds(slot[checked] == NOBODY || thread[slot[checked]].reply_slot == checked, INV_THREAD_3);
        checked++
    od;
    checked = 0;
    do
    :: checked == ENDPOINTS -> break
    :: else -> check_endpoint(checked); checked++
    od
#else
    skip
#endif
}
