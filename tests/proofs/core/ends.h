/* SPDX-License-Identifier: MIT */
/* ends.h: what deletion calls when more than a slot and the tree are concerned, for proofs:
 * trusted, and told as far as slots, the tree and counts are concerned. */
#pragma once

#include "gone.h"
#include "tree_still.h"

/* A right to answer; it is never a zombie, and its type has no header. */
#define IS_REPLY(slot)                                                                             \
    (TYPE((slot)->meta) == KOZO_OBJECT_REPLY && !ZOMBIE((slot)->meta) && !HAS_HEADER(slot))

/* Forgets where the capability is mapped, and changes page tables. */
/*@ requires slot: PLACED(slot);
    assigns slot->aux, slot->space, slot->level; */
void aspace_unmap_slot(struct cap_slot *slot);

/*@ requires bound: BOUND(slot->meta);
    assigns \nothing; */
struct thread *thread_of_binding(const struct cap_slot *slot);

/* Threads, queues and budgets change. */
/*@ assigns kernel;
    ensures dying: kernel.dying == \old(kernel.dying); */
void thread_reply_lost(struct thread *caller);

/* As above. A thread that loses its address space and awaits an answer gives up the wait, and the
 * right to answer it, wherever that lies, is cleared (cap_forget_reply()). */
/*@ assigns memory[0 .. SLOTS - 1], kernel;
    ensures links: same_links{Pre, Post};
    ensures numbers: same_numbers{Pre, Post};
    ensures counts: SAME_COUNTS;
    ensures dying: kernel.dying == \old(kernel.dying);
    ensures others: \forall integer i; 0 < i < SLOTS ==>
        memory[i].meta == \old(memory[i].meta) && memory[i].object == \old(memory[i].object) ||
        \old(IS_REPLY((&memory[i]))) && memory[i].meta == 0 && !HAS_HEADER((&memory[i])); */
void thread_binding_lost(struct thread *thread, enum thread_binding which);

/* The slot becomes a zombie, its object the top of the stack of the dying; what that changes in the
 * object no proof speaks of. */
/*@ requires held: LOCK_HELD;
    requires slot: PLACED(slot);
    requires object: object == OBJECT(slot) && \valid(object);
    requires last: object->references == 0;
    requires whole: !ZOMBIE(slot->meta);
    requires leaf: slot->first == 0;
    assigns slot->meta, kernel.dying;
    ensures links: same_links{Pre, Post};
    ensures numbers: same_numbers{Pre, Post};
    ensures counts: SAME_COUNTS;
    ensures zombie: ZOMBIE(slot->meta) && BYTE(slot->meta, 24) != 0;
    ensures kept: TYPE(slot->meta) == \old(TYPE(slot->meta)) &&
        STAMP(slot->meta) == \old(STAMP(slot->meta)) &&
        (BOUND(slot->meta) <==> BOUND(\old(slot->meta)));
    ensures dying: kernel.dying != 0; */
void destroy_push(struct object *object, struct cap_slot *slot);

/* What is counted is there, and what is the last of its object has no children. */
#define COUNTED(slot)                                                                              \
    (HAS_HEADER(slot) && (!ZOMBIE((slot)->meta) || BYTE((slot)->meta, 24) == 0) ==>                \
        \valid(OBJECT(slot)) && OBJECT(slot)->references != 0 &&                                   \
        (OBJECT(slot)->references == 1 ==> (slot)->first == 0))
