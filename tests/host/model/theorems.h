/* SPDX-License-Identifier: MIT */
/* theorems.h: what must hold of every operation, whatever its effect clause says. Written by hand
 * from what KOZO promises, not from the clauses. */
#pragma once

#include "model.h"

enum event_kind {
    EVENT_NOTHING, /* an operation that must leave derivation alone */
    EVENT_INSTALL, /* a capability that is derived from nothing */
    EVENT_DERIVE,
    EVENT_MOVE,
    EVENT_REMOVE,
    EVENT_REVOKE,
    EVENT_CREATE,
};

/* What was asked for. */
struct event {
    enum event_kind kind;
    model_slot_t slot; /* what it was asked of: the source, the victim, the memory */
    model_slot_t into; /* the first destination */
    uint16_t count;
};

/* The name of a theorem that does not hold of the step from one model to the other, or NULL. */
const char *theorem_broken(const struct model *before, const struct model *after,
                           const struct event *event);
