/* SPDX-License-Identifier: MIT */
/* cap.c: capabilities come, are copied, move and go.
 * Owns: every field of an occupied slot but its links (cdt.c), what a mapping records (aspace.c)
 *   and the memory of an Untyped (untyped.c); object.references; kernel.next_stamp.
 * Invariants: INV-CAP-2, INV-CAP-4, INV-CAP-6, INV-OBJ-1.
 * Order: kernel lock held. A slot is consistent before anybody is told that it has changed. */
#include "cdt.h"

#include <kozo/arch.h>
#include <kozo/aspace.h>
#include <kozo/cpu.h>
#include <kozo/destroy.h>
#include <kozo/gen/objects.h>
#include <kozo/outcome.h>

/* Spare capabilities that are deleted between two looks for an interrupt; of others, one. */
enum { REVOKE_BATCH = 8 };

uint32_t cap_take_stamps(uint32_t count)
{
    uint32_t first = kernel.next_stamp;

    kassert(count != 0 && first != 0);
    if (unlikely(count > UINT32_MAX - first)) {
        first = 1;
    }
    kernel.next_stamp = first + count;
    return first;
}

static uint64_t cap_meta_of(const struct cap_value *value, uint32_t stamp)
{
    const kozo_rights_t rights = value->rights & object_descriptors[value->type].rights_mask;

    return cap_meta(value->type, rights, value->size_bits, stamp) |
           (uint64_t)value->flags << META_FLAGS_SHIFT;
}

/* Write every field of the empty `slot` once, but for its links. */
static inline void cap_fill_value(struct cap_slot *slot, uint64_t object, uint64_t meta,
                                  uint64_t badge, uint64_t aux)
{
    kassert(kernel_lock_is_held());
    kassert(cap_is_empty(slot) && (kozo_object_t)meta != KOZO_OBJECT_NULL);
    kassert((uint32_t)(meta >> META_STAMP_SHIFT) != 0);
    slot->object = object;
    slot->meta = meta;
    slot->badge = badge;
    slot->aux = aux;
    slot->space = 0;
    slot->level = 0;
}

/* As above, the links included. */
static inline void cap_fill(struct cap_slot *slot, uint64_t object, uint64_t meta, uint64_t badge,
                            uint64_t aux)
{
    cap_fill_value(slot, object, meta, badge, aux);
    cdt_unlink(slot);
}

/* Write zeroes over a slot whose links are clear. */
static inline void cap_clear(struct cap_slot *slot)
{
    slot->object = 0;
    slot->meta = 0;
    slot->badge = 0;
    slot->aux = 0;
    slot->space = 0;
    slot->level = 0;
}

/* Take a capability out of the tree, and leave its slot empty. */
static inline LOCKED void cap_take_out(struct cap_slot *slot)
{
    cdt_remove(slot);
    cap_clear(slot);
}

/* Count the capability in `slot` with its object, if that has a header. */
static inline void cap_count(const struct cap_slot *slot)
{
    if (cap_has_header(cap_type(slot))) {
        struct object *object = cap_object(slot);

        kassert(object->type == cap_type(slot) && (object->flags & OBJECT_DYING) == 0);
        object->references++;
    }
}

/* One capability less designates the object of `slot`. */
static inline void cap_uncount(const struct cap_slot *slot)
{
    struct object *object = cap_object(slot);

    /*@ ghost cap_renumber(slot, object); */
    object->references--;
}

void cap_install_root(struct cap_slot *slot, const struct cap_value *value)
{
    cap_fill(slot, value->object, cap_meta_of(value, cap_take_stamps(1)), value->badge, value->aux);
    cap_count(slot);
}

void cap_install(struct cap_slot *slot, struct cap_slot *parent, const struct cap_value *value,
                 uint32_t stamp)
{
    kassert(!cap_is_empty(parent) && !cap_is_zombie(parent));
    cap_fill(slot, value->object, cap_meta_of(value, stamp), value->badge, value->aux);
    cap_count(slot);
    cdt_insert(slot, parent);
}

/* Fill a slot of a run, which is `self`. */
static inline void cap_fill_sibling(struct cap_slot *slot, slot_ref_t self, uint64_t object,
                                    uint64_t meta)
{
    cap_fill_value(slot, object, meta, 0, 0);
    cdt_link_neighbours(slot, self);
}

/* Fill the empty slots of a run, the first of which is `self`, and make them siblings. */
static inline void cap_fill_run(struct cap_slot *slots, slot_ref_t self, uint32_t count,
                                uint64_t object, uint64_t size, uint64_t meta)
{
    /*@ loop invariant some: 0 <= i <= count;
        loop invariant object: object == behind(\at(object, Pre), size, i);
        loop invariant meta: meta == \at(meta, Pre) + i * 0x100000000;
        loop invariant type: TYPE(meta) == TYPE(\at(meta, Pre));
        loop invariant stamp: STAMP(\at(meta, Pre)) <= STAMP(meta) <= STAMP(\at(meta, Pre)) + i;
        loop invariant empty: EMPTY_RUN(self + i, count - i);
        loop invariant made_object: MADE_OBJECTS(self, i, \at(object, Pre), size);
        loop invariant made_meta: MADE_METAS(self, i, \at(meta, Pre));
        loop invariant made_plain: MADE_PLAIN(self, i);
        loop invariant linked_leaf: LEAVES(self, i);
        loop invariant linked_prev: LINKED_PREV(self, i);
        loop invariant linked_next: LINKED_NEXT(self, i);
        loop assigns i, object, meta, memory[self .. self + count - 1];
        loop variant count - i; */
    for (uint32_t i = 0; i < count; i++) {
        cap_fill_sibling(&slots[i], self + i, object, meta);
        object += size;
        meta = cap_meta_later(meta, 1);
        /*@ assert others: \forall integer j; self <= j < self + i ==>
                memory[j].meta == \at(memory[j].meta, LoopCurrent); */
    }
}

