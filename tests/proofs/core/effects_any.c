/* SPDX-License-Identifier: MIT */
/* effects_any.c: the proof that delete and revoke do what the IDL says, on the kernel's own
 * source. */
#define KOZO_PARANOID
#include "deleted.h"
#include "revoke.h"
#include <kozo/gen/contracts.h>
#include <kozo/thread.h>

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
