/* SPDX-License-Identifier: MIT */
/* model.c: see model.h. Of the kernel it knows where in a CNode and in a thread slots lie, and what
 * the IDL says of types. */
#include <kozo/gen/objects.h>
#include <kozo/thread.h>
#include <string.h>

#include "model.h"

void model_start(struct model *m, uint32_t units)
{
    m->next_id = 1;
    m->words = (units + 63) / 64;
    memset(m->objects, 0, sizeof(m->objects));
    memset(m->occupied, 0, sizeof(m->occupied));
}

void model_copy(struct model *to, const struct model *from)
{
    to->next_id = from->next_id;
    to->words = from->words;
    to->room = from->room;
    memcpy(to->objects, from->objects, sizeof(to->objects));
    memcpy(to->occupied, from->occupied, from->words * sizeof(to->occupied[0]));
    MODEL_EACH(from, slot) {
        to->caps[slot] = from->caps[slot];
    }
}

model_slot_t model_after(const struct model *m, model_slot_t slot)
{
    const uint32_t from = slot + 1u;

    for (uint32_t word = from / 64; word < m->words; word++) {
        uint64_t bits = m->occupied[word];

        if (word == from / 64) {
            bits &= ~UINT64_C(0) << from % 64;
        }
        if (bits != 0) {
            return (model_slot_t)(word * 64 + (unsigned)__builtin_ctzll(bits));
        }
    }
    return 0;
}

bool model_slots(const struct model_cap *cap, model_slot_t *first, uint32_t *count)
{
    if (cap->type == KOZO_OBJECT_CNODE) {
        *first = (model_slot_t)(cap->at + 1);
        *count = (1u << (cap->size_bits - KOZO_SLOT_BITS)) - 1;
        return true;
    }
    if (cap->type == KOZO_OBJECT_THREAD) {
        *first = (model_slot_t)(cap->at + (offsetof(struct thread, bindings) >> KOZO_SLOT_BITS));
        *count = THREAD_BINDINGS;
        return true;
    }
    return false;
}

bool model_is_last(const struct model *m, model_slot_t slot)
{
    MODEL_EACH(m, other) {
        if (other != slot && m->caps[other].object == m->caps[slot].object) {
            return false;
        }
    }
    return true;
}

static void model_put(struct model *m, model_slot_t slot, const struct model_cap *cap)
{
    m->occupied[slot / 64] |= UINT64_C(1) << slot % 64;
    m->caps[slot] = *cap;
    m->caps[slot].arrival = m->next_id++;
}

static void model_clear(struct model *m, model_slot_t slot)
{
    m->occupied[slot / 64] &= ~(UINT64_C(1) << slot % 64);
}

void model_install(struct model *m, model_slot_t slot, const struct model_cap *cap)
{
    model_put(m, slot, cap);
    m->caps[slot].id = m->next_id++;
    m->caps[slot].object = m->next_id++;
    m->objects[cap->type]++;
}

/* Make `slot` the youngest child of `parent`. */
static void model_adopt(struct model *m, model_slot_t slot, model_slot_t parent)
{
    m->caps[slot].parent = parent;
    m->caps[slot].next = m->caps[parent].first;
    m->caps[parent].first = slot;
}

/* What names `slot` in the list that it is in. */
static model_slot_t *model_link(struct model *m, model_slot_t slot)
{
    model_slot_t *link = &m->caps[m->caps[slot].parent].first;

    while (*link != slot) {
        link = &m->caps[*link].next;
    }
    return link;
}

bool model_copyable(const struct model *m, kozo_object_t type)
{
    (void)m;
    return object_descriptors[type].copyable;
}

bool model_badgeable(const struct model *m, kozo_object_t type)
{
    (void)m;
    return object_descriptors[type].badgeable;
}

bool model_sized(const struct model *m, kozo_object_t kind, uint8_t size_bits)
{
    (void)m;
    return size_bits < 64 && (object_descriptors[kind].sizes >> size_bits & 1) != 0;
}

/* Where in `memory` the next object begins, in units from its start. */
static uint64_t model_place(const struct model *m, model_slot_t memory, uint8_t size_bits)
{
    const uint64_t size = UINT64_C(1) << (size_bits - KOZO_SLOT_BITS);

    return (m->caps[memory].used + size - 1) / size * size;
}

