/* SPDX-License-Identifier: MIT */
/* lookup.h: what a handle names, for proofs. A CNode is a range of the one array of slots, and its
 * header takes the place of the range's first.
 *
 * The contracts of cspace_lookup() and cnode_slots() have each clause, by its name, of those that
 * ../decoders.h trusts, but that SLOT_BUSY means an occupied slot. Functions of its ghost space:
 *   lookup_error(space, caller, handle, dying, path)  found_error(caller, handle, dying,
 *                                                                 needed(path))
 *   lookup_slot(space, caller, handle, dying, path)   &memory[found_ref(caller, handle)]
 *   slots_error(space, cnode, index, count)           NO_SLOT, SLOT_BUSY, OK: the cases there
 *   slots_first(space, cnode, index, count)           &memory[base_of(cnode) + index]
 *   is_cnode(space, cnode)                            is_cnode(cnode)
 *   slot_type, slot_rights (space, slot)              TYPE_OF(slot), RIGHTS_OF(slot)
 *   slot_object(space, slot)                          object_of(slot->object)
 * None depends on registers, the one thing of the kernel that a decoder writes before its handler
 * runs. What is required here besides are the kernel's invariants `may_look` and `cached`, and that
 * a decoder's variable is no slot. */
#pragma once

#include "handles.h"
#include "slots.h"
#include <kozo/cspace.h>

#define TYPE_OF(slot) ((unsigned char)(slot)->meta)
#define RIGHTS_OF(slot) ((unsigned char)((slot)->meta >> 8))
#define ZOMBIE(slot) (((unsigned char)((slot)->meta >> 24) & CAP_ZOMBIE) != 0)
#define STAMP_OF(slot) ((unsigned int)((slot)->meta >> 32))

/*@ logic struct cnode *cnode_at(integer object) = (struct cnode *)object_of(object);
    logic integer base_of(struct cnode *cnode) = ref((struct cap_slot *)cnode);

    predicate is_cnode{L}(struct cnode *cnode) =
        \valid_read(&cnode->slot_count) && \valid_read(&cnode->radix) &&
        0 < cnode->radix <= 30 && 1 < cnode->slot_count &&
        cnode->slot_count == power(cnode->radix) &&
        0 < base_of(cnode) && base_of(cnode) + cnode->slot_count <= SLOTS &&
        (struct cap_slot *)cnode == &memory[base_of(cnode)];

    predicate designates{L}(struct cap_slot *slot) =
        TYPE_OF(slot) == KOZO_OBJECT_CNODE ==> is_cnode(cnode_at(slot->object));

    predicate spaces{L} = \forall integer i; 0 < i < SLOTS ==> designates(&memory[i]);

    logic integer enter_error{L}(struct cap_slot *slot, integer needed) =
        TYPE_OF(slot) != KOZO_OBJECT_CNODE ? KOZO_ERR_NO_CAP :
        ZOMBIE(slot) ? KOZO_ERR_DYING :
        both(RIGHTS_OF(slot), needed) != needed ? KOZO_ERR_ACCESS_DENIED : KOZO_OK;

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

    logic integer held_error{L}(integer i, integer stamp, integer dying) =
        TYPE_OF(&memory[i]) == KOZO_OBJECT_NULL ? KOZO_ERR_NO_CAP :
        STAMP_OF(&memory[i]) != stamp ? KOZO_ERR_STALE :
        ZOMBIE(&memory[i]) && dying == 0 ? KOZO_ERR_DYING : KOZO_OK;
*/

#define ROOT(caller) (&(caller)->bindings[THREAD_CSPACE])
/* What the walk still has to find at this level is what it had to find. */
#define WALK_GOES_ON(caller, handle, needed, slot, address, level)                                 \
    (walk_error((struct cap_slot *)slot, needed, address, depth_of(handle.raw) - level) ==         \
         \at(path_error((struct thread *)caller, handle.raw, needed), Pre) &&                      \
     walk_ref((struct cap_slot *)slot, address, depth_of(handle.raw) - level) ==                   \
         \at(found_ref((struct thread *)caller, handle.raw), Pre))

