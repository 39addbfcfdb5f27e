/* SPDX-License-Identifier: MIT */
/* effects_cnode.c: the proof that copy, mint and move do what the IDL says, on the kernel's own
 * source. */
#define KOZO_PARANOID
#include "derive.h"
#include "moved.h"
#include "waits.h"
#include <kozo/cnode.h>
#include <kozo/gen/contracts.h>

/* What lookup.h says of handles: in range of the CNode, made of the stamp and the place in it. */
/*@ axiomatic Handles {
      predicate lies_in(struct cap_slot *slot, struct cnode *cnode);
      logic integer handle_of(struct cnode *cnode, struct cap_slot *slot, integer stamp);
    } */

/*@ requires place: lies_in((struct cap_slot *)slot, (struct cnode *)cnode);
    assigns \nothing;
    exits \false;
    ensures made: \result.raw ==
        handle_of((struct cnode *)cnode, (struct cap_slot *)slot, STAMP(slot->meta)); */
static inline kozo_handle_t cap_handle(const struct cnode *cnode, const struct cap_slot *slot);

#define HANDLE_FITS                                                                                \
    requires place: lies_in(index, self);                                                          \
    requires result: \valid(handle);
#define HANDLE_TOLD                                                                                \
    ensures handle: \result == KOZO_OK ==>                                                         \
        *handle == handle_of(self, index, STAMP(index->meta));

#define DERIVING_HANDLER                                                                           \
    requires index: PLACED(index);                                                                 \
    requires source: PLACED(source);                                                               \
    requires apart: index != source;                                                               \
    requires ready: CAN_DERIVE(index, source);                                                     \
    HANDLE_FITS                                                                                    \
    assigns DERIVE_ASSIGNS(index), *handle;                                                        \
    HANDLE_TOLD

/*@ DERIVING_HANDLER */
kozo_err_t sys_cnode_copy(struct thread *caller, struct cnode *self, struct cap_slot *index,
                          struct cap_slot *source, kozo_rights_t mask, uint64_t *handle);

/*@ DERIVING_HANDLER */
kozo_err_t sys_cnode_mint(struct thread *caller, struct cnode *self, struct cap_slot *index,
                          struct cap_slot *source, kozo_rights_t mask, kozo_badge_t badge,
                          uint64_t *handle);

/*@ requires held: LOCK_HELD;
    requires index: PLACED(index);
    requires source: PLACED(source);
    requires apart: index != source;
    requires ready: CAN_MOVE(index, source);
    requires neighbours: CAN_REPLACE(index, source);
    requires reply: ANSWERS(source);
    HANDLE_FITS
    assigns MOVE_ASSIGNS(index, source), *handle, kernel.nested_doubted, proof_cpu.rearm;
    HANDLE_TOLD */
kozo_err_t sys_cnode_move(struct thread *caller, struct cnode *self, struct cap_slot *index,
                          struct cap_slot *source, uint64_t *handle);

#include "../../../kernel/obj/cnode.c"
