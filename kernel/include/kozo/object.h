/* SPDX-License-Identifier: MIT */
/* object.h: the header of every kernel object that more than one capability can designate.
 *
 * Invariants: INV-OBJ-1 `references` is the number of capabilities (zombies excluded) that
 *   designate the object; INV-OBJ-2 an object is on the stack of the dying iff OBJECT_DYING is
 *   set, and then exactly one slot, `zombie`, still names it. */
#pragma once

#include <kozo/lock.h>
#include <kozo/types.h>

enum object_flag {
    OBJECT_DYING = 1,
    OBJECT_LISTED = 2, /* on the list of containers that cap_check() makes */
};

struct object {
    uint32_t references;
    kozo_object_t type;
    uint8_t flags;
    uint16_t found; /* by cap_check(): capabilities, modulo 2^16; 0 outside of it */
    slot_ref_t zombie;     /* the slot that keeps a dying object's memory occupied */
    slot_ref_t dying_next; /* the object below it on the stack of the dying */
    slot_ref_t origin;     /* the slot whose deletion set off that of a dying object */
    slot_ref_t check_next; /* next of cap_check()'s containers */
};

_Static_assert(sizeof(struct object) == 24, "object header");
