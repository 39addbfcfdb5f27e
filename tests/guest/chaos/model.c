/* SPDX-License-Identifier: MIT */
/* model.c: see model.h. Deletion is one transaction here: what ends is put on a list, and the list
 * is worked off before anything else happens. */
#include "model.h"

#include <kozo/text.h>

struct model model;

static object_id ending[MODEL_OBJECTS];
static unsigned ending_count;

enum { NEW_BUDGET_NS = 10000000 };

static slot_id area_take(unsigned slots)
{
    const unsigned wanted = (slots + MODEL_AREA - 1) / MODEL_AREA;
    unsigned run = 0;

    for (unsigned i = 0; i < MODEL_SLOTS / MODEL_AREA; i++) {
        run = model.area_used[i] ? 0 : run + 1;
        if (run == wanted) {
            memset(&model.area_used[i + 1 - wanted], true, wanted);
            return (slot_id)((i + 1 - wanted) * MODEL_AREA);
        }
    }
    return 0;
}

static void area_give(slot_id first, unsigned slots)
{
    memset(&model.area_used[first / MODEL_AREA], false, (slots + MODEL_AREA - 1) / MODEL_AREA);
}

static unsigned slots_of(kozo_object_t type, uint8_t size_bits)
{
    if (type == KOZO_OBJECT_THREAD) {
        return BINDINGS;
    }
    return type == KOZO_OBJECT_CNODE ? 1u << (size_bits - KOZO_SLOT_BITS) : 0;
}

bool model_can_hold(kozo_object_t type, uint8_t size_bits, unsigned count)
{
    unsigned objects = 0, areas = 0;

    if (size_bits > 26) {
        return type == KOZO_OBJECT_UNTYPED;
    }
    const unsigned needed = (slots_of(type, size_bits) + MODEL_AREA - 1) / MODEL_AREA;

    for (unsigned i = 1; i < MODEL_OBJECTS; i++) {
        objects += model.objects[i].type == KOZO_OBJECT_NULL;
    }
    if (needed == 0) {
        return objects >= count;
    }
    for (unsigned i = 0, run = 0; i < MODEL_SLOTS / MODEL_AREA; i++) {
        run = model.area_used[i] ? 0 : run + 1;
        if (run == needed) {
            areas++;
            run = 0;
        }
    }
    return objects >= count && areas >= count;
}

object_id model_object_new(kozo_object_t type, uint8_t size_bits)
{
    static unsigned last;

    for (unsigned i = 0; i < MODEL_OBJECTS; i++) {
        last = last + 1 < MODEL_OBJECTS ? last + 1 : 1;
        struct model_object *object = OBJECT(last);

        if (object->type == KOZO_OBJECT_NULL) {
            *object = (struct model_object){.type = type, .size_bits = size_bits};
            object->slot_count = (uint16_t)slots_of(type, size_bits);
            if (object->slot_count != 0) {
                object->area = area_take(object->slot_count);
            }
            if (type == KOZO_OBJECT_BUDGET) {
                object->capacity = NEW_BUDGET_NS;
            }
            return (object_id)last;
        }
    }
    return 0;
}

void model_start(uint64_t window)
{
    memset(&model, 0, sizeof(model));
    model.root = model_object_new(KOZO_OBJECT_CNODE, 12);
    model.limbo = area_take(1);
    model.space = model_object_new(KOZO_OBJECT_ASPACE, KOZO_ASPACE_SIZE_BITS);
    OBJECT(model.root)->references = 1; /* the attacker's own bindings, out of its reach */
    OBJECT(model.space)->references = 1;
    object_id holder = model.space;
    for (unsigned level = 3; level > 0; level--) {
        const object_id table = model_object_new(KOZO_OBJECT_PAGE_TABLE, KOZO_PAGE_BITS);

        OBJECT(table)->references = 1;
        model_entry_add(holder, window, level, table);
        holder = table;
    }
}

/* Let `first` to `last` stand where `slot` stood among the children of its parent; 0 for
 * nothing. */
