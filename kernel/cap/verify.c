/* SPDX-License-Identifier: MIT */
/* verify.c: see verify.h.
 * Owns: struct climb. Order: kernel lock held; changes nothing else. */
#include "cdt.h"

#include <kozo/arch.h>
#include <kozo/cpu.h>
#include <kozo/gen/objects.h>
#include <kozo/outcome.h>
#include <kozo/verify.h>

/* Siblings between two looks for an interrupt. */
enum { CLIMB_BATCH = 8 };

/* The end of what a capability designates: of ports, bytes, or one thing without a size. */
static uint64_t verify_end(const struct cap_slot *slot)
{
    return slot->object + (cap_type(slot) == KOZO_OBJECT_IO_PORT
                               ? slot->aux
                               : UINT64_C(1) << cap_size_bits(slot));
}

/* An Untyped is its slot, and so is whatever else cannot be copied: one made of all the memory of
 * another is not the same. */
static bool verify_is_same(const struct cap_slot *one, const struct cap_slot *other)
{
    return one == other ||
           (cap_type(one) == cap_type(other) && object_is_of(cap_type(one), OBJECTS_COPYABLE) &&
            one->object == other->object && verify_end(one) == verify_end(other));
}

/* Can `part` have been derived from `whole`? Spares most of the climbs that lead nowhere. */
static bool verify_may_hold(const struct cap_slot *whole, const struct cap_slot *part)
{
    return whole->first != 0 && part->object >= whole->object &&
           verify_end(part) <= verify_end(whole) &&
           (cap_type(whole) == cap_type(part) || cap_type(whole) == KOZO_OBJECT_UNTYPED);
}

static bool climb_is_for(const struct climb *climb, const struct cap_slot *lower,
                         const struct cap_slot *upper)
{
    return climb->at != 0 && climb->lower == cap_stamp(lower) && climb->upper == cap_stamp(upper);
}

/* Is what lies in the slot where the climb paused what lay there then? If no container has gone,
 * it is a slot at least. */
static LOCKED bool climb_goes_on(const struct climb *climb)
{
    return climb->upheavals == kernel.upheavals && !cap_is_empty(slot_at(climb->at)) &&
           cap_stamp(slot_at(climb->at)) == climb->stamp;
}

/* Where to go on, or NULL if it has begun too often. */
static LOCKED const struct cap_slot *climb_enter(struct climb *climb, const struct cap_slot *lower,
                                                 const struct cap_slot *upper)
{
    if (!climb_is_for(climb, lower, upper)) {
        *climb = (struct climb){.lower = cap_stamp(lower), .upper = cap_stamp(upper)};
    } else if (climb_goes_on(climb)) {
        return slot_at(climb->at);
    }
    climb->starts++;
    return climb->starts <= CLIMB_STARTS ? lower : NULL;
}

static LOCKED kozo_err_t climb_pause(struct climb *climb, const struct cap_slot *at)
{
    climb->at = slot_ref(at);
    climb->stamp = cap_stamp(at);
    climb->upheavals = kernel.upheavals;
    return KERNEL_RESTART;
}

/* Is `upper` an ancestor of `lower`? */
static LOCKED kozo_err_t climb_to(struct climb *climb, const struct cap_slot *lower,
                                  const struct cap_slot *upper, bool *found)
{
    const struct cap_slot *at = climb_enter(climb, lower, upper);
    kozo_err_t error = at != NULL ? KOZO_OK : KOZO_ERR_DISTURBED;

    *found = false;
    for (unsigned steps = 1; at != NULL && at->next != 0 && !*found; steps++) {
        *found = cdt_is_last(at) && slot_at(at->next) == upper;
        at = slot_at(at->next);
        if (steps % CLIMB_BATCH == 0 && !*found && arch_interrupt_waits()) {
            return climb_pause(climb, at);
        }
    }
    *climb = (struct climb){0};
    return error;
}

kozo_err_t cap_verify(struct climb *climb, const struct cap_slot *self,
                      const struct cap_slot *other, kozo_relation_t *relation)
{
    kozo_err_t error = KOZO_OK;
    bool found = false;

    kassert(kernel_lock_is_held());
    *relation = verify_is_same(self, other) ? KOZO_RELATION_SAME_OBJECT : 0U;
    if (self == other) {
        return KOZO_OK;
    }
    /* A climb the other way that was interrupted came after this one, which had found nothing; but
     * not if it was of the question the other way round. */
    if (!(climb->asked == cap_stamp(self) && climb_is_for(climb, other, self)) &&
        verify_may_hold(other, self)) {
        error = climb_to(climb, self, other, &found);
        *relation |= found ? KOZO_RELATION_SELF_DERIVED : 0U;
    }
    if (error == KOZO_OK && !found && verify_may_hold(self, other)) {
        error = climb_to(climb, other, self, &found);
        *relation |= found ? KOZO_RELATION_OTHER_DERIVED : 0U;
    }
    if (error == KERNEL_RESTART) {
        climb->asked = cap_stamp(self);
    }
    return error;
}
