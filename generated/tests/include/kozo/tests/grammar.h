/* SPDX-License-Identifier: MIT */
/* Generated from idl/kernel/ by template tests/grammar.h;
 * change those and run `make generate`. */
/* grammar.h: the grammar of calls: what each position of an operation takes, what the operation
 * makes and what it takes away. Position 0 is self, 1 the first argument. */
#pragma once

#include <kozo/abi.h>
#include <stdbool.h>

enum { GRAMMAR_POSITIONS = 6 };

enum grammar_kind {
    GRAMMAR_NONE,
    GRAMMAR_CAP,    /* a capability of a type, NULL standing for any, with at least these rights */
    GRAMMAR_SLOTS,  /* the first of so many empty slots of a CNode */
    GRAMMAR_NUMBER, /* within limits */
    GRAMMAR_ONE_OF, /* a number below 64 whose bit is set in `values` */
    GRAMMAR_FLAGS,  /* no bit outside `values` */
};

struct grammar_argument {
    uint8_t kind;
    kozo_object_t type;
    kozo_rights_t rights;
    uint8_t cnode; /* position of the CNode */
    uint8_t count; /* position of the number of slots; 0 for one */
    uint64_t minimum, maximum, align;
    uint64_t values;
};

enum grammar_made {
    GRAMMAR_NOTHING,
    GRAMMAR_NAMED,     /* of the type that is the value of position `from` */
    GRAMMAR_SAME,      /* of the type of the capability there */
    GRAMMAR_SOMETHING, /* of which type, the IDL does not say */
};

struct grammar_operation {
    struct grammar_argument arguments[GRAMMAR_POSITIONS];
    struct {
        uint8_t how, from;
        uint8_t into; /* the position of the slots; the first result is the handle of the last */
    } makes;
    bool takes;    /* the slot of the capability at position `taken` is empty afterwards */
    uint8_t taken;
};

extern const struct grammar_operation grammar_operations[KOZO_OP_LIMIT];

/* Can the operation make a capability of that type? One that copies any is not meant. */
static inline bool grammar_makes(const struct grammar_operation *operation, kozo_object_t type)
{
    const struct grammar_argument *from = &operation->arguments[operation->makes.from];

    switch (operation->makes.how) {
    case GRAMMAR_NAMED: return (from->values >> type & 1) != 0;
    case GRAMMAR_SAME: return from->type == type;
    default: return false;
    }
}
