/* SPDX-License-Identifier: MIT */
/* replay.pml: does the model admit what a guest has done?
 *
 * replay.py turns a recorded trace into events.bin: system calls with what they came to, calls that
 * went on, and faults. The driver makes the model do the same, one after the other. What the trace
 * does not tell, Spin has to find: which deadline passed when, and whom a deletion, a revocation or
 * a suspension met. Such a step is tried only where what a thread does next calls for it.
 *
 * The trace is admitted if the end can be reached: TRACE_ADMITTED is violated then. */
#define OUTCOME(t, error) status[t] = error
#define has_capability(t) true /* the trace does not tell */

#define EVENTS_MAX 16384
#include "events.pml"
#include "state.pml"
#include "kernel.pml"
#include "invariants.pml"

byte status[THREADS];
short pos;
byte starts = 1; /* threads that were started and have done nothing yet */
byte victim;
byte action;  /* what the answer to a fault says */
byte answers; /* what it may say */
hidden byte TRACE_ADMITTED;
hidden byte ok, flushed, first, other;
/* The event at `pos`. */
hidden byte kind, who, op, place, until, right, how, value, partner;

c_decl {
    /* In the order of replay.py's FIELDS. */
    struct event {
        unsigned char kind, thread, op, endpoint, deadline, slot, how, value, partner;
    };
    static struct event events[EVENTS_MAX];
    static int event_count;
    static short furthest = -1;

    static void load_events(void)
    {
        FILE *file = fopen("events.bin", "rb");

        if (file == NULL) {
            perror("events.bin");
            exit(1);
        }
        event_count = (int)fread(events, sizeof(events[0]), EVENTS_MAX, file);
        fclose(file);
    }
    /* The next event of a thread, from `at` on. */
    static const struct event *next_of(int at, int t)
    {
        static const struct event none = {.kind = NO_EVENT};

        while (at < event_count && events[at].thread != t) {
            at++;
        }
        return at < event_count ? &events[at] : &none;
    }
    static int goes_on(int at, int t, int status)
    {
        const struct event *next = next_of(at, t);

        return next->kind == WENT_ON && next->value == status;
    }
    /* Does it do nothing more in this life, unless it goes on? */
    static int is_doomed(int at, int t)
    {
        return next_of(at, t)->kind != WENT_ON;
    }
}

byte may; /* what may have happened to the victim; 0 between two events */
#define MAY_PASS 1 /* its deadline */
#define MAY_CANCEL 2
#define MAY_RESUME 4
#define MAY_DIE 8
#define MAY_LOSE 16 /* the right to answer it */
#define MAY_GO 32 /* the endpoint at which it waits */
#define MAY_SIGNAL 128 /* it receives, and hears of signals */
#define MAY_REVOKE 64 /* the capability by which it waits */

