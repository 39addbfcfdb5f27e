/* SPDX-License-Identifier: MIT */
/* decode_call.h: the call that the driver of the decoder's test makes, and how it is to end.
 * decode_break.c breaks and stretches it. */
#pragma once

#include <kozo/cap.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>
#include <decode.h>

enum { FLAGS_LIMIT = 7 }; /* of the tag's field */

static const uint64_t decode_beyond_32_bits = UINT64_C(1) << 32;

/* A call in the making: the registers, what the handles name, and how the lookups and the handler
 * end. */
struct decode_call {
    const struct decode_operation *operation;
    uint64_t number;
    uint64_t values[DECODE_POSITIONS];
    kozo_tag_t tag;
    kozo_deadline_t deadline;
    uint64_t reply;
    struct cap_slot slots[DECODE_POSITIONS];
    kozo_err_t lookup[DECODE_POSITIONS];
    kozo_err_t slots_error, outcome;
    unsigned entered;  /* how often the handler was */
    char context[160]; /* names the call when it fails */
};

extern struct decode_call now;

#define expect(fact)                                                                               \
    do {                                                                                           \
        if (!(fact))                                                                               \
            fail_msg("%s: not so: %s", now.context, #fact);                                        \
    } while (0)

static inline const struct decode_argument *argument(unsigned position)
{
    return &now.operation->arguments[position];
}

/* The call as it should be; then, what its parts are. */
void decode_prepare(const struct decode_operation *operation);
void decode_set_slot(unsigned position, kozo_object_t type, kozo_rights_t rights);
void decode_set_tag(unsigned words, unsigned caps, unsigned flags);

/* Run it. It must be refused, or enter its handler and end as that says. */
void decode_expect_refusal(kozo_err_t error, unsigned at, uint32_t detail);
void decode_expect_outcome(kozo_err_t outcome);

/* The traps of the user's side, which run it. */
kozo_status_t decode_trap_method(uint64_t op, uint64_t self, const uint64_t *args, unsigned count,
                                 uint64_t *results);
kozo_status_t decode_trap_message(uint64_t op, kozo_handle_t cap, struct kozo_message *m);

/* Break `check` in the prepared call. Returns whether there is such a way to do it. */
bool decode_break(const struct decode_check *check, unsigned way);

/* Go to the edge of what `check` lets through. Returns whether there is such an edge. */
bool decode_satisfy(const struct decode_check *check, unsigned way);

/* What a call is told in which `check` is broken. */
kozo_err_t decode_error(const struct decode_check *check);

bool decode_is_of_tag(const struct decode_check *check);
bool decode_is_of_cap(const struct decode_check *check);
