/* SPDX-License-Identifier: MIT */
/* messages.pml: calls, answers, faults, and entry into the kernel. See kernel.pml. */

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
inline endpoint_release(to)
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
            endpoint_release(receiver);
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
            endpoint_release(receiver);
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
