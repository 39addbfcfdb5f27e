/* SPDX-License-Identifier: MIT */
/* Generated from idl/kernel/ by template tests/matrix.h;
 * change those and run `make generate`. */
/* matrix.h: the denial matrix: every operation with its checks in the order in which the kernel
 * makes them, and every object type.
 * Position 0 of an operation is self, 1 its first argument, of a message its tag. */
#pragma once

#include <kozo/abi.h>
#include <stdbool.h>

enum {
    MATRIX_CHECKS = 14,
    MATRIX_ERRORS = 18,
};

enum matrix_kind {
    MATRIX_NONE,      /* behind the last check */
    MATRIX_TAG_WORDS, /* the message has at most `limit` words, */
    MATRIX_TAG_CAPS,  /* at most `limit` capabilities, */
    MATRIX_TAG_FLAGS, /* and no flag outside `limit` */
    MATRIX_LOOKUP,    /* the handle names a capability; the lookup tells the error */
    MATRIX_TYPE,      /* it is of type `limit` */
    MATRIX_RIGHTS,    /* it carries all rights in `limit` */
    MATRIX_MINIMUM,   /* the value is at least `limit` */
    MATRIX_MAXIMUM,   /* at most `limit` */
    MATRIX_BELOW,     /* below `limit` */
    MATRIX_ALIGN,     /* a multiple of `limit` */
    MATRIX_ONE_OF,    /* a number below 64 whose bit is set in `limit` */
    MATRIX_FLAGS,     /* no bit outside `limit` */
    MATRIX_SLOT,      /* names `count` empty slots of `cnode`; the search tells the error */
};

struct matrix_check {
    uint8_t kind, argument;
    uint16_t error; /* 0: told by the lookup or the search */
    uint32_t detail;
    uint64_t limit;
    kozo_rights_t path; /* lookup: rights that each CNode on the way needs besides LOOKUP */
    bool dying;         /* lookup: a capability whose object is being destroyed will do */
    uint8_t cnode;      /* slot: position of the CNode */
    uint8_t count;      /* slot: position of the number of slots; 0 for one */
};

struct matrix_operation {
    const char *name; /* NULL: there is no such operation */
    uint8_t arguments, results;
    bool message, self, sends, receives, deadline, reply, preemptible;
    struct matrix_check checks[MATRIX_CHECKS + 1];
    uint16_t errors[MATRIX_ERRORS + 1]; /* that a handler may return; 0 ends the list */
};

struct matrix_object {
    const char *name;
    kozo_rights_t rights;
    uint64_t sizes; /* a bit for each log2 of its size; 0: not made by retype */
    bool copyable, badgeable;
    bool device;  /* also made of device memory */
    bool counted; /* lives as long as there are capabilities for it */
};

extern const struct matrix_operation matrix_operations[KOZO_OP_LIMIT];
extern const struct matrix_object matrix_objects[KOZO_OBJECT_LIMIT];

/* Does a value pass a check that looks at nothing else (MATRIX_MINIMUM to MATRIX_FLAGS)? */
static inline bool matrix_value_passes(const struct matrix_check *check, uint64_t value)
{
    switch (check->kind) {
    case MATRIX_MINIMUM: return value >= check->limit;
    case MATRIX_MAXIMUM: return value <= check->limit;
    case MATRIX_BELOW: return value < check->limit;
    case MATRIX_ALIGN: return value % check->limit == 0;
    case MATRIX_ONE_OF: return value < 64 && (check->limit >> value & 1) != 0;
    case MATRIX_FLAGS: return (value & ~check->limit) == 0;
    default: return false;
    }
}
