/* SPDX-License-Identifier: MIT */
/* verify.h: how two capabilities are related.
 *
 * The tree has no parent pointers: who wants to know whose descendant a capability is climbs along
 * its later siblings to the last, which names the parent, and so on. A list may have 100,000
 * members, so the climb is preemptible. Where it has come to is told by a slot and its stamp, in
 * the thread.
 *
 * Why it may go on from there, whatever happened meanwhile: of two capabilities that stay where
 * they are, one is the other's ancestor either always or never, because a new one has no
 * descendants, a deleted one leaves its own to its ancestors, and a moved one has another stamp.
 * And the sibling that was reached has the ancestors that are still to be looked at. It begins anew
 * only if that sibling is gone, or if a container or an exchange of zombies (kernel.upheavals)
 * leaves open what the slot's memory is now; what others derive, delete or move elsewhere keeps no
 * program from its answer.
 *
 * What bounds it: new capabilities are the first of their siblings, so that they never lie ahead;
 * and after CLIMB_STARTS beginnings the answer is DISTURBED. */
#pragma once

#include <kozo/cap.h>

struct climb {
    slot_ref_t at;  /* reached last; 0: no climb was interrupted */
    uint32_t stamp; /* of the capability there */
    uint32_t lower, upper; /* stamps: is the first derived from the second? */
    uint32_t asked;        /* stamp of the capability that was to be compared with the other */
    uint64_t upheavals;    /* kernel.upheavals when it paused */
    uint32_t starts;
};

enum { CLIMB_STARTS = 8 };

/* Compare two capabilities that are not dying. Returns: OK; DISTURBED; KERNEL_RESTART (an interrupt
 * waits; call again with the same `climb` to go on). */
MUST_CHECK kozo_err_t cap_verify(struct climb *climb, const struct cap_slot *self,
                                 const struct cap_slot *other, kozo_relation_t *relation) LOCKED;
