/* SPDX-License-Identifier: MIT */
/* effects.h: the vocabulary of idl/kernel/effects.yaml, for the kernel's memory. A change is told
 * between the states L1 and L2: of the tree in the words of tree.h, of what slots hold field by
 * field. Macros, so that provers see through them. */
#pragma once

#include "gone.h"

#define logic_type(slot) TYPE((slot)->meta)
#define logic_rights(slot) RIGHTS((slot)->meta)
#define logic_badge(slot) ((slot)->badge)
#define logic_copyable(type) ONE_OF(type, OBJECTS_COPYABLE)
#define logic_badgeable(type) ONE_OF(type, OBJECTS_BADGEABLE)

/* What all slots but s hold. */
#define SAME_BUT(L1, L2, s, field)                                                                 \
    (\forall integer i; 0 < i < SLOTS && i != s ==>                                                \
        \at(memory[i].field, L2) == \at(memory[i].field, L1))
#define ALL_SAME_BUT(L1, L2, s)                                                                    \
    (SAME_BUT(L1, L2, s, object) && SAME_BUT(L1, L2, s, meta) && SAME_BUT(L1, L2, s, badge) &&     \
     SAME_BUT(L1, L2, s, aux) && SAME_BUT(L1, L2, s, space) && SAME_BUT(L1, L2, s, level))

#define SAME_BUT_BOTH(L1, L2, s, h, field)                                                         \
    (\forall integer i; 0 < i < SLOTS && i != s && i != h ==>                                      \
        \at(memory[i].field, L2) == \at(memory[i].field, L1))
#define ALL_SAME_BUT_BOTH(L1, L2, s, h)                                                            \
    (SAME_BUT_BOTH(L1, L2, s, h, object) && SAME_BUT_BOTH(L1, L2, s, h, meta) &&                   \
     SAME_BUT_BOTH(L1, L2, s, h, badge) && SAME_BUT_BOTH(L1, L2, s, h, aux) &&                     \
     SAME_BUT_BOTH(L1, L2, s, h, space) && SAME_BUT_BOTH(L1, L2, s, h, level))

#define effect_nothing(L1, L2)                                                                     \
    (ALL_SAME_BUT(L1, L2, 0) && \at(kernel.next_stamp, L2) == \at(kernel.next_stamp, L1) &&        \
     \at(tree_top, L2) == \at(tree_top, L1) &&                                                     \
     \forall integer i; 0 < i < SLOTS ==>                                                          \
         \at(memory[i].first, L2) == \at(memory[i].first, L1) &&                                   \
         \at(memory[i].last, L2) == \at(memory[i].last, L1) &&                                     \
         \at(memory[i].prev, L2) == \at(memory[i].prev, L1) &&                                     \
         \at(memory[i].next, L2) == \at(memory[i].next, L1) &&                                     \
         \at(tree_parent[i], L2) == \at(tree_parent[i], L1) &&                                     \
         \at(tree_rank[i], L2) == \at(tree_rank[i], L1) &&                                         \
         \at(tree_end[i], L2) == \at(tree_end[i], L1))

#define effect_derive(L1, L2, into, from, rights, told)                                            \
    (\at(into->object, L2) == \at(from->object, L1) &&                                             \
     TYPE(\at(into->meta, L2)) == TYPE(\at(from->meta, L1)) &&                                     \
     RIGHTS(\at(into->meta, L2)) == (rights) &&                                                    \
     SIZE_BITS(\at(into->meta, L2)) == SIZE_BITS(\at(from->meta, L1)) &&                           \
     (DEVICE(\at(into->meta, L2)) <==> DEVICE(\at(from->meta, L1))) &&                             \
     \at(into->badge, L2) == (told) && ALL_SAME_BUT(L1, L2, ref(into)) &&                          \
     \at(tree_parent[ref(into)], L2) == ref(from) &&                                               \
     NUMBERS_INSERTED(L1, L2, ref(into), ref(from)) &&                                             \
     INSERTED_FIRST(L1, L2, ref(into), ref(from)) &&                                               \
     INSERTED_LAST(L1, L2, ref(into), ref(from)) &&                                                \
     INSERTED_PREV(L1, L2, ref(into), ref(from)) &&                                                \
     INSERTED_NEXT(L1, L2, ref(into), ref(from)))

