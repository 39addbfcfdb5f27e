/* SPDX-License-Identifier: MIT */
/* delete_sound.h: what deletion does to the counts of objects, for proofs; what it does to contents
 * is in contents.h, to the forest in delete_forest.h. */
#pragma once

#include "spare.h"

/* Clauses of cdt_contracts.h; `counts` follows from what is assigned, see contents.h. */
/*@ requires slot: PLACED(slot);
    requires place: CAN_REMOVE(slot);
    assigns LINKS_CLOSED;
    ensures numbers: NUMBERS_REMOVED(Pre, Post, ref(slot));
    ensures alone: UNLINKED(slot);
    ensures memory: MEMORY_RETURNED(Pre, Post, ref(slot));
    ensures counts: SAME_COUNTS; */
void cdt_remove(struct cap_slot *slot);

/*@ requires slot: PLACED(slot);
    requires object: \valid(OBJECT(slot));
    requires counted: OBJECT(slot)->references != 0;
    assigns OBJECT(slot)->references, cap_number[0 .. SLOTS - 1];
    ensures counted: sound{Pre} && live{Pre}(ref(slot)) ==> counted_but{Post}(ref(slot));
    ensures distinct: sound{Pre} && live{Pre}(ref(slot)) ==> distinct_but{Post}(ref(slot));
    ensures kin: sound{Pre} ==> kin{Post}; */
static inline void cap_uncount(const struct cap_slot *slot);

/*@ requires slot: PLACED(slot);
    requires place: CAN_REMOVE(slot);
    assigns LINKS_CLOSED, CONTENT_OF(slot);
    ensures clear: CLEAR(slot);
    ensures alone: UNLINKED(slot);
    ensures others_object: KEPT_BUT(ref(slot), object);
    ensures others_meta: KEPT_BUT(ref(slot), meta);
    ensures numbers: NUMBERS_REMOVED(Pre, Post, ref(slot));
    ensures counted: counted_but{Pre}(ref(slot)) ==> counted_but{Post}(0);
    ensures distinct: distinct_but{Pre}(ref(slot)) ==> distinct_but{Post}(0);
    ensures kin: kin{Pre} ==> kin{Post}; */
static inline void cap_take_out(struct cap_slot *slot);

/*@ requires slot: PLACED(slot);
    requires place: CAN_REMOVE(slot);
    requires object: HAS_HEADER(slot) && \valid(OBJECT(slot));
    requires spare: OBJECT(slot)->references > 1;
    assigns LINKS_CLOSED, CONTENT_OF(slot), OBJECT(slot)->references, cap_number[0 .. SLOTS - 1];
    ensures clear: CLEAR(slot);
    ensures alone: UNLINKED(slot);
    ensures numbers: NUMBERS_REMOVED(Pre, Post, ref(slot));
    ensures sound: sound{Pre} && live{Pre}(ref(slot)) ==> sound{Post}; */
static inline void cap_drop_spare(struct cap_slot *slot);
