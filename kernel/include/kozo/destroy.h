/* SPDX-License-Identifier: MIT */
/* destroy.h: the stack of the dying.
 *
 * When the last capability of an object goes, its slot becomes a zombie and the object is pushed
 * here. Only the top is worked on, a bounded step at a time; emptying a CNode may push further
 * objects. Every delete or revoke that meets a zombie works on the stack until its own is done, so
 * any thread can finish what another began, without recursion and whatever the nesting.
 *
 * A container (a CNode, or a thread with its bindings) is gone when its slots are empty; only its
 * own zombie may lie in one of them, since it is the last thing to be emptied. If a slot of the top
 * holds the zombie of another object, one whose destruction was interrupted or that waits for this
 * very container, the two zombies change places: the container's comes to lie in itself. If it does
 * already, the container lets that object go first. Hence a cycle of containers comes apart.
 *
 * Every member of the stack remembers the slot whose deletion set all of it off. When that slot is
 * no zombie any more, the member is forlorn: nobody will come back for it by a handle. Whoever
 * works on the stack finishes the forlorn that come up, unless an interrupt waits; a wrong guess,
 * because the slot's memory serves another purpose by now, costs time and nothing else. And whoever
 * finds others on the stack, when its own is done, takes one step of theirs: the slot that set them
 * off may be a zombie that nobody can name any more, in a container that only the dying hold.
 *
 * Invariants: INV-OBJ-2, INV-CAP-5. The measure of progress: an exchange makes one more container
 *   hold its own zombie, for good; one that does waits only for what lies in it, never in a circle.
 * Owns: object.zombie, object.dying_next, object.origin, OBJECT_DYING and CAP_ZOMBIE. */
#pragma once

#include <kozo/cap.h>

/* `slot` holds the last capability of `object`: make it a zombie and push the object. */
void destroy_push(struct object *object, struct cap_slot *slot) LOCKED;

/* Bring `slot` of the dying container `owner`, the top of the stack, closer to being empty. Returns
 * whether the container need not wait for it any longer; if not, it may not be the top any more. */
MUST_CHECK bool destroy_clear_slot(struct object *owner, struct cap_slot *slot) LOCKED;

/* Work on the stack until `slot` is empty and the top is not forlorn, and one step more. Returns:
 * OK (the slot is empty); KERNEL_RESTART. */
MUST_CHECK kozo_err_t destroy_until_empty(struct cap_slot *slot) LOCKED;