static void tree_substitute(slot_id slot, slot_id first, slot_id last)
{
    struct model_slot *self = SLOT(slot);

    if (self->parent == 0) {
        return;
    }
    const slot_id before = self->prev, behind = self->next;

    if (before != 0) {
        SLOT(before)->next = first != 0 ? first : behind;
    } else {
        SLOT(self->parent)->first = first != 0 ? first : behind;
    }
    if (behind != 0) {
        SLOT(behind)->prev = last != 0 ? last : before;
    }
    if (first != 0) {
        SLOT(first)->prev = before;
        SLOT(last)->next = behind;
    }
}

static void tree_remove(slot_id slot)
{
    struct model_slot *self = SLOT(slot);
    slot_id last = 0;

    for (slot_id child = self->first; child != 0; child = SLOT(child)->next) {
        SLOT(child)->parent = self->parent;
        last = child;
    }
    tree_substitute(slot, self->first, last);
    if (self->parent == 0) {
        slot_id child = self->first;

        while (child != 0) {
            const slot_id next = SLOT(child)->next;

            SLOT(child)->next = SLOT(child)->prev = 0;
            child = next;
        }
    } else if (SLOT(self->parent)->first == 0 &&
               SLOT(self->parent)->type == KOZO_OBJECT_UNTYPED) {
        SLOT(self->parent)->at = 0; /* all its memory is free again */
    }
}

void model_install(slot_id slot, slot_id parent, const struct model_value *value)
{
    struct model_slot *self = SLOT(slot);

    MODEL_NEED(slot != 0 && model_is_empty(slot));
    *self = (struct model_slot){
        .type = value->type,
        .device = value->device,
        .rights = value->rights,
        .size_bits = value->size_bits,
        .object = value->object,
        .badge = value->badge,
        .at = value->at,
        .count = value->count,
        .parent = parent,
    };
    if (parent != 0) {
        self->next = SLOT(parent)->first;
        if (self->next != 0) {
            SLOT(self->next)->prev = slot;
        }
        SLOT(parent)->first = slot;
    }
    if (value->type != KOZO_OBJECT_REPLY) {
        OBJECT(value->object)->references++;
    }
}

void model_derive(const struct model *m, slot_id into, slot_id from, kozo_rights_t rights,
                  uint64_t badge)
{
    const struct model_slot *source = SLOT(from);
    const bool ports = source->type == KOZO_OBJECT_IO_PORT;

    if (m == NULL) {
        return;
    }
    model_install(into, from, &(struct model_value){
        .type = source->type,
        .device = source->device,
        .rights = rights,
        .size_bits = source->size_bits,
        .object = source->object,
        .badge = badge,
        .at = ports ? source->at : 0,
        .count = source->count,
    });
}

void model_move(const struct model *m, slot_id into, slot_id from)
{
    struct model_slot *self = SLOT(into);

    if (m == NULL) {
        return;
    }
    MODEL_NEED(into != 0 && model_is_empty(into));
    *self = *SLOT(from);
    tree_substitute(from, into, into);
    for (slot_id child = self->first; child != 0; child = SLOT(child)->next) {
        SLOT(child)->parent = into;
    }
    if (self->type == KOZO_OBJECT_REPLY) {
        OBJECT(self->object)->reply = into;
    }
    *SLOT(from) = (struct model_slot){0};
}

/* Where in `memory` the next object begins. */
static uint64_t model_place(slot_id memory, uint8_t size_bits)
{
    return (SLOT(memory)->at + (UINT64_C(1) << size_bits) - 1) >> size_bits << size_bits;
}

bool model_has_memory(slot_id memory, uint16_t count, uint8_t size_bits)
{
    const uint64_t capacity = UINT64_C(1) << SLOT(memory)->size_bits;
    const uint64_t place = model_place(memory, size_bits);

    return place <= capacity && count <= (capacity - place) >> size_bits;
}

void model_create(const struct model *m, slot_id first, uint16_t count, kozo_object_t kind,
                  uint8_t size_bits, slot_id from)
{
    const bool device = SLOT(from)->device;
    const kozo_rights_t absent = /* a device holds no code */
        device && kind == KOZO_OBJECT_FRAME ? KOZO_FRAME_RIGHT_EXECUTE : 0;

    for (unsigned i = 0; m != NULL && i < count; i++) {
        const uint64_t place = model_place(from, size_bits);

        model_install((slot_id)(first + i), from, &(struct model_value){
            .type = kind,
            .device = device,
            .rights = matrix_objects[kind].rights & (kozo_rights_t)~absent,
            .size_bits = size_bits,
            .object = model_object_new(kind, size_bits),
        });
        SLOT(from)->at = place + (UINT64_C(1) << size_bits);
    }
}

