/* SPDX-License-Identifier: MIT */
/* cdt.c: the capability derivation tree.
 * Owns: first, last, prev and next of every occupied slot; nothing else writes them.
 * Invariants: INV-CAP-1, INV-CAP-3, INV-MEM-2.
 * Order: kernel lock held. Everything is O(1) but for cdt_next(), which climbs. */
#include "cdt.h"

bool cdt_is_first(const struct cap_slot *slot)
{
    return slot->prev != 0 && slot_at(slot->prev)->first == slot_ref(slot);
}

bool cdt_is_last(const struct cap_slot *slot)
{
    return slot->next != 0 && slot_at(slot->next)->last == slot_ref(slot);
}

void cdt_insert(struct cap_slot *slot, struct cap_slot *parent)
{
    const slot_ref_t self = slot_ref(slot);
    const slot_ref_t above = slot_ref(parent);

    kassert(slot->first == 0 && slot->prev == 0 && slot->next == 0);
    slot->prev = above;
    if (parent->first == 0) {
        slot->next = above;
        parent->last = self;
    } else {
        slot->next = parent->first;
        slot_at(parent->first)->prev = self;
    }
    parent->first = self;
    /*@ ghost tree_insert(slot, parent); */
}

void cdt_insert_run(slot_ref_t lowest, slot_ref_t highest, struct cap_slot *parent)
{
    const slot_ref_t above = slot_ref(parent);

    slot_at(highest)->prev = above;
    if (parent->first == 0) {
        slot_at(lowest)->next = above;
        parent->last = lowest;
    } else {
        slot_at(lowest)->next = parent->first;
        slot_at(parent->first)->prev = lowest;
    }
    parent->first = highest;
    /*@ ghost tree_insert_run(lowest, highest, parent); */
}

/* The parent of an only child loses it. */
static inline void cdt_orphan_parent(struct cap_slot *parent)
{
    parent->first = 0;
    parent->last = 0;
    if (cap_type(parent) == KOZO_OBJECT_UNTYPED) {
        parent->aux = 0;
    }
}

/* The place of the run of siblings from `first` to `last`. */
static inline struct cdt_place cdt_place_of(const struct cap_slot *first,
                                            const struct cap_slot *last)
{
    return (struct cdt_place){first->prev, last->next, cdt_is_first(first), cdt_is_last(last)};
}

/* Let the surroundings of a place name the run from `first` to `last` instead of what was there. To
 * close the place, pass `next` and `prev`. */
static inline void cdt_fill_place(struct cdt_place place, slot_ref_t first, slot_ref_t last)
{
    if (place.is_first) {
        slot_at(place.prev)->first = first;
    } else if (place.prev != 0) {
        slot_at(place.prev)->next = first;
    }
    if (place.is_last) {
        slot_at(place.next)->last = last;
    } else if (place.next != 0) {
        slot_at(place.next)->prev = last;
    }
}

/* Take out a slot that has children. */
static void cdt_remove_parent(struct cap_slot *slot)
{
    const struct cdt_place place = cdt_place_of(slot, slot);
    struct cap_slot *first = slot_at(slot->first);
    struct cap_slot *last = slot_at(slot->last);

    cdt_fill_place(place, slot->first, slot->last);
    first->prev = place.prev;
    last->next = place.next;
    cdt_unlink(slot);
}

/* Take out a slot without children. */
static inline void cdt_remove_leaf(struct cap_slot *slot)
{
    const struct cdt_place place = cdt_place_of(slot, slot);

    if (place.is_first && place.is_last) {
        cdt_orphan_parent(slot_at(place.prev));
    } else {
        cdt_fill_place(place, place.next, place.prev);
    }
    cdt_unlink(slot);
}

void cdt_remove(struct cap_slot *slot)
{
    if (slot->first != 0) {
        cdt_remove_parent(slot);
    } else {
        cdt_remove_leaf(slot);
    }
    /*@ ghost tree_remove(slot); */
}

void cdt_replace(struct cap_slot *slot, struct cap_slot *heir)
{
    const struct cdt_place place = cdt_place_of(slot, slot);

    cdt_fill_place(place, slot_ref(heir), slot_ref(heir));
    if (slot->first != 0) {
        slot_at(slot->first)->prev = slot_ref(heir);
        slot_at(slot->last)->next = slot_ref(heir);
    }
    heir->first = slot->first;
    heir->last = slot->last;
    heir->prev = place.prev;
    heir->next = place.next;
    cdt_unlink(slot);
    /*@ ghost tree_exchange(slot, heir); */
}

/* Two siblings, `second` right behind `first`. */
static void cdt_exchange_neighbours(struct cap_slot *first, struct cap_slot *second)
{
    const struct cdt_place place = cdt_place_of(first, second);

    cdt_fill_place(place, slot_ref(second), slot_ref(first));
    second->prev = place.prev;
    second->next = slot_ref(first);
    first->prev = slot_ref(second);
    first->next = place.next;
}

/* Two leaves of which neither is right behind the other. Both places are found before either
 * changes: they may share a neighbour, of which then different links are concerned. */
static void cdt_exchange_distant(struct cap_slot *one, struct cap_slot *other)
{
    const struct cdt_place here = cdt_place_of(one, one);
    const struct cdt_place there = cdt_place_of(other, other);

    cdt_fill_place(there, slot_ref(one), slot_ref(one));
    cdt_fill_place(here, slot_ref(other), slot_ref(other));
    one->prev = there.prev;
    one->next = there.next;
    other->prev = here.prev;
    other->next = here.next;
}

void cdt_exchange_leaves(struct cap_slot *one, struct cap_slot *other)
{
    kassert(one != other && one->first == 0 && other->first == 0);
    if (one->next == slot_ref(other)) {
        cdt_exchange_neighbours(one, other);
    } else if (other->next == slot_ref(one)) {
        cdt_exchange_neighbours(other, one);
    } else {
        cdt_exchange_distant(one, other);
    }
    /*@ ghost tree_exchange(one, other); */
}

struct cap_slot *cdt_next(const struct cap_slot *slot)
{
    if (slot->first != 0) {
        return slot_at(slot->first);
    }
    /*@ loop invariant place: PLACED(slot) && in_tree(ref(slot));
        loop invariant climb: climbs(ref(\at(slot, Pre)), ref(slot));
        loop assigns slot;
        loop variant tree_rank[ref(slot)]; */
    while (cdt_is_last(slot)) {
        slot = slot_at(slot->next);
    }
    return slot->next != 0 ? slot_at(slot->next) : NULL;
}