bool model_fits(const struct model *m, model_slot_t memory, uint16_t count, uint8_t size_bits)
{
    const uint64_t capacity = UINT64_C(1) << (m->caps[memory].size_bits - KOZO_SLOT_BITS);
    const uint64_t wanted = (uint64_t)count << (size_bits - KOZO_SLOT_BITS);

    return model_place(m, memory, size_bits) + wanted <= capacity;
}

bool model_permits(const struct model *m, model_slot_t memory, kozo_object_t kind)
{
    return !m->caps[memory].device || object_descriptors[kind].device;
}

bool model_has_room(const struct model *m, kozo_object_t kind, uint16_t count)
{
    return kind != KOZO_OBJECT_ASPACE || m->objects[kind] + count <= m->room;
}

void model_derive(struct model *m, model_slot_t into, model_slot_t from, kozo_rights_t rights,
                  kozo_badge_t badge)
{
    struct model_cap cap = m->caps[from];

    cap.id = m->next_id++;
    cap.rights = rights;
    cap.badge = badge;
    cap.first = 0;
    cap.mapped_in = 0; /* each capability holds its own mapping */
    cap.mapped_at = 0;
    cap.mapped_level = 0;
    model_put(m, into, &cap);
    model_adopt(m, into, from);
}

void model_move(struct model *m, model_slot_t into, model_slot_t from)
{
    if (m->caps[from].parent != 0) {
        *model_link(m, from) = into;
    }
    for (model_slot_t child = m->caps[from].first; child != 0; child = m->caps[child].next) {
        m->caps[child].parent = into;
    }
    model_put(m, into, &m->caps[from]);
    model_clear(m, from);
}

/* Take a capability out of the tree; its children take its place. */
static void model_unlink(struct model *m, model_slot_t slot)
{
    const struct model_cap *cap = &m->caps[slot];
    const model_slot_t parent = cap->parent;
    model_slot_t *link = parent != 0 ? model_link(m, slot) : NULL;

    for (model_slot_t child = cap->first, next; child != 0; child = next) {
        next = m->caps[child].next;
        m->caps[child].parent = parent;
        m->caps[child].next = 0;
        if (link != NULL) {
            *link = child;
            link = &m->caps[child].next;
        }
    }
    if (link != NULL) {
        *link = cap->next;
        if (m->caps[parent].first == 0 && m->caps[parent].type == KOZO_OBJECT_UNTYPED) {
            m->caps[parent].used = 0;
        }
    }
    model_clear(m, slot);
}

void model_remove(struct model *m, model_slot_t slot)
{
    struct model_cap *cap = &m->caps[slot];
    model_slot_t first;
    uint32_t count;

    if (model_is_last(m, slot)) {
        m->objects[cap->type]--;
        cap->removing = true;
        if (model_slots(cap, &first, &count)) {
            for (uint32_t i = 0; i < count; i++) {
                const model_slot_t inner = (model_slot_t)(first + i);

                if (model_has(m, inner) && !m->caps[inner].removing) {
                    model_remove(m, inner);
                }
            }
        }
    }
    model_unlink(m, slot);
}

void model_remove_descendants(struct model *m, model_slot_t slot)
{
    while (model_has(m, slot) && m->caps[slot].first != 0) {
        model_remove(m, m->caps[slot].first);
    }
}

void model_create(struct model *m, model_slot_t first, uint16_t count, kozo_object_t kind,
                  uint8_t size_bits, model_slot_t from)
{
    const uint32_t size = 1u << (size_bits - KOZO_SLOT_BITS);
    const bool device = m->caps[from].device;
    const kozo_rights_t absent = /* a device holds no code */
        device && kind == KOZO_OBJECT_FRAME ? KOZO_FRAME_RIGHT_EXECUTE : 0;

    for (uint16_t i = 0; i < count; i++) {
        const uint32_t place = (uint32_t)model_place(m, from, size_bits);
        const model_slot_t slot = (model_slot_t)(first + i);

        model_install(m, slot, &(struct model_cap){
                                   .type = kind,
                                   .rights = object_descriptors[kind].rights_mask & ~absent,
                                   .device = device,
                                   .size_bits = size_bits,
                                   .at = m->caps[from].at + place,
                               });
        model_adopt(m, slot, from);
        m->caps[from].used = place + size;
    }
}
