/* SPDX-License-Identifier: MIT */
/* slots.h: where slots lie, for proofs: all form one array, which is as long as a reference can
 * tell, and a reference is an index into it. */
#pragma once

#include <kozo/cap.h>

#define SLOTS 0x100000000

extern struct cap_slot memory[SLOTS];

/*@ axiomatic References {
      logic integer ref(struct cap_slot *slot);
      axiom reference: \forall integer i; 0 <= i < SLOTS ==> ref(&memory[i]) == i;
    }

    predicate is_slot(struct cap_slot *slot) =
        0 < ref(slot) < SLOTS && slot == &memory[ref(slot)];
*/

/*@ logic integer type_of{L}(integer i) = (unsigned char)memory[i].meta; */

/* Links of different slots, and different links, lie apart: said once, for the provers. */
/*@ lemma same_first: \forall integer i, j; &memory[i].first == &memory[j].first ==> i == j;
    lemma same_last: \forall integer i, j; &memory[i].last == &memory[j].last ==> i == j;
    lemma same_prev: \forall integer i, j; &memory[i].prev == &memory[j].prev ==> i == j;
    lemma same_next: \forall integer i, j; &memory[i].next == &memory[j].next ==> i == j;
    lemma first_not_last: \forall integer i, j; &memory[i].first != &memory[j].last;
    lemma first_not_prev: \forall integer i, j; &memory[i].first != &memory[j].prev;
    lemma first_not_next: \forall integer i, j; &memory[i].first != &memory[j].next;
    lemma last_not_prev: \forall integer i, j; &memory[i].last != &memory[j].prev;
    lemma last_not_next: \forall integer i, j; &memory[i].last != &memory[j].next;
    lemma prev_not_next: \forall integer i, j; &memory[i].prev != &memory[j].next;
*/

/* As is_slot(), in the words that the provers need least steps with. */
#define PLACED(slot) (\exists integer i; 0 < i < SLOTS && slot == &memory[i] && ref(slot) == i)

/* Sizes are powers of two. */
#define SIZE(bits) (1 << (bits))

/* The address of the object number `n` behind the one at `at`. */
/*@ logic integer behind(integer at, integer size, integer n) =
        n <= 0 ? at : behind(at, size, n - 1) + size; */

/* There are no addresses beyond those of 64 bits. */
#define INSIDE(at, size, count)                                                                    \
    (\forall integer n; 0 <= n <= count ==> 0 <= behind(at, size, n) <= 0xffffffffffffffff)

/* Slots from number `lo` on are the capabilities of a run: the first is that of the object at `at`,
 * with `meta0`; the others are those of the objects that follow it in memory, with the stamps that
 * follow. */
#define MADE_OBJECTS(lo, number, at, size)                                                         \
    (\forall integer j; (lo) <= j < (lo) + (number) ==>                                            \
        memory[j].object == behind(at, size, j - (lo)))
#define MADE_METAS(lo, number, meta0)                                                              \
    (\forall integer j; (lo) <= j < (lo) + (number) ==>                                            \
        memory[j].meta == (meta0) + (j - (lo)) * 0x100000000)
#define MADE_PLAIN(lo, number)                                                                     \
    (\forall integer j; (lo) <= j < (lo) + (number) ==>                                            \
        memory[j].badge == 0 && memory[j].aux == 0 && memory[j].space == 0 &&                      \
        memory[j].level == 0)

/* They are siblings without children, in descending order, but for the ends. */
#define LEAVES(lo, number)                                                                         \
    (\forall integer j; (lo) <= j < (lo) + (number) ==>                                            \
        memory[j].first == 0 && memory[j].last == 0)
#define LINKED_PREV(lo, number)                                                                    \
    (\forall integer j; (lo) <= j < (lo) + (number) ==>                                            \
        memory[j].prev == j + 1)
#define LINKED_NEXT(lo, number)                                                                    \
    (\forall integer j; (lo) <= j < (lo) + (number) ==> memory[j].next == j - 1)

/*@ requires named: ref != 0;
    assigns \result \from ref, &memory[0];
    ensures \result == &memory[ref]; */
struct cap_slot *slot_at(slot_ref_t ref);

/*@ requires placed: is_slot(slot);
    assigns \result \from slot;
    ensures \result == ref(slot); */
slot_ref_t slot_ref(const struct cap_slot *slot);

/* No assertion of the kernel can fail. */
/*@ requires unbroken: \false;
    assigns \nothing;
    ensures \false; */
NORETURN PRINTF_LIKE(1, 2) void panic(const char *format, ...);
