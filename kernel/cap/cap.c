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

/* Deletions between two looks for an interrupt. */
enum { REVOKE_BATCH = 8 };

static const struct cap_slot empty_slot;

uint32_t cap_take_stamps(uint32_t count)
{
    uint32_t first = kernel.next_stamp;

    kassert(count != 0 && first != 0);
    if (count > UINT32_MAX - first) {
        first = 1;
    }
    kernel.next_stamp = first + count;
    return first;
}

static uint64_t cap_meta(const struct cap_value *value, uint32_t stamp)
{
    const uint64_t rights = value->rights & object_descriptors[value->type].rights_mask;

    return (uint64_t)value->type << META_TYPE_SHIFT | rights << META_RIGHTS_SHIFT |
           (uint64_t)value->size_bits << META_SIZE_SHIFT |
           (uint64_t)value->flags << META_FLAGS_SHIFT | (uint64_t)stamp << META_STAMP_SHIFT;
}

static void cap_fill(struct cap_slot *slot, const struct cap_value *value, uint32_t stamp)
{
    kassert(kernel_lock_is_held());
    kassert(cap_is_empty(slot) && value->type != KOZO_OBJECT_NULL && stamp != 0);
    *slot = (struct cap_slot){
        .object = value->object,
        .meta = cap_meta(value, stamp),
        .badge = value->badge,
        .aux = value->aux,
    };
    if (cap_has_header(value->type)) {
        struct object *object = cap_object(slot);

        kassert(object->type == value->type && (object->flags & OBJECT_DYING) == 0);
        object->references++;
    }
}

void cap_install_root(struct cap_slot *slot, const struct cap_value *value)
{
    cap_fill(slot, value, cap_take_stamps(1));
}

void cap_install(struct cap_slot *slot, struct cap_slot *parent, const struct cap_value *value,
                 uint32_t stamp)
{
    kassert(!cap_is_empty(parent) && !cap_is_zombie(parent));
    cap_fill(slot, value, stamp);
    cdt_insert(slot, parent);
}

static LOCKED kozo_err_t cap_derive(struct cap_slot *dest, struct cap_slot *source,
                                    kozo_rights_t mask, uint64_t badge, enum cap_flag flags)
{
    const struct object_descriptor *descriptor = &object_descriptors[cap_type(source)];

    if (!descriptor->copyable) {
        return KOZO_ERR_NOT_COPYABLE;
    }
    const struct cap_value value = {
        .object = source->object,
        .type = cap_type(source),
        .rights = cap_rights(source) & mask,
        .size_bits = cap_size_bits(source),
        .flags = (uint8_t)((cap_flags(source) & CAP_DEVICE) | flags),
        .badge = badge,
        .aux = cap_type(source) == KOZO_OBJECT_IO_PORT ? source->aux : 0,
    };

    cap_install(dest, source, &value, cap_take_stamps(1));
    return KOZO_OK;
}

kozo_err_t cap_copy(struct cap_slot *dest, struct cap_slot *source, kozo_rights_t mask)
{
    return cap_derive(dest, source, mask, source->badge, 0);
}

kozo_err_t cap_mint(struct cap_slot *dest, struct cap_slot *source, kozo_rights_t mask,
                    uint64_t badge)
{
    const struct object_descriptor *descriptor = &object_descriptors[cap_type(source)];

    if (descriptor->copyable && (!descriptor->badgeable || source->badge != 0)) {
        return KOZO_ERR_NOT_BADGEABLE;
    }
    return cap_derive(dest, source, mask, badge, 0);
}

kozo_err_t cap_bind(struct cap_slot *binding, struct cap_slot *source)
{
    return cap_derive(binding, source, cap_rights(source), source->badge, CAP_BOUND);
}

static uint64_t cap_meta_restamped(uint64_t meta, uint32_t stamp)
{
    return (meta & ((UINT64_C(1) << META_STAMP_SHIFT) - 1)) | (uint64_t)stamp << META_STAMP_SHIFT;
}

void cap_move(struct cap_slot *dest, struct cap_slot *source)
{
    kassert(kernel_lock_is_held());
    kassert(cap_is_empty(dest) && (cap_flags(source) & ~CAP_DEVICE) == 0);
    *dest = *source;
    dest->meta = cap_meta_restamped(source->meta, cap_take_stamps(1));
    cdt_replace(source, dest);
    *source = empty_slot;
    if (cap_type(dest) == KOZO_OBJECT_REPLY) {
        thread_reply_moved(cap_object(dest), dest);
    }
}

/* Tell the thread that contains `slot` that this binding is gone. */
static LOCKED void cap_tell_bound(struct thread *thread, const struct cap_slot *slot)
{
    thread_binding_lost(thread, (enum thread_binding)(slot - thread->bindings));
}

/* Make the last capability of an object a zombie. */
static LOCKED void cap_end_object(struct cap_slot *slot, struct object *object)
{
    object->references = 0;
    destroy_push(object, slot);
    if ((cap_flags(slot) & CAP_BOUND) != 0) {
        cap_tell_bound(thread_of_binding(slot), slot);
    }
}

bool cap_drop(struct cap_slot *slot)
{
    struct thread *bound = NULL;
    struct thread *waiting = NULL;

    kassert(kernel_lock_is_held());
    if (cap_is_empty(slot)) {
        return true;
    }
    if (cap_is_zombie(slot)) {
        return false;
    }
    if (cap_has_header(cap_type(slot))) {
        struct object *object = cap_object(slot);

        kassert(object->references != 0);
        if (object->references == 1) {
            cap_end_object(slot, object);
            return false;
        }
        object->references--;
    } else if (cap_type(slot) == KOZO_OBJECT_FRAME || cap_type(slot) == KOZO_OBJECT_PAGE_TABLE) {
        aspace_unmap_slot(slot);
    } else if (cap_type(slot) == KOZO_OBJECT_REPLY) {
        waiting = cap_object(slot);
    }
    if ((cap_flags(slot) & CAP_BOUND) != 0) {
        bound = thread_of_binding(slot);
    }
    cdt_remove(slot);
    *slot = empty_slot;
    if (bound != NULL) {
        cap_tell_bound(bound, slot);
    }
    if (waiting != NULL) {
        thread_reply_lost(waiting);
    }
    return true;
}

kozo_err_t cap_delete(struct cap_slot *slot)
{
    cap_drop(slot);
    return destroy_until_empty(slot);
}

/* `slot` itself may vanish on the way, if it lies in a CNode that was derived from it; then it
 * is left empty, and so without children. */
kozo_err_t cap_revoke(struct cap_slot *slot)
{
    unsigned deleted = 0;

    if (cap_is_zombie(slot)) {
        return destroy_until_empty(slot);
    }
    while (slot->first != 0) {
        const kozo_err_t error = cap_delete(slot_at(slot->first));

        if (error != KOZO_OK) {
            return error;
        }
        deleted++;
        if (deleted % REVOKE_BATCH == 0 && slot->first != 0 && arch_interrupt_waits()) {
            return KERNEL_RESTART;
        }
    }
    return KOZO_OK;
}

void cap_forget_reply(struct cap_slot *slot)
{
    kassert(cap_type(slot) == KOZO_OBJECT_REPLY && slot->prev == 0 && slot->next == 0);
    *slot = empty_slot;
}
