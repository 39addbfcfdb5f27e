/* SPDX-License-Identifier: MIT */
/* contents.h: what deletion does to what slots hold, and to the objects, for proofs. */
#pragma once

#include "spare.h"

/* Clauses of cdt_contracts.h. */
/*@ requires slot: PLACED(slot);
    requires place: CAN_REMOVE(slot);
    assigns LINKS_CLOSED;
    ensures numbers: NUMBERS_REMOVED(Pre, Post, ref(slot));
    ensures alone: UNLINKED(slot);
    ensures memory: MEMORY_RETURNED(Pre, Post, ref(slot)); */
void cdt_remove(struct cap_slot *slot);

#define OTHERS_KEPT                                                                                \
    ensures others_object: KEPT_BUT(ref(slot), object);                                            \
    ensures others_meta: KEPT_BUT(ref(slot), meta);                                                \
    ensures others_badge: KEPT_BUT(ref(slot), badge);                                              \
    ensures others_space: KEPT_BUT(ref(slot), space);                                              \
    ensures others_level: KEPT_BUT(ref(slot), level);                                              \
    ensures others_aux: AUX_KEPT_BUT(ref(slot));

/*@ requires slot: PLACED(slot);
    requires object: \valid(OBJECT(slot));
    requires counted: OBJECT(slot)->references != 0;
    assigns OBJECT(slot)->references, cap_number[0 .. SLOTS - 1];
    ensures less: OBJECT(slot)->references == \old(OBJECT(slot)->references) - 1; */
static inline void cap_uncount(const struct cap_slot *slot);

/*@ requires slot: PLACED(slot);
    requires place: CAN_REMOVE(slot);
    assigns LINKS_CLOSED, CONTENT_OF(slot);
    ensures clear: CLEAR(slot);
    ensures alone: UNLINKED(slot);
    OTHERS_KEPT
    ensures numbers: NUMBERS_REMOVED(Pre, Post, ref(slot));
    ensures counts: SAME_COUNTS; */
static inline void cap_take_out(struct cap_slot *slot);

/*@ requires slot: PLACED(slot);
    requires place: CAN_REMOVE(slot);
    requires object: HAS_HEADER(slot) && \valid(OBJECT(slot));
    requires spare: OBJECT(slot)->references > 1;
    assigns LINKS_CLOSED, CONTENT_OF(slot), OBJECT(slot)->references, cap_number[0 .. SLOTS - 1];
    ensures clear: CLEAR(slot);
    ensures alone: UNLINKED(slot);
    OTHERS_KEPT
    ensures numbers: NUMBERS_REMOVED(Pre, Post, ref(slot));
    ensures counted: object_of(\old(slot->object))->references ==
        \old(OBJECT(slot)->references) - 1;
    ensures others_counts: \forall integer a; object_of(a) != object_of(\old(slot->object)) ==>
        object_of(a)->references == \old(object_of(a)->references); */
static inline void cap_drop_spare(struct cap_slot *slot);