/* How long the object of a capability with `meta` is. */
static inline uint64_t cap_size_of(uint64_t meta)
{
    return UINT64_C(1) << (uint8_t)(meta >> META_SIZE_SHIFT);
}

void cap_install_run(struct cap_slot *slots, uint32_t count, struct cap_slot *parent,
                     uint64_t object, uint64_t meta)
{
    const uint64_t size = cap_size_of(meta);
    const slot_ref_t self = slot_ref(slots);

    kassert(count != 0 && !cap_is_empty(parent) && !cap_is_zombie(parent));
    cap_fill_run(slots, self, count, object, size, meta);
    /*@ assert made: MADE_OBJECTS(ref(slots), count, object, size); */
    /*@ assert kept: \forall integer j; in_tree(j) ==>
            memory[j].first == \at(memory[j].first, Pre) &&
            memory[j].prev == \at(memory[j].prev, Pre); */
    cdt_insert_run(self, self + (count - 1), parent);
}

/* The meta of a capability that is derived from one with `meta`, keeping the rights in `mask`. */
static inline uint64_t cap_meta_derived(uint64_t meta, kozo_rights_t mask, uint8_t flags,
                                        uint32_t stamp)
{
    return (meta & (UINT64_C(0xff) << META_TYPE_SHIFT | (uint64_t)mask << META_RIGHTS_SHIFT |
                    UINT64_C(0xff) << META_SIZE_SHIFT |
                    (uint64_t)CAP_DEVICE << META_FLAGS_SHIFT)) |
           (uint64_t)flags << META_FLAGS_SHIFT | (uint64_t)stamp << META_STAMP_SHIFT;
}

/* Fill `dest` with a capability of a copyable type, derived from `source`. An I/O range keeps how
 * many ports it has; what else may lie there is of a mapping, which stays with the source. */
static inline LOCKED void cap_derive(struct cap_slot *dest, struct cap_slot *source,
                                     kozo_rights_t mask, uint64_t badge, uint8_t flags)
{
    const uint64_t meta = cap_meta_derived(source->meta, mask, flags, cap_take_stamps(1));

    kassert(!cap_is_zombie(source));
    cap_fill(dest, source->object, meta, badge,
             cap_type(source) == KOZO_OBJECT_IO_PORT ? source->aux : 0);
    cap_count(dest);
    cdt_insert(dest, source);
}

kozo_err_t cap_copy(struct cap_slot *dest, struct cap_slot *source, kozo_rights_t mask)
{
    if (!object_is_of(cap_type(source), OBJECTS_COPYABLE)) {
        return KOZO_ERR_NOT_COPYABLE;
    }
    cap_derive(dest, source, mask, source->badge, 0);
    return KOZO_OK;
}

kozo_err_t cap_mint(struct cap_slot *dest, struct cap_slot *source, kozo_rights_t mask,
                    uint64_t badge)
{
    if (!object_is_of(cap_type(source), OBJECTS_COPYABLE)) {
        return KOZO_ERR_NOT_COPYABLE;
    }
    if (!object_is_of(cap_type(source), OBJECTS_BADGEABLE) || source->badge != 0) {
        return KOZO_ERR_NOT_BADGEABLE;
    }
    cap_derive(dest, source, mask, badge, 0);
    return KOZO_OK;
}

kozo_err_t cap_bind(struct cap_slot *binding, struct cap_slot *source)
{
    if (!object_is_of(cap_type(source), OBJECTS_COPYABLE)) {
        return KOZO_ERR_NOT_COPYABLE;
    }
    cap_derive(binding, source, cap_rights(source), source->badge, CAP_BOUND);
    return KOZO_OK;
}

static uint64_t cap_meta_restamped(uint64_t meta, uint32_t stamp)
{
    return (meta & ((UINT64_C(1) << META_STAMP_SHIFT) - 1)) | (uint64_t)stamp << META_STAMP_SHIFT;
}

/* Write what `source` holds to `dest`, but for the links, under a new stamp. */
static inline LOCKED void cap_carry(struct cap_slot *dest, const struct cap_slot *source)
{
    dest->object = source->object;
    dest->meta = cap_meta_restamped(source->meta, cap_take_stamps(1));
    dest->badge = source->badge;
    dest->aux = source->aux;
    dest->space = source->space;
    dest->level = source->level;
}

