/* SPDX-License-Identifier: MIT */
/* delete_forest.h: what deletion does to the forest, for proofs. */
#pragma once

#include "ends.h"
#include "spare.h"
#include "tree_still.h"

/* Clauses of cdt_contracts.h and, `forest`, what lemma removed_told makes of them. */
/*@ requires slot: PLACED(slot);
    requires place: CAN_REMOVE(slot);
    assigns LINKS_CLOSED;
    ensures numbers: NUMBERS_REMOVED(Pre, Post, ref(slot));
    ensures alone: UNLINKED(slot);
    ensures forest: tree{Pre} ==> tree{Post}; */
void cdt_remove(struct cap_slot *slot);

/*@ requires held: LOCK_HELD;
    requires slot: PLACED(slot);
    requires forest: tree{Here};
    assigns DESTRUCTION_WRITES;
    ensures held: LOCK_HELD;
    ensures told: \result == KOZO_OK || \result == KERNEL_RESTART;
    ensures empty: \result == KOZO_OK ==> EMPTY(slot) && UNLINKED(slot);
    ensures forest: tree{Post};
    ensures gone: LEAVES_FOREST;
    ensures outside: NOTHING_ENTERS; */
kozo_err_t destroy_until_empty(struct cap_slot *slot);

/*@ requires slot: PLACED(slot);
    requires object: \valid(OBJECT(slot));
    requires counted: OBJECT(slot)->references != 0;
    assigns OBJECT(slot)->references, cap_number[0 .. SLOTS - 1];
    ensures held: lock_held{Pre} ==> lock_held{Post};
    ensures less: OBJECT(slot)->references == \old(OBJECT(slot)->references) - 1;
    ensures first: slot->first == \old(slot->first);
    ensures place: \old(CAN_REMOVE(slot)) ==> CAN_REMOVE(slot);
    ensures links: same_links{Pre, Post};
    ensures numbers: same_numbers{Pre, Post}; */
static inline void cap_uncount(const struct cap_slot *slot);

/*@ requires slot: PLACED(slot);
    requires place: CAN_REMOVE(slot);
    assigns LINKS_CLOSED, CONTENT_OF(slot);
    ensures clear: CLEAR(slot);
    ensures alone: UNLINKED(slot);
    ensures numbers: NUMBERS_REMOVED(Pre, Post, ref(slot));
    ensures forest: tree{Pre} ==> tree{Post}; */
static inline void cap_take_out(struct cap_slot *slot);

/*@ requires slot: PLACED(slot);
    requires place: CAN_REMOVE(slot);
    requires object: HAS_HEADER(slot) && \valid(OBJECT(slot));
    requires spare: OBJECT(slot)->references > 1;
    assigns LINKS_CLOSED, CONTENT_OF(slot), OBJECT(slot)->references, cap_number[0 .. SLOTS - 1];
    ensures clear: CLEAR(slot);
    ensures alone: UNLINKED(slot);
    ensures numbers: NUMBERS_REMOVED(Pre, Post, ref(slot));
    ensures forest: tree{Pre} ==> tree{Post}; */
static inline void cap_drop_spare(struct cap_slot *slot);

/*@ requires slot: PLACED(slot);
    requires place: CAN_REMOVE(slot);
    assigns DESTRUCTION_WRITES;
    ensures alone: UNLINKED(slot);
    ensures numbers: NUMBERS_REMOVED(Pre, Post, ref(slot));
    ensures forest: tree{Pre} ==> tree{Post};
    ensures dying: kernel.dying == \old(kernel.dying); */
static void cap_vacate(struct cap_slot *slot);

/*@ requires held: LOCK_HELD;
    requires slot: PLACED(slot);
    requires object: object == OBJECT(slot) && \valid(object);
    requires last: !ZOMBIE(slot->meta) && object->references == 0;
    requires leaf: slot->first == 0;
    assigns memory[0 .. SLOTS - 1], kernel;
    ensures links: same_links{Pre, Post};
    ensures numbers: same_numbers{Pre, Post};
    ensures forest: tree{Pre} ==> tree{Post};
    ensures dying: kernel.dying != 0; */
static void cap_end_object(struct cap_slot *slot, struct object *object);

/*@ requires held: LOCK_HELD;
    requires slot: PLACED(slot);
    requires place: CAN_REMOVE(slot);
    requires header: HAS_HEADER(slot);
    requires whole: !ZOMBIE(slot->meta);
    requires object: \valid(OBJECT(slot)) && OBJECT(slot)->references != 0;
    requires leaf: OBJECT(slot)->references == 1 ==> slot->first == 0;
    assigns DESTRUCTION_WRITES;
    ensures still_links: !\result ==> same_links{Pre, Post};
    ensures still_numbers: !\result ==> same_numbers{Pre, Post};
    ensures alone: \result ==> UNLINKED(slot);
    ensures numbers: \result ==> NUMBERS_REMOVED(Pre, Post, ref(slot));
    ensures forest: tree{Pre} ==> tree{Post};
    ensures dying: \result ==> kernel.dying == \old(kernel.dying); */
static bool cap_drop_counted(struct cap_slot *slot);

/*@ requires slot: PLACED(slot);
    requires place: CAN_REMOVE(slot);
    assigns DESTRUCTION_WRITES;
    ensures alone: UNLINKED(slot);
    ensures numbers: NUMBERS_REMOVED(Pre, Post, ref(slot));
    ensures forest: tree{Pre} ==> tree{Post};
    ensures dying: kernel.dying == \old(kernel.dying); */
static void cap_drop_uncounted(struct cap_slot *slot);

/*@ requires held: LOCK_HELD;
    requires slot: PLACED(slot);
    requires place: !EMPTY(slot) ==> CAN_REMOVE(slot);
    requires object: COUNTED(slot);
    assigns DESTRUCTION_WRITES;
    ensures still_links: !\result || \old(EMPTY(slot)) ==> same_links{Pre, Post};
    ensures still_numbers: !\result || \old(EMPTY(slot)) ==> same_numbers{Pre, Post};
    ensures alone: \result && !\old(EMPTY(slot)) ==> UNLINKED(slot);
    ensures numbers: \result && !\old(EMPTY(slot)) ==> NUMBERS_REMOVED(Pre, Post, ref(slot));
    ensures forest: tree{Pre} ==> tree{Post};
    ensures dying: \result ==> kernel.dying == \old(kernel.dying); */
bool cap_drop(struct cap_slot *slot);

/*@ requires held: LOCK_HELD;
    requires slot: PLACED(slot);
    requires forest: tree{Here};
    requires place: CAN_REMOVE(slot);
    requires object: COUNTED(slot);
    assigns DESTRUCTION_WRITES;
    ensures held: LOCK_HELD;
    ensures told: \result == KOZO_OK || \result == KERNEL_RESTART;
    ensures empty: \result == KOZO_OK ==> EMPTY(slot) && UNLINKED(slot);
    ensures forest: tree{Post};
    ensures gone: LEAVES_FOREST; */
kozo_err_t cap_delete(struct cap_slot *slot);
