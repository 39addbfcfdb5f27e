/* SPDX-License-Identifier: MIT */
/* caps.h: what capabilities are, for proofs: fields of `meta`, objects, contents of slots. */
#pragma once

#include "bits.h"
#include "cdt_brief.h"
#include "counts.h"
#include <kozo/cpu.h>
#include <kozo/destroy.h>
#include <kozo/outcome.h>

#define TYPE(meta) BYTE(meta, 0)
#define RIGHTS(meta) BYTE(meta, 8)
#define SIZE_BITS(meta) BYTE(meta, 16)
#define STAMP(meta) HIGH(meta)
#define ZOMBIE(meta) BIT(meta, 24)
#define BOUND(meta) BIT(meta, 25)
#define CHECKED(meta) BIT(meta, 26)
#define DEVICE(meta) BIT(meta, 27)
#define NO_OTHER_FLAG(meta)                                                                        \
    (!ZOMBIE(meta) && !CHECKED(meta) && !BIT(meta, 28) && !BIT(meta, 29) && !BIT(meta, 30) &&      \
     !BIT(meta, 31))

#define EMPTY(slot) (TYPE((slot)->meta) == KOZO_OBJECT_NULL)
#define ONE_OF(type, types) (((types) >> (type) % 64 & 1) != 0)
#define HAS_HEADER(slot) ONE_OF(TYPE((slot)->meta), OBJECTS_WITH_HEADER)
#define COPYABLE(slot) ONE_OF(TYPE((slot)->meta), OBJECTS_COPYABLE)
#define BADGEABLE(slot) ONE_OF(TYPE((slot)->meta), OBJECTS_BADGEABLE)

/* Slots that hold nothing. */
#define EMPTY_RUN(self, count)                                                                     \
    (\forall integer j; self <= j < self + count ==> TYPE(memory[j].meta) == KOZO_OBJECT_NULL)

/* In slots of such capabilities `aux` is where those begin that wait by it: no clause's concern. */
#define AWAITABLE(type) ((type) == KOZO_OBJECT_ENDPOINT || (type) == KOZO_OBJECT_NOTIFICATION)

#define LOCK_HELD (kernel_state_lock.owner == (unsigned int)(proof_cpu.number + 1))

/* An object never lies among the slots: slots.h. */
/*@ axiomatic Objects {
      axiom objects_apart: \forall integer a, i;
          \base_addr(object_of(a)) != \base_addr(&memory[i]);
    } */
#define OBJECT(slot) object_of((slot)->object)

/* The object of the capability in `slot` is there, alive, and counts one capability more. */
#define COUNTABLE(slot)                                                                            \
    (HAS_HEADER(slot) ==> \valid(OBJECT(slot)) && OBJECT(slot)->type == TYPE((slot)->meta) &&      \
        !BIT(OBJECT(slot)->flags, 0) && OBJECT(slot)->references < UINT32_MAX)

/* All but the links of slot i is in L2 what it was in L1. */
#define SAME_CONTENT(L1, L2, i)                                                                    \
    (\at(memory[i].object, L2) == \at(memory[i].object, L1) &&                                     \
        \at(memory[i].meta, L2) == \at(memory[i].meta, L1) &&                                      \
        \at(memory[i].badge, L2) == \at(memory[i].badge, L1) &&                                    \
        \at(memory[i].aux, L2) == \at(memory[i].aux, L1) &&                                        \
        \at(memory[i].space, L2) == \at(memory[i].space, L1) &&                                    \
        \at(memory[i].level, L2) == \at(memory[i].level, L1))

/* A capability that its object counts. That no flag means no zombie is said for the provers. */
/*@ predicate live{L}(integer i) = in_tree(i) && HAS_HEADER((&memory[i])) &&
        (!ZOMBIE(memory[i].meta) || BYTE(memory[i].meta, 24) == 0);
    logic struct object *object_in{L}(integer i) = object_of(memory[i].object);

    predicate counted_but{L}(integer s) = \forall integer i; live(i) && i != s ==>
        \valid(object_in(i)) && 1 <= cap_number[i] <= object_in(i)->references;
    predicate distinct_but{L}(integer s) = \forall integer i, j;
        live(i) && live(j) && i != s && j != s && object_in(i) == object_in(j) &&
        cap_number[i] == cap_number[j] ==> i == j;
    predicate kin{L} = \forall integer i;
        in_tree(i) && tree_parent[i] != 0 && live(tree_parent[i]) ==>
            live(i) && object_in(i) == object_in(tree_parent[i]);
    predicate sound_but{L}(integer s) = counted_but(s) && distinct_but(s) && kin; */

/* The object of each live capability is there and counts them all, and their children designate the
 * same. */
/*@ predicate sound{L} = sound_but(0); */

/*@ predicate lock_held{L} = LOCK_HELD; */

/* What the destruction of objects may write, as far as proofs speak of it. */
#define DESTRUCTION_WRITES                                                                         \
    memory[0 .. SLOTS - 1], tree_parent[0 .. SLOTS - 1], tree_rank[0 .. SLOTS - 1],                \
        tree_end[0 .. SLOTS - 1], tree_top, cap_number[0 .. SLOTS - 1], kernel,                    \
        { object_of(a)->references | integer a }
