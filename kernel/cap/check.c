/* SPDX-License-Identifier: MIT */
/* check.c: does the capability system hold what it promises?
 *
 * All capabilities of one object hang together by derivation, and so does every chain whose common
 * ancestor was deleted: call that a family. cap_check() goes through the slots of all containers
 * that it can reach (CNodes and, for their bindings, threads, from the boot-time CNode and the
 * stack of the dying on) and through the whole family of every capability in them. First it counts,
 * then it judges; then the marks are taken away again. No link is followed before it has been found
 * to be mutual.
 *
 * Owns: object.found, object.check_next, OBJECT_LISTED, CAP_CHECKED.
 * Invariants: none but those it looks for; INV-CAP-4 only in part. */
#include "cdt.h"

#include <kozo/aspace.h>
#include <kozo/check.h>
#include <kozo/cnode.h>
#include <kozo/cpu.h>
#include <kozo/endpoint.h>
#include <kozo/gen/objects.h>
#include <kozo/notification.h>
#include <kozo/untyped.h>

/* The containers found so far, in the order of discovery. */
struct check_list {
    struct object *head, *tail;
};

static void check_that(bool holds, const char *invariant, const struct cap_slot *slot)
{
    if (unlikely(!holds)) {
        panic("%s is broken at slot %lx, object %lx, meta %lx", invariant,
              (unsigned long)ptr_to_phys(slot).raw, (unsigned long)slot->object,
              (unsigned long)slot->meta);
    }
}

/* Links */

static bool check_is_linked(slot_ref_t ref)
{
    return !cap_is_empty(slot_at(ref));
}

static void check_links(const struct cap_slot *slot)
{
    const slot_ref_t self = slot_ref(slot);

    check_that(cap_type(slot) < KOZO_OBJECT_LIMIT, "INV-CAP-1", slot);
    check_that((slot->first == 0) == (slot->last == 0), "INV-CAP-1", slot);
    if (slot->first != 0) {
        check_that(check_is_linked(slot->first) && slot_at(slot->first)->prev == self, "INV-CAP-1",
                   slot);
        check_that(check_is_linked(slot->last) && slot_at(slot->last)->next == self, "INV-CAP-1",
                   slot);
    }
    if (slot->prev != 0) {
        check_that(check_is_linked(slot->prev) &&
                       (cdt_is_first(slot) || slot_at(slot->prev)->next == self),
                   "INV-CAP-1", slot);
    }
    if (slot->next != 0) {
        check_that(check_is_linked(slot->next) &&
                       (cdt_is_last(slot) || slot_at(slot->next)->prev == self),
                   "INV-CAP-1", slot);
    }
}

/* The head of the chain that the family of `slot` begins with. A second walker at half the speed
 * meets the first if they run in a circle. */
static struct cap_slot *check_family_head(struct cap_slot *slot)
{
    struct cap_slot *slow = slot;
    bool odd = false;

    check_links(slot);
    while (slot->prev != 0) {
        slot = slot_at(slot->prev);
        check_links(slot);
        if (odd) {
            slow = slot_at(slow->prev);
        }
        odd = !odd;
        check_that(slot != slow, "INV-CAP-3", slot);
    }
    return slot;
}

/* Counting */

static void check_list_add(struct check_list *list, struct object *object)
{
    if ((object->flags & OBJECT_LISTED) != 0) {
        return;
    }
    object->flags |= OBJECT_LISTED;
    if (list->head == NULL) {
        list->head = object;
    } else {
        list->tail->check_next = object_ref(object);
    }
    list->tail = object;
}

static bool check_is_container(kozo_object_t type)
{
    return type == KOZO_OBJECT_CNODE || type == KOZO_OBJECT_THREAD;
}

static struct object *check_list_next(const struct object *object)
{
    return object->check_next != 0 ? object_at(object->check_next) : NULL;
}

/* The slots of a container; one behind the other, because most are empty and are only passed
 * over. */
static struct cap_slot *check_slots(struct object *object, uint32_t *count)
{
    if (object->type == KOZO_OBJECT_CNODE) {
        struct cnode *cnode = container_of(object, struct cnode, object);

        *count = cnode->slot_count - 1;
        return cnode->slots;
    }
    struct thread *thread = container_of(object, struct thread, object);

    *count = THREAD_BINDINGS;
    return thread->bindings;
}

static void check_count(struct cap_slot *slot, struct check_list *list)
{
    slot->meta |= (uint64_t)CAP_CHECKED << META_FLAGS_SHIFT;
    if (cap_has_header(cap_type(slot))) {
        struct object *object = cap_object(slot);

        if (!cap_is_zombie(slot)) {
            object->found++;
        }
        if (check_is_container(cap_type(slot))) {
            check_list_add(list, object);
        }
    }
}

/* Returns the number of capabilities in the family. */
static uint64_t check_count_family(struct cap_slot *member, struct check_list *list)
{
    uint64_t count = 0;

    for (struct cap_slot *slot = check_family_head(member); slot != NULL; slot = cdt_next(slot)) {
        check_links(slot);
        check_that((cap_flags(slot) & CAP_CHECKED) == 0, "INV-CAP-3", slot);
        check_count(slot, list);
        count++;
    }
    return count;
}

