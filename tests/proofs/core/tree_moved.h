/* SPDX-License-Identifier: MIT */
/* tree_moved.h: what happens to links when a slot gives its place to another, when two leaves
 * change places, and when a run of slots is inserted: a part of tree.h, which has what it is told
 * by. */
#pragma once

#define REPLACED_FIRST_OF_PARENT(L1, L2, s, h)                                                     \
    (\forall integer i; 0 < i < SLOTS && i != s && i != h &&                                       \
        IS_FIRST(L1, s) && i == \at(tree_parent[s], L1) ==>                                        \
            \at(memory[i].first, L2) == h)
#define REPLACED_FIRST_OF_OTHERS(L1, L2, s, h)                                                     \
    (\forall integer i; 0 < i < SLOTS && i != s && i != h &&                                       \
        !(IS_FIRST(L1, s) && i == \at(tree_parent[s], L1)) ==>                                     \
            \at(memory[i].first, L2) == \at(memory[i].first, L1))
#define REPLACED_FIRST(L1, L2, s, h)                                                               \
    (\at(memory[h].first, L2) == \at(memory[s].first, L1) &&                                       \
     REPLACED_FIRST_OF_PARENT(L1, L2, s, h) && REPLACED_FIRST_OF_OTHERS(L1, L2, s, h))
#define REPLACED_LAST_OF_PARENT(L1, L2, s, h)                                                      \
    (\forall integer i; 0 < i < SLOTS && i != s && i != h &&                                       \
        IS_LAST(L1, s) && i == \at(tree_parent[s], L1) ==>                                         \
            \at(memory[i].last, L2) == h)
#define REPLACED_LAST_OF_OTHERS(L1, L2, s, h)                                                      \
    (\forall integer i; 0 < i < SLOTS && i != s && i != h &&                                       \
        !(IS_LAST(L1, s) && i == \at(tree_parent[s], L1)) ==>                                      \
            \at(memory[i].last, L2) == \at(memory[i].last, L1))
#define REPLACED_LAST(L1, L2, s, h)                                                                \
    (\at(memory[h].last, L2) == \at(memory[s].last, L1) &&                                         \
     REPLACED_LAST_OF_PARENT(L1, L2, s, h) && REPLACED_LAST_OF_OTHERS(L1, L2, s, h))
#define REPLACED_NEXT_OF_LAST(L1, L2, s, h)                                                        \
    (\forall integer i; 0 < i < SLOTS && i != s && i != h &&                                       \
        i == \at(memory[s].last, L1) ==> \at(memory[i].next, L2) == h)
#define REPLACED_NEXT_OF_PREV(L1, L2, s, h)                                                        \
    (\forall integer i; 0 < i < SLOTS && i != s && i != h &&                                       \
        !IS_FIRST(L1, s) && i == \at(memory[s].prev, L1) ==> \at(memory[i].next, L2) == h)
#define REPLACED_NEXT_OF_OTHERS(L1, L2, s, h)                                                      \
    (\forall integer i; 0 < i < SLOTS && i != s && i != h &&                                       \
        i != \at(memory[s].last, L1) &&                                                            \
        (IS_FIRST(L1, s) || i != \at(memory[s].prev, L1)) ==>                                      \
            \at(memory[i].next, L2) == \at(memory[i].next, L1))
#define REPLACED_NEXT(L1, L2, s, h)                                                                \
    (\at(memory[h].next, L2) == \at(memory[s].next, L1) &&                                         \
     REPLACED_NEXT_OF_LAST(L1, L2, s, h) && REPLACED_NEXT_OF_PREV(L1, L2, s, h) &&                 \
     REPLACED_NEXT_OF_OTHERS(L1, L2, s, h))
#define REPLACED_PREV_OF_FIRST(L1, L2, s, h)                                                       \
    (\forall integer i; 0 < i < SLOTS && i != s && i != h &&                                       \
        i == \at(memory[s].first, L1) ==> \at(memory[i].prev, L2) == h)
#define REPLACED_PREV_OF_NEXT(L1, L2, s, h)                                                        \
    (\forall integer i; 0 < i < SLOTS && i != s && i != h &&                                       \
        !IS_LAST(L1, s) && i == \at(memory[s].next, L1) ==> \at(memory[i].prev, L2) == h)
#define REPLACED_PREV_OF_OTHERS(L1, L2, s, h)                                                      \
    (\forall integer i; 0 < i < SLOTS && i != s && i != h &&                                       \
        i != \at(memory[s].first, L1) &&                                                           \
        (IS_LAST(L1, s) || i != \at(memory[s].next, L1)) ==>                                       \
            \at(memory[i].prev, L2) == \at(memory[i].prev, L1))
#define REPLACED_PREV(L1, L2, s, h)                                                                \
    (\at(memory[h].prev, L2) == \at(memory[s].prev, L1) &&                                         \
     REPLACED_PREV_OF_FIRST(L1, L2, s, h) && REPLACED_PREV_OF_NEXT(L1, L2, s, h) &&                \
     REPLACED_PREV_OF_OTHERS(L1, L2, s, h))

