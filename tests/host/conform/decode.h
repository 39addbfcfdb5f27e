/* SPDX-License-Identifier: MIT */
/* decode.h: what the generated test of the kernel's decoder says of operations and their checks,
 * and the driver that breaks each check by every way it can be broken.
 * Position 0 of an operation is self, 1 its first argument. */
#pragma once

#include <kozo/gen/handlers.h>
#include <kozo/sys.h>
#include <kozo/trap_regs.h>
#include <kozo/outcome.h>

enum { DECODE_POSITIONS = KOZO_METHOD_ARGUMENTS + 1 };

enum decode_kind { DECODE_NONE, DECODE_CAP, DECODE_SLOT, DECODE_VALUE };

struct decode_argument {
    enum decode_kind kind;
    bool as_slot;               /* cap: the handler gets the slot instead of the object */
    bool dying;                 /* cap: a zombie will do */
    kozo_object_t type;         /* cap: NULL for any */
    kozo_rights_t rights, path; /* cap: needed of it, and of the CNodes on the way to it */
    uint8_t cnode, count;       /* slot: positions of the CNode and of the number; 0: one slot */
    uint64_t good;              /* slot, value: one that is accepted */
};

struct decode_operation {
    const char *name;
    uint64_t number;
    bool message, sends;
    uint8_t flags; /* tag flags that are accepted */
    uint8_t result_count;
    struct decode_argument arguments[DECODE_POSITIONS];
    kozo_status_t (*stub)(void); /* the user stub with the values of the call */
};

enum decode_check_kind {
    CHECK_TAG_WORDS,
    CHECK_TAG_CAPS,
    CHECK_TAG_FLAGS,
    CHECK_LOOKUP,
    CHECK_TYPE,
    CHECK_RIGHTS,
    CHECK_MINIMUM,
    CHECK_MAXIMUM,
    CHECK_BELOW,
    CHECK_ALIGN,
    CHECK_ENUM,
    CHECK_FLAGS,
    CHECK_SLOT,
};

struct decode_check {
    const char *id;
    const struct decode_operation *operation;
    enum decode_check_kind kind;
    uint8_t argument;
    kozo_err_t error; /* OK: the one that the lookup found */
    uint32_t detail;
    uint64_t limit;
    const uint64_t *values; /* enum: the accepted ones, ascending */
    unsigned value_count;
};

/* A call in the making: the registers, what the handles name, and how the lookups end. */
struct decode_call {
    const struct decode_operation *operation;
    uint64_t number;
    uint64_t values[DECODE_POSITIONS];
    kozo_tag_t tag;
    kozo_deadline_t deadline;
    uint64_t reply;
    struct cap_slot slots[DECODE_POSITIONS];
    kozo_err_t lookup[DECODE_POSITIONS];
    kozo_err_t slots_error;
};

/* The generated part. */
extern const struct decode_operation decode_operations[];
extern const unsigned decode_operation_count;
extern const struct decode_check decode_checks[]; /* of one operation together, in their order */
extern const unsigned decode_check_count;

/* For the fake handlers: they are entered, and they get each argument. Returns what to return. */
kozo_err_t decode_enter(const struct thread *caller, uint64_t number);
void decode_got_cap(unsigned position, const void *got);
void decode_got_slot(unsigned position, const struct cap_slot *got);
void decode_got_value(unsigned position, uint64_t got);
void decode_got_message(kozo_tag_t tag, kozo_deadline_t deadline, uint64_t reply);

/* For the user stubs: the value of an argument, the value that a handler gives as a result, what
 * the stub made of it, and the message of the call. */
uint64_t decode_value(unsigned position);
uint64_t decode_result(unsigned index);
void decode_stored(unsigned index, uint64_t got);
struct kozo_message decode_message(void);

int decode_main(void);
