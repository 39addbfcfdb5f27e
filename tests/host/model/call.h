/* SPDX-License-Identifier: MIT */
/* call.h: a system call on its way: what its registers hold now, what the decoder must say of it
 * by the model (oracle.c), and the call itself in the kernel and in the model. */
#pragma once

#include "step.h"

enum { CALL_POSITIONS = 6 }; /* self and five arguments */

struct call {
    struct step step;
    kozo_handle_t handle[STEP_HANDLES];
    uint32_t index, count; /* of a retype they advance */
    uint32_t stamp;    /* of a retype that was interrupted: that of its next object, or 0 */
    model_slot_t next; /* where that goes */
    bool pending;
    /* What the oracle found. */
    model_slot_t found[CALL_POSITIONS];
    model_slot_t into; /* first destination slot */
    bool lags;         /* a handle names something that is dying */
};

/* What the kernel was like before the call. */
struct call_context {
    uint32_t used; /* units of the untyped, if that is what handle 0 names */
    uint32_t spaces; /* address spaces */
    bool lagged;   /* something was dying */
    bool owed;     /* the worker owed an answer */
};

/* The handle of what is at a path now, or one that was. */
kozo_handle_t oracle_handle(const struct path *path, bool stale);

/* Will the call reach its handler? Returns: OK, and what was found; an error. */
kozo_err_t oracle_decode(struct call *call);

/* Its operation; the values of its arguments, with self. */
uint64_t call_operation(const struct call *call);
void call_values(const struct call *call, uint64_t *values);

/* Make a call; run one again that was preempted. call_outcome tells what came of
 * it: the status, or KERNEL_RESTART. */
void call_begin(const struct call *call);
void call_go_on(unsigned worker);
extern kozo_err_t call_outcome;

/* The client calls, the worker receives, so that there is a right to save, if both can. */
void call_from_client(unsigned worker);

/* The call has passed the decoder: do in the model what was done. */
void call_model(struct call *call, const struct call_context *context);

/* Disagree, unless the outcome is this one. */
void call_expect(kozo_err_t expected);
