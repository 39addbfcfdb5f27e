/* SPDX-License-Identifier: MIT */
/* model.h: what an attacker holds, told by nobody but itself: its slots, the objects that they
 * designate and who was derived from whom. A second, slow and simple kernel: no zombies, no
 * preemption, links wherever they are handy.
 *
 * A slot is known by its number here: that of a CNode's slot 0 plus its index; of a thread's first
 * binding plus the kind of binding. Slot 0 is the header of the root CNode and stands for
 * "none". */
#pragma once

#include <kozo/abi.h>
#include <kozo/tests/matrix.h>
#include <stdbool.h>

typedef uint16_t slot_id, model_slot_t;
typedef uint16_t object_id;

enum {
    MODEL_ROOT_SLOTS = 64,
    MODEL_SLOTS = 512,
    MODEL_OBJECTS = 320,
    MODEL_ENTRIES = 160,
    MODEL_AREA = 8, /* CNodes and threads take slots in such portions */
};

enum model_binding {
    BINDING_CSPACE,
    BINDING_ASPACE,
    BINDING_BUDGET,
    BINDING_BUFFER,
    BINDING_FAULTS,
    BINDING_SIGNALS,
    BINDING_FPU,
    BINDINGS,
};

struct model_slot {
    kozo_object_t type;
    kozo_rights_t rights;
    uint8_t size_bits;
    uint8_t level;   /* page table: where it is mapped */
    bool device;     /* untyped, frame: a device's memory */
    bool kept;       /* what the attacker was given, and does not throw away */
    object_id object;
    object_id space; /* frame, page table: where it is mapped, or 0 */
    object_id bound; /* the thread that this is a binding of, or 0 */
    slot_id parent, first, next, prev;
    uint32_t stamp;
    uint32_t count;  /* port range: number of ports */
    uint64_t badge;
    uint64_t at;     /* untyped: bytes used; frame, table: address; port range: first port */
};

struct model_object {
    kozo_object_t type;
    uint8_t size_bits;
    uint16_t references;
    slot_id area;         /* CNode, thread */
    uint16_t slot_count;  /* CNode: with the header; thread: BINDINGS */
    object_id home;       /* thread: its budget; budget, notification: its thread */
    object_id waits_at;   /* thread: endpoint at which its exit waits to be heard */
    slot_id reply;        /* thread: slot with the right to answer it */
    kozo_thread_state_t state;
    uint8_t priority;     /* budget */
    uint8_t ceiling;
    uint64_t capacity;    /* budget */
    uint64_t content;     /* frame: what is written in it; notification: bits; thread: exit code */
    uint64_t badge;       /* thread: of its handler when it ended */
    bool taken;           /* frame: the kernel has written in it since */
};

/* An entry of a page table or of an address space's root. */
struct model_entry {
    object_id holder, value;
    uint16_t index;
};

struct model {
    struct model_slot slots[MODEL_SLOTS];
    struct model_object objects[MODEL_OBJECTS];
    struct model_entry entries[MODEL_ENTRIES];
    unsigned entry_count;
    bool area_used[MODEL_SLOTS / MODEL_AREA];
    object_id root;    /* the CNode that the attacker's handles begin in */
    object_id space;   /* its own address space */
    object_id server;  /* the endpoint of root's server */
    slot_id limbo;     /* that of root's server, where it takes what it is passed */
    object_id meeting; /* an endpoint where attackers meet */
    object_id common;  /* a notification that all of them have */
    object_id pending; /* the thread that it owes an answer */
    uint32_t stamp;    /* the last one seen; each new one is larger */
};
extern struct model model;

#define SLOT(id) (&model.slots[id])
#define OBJECT(id) (&model.objects[id])

/* What a new capability is. */
struct model_value {
    kozo_object_t type;
    bool device;
    kozo_rights_t rights;
    uint8_t size_bits;
    object_id object;
    uint64_t badge, at;
    uint32_t count;
};

/* Forget everything but an empty root CNode and an address space with one page table for each level
 * below `window`. */
void model_start(uint64_t window);

/* Can the model hold `count` more objects of that kind? */
bool model_can_hold(kozo_object_t type, uint8_t size_bits, unsigned count);

/* A new object. Returns 0 if the model is full. */
object_id model_object_new(kozo_object_t type, uint8_t size_bits);

void model_install(slot_id slot, slot_id parent, const struct model_value *value);
void model_bind(object_id thread, enum model_binding which, slot_id source);
void model_thread_die(object_id thread);

/* The slot for `index` of a CNode. */
static inline slot_id model_slot_at(object_id cnode, uint64_t index)
{
    return (slot_id)(OBJECT(cnode)->area + index);
}

static inline bool model_is_empty(slot_id slot)
{
    return SLOT(slot)->type == KOZO_OBJECT_NULL;
}

static inline kozo_info_t model_info(slot_id slot)
{
    return kozo_info_make(SLOT(slot)->type, SLOT(slot)->rights, SLOT(slot)->size_bits,
                          SLOT(slot)->device);
}

/* What effect clauses speak of, for <kozo/gen/model.h>. There is one model, whatever `m` is; with
 * NULL nothing is changed, so that an operation can be asked whether it will refuse. */

#define model_type(m, slot) (SLOT(slot)->type)
#define model_rights(m, slot) (SLOT(slot)->rights)
#define model_badge(m, slot) (SLOT(slot)->badge)
#define model_copyable(m, type) (matrix_objects[type].copyable)
#define model_badgeable(m, type) (matrix_objects[type].badgeable)
#define model_sized(m, kind, size_bits) ((matrix_objects[kind].sizes >> (size_bits) & 1) != 0)
#define model_permits(m, memory, kind) (!SLOT(memory)->device || matrix_objects[kind].device)
#define model_fits(m, memory, count, size_bits) model_has_memory(memory, count, size_bits)
#define model_has_room(m, kind, count) true /* the system's limits are more than is held here */

bool model_has_memory(slot_id memory, uint16_t count, uint8_t size_bits);
void model_derive(const struct model *m, slot_id into, slot_id from, kozo_rights_t rights,
                  uint64_t badge);
void model_move(const struct model *m, slot_id into, slot_id from);
void model_remove(const struct model *m, slot_id slot);
void model_remove_descendants(const struct model *m, slot_id slot);
void model_create(const struct model *m, slot_id first, uint16_t count, kozo_object_t kind,
                  uint8_t size_bits, slot_id from);

/* Address spaces (model_space.c). Errors and levels are those of aspace_map and _map_table. */
kozo_err_t model_map_check(object_id space, slot_id frame, uint64_t at);
void model_map(object_id space, slot_id frame, uint64_t at);
kozo_err_t model_map_table_check(object_id space, slot_id table, uint64_t at, uint64_t *level);
void model_map_table(object_id space, slot_id table, uint64_t at, uint64_t level);
void model_unmap(struct model_slot *slot);
bool model_is_visible(const struct model_slot *frame); /* does its mapping work? */
void model_space_end(object_id space);
void model_table_clear(object_id holder);
void model_entry_add(object_id holder, uint64_t at, unsigned level, object_id value);

/* Stop: the model itself is wrong. */
void model_need(bool holds, const char *file, int line);
#define MODEL_NEED(x) model_need((x), __FILE__, __LINE__)
