/* SPDX-License-Identifier: MIT */
/* waits.h: what is told of those that end waits, for proofs of those that take capabilities away.
 * No clause speaks of threads, nor of who runs next: what wait_leave() writes there is left out.
 * What wait_arrive() notes, that waits through CNodes are to be looked at, is the kernel's. */
#pragma once

#include "caps.h"

#include <kozo/cnode.h>
#include <kozo/outcome.h>

/*@ requires source: PLACED(source);
    assigns source->aux;
    exits \false;
    ensures told: \result == KOZO_OK || \result == KERNEL_RESTART;
    ensures kept: source->aux == \old(source->aux) || AWAITABLE(TYPE(source->meta)); */
kozo_err_t wait_leave(struct cnode *dest, struct cap_slot *source);

/*@ assigns kernel.nested_doubted, proof_cpu.rearm;
    exits \false; */
void wait_arrive(struct cap_slot *slot);
