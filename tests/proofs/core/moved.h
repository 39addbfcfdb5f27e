/* SPDX-License-Identifier: MIT */
/* moved.h: what a move comes to, for proofs of those that move capabilities. */
#pragma once

#include "gone.h"

#define CARRIED(to, from)                                                                          \
    (to->object == \old(from->object) && TYPE(to->meta) == \old(TYPE(from->meta)) &&               \
     LOW(to->meta) == \old(LOW(from->meta)) &&                                                     \
     to->badge == \old(from->badge) && to->aux == \old(from->aux) &&                               \
     to->space == \old(from->space) && to->level == \old(from->level))
#define LINKS_OF(to, from)                                                                         \
    (to->first == \old(from->first) && to->last == \old(from->last) &&                             \
     to->prev == \old(from->prev) && to->next == \old(from->next))
#define LINKS_MOVED(slot, heir)                                                                    \
    memory[ref(slot)].first, memory[ref(slot)].last, memory[ref(slot)].prev,                       \
        memory[ref(slot)].next, memory[ref(heir)].first, memory[ref(heir)].last,                   \
        memory[ref(heir)].prev, memory[ref(heir)].next, memory[memory[ref(slot)].prev].first,      \
        memory[memory[ref(slot)].prev].next, memory[memory[ref(slot)].next].last,                  \
        memory[memory[ref(slot)].next].prev, memory[memory[ref(slot)].first].prev,                 \
        memory[memory[ref(slot)].last].next, tree_parent[0 .. SLOTS - 1],                          \
        tree_rank[ref(slot)], tree_rank[ref(heir)], tree_end[ref(slot)], tree_end[ref(heir)]

#define KEPT_BUT_BOTH(s, h, field)                                                                 \
    (\forall integer i; 0 < i < SLOTS && i != s && i != h ==>                                      \
        memory[i].field == \old(memory[i].field))

#define CAN_MOVE(dest, source)                                                                     \
    (kernel.next_stamp != 0 && EMPTY(dest) && (BYTE(source->meta, 24) & ~CAP_DEVICE) == 0)
/* Neighbours name `source`, and it is none of its own, nor is `dest`. */
#define CAN_REPLACE(dest, source)                                                                  \
    (IN_PLACE(Here, ref(source)) &&                                                                \
     source->first != ref(dest) && source->last != ref(dest) &&                                    \
     source->first != ref(source) && source->last != ref(source) &&                                \
     source->prev != ref(source) && source->next != ref(source))

/* Whom a reply right lets answer, is there. */
#define ANSWERS(slot)                                                                              \
    (TYPE(slot->meta) == KOZO_OBJECT_REPLY ==>                                                     \
        \valid(&((struct thread *)OBJECT(slot))->reply_slot))

#define MOVE_ASSIGNS(dest, source)                                                                 \
    CONTENT_OF(dest), CONTENT_OF(source), LINKS_MOVED(source, dest), kernel.next_stamp,            \
        ((struct thread *)OBJECT(source))->reply_slot

/*@ requires held: LOCK_HELD;
    requires dest: PLACED(dest);
    requires source: PLACED(source);
    requires apart: dest != source;
    requires ready: CAN_MOVE(dest, source);
    requires place: CAN_REPLACE(dest, source);
    requires reply: ANSWERS(source);
    assigns MOVE_ASSIGNS(dest, source);
    ensures content: CARRIED(dest, source);
    ensures stamp: STAMP(dest->meta) != 0;
    ensures clear: CLEAR(source);
    ensures others_object: KEPT_BUT_BOTH(ref(source), ref(dest), object);
    ensures others_meta: KEPT_BUT_BOTH(ref(source), ref(dest), meta);
    ensures others_badge: KEPT_BUT_BOTH(ref(source), ref(dest), badge);
    ensures others_aux: KEPT_BUT_BOTH(ref(source), ref(dest), aux);
    ensures others_space: KEPT_BUT_BOTH(ref(source), ref(dest), space);
    ensures others_level: KEPT_BUT_BOTH(ref(source), ref(dest), level);
    ensures numbers: NUMBERS_EXCHANGED(Pre, Post, ref(source), ref(dest));
    ensures alone: UNLINKED(source);
    ensures heir: LINKS_OF(dest, source);
    ensures first_parent: REPLACED_FIRST_OF_PARENT(Pre, Post, ref(source), ref(dest));
    ensures first_others: REPLACED_FIRST_OF_OTHERS(Pre, Post, ref(source), ref(dest));
    ensures last_parent: REPLACED_LAST_OF_PARENT(Pre, Post, ref(source), ref(dest));
    ensures last_others: REPLACED_LAST_OF_OTHERS(Pre, Post, ref(source), ref(dest));
    ensures prev_first: REPLACED_PREV_OF_FIRST(Pre, Post, ref(source), ref(dest));
    ensures prev_next: REPLACED_PREV_OF_NEXT(Pre, Post, ref(source), ref(dest));
    ensures prev_others: REPLACED_PREV_OF_OTHERS(Pre, Post, ref(source), ref(dest));
    ensures next_last: REPLACED_NEXT_OF_LAST(Pre, Post, ref(source), ref(dest));
    ensures next_prev: REPLACED_NEXT_OF_PREV(Pre, Post, ref(source), ref(dest));
    ensures next_others: REPLACED_NEXT_OF_OTHERS(Pre, Post, ref(source), ref(dest)); */
void cap_move(struct cap_slot *dest, struct cap_slot *source);
