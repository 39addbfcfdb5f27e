/* SPDX-License-Identifier: MIT */
/* theorems.c: see theorems.h.
 *
 * Theorems about a state need no event. Of a change each asks: what may differ? Everything else
 * must be as it was. What goes along with a removal is found as a least set, not by recursion as in
 * the model: first what was asked for; then, as long as an object has all its capabilities in the
 * set, those that lie in it. */
#include <kozo/gen/objects.h>
#include <string.h>

#include "theorems.h"

static bool is_set(const uint64_t *set, model_slot_t slot)
{
    return (set[slot / 64] >> slot % 64 & 1) != 0;
}

static void add(uint64_t *set, model_slot_t slot)
{
    set[slot / 64] |= UINT64_C(1) << slot % 64;
}

static uint32_t units(const struct model_cap *cap)
{
    return 1u << (cap->size_bits - KOZO_SLOT_BITS);
}

/* States */

static const char *state_is_tree(const struct model *m)
{
    uint32_t total = 0;

    MODEL_EACH(m, any) {
        (void)any;
        total++;
    }
    MODEL_EACH(m, slot) {
        uint32_t steps = 0;

        for (model_slot_t up = m->caps[slot].parent; up != 0; up = m->caps[up].parent) {
            if (!model_has(m, up) || ++steps > total) {
                return "no cycle";
            }
        }
    }
    return NULL;
}

/* Of a capability and what it was derived from. */
static const char *state_of_child(const struct model_cap *child, const struct model_cap *parent)
{
    if ((child->rights & ~parent->rights) != 0) {
        return "no rights amplification";
    }
    if (parent->badge != 0 && child->badge != parent->badge) {
        return "a badge never changes";
    }
    if (child->device != parent->device ||
        (child->type == KOZO_OBJECT_IO_PORT
             ? child->at < parent->at || child->at + child->used > parent->at + parent->used
             : child->at != parent->at || child->size_bits != parent->size_bits)) {
        return "no range amplification";
    }
    return NULL;
}

/* Every byte below the watermark is in one child at most, every other is free. The youngest child
 * comes first, and so do high addresses. */
static const char *state_of_memory(const struct model *m, const struct model_cap *memory)
{
    uint32_t limit = memory->at + memory->used;
    uint32_t last_object = 0;

    if ((memory->first == 0) != (memory->used == 0)) {
        return "the watermark is 0 exactly without children";
    }
    if (memory->used > units(memory)) {
        return "memory is conserved";
    }
    for (model_slot_t slot = memory->first; slot != 0; slot = m->caps[slot].next) {
        const struct model_cap *child = &m->caps[slot];

        if (child->device != memory->device) {
            return "device memory is told apart";
        }
        if (child->object != last_object) {
            if (child->at < memory->at || child->at + units(child) > limit) {
                return "memory is conserved";
            }
            limit = child->at;
        }
        last_object = child->object;
    }
    return NULL;
}

static const char *state_broken(const struct model *m)
{
    const char *broken = NULL;

    MODEL_EACH(m, slot) {
        const struct model_cap *cap = &m->caps[slot];
        const struct model_cap *parent = cap->parent != 0 ? &m->caps[cap->parent] : NULL;

        if (broken == NULL && parent != NULL && parent->type != KOZO_OBJECT_UNTYPED) {
            broken = state_of_child(cap, parent);
        }
        if (broken == NULL && cap->type == KOZO_OBJECT_UNTYPED) {
            broken = state_of_memory(m, cap);
        }
    }
    return broken;
}

/* Changes */

static bool same_value(const struct model_cap *one, const struct model_cap *other)
{
    return one->id == other->id && one->object == other->object && one->type == other->type &&
           one->rights == other->rights && one->badge == other->badge && one->at == other->at &&
           one->size_bits == other->size_bits && one->device == other->device;
}

/* All capabilities that were there keep value and place; `from` may be called `to` now, and the
 * children of `parent` may begin with new ones. */