c_code {
    /* Is what it does next possible only if nobody awaits its answer? */
    static int owes_nothing(int t)
    {
        const struct event *next = next_of(now.pos, t);

        return next->kind == CALLED &&
               ((next->op == OP_RECEIVE && next->value != KOZO_ERR_REPLY_PENDING) ||
                (next->how == RETURNED && next->value == KOZO_ERR_NO_REPLY));
    }
    /* Does somebody do what is possible only if `t` has ended? */
    static int is_missed(int t)
    {
        if (is_doomed(now.pos, t) && now.thread[t].reply_callee != THREADS &&
            owes_nothing(now.thread[t].reply_callee)) {
            return 1;
        }
        for (int u = 0; u < THREADS; u++) {
            if (now.thread[u].reply_callee == t && goes_on(now.pos, u, KOZO_ERR_PEER_DIED)) {
                return 1;
            }
            if (is_doomed(now.pos, t) && u != t && now.thread[t].endpoint != ENDPOINTS &&
                now.thread[u].endpoint == now.thread[t].endpoint && !is_doomed(now.pos, u)) {
                return 1;
            }
        }
        return 0;
    }
    /* May the endpoint have gone, for all that those do who wait at it? */
    static int may_go(int e)
    {
        for (int u = 0; u < THREADS; u++) {
            if (now.thread[u].endpoint == e && !is_doomed(now.pos, u) &&
                !goes_on(now.pos, u, KOZO_ERR_PEER_DIED)) {
                return 0;
            }
        }
        return 1;
    }
    /* Whose message is received by the event at `pos`: the trace tells who calls; who merely sends
     * is the one that goes on first. */
    static int wanted(void)
    {
        const struct event *event = &events[now.pos];
        const int goes_on_with = event->how == RESTARTS ? KOZO_ERR_NO_RECEIVE_SLOT : KOZO_OK;
        const struct event *first = NULL;

        if (event->partner != THREADS) {
            return event->partner;
        }
        for (int u = 0; u < THREADS; u++) {
            const struct event *next = next_of(now.pos, u);

            if (now.thread[u].endpoint == event->endpoint && goes_on(now.pos, u, goes_on_with) &&
                (first == NULL || next < first)) {
                first = next;
            }
        }
        return first != NULL ? first->thread : THREADS;
    }
    /* Can the event tell whether something has happened to `t`? */
    static int concerns(const struct event *event, int t)
    {
        return event->thread == t || event->thread == now.thread[t].reply_callee ||
               now.thread[event->thread].reply_callee == t ||
               (event->slot != SLOTS && event->slot == now.thread[t].reply_slot) ||
               (event->endpoint != ENDPOINTS && event->endpoint == now.thread[t].endpoint);
    }
    /* Of the times at which something may happen to `t`, or to its endpoint, only the last before
     * an event that can tell is tried: any earlier one comes to the same. */
    static int is_due(int t)
    {
        for (int at = now.pos + 1; at < event_count; at++) {
            for (int u = 0; u < THREADS; u++) {
                if ((u == t || (now.thread[t].endpoint != ENDPOINTS &&
                                now.thread[u].endpoint == now.thread[t].endpoint)) &&
                    concerns(&events[at], u)) {
                    return 1;
                }
            }
            if (events[at].kind == WINDOW) {
                return 0;
            }
        }
        return 0;
    }
    /* Of the thread that the event at `pos` answers: may it have been told to resume, or to end?
     * Without a fault neither matters. */
    static int may_answer(int with)
    {
        const struct event *event = &events[now.pos];
        const int t = event->slot != SLOTS ? now.slot[event->slot]
                                           : now.thread[event->thread].caller;
        const int resumes = t != THREADS && now.thread[t].faulted && !now.thread[t].exiting &&
                            next_of(now.pos, t)->kind != NO_EVENT;

        if (event->op != OP_REPLY_SEND && event->op != OP_REPLY_RECEIVE) {
            return with == KOZO_FAULT_ACTION_KILL;
        }
        return with == KOZO_FAULT_ACTION_RESUME ? resumes
                                                : !resumes || now.thread[t].caller != THREADS;
    }
    /* By what it does next, and by what others do. */
    static void judge(int t)
    {
        const struct event *now_is = &events[now.pos];

        now.may = goes_on(now.pos, t, KOZO_ERR_TIMED_OUT) && concerns(now_is, t) ? MAY_PASS : 0;
        if (goes_on(now.pos, t, KOZO_OK) && next_of(now.pos, t)->how == SIGNALS &&
            concerns(now_is, t)) {
            now.may |= MAY_SIGNAL;
        }
        if (now_is->kind != WINDOW ||
            (now_is->op != OP_SUSPEND && now_is->op != OP_RESUME && !is_due(t))) {
            return;
        }
        if (goes_on(now.pos, t, KOZO_ERR_CANCELLED) ||
            (now_is->op == OP_SUSPEND && is_doomed(now.pos, t))) {
            now.may |= MAY_CANCEL;
        }
        now.may |= !is_doomed(now.pos, t) || now_is->op == OP_RESUME ? MAY_RESUME : 0;
        now.may |= is_missed(t) ? MAY_DIE : 0;
        now.may |= goes_on(now.pos, t, KOZO_ERR_PEER_DIED) ? MAY_LOSE : 0;
        now.may |= may_go(now.thread[t].endpoint) ? MAY_GO : 0;
        now.may |= goes_on(now.pos, t, KOZO_ERR_REVOKED) ? MAY_REVOKE : 0;
    }
}

