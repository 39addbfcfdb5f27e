/* SPDX-License-Identifier: MIT */
/* kernel.pml: what the kernel does to the state, function by function, under the names of the C
 * code and in its order. What is chosen freely (does a message move? what is the deadline?) is an
 * argument. An inline is pasted in, hence each has hidden variables of its own. */

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

/* ---- the status register of a thread ---- */

/* What a system call has come to: exactly once. */
inline regs_set_status(t, error)
{
    printf("    thread %d: its call has come to %d\n", t, error);
    holds(thread[t].in_call, ONE_OUTCOME);
    thread[t].in_call = 0;
    OUTCOME(t, error)
}

/* ---- kernel/ipc/wait.c ---- */

hidden byte was_at;

inline ipc_leave_wait(t)
{
    thread[t].armed = 0;
    if
    :: is_sending(t) ->
        was_at = thread[t].endpoint;
        senders_remove(was_at, t);
        thread[t].endpoint = NO_ENDPOINT
    :: thread[t].state == KOZO_THREAD_STATE_RECEIVING ->
        receivers[thread[t].endpoint]??eval(t);
        thread[t].endpoint = NO_ENDPOINT
    :: thread[t].state == KOZO_THREAD_STATE_AWAITING_REPLY -> ipc_unlink_call(t)
    :: else
    fi;
    thread[t].state = KOZO_THREAD_STATE_SUSPENDED
}

/* tree_remove() of a sender, whatever rank it had when it queued. */
inline senders_remove(e, t)
{
    if
    :: senders[(e) * RANKS]??[eval(t)] -> senders[(e) * RANKS]??eval(t)
#if RANKS == 2
    :: senders[(e) * RANKS + 1]??[eval(t)] -> senders[(e) * RANKS + 1]??eval(t)
#endif
    fi
}

inline ipc_wake(t, error)
{
    assert(!thread[t].faulted);
    ipc_leave_wait(t);
    regs_set_status(t, error);
    thread[t].state = KOZO_THREAD_STATE_READY;
    sched_wake(t)
}

hidden byte ended;

inline ipc_end_wait(t, error)
{
    ended = t;
    if
    :: thread[ended].faulted -> thread_die(ended)
    :: else -> ipc_wake(ended, error)
    fi
}

hidden byte woken_up;

/* One step: somebody's wait ends, or `done` is set. */
inline endpoint_destroy_step(e, done)
{
    printf("  endpoint %d goes, a step\n", e);
    done = false;
    if
    :: !no_senders(e) ->
        senders_first(e, woken_up);
        ipc_end_wait(woken_up, KOZO_ERR_PEER_DIED)
    :: else ->
        if
        :: !no_receivers(e) ->
            receivers[e]?<woken_up>;
            ipc_end_wait(woken_up, KOZO_ERR_PEER_DIED)
        :: else -> done = true
        fi
    fi
}

inline senders_first(e, first)
{
    if
    :: !empty_rank(e, 0) -> senders[(e) * RANKS]?<first>
#if RANKS == 2
    :: else -> senders[(e) * RANKS + 1]?<first>
#endif
    fi
}

/* ---- kernel/obj/thread.c ---- */

inline thread_halt(t, to)
{
    if
    :: thread_is_blocked(t) ->
        ipc_leave_wait(t);
        regs_set_status(t, KOZO_ERR_CANCELLED)
    :: else
    fi;
    sched_stop(t);
    thread[t].state = to
}

inline thread_end(t)
{
    thread[t].faulted = 0;
    thread_halt(t, KOZO_THREAD_STATE_DEAD);
    thread[t].in_call = 0;
    thread[t].restart = 0
}

hidden byte failed, widow;

