/* SPDX-License-Identifier: MIT */
/* cdt.h: the links of the capability derivation tree; cap.h draws them. */
#pragma once

#include <kozo/cap.h>

/* A place in a list of siblings, by its surroundings: `prev` or `next` may be the parent, or 0. */
struct cdt_place {
    slot_ref_t prev, next;
    bool is_first, is_last;
};

/* Clear all links. */
static inline void cdt_unlink(struct cap_slot *slot)
{
    slot->first = 0;
    slot->last = 0;
    slot->prev = 0;
    slot->next = 0;
}

/* Make a slot, which is `self`, a sibling without children between its neighbours in memory, in
 * descending order. The ends of the run are then cdt_insert_run()'s. */
static inline void cdt_link_neighbours(struct cap_slot *slot, slot_ref_t self)
{
    slot->first = 0;
    slot->last = 0;
    slot->prev = self + 1;
    slot->next = self - 1;
}

/* Make the unlinked `slot` the first child of `parent`: never ahead of one that climbs
 * (verify.h). */
void cdt_insert(struct cap_slot *slot, struct cap_slot *parent);

/* Make the run of slots from `lowest` to `highest`, one behind the other, the first children of
 * `parent`, as if they had been inserted one by one: the highest is the first then. All have been
 * through cdt_link_neighbours(). */
void cdt_insert_run(slot_ref_t lowest, slot_ref_t highest, struct cap_slot *parent);

/* Take `slot` out; its children take its place. A parent that is an Untyped and loses its last
 * child so gets its memory back. */
void cdt_remove(struct cap_slot *slot);

/* Let the unlinked `heir` have the place of `slot`, which becomes unlinked. */
void cdt_replace(struct cap_slot *slot, struct cap_slot *heir);

/* Let two slots without children change places. */
void cdt_exchange_leaves(struct cap_slot *one, struct cap_slot *other);

/* Is `slot` the first, the last child of some capability? */
bool cdt_is_first(const struct cap_slot *slot);
bool cdt_is_last(const struct cap_slot *slot);

/* The slot after this one in the tree, children before siblings; after the last of a parentless
 * chain, NULL. Visits a chain and all its descendants from the chain's head on. */
struct cap_slot *cdt_next(const struct cap_slot *slot);
