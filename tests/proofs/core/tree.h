/* SPDX-License-Identifier: MIT */
/* tree.h: what it means that the links of cap.h form a forest, for proofs.
 *
 * Ghost state says for every slot who its parent is, and numbers the forest in preorder: a slot is
 * below another exactly if its rank lies behind the other's and not behind the other's end. That
 * this is the closure of the parent relation is one of the invariants, and so are, of every link,
 * the neighbours and the order that it joins. A slot of rank 0 is in no tree. */
#pragma once

#include "slots.h"

/* More insertions since boot than a kernel can live to see. */
#define TREE_LIMIT 0x4000000000000000

/*@ ghost
    long tree_parent[SLOTS];
    long tree_rank[SLOTS];
    long tree_end[SLOTS];
    long tree_top;
*/

/* What each invariant says of one slot, or of two. */
#define ENCLOSED_AT(i)                                                                             \
    (in_tree(i) && tree_parent[i] != 0 ==>                                                         \
        tree_rank[tree_parent[i]] < tree_rank[i] <= tree_end[tree_parent[i]])
#define FIRST_AT(i)                                                                                \
    (in_tree(i) && memory[i].first != 0 ==>                                                        \
        in_tree(memory[i].first) && tree_parent[memory[i].first] == i &&                           \
        memory[memory[i].first].prev == i)
#define LAST_AT(i)                                                                                 \
    (in_tree(i) && memory[i].last != 0 ==>                                                         \
        in_tree(memory[i].last) && tree_parent[memory[i].last] == i &&                             \
        memory[memory[i].last].next == i)
#define BOTH_AT(i) (in_tree(i) ==> (memory[i].first == 0 <==> memory[i].last == 0))
#define BOUNDS_AT(i, above)                                                                        \
    (in_tree(i) && in_tree(above) && below(i, above) ==>                                           \
        memory[above].first != 0 &&                                                                \
        tree_rank[memory[above].first] <= tree_rank[i] <= tree_end[memory[above].last])
#define NEXT_AT(i)                                                                                 \
    (in_tree(i) && memory[i].next != 0 ==>                                                         \
        in_tree(memory[i].next) &&                                                                 \
        (tree_parent[i] == memory[i].next && memory[memory[i].next].last == i ||                   \
         tree_parent[memory[i].next] == tree_parent[i] && memory[memory[i].next].prev == i))
#define PREV_AT(i)                                                                                 \
    (in_tree(i) && memory[i].prev != 0 ==>                                                         \
        in_tree(memory[i].prev) &&                                                                 \
        (tree_parent[i] == memory[i].prev && memory[memory[i].prev].first == i ||                  \
         tree_parent[memory[i].prev] == tree_parent[i] && memory[memory[i].prev].next == i))
#define ENDS_AT(i)                                                                                 \
    (in_tree(i) && tree_parent[i] != 0 ==> memory[i].next != 0 && memory[i].prev != 0)
#define STEP_AT(i)                                                                                 \
    (in_tree(i) && memory[i].next != 0 && tree_parent[memory[i].next] == tree_parent[i] ==>        \
        tree_rank[i] < tree_rank[memory[i].next])
#define ORDER_AT(i, j)                                                                             \
    (in_tree(i) && tree_parent[i] != 0 && in_tree(j) && below(j, tree_parent[i]) &&                \
         tree_end[i] < tree_rank[j] ==>                                                            \
        tree_parent[memory[i].next] == tree_parent[i] &&                                           \
        tree_rank[memory[i].next] <= tree_rank[j])