inline thread_fail_caller(t)
{
    failed = t;
    do
    :: thread[failed].caller != NOBODY && thread[thread[failed].caller].faulted ->
        failed = thread[failed].caller;
        thread_end(failed)
    :: else -> break
    od;
    widow = thread[failed].caller;
    if
    :: widow != NOBODY -> ipc_wake(widow, KOZO_ERR_PEER_DIED)
    :: else
    fi
}

inline thread_die(t)
{
    printf("  thread %d dies\n", t);
    thread_end(t);
    thread_fail_caller(t)
}

inline sys_thread_suspend(t, self)
{
    printf("  thread %d suspends thread %d\n", t, self);
    if
    :: self == t -> /* the caller itself */
        regs_set_status(self, KOZO_OK);
        thread_halt(self, KOZO_THREAD_STATE_SUSPENDED)
    :: else ->
        if
        :: thread[self].faulted ->
            ipc_leave_wait(self);
            thread[self].faulted = 0;
            thread[self].in_call = 0
        :: else -> thread_halt(self, KOZO_THREAD_STATE_SUSPENDED)
        fi
    fi
}

inline sys_thread_resume(self)
{
    printf("  thread %d is resumed\n", self);
    thread[self].state = KOZO_THREAD_STATE_READY;
    sched_wake(self)
}

/* An exit without a handler of its faults; ipc_fault() of one with a handler is below. */
inline sys_thread_exit(self)
{
    thread[self].faulted = 0;
    thread_halt(self, KOZO_THREAD_STATE_SUSPENDED);
    sched_stop(self);
    thread_die(self)
}

/* ---- kernel/ipc/endpoint.c ---- */

/* timeout_check() of a deadline that has passed. */
#define timeout_error(deadline)                                                                   \
    (deadline == DEADLINE_POLL -> KOZO_ERR_NOT_READY : KOZO_ERR_TIMED_OUT)

inline timeout_arm_thread(t, deadline)
{
    if
    :: deadline == DEADLINE_LATER -> thread[t].armed = 1
    :: else
    fi
}

inline endpoint_enqueue_sender(e, t, to, deadline)
{
    holds(no_receivers(e), INV_IPC_3);
    thread[t].endpoint = e;
    thread[t].state = to;
    senders[(e) * RANKS + RANK_OF(thread[t].budget)]!t;
    timeout_arm_thread(t, deadline)
}

hidden byte receiver, sender;

/* `moves`: ipc_transfer() succeeds. It writes the receiver's status register. */
inline endpoint_deliver(to)
{
    regs_set_status(to, KOZO_OK);
    ipc_leave_wait(to);
    thread[to].state = KOZO_THREAD_STATE_READY
}

/* Leaves in `moved` whether the message went, or waits. */
inline endpoint_call(t, e, deadline, moves)
{
    moved = true;
    if
    :: no_receivers(e) -> endpoint_enqueue_sender(e, t, KOZO_THREAD_STATE_CALLING, deadline)
    :: else ->
        receivers[e]?<receiver>;
        if
        :: moves ->
            endpoint_deliver(receiver);
            ipc_link_call(t, receiver);
            timeout_arm_thread(t, deadline);
            sched_wake(receiver)
        :: else -> moved = false
        fi
    fi
}

hidden byte moved;

inline sys_endpoint_call(t, e, deadline, moves)
{
    printf("  thread %d calls at endpoint %d, deadline %d, moves %d\n", t, e, deadline, moves);
    if
    :: deadline >= DEADLINE_POLL -> regs_set_status(t, timeout_error(deadline))
    :: else ->
        if
        :: thread[t].call_depth + 1 >= KOZO_CALL_DEPTH -> regs_set_status(t, KOZO_ERR_NO_SPACE)
        :: else ->
            endpoint_call(t, e, deadline, moves);
            if
            :: moved
            :: else -> regs_set_status(t, KOZO_ERR_NO_RECEIVE_SLOT)
            fi
        fi
    fi
}