static const char *others_keep(const struct model *before, const struct model *after,
                               model_slot_t from, model_slot_t to, model_slot_t parent)
{
#define NOW(slot) ((slot) == from ? to : (slot))
    MODEL_EACH(before, slot) {
        const struct model_cap *old = &before->caps[slot];
        const struct model_cap *now = &after->caps[NOW(slot)];

        if (!model_has(after, NOW(slot))) {
            return "nothing else is touched";
        }
        if (now->id == old->id && now->badge != old->badge) {
            return "a badge never changes";
        }
        if (now->id == old->id && (now->rights & ~old->rights) != 0) {
            return "no rights amplification";
        }
        if (!same_value(now, old) || now->parent != NOW(old->parent) ||
            now->next != NOW(old->next)) {
            return from != 0 ? "a moved capability keeps its place" : "nothing else is touched";
        }
        if (slot != parent && (now->first != NOW(old->first) || now->used != old->used)) {
            return from != 0 ? "a moved capability keeps its place" : "nothing else is touched";
        }
    }
    return NULL;
#undef NOW
}

static uint32_t count_all(const struct model *m)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < m->words; i++) {
        count += (uint32_t)__builtin_popcountll(m->occupied[i]);
    }
    return count;
}

static const char *derived(const struct model *before, const struct model *after,
                           const struct event *event)
{
    const struct model_cap *child = &after->caps[event->into];
    const struct model_cap *source = &before->caps[event->slot];

    if (count_all(after) != count_all(before) + 1 || child->parent != event->slot ||
        child->next != source->first || child->object != source->object ||
        child->type != source->type) {
        return "a copy is the youngest child of its original";
    }
    return others_keep(before, after, 0, 0, event->slot);
}

/* Objects overlap only if one is an untyped and the other is made of it. */
static bool overlaps(const struct model *m, model_slot_t one, model_slot_t other)
{
    const struct model_cap *a = &m->caps[one], *b = &m->caps[other];

    if (a->object == b->object || object_descriptors[b->type].sizes == 0 ||
        a->at + units(a) <= b->at || b->at + units(b) <= a->at) {
        return false;
    }
    for (model_slot_t up = a->parent; up != 0; up = m->caps[up].parent) {
        if (up == other) {
            return false;
        }
    }
    return true;
}

static const char *created(const struct model *before, const struct model *after,
                           const struct event *event)
{
    const struct model_cap *memory = &after->caps[event->slot];
    model_slot_t child = memory->first;

    for (uint32_t i = event->count; i != 0; i--) {
        const model_slot_t slot = (model_slot_t)(event->into + i - 1);
        const struct model_cap *made = &after->caps[slot];

        if (!model_has(after, slot) || slot != child || made->badge != 0 || made->first != 0 ||
            (made->at & (units(made) - 1)) != 0) {
            return "retype makes what was asked for";
        }
        child = made->next;
        MODEL_EACH(after, other) {
            if (overlaps(after, slot, other)) {
                return "retype never overlaps";
            }
        }
    }
    if (child != before->caps[event->slot].first ||
        count_all(after) != count_all(before) + event->count) {
        return "retype makes what was asked for";
    }
    return others_keep(before, after, 0, 0, event->slot);
}

/* Everything below a capability. */
static void add_descendants(const struct model *m, uint64_t *set, model_slot_t top)
{
    MODEL_EACH(m, slot) {
        for (model_slot_t up = m->caps[slot].parent; up != 0; up = m->caps[up].parent) {
            if (up == top) {
                add(set, slot);
                break;
            }
        }
    }
}

static bool all_gone(const struct model *m, const uint64_t *gone, uint32_t object)
{
    MODEL_EACH(m, slot) {
        if (m->caps[slot].object == object && !is_set(gone, slot)) {
            return false;
        }
    }
    return true;
}

/* What goes along with the set, since it lies in objects whose last capability is in it. */
static void add_contents(const struct model *m, uint64_t *gone)
{
    bool grows = true;

    while (grows) {
        grows = false;
        MODEL_EACH(m, slot) {
            model_slot_t first;
            uint32_t count;

            if (!is_set(gone, slot) || !model_slots(&m->caps[slot], &first, &count) ||
                !all_gone(m, gone, m->caps[slot].object)) {
                continue;
            }
            for (uint32_t i = 0; i < count; i++) {
                const model_slot_t inner = (model_slot_t)(first + i);

                if (model_has(m, inner) && !is_set(gone, inner)) {
                    add(gone, inner);
                    grows = true;
                }
            }
        }
    }
}