/* Judging */

static uint64_t check_end(const struct cap_slot *slot)
{
    return slot->object + (UINT64_C(1) << cap_size_bits(slot));
}

static bool check_same_object(const struct cap_slot *one, const struct cap_slot *other)
{
    return cap_type(one) == cap_type(other) && one->object == other->object &&
           cap_size_bits(one) == cap_size_bits(other);
}

/* `slot` against what it was derived from, which is not an Untyped. */
static void check_copy(const struct cap_slot *slot, const struct cap_slot *parent)
{
    check_that(cap_type(slot) == cap_type(parent), "INV-CAP-2", slot);
    check_that((cap_rights(slot) & ~cap_rights(parent)) == 0, "INV-CAP-2", slot);
    check_that(parent->badge == 0 || slot->badge == parent->badge, "INV-CAP-2", slot);
    if (cap_type(slot) == KOZO_OBJECT_IO_PORT) {
        check_that(slot->object >= parent->object &&
                       slot->object + slot->aux <= parent->object + parent->aux,
                   "INV-CAP-2", slot);
    } else {
        check_that(check_same_object(slot, parent), "INV-CAP-2", slot);
    }
}

/* Addresses fall along the list of an Untyped's children, so neighbours are all that can
 * overlap. */
static void check_untyped(const struct cap_slot *untyped)
{
    uint64_t limit = untyped->object + untyped->aux;
    const struct cap_slot *before = NULL;

    check_that((untyped->object & (check_end(untyped) - untyped->object - 1)) == 0, "INV-MEM-1",
               untyped);
    check_that(untyped->aux <= check_end(untyped) - untyped->object, "INV-MEM-1", untyped);
    check_that(untyped->first != 0 || untyped->aux == 0, "INV-MEM-2", untyped);
    for (slot_ref_t ref = untyped->first; ref != 0 && ref != slot_ref(untyped);) {
        const struct cap_slot *child = slot_at(ref);

        check_that(object_descriptors[cap_type(child)].sizes >> cap_size_bits(child) & 1,
                   "INV-MEM-1", child);
        if (before == NULL || !check_same_object(child, before)) {
            check_that(child->object >= untyped->object && check_end(child) <= limit, "INV-MEM-1",
                       child);
            limit = child->object;
        }
        before = child;
        ref = child->next;
    }
}

static void check_children(const struct cap_slot *slot)
{
    if (cap_type(slot) == KOZO_OBJECT_UNTYPED) {
        check_untyped(slot);
        return;
    }
    for (slot_ref_t ref = slot->first; ref != 0 && ref != slot_ref(slot);
         ref = slot_at(ref)->next) {
        check_copy(slot_at(ref), slot);
    }
}

static void check_zombie(const struct cap_slot *slot)
{
    const struct object *object = cap_object(slot);

    check_that(cap_has_header(cap_type(slot)), "INV-CAP-5", slot);
    check_that(slot->first == 0, "INV-CAP-5", slot);
    check_that((object->flags & OBJECT_DYING) != 0 && object->zombie == slot_ref(slot), "INV-CAP-5",
               slot);
}

static void check_object(const struct cap_slot *slot)
{
    const struct object *object = cap_object(slot);

    check_that(object->type == cap_type(slot), "INV-OBJ-1", slot);
    check_that((uint16_t)object->references == object->found, "INV-OBJ-1", slot);
    check_that(cap_is_zombie(slot) == ((object->flags & OBJECT_DYING) != 0), "INV-OBJ-2", slot);
    switch (object->type) {
    case KOZO_OBJECT_THREAD:
        check_thread(cap_object(slot));
        break;
    case KOZO_OBJECT_ENDPOINT:
        check_endpoint(cap_object(slot));
        break;
    case KOZO_OBJECT_NOTIFICATION:
        check_notification(cap_object(slot));
        break;
    default:
        break;
    }
}

static LOCKED void check_mapping(const struct cap_slot *slot)
{
    const bool is_frame = cap_type(slot) == KOZO_OBJECT_FRAME;
    const bool is_table = cap_type(slot) == KOZO_OBJECT_PAGE_TABLE;

    if (cap_type(slot) == KOZO_OBJECT_UNTYPED) {
        return;
    }
    if (slot->space == 0) {
        check_that(slot->level == 0, "INV-MAP-1", slot);
        check_that(slot->aux == 0 || !(is_frame || is_table), "INV-MAP-1", slot);
        return;
    }
    check_that(is_frame || is_table, "INV-MAP-1", slot);
    check_that(slot->aux < KOZO_USER_TOP && slot->space < kernel.next_serial, "INV-MAP-1", slot);
    check_that(is_table == (slot->level != 0), "INV-MAP-1", slot);
}

static void check_reply(const struct cap_slot *slot)
{
    const struct thread *caller = cap_object(slot);

    check_that(caller->reply_slot == slot, "INV-CAP-7", slot);
    check_that(slot->first == 0 && slot->prev == 0 && slot->next == 0, "INV-CAP-7", slot);
}