/*@ logic integer found_ref{L}(struct thread *caller, integer raw) =
        walk_ref(ROOT(caller), address_of(raw), depth_of(raw));

    logic integer path_error{L}(struct thread *caller, integer raw, integer needed) =
        walk_error(ROOT(caller), needed, address_of(raw), depth_of(raw));

    logic integer found_error{L}(struct thread *caller, integer raw, integer dying,
                                 integer needed) =
        path_error(caller, raw, needed) != KOZO_OK ? path_error(caller, raw, needed) :
        held_error(found_ref(caller, raw), STAMP(raw), dying);

    predicate may_look{L}(struct thread *caller) = \valid_read(caller) && spaces &&
        designates(ROOT(caller));

    predicate cached{L}(struct thread *caller) =
        0 <= caller->cspace_mask <= 0xffffffff && (caller->cspace_mask != 0 ==>
            caller->cspace == cnode_at(ROOT(caller)->object) &&
            caller->cspace_mask == caller->cspace->slot_count - 1 &&
            TYPE_OF(ROOT(caller)) == KOZO_OBJECT_CNODE && !ZOMBIE(ROOT(caller)) &&
            both(RIGHTS_OF(ROOT(caller)), KOZO_CNODE_RIGHT_LOOKUP) == KOZO_CNODE_RIGHT_LOOKUP);
*/

/*@ exits \false; */
void *phys_to_ptr(paddr_t address);

/*@ requires cnode: is_cnode(cnode);
    requires inside: 0 < index < cnode->slot_count;
    assigns \nothing;
    exits \false;
    ensures slot: \result == &memory[base_of(cnode) + index]; */
static inline struct cap_slot *cnode_slot(struct cnode *cnode, uint32_t index);

/*@ requires slot: \valid_read(slot);
    requires spaces: designates((struct cap_slot *)slot);
    requires out: \valid(out) && \separated(out, memory + (0 .. SLOTS - 1));
    assigns *out;
    exits \false;
    ensures error: \result == enter_error{Pre}((struct cap_slot *)slot, needed);
    ensures code: \result <= 0xffff;
    ensures cnode: \result == KOZO_OK ==>
        *out == cnode_at(\old(slot->object)) && is_cnode{Pre}(*out); */
static kozo_err_t cspace_enter(const struct cap_slot *slot, kozo_rights_t needed,
                               struct cnode **out);

/*@ requires caller: may_look((struct thread *)caller);
    requires out: \valid(out) && \separated(out, memory + (0 .. SLOTS - 1));
    assigns *out;
    exits \false;
    ensures error: \result == path_error{Pre}((struct thread *)caller, handle.raw, needed);
    ensures code: \result <= 0xffff;
    ensures slot: \result == KOZO_OK ==>
        *out == &memory[found_ref{Pre}((struct thread *)caller, handle.raw)];
    ensures inside: \result == KOZO_OK ==>
        0 < found_ref{Pre}((struct thread *)caller, handle.raw) < SLOTS; */
static kozo_err_t cspace_walk(const struct thread *caller, kozo_handle_t handle,
                              kozo_rights_t needed, struct cap_slot **out);

/* The way through all CNodes and the short one find the same. */
#define FINDS                                                                                      \
    assigns *out;                                                                                  \
    ensures error: \result == found_error{Pre}((struct thread *)caller, handle.raw, allow_dying,   \
                                               needed(path_rights));                               \
    ensures code: \result <= 0xffff;                                                               \
    ensures slot: \result == KOZO_OK ==>                                                           \
        *out == &memory[found_ref{Pre}((struct thread *)caller, handle.raw)];                      \
    ensures inside: \result == KOZO_OK ==>                                                         \
        0 < found_ref{Pre}((struct thread *)caller, handle.raw) < SLOTS;

/*@ requires caller: may_look((struct thread *)caller);
    requires out: \valid(out) && \separated(out, memory + (0 .. SLOTS - 1));
    exits \false;
    FINDS */
static kozo_err_t cspace_find(const struct thread *caller, kozo_handle_t handle, bool allow_dying,
                              kozo_rights_t path_rights, struct cap_slot **out);

/*@ requires caller: may_look((struct thread *)caller);
    assigns \nothing;
    exits \false;
    ensures error: \result.error == found_error{Pre}((struct thread *)caller, handle.raw,
                                                     allow_dying, needed(path_rights));
    ensures code: \result.error <= 0xffff;
    ensures slot: \result.error == KOZO_OK ==>
        \result.slot == &memory[found_ref{Pre}((struct thread *)caller, handle.raw)];
    ensures inside: \result.error == KOZO_OK ==>
        0 < found_ref{Pre}((struct thread *)caller, handle.raw) < SLOTS;
    ensures none: \result.error != KOZO_OK ==> \result.slot == \null; */
struct cspace_result cspace_resolve(const struct thread *caller, kozo_handle_t handle,
                                    bool allow_dying, kozo_rights_t path_rights);

