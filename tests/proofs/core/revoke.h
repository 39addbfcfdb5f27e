/* SPDX-License-Identifier: MIT */
/* revoke.h: what revocation does, for proofs. */
#pragma once

#include "spare.h"
#include "tree_uses.h"

/* What is called, and trusted. */

/*@ assigns \nothing; */
bool arch_interrupt_waits(void);

/*@ requires held: LOCK_HELD;
    requires slot: PLACED(slot);
    requires forest: tree{Here};
    requires sound: sound{Here};
    assigns DESTRUCTION_WRITES;
    ensures held: LOCK_HELD;
    ensures told: \result == KOZO_OK || \result == KERNEL_RESTART;
    ensures empty: \result == KOZO_OK ==> EMPTY(slot) && UNLINKED(slot);
    ensures forest: tree{Post};
    ensures sound: sound{Post}; */
kozo_err_t destroy_until_empty(struct cap_slot *slot);

/* Clauses of contents.h, delete_forest.h and delete_sound.h. */
/*@ requires slot: PLACED(slot);
    requires place: CAN_REMOVE(slot);
    requires object: HAS_HEADER(slot) && \valid(OBJECT(slot));
    requires spare: OBJECT(slot)->references > 1;
    assigns LINKS_CLOSED, CONTENT_OF(slot), OBJECT(slot)->references, cap_number[0 .. SLOTS - 1];
    ensures numbers: NUMBERS_REMOVED(Pre, Post, ref(slot));
    ensures forest: tree{Pre} ==> tree{Post};
    ensures sound: sound{Pre} && live{Pre}(ref(slot)) ==> sound{Post}; */
static inline void cap_drop_spare(struct cap_slot *slot);

/*@ requires held: LOCK_HELD;
    requires slot: PLACED(slot);
    requires forest: tree{Here};
    requires sound: sound{Here};
    requires known: in_tree(ref(slot));
    assigns DESTRUCTION_WRITES;
    ensures held: LOCK_HELD;
    ensures told: \result == KOZO_OK || \result == KERNEL_RESTART;
    ensures forest: tree{Post};
    ensures sound: sound{Post};
    ensures gone: LEAVES_FOREST; */
kozo_err_t cap_delete(struct cap_slot *slot);

/* What is proved. */

/*@ requires held: LOCK_HELD;
    requires slot: PLACED(slot);
    requires forest: tree{Here};
    requires sound: sound{Here};
    requires known: in_tree(ref(slot));
    assigns DESTRUCTION_WRITES;
    ensures told: \result == KOZO_OK || \result == KERNEL_RESTART;
    ensures childless: \result == KOZO_OK ==> slot->first == 0;
    ensures below: \result == KOZO_OK && in_tree(ref(slot)) ==>
        \forall integer i; in_tree(i) ==> !below(i, ref(slot));
    ensures forest: tree{Post};
    ensures sound: sound{Post}; */
kozo_err_t cap_revoke(struct cap_slot *slot);
