/* SPDX-License-Identifier: MIT */
/* effects_any.c: the proof that delete and revoke do what the IDL says, on the kernel's own
 * source. */
#define KOZO_PARANOID
#include "deleted.h"
#include "revoke.h"
#include <kozo/gen/contracts.h>
#include <kozo/thread.h>

/* As cap_delete() and cap_revoke(), which they call: no clause speaks of waits that they end. */

/*@ requires held: LOCK_HELD;
    requires slot: PLACED(slot);
    requires forest: tree{Here};
    requires sound: sound{Here};
    requires known: in_tree(ref(slot));
    assigns DESTRUCTION_WRITES;
    ensures told: \result == KOZO_OK || \result == KERNEL_RESTART;
    ensures empty: \result == KOZO_OK ==> EMPTY(slot) && UNLINKED(slot);
    ensures forest: tree{Post};
    ensures spare_object: \old(SPARE(slot)) ==> KEPT_BUT(ref(slot), object);
    ensures spare_meta: \old(SPARE(slot)) ==> KEPT_BUT(ref(slot), meta);
    ensures spare_badge: \old(SPARE(slot)) ==> KEPT_BUT(ref(slot), badge);
    ensures spare_numbers: \old(SPARE(slot)) ==> NUMBERS_REMOVED(Pre, Post, ref(slot)); */
static inline kozo_err_t wait_delete(struct cap_slot *slot);

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
    ensures forest: tree{Post}; */
static inline kozo_err_t wait_revoke(struct cap_slot *slot);

/*@ requires held: LOCK_HELD;
    requires self: PLACED(self);
    requires known: in_tree(ref(self));
    requires forest: tree{Here};
    requires sound: sound{Here};
    assigns DESTRUCTION_WRITES; */
kozo_err_t sys_any_delete(struct thread *caller, struct cap_slot *self);

/*@ requires held: LOCK_HELD;
    requires self: PLACED(self);
    requires known: in_tree(ref(self));
    requires forest: tree{Here};
    requires sound: sound{Here};
    assigns DESTRUCTION_WRITES; */
kozo_err_t sys_any_revoke(struct thread *caller, struct cap_slot *self);

#include "../../../kernel/obj/any.c"
