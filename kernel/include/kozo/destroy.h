/* SPDX-License-Identifier: MIT */
/* destroy.h: the stack of the dying.
 *
 * When the last capability of an object goes, its slot becomes a zombie and the object is pushed
 * here. Only the top is worked on, a bounded step at a time; emptying a CNode may push further
 * objects. Every delete or revoke that meets a zombie works on the stack until its own is done, so
 * any thread can finish what another began, without recursion and whatever the nesting.
 *
 * Owns: object.zombie, object.dying_next, object.progress and OBJECT_DYING. */
#pragma once

#include <kozo/cap.h>

/* `slot` holds the last capability of `object`: make it a zombie and push the object. */
void destroy_push(struct object *object, struct cap_slot *slot);

/* Work on the stack until `slot` is empty. Returns: OK; KERNEL_RESTART. */
MUST_CHECK kozo_err_t destroy_until_empty(struct cap_slot *slot);