inline load_event()
{
    c_code {
        const struct event *e = &events[now.pos];

        kind = e->kind; who = e->thread; op = e->op; place = e->endpoint; until = e->deadline;
        right = e->slot; how = e->how; value = e->value; partner = e->partner;
    }
}

/* A thread that does something although it is at rest is another one, started meanwhile. */
inline be_born(t)
{
    if
    :: !(runs(t) && thread[t].in_call == thread[t].restart) && starts != 0 ->
        kernel_enter(NOBODY);
        thread_die(t);
        budget_unbind(t);
        kernel_leave();
        starts--;
        thread[t].state = KOZO_THREAD_STATE_READY;
        give_home(t)
    :: else
    fi
}

/* The call is made, if its thread can make one. */
#define can_enter(t) (runs(t) && thread[t].in_call == thread[t].restart)

inline enter(t)
{
    kernel_enter(t);
    thread[t].in_call = 1;
    thread[t].restart = 0
}

/* Has the call come to what the trace says? */
#define has_ended_so                                                                              \
    (how == RETURNED -> runs(who) && !thread[who].in_call && status[who] == value &&              \
                        thread[who].caller == partner :                                           \
    (how == WAITS -> thread[who].state == value && thread[who].reply_callee == partner :          \
                     thread[who].restart))
#define has_gone_on                                                                               \
    (runs(who) && !thread[who].in_call && status[who] == value && thread[who].caller == partner)

/* Before an event, with the choice of what an answer to a fault says. */
inline begin()
{
    c_code {
        now.answers = may_answer(KOZO_FAULT_ACTION_RESUME) << KOZO_FAULT_ACTION_RESUME |
                      may_answer(KOZO_FAULT_ACTION_KILL) << KOZO_FAULT_ACTION_KILL;
    };
    if
    :: answers & 1 << KOZO_FAULT_ACTION_RESUME -> action = KOZO_FAULT_ACTION_RESUME
    :: answers & 1 << KOZO_FAULT_ACTION_KILL -> action = KOZO_FAULT_ACTION_KILL
    fi;
    answers = 0;
    d_step {
        load_event();
        be_born(who)
    };
    can_enter(who)
}

/* The trace does not tell priorities: whoever is received from comes first in its queue. */
inline order_senders(e)
{
    d_step {
        c_code { first = wanted(); };
        if
        :: e != NO_ENDPOINT && first != NOBODY && senders[e]??[eval(first)] ->
            do
            :: senders[e]?[eval(first)] -> break
            :: else -> senders[e]?other; senders[e]!other
            od
        :: else
        fi
    }
}

/* After an event, which counts if it is `ok`. */
inline finish()
{
    pos++;
    action = 0;
    c_code {
        if (ok && now.pos > furthest) {
            furthest = now.pos;
            printf("furthest %d\n", furthest);
            fflush(stdout);
        }
    }
}

inline flush(e)
{
    flushed = false;
    do
    :: flushed -> break
    :: else -> endpoint_destroy_step(e, flushed)
    od
}

/* An event that the trace does not tell. */
#define meet(...)                                                                                 \
    d_step {                                                                                      \
        kernel_enter(NOBODY);                                                                     \
        __VA_ARGS__;                                                                              \
        kernel_leave();                                                                           \
        victim = 0;                                                                               \
        may = 0                                                                                   \
    }

#define event_is(of) c_expr { now.pos < event_count && events[now.pos].kind == of }
#define call_is(of)                                                                               \
    c_expr { now.pos < event_count && events[now.pos].kind == CALLED && events[now.pos].op == of }
#define made(...)                                                                                 \
    atomic {                                                                                      \
        begin();                                                                                  \
        order_senders(place);                                                                     \
        d_step {                                                                                  \
            enter(who);                                                                           \
            __VA_ARGS__;                                                                          \
            kernel_leave();                                                                       \
            ok = has_ended_so;                                                                    \
            finish()                                                                              \
        };                                                                                        \
        ok                                                                                        \
    }

