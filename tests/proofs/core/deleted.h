/* SPDX-License-Identifier: MIT */
/* deleted.h: what a deletion comes to, for proofs of those that delete: the slot is empty; if the
 * capability was spare, nothing else has happened than that it is gone. */
#pragma once

#include "contents.h"

/* What is called, and trusted. */

/*@ requires held: LOCK_HELD;
    requires slot: PLACED(slot);
    requires forest: tree{Here};
    requires sound: sound{Here};
    requires known: in_tree(ref(slot));
    assigns DESTRUCTION_WRITES;
    ensures held: LOCK_HELD;
    ensures forest: tree{Post};
    ensures sound: sound{Post}; */
bool cap_drop(struct cap_slot *slot);

/* Clauses of revoke.h. */
/*@ requires held: LOCK_HELD;
    requires slot: PLACED(slot);
    requires forest: tree{Here};
    requires sound: sound{Here};
    assigns DESTRUCTION_WRITES;
    ensures told: \result == KOZO_OK || \result == KERNEL_RESTART;
    ensures empty: \result == KOZO_OK ==> EMPTY(slot) && UNLINKED(slot); */
kozo_err_t destroy_until_empty(struct cap_slot *slot);

/* What is proved. */

/*@ requires held: LOCK_HELD;
    requires slot: PLACED(slot);
    requires place: CAN_REMOVE(slot);
    requires object: HAS_HEADER(slot) && BYTE(slot->meta, 24) == 0 ==> \valid(OBJECT(slot));
    requires forest: tree{Here};
    requires sound: sound{Here};
    assigns DESTRUCTION_WRITES;
    ensures told: \result == KOZO_OK || \result == KERNEL_RESTART;
    ensures empty: \result == KOZO_OK ==> EMPTY(slot) && UNLINKED(slot);
    ensures spare_at_once: \old(SPARE(slot)) ==> \result == KOZO_OK;
    ensures spare_clear: \old(SPARE(slot)) ==> CLEAR(slot);
    ensures spare_object: \old(SPARE(slot)) ==> KEPT_BUT(ref(slot), object);
    ensures spare_meta: \old(SPARE(slot)) ==> KEPT_BUT(ref(slot), meta);
    ensures spare_badge: \old(SPARE(slot)) ==> KEPT_BUT(ref(slot), badge);
    ensures spare_space: \old(SPARE(slot)) ==> KEPT_BUT(ref(slot), space);
    ensures spare_level: \old(SPARE(slot)) ==> KEPT_BUT(ref(slot), level);
    ensures spare_aux: \old(SPARE(slot)) ==> AUX_KEPT_BUT(ref(slot));
    ensures spare_numbers: \old(SPARE(slot)) ==> NUMBERS_REMOVED(Pre, Post, ref(slot)); */
kozo_err_t cap_delete(struct cap_slot *slot);