/*@ predicate in_tree{L}(integer i) = 0 < i < SLOTS && tree_rank[i] > 0;

    predicate below{L}(integer i, integer above) =
        tree_rank[above] < tree_rank[i] <= tree_end[above];

    predicate sibling{L}(integer i, integer other) =
        in_tree(i) && in_tree(other) &&
        tree_parent[i] == tree_parent[other] && tree_parent[i] != 0;

    predicate tree_ranks{L} = 0 <= tree_top <= TREE_LIMIT &&
        \forall integer i; 0 <= i < SLOTS ==> 0 <= tree_rank[i] <= tree_end[i] <= tree_top;
    predicate tree_outside{L} = \forall integer i; 0 <= i < SLOTS && !in_tree(i) ==>
        tree_rank[i] == 0 && tree_end[i] == 0;
    predicate tree_distinct{L} = \forall integer i, j;
        in_tree(i) && in_tree(j) && tree_rank[i] == tree_rank[j] ==> i == j;
    predicate tree_parents{L} = \forall integer i; in_tree(i) ==>
        tree_parent[i] == 0 || in_tree(tree_parent[i]);
    predicate tree_below{L} = \forall integer i, a; in_tree(i) && in_tree(a) ==>
        (below(i, a) <==>
         tree_parent[i] != 0 && (tree_parent[i] == a || below(tree_parent[i], a)));

    predicate links_first{L} = \forall integer i; FIRST_AT(i);
    predicate links_last{L} = \forall integer i; LAST_AT(i);
    predicate links_both{L} = \forall integer i; BOTH_AT(i);
    predicate links_bounds{L} = \forall integer i, above; BOUNDS_AT(i, above);
    predicate links_next{L} = \forall integer i; NEXT_AT(i);
    predicate links_prev{L} = \forall integer i; PREV_AT(i);
    predicate links_ends{L} = \forall integer i; ENDS_AT(i);
    predicate order_step{L} = \forall integer i; STEP_AT(i);
    predicate order_next{L} = \forall integer i, j; ORDER_AT(i, j);

    predicate rising{L} = \forall integer i; in_tree(i) && tree_parent[i] != 0 ==>
        tree_rank[tree_parent[i]] < tree_rank[i];
    predicate apart{L} = \forall integer i, j; sibling(i, j) && tree_rank[i] < tree_rank[j] ==>
        tree_end[i] < tree_rank[j];
    predicate enclosed{L} = \forall integer i; ENCLOSED_AT(i);

    predicate numbers{L} =
        tree_ranks && tree_outside && tree_distinct && tree_parents && tree_below;
    predicate links{L} = links_first && links_last && links_both && links_bounds && links_next &&
        links_prev && links_ends && order_step && order_next;
    predicate tree{L} = numbers && links;
    predicate shape{L} = links && tree_distinct && tree_parents && rising;
*/

/* What an operation does to each link and each number, told slot by slot. That the invariants hold
 * afterwards follows from this alone, by the lemmas in
 * tree_lemmas.h, so that proofs of the code need not speak of the forest. */

/* The provers see through these at once, as they do not through predicates. In L, L1 and L2 is the
 * state that is meant. */

#define IS_FIRST(L, s)                                                                             \
    (\at(tree_parent[s], L) != 0 && \at(memory[tree_parent[s]].first, L) == s)
#define IS_LAST(L, s)                                                                              \
    (\at(tree_parent[s], L) != 0 && \at(memory[tree_parent[s]].last, L) == s)
#define IS_ONLY(L, s)                                                                              \
    (\at(memory[s].first, L) == 0 && IS_FIRST(L, s) && IS_LAST(L, s))
#define IN_PLACE(L, s)                                                                             \
    ((\at(memory[s].prev, L) != 0 && \at(memory[memory[s].prev].first, L) == s                     \
         <==> IS_FIRST(L, s)) &&                                                                   \
        (\at(memory[s].next, L) != 0 && \at(memory[memory[s].next].last, L) == s                   \
         <==> IS_LAST(L, s)) &&                                                                    \
        (IS_FIRST(L, s) ==> \at(memory[s].prev, L) == \at(tree_parent[s], L)) &&                   \
        (IS_LAST(L, s) ==> \at(memory[s].next, L) == \at(tree_parent[s], L)) &&                    \
        (\at(memory[s].first, L) == 0 <==> \at(memory[s].last, L) == 0))
#define RUN_FIRST(L, s, x)                                                                         \
    ((\at(memory[s].first, L) != 0 ==> x == \at(memory[s].first, L)) &&                            \
        (\at(memory[s].first, L) == 0 && IS_ONLY(L, s) ==> x == 0) &&                              \
        (\at(memory[s].first, L) == 0 && !IS_ONLY(L, s) ==> x == \at(memory[s].next, L)))
#define RUN_LAST(L, s, x)                                                                          \
    ((\at(memory[s].last, L) != 0 ==> x == \at(memory[s].last, L)) &&                              \
        (\at(memory[s].last, L) == 0 && IS_ONLY(L, s) ==> x == 0) &&                               \
        (\at(memory[s].last, L) == 0 && !IS_ONLY(L, s) ==> x == \at(memory[s].prev, L)))