inline sys_endpoint_send(t, e, deadline, moves)
{
    printf("  thread %d sends at endpoint %d, deadline %d, moves %d\n", t, e, deadline, moves);
    if
    :: no_receivers(e) ->
        if
        :: deadline >= DEADLINE_POLL -> regs_set_status(t, timeout_error(deadline))
        :: else -> endpoint_enqueue_sender(e, t, KOZO_THREAD_STATE_SENDING, deadline)
        fi
    :: else ->
        receivers[e]?<receiver>;
        if
        :: moves ->
            endpoint_deliver(receiver);
            sched_wake(receiver);
            regs_set_status(t, KOZO_OK)
        :: else -> regs_set_status(t, KOZO_ERR_NO_RECEIVE_SLOT)
        fi
    fi
}

inline endpoint_accept(to, from)
{
    if
    :: thread[from].state == KOZO_THREAD_STATE_CALLING ->
        was_at = thread[from].endpoint;
        senders_remove(was_at, from);
        thread[from].endpoint = NO_ENDPOINT;
        ipc_link_call(from, to);
        sched_wake(to)
    :: else -> ipc_wake(from, KOZO_OK)
    fi
}

inline endpoint_receive(t, e, deadline, moves)
{
    if
    :: no_senders(e) ->
        if
        :: deadline >= DEADLINE_POLL -> regs_set_status(t, timeout_error(deadline))
        :: else ->
            thread[t].endpoint = e;
            thread[t].state = KOZO_THREAD_STATE_RECEIVING;
            receivers[e]!t;
            timeout_arm_thread(t, deadline)
        fi
    :: else ->
        senders_first(e, sender);
        if
        :: moves || thread[sender].faulted ->
            regs_set_status(t, KOZO_OK);
            endpoint_accept(t, sender)
        :: else ->
            ipc_end_wait(sender, KOZO_ERR_NO_RECEIVE_SLOT);
            thread[t].restart = 1
        fi
    fi
}

inline sys_endpoint_receive(t, e, deadline, moves)
{
    printf("  thread %d receives at endpoint %d, deadline %d, moves %d\n", t, e, deadline, moves);
    if
    :: thread[t].caller != NOBODY -> regs_set_status(t, KOZO_ERR_REPLY_PENDING)
    :: else -> endpoint_receive(t, e, deadline, moves)
    fi
}

/* ---- kernel/ipc/reply.c ---- */

hidden byte answered;
hidden byte outcome;

inline reply_to_fault(t, faulted_one, action)
{
    if
    :: action == KOZO_FAULT_ACTION_RESUME && thread[faulted_one].exiting ->
        outcome = KOZO_ERR_MALFORMED
    :: else ->
        if
        :: action == KOZO_FAULT_ACTION_RESUME ->
            ipc_leave_wait(faulted_one);
            thread[faulted_one].faulted = 0;
            regs_set_status(faulted_one, KOZO_OK);
            thread[faulted_one].state = KOZO_THREAD_STATE_READY;
            sched_wake(faulted_one)
        :: else ->
            ipc_leave_wait(faulted_one);
            thread[faulted_one].faulted = 0;
            thread_die(faulted_one)
        fi
    fi
}

/* Answer the pending caller, or whom the slot `by` names. Leaves the result in `outcome`. */
inline ipc_reply(t, by, moves, action)
{
    printf("  thread %d answers by slot %d, moves %d, action %d\n", t, by, moves, action);
    outcome = KOZO_OK;
    if
    :: by == NO_SLOT -> answered = thread[t].caller
    :: else -> answered = slot[by]
    fi;
    if
    :: answered == NOBODY -> outcome = (by == NO_SLOT -> KOZO_ERR_NO_REPLY : KOZO_ERR_NO_CAP)
    :: else ->
        if
        :: thread[answered].faulted -> reply_to_fault(t, answered, action)
        :: else ->
            if
            :: moves ->
                regs_set_status(answered, KOZO_OK);
                ipc_leave_wait(answered);
                thread[answered].state = KOZO_THREAD_STATE_READY;
                sched_wake(answered)
            :: else -> outcome = KOZO_ERR_NO_RECEIVE_SLOT
            fi
        fi
    fi
}

