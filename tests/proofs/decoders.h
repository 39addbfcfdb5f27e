/* SPDX-License-Identifier: MIT */
/* decoders.h: what the decoders' contracts are about, and the contracts of what decoders call. The
 * contracts of decoders and handlers are generated: <kozo/gen/decoder_contracts.h>. */
#pragma once

#include <kozo/cap.h>
#include <kozo/cspace.h>
#include <kozo/gen/handlers.h>
#include <kozo/outcome.h>

/* What a lookup finds depends on `space`, which stands for everything that the kernel holds besides
 * the slots themselves; only handlers change it. */
/*@ ghost int ghost_space; */

/* What the handler has done: 1 + the number of its operation, or 0 while none was called; what it
 * returned; the registers that it left; its results. */
/*@ ghost int ghost_handled; */
/*@ ghost kozo_err_t ghost_outcome; */
/*@ ghost struct regs ghost_left; */
/*@ ghost uint64_t ghost_given[3]; */

/* What the scheduler has been told. */
/*@ ghost kozo_err_t ghost_taken; */

/*@ axiomatic Space {
      logic integer lookup_error(integer s, struct thread *caller, integer handle,
                                 integer dying, integer path);
      logic struct cap_slot *lookup_slot(integer s, struct thread *caller, integer handle,
                                         integer dying, integer path);
      logic integer slots_error(integer s, struct cnode *cnode, integer index, integer count);
      logic struct cap_slot *slots_first(integer s, struct cnode *cnode, integer index,
                                         integer count);
      predicate is_cnode(integer s, struct cnode *cnode);
      logic integer slot_type(integer s, struct cap_slot *slot);
      logic integer slot_rights(integer s, struct cap_slot *slot);
      logic void *slot_object(integer s, struct cap_slot *slot);
    }

*/

/* Trusted here: the lookups, of which unit `lookup` proves each clause but one (core/lookup.h tells
 * which, and what the functions of the ghost space are), and what an address of physical memory
 * means. */

/*@ requires out: \valid(out);
    assigns *out;
    exits \false;
    ensures error: \result == lookup_error(ghost_space, (struct thread *)caller, handle.raw,
                                           allow_dying, path_rights);
    ensures code: \result <= 0xffff;
    ensures slot: \result == KOZO_OK ==>
        *out == lookup_slot(ghost_space, (struct thread *)caller, handle.raw, allow_dying,
                            path_rights);
    ensures readable: \result == KOZO_OK ==> \valid_read(*out);
    ensures cnode: \result == KOZO_OK ==> slot_type(ghost_space, *out) == KOZO_OBJECT_CNODE ==>
        is_cnode(ghost_space, (struct cnode *)slot_object(ghost_space, *out)); */
static inline kozo_err_t cspace_lookup(const struct thread *caller, kozo_handle_t handle,
                                       bool allow_dying, kozo_rights_t path_rights,
                                       struct cap_slot **out);

/*@ requires out: \valid(out);
    requires cnode: is_cnode(ghost_space, cnode);
    requires index: 1 <= index < 0x40000000 && 1 <= count;
    assigns *out;
    exits \false;
    ensures error: \result == slots_error(ghost_space, cnode, index, count);
    ensures code: \result <= 0xffff;
    ensures slot: \result == KOZO_OK ==> *out == slots_first(ghost_space, cnode, index, count);
    ensures readable: \result == KOZO_OK ==> \valid_read(*out); */
static inline kozo_err_t cnode_slots(struct cnode *cnode, uint32_t index, uint32_t count,
                                     struct cap_slot **out);

/*@ requires readable: \valid_read(slot);
    assigns \nothing;
    exits \false;
    ensures object: \result == slot_object(ghost_space, (struct cap_slot *)slot); */
static inline void *cap_object(const struct cap_slot *slot);

/*@ assigns ghost_taken;
    exits \false;
    ensures taken: ghost_taken == what; */
void outcome_take(struct thread *caller, kozo_err_t what);

/* Proved: accessors, and the few functions that decoders have in common. */

/*@ requires never: \false; */
void __builtin_unreachable(void);

/*@ requires readable: \valid_read(slot);
    assigns \nothing;
    exits \false;
    ensures type: \result == slot_type(ghost_space, (struct cap_slot *)slot); */
static inline kozo_object_t cap_type(const struct cap_slot *slot);

/*@ requires readable: \valid_read(slot);
    assigns \nothing;
    exits \false;
    ensures rights: \result == slot_rights(ghost_space, (struct cap_slot *)slot); */
static inline kozo_rights_t cap_rights(const struct cap_slot *slot);

/*@ requires readable: \valid_read(slot);
    assigns \nothing;
    exits \false;
    ensures lacks: \result <==>
        (slot_rights(ghost_space, (struct cap_slot *)slot) & needed) != needed; */
static inline bool lacks(const struct cap_slot *slot, kozo_rights_t needed);