#define ROOM_MADE(L1, L2, s, r)                                                                    \
    (\at(tree_top, L2) == \at(tree_top, L1) + 1 && \at(tree_top, L2) <= TREE_LIMIT &&              \
        \at(tree_rank[s], L2) == r + 1 && \at(tree_end[s], L2) == r + 1   &&                       \
        \forall integer i; 0 <= i < SLOTS && i != s ==>                                            \
            \at(tree_parent[i], L2) == \at(tree_parent[i], L1) &&                                  \
            \at(tree_rank[i], L2) ==                                                               \
                \at(tree_rank[i], L1) + (\at(tree_rank[i], L1) > r ? 1 : 0) &&                    \
            \at(tree_end[i], L2) ==                                                                \
                \at(tree_end[i], L1) + (\at(tree_end[i], L1) >= r ? 1 : 0))
#define NUMBERS_INSERTED(L1, L2, s, p)                                                             \
    (in_tree{L1}(p) && 0 < s < SLOTS && !in_tree{L1}(s) &&                                         \
        ROOM_MADE(L1, L2, s, \at(tree_rank[p], L1)) && \at(tree_parent[s], L2) == p)
#define INSERTED_FIRST(L1, L2, s, p)                                                               \
    (\at(memory[s].first, L2) == 0 && \at(memory[p].first, L2) == s &&                             \
        \forall integer i; 0 < i < SLOTS && i != p && i != s ==>                                   \
            \at(memory[i].first, L2) == \at(memory[i].first, L1))
#define INSERTED_LAST(L1, L2, s, p)                                                                \
    (\at(memory[s].last, L2) == 0 &&                                                               \
        \forall integer i; 0 < i < SLOTS && i != s ==>                                             \
            \at(memory[i].last, L2) ==                                                             \
                (i == p && \at(memory[p].first, L1) == 0 ? s : \at(memory[i].last, L1)))
#define INSERTED_PREV(L1, L2, s, p)                                                                \
    (\at(memory[s].prev, L2) == p &&                                                               \
        \forall integer i; 0 < i < SLOTS && i != s ==>                                             \
            \at(memory[i].prev, L2) ==                                                             \
                (i == \at(memory[p].first, L1) ? s : \at(memory[i].prev, L1)))
#define INSERTED_NEXT(L1, L2, s, p)                                                                \
    (\at(memory[s].next, L2) ==                                                                    \
            (\at(memory[p].first, L1) == 0 ? p : \at(memory[p].first, L1)) &&                      \
        \forall integer i; 0 < i < SLOTS && i != s ==>                                             \
            \at(memory[i].next, L2) == \at(memory[i].next, L1))
#define NUMBERS_REMOVED(L1, L2, s)                                                                 \
    (in_tree{L1}(s) && \at(tree_top, L2) == \at(tree_top, L1) &&                                   \
        \at(tree_rank[s], L2) == 0 && \at(tree_end[s], L2) == 0 &&                                 \
        (\forall integer i; 0 <= i < SLOTS ==>                                                     \
            \at(tree_parent[i], L2) == (\at(tree_parent[i], L1) == s ? \at(tree_parent[s], L1)     \
                                                                    : \at(tree_parent[i], L1))) && \
        (\forall integer i; 0 <= i < SLOTS && i != s ==>                                           \
            \at(tree_rank[i], L2) == \at(tree_rank[i], L1) &&                                      \
            \at(tree_end[i], L2) == \at(tree_end[i], L1)))
#define REMOVED_FIRST(L1, L2, s)                                                                   \
    (\forall integer i; 0 < i < SLOTS && i != s ==>                                                \
        (IS_FIRST(L1, s) && i == \at(tree_parent[s], L1)                                           \
             ==> RUN_FIRST(L1, s, \at(memory[i].first, L2))) &&                                    \
        (!IS_FIRST(L1, s) || i != \at(tree_parent[s], L1)                                          \
             ==> \at(memory[i].first, L2) == \at(memory[i].first, L1)))
#define REMOVED_LAST_OF_PARENT(L1, L2, s)                                                          \
    (\forall integer i; 0 < i < SLOTS && i != s &&                                                 \
        IS_LAST(L1, s) && i == \at(tree_parent[s], L1) ==>                                         \
            RUN_LAST(L1, s, \at(memory[i].last, L2)))