void cap_move(struct cap_slot *dest, struct cap_slot *source)
{
    kassert(kernel_lock_is_held());
    kassert(cap_is_empty(dest) && (cap_flags(source) & ~CAP_DEVICE) == 0);
    cap_carry(dest, source);
    cdt_replace(source, dest);
    cap_clear(source);
    if (cap_type(dest) == KOZO_OBJECT_REPLY) {
        struct thread *caller = cap_object(dest);

        thread_reply_moved(caller, dest);
    }
}

/* Tell the thread that contains `slot` that this binding is gone. */
static LOCKED void cap_tell_bound(struct thread *thread, const struct cap_slot *slot)
{
    thread_binding_lost(thread, (enum thread_binding)(slot - thread->bindings));
}

/* Make the last capability of an object, which no longer counts it, a zombie. */
static LOCKED void cap_end_object(struct cap_slot *slot, struct object *object)
{
    destroy_push(object, slot);
    if ((cap_flags(slot) & CAP_BOUND) != 0) {
        cap_tell_bound(thread_of_binding(slot), slot);
    }
}

/* Empty a slot, and tell whom that concerns. */
static LOCKED void cap_vacate(struct cap_slot *slot)
{
    struct thread *bound = NULL;
    struct thread *waiting = NULL;

    if ((cap_flags(slot) & CAP_BOUND) != 0) {
        bound = thread_of_binding(slot);
    }
    if (cap_type(slot) == KOZO_OBJECT_REPLY) {
        waiting = cap_object(slot);
    }
    cap_take_out(slot);
    if (bound != NULL) {
        cap_tell_bound(bound, slot);
    }
    if (waiting != NULL) {
        thread_reply_lost(waiting);
    }
}

/* Drop one that its object counts. It stays, as a zombie, if it was the last; was it not? */
static LOCKED bool cap_drop_counted(struct cap_slot *slot)
{
    struct object *object = cap_object(slot);

    kassert(object->references != 0);
    cap_uncount(slot);
    if (object->references == 0) {
        cap_end_object(slot, object);
        return false;
    }
    cap_vacate(slot);
    return true;
}

/* Drop one that stands for no object in memory, or for one that does not count. */
static LOCKED void cap_drop_uncounted(struct cap_slot *slot)
{
    if (cap_type(slot) == KOZO_OBJECT_FRAME || cap_type(slot) == KOZO_OBJECT_PAGE_TABLE) {
        aspace_unmap_slot(slot);
    }
    cap_vacate(slot);
}

bool cap_drop(struct cap_slot *slot)
{
    kassert(kernel_lock_is_held());
    if (cap_is_empty(slot)) {
        return true;
    }
    if (cap_is_zombie(slot)) {
        return false;
    }
    if (cap_has_header(cap_type(slot))) {
        return cap_drop_counted(slot);
    }
    cap_drop_uncounted(slot);
    return true;
}

/* Do only the slot and the tree change when the capability in it is deleted? It is one of several
 * to its object, and not bound, and nothing waits for its destruction. */
static inline LOCKED bool cap_is_spare(const struct cap_slot *slot)
{
    if (!cap_has_header(cap_type(slot)) || cap_flags(slot) != 0 || kernel.dying != 0) {
        return false;
    }
    const struct object *object = cap_object(slot);

    return object->references > 1;
}

/* Empty a slot that holds a spare capability: what cap_delete() comes to here. */
static inline LOCKED void cap_drop_spare(struct cap_slot *slot)
{
    cap_uncount(slot);
    cap_take_out(slot);
}

kozo_err_t cap_delete(struct cap_slot *slot)
{
    if (likely(cap_is_spare(slot))) {
        cap_drop_spare(slot);
        return KOZO_OK;
    }
    cap_drop(slot);
    return destroy_until_empty(slot);
}

/* `slot` itself may vanish on the way, if it lies in a CNode that was derived from it; then it
 * is left empty, and so without children. */
kozo_err_t cap_revoke(struct cap_slot *slot)
{
    unsigned spare = 0;

    if (cap_is_zombie(slot)) {
        return destroy_until_empty(slot);
    }
    /*@ loop invariant held: lock_held;
        loop invariant forest: tree;
        loop invariant sound: sound;
        loop invariant inside: slot->first != 0 ==> in_tree(ref(slot));
        loop assigns spare, DESTRUCTION_WRITES; */
    while (slot->first != 0) {
        struct cap_slot *child = slot_at(slot->first);

        if (likely(cap_is_spare(child))) {
            cap_drop_spare(child);
            spare++;
        } else {
            const kozo_err_t error = cap_delete(child);

            if (error != KOZO_OK) {
                return error;
            }
            spare = 0;
        }
        if (spare % REVOKE_BATCH == 0 && slot->first != 0 && arch_interrupt_waits()) {
            return KERNEL_RESTART;
        }
    }
    return KOZO_OK;
}

void cap_forget_reply(struct cap_slot *slot)
{
    kassert(cap_type(slot) == KOZO_OBJECT_REPLY && slot->prev == 0 && slot->next == 0);
    kassert(slot->first == 0 && slot->last == 0);
    cap_clear(slot);
}
