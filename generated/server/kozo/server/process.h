/* SPDX-License-Identifier: MIT */
/* Generated from idl/services/process.yaml by template server/server.h;
 * change those and run `make generate`. */
/* process.h: server of the interface `process`: implement every process_serve_ function.
 * What they get has been checked; strings and bytes lie in the IPC buffer until the next message.
 * Strings, bytes and elements that they give may be built there too: who calls others meanwhile
 * fills these in last.
 * Results are sent only if KOZO_OK is returned. Of a method that answers later it says that its body
 * has taken the right to do so (`_take_`), an error that it has not. Otherwise the client gets
 * BAD_REPLY at once, and what was taken is used up. */
#pragma once

#include <kozo/abi.h>
#include <kozo/detail/process.h>
#include <kozo/later.h>
#include <kozo/message.h>
#include <kozo/server/served.h>
#include <stddef.h>

/* The programs of the system, as init knows them. */
enum kozo_served process_dispatch(void *context, struct kozo_message *m);

/* Enumerate the programs. position: 0 for the first. name: Its name. state: What became of it.
 * activity: What its first thread is doing. priority: Its priority. consumed: Processor time
 * that its budget has spent. memory: Bytes given to it. Idempotent: asked twice, it does no more
 * than once. Errors: NOT_FOUND. */
kozo_err_t process_serve_list(void *context, kozo_badge_t badge, uint32_t position,
                              char name[KOZO_PROGRAM_NAME_MAX + 1], kozo_program_state_t *state,
                              kozo_thread_state_t *activity, kozo_priority_t *priority,
                              kozo_duration_t *consumed, kozo_size_t *memory);

/* Enumerate the capabilities that a program holds, and where they come from. program: Its name.
 * position: 0 for the first capability. index: Slot in the program's root CNode. info: As
 * any_identify gives it. badge: The badge; 0 where there is none. parent: Slot of the
 * capability, of those in the same CNode, that this one was derived from; 0: of none. origin:
 * Without a parent: the program that has the capability that this one was derived from; empty:
 * nobody. Idempotent: asked twice, it does no more than once. Errors: NOT_FOUND. */
kozo_err_t process_serve_capability(void *context, kozo_badge_t badge, const char *program,
                                    uint32_t position, uint32_t *index, kozo_info_t *info,
                                    kozo_badge_t *badge_out, uint32_t *parent,
                                    char origin[KOZO_PROGRAM_NAME_MAX + 1]);

/* Tell how memory is used. total: Bytes of usable memory in the machine. free: Bytes that nobody
 * was given. device: Bytes of device memory. regions: Regions that it lies in. Idempotent: asked
 * twice, it does no more than once. Errors: none of its own. */
kozo_err_t process_serve_memory(void *context, kozo_badge_t badge, kozo_size_t *total,
                                kozo_size_t *free, kozo_size_t *device, uint32_t *regions);

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

/* Start a program that is not running. program: Its name in the manifest. Errors: NOT_FOUND: The
 * manifest has no such program. RUNNING: It is running. DAMAGED: Its image is missing or
 * damaged. EXHAUSTED: There is no block of memory for its quota, or something in that ran out.
 * INCOMPATIBLE: It was built against an interface that its server does not keep. */
struct process_start_outcome process_serve_start(void *context, kozo_badge_t badge,
                                                 const char *program);

/* Switch the machine off. Errors: REFUSED. */
kozo_err_t process_serve_power_off(void *context, kozo_badge_t badge);

/* Restart the machine. Errors: REFUSED. */
kozo_err_t process_serve_reboot(void *context, kozo_badge_t badge);

/* The right to answer a call of `stop` later, which process_reply_stop() or
 * process_fail_stop() uses up; all zero: none. */
struct process_stop_later {
    kozo_handle_t right;
};

/* A call of `stop` whose body runs. */
struct process_stop_call {
    kozo_handle_t taken;
};

static inline KOZO_MUST_USE kozo_err_t process_take_stop(struct process_stop_call *call,
                                                         struct process_stop_later *later)
{
    return kozo_later_take(&call->taken, &later->right);
}

/* Whether the caller still waits. If not, `later` is all zero afterwards. */
static inline bool process_waits_stop(struct process_stop_later *later)
{
    return kozo_later_waits(&later->right);
}

/* Answer, as kozo_later_send() does. BAD_REPLY: the caller got that, the results are out of range. */
kozo_err_t process_reply_stop(struct process_stop_later *later);

/* The same with an error. */
kozo_err_t process_fail_stop(struct process_stop_later *later, kozo_err_t error);

/* End a program. All that it was given comes back. program: The name of a running program.
 * Errors: NOT_FOUND, EXHAUSTED. */
kozo_err_t process_serve_stop(void *context, kozo_badge_t badge, const char *program,
                              struct process_stop_call *call);

/* Enumerate the threads that a running program holds in its root CNode: its own, and others'
 * that it was given. program: Its name. position: 0 for its first thread. index: Slot of the
 * thread in the program's root CNode. activity: What the thread is doing. priority: Priority of
 * its own budget. consumed: Processor time that its own budget has spent. Idempotent: asked
 * twice, it does no more than once. Errors: NOT_FOUND. */
kozo_err_t process_serve_thread(void *context, kozo_badge_t badge, const char *program,
                                uint32_t position, uint32_t *index, kozo_thread_state_t *activity,
                                kozo_priority_t *priority, kozo_duration_t *consumed);