#define REMOVED_LAST_OF_OTHERS(L1, L2, s)                                                          \
    (\forall integer i; 0 < i < SLOTS && i != s &&                                                 \
        (!IS_LAST(L1, s) || i != \at(tree_parent[s], L1)) ==>                                      \
            \at(memory[i].last, L2) == \at(memory[i].last, L1))
#define REMOVED_LAST(L1, L2, s)                                                                    \
    (REMOVED_LAST_OF_PARENT(L1, L2, s) && REMOVED_LAST_OF_OTHERS(L1, L2, s))
#define REMOVED_NEXT(L1, L2, s)                                                                    \
    (\forall integer i; 0 < i < SLOTS && i != s ==>                                                \
        (i == \at(memory[s].last, L1)                                                              \
             ==> \at(memory[i].next, L2) == \at(memory[s].next, L1)) &&                            \
        (i != \at(memory[s].last, L1) && i == \at(memory[s].prev, L1) && !IS_FIRST(L1, s)          \
             ==> RUN_FIRST(L1, s, \at(memory[i].next, L2))) &&                                     \
        (i != \at(memory[s].last, L1) && (i != \at(memory[s].prev, L1) || IS_FIRST(L1, s))         \
             ==> \at(memory[i].next, L2) == \at(memory[i].next, L1)))
#define REMOVED_PREV_OF_FIRST(L1, L2, s)                                                           \
    (\forall integer i; 0 < i < SLOTS && i != s &&                                                 \
        i == \at(memory[s].first, L1) ==>                                                          \
            \at(memory[i].prev, L2) == \at(memory[s].prev, L1))
#define REMOVED_PREV_OF_NEXT(L1, L2, s)                                                            \
    (\forall integer i; 0 < i < SLOTS && i != s &&                                                 \
        i != \at(memory[s].first, L1) && i == \at(memory[s].next, L1) && !IS_LAST(L1, s) ==>       \
            RUN_LAST(L1, s, \at(memory[i].prev, L2)))
#define REMOVED_PREV_OF_OTHERS(L1, L2, s)                                                          \
    (\forall integer i; 0 < i < SLOTS && i != s &&                                                 \
        i != \at(memory[s].first, L1) && (i != \at(memory[s].next, L1) || IS_LAST(L1, s)) ==>      \
            \at(memory[i].prev, L2) == \at(memory[i].prev, L1))
#define REMOVED_PREV(L1, L2, s)                                                                    \
    (REMOVED_PREV_OF_FIRST(L1, L2, s) && REMOVED_PREV_OF_NEXT(L1, L2, s) &&                     \
     REMOVED_PREV_OF_OTHERS(L1, L2, s))
#define REMOVED_FIRST_OF_PARENT(L1, L2, s)                                                         \
    (\forall integer i; 0 < i < SLOTS && i != s &&                                                 \
        IS_FIRST(L1, s) && i == \at(tree_parent[s], L1) ==>                                        \
            RUN_FIRST(L1, s, \at(memory[i].first, L2)))
#define REMOVED_FIRST_OF_OTHERS(L1, L2, s)                                                         \
    (\forall integer i; 0 < i < SLOTS && i != s &&                                                 \
        (!IS_FIRST(L1, s) || i != \at(tree_parent[s], L1)) ==>                                     \
            \at(memory[i].first, L2) == \at(memory[i].first, L1))
#define REMOVED_NEXT_OF_LAST(L1, L2, s)                                                            \
    (\forall integer i; 0 < i < SLOTS && i != s &&                                                 \
        i == \at(memory[s].last, L1) ==>                                                           \
            \at(memory[i].next, L2) == \at(memory[s].next, L1))
#define REMOVED_NEXT_OF_PREV(L1, L2, s)                                                            \
    (\forall integer i; 0 < i < SLOTS && i != s &&                                                 \
        i != \at(memory[s].last, L1) && i == \at(memory[s].prev, L1) && !IS_FIRST(L1, s) ==>       \
            RUN_FIRST(L1, s, \at(memory[i].next, L2)))
