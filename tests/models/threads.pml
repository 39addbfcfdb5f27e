/* SPDX-License-Identifier: MIT */
/* threads.pml: how waits end, and the life of a thread. See kernel.pml. */

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

/* ---- kernel/ipc/wait_by.c ---- */

/* The capability by which a thread waits, or may wait, is taken away: of a fault it is the binding
 * of its handler. */
inline wait_lost(t)
{
    printf("  thread %d has its capability no more\n", t);
    if
    :: thread[t].endpoint != NO_ENDPOINT -> ipc_end_wait(t, KOZO_ERR_REVOKED)
    :: else
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