/* The low word of `meta` holds type, rights, size and flags, the other the stamp. */
#define effect_move(L1, L2, into, from)                                                            \
    (\at(into->object, L2) == \at(from->object, L1) &&                                             \
     LOW(\at(into->meta, L2)) == LOW(\at(from->meta, L1)) &&                                       \
     \at(into->badge, L2) == \at(from->badge, L1) &&                                               \
     (\at(into->aux, L2) == \at(from->aux, L1) ||                                                  \
      AWAITABLE(TYPE(\at(from->meta, L1)))) &&                                                     \
     TYPE(\at(from->meta, L2)) == KOZO_OBJECT_NULL &&                                              \
     ALL_SAME_BUT_BOTH(L1, L2, ref(from), ref(into)) &&                                            \
     NUMBERS_EXCHANGED(L1, L2, ref(from), ref(into)) &&                                            \
     \at(into->first, L2) == \at(from->first, L1) &&                                               \
     \at(into->last, L2) == \at(from->last, L1) &&                                                 \
     \at(into->prev, L2) == \at(from->prev, L1) &&                                                 \
     \at(into->next, L2) == \at(from->next, L1) &&                                                 \
     REPLACED_FIRST_OF_PARENT(L1, L2, ref(from), ref(into)) &&                                     \
     REPLACED_FIRST_OF_OTHERS(L1, L2, ref(from), ref(into)) &&                                     \
     REPLACED_LAST_OF_PARENT(L1, L2, ref(from), ref(into)) &&                                      \
     REPLACED_LAST_OF_OTHERS(L1, L2, ref(from), ref(into)) &&                                      \
     REPLACED_PREV_OF_FIRST(L1, L2, ref(from), ref(into)) &&                                       \
     REPLACED_PREV_OF_NEXT(L1, L2, ref(from), ref(into)) &&                                        \
     REPLACED_PREV_OF_OTHERS(L1, L2, ref(from), ref(into)) &&                                      \
     REPLACED_NEXT_OF_LAST(L1, L2, ref(from), ref(into)) &&                                        \
     REPLACED_NEXT_OF_PREV(L1, L2, ref(from), ref(into)) &&                                        \
     REPLACED_NEXT_OF_OTHERS(L1, L2, ref(from), ref(into)))

/* Of the deletion of a spare capability all is told; what comes of the end of an object is left to
 * tests, and so is that revocation deletes nothing but descendants. */
#define effect_remove(L1, L2, slot)                                                                \
    (TYPE(\at(slot->meta, L2)) == KOZO_OBJECT_NULL && tree{L2} &&                                  \
     (\at(SPARE(slot), L1) ==>                                                                     \
         NUMBERS_REMOVED(L1, L2, ref(slot)) && SAME_BUT(L1, L2, ref(slot), object) &&              \
         SAME_BUT(L1, L2, ref(slot), meta) && SAME_BUT(L1, L2, ref(slot), badge)))

#define effect_remove_descendants(L1, L2, slot)                                                    \
    (\at(slot->first, L2) == 0 && tree{L2} &&                                                      \
     (in_tree{L2}(ref(slot)) ==>                                                                   \
         \forall integer i; in_tree{L2}(i) ==> !below{L2}(i, ref(slot))))

/* The words of retype are left open: nobody proves its handler against its contract. */
/*@ axiomatic Retype {
      predicate logic_sized(integer kind, integer size_bits);
      predicate logic_permits{L}(struct cap_slot *untyped, integer kind);
      predicate logic_fits{L}(struct cap_slot *untyped, integer count, integer size_bits);
      predicate logic_has_room{L}(integer kind, integer count);
      predicate created{L1, L2}(struct cap_slot *first, integer count, integer kind,
                                integer size_bits, struct cap_slot *from);
    } */
#define effect_create(L1, L2, first, count, kind, size_bits, from)                                 \
    created{L1, L2}(first, count, kind, size_bits, from)
