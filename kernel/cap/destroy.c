/* SPDX-License-Identifier: MIT */
/* destroy.c: the stack of the dying. What it is for is told in destroy.h.
 * Order: kernel lock held; preemption point after every step. */
#include "cdt.h"

#include <kozo/arch.h>
#include <kozo/budget.h>
#include <kozo/cnode.h>
#include <kozo/cpu.h>
#include <kozo/destroy.h>
#include <kozo/endpoint.h>
#include <kozo/notification.h>
#include <kozo/outcome.h>

/* Does the zombie of `object` lie in the object itself? */
static bool destroy_holds_itself(const struct object *object)
{
    const struct cap_slot *zombie = slot_at(object->zombie);
    const uint64_t zombie_at = (uint64_t)object->zombie << KOZO_SLOT_BITS;

    return zombie_at - zombie->object < UINT64_C(1) << cap_size_bits(zombie);
}

void destroy_push(struct object *object, struct cap_slot *slot)
{
    kassert(kernel_lock_is_held());
    kassert(cap_object(slot) == object && !cap_is_zombie(slot));
    kassert(object->references == 0 && slot->first == 0);
    slot->meta |= (uint64_t)CAP_ZOMBIE << META_FLAGS_SHIFT;
    object->flags |= OBJECT_DYING;
    object->zombie = slot_ref(slot);
    object->origin = slot_ref(slot);
    object->dying_next = kernel.dying;
    kernel.dying = object_ref(object);
}

/* The work on the top is done: nothing refers to it any more. */
static LOCKED void destroy_pop(struct object *object)
{
    struct cap_slot *zombie = slot_at(object->zombie);

    kassert(kernel.dying == object_ref(object));
    kernel.dying = object->dying_next;
    object->flags = 0;
    if (object->type == KOZO_OBJECT_CNODE || object->type == KOZO_OBJECT_THREAD) {
        kernel.upheavals++;
    }
    cdt_remove(zombie);
    *zombie = (struct cap_slot){0};
}

/* Let the top wait until `first`, whose zombie lies in it, is gone. */
static LOCKED void destroy_wait_for(struct object *top, struct object *first)
{
    kassert(kernel.dying == object_ref(top) && top != first);
    kernel.dying = top->dying_next;
    top->dying_next = first->dying_next;
    first->dying_next = object_ref(top);
}

/* Let the zombie of `owner` and the zombie of `other`, which lies in `owner`, change places. A
 * slot keeps its stamp, and the mark of a binding. */
static LOCKED void destroy_exchange(struct object *owner, struct object *other)
{
    struct cap_slot *here = slot_at(owner->zombie);
    struct cap_slot *there = slot_at(other->zombie);
    const uint64_t kept = (uint64_t)UINT32_MAX << META_STAMP_SHIFT |
                          (uint64_t)CAP_BOUND << META_FLAGS_SHIFT;
    const struct cap_slot moved = *here;

    kernel.upheavals++;
    cdt_exchange_leaves(here, there);
    here->object = there->object;
    here->badge = there->badge;
    here->meta = (here->meta & kept) | (there->meta & ~kept);
    there->object = moved.object;
    there->badge = moved.badge;
    there->meta = (there->meta & kept) | (moved.meta & ~kept);
    owner->zombie = slot_ref(there);
    other->zombie = slot_ref(here);
}

bool destroy_clear_slot(struct object *owner, struct cap_slot *slot)
{
    struct object *occupant;

    kassert(kernel.dying == object_ref(owner));
    if (!cap_is_zombie(slot)) {
        if (cap_drop(slot)) {
            return true;
        }
        occupant = cap_object(slot);
        occupant->origin = owner->origin;
        return false;
    }
    occupant = cap_object(slot);
    if (occupant == owner) {
        return true;
    }
    if (destroy_holds_itself(owner)) {
        destroy_wait_for(owner, occupant);
        return false;
    }
    destroy_exchange(owner, occupant);
    return true;
}

static LOCKED bool destroy_step(struct object *object)
{
    switch (object->type) {
    case KOZO_OBJECT_CNODE:
        return cnode_destroy_step(container_of(object, struct cnode, object));
    case KOZO_OBJECT_ENDPOINT:
        return endpoint_destroy_step(container_of(object, struct endpoint, object));
    case KOZO_OBJECT_NOTIFICATION:
        return notification_destroy_step(container_of(object, struct notification, object));
    case KOZO_OBJECT_THREAD:
        return thread_destroy_step(container_of(object, struct thread, object));
    case KOZO_OBJECT_ASPACE:
        return aspace_destroy_step(container_of(object, struct aspace, object));
    case KOZO_OBJECT_BUDGET:
        return budget_destroy_step(container_of(object, struct budget, object));
    default:
        unreachable();
    }
}

static LOCKED bool destroy_top_is_forlorn(void)
{
    return kernel.dying != 0 &&
           !cap_is_zombie(slot_at(object_at(kernel.dying)->origin));
}

kozo_err_t destroy_until_empty(struct cap_slot *slot)
{
    bool helped = false;

    kassert(kernel_lock_is_held());
    while (!cap_is_empty(slot) || destroy_top_is_forlorn() || (kernel.dying != 0 && !helped)) {
        struct object *top;

        helped = cap_is_empty(slot);
        kensure(kernel.dying != 0);
        top = object_at(kernel.dying);
        if (destroy_step(top)) {
            destroy_pop(top);
        }
        if (arch_interrupt_waits()) {
            return cap_is_empty(slot) ? KOZO_OK : KERNEL_RESTART;
        }
    }
    return KOZO_OK;
}
