/* SPDX-License-Identifier: MIT */
/* derive.h: what copy, mint, bind and install do, for proofs. */
#pragma once

#include "caps.h"

/* `first` is the first of `count` stamps, when kernel.next_stamp was `next`. By cases: an equation
 * would take the place of the stamp in all that is said of its bits. */
#define STAMPED(first, next, count)                                                                \
    (first != 0 && ((count) <= UINT32_MAX - (next) ==> first == (next)) &&                         \
     ((count) > UINT32_MAX - (next) ==> first == 1))

/*@ requires stamps: kernel.next_stamp != 0 && 0 < count < UINT32_MAX;
    assigns kernel.next_stamp;
    ensures first: STAMPED(\result, \old(kernel.next_stamp), count);
    ensures next: kernel.next_stamp == \result + count; */
uint32_t cap_take_stamps(uint32_t count);

/*@ requires value: \valid_read(value) && value->type < KOZO_OBJECT_LIMIT;
    assigns \nothing;
    ensures type: SAME_8(\result, 0, value->type, 0);
    ensures rights: BOTH_8(\result, 8, value->rights, 0,
                           object_descriptors[value->type].rights_mask);
    ensures size: SAME_8(\result, 16, value->size_bits, 0);
    ensures flags: SAME_8(\result, 24, value->flags, 0);
    ensures stamp: SAME_32(\result, 32, stamp, 0); */
static uint64_t cap_meta_of(const struct cap_value *value, uint32_t stamp);

/*@ assigns \nothing;
    ensures type: SAME_8(\result, 0, meta, 0);
    ensures rights: BOTH_8(\result, 8, meta, 8, mask);
    ensures size: SAME_8(\result, 16, meta, 16);
    ensures flags: SAME_BIT(\result, 24, flags, 0) && SAME_BIT(\result, 25, flags, 1) &&
        SAME_BIT(\result, 26, flags, 2) && SAME_BIT(\result, 28, flags, 4) &&
        SAME_BIT(\result, 29, flags, 5) && SAME_BIT(\result, 30, flags, 6) &&
        SAME_BIT(\result, 31, flags, 7);
    ensures device: DEVICE(\result) <==> DEVICE(meta) || BIT(flags, 3);
    ensures stamp: SAME_32(\result, 32, stamp, 0); */
static inline uint64_t cap_meta_derived(uint64_t meta, kozo_rights_t mask, uint8_t flags,
                                        uint32_t stamp);

/*@ assigns \nothing;
    ensures same: SAME_32(\result, 0, meta, 0);
    ensures stamp: SAME_32(\result, 32, stamp, 0); */
static uint64_t cap_meta_restamped(uint64_t meta, uint32_t stamp);

#define CONTENT_IS(slot, o, m, b, a)                                                               \
    (slot->object == (o) && slot->meta == (m) && slot->badge == (b) && slot->aux == (a) &&         \
     slot->space == 0 && slot->level == 0)
#define UNLINKED(slot) (slot->first == 0 && slot->last == 0 && slot->prev == 0 && slot->next == 0)

/*@ requires held: LOCK_HELD;
    requires slot: PLACED(slot);
    requires empty: EMPTY(slot);
    requires type: TYPE(meta) != KOZO_OBJECT_NULL;
    requires stamp: STAMP(meta) != 0;
    assigns slot->object, slot->meta, slot->badge, slot->aux, slot->space, slot->level;
    ensures value: CONTENT_IS(slot, object, meta, badge, aux); */
static inline void cap_fill_value(struct cap_slot *slot, uint64_t object, uint64_t meta,
                                  uint64_t badge, uint64_t aux);

/*@ requires held: LOCK_HELD;
    requires slot: PLACED(slot);
    requires empty: EMPTY(slot);
    requires type: TYPE(meta) != KOZO_OBJECT_NULL;
    requires stamp: STAMP(meta) != 0;
    assigns slot->object, slot->meta, slot->badge, slot->aux, slot->space, slot->level,
            slot->first, slot->last, slot->prev, slot->next;
    ensures value: CONTENT_IS(slot, object, meta, badge, aux);
    ensures alone: UNLINKED(slot); */
