/* SPDX-License-Identifier: MIT */
/* gone.h: words for the deletion of a capability, for proofs. */
#pragma once

#include "caps.h"

#define UNLINKED(slot) (slot->first == 0 && slot->last == 0 && slot->prev == 0 && slot->next == 0)
#define CLEAR(slot)                                                                                \
    (slot->object == 0 && slot->meta == 0 && slot->badge == 0 && slot->aux == 0 &&                 \
     slot->space == 0 && slot->level == 0)

#define SPARE(slot)                                                                                \
    (HAS_HEADER(slot) && BYTE((slot)->meta, 24) == 0 && kernel.dying == 0 &&                       \
     OBJECT(slot)->references > 1)

#define CAN_REMOVE(slot) (IN_PLACE(Here, ref(slot)) && tree_ranks && in_tree(ref(slot)))

#define LINKS_CLOSED                                                                               \
    memory[ref(slot)].first, memory[ref(slot)].last, memory[ref(slot)].prev,                       \
        memory[ref(slot)].next, memory[memory[ref(slot)].prev].first,                              \
        memory[memory[ref(slot)].prev].last, memory[memory[ref(slot)].prev].next,                  \
        memory[memory[ref(slot)].prev].aux, memory[memory[ref(slot)].next].last,                   \
        memory[memory[ref(slot)].next].prev, memory[memory[ref(slot)].first].prev,                 \
        memory[memory[ref(slot)].last].next, tree_parent[0 .. SLOTS - 1],                          \
        tree_rank[ref(slot)], tree_end[ref(slot)]
#define CONTENT_OF(slot)                                                                           \
    slot->object, slot->meta, slot->badge, slot->aux, slot->space, slot->level

/* What other slots hold stays, but the watermark of an Untyped that has lost its last child. */
#define KEPT_BUT(s, field)                                                                         \
    (\forall integer i; 0 < i < SLOTS && i != s ==> memory[i].field == \old(memory[i].field))
#define AUX_KEPT_BUT(s)                                                                            \
    (\forall integer i; 0 < i < SLOTS && i != s ==>                                                \
        memory[i].aux == \old(memory[i].aux) ||                                                    \
        memory[i].aux == 0 && IS_ONLY(Pre, s) && i == \old(tree_parent[s]) &&                      \
            type_of{Pre}(i) == KOZO_OBJECT_UNTYPED)

#define SAME_COUNTS                                                                                \
    (\forall integer a; object_of(a)->references == \old(object_of(a)->references))

/* A slot that has left the tree has no children; and none has got into it. */
#define LEAVES_FOREST                                                                              \
    (\forall integer i; in_tree{Pre}(i) && !in_tree{Post}(i) ==> memory[i].first == 0)
#define NOTHING_ENTERS                                                                             \
    (\forall integer i; 0 < i < SLOTS && !in_tree{Pre}(i) ==>                                      \
        !in_tree{Post}(i) && memory[i].first == \old(memory[i].first))
