/* SPDX-License-Identifier: MIT */
/* move.h: what a move does, for proofs. */
#pragma once

#include "moved.h"

/* Clauses of derive.h and cdt_contracts.h; and what a thread is told. */

/*@ requires stamps: kernel.next_stamp != 0 && 0 < count < UINT32_MAX;
    assigns kernel.next_stamp;
    ensures first: \result != 0; */
uint32_t cap_take_stamps(uint32_t count);

/*@ assigns \nothing;
    ensures same: SAME_32(\result, 0, meta, 0);
    ensures stamp: SAME_32(\result, 32, stamp, 0); */
static uint64_t cap_meta_restamped(uint64_t meta, uint32_t stamp);

/*@ requires slot: PLACED(slot);
    assigns slot->object, slot->meta, slot->badge, slot->aux, slot->space, slot->level;
    ensures clear: CLEAR(slot); */
static inline void cap_clear(struct cap_slot *slot);

/*@ requires slot: PLACED(slot);
    requires heir: PLACED(heir);
    requires apart: slot != heir;
    requires place: IN_PLACE(Here, ref(slot));
    requires elsewhere: slot->first != ref(heir) && slot->last != ref(heir);
    requires straight: slot->first != ref(slot) && slot->last != ref(slot) &&
        slot->prev != ref(slot) && slot->next != ref(slot);
    assigns LINKS_MOVED(slot, heir);
    ensures numbers: NUMBERS_EXCHANGED(Pre, Post, ref(slot), ref(heir));
    ensures heir: LINKS_OF(heir, slot);
    ensures first_parent: REPLACED_FIRST_OF_PARENT(Pre, Post, ref(slot), ref(heir));
    ensures first_others: REPLACED_FIRST_OF_OTHERS(Pre, Post, ref(slot), ref(heir));
    ensures last_parent: REPLACED_LAST_OF_PARENT(Pre, Post, ref(slot), ref(heir));
    ensures last_others: REPLACED_LAST_OF_OTHERS(Pre, Post, ref(slot), ref(heir));
    ensures prev_first: REPLACED_PREV_OF_FIRST(Pre, Post, ref(slot), ref(heir));
    ensures prev_next: REPLACED_PREV_OF_NEXT(Pre, Post, ref(slot), ref(heir));
    ensures prev_others: REPLACED_PREV_OF_OTHERS(Pre, Post, ref(slot), ref(heir));
    ensures next_last: REPLACED_NEXT_OF_LAST(Pre, Post, ref(slot), ref(heir));
    ensures next_prev: REPLACED_NEXT_OF_PREV(Pre, Post, ref(slot), ref(heir));
    ensures next_others: REPLACED_NEXT_OF_OTHERS(Pre, Post, ref(slot), ref(heir));
    ensures alone: UNLINKED(slot); */
void cdt_replace(struct cap_slot *slot, struct cap_slot *heir);

/*@ requires caller: \valid(&caller->reply_slot);
    assigns caller->reply_slot; */
void thread_reply_moved(struct thread *caller, struct cap_slot *slot);

/* What is proved besides. */

/*@ requires dest: PLACED(dest);
    requires source: PLACED(source);
    requires apart: dest != source;
    requires stamps: kernel.next_stamp != 0;
    assigns CONTENT_OF(dest), kernel.next_stamp;
    ensures content: CARRIED(dest, source);
    ensures stamp: STAMP(dest->meta) != 0; */
static inline void cap_carry(struct cap_slot *dest, const struct cap_slot *source);
