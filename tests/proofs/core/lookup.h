/* SPDX-License-Identifier: MIT */
/* lookup.h: what a handle names, for proofs. A CNode is a range of the one array of slots, and its
 * header takes the place of the range's first. */
#pragma once

#include "slots.h"
#include <kozo/cspace.h>

#define TYPE_OF(slot) ((unsigned char)(slot)->meta)
#define RIGHTS_OF(slot) ((unsigned char)((slot)->meta >> 8))
#define ZOMBIE(slot) (((unsigned char)((slot)->meta >> 24) & CAP_ZOMBIE) != 0)

/*@ axiomatic Spaces {
      logic struct cnode *cnode_at(integer object);
      logic integer base_of(struct cnode *cnode);
    }

    axiomatic Powers {
      logic integer power(integer bits);
      axiom power_0: power(0) == 1;
      axiom power_more: \forall integer r; 0 < r ==> power(r) == 2 * power(r - 1);
      axiom power_limit: \forall integer r; 0 < r <= 30 ==> 2 <= power(r) <= 0x40000000;
      axiom power_shift: \forall integer x, r; 0 <= x && 0 <= r ==> x >> r == x / power(r);
      axiom power_mask: \forall integer x, r; 0 <= x && 0 <= r ==>
          (x & (power(r) - 1)) == x % power(r);
      logic integer depth_of(integer raw);
      axiom depth: \forall integer raw; depth_of(raw) == ((raw >> 30) & 3) &&
          0 <= depth_of(raw) <= 3;
    }

    predicate is_cnode{L}(struct cnode *cnode) =
        \valid_read(&cnode->slot_count) && \valid_read(&cnode->radix) &&
        0 < cnode->radix <= 30 && cnode->slot_count == power(cnode->radix) &&
        0 < base_of(cnode) && base_of(cnode) + cnode->slot_count <= SLOTS;

    predicate designates{L}(struct cap_slot *slot) =
        TYPE_OF(slot) == KOZO_OBJECT_CNODE && !ZOMBIE(slot) ==>
            is_cnode(cnode_at(slot->object));

    predicate spaces{L} = \forall integer i; 0 < i < SLOTS ==> designates(&memory[i]);

    logic integer enter_error{L}(struct cap_slot *slot, integer needed) =
        TYPE_OF(slot) != KOZO_OBJECT_CNODE ? KOZO_ERR_NO_CAP :
        ZOMBIE(slot) ? KOZO_ERR_DYING :
        (RIGHTS_OF(slot) & needed) != needed ? KOZO_ERR_ACCESS_DENIED : KOZO_OK;

    logic integer index_in{L}(struct cap_slot *slot, integer address) =
        address % cnode_at(slot->object)->slot_count;
    logic integer rest_of{L}(struct cap_slot *slot, integer address) =
        address / cnode_at(slot->object)->slot_count;
    logic integer next_ref{L}(struct cap_slot *slot, integer address) =
        base_of(cnode_at(slot->object)) + index_in(slot, address);

    logic integer walk_error{L}(struct cap_slot *slot, integer needed, integer address,
                                integer depth) =
        enter_error(slot, needed) != KOZO_OK ? enter_error(slot, needed) :
        index_in(slot, address) == 0 ? KOZO_ERR_NO_CAP :
        depth <= 0 ? (rest_of(slot, address) == 0 ? KOZO_OK : KOZO_ERR_NO_CAP) :
        walk_error(&memory[next_ref(slot, address)], needed, rest_of(slot, address), depth - 1);

    logic integer walk_ref{L}(struct cap_slot *slot, integer address, integer depth) =
        depth <= 0 ? next_ref(slot, address) :
        walk_ref(&memory[next_ref(slot, address)], rest_of(slot, address), depth - 1);
*/

#define ROOT(caller) (&(caller)->bindings[THREAD_CSPACE])
#define ADDRESS(handle) ((handle).raw & 0x3fffffff)
#define DEPTH(handle) depth_of((handle).raw)
/* What the walk still has to find at this level is what it had to find. */
#define WALK_GOES_ON(caller, handle, needed, slot, address, level)                                 \
    (walk_error((struct cap_slot *)slot, needed, address, DEPTH(handle) - level) ==                \
         \at(walk_error(ROOT((struct thread *)caller), needed, ADDRESS(handle), DEPTH(handle)),    \
             Pre) &&                                                                               \
     walk_ref((struct cap_slot *)slot, address, DEPTH(handle) - level) ==                          \
         \at(walk_ref(ROOT((struct thread *)caller), ADDRESS(handle), DEPTH(handle)), Pre))

/*@ predicate may_look{L}(struct thread *caller) = \valid_read(caller) && spaces &&
        designates(ROOT(caller));
*/

/*@ requires readable: \valid_read(slot);
    assigns \nothing;
    ensures cnode: \result == cnode_at(slot->object); */
static inline void *cap_object(const struct cap_slot *slot);

/*@ requires cnode: is_cnode(cnode);
    requires inside: 0 < index < cnode->slot_count;
    assigns \nothing;
    ensures slot: \result == &memory[base_of(cnode) + index]; */
static inline struct cap_slot *cnode_slot(struct cnode *cnode, uint32_t index);

/*@ requires slot: \valid_read(slot);
    requires spaces: designates((struct cap_slot *)slot);
    requires out: \valid(out) && \separated(out, memory + (0 .. SLOTS - 1));
    assigns *out;
    ensures error: \result == enter_error{Pre}((struct cap_slot *)slot, needed);
    ensures cnode: \result == KOZO_OK ==>
        *out == cnode_at(\old(slot->object)) && is_cnode{Pre}(*out); */
static kozo_err_t cspace_enter(const struct cap_slot *slot, kozo_rights_t needed,
                               struct cnode **out);

/*@ requires caller: may_look((struct thread *)caller);
    requires out: \valid(out) && \separated(out, memory + (0 .. SLOTS - 1));
    assigns *out;
    ensures error: \result == \old(walk_error(ROOT((struct thread *)caller), needed,
                                              ADDRESS(handle), DEPTH(handle)));
    ensures slot: \result == KOZO_OK ==>
        *out == &memory[\old(walk_ref(ROOT((struct thread *)caller), ADDRESS(handle),
                                      DEPTH(handle)))];
    ensures inside: \result == KOZO_OK ==>
        0 < \old(walk_ref(ROOT((struct thread *)caller), ADDRESS(handle), DEPTH(handle))) < SLOTS;
 */
static kozo_err_t cspace_walk(const struct thread *caller, kozo_handle_t handle,
                              kozo_rights_t needed, struct cap_slot **out);
