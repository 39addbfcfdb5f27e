/* SPDX-License-Identifier: MIT */
/* counts.h: how the capabilities of an object are counted, for proofs: ghost state numbers them
 * from 1 to at most object.references, so that what counts 1 has no other. */
#pragma once

#include "slots.h"

/*@ ghost long cap_number[SLOTS]; */

/*@ ghost
    /@ requires slot: PLACED(slot);
       assigns \nothing;
       ensures told: \result == ref(slot); @/
    long count_index(const struct cap_slot *slot);

    /@ requires index: 0 <= index < SLOTS;
       assigns \nothing;
       ensures told: \result == object_of(memory[index].object); @/
    struct object *count_object(long index);

    /@ requires slot: PLACED(slot);
       requires object: \valid_read(object);
       assigns cap_number[0 .. SLOTS - 1];
       ensures told: \forall integer i; 0 <= i < SLOTS ==> cap_number[i] ==
           (object_of(memory[i].object) == object && \old(cap_number[i]) == object->references
                ? \old(cap_number[ref(slot)]) : \old(cap_number[i])); @/
    void cap_renumber(const struct cap_slot *slot, const struct object *object)
    {
        const long self = count_index(slot);
        const long number = cap_number[self];
        /@ loop invariant 0 <= j <= SLOTS;
           loop invariant \forall integer k; j <= k < SLOTS ==>
               cap_number[k] == \at(cap_number[k], Pre);
           loop invariant \forall integer k; 0 <= k < j ==> cap_number[k] ==
               (object_of(memory[k].object) == object &&
                \at(cap_number[k], Pre) == object->references
                    ? number : \at(cap_number[k], Pre));
           loop assigns j, cap_number[0 .. SLOTS - 1];
           loop variant SLOTS - j; @/
        for (long j = 0; j < SLOTS; j++) {
            if (count_object(j) == object && cap_number[j] == object->references) {
                cap_number[j] = number;
            }
        }
    }
*/
