/* SPDX-License-Identifier: MIT */
/* Generated from idl/kernel/operations.yaml by template tests/contracts.h;
 * change those and run `make generate`. */
/* contracts.h: what operations do to the abstract state, as contracts of their handlers in ACSL.
 *
 * <effects.h> defines the vocabulary of idl/kernel/effects.yaml for the kernel's memory:
 * effect_NAME(L1, L2, ...) for each change between the states L1 and L2, effect_nothing(L1, L2), and
 * logic_NAME() for each field of a slot and each question. They may be macros, through which provers
 * see. A prototype elsewhere may add what a proof requires besides. */
#pragma once

#include <effects.h>
#include <kozo/gen/handlers.h>
#include <kozo/outcome.h>

/*@
  behavior done:
    ensures \result == KOZO_OK || \result == KERNEL_RESTART;
    ensures \result == KOZO_OK ==> effect_remove(Pre, Post, self);
*/
kozo_err_t sys_any_delete(struct thread *caller, struct cap_slot *self);

/*@
  behavior done:
    ensures \result == KOZO_OK || \result == KERNEL_RESTART;
    ensures \result == KOZO_OK ==> effect_remove_descendants(Pre, Post, self);
*/
kozo_err_t sys_any_revoke(struct thread *caller, struct cap_slot *self);

/*@
  behavior refused_not_copyable:
    assumes !logic_copyable(logic_type(source));
    ensures \result == KOZO_ERR_NOT_COPYABLE;
    ensures effect_nothing(Pre, Post);
  behavior done:
    assumes logic_copyable(logic_type(source));
    ensures \result == KOZO_OK;
    ensures effect_derive(Pre, Post, index, source, \old(logic_rights(source) & mask),
        \old(logic_badge(source)));
  complete behaviors;
  disjoint behaviors;
*/
kozo_err_t sys_cnode_copy(struct thread *caller, struct cnode *self, struct cap_slot *index,
                          struct cap_slot *source, kozo_rights_t mask, uint64_t *handle);

/*@
  behavior refused_not_copyable:
    assumes !logic_copyable(logic_type(source));
    ensures \result == KOZO_ERR_NOT_COPYABLE;
    ensures effect_nothing(Pre, Post);
  behavior refused_not_badgeable:
    assumes logic_copyable(logic_type(source));
    assumes !(logic_badgeable(logic_type(source)) && logic_badge(source) == 0);
    ensures \result == KOZO_ERR_NOT_BADGEABLE;
    ensures effect_nothing(Pre, Post);
  behavior done:
    assumes logic_copyable(logic_type(source));
    assumes logic_badgeable(logic_type(source)) && logic_badge(source) == 0;
    ensures \result == KOZO_OK;
    ensures effect_derive(Pre, Post, index, source, \old(logic_rights(source) & mask), badge);
  complete behaviors;
  disjoint behaviors;
*/
kozo_err_t sys_cnode_mint(struct thread *caller, struct cnode *self, struct cap_slot *index,
                          struct cap_slot *source, kozo_rights_t mask, kozo_badge_t badge,
                          uint64_t *handle);

/*@
  behavior done:
    ensures \result == KOZO_OK || \result == KERNEL_RESTART;
    ensures \result == KOZO_OK ==> effect_move(Pre, Post, index, source);
*/
kozo_err_t sys_cnode_move(struct thread *caller, struct cnode *self, struct cap_slot *index,
                          struct cap_slot *source, uint64_t *handle);

/*@
  behavior refused_range:
    assumes !logic_sized(kind, size_bits);
    ensures \result == KOZO_ERR_RANGE;
    ensures effect_nothing(Pre, Post);
  behavior refused_device_memory:
    assumes logic_sized(kind, size_bits);
    assumes !logic_permits(self, kind);
    ensures \result == KOZO_ERR_DEVICE_MEMORY;
    ensures effect_nothing(Pre, Post);
  behavior refused_no_memory:
    assumes logic_sized(kind, size_bits);
    assumes logic_permits(self, kind);
    assumes !logic_fits(self, count, size_bits);
    ensures \result == KOZO_ERR_NO_MEMORY;
    ensures effect_nothing(Pre, Post);
  behavior refused_no_space:
    assumes logic_sized(kind, size_bits);
    assumes logic_permits(self, kind);
    assumes logic_fits(self, count, size_bits);
    assumes !logic_has_room(kind, count);
    ensures \result == KOZO_ERR_NO_SPACE;
    ensures effect_nothing(Pre, Post);
  behavior done:
    assumes logic_sized(kind, size_bits);
    assumes logic_permits(self, kind);
    assumes logic_fits(self, count, size_bits);
    assumes logic_has_room(kind, count);
    ensures \result == KOZO_OK || \result == KERNEL_RESTART;
    ensures \result == KOZO_OK ==> effect_create(Pre, Post, index, count, kind, size_bits, self);
  complete behaviors;
  disjoint behaviors;
*/
kozo_err_t sys_untyped_retype(struct thread *caller, struct cap_slot *self, kozo_object_t kind,
                              uint8_t size_bits, uint16_t count, struct cnode *dest,
                              struct cap_slot *index, uint64_t *handle);