inline sys_reply_send(t, by, moves, action)
{
    ipc_reply(t, by, moves, action);
    regs_set_status(t, outcome)
}

/* The two messages may fail one by one: `moves` the answer, `comes` what is received. */
inline sys_endpoint_reply_receive(t, e, by, deadline, moves, comes, action)
{
    if
    :: by != NO_SLOT && thread[t].caller != NOBODY -> regs_set_status(t, KOZO_ERR_REPLY_PENDING)
    :: else ->
        ipc_reply(t, by, moves, action);
        if
        :: outcome != KOZO_OK -> regs_set_status(t, outcome)
        :: else -> endpoint_receive(t, e, deadline, comes)
        fi
    fi
}

inline sys_cnode_save_reply(t, into)
{
    printf("  thread %d saves its right to answer in slot %d\n", t, into);
    answered = thread[t].caller;
    if
    :: answered == NOBODY -> regs_set_status(t, KOZO_ERR_NO_REPLY)
    :: else ->
        if
        :: thread[t].home == NO_BUDGET && thread[t].budget == thread[answered].budget ->
            regs_set_status(t, KOZO_ERR_UNBOUND)
        :: else ->
            ipc_unlink_call(answered);
            slot[into] = answered;
            thread[answered].reply_slot = into;
            regs_set_status(t, KOZO_OK)
        fi
    fi
}

/* The slot that holds a reply right is emptied: cap_vacate(), thread_reply_lost(). */
inline reply_delete(from)
{
    printf("  thread %d deletes the right in slot %d\n", current, from);
    answered = slot[from];
    slot[from] = NOBODY;
    thread[answered].reply_slot = NO_SLOT;
    ipc_end_wait(answered, KOZO_ERR_PEER_DIED)
}

/* cap_move() of a reply right: thread_reply_moved(). */
inline reply_move(from, into)
{
    printf("  thread %d moves the right in slot %d to slot %d\n", current, from, into);
    slot[into] = slot[from];
    slot[from] = NOBODY;
    thread[slot[into]].reply_slot = into
}

/* ---- kernel/ipc/fault.c ---- */

/* `e`: the endpoint of the binding THREAD_FAULTS, if it is bound. With THREADS below
 * KOZO_CALL_DEPTH no row of faults is too deep. */
inline ipc_fault(t, e, bound)
{
    printf("  thread %d faults\n", t);
    sched_stop(t);
    if
    :: bound ->
        thread[t].faulted = 1;
        endpoint_call(t, e, DEADLINE_NEVER, true)
    :: else -> thread_die(t)
    fi
}

/* ---- kernel/entry.c ---- */

/* A budget with which a thread begins: sys_thread_bind(). */
inline give_home(t)
{
    thread[t].home = t;
    thread[t].budget = t;
    budget[t].home = t;
    budget[t].thread = t;
    budget[t].state = BUDGET_READY
}

/* Thread `t`, or NOBODY, is interrupted or enters. */
inline kernel_enter(t)
{
    current = t;
    if
    :: current != NOBODY ->
        cpu_budget = thread[current].budget;
        budget[cpu_budget].state = BUDGET_CURRENT
    :: else -> cpu_budget = NO_BUDGET
    fi
}

/* sched_select(); that the current budget goes back into its queue stands for a preemption that
 * may follow at once. */
inline kernel_leave()
{
    if
    :: current != NOBODY && thread[current].budget != cpu_budget -> sched_wake(current)
    :: else
    fi;
    if
    :: cpu_budget != NO_BUDGET ->
        budget[cpu_budget].state = (budget_can_run(cpu_budget) -> BUDGET_READY : BUDGET_IDLE)
    :: else
    fi;
    check_all()
}
