/* SPDX-License-Identifier: MIT */
/* Generated from idl/services/process.yaml by template server/answer.h;
 * change those and run `make generate`. */
/* process.h: how servers of the interface `process` answer otherwise than by return: rights to do so
 * later, and errors that tell something. Any file of a server may include it. */
#pragma once

#include <kozo/abi.h>
#include <kozo/detail/process.h>
#include <kozo/later.h>
#include <kozo/message.h>
#include <kozo/server/served.h>
#include <kozo/wire.h>
#include <stddef.h>

/* How a request of `start` ends, made by the functions below alone: so an error comes with
 * what it tells, and no other has that. */
struct process_start_outcome {
    kozo_err_t error;
    union process_start_detail detail;
};

static inline struct process_start_outcome process_done_start(void)
{
    return (struct process_start_outcome){.error = KOZO_OK};
}

static inline struct process_start_outcome process_refuse_start_not_found(void)
{
    return (struct process_start_outcome){.error = KOZO_ERR_NOT_FOUND};
}

static inline struct process_start_outcome process_refuse_start_running(void)
{
    return (struct process_start_outcome){.error = KOZO_ERR_RUNNING};
}

static inline struct process_start_outcome process_refuse_start_damaged(void)
{
    return (struct process_start_outcome){.error = KOZO_ERR_DAMAGED};
}

static inline struct process_start_outcome process_refuse_start_exhausted(kozo_size_t quota,
                                                                          kozo_size_t free)
{
    return (struct process_start_outcome){
        .error = KOZO_ERR_EXHAUSTED,
        .detail.exhausted = {quota, free},
    };
}

static inline struct process_start_outcome process_refuse_start_incompatible(void)
{
    return (struct process_start_outcome){.error = KOZO_ERR_INCOMPATIBLE};
}

static __attribute__((noinline, unused)) enum kozo_served process_refuse_start(
                                                        struct kozo_message *m,
                                                        const struct process_start_outcome *outcome)
{
    const enum kozo_served served = kozo_served_error(m, KOZO_INTERFACE_PROCESS, outcome->error);

    switch (outcome->error) {
    case KOZO_ERR_EXHAUSTED:
        m->words[0] = outcome->detail.exhausted.quota;
        m->words[1] = outcome->detail.exhausted.free;
        m->tag.raw = kozo_tag_make(KOZO_INTERFACE_PROCESS, KOZO_ERR_EXHAUSTED, 0, 0, 2).raw;
        break;
    default:
        break;
    }
    return served;
}

/* The right to answer a call of `stop` later, which process_reply_stop() or
 * process_fail_stop() uses up; all zero: none. */
struct process_stop_later {
    kozo_handle_t right;
};

/* A call of `stop` whose body runs. */
struct process_stop_call {
    kozo_handle_t taken;
};

static inline KOZO_TAKES kozo_err_t process_take_stop(struct process_stop_call *call,
                                                      struct process_stop_later *later)
{
    return kozo_later_keep(&call->taken, &later->right, call, __builtin_frame_address(0));
}

/* Whether the caller still waits. If not, `later` is all zero afterwards. */
static inline bool process_waits_stop(struct process_stop_later *later)
{
    return kozo_later_waits(&later->right);
}

/* Answer, as kozo_later_send() does. BAD_REPLY: the caller got that, the results are out of range. */
static inline kozo_err_t process_reply_stop(struct process_stop_later *later)
{
    struct kozo_message message = {.tag = {0}}, *m = &message;

    if (!kozo_later_is_owed(later->right)) {
        kozo_serve_breach("process_stop.result.spent");
        return KOZO_ERR_NO_REPLY; /* process_stop.result.spent */
    }
    m->tag.raw = kozo_tag_make(KOZO_INTERFACE_PROCESS, KOZO_OK, 0, 0, 0).raw;
    return kozo_later_send(&later->right, m);
}

/* The same with an error. */
static inline kozo_err_t process_fail_stop(struct process_stop_later *later, kozo_err_t error)
{
    if (!kozo_later_is_owed(later->right)) {
        kozo_serve_breach("process_stop.result.spent");
        return KOZO_ERR_NO_REPLY; /* process_stop.result.spent */
    }
    if (error != KOZO_OK && error != KOZO_ERR_NOT_FOUND && error != KOZO_ERR_EXHAUSTED) {
        kozo_serve_breach("process_stop.result.undeclared");
        (void)kozo_later_refuse(&later->right, KOZO_INTERFACE_PROCESS, KOZO_ERR_BAD_REPLY);
        return KOZO_ERR_BAD_REPLY; /* process_stop.result.undeclared */
    }
    return kozo_later_refuse(&later->right, KOZO_INTERFACE_PROCESS, error);
}