void model_bind(object_id thread, enum model_binding which, slot_id source)
{
    const slot_id slot = (slot_id)(OBJECT(thread)->area + which);

    model_derive(&model, slot, source, SLOT(source)->rights, SLOT(source)->badge);
    SLOT(slot)->bound = thread;
}

/* Nobody hears of its end any more. */
static void thread_leave(object_id thread)
{
    struct model_object *self = OBJECT(thread);

    self->waits_at = 0;
    if (model.pending == thread) {
        model.pending = 0;
    }
    if (self->reply != 0) {
        *SLOT(self->reply) = (struct model_slot){0};
        self->reply = 0;
    }
}

void model_thread_die(object_id thread)
{
    thread_leave(thread);
    OBJECT(thread)->state = KOZO_THREAD_STATE_DEAD;
}

static void thread_lose(object_id thread, enum model_binding which)
{
    struct model_object *self = OBJECT(thread);

    if (which == BINDING_ASPACE && self->state != KOZO_THREAD_STATE_INACTIVE &&
        self->state != KOZO_THREAD_STATE_DEAD) {
        thread_leave(thread);
        self->state = KOZO_THREAD_STATE_SUSPENDED;
    } else if (which == BINDING_BUDGET && self->home != 0) {
        OBJECT(self->home)->home = 0;
        self->home = 0;
    } else if (which == BINDING_FAULTS && self->waits_at != 0) {
        model_thread_die(thread);
    }
}

/* Empty a slot; an object that nothing designates any more goes to the list. */
static void drop(slot_id slot)
{
    struct model_slot was = *SLOT(slot);

    if (was.type == KOZO_OBJECT_NULL) {
        return;
    }
    tree_remove(slot);
    *SLOT(slot) = (struct model_slot){0};
    model_unmap(&was);
    if (was.type == KOZO_OBJECT_REPLY) {
        OBJECT(was.object)->reply = 0;
        model_thread_die(was.object);
        return;
    }
    if (was.bound != 0) {
        if (was.type == KOZO_OBJECT_NOTIFICATION) {
            OBJECT(was.object)->home = 0;
        }
        thread_lose(was.bound, (enum model_binding)(slot - OBJECT(was.bound)->area));
    }
    OBJECT(was.object)->references--;
    if (was.object != 0 && OBJECT(was.object)->references == 0) {
        ending[ending_count++] = was.object;
    }
}

static void endpoint_end(object_id endpoint)
{
    for (unsigned i = 1; i < MODEL_OBJECTS; i++) {
        if (OBJECT(i)->type == KOZO_OBJECT_THREAD && OBJECT(i)->waits_at == endpoint) {
            model_thread_die((object_id)i);
        }
    }
}

static void object_end(object_id id)
{
    struct model_object *self = OBJECT(id);

    switch (self->type) {
    case KOZO_OBJECT_ENDPOINT: endpoint_end(id); break;
    case KOZO_OBJECT_ASPACE: model_space_end(id); break;
    case KOZO_OBJECT_PAGE_TABLE: model_table_clear(id); break;
    case KOZO_OBJECT_THREAD: model_thread_die(id); break;
    default: break;
    }
    for (unsigned i = 0; i < self->slot_count; i++) {
        drop((slot_id)(self->area + i));
    }
    if (self->slot_count != 0) {
        area_give(self->area, self->slot_count);
    }
    *self = (struct model_object){0};
}

void model_remove(const struct model *m, slot_id slot)
{
    if (m == NULL) {
        return;
    }
    drop(slot);
    while (ending_count != 0) {
        object_end(ending[--ending_count]);
    }
}

/* `slot` itself may vanish on the way; then it is left without children. */
void model_remove_descendants(const struct model *m, slot_id slot)
{
    while (m != NULL && SLOT(slot)->first != 0) {
        model_remove(m, SLOT(slot)->first);
    }
}