static inline void cap_fill(struct cap_slot *slot, uint64_t object, uint64_t meta, uint64_t badge,
                            uint64_t aux);

/*@ requires slot: PLACED(slot);
    assigns slot->object, slot->meta, slot->badge, slot->aux, slot->space, slot->level;
    ensures value: CONTENT_IS(slot, 0, 0, 0, 0); */
static inline void cap_clear(struct cap_slot *slot);

/*@ requires slot: PLACED(slot);
    requires countable: COUNTABLE(slot);
    assigns OBJECT(slot)->references;
    ensures counted: HAS_HEADER(slot) ==>
        OBJECT(slot)->references == \old(OBJECT(slot)->references) + 1;
    ensures other: !HAS_HEADER(slot) ==>
        OBJECT(slot)->references == \old(OBJECT(slot)->references); */
static inline void cap_count(const struct cap_slot *slot);

#define CAN_DERIVE(dest, source)                                                                   \
    (LOCK_HELD && kernel.next_stamp != 0 && EMPTY(dest) && !EMPTY(source) &&                       \
        !ZOMBIE(source->meta) && COUNTABLE(source) && tree_ranks && links_first &&                 \
        in_tree(ref(source)) && !in_tree(ref(dest)) && tree_top < TREE_LIMIT)
#define DERIVE_ASSIGNS(dest)                                                                       \
    dest->object, dest->meta, dest->badge, dest->aux, dest->space, dest->level, dest->first,       \
        dest->last, dest->prev, dest->next, memory[ref(source)].first, memory[ref(source)].last,   \
        memory[memory[ref(source)].first].prev, tree_parent[ref(dest)],                            \
        tree_rank[0 .. SLOTS - 1], tree_end[0 .. SLOTS - 1], tree_top, kernel.next_stamp,          \
        OBJECT(source)->references

#define KEPT_BUT(s, field)                                                                         \
    (\forall integer i; 0 < i < SLOTS && i != s ==> memory[i].field == \old(memory[i].field))
#define CONTENTS_KEPT_BUT(s)                                                                       \
    ensures contents_object: KEPT_BUT(s, object);                                                  \
    ensures contents_meta: KEPT_BUT(s, meta);                                                      \
    ensures contents_badge: KEPT_BUT(s, badge);                                                    \
    ensures contents_aux: KEPT_BUT(s, aux);                                                        \
    ensures contents_space: KEPT_BUT(s, space);                                                    \
    ensures contents_level: KEPT_BUT(s, level);

/*@ requires dest: PLACED(dest);
    requires source: PLACED(source);
    requires apart: dest != source;
    requires ready: CAN_DERIVE(dest, source);
    requires bound: flags == 0 || flags == CAP_BOUND;
    assigns DERIVE_ASSIGNS(dest);
    ensures object: dest->object == \old(source->object);
    ensures type: TYPE(dest->meta) == \old(TYPE(source->meta));
    ensures rights: RIGHTS(dest->meta) == (\old(RIGHTS(source->meta)) & mask);
    ensures size: SIZE_BITS(dest->meta) == \old(SIZE_BITS(source->meta));
    ensures plain: flags == 0 ==> !BOUND(dest->meta) && NO_OTHER_FLAG(dest->meta) &&
        (DEVICE(dest->meta) <==> DEVICE(\old(source->meta)));
    ensures bound: flags == CAP_BOUND ==> BOUND(dest->meta) && NO_OTHER_FLAG(dest->meta) &&
        (DEVICE(dest->meta) <==> DEVICE(\old(source->meta)));
    ensures stamp: STAMPED(STAMP(dest->meta), \old(kernel.next_stamp), 1);
    ensures badge: dest->badge == badge;
    ensures aux: dest->aux ==
        (\old(TYPE(source->meta)) == KOZO_OBJECT_IO_PORT ? \old(source->aux) : 0);
    ensures mapping: dest->space == 0 && dest->level == 0;
    CONTENTS_KEPT_BUT(ref(dest))
    ensures counted: \old(HAS_HEADER(source)) ==>
        OBJECT(source)->references == \old(OBJECT(source)->references) + 1;
    ensures parent: tree_parent[ref(dest)] == ref(source);
    ensures link_numbers: NUMBERS_INSERTED(Pre, Post, ref(dest), ref(source));
    ensures link_first: INSERTED_FIRST(Pre, Post, ref(dest), ref(source));
    ensures link_last: INSERTED_LAST(Pre, Post, ref(dest), ref(source));
    ensures link_prev: INSERTED_PREV(Pre, Post, ref(dest), ref(source));
    ensures link_next: INSERTED_NEXT(Pre, Post, ref(dest), ref(source)); */