active proctype driver()
{
    c_code { load_events(); };
    d_step {
        do
        :: victim == THREADS -> break
        :: else -> thread[victim].state = KOZO_THREAD_STATE_DEAD; victim++
        od;
        victim = 0
    }
    do
    :: c_expr { now.pos == event_count } -> assert(TRACE_ADMITTED)
    :: call_is(OP_CALL) -> made(sys_endpoint_call(who, place, until, true))
    :: call_is(OP_SEND) -> made(sys_endpoint_send(who, place, until, true))
    :: call_is(OP_RECEIVE) -> made(sys_endpoint_receive(who, place, until, how != RESTARTS))
    :: call_is(OP_REPLY_RECEIVE) ->
        made(sys_endpoint_reply_receive(who, place, right, until, true, how != RESTARTS,
                                        action))
    :: call_is(OP_REPLY_SEND) -> made(sys_reply_send(who, right, true, action))
    :: call_is(OP_SAVE_REPLY) -> made(sys_cnode_save_reply(who, right))
    :: call_is(OP_SUSPEND) -> made(sys_thread_suspend(who, who))
    :: call_is(OP_WAIT) ->
        made(thread[who].state = KOZO_THREAD_STATE_WAITING; thread[who].in_call = 0)
    :: call_is(OP_EXIT) ->
        made(thread[who].exiting = 1; ipc_fault(who, place, place != NO_ENDPOINT))
    :: event_is(FAULTED) ->
        atomic {
            begin();
            d_step {
                enter(who);
                thread[who].exiting = 0;
                ipc_fault(who, place, place != NO_ENDPOINT);
                kernel_leave();
                ok = true;
                finish()
            }
        }
    :: event_is(WENT_ON) ->
        atomic {
            d_step {
                load_event();
                if
                :: thread[who].state == KOZO_THREAD_STATE_WAITING ->
                    thread[who].state = KOZO_THREAD_STATE_READY;
                    thread[who].in_call = 1;
                    regs_set_status(who, value);
                    sched_wake(who)
                :: else
                fi;
                kernel_enter(NOBODY);
                kernel_leave();
                ok = has_gone_on;
                finish()
            };
            ok
        }
    :: event_is(WINDOW) ->
        d_step {
            load_event();
            starts = starts + (op == OP_START);
            kernel_enter(NOBODY);
            kernel_leave();
            ok = true;
            finish()
        }
    :: c_expr { now.pos < event_count } ->
        atomic {
            select(victim : 0 .. THREADS - 1);
            c_code { judge(now.victim); };
            if
            :: (may & MAY_PASS) && thread[victim].armed ->
                meet(printf("  its deadline passes\n"); ipc_end_wait(victim, KOZO_ERR_TIMED_OUT))
            :: (may & MAY_SIGNAL) && thread[victim].state == KOZO_THREAD_STATE_RECEIVING ->
                meet(ipc_wake(victim, KOZO_OK))
            :: (may & MAY_CANCEL) && thread_is_blocked(victim) ->
                meet(sys_thread_suspend(NOBODY, victim))
            :: (may & MAY_RESUME) && thread[victim].state == KOZO_THREAD_STATE_SUSPENDED ->
                meet(sys_thread_resume(victim))
            :: (may & MAY_DIE) && thread[victim].state != KOZO_THREAD_STATE_DEAD ->
                meet(thread_die(victim))
            :: (may & MAY_LOSE) && thread[victim].reply_slot != NO_SLOT ->
                meet(right = thread[victim].reply_slot; reply_delete(right))
            :: (may & MAY_REVOKE) && thread[victim].endpoint != NO_ENDPOINT ->
                meet(wait_lost(victim))
            :: (may & MAY_GO) && thread[victim].endpoint != NO_ENDPOINT ->
                meet(place = thread[victim].endpoint; flush(place))
            fi
        }
    od
}