static model_slot_t first_that_stays(const struct model *m, const uint64_t *gone, model_slot_t slot)
{
    while (slot != 0 && is_set(gone, slot)) {
        slot = m->caps[slot].parent;
    }
    return slot;
}

/* The capability that comes after `slot` among those that stay, children before siblings, below the
 * same ancestor that stays; 0 at its end. */
static model_slot_t sibling_that_stays(const struct model *m, const uint64_t *gone,
                                       model_slot_t slot, model_slot_t parent)
{
    bool down = slot == parent;

    for (;;) {
        if (down && m->caps[slot].first != 0) {
            slot = m->caps[slot].first;
        } else {
            while (slot != parent && m->caps[slot].next == 0) {
                slot = m->caps[slot].parent;
            }
            if (slot == parent) {
                return 0;
            }
            slot = m->caps[slot].next;
        }
        if (!is_set(gone, slot)) {
            return slot;
        }
        down = true;
    }
}

/* Exactly `gone` is gone; the others keep their value, and their order below who stays. */
static const char *removed(const struct model *before, const struct model *after,
                           const uint64_t *gone, const char *theorem)
{
    MODEL_EACH(before, slot) {
        const struct model_cap *old = &before->caps[slot], *now = &after->caps[slot];

        if (is_set(gone, slot)) {
            if (model_has(after, slot)) {
                return theorem;
            }
            continue;
        }
        if (!model_has(after, slot) || !same_value(now, old) ||
            now->parent != first_that_stays(before, gone, old->parent) ||
            now->first != sibling_that_stays(before, gone, slot, slot) ||
            (now->parent != 0 &&
             now->next != sibling_that_stays(before, gone, slot, now->parent))) {
            return theorem;
        }
        if (now->used != old->used && now->first != 0) {
            return "memory is conserved";
        }
    }
    return count_all(after) > count_all(before) ? theorem : NULL;
}

/* A capability that lies in an object made from itself goes with it: then what else was derived
 * from it stays, without it. */
static const char *revoked(const struct model *before, const struct model *after, uint64_t *gone,
                           model_slot_t top)
{
    if (!is_set(gone, top)) {
        if (after->caps[top].first != 0) {
            return "revoke leaves nothing below";
        }
        return removed(before, after, gone, "revoke touches nothing else");
    }
    MODEL_EACH(before, slot) {
        if (!is_set(gone, slot) && (!model_has(after, slot) ||
                                    !same_value(&after->caps[slot], &before->caps[slot]))) {
            return "revoke touches nothing else";
        }
    }
    return model_has(after, top) ? "revoke leaves nothing below" : NULL;
}

static const char *change_broken(const struct model *before, const struct model *after,
                                 const struct event *event)
{
    uint64_t gone[MODEL_WORDS];

    memset(gone, 0, before->words * sizeof(gone[0]));
    switch (event->kind) {
    case EVENT_INSTALL:
        if (!model_has(after, event->into) || after->caps[event->into].parent != 0 ||
            after->caps[event->into].first != 0 || count_all(after) != count_all(before) + 1) {
            return "a saved reply is derived from nothing";
        }
        return others_keep(before, after, 0, 0, 0);
    case EVENT_DERIVE:
        return derived(before, after, event);
    case EVENT_MOVE:
        if (count_all(after) != count_all(before) || model_has(after, event->slot)) {
            return "a moved capability keeps its place";
        }
        return others_keep(before, after, event->slot, event->into, 0);
    case EVENT_REMOVE:
        add(gone, event->slot);
        add_contents(before, gone);
        return removed(before, after, gone, "delete keeps the others");
    case EVENT_REVOKE:
        add_descendants(before, gone, event->slot);
        add_contents(before, gone);
        return revoked(before, after, gone, event->slot);
    case EVENT_CREATE:
        return created(before, after, event);
    case EVENT_NOTHING:
        break;
    }
    return count_all(after) != count_all(before) ? "nothing else is touched"
                                                 : others_keep(before, after, 0, 0, 0);
}

const char *theorem_broken(const struct model *before, const struct model *after,
                           const struct event *event)
{
    const char *broken = state_is_tree(after); /* the others go along it */

    if (broken == NULL) {
        broken = change_broken(before, after, event);
    }
    return broken != NULL ? broken : state_broken(after);
}