#define REMOVED_NEXT_OF_OTHERS(L1, L2, s)                                                          \
    (\forall integer i; 0 < i < SLOTS && i != s &&                                                 \
        i != \at(memory[s].last, L1) && (i != \at(memory[s].prev, L1) || IS_FIRST(L1, s)) ==>      \
            \at(memory[i].next, L2) == \at(memory[i].next, L1))
#define MEMORY_RETURNED(L1, L2, s)                                                                 \
    (\forall integer i; 0 < i < SLOTS ==>                                                          \
        (IS_ONLY(L1, s) && i == \at(tree_parent[s], L1) && type_of{L1}(i) == KOZO_OBJECT_UNTYPED   \
             ==> \at(memory[i].aux, L2) == 0) &&                                                   \
        (!IS_ONLY(L1, s) || i != \at(tree_parent[s], L1) || type_of{L1}(i) != KOZO_OBJECT_UNTYPED  \
             ==> \at(memory[i].aux, L2) == \at(memory[i].aux, L1)))
#define NUMBERS_EXCHANGED(L1, L2, a, b)                                                            \
    (0 < a < SLOTS && 0 < b < SLOTS && a != b && \at(tree_top, L2) == \at(tree_top, L1) &&         \
        (\forall integer i; 0 <= i < SLOTS ==>                                                     \
            \at(tree_rank[i], L2) == \at(tree_rank[swap(a, b, i)], L1) &&                          \
            \at(tree_end[i], L2) == \at(tree_end[swap(a, b, i)], L1) &&                            \
            \at(tree_parent[i], L2) == swap(a, b, \at(tree_parent[swap(a, b, i)], L1))))
#include "tree_moved.h"

/*@ logic integer swap(integer a, integer b, integer i) = i == a ? b : i == b ? a : i;

    predicate numbers_inserted{L1, L2}(integer s, integer p) = NUMBERS_INSERTED(L1, L2, s, p);
    predicate numbers_removed{L1, L2}(integer s) = NUMBERS_REMOVED(L1, L2, s);
    predicate numbers_exchanged{L1, L2}(integer a, integer b) = NUMBERS_EXCHANGED(L1, L2, a, b);

    predicate inserted{L1, L2}(integer s, integer p) = numbers_inserted{L1, L2}(s, p) &&
        INSERTED_FIRST(L1, L2, s, p) && INSERTED_LAST(L1, L2, s, p) &&
        INSERTED_PREV(L1, L2, s, p) && INSERTED_NEXT(L1, L2, s, p);
    predicate removed{L1, L2}(integer s) = numbers_removed{L1, L2}(s) &&
        REMOVED_FIRST(L1, L2, s) && REMOVED_LAST(L1, L2, s) &&
        REMOVED_PREV(L1, L2, s) && REMOVED_NEXT(L1, L2, s);

    predicate exchanged_first{L1, L2}(integer a, integer b) =
        \forall integer i; in_tree{L2}(i) ==>
            \at(memory[i].first, L2) == swap(a, b, \at(memory[swap(a, b, i)].first, L1));
    predicate exchanged_last{L1, L2}(integer a, integer b) =
        \forall integer i; in_tree{L2}(i) ==>
            \at(memory[i].last, L2) == swap(a, b, \at(memory[swap(a, b, i)].last, L1));
    predicate exchanged_prev{L1, L2}(integer a, integer b) =
        \forall integer i; in_tree{L2}(i) ==>
            \at(memory[i].prev, L2) == swap(a, b, \at(memory[swap(a, b, i)].prev, L1));
    predicate exchanged_next{L1, L2}(integer a, integer b) =
        \forall integer i; in_tree{L2}(i) ==>
            \at(memory[i].next, L2) == swap(a, b, \at(memory[swap(a, b, i)].next, L1));
    predicate exchanged{L1, L2}(integer a, integer b) = numbers_exchanged{L1, L2}(a, b) &&
        exchanged_first{L1, L2}(a, b) && exchanged_last{L1, L2}(a, b) &&
        exchanged_prev{L1, L2}(a, b) && exchanged_next{L1, L2}(a, b);

    predicate replaced{L1, L2}(integer s, integer h) = numbers_exchanged{L1, L2}(s, h) &&
        REPLACED_FIRST(L1, L2, s, h) && REPLACED_LAST(L1, L2, s, h) &&
        REPLACED_NEXT(L1, L2, s, h) && REPLACED_PREV(L1, L2, s, h);
*/