static inline void cap_derive(struct cap_slot *dest, struct cap_slot *source, kozo_rights_t mask,
                              uint64_t badge, uint8_t flags);

/* What holds after a copy that the caller was not refused. */
#define COPIED(to, from, kept, told, bound)                                                        \
    (to->object == \old(from->object) && TYPE(to->meta) == \old(TYPE(from->meta)) &&               \
     RIGHTS(to->meta) == (\old(RIGHTS(from->meta)) & kept) &&                                      \
     SIZE_BITS(to->meta) == \old(SIZE_BITS(from->meta)) &&                                         \
     (DEVICE(to->meta) <==> DEVICE(\old(from->meta))) && (BOUND(to->meta) <==> bound) &&           \
     NO_OTHER_FLAG(to->meta) &&                                                                    \
     STAMPED(STAMP(to->meta), \old(kernel.next_stamp), 1) &&                                       \
     to->badge == told && to->space == 0 && to->level == 0 &&                                      \
     to->aux == (\old(TYPE(from->meta)) == KOZO_OBJECT_IO_PORT ? \old(from->aux) : 0))
#define INSERTED_LINKS(s, p)                                                                       \
    (INSERTED_FIRST(Pre, Post, s, p) && INSERTED_LAST(Pre, Post, s, p) &&                          \
     INSERTED_PREV(Pre, Post, s, p) && INSERTED_NEXT(Pre, Post, s, p))

#define NOTHING_WRITTEN(dest, source)                                                              \
    (KEPT_BUT(0, object) && KEPT_BUT(0, meta) && KEPT_BUT(0, badge) && KEPT_BUT(0, aux) &&         \
     KEPT_BUT(0, space) && KEPT_BUT(0, level) && kernel.next_stamp == \old(kernel.next_stamp) &&   \
     OBJECT(source)->references == \old(OBJECT(source)->references) &&                             \
     tree_top == \old(tree_top) &&                                                                 \
     \forall integer i; 0 < i < SLOTS ==>                                                          \
         memory[i].first == \old(memory[i].first) && memory[i].last == \old(memory[i].last) &&     \
         memory[i].prev == \old(memory[i].prev) && memory[i].next == \old(memory[i].next) &&       \
         tree_parent[i] == \old(tree_parent[i]) && tree_rank[i] == \old(tree_rank[i]) &&           \
         tree_end[i] == \old(tree_end[i]))

#define DERIVES(dest)                                                                              \
    requires dest: PLACED(dest);                                                                   \
    requires source: PLACED(source);                                                               \
    requires apart: dest != source;                                                                \
    requires ready: CAN_DERIVE(dest, source);                                                      \
    assigns DERIVE_ASSIGNS(dest);                                                                  \
    CONTENTS_KEPT_BUT(ref(dest))                                                                   \
    ensures parent: \result == KOZO_OK ==> tree_parent[ref(dest)] == ref(source);                  \
    ensures link_numbers: \result == KOZO_OK ==>                                                   \
        NUMBERS_INSERTED(Pre, Post, ref(dest), ref(source));                                       \
    ensures link: \result == KOZO_OK ==> INSERTED_LINKS(ref(dest), ref(source));                   \
    ensures counted: \result == KOZO_OK && \old(HAS_HEADER(source)) ==>                            \
        OBJECT(source)->references == \old(OBJECT(source)->references) + 1;                        \
    ensures refused: \result != KOZO_OK ==> NOTHING_WRITTEN(dest, source);