/*@ requires caller: may_look((struct thread *)caller) && cached((struct thread *)caller);
    assigns \nothing;
    exits \false;
    ensures inside: \result ==> 0 < index <= caller->cspace_mask;
    ensures mask: \result ==> both(index, caller->cspace_mask) == index;
    ensures path: \result ==> \forall integer raw; (unsigned int)raw == index ==>
        path_error((struct thread *)caller, raw, needed(path_rights)) == KOZO_OK;
    ensures slot: \result ==> \forall integer raw; (unsigned int)raw == index ==>
        found_ref((struct thread *)caller, raw) == base_of(caller->cspace) + index; */
static inline bool cspace_is_near(const struct thread *caller, uint32_t index,
                                  kozo_rights_t path_rights);

/*@ requires caller: may_look((struct thread *)caller) && cached((struct thread *)caller);
    requires out: \valid(out) && \separated(out, memory + (0 .. SLOTS - 1));
    exits \false;
    FINDS
    ensures readable: \result == KOZO_OK ==> \valid_read(*out);
    ensures cnode: \result == KOZO_OK ==> TYPE_OF(*out) == KOZO_OBJECT_CNODE ==>
        is_cnode{Pre}(cnode_at((*out)->object));
    ensures stamp: \result == KOZO_OK ==> TYPE_OF(*out) != KOZO_OBJECT_NULL &&
        STAMP_OF(*out) == STAMP(handle.raw);
    ensures none: \result != KOZO_OK ==> *out == \null; */
static inline kozo_err_t cspace_lookup(const struct thread *caller, kozo_handle_t handle,
                                       bool allow_dying, kozo_rights_t path_rights,
                                       struct cap_slot **out);

/*@ requires slots: \valid_read(slot + (0 .. count - 1));
    assigns \nothing;
    exits \false;
    ensures seen: (kozo_object_t)\result == KOZO_OBJECT_NULL <==>
        occupied((struct cap_slot *)slot, count) == 0; */
static inline uint64_t cnode_metas(const struct cap_slot *slot, uint32_t count);

#define SLOTS_THERE(cnode, index, count)                                                           \
    (1 <= index && index + count <= \old(cnode->slot_count))

/*@ requires cnode: is_cnode(cnode);
    requires count: 1 <= count;
    requires out: \valid(out) && \separated(out, memory + (0 .. SLOTS - 1));
    assigns *out;
    exits \false;
    ensures no_slot: !SLOTS_THERE(cnode, index, count) ==> \result == KOZO_ERR_NO_SLOT;
    ensures there: SLOTS_THERE(cnode, index, count) ==> \result != KOZO_ERR_NO_SLOT;
    ensures free: \result == KOZO_OK ==> occupied{Pre}(*out, count) == 0;
    ensures told: \result == KOZO_OK || \result == KOZO_ERR_NO_SLOT ||
        \result == KOZO_ERR_SLOT_BUSY;
    ensures slot: \result == KOZO_OK ==> *out == &memory[base_of(cnode) + index];
    ensures code: \result <= 0xffff;
    ensures readable: \result == KOZO_OK ==> \valid_read(*out);
    ensures kept: \result != KOZO_OK ==> *out == \old(*out); */
static inline kozo_err_t cnode_slots(struct cnode *cnode, uint32_t index, uint32_t count,
                                     struct cap_slot **out);

/* Of a slot of the CNode, behind its header. */
#define WITHIN(cnode, slot)                                                                        \
    (slot == &memory[ref((struct cap_slot *)slot)] &&                                              \
     0 < ref((struct cap_slot *)slot) - base_of((struct cnode *)cnode) < cnode->slot_count)

/*@ requires cnode: is_cnode((struct cnode *)cnode);
    requires slot: WITHIN(cnode, slot);
    assigns \nothing;
    exits \false;
    ensures index: \result == ref((struct cap_slot *)slot) - base_of((struct cnode *)cnode); */
static inline uint32_t cnode_index(const struct cnode *cnode, const struct cap_slot *slot);

/*@ requires cnode: is_cnode((struct cnode *)cnode);
    requires slot: \valid_read(slot) && WITHIN(cnode, slot);
    assigns \nothing;
    exits \false;
    ensures made: \result.raw == made_of(STAMP_OF(slot),
        ref((struct cap_slot *)slot) - base_of((struct cnode *)cnode)); */
static inline kozo_handle_t cap_handle(const struct cnode *cnode, const struct cap_slot *slot);