/* The run from `lo` to `hi` gets in, as if its slots were inserted in that order. */
#define NUMBERS_RUN_INSERTED(L1, L2, lo, hi, p)                                                    \
    (\at(tree_top, L2) == \at(tree_top, L1) + (hi - lo + 1) &&                                     \
        (\forall integer i; lo <= i <= hi ==>                                                      \
            \at(tree_parent[i], L2) == p &&                                                        \
            \at(tree_rank[i], L2) == \at(tree_rank[p], L1) + 1 + (hi - i) &&                       \
            \at(tree_end[i], L2) == \at(tree_rank[i], L2)) &&                                      \
        (\forall integer i; 0 <= i < SLOTS && !(lo <= i <= hi) ==>                                 \
            \at(tree_parent[i], L2) == \at(tree_parent[i], L1) &&                                  \
            \at(tree_rank[i], L2) == \at(tree_rank[i], L1) +                                       \
                (\at(tree_rank[i], L1) > \at(tree_rank[p], L1) ? hi - lo + 1 : 0) &&               \
            \at(tree_end[i], L2) == \at(tree_end[i], L1) +                                         \
                (\at(tree_end[i], L1) >= \at(tree_rank[p], L1) ? hi - lo + 1 : 0)))
#define RUN_INSERTED_FIRST_OF_OTHERS(L1, L2, lo, hi, p)                                            \
    (\forall integer i; 0 < i < SLOTS && !(lo <= i <= hi) && i != p ==>                            \
        \at(memory[i].first, L2) == \at(memory[i].first, L1))
#define RUN_INSERTED_LAST_OF_OTHERS(L1, L2, lo, hi, p)                                             \
    (\forall integer i; 0 < i < SLOTS && !(lo <= i <= hi) && i != p ==>                            \
        \at(memory[i].last, L2) == \at(memory[i].last, L1))
#define RUN_INSERTED_PREV_OF_RUN(L1, L2, lo, hi, p)                                                \
    (\at(memory[hi].prev, L2) == p &&                                                              \
        \forall integer i; lo <= i < hi ==> \at(memory[i].prev, L2) == i + 1)
#define RUN_INSERTED_PREV_OF_OTHERS(L1, L2, lo, hi, p)                                             \
    (\forall integer i; 0 < i < SLOTS && !(lo <= i <= hi) && i != \at(memory[p].first, L1) ==>     \
        \at(memory[i].prev, L2) == \at(memory[i].prev, L1))
#define RUN_INSERTED_NEXT_OF_RUN(L1, L2, lo, hi, p)                                                \
    (\at(memory[lo].next, L2) ==                                                                   \
            (\at(memory[p].first, L1) == 0 ? p : \at(memory[p].first, L1)) &&                      \
        \forall integer i; lo < i <= hi ==> \at(memory[i].next, L2) == i - 1)
#define RUN_INSERTED_NEXT_OF_OTHERS(L1, L2, lo, hi, p)                                             \
    (\forall integer i; 0 < i < SLOTS && !(lo <= i <= hi) ==>                                      \
        \at(memory[i].next, L2) == \at(memory[i].next, L1))

/* Neighbours name each other. */
#define MUTUAL(L, s)                                                                               \
    ((!IS_LAST(L, s) && \at(memory[s].next, L) != 0 ==>                                            \
         \at(memory[memory[s].next].prev, L) == s) &&                                              \
        (!IS_FIRST(L, s) && \at(memory[s].prev, L) != 0 ==>                                        \
            \at(memory[memory[s].prev].next, L) == s))

/* Of the neighbours of both leaves REPLACED_..._OF_PARENT, _OF_NEXT and _OF_PREV tell. */
#define EXCHANGED_FIRST_OF_OTHERS(L1, L2, a, b)                                                    \
    (\forall integer i; 0 < i < SLOTS && i != a && i != b &&                                       \
        !(IS_FIRST(L1, a) && i == \at(tree_parent[a], L1)) &&                                      \
        !(IS_FIRST(L1, b) && i == \at(tree_parent[b], L1)) ==>                                     \
            \at(memory[i].first, L2) == \at(memory[i].first, L1))
#define EXCHANGED_LAST_OF_OTHERS(L1, L2, a, b)                                                     \
    (\forall integer i; 0 < i < SLOTS && i != a && i != b &&                                       \
        !(IS_LAST(L1, a) && i == \at(tree_parent[a], L1)) &&                                       \
        !(IS_LAST(L1, b) && i == \at(tree_parent[b], L1)) ==>                                      \
            \at(memory[i].last, L2) == \at(memory[i].last, L1))
#define EXCHANGED_PREV_OF_OTHERS(L1, L2, a, b)                                                     \
    (\forall integer i; 0 < i < SLOTS && i != a && i != b &&                                       \
        (IS_LAST(L1, a) || i != \at(memory[a].next, L1)) &&                                        \
        (IS_LAST(L1, b) || i != \at(memory[b].next, L1)) ==>                                       \
            \at(memory[i].prev, L2) == \at(memory[i].prev, L1))
#define EXCHANGED_NEXT_OF_OTHERS(L1, L2, a, b)                                                     \
    (\forall integer i; 0 < i < SLOTS && i != a && i != b &&                                       \
        (IS_FIRST(L1, a) || i != \at(memory[a].prev, L1)) &&                                       \
        (IS_FIRST(L1, b) || i != \at(memory[b].prev, L1)) ==>                                      \
            \at(memory[i].next, L2) == \at(memory[i].next, L1))

/* From a last child to its parent, and on. */
/*@ inductive climbs{L}(integer from, integer to) {
        case stay{L}: \forall integer i; climbs{L}(i, i);
        case up{L}: \forall integer i, last; climbs{L}(i, last) && IS_LAST(L, last) ==>
            climbs{L}(i, \at(tree_parent[last], L));
    }
*/
