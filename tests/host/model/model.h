/* SPDX-License-Identifier: MIT */
/* model.h: what capabilities mean, as naive as can be: the abstract state, and the primitives that
 * the generated <kozo/gen/model.h> composes to operations.
 *
 * A capability has a parent, or none, and a list of children, the youngest first. Deletion
 * recurses. There are no zombies, restarts or stamps here, and nothing is ever half done: whatever
 * the kernel does in steps must look like this in the end. Memory is counted in units of a slot's
 * size, and a slot is named by where it lies in memory, so that the slots of a CNode begin to exist
 * with it. */
#pragma once

#include <kozo/abi.h>
#include <stdbool.h>
#include <stdint.h>

enum { MODEL_UNITS = 1 << 16, MODEL_WORDS = MODEL_UNITS / 64 };

/* Unit of memory in which a slot lies; 0 names none. */
typedef uint16_t model_slot_t;

struct model_cap {
    uint64_t badge;
    uint64_t mapped_at, mapped_level;
    uint32_t mapped_in; /* frame, page table: identity of the address space, or 0 */
    uint32_t id;        /* of the capability; it keeps it when it moves */
    uint32_t arrival;   /* when it came into its slot: its own for each time a slot is filled */
    uint32_t object;    /* identity of what it designates */
    uint32_t at;        /* unit where that begins; first port of an I/O range */
    uint32_t used;      /* untyped: units in use; I/O range: number of ports */
    model_slot_t parent, first, next; /* 0: none */
    kozo_object_t type;
    kozo_rights_t rights;
    uint8_t size_bits; /* log2 of bytes */
    bool device;       /* device memory, or made of it */
    bool removing;     /* its object is just going: recursion has been here */
};

struct model {
    uint32_t next_id;
    uint32_t words;                      /* of `occupied` that are in use */
    uint32_t room;                       /* for so many address spaces, all in all */
    uint32_t objects[KOZO_OBJECT_LIMIT]; /* how many there are of each type */
    uint64_t occupied[MODEL_WORDS];
    struct model_cap caps[MODEL_UNITS];
};

/* An empty model of `units` units of memory; a copy of a model. */
void model_start(struct model *m, uint32_t units);
void model_copy(struct model *to, const struct model *from);

static inline bool model_has(const struct model *m, model_slot_t slot)
{
    return (m->occupied[slot / 64] >> slot % 64 & 1) != 0;
}

/* The next occupied slot, or 0. */
model_slot_t model_after(const struct model *m, model_slot_t slot);

#define MODEL_EACH(m, slot)                                                                        \
    for (model_slot_t slot = model_after(m, 0); slot != 0; slot = model_after(m, slot))

/* Does the capability designate an object with slots in it? Tells which. */
bool model_slots(const struct model_cap *cap, model_slot_t *first, uint32_t *count);

/* Has the object no other capability? */
bool model_is_last(const struct model *m, model_slot_t slot);

/* A capability to a new object, without parent. */
void model_install(struct model *m, model_slot_t slot, const struct model_cap *cap);

/* What effect clauses speak of. */

static inline kozo_object_t model_type(const struct model *m, model_slot_t slot)
{
    return m->caps[slot].type;
}

static inline kozo_rights_t model_rights(const struct model *m, model_slot_t slot)
{
    return m->caps[slot].rights;
}

static inline kozo_badge_t model_badge(const struct model *m, model_slot_t slot)
{
    return m->caps[slot].badge;
}

bool model_copyable(const struct model *m, kozo_object_t type);
bool model_badgeable(const struct model *m, kozo_object_t type);
bool model_sized(const struct model *m, kozo_object_t kind, uint8_t size_bits);
bool model_fits(const struct model *m, model_slot_t memory, uint16_t count, uint8_t size_bits);
bool model_permits(const struct model *m, model_slot_t memory, kozo_object_t kind);
bool model_has_room(const struct model *m, kozo_object_t kind, uint16_t count);

void model_derive(struct model *m, model_slot_t into, model_slot_t from, kozo_rights_t rights,
                  kozo_badge_t badge);
void model_move(struct model *m, model_slot_t into, model_slot_t from);
void model_remove(struct model *m, model_slot_t slot);
void model_remove_descendants(struct model *m, model_slot_t slot);
void model_create(struct model *m, model_slot_t first, uint16_t count, kozo_object_t kind,
                  uint8_t size_bits, model_slot_t from);
