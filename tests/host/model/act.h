/* SPDX-License-Identifier: MIT */
/* act.h: one step of a run of threads: time that passes, and what the thread that runs then does.
 * Acts name slots, not capabilities, and not who acts, so that a run from which some are left out
 * still means something. They are written and read. */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum act_kind {
    ACT_PASS, /* nothing but time */
    ACT_CALL,
    ACT_SEND,
    ACT_RECEIVE,
    ACT_REPLY,
    ACT_REPLY_RECEIVE,
    ACT_ANSWER, /* a fault */
    ACT_ANSWER_RECEIVE,
    ACT_SAVE_REPLY,
    ACT_SIGNAL,
    ACT_WAIT,
    ACT_ALARM,
    ACT_PARK,
    ACT_UNPARK,
    ACT_SUSPEND,
    ACT_RESUME,
    ACT_EXIT,
    ACT_BIND_SIGNALS,
    ACT_INSPECT_THREAD,
    ACT_START,
    ACT_BIND_FAULTS,
    ACT_READ_REGISTERS,
    ACT_WRITE_REGISTERS,
    ACT_WATCH_THREAD,
    ACT_CONFIGURE,
    ACT_YIELD,
    ACT_WATCH,
    ACT_INSPECT_BUDGET,
    ACT_COPY,
    ACT_MINT,
    ACT_MOVE,
    ACT_DELETE,
    ACT_REVOKE,
    ACT_FAULT, /* an exception */
    ACT_MAKE,  /* an object that is gone, or a thread that is, with budget and handler of faults */
    ACT_LOSE,  /* what a thread is bound to */
    ACT_KINDS,
};

enum act_deadline { ACT_NEVER, ACT_POLL, ACT_PAST, ACT_LATER };

struct act {
    uint32_t kind;
    uint32_t pass;  /* nanoseconds before, */
    uint32_t masked; /* and those in which no interrupt comes through any more */
    uint32_t late;  /* by how much each interrupt comes too late */
    uint32_t split; /* the next comes when so much of what is due has happened; 0: later */
    uint32_t fast;  /* on the fast path, if it can */
    uint32_t slot, other; /* of capabilities, */
    uint32_t stale;       /* bit 0, 1: with an old stamp; */
    uint32_t nested;      /* by way of another CNode */
    uint32_t index, mask; /* a slot to be filled; rights */
    uint32_t value, time, period;
    uint32_t words, caps, flags, deadline; /* of a message; a deadline beyond ACT_LATER is later
                                            * by that */
    uint32_t seed;  /* of what is in a message */
    uint32_t passing; /* of how its capabilities travel; 0: as copies */
    uint32_t interrupt; /* a removal has one at each so many preemption points; 0: none */
};

const char *act_name(unsigned kind);
bool act_is_call(unsigned kind); /* of the system */

/* A line of text and back; reading returns whether it was an act. */
void act_print(FILE *file, const void *act);
bool act_read(const char *line, void *act);

/* How big a world of threads is. */
struct scene {
    const char *name;
    unsigned threads, budgets, endpoints, notifications, spare; /* slots besides */
    unsigned priorities;
    unsigned chains; /* in a hundred that owe an answer, those that call or fault themselves */
    unsigned length; /* of a run, in acts */
    unsigned every;  /* acts between two walks of all invariants */
};

/* The next act, by the state of the model. */
void act_seed(uint64_t seed);
struct act act_generate(const struct scene *scene);

/* What was done, by kind: with success, without, or the actor does not run any more. */
struct act_counts {
    uint64_t done[ACT_KINDS], refused[ACT_KINDS], blocked[ACT_KINDS], ticks, idle;
    uint64_t fast_calls, fast_replies, fast_waits, fast_yields, fast_faults, fast_answers;
    uint64_t interrupted, split;
    unsigned deepest; /* call within calls */
};

extern struct act_counts *act_counts; /* counted if not NULL */

/* Do an act in the kernel and in the model, compare everything that can be observed, and walk the
 * invariants if `walk`. Does not return from a disagreement. */
void act_run(const struct act *act, bool walk);
