/* SPDX-License-Identifier: MIT */
/* budgets.pml: who runs on which budget, and how budgets are lent along calls. See kernel.pml. */

/* ---- kernel/sched/sched.c ---- */

inline sched_unqueue(b)
{
    if
    :: budget[b].state != BUDGET_CURRENT -> budget[b].state = BUDGET_IDLE
    :: else
    fi
}

hidden byte stops_on;

inline sched_stop(t)
{
    stops_on = thread[t].budget;
    if
    :: stops_on != NO_BUDGET && budget[stops_on].thread == t -> sched_unqueue(stops_on)
    :: else
    fi
}

hidden byte before, assigned;

inline sched_assign(t, b)
{
    before = thread[t].budget;
    assigned = b;
    if
    :: before == assigned && (before == NO_BUDGET || budget[before].thread == t)
    :: else ->
        if
        :: before != NO_BUDGET && budget[before].thread == t ->
            sched_unqueue(before);
            budget[before].thread = NOBODY
        :: else
        fi;
        thread[t].budget = assigned;
        if
        :: assigned != NO_BUDGET -> budget[assigned].thread = t
        :: else
        fi
    fi
}

hidden byte woken_on;

/* A budget that is spent when its thread is woken counts as spent at once afterwards. */
inline sched_wake(t)
{
    if
    :: t != NOBODY ->
        woken_on = thread[t].budget;
        if
        :: woken_on != NO_BUDGET && budget[woken_on].thread == t &&
           budget[woken_on].state == BUDGET_IDLE && thread_is_runnable(t) ->
            budget[woken_on].state = BUDGET_READY
        :: else
        fi
    :: else
    fi
}

/* ---- kernel/ipc/call.c ---- */

hidden byte lent, substitute, deepest, walk, taken;

/* Leaves in `taken` the thread that has to go on on another budget than the lent one. */
inline ipc_take_back_budget(from, first)
{
    lent = thread[from].budget;
    substitute = NO_BUDGET;
    deepest = NOBODY;
    walk = first;
    taken = NOBODY;
    if
    :: lent == NO_BUDGET || budget[lent].thread == from
    :: else ->
        do
        :: walk == NOBODY || thread[walk].budget != lent -> break
        :: else ->
            if
            :: substitute == NO_BUDGET -> substitute = thread[walk].home
            :: else
            fi;
            deepest = walk;
            if
            :: budget[lent].thread == deepest -> break
            :: else
            fi;
            thread[walk].budget = substitute;
            walk = thread[walk].reply_callee
        od;
        if
        :: deepest == NOBODY || budget[lent].thread != deepest
        :: else ->
            sched_assign(deepest, substitute);
            sched_assign(from, lent);
            taken = deepest
        fi
    fi
}

inline ipc_end_loan(from, first)
{
    ipc_take_back_budget(from, first);
    if
    :: taken != NOBODY && taken != current -> sched_wake(taken)
    :: else
    fi
}

inline ipc_link_call(from, to)
{
    holds(thread[to].caller == NOBODY, INV_IPC_1);
    thread[from].state = KOZO_THREAD_STATE_AWAITING_REPLY;
    thread[from].reply_callee = to;
    thread[to].caller = from;
    if
    :: !thread[from].faulted && thread[from].budget != NO_BUDGET ->
        thread[to].call_depth = thread[from].call_depth + 1;
        lent = thread[from].budget;
        sched_assign(to, lent)
    :: else
    fi
}

hidden byte callee;

inline ipc_unlink_call(from)
{
    callee = thread[from].reply_callee;
    if
    :: callee != NOBODY ->
        thread[from].reply_callee = NOBODY;
        thread[callee].caller = NOBODY;
        thread[callee].call_depth = 0;
        ipc_end_loan(from, callee)
    :: else ->
        if
        :: thread[from].reply_slot != NO_SLOT ->
            slot[thread[from].reply_slot] = NOBODY; /* cap_forget_reply() */
            thread[from].reply_slot = NO_SLOT
        :: else
        fi
    fi
}

hidden byte lender;

/* Leaves in `taken` whom it returns. */
inline ipc_return_loan(b)
{
    lender = budget[b].home;
    taken = NOBODY;
    do
    :: lender == NOBODY || thread[lender].budget != b || lender == budget[b].thread -> break
    :: else ->
        if
        :: thread[lender].reply_callee != NOBODY &&
           thread[thread[lender].reply_callee].home != NO_BUDGET ->
            callee = thread[lender].reply_callee;
            ipc_take_back_budget(lender, callee);
            break
        :: else -> lender = thread[lender].reply_callee
        fi
    od
}

inline ipc_recall_budget(b, t)
{
    if
    :: thread[t].budget == b ->
        if
        :: thread[t].reply_callee != NOBODY ->
            callee = thread[t].reply_callee;
            ipc_end_loan(t, callee)
        :: else
        fi;
        sched_assign(t, NO_BUDGET)
    :: else
    fi
}

/* ---- kernel/sched/sched.c, kernel/obj/budget.c ---- */

/* The current budget is spent, at a tick: sched_retire_current(), sched_deplete(). */
inline sched_deplete(b)
{
    cpu_budget = NO_BUDGET;
    budget[b].state = BUDGET_IDLE;
    ipc_return_loan(b);
    if
    :: taken == NOBODY -> budget[b].state = BUDGET_DEPLETED
    :: else -> sched_wake(taken)
    fi
}

hidden byte replenished;

inline sched_replenish(b)
{
    budget[b].state = BUDGET_IDLE;
    replenished = budget[b].thread;
    sched_wake(replenished)
}

hidden byte unbound;

inline budget_unbind(t)
{
    printf("  thread %d loses its budget\n", t);
    unbound = thread[t].home;
    if
    :: unbound != NO_BUDGET ->
        thread[t].home = NO_BUDGET;
        budget[unbound].home = NOBODY;
        ipc_recall_budget(unbound, t);
        sched_unqueue(unbound);
        if
        :: cpu_budget == unbound -> /* sched_forget() */
            cpu_budget = NO_BUDGET;
            budget[unbound].state = BUDGET_IDLE
        :: else
        fi
    :: else
    fi
}
