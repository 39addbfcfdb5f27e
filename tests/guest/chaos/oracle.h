/* SPDX-License-Identifier: MIT */
/* oracle.h: what the kernel must answer to a call, and what the call must leave behind.
 * oracle.c walks the denial matrix, effects.c and effects_threads.c know what handlers do. */
#pragma once

#include "model.h"

#include <kozo/message.h>
#include <kozo/tests/matrix.h>

enum {
    CALL_POSITIONS = 6, /* self and five arguments */
    CALL_RESULTS = 3,
    FAULT_ANSWER_WORDS = 3,
};

struct call {
    uint64_t op;
    uint64_t value[CALL_POSITIONS]; /* position 0 is self, or the capability of a message */
    struct kozo_message message;
    uint64_t caps[KOZO_BUFFER_CAPS];    /* goes into the IPC buffer before the call, */
    uint32_t pass[KOZO_BUFFER_CAPS];
    uint32_t receive[KOZO_BUFFER_CAPS]; /* with words that follow from the first one */
};

/* Word `index` of a message, of which only the first is chosen. */
static inline uint64_t call_word(const struct call *call, unsigned index)
{
    return call->message.words[0] ^ index * UINT64_C(0x0123456789abcdef);
}

/* What came back. */
struct answer {
    kozo_status_t status;
    uint64_t result[CALL_RESULTS];
    struct kozo_message message;
};

struct verdict {
    bool decoded;         /* all checks of the matrix pass: the handler decides */
    bool documented;      /* the IDL lists the handler's error */
    const char *skip;     /* not to be tried: why; otherwise NULL */
    kozo_status_t status; /* what the kernel must answer */
    kozo_err_t or_else;   /* or this, if another attacker was in the way; OK for none */
    uint64_t result[CALL_RESULTS];
    uint8_t known;        /* bit i: result i is told above */
    slot_id at[CALL_POSITIONS]; /* the slots that handles and indices name */
};

/* Foretell the answer. Changes nothing. */
void oracle_foretell(const struct call *call, struct verdict *verdict);

/* The kernel has answered as foretold: is what it handed over right too? Brings the model up to
 * date. Returns NULL, or what is wrong. */
const char *oracle_accept(const struct call *call, const struct verdict *verdict,
                          const struct answer *answer);

/* Look a handle up as the attacker's thread would. Returns: OK and the slot, or the error. */
kozo_err_t oracle_lookup(uint64_t handle, kozo_rights_t path, slot_id *slot);

/* The same for the slot alone, whatever is in it. */
kozo_err_t oracle_find(uint64_t handle, kozo_rights_t path, slot_id *slot);

/* A handle as the kernel must make it for a capability that has just come into `slot`, the one with
 * index `index` of a CNode. Notes its stamp. Returns NULL, or what is wrong. */
const char *oracle_take_handle(slot_id slot, uint64_t index, uint64_t handle);

/* Time, in the kernel's terms. */
uint64_t oracle_now(void);

/* The slot that index `index` of a CNode names, if it is empty, or 0. */
slot_id oracle_empty_slot(object_id cnode, uint64_t index);

/* Does an ended thread wait at this endpoint to be heard? */
bool oracle_somebody_calls(object_id endpoint);

/* Does a wait until then end at once, or soon? Sets the error with which it does. */
bool oracle_wait_ends(uint64_t deadline, kozo_err_t *error);

/* What handlers do: foretell the outcome, and do the same to the model once it is there. `meaning`
 * is what the IDL says of an operation: it refuses, or it changes the model, unless that is
 * NULL. */
typedef kozo_err_t meaning_fn(struct model *m, const struct call *call,
                              const struct verdict *verdict);
typedef kozo_err_t foretell_fn(const struct call *call, struct verdict *verdict);
typedef const char *effect_fn(const struct call *call, const struct verdict *verdict,
                              const struct answer *answer);
struct effect {
    foretell_fn *foretell;
    effect_fn *apply; /* NULL: changes nothing more */
    bool always;      /* apply also after an error */
    meaning_fn *meaning; /* NULL: it has no effect clause */
};
extern const struct effect effects[KOZO_OP_LIMIT];

/* effects_partners.c */
foretell_fn foretell_call_server, foretell_send_server, foretell_send_meeting,
    foretell_receive_meeting, foretell_wait_common;
effect_fn apply_call, apply_send;
const char *apply_receive_meeting(const struct answer *answer);
const char *apply_wait_common(const struct answer *answer);

foretell_fn foretell_call, foretell_send, foretell_receive, foretell_reply, foretell_reply_receive,
    foretell_save_reply, foretell_bind, foretell_bind_buffer, foretell_bind_fpu,
    foretell_bind_faults, foretell_bind_signals, foretell_start, foretell_suspend, foretell_resume,
    foretell_exit, foretell_thread_inspect, foretell_read_registers, foretell_write_registers,
    foretell_watch, foretell_configure, foretell_budget_inspect;
effect_fn apply_receive, apply_reply, apply_reply_receive, apply_save_reply, apply_bind,
    apply_bind_buffer, apply_bind_fpu, apply_bind_faults, apply_bind_signals, apply_start,
    apply_suspend, apply_resume, apply_exit, apply_configure;