/*@ DERIVES(dest)
    ensures copy: \result == KOZO_OK ==>
        COPIED(dest, source, mask, \old(source->badge), \false);
    ensures error: \result ==
        (!\old(COPYABLE(source)) ? KOZO_ERR_NOT_COPYABLE : KOZO_OK); */
kozo_err_t cap_copy(struct cap_slot *dest, struct cap_slot *source, kozo_rights_t mask);

/*@ DERIVES(dest)
    ensures copy: \result == KOZO_OK ==> COPIED(dest, source, mask, badge, \false);
    ensures error: \result ==
        (!\old(COPYABLE(source)) ? KOZO_ERR_NOT_COPYABLE :
         !\old(BADGEABLE(source)) || \old(source->badge) != 0 ? KOZO_ERR_NOT_BADGEABLE :
         KOZO_OK); */
kozo_err_t cap_mint(struct cap_slot *dest, struct cap_slot *source, kozo_rights_t mask,
                    uint64_t badge);

/*@ DERIVES(binding)
    ensures copy: \result == KOZO_OK ==>
        COPIED(binding, source, \old(RIGHTS(source->meta)), \old(source->badge), \true);
    ensures error: \result ==
        (!\old(COPYABLE(source)) ? KOZO_ERR_NOT_COPYABLE : KOZO_OK); */
kozo_err_t cap_bind(struct cap_slot *binding, struct cap_slot *source);

/*@ requires held: LOCK_HELD;
    requires slot: PLACED(slot);
    requires parent: PLACED(parent);
    requires apart: slot != parent;
    requires value: \valid_read(value) && KOZO_OBJECT_NULL < value->type < KOZO_OBJECT_LIMIT;
    requires object: ONE_OF(value->type, OBJECTS_WITH_HEADER) ==>
        \valid(object_of(value->object)) && object_of(value->object)->type == value->type &&
        !BIT(object_of(value->object)->flags, 0) &&
        object_of(value->object)->references < UINT32_MAX;
    requires stamp: stamp != 0;
    requires empty: EMPTY(slot) && !EMPTY(parent) && !ZOMBIE(parent->meta);
    requires tree: tree_ranks && links_first && in_tree(ref(parent)) && !in_tree(ref(slot)) &&
        tree_top < TREE_LIMIT;
    assigns *slot, memory[ref(parent)].first, memory[ref(parent)].last,
            memory[memory[ref(parent)].first].prev, tree_parent[ref(slot)],
            tree_rank[0 .. SLOTS - 1], tree_end[0 .. SLOTS - 1], tree_top,
            object_of(value->object)->references;
    ensures object: slot->object == \old(value->object);
    ensures type: TYPE(slot->meta) == \old(value->type);
    ensures rights: RIGHTS(slot->meta) ==
        (\old(value->rights) & \old(object_descriptors[value->type].rights_mask));
    ensures size: SIZE_BITS(slot->meta) == \old(value->size_bits);
    ensures flags: BYTE(slot->meta, 24) == \old(value->flags);
    ensures stamp: STAMP(slot->meta) == stamp;
    ensures badge: slot->badge == \old(value->badge) && slot->aux == \old(value->aux) &&
        slot->space == 0 && slot->level == 0;
    CONTENTS_KEPT_BUT(ref(slot))
    ensures counted: \old(ONE_OF(value->type, OBJECTS_WITH_HEADER)) ==>
        OBJECT(slot)->references == \old(object_of(value->object)->references) + 1;
    ensures parent: tree_parent[ref(slot)] == ref(parent);
    ensures link_numbers: NUMBERS_INSERTED(Pre, Post, ref(slot), ref(parent));
    ensures link_first: INSERTED_FIRST(Pre, Post, ref(slot), ref(parent));
    ensures link_last: INSERTED_LAST(Pre, Post, ref(slot), ref(parent));
    ensures link_prev: INSERTED_PREV(Pre, Post, ref(slot), ref(parent));
    ensures link_next: INSERTED_NEXT(Pre, Post, ref(slot), ref(parent)); */
void cap_install(struct cap_slot *slot, struct cap_slot *parent, const struct cap_value *value,
                 uint32_t stamp);