/* What is made or copied of device memory is so, too, and nothing else is. */
static void check_device(const struct cap_slot *slot)
{
    const bool is_device = cap_is_device(slot);

    check_that(!is_device || object_descriptors[cap_type(slot)].device, "INV-CAP-8", slot);
    check_that(!is_device || cap_type(slot) != KOZO_OBJECT_FRAME ||
                   (cap_rights(slot) & KOZO_FRAME_RIGHT_EXECUTE) == 0,
               "INV-CAP-8", slot);
    for (slot_ref_t ref = slot->first; ref != 0 && ref != slot_ref(slot);
         ref = slot_at(ref)->next) {
        check_that(cap_is_device(slot_at(ref)) == is_device, "INV-CAP-8", slot_at(ref));
    }
}

static LOCKED void check_capability(const struct cap_slot *slot)
{
    const struct object_descriptor *descriptor = &object_descriptors[cap_type(slot)];

    check_that(cap_stamp(slot) != 0, "INV-CAP-4", slot);
    check_that((cap_rights(slot) & ~descriptor->rights_mask) == 0, "INV-CAP-2", slot);
    if (cap_is_zombie(slot)) {
        check_zombie(slot);
    }
    if (cap_has_header(cap_type(slot))) {
        check_object(slot);
    }
    if (cap_type(slot) == KOZO_OBJECT_REPLY) {
        check_reply(slot);
    }
    check_mapping(slot);
    check_device(slot);
    check_children(slot);
}

static LOCKED void check_judge_family(struct cap_slot *member)
{
    struct cap_slot *head = check_family_head(member);

    for (struct cap_slot *slot = head; slot != NULL; slot = cdt_next(slot)) {
        check_capability(slot);
    }
    for (struct cap_slot *slot = head; slot != NULL; slot = cdt_next(slot)) {
        slot->meta &= ~((uint64_t)CAP_CHECKED << META_FLAGS_SHIFT);
        if (cap_has_header(cap_type(slot))) {
            struct object *object = cap_object(slot);

            object->found = 0;
        }
    }
}

/* Does a zombie name this member of the stack of the dying? */
static bool check_is_dying(const struct object *object)
{
    if ((object->flags & OBJECT_DYING) == 0 || object->zombie == 0) {
        return false;
    }
    const struct cap_slot *zombie = slot_at(object->zombie);

    return cap_is_zombie(zombie) && cap_object(zombie) == object;
}

/* A second walker at half the speed meets the first if the stack leads back into itself. */
static LOCKED void check_dying(struct check_list *list)
{
    slot_ref_t slow = kernel.dying;
    bool odd = false;

    for (slot_ref_t ref = kernel.dying; ref != 0;) {
        struct object *object = object_at(ref);

        if (unlikely(!check_is_dying(object))) {
            panic("INV-OBJ-2 is broken at object %lx", (unsigned long)ptr_to_phys(object).raw);
        }
        if (check_is_container(object->type)) {
            check_list_add(list, object);
        }
        ref = object->dying_next;
        if (odd) {
            slow = object_at(slow)->dying_next;
        }
        odd = !odd;
        if (unlikely(ref == slow)) {
            panic("INV-OBJ-2 is broken: the stack of the dying is a circle");
        }
    }
}

static uint64_t check_count_container(struct object *object, struct check_list *list)
{
    uint64_t found = 0;
    uint32_t count;
    struct cap_slot *slots = check_slots(object, &count);

    for (uint32_t i = 0; i < count; i++) {
        if (!cap_is_empty(&slots[i]) && (cap_flags(&slots[i]) & CAP_CHECKED) == 0) {
            found += check_count_family(&slots[i], list);
        }
    }
    return found;
}

static LOCKED void check_judge_container(struct object *object)
{
    uint32_t count;
    struct cap_slot *slots = check_slots(object, &count);

    for (uint32_t i = 0; i < count; i++) {
        struct cap_slot *slot = &slots[i];
        const bool bound = (cap_flags(slot) & CAP_BOUND) != 0;

        if (cap_is_empty(slot)) {
            continue;
        }
        check_that(bound == (object->type == KOZO_OBJECT_THREAD), "INV-CAP-6", slot);
        if ((cap_flags(slot) & CAP_CHECKED) != 0) {
            check_judge_family(slot);
        }
    }
}

uint64_t cap_check(void)
{
    struct check_list list = {NULL, NULL};
    uint64_t count = 0;

    check_list_add(&list, &kernel.boot_cnode->object);
    check_dying(&list);
    for (struct object *object = list.head; object != NULL; object = check_list_next(object)) {
        count += check_count_container(object, &list);
    }
    for (struct object *object = list.head; object != NULL; object = check_list_next(object)) {
        check_judge_container(object);
    }
    for (struct object *object = list.head, *next; object != NULL; object = next) {
        next = check_list_next(object);
        object->check_next = 0;
        object->flags &= (uint8_t)~OBJECT_LISTED;
    }
    return count;
}
