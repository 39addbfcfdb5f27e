/* SPDX-License-Identifier: MIT */
/* slot_ref.h: as kernel/include/kozo/slot_ref.h, for proofs; slots.h tells what is known of it. */
#pragma once

#include <kozo/types.h>

struct cap_slot;
struct object;

struct cap_slot *slot_at(slot_ref_t ref);
slot_ref_t slot_ref(const struct cap_slot *slot);
struct object *object_at(slot_ref_t ref);
slot_ref_t object_ref(const struct object *object);
