/* SPDX-License-Identifier: MIT */
/* test_theorems.c: every theorem notices when an operation on the model is done wrongly, and says
 * nothing when it is done as it should be. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "theorems.h"

enum {
    CNODE = 1, /* slots of a CNode at unit 0 */
    MEMORY,
    FIRST,  /* two endpoints and a CNode, made of the memory */
    SECOND,
    INNER,
    WEAKER, /* below FIRST: a copy, a copy of that, and a badged one with a copy */
    WEAKEST,
    BADGED,
    BADGED_COPY,
    FREE,
    MORE,
    PORTS, /* four */
    CNODE_BITS = 10,
    MEMORY_BITS = 12,
    MEMORY_AT = 16,
    ALL = KOZO_RIGHTS_MASK,
    SOME = KOZO_ENDPOINT_RIGHT_SEND,
    BADGE = 9,
};

static struct model before, m;

static model_slot_t inside(void)
{
    return (model_slot_t)(m.caps[INNER].at + 1);
}

static void start(void)
{
    model_start(&m, 128);
    model_install(&m, CNODE, &(struct model_cap){.type = KOZO_OBJECT_CNODE,
                                                 .rights = ALL, .size_bits = CNODE_BITS});
    model_install(&m, MEMORY, &(struct model_cap){.type = KOZO_OBJECT_UNTYPED, .rights = ALL,
                                                  .size_bits = MEMORY_BITS, .at = MEMORY_AT});
    model_install(&m, PORTS, &(struct model_cap){.type = KOZO_OBJECT_IO_PORT, .rights = ALL,
                                                 .at = 100, .used = 4});
    model_create(&m, FIRST, 2, KOZO_OBJECT_ENDPOINT, KOZO_ENDPOINT_SIZE_BITS, MEMORY);
    model_create(&m, INNER, 1, KOZO_OBJECT_CNODE, 8, MEMORY);
    model_derive(&m, WEAKER, FIRST, SOME, 0);
    model_derive(&m, WEAKEST, WEAKER, SOME, 0);
    model_derive(&m, BADGED, FIRST, SOME, BADGE);
    model_derive(&m, BADGED_COPY, BADGED, SOME, BADGE);
    model_derive(&m, inside(), WEAKER, SOME, 0);
    model_copy(&before, &m);
}

/* Operations as they should be. */

static void copy(void)
{
    model_derive(&m, FREE, WEAKER, SOME, 0);
}

static void move(void)
{
    model_move(&m, FREE, WEAKER);
}

static void remove_weaker(void)
{
    model_remove(&m, WEAKER);
}

static void remove_inner(void)
{
    model_remove(&m, INNER);
}

static void revoke_first(void)
{
    model_remove_descendants(&m, FIRST);
}

static void revoke_memory(void)
{
    model_remove_descendants(&m, MEMORY);
}

static void create(void)
{
    model_create(&m, FREE, 2, KOZO_OBJECT_ENDPOINT, KOZO_ENDPOINT_SIZE_BITS, MEMORY);
}

static void narrower_ports(void)
{
    model_derive(&m, FREE, PORTS, ALL, 0);
    m.caps[FREE].at += 2;
    m.caps[FREE].used = 2;
}

static void save_reply(void)
{
    model_install(&m, FREE, &(struct model_cap){.type = KOZO_OBJECT_REPLY});
}

/* And wrong. */

static void copy_with_more_rights(void)
{
    model_derive(&m, FREE, WEAKER, ALL, 0);
}

static void copy_with_another_badge(void)
{
    model_derive(&m, FREE, BADGED, SOME, BADGE + 1);
}

static void ports_outside(void)
{
    narrower_ports();
    m.caps[FREE].used = 3;
}

static void copy_of_another_size(void)
{
    copy();
    m.caps[FREE].size_bits++;
}

static void create_of_a_device(void)
{
    create();
    m.caps[FREE].device = true;
}

static void copy_as_sibling(void)
{
    model_derive(&m, FREE, FIRST, SOME, 0);
}

static void move_that_adds_rights(void)
{
    move();
    m.caps[FREE].rights = ALL;
}

static void move_that_drops_the_badge(void)
{
    model_move(&m, FREE, BADGED);
    m.caps[FREE].badge = 0;
}

static void move_by_copy(void)
{
    model_derive(&m, FREE, WEAKER, SOME, 0);
    model_remove(&m, WEAKER);
}

static void move_to_the_front(void)
{
    model_move(&m, FREE, SECOND);
    m.caps[FREE].next = m.caps[MEMORY].first;
    m.caps[INNER].next = FIRST;
    m.caps[MEMORY].first = FREE;
}

static void remove_with_children(void)
{
    model_remove_descendants(&m, WEAKER);
    model_remove(&m, WEAKER);
}

static void remove_without_contents(void)
{
    const struct model_cap kept = m.caps[inside()];
    const model_slot_t slot = inside();

    model_move(&m, FREE, slot);
    model_remove(&m, INNER);
    model_install(&m, slot, &kept);
}

static void revoke_all_but_one(void)
{
    while (m.caps[m.caps[FIRST].first].next != 0) {
        model_remove(&m, m.caps[FIRST].first);
    }
}

static void revoke_more(void)
{
    revoke_first();
    model_remove(&m, SECOND);
}

static void revoke_and_weaken(void)
{
    revoke_first();
    m.caps[SECOND].rights = 0;
}

static void revoke_keeps_watermark(void)
{
    revoke_memory();
    m.caps[MEMORY].used = 1;
}

static void revoke_frees_too_early(void)
{
    remove_weaker();
    m.caps[MEMORY].used = 0;
}

static void create_beyond_watermark(void)
{
    create();
    m.caps[MEMORY].used--;
}

static void create_again(void)
{
    m.caps[MEMORY].used = 0;
    create();
}

static void create_one(void)
{
    model_create(&m, FREE, 1, KOZO_OBJECT_ENDPOINT, KOZO_ENDPOINT_SIZE_BITS, MEMORY);
}

static void nothing(void)
{
}

static void a_circle(void)
{
    m.caps[FIRST].parent = WEAKEST;
}

static const struct {
    void (*operation)(void);
    struct event event;
    const char *broken; /* NULL: none */
} cases[] = {
    {copy, {EVENT_DERIVE, WEAKER, FREE, 0}, NULL},
    {move, {EVENT_MOVE, WEAKER, FREE, 0}, NULL},
    {remove_weaker, {EVENT_REMOVE, WEAKER, 0, 0}, NULL},
    {remove_inner, {EVENT_REMOVE, INNER, 0, 0}, NULL},
    {revoke_first, {EVENT_REVOKE, FIRST, 0, 0}, NULL},
    {revoke_memory, {EVENT_REVOKE, MEMORY, 0, 0}, NULL},
    {create, {EVENT_CREATE, MEMORY, FREE, 2}, NULL},
    {nothing, {EVENT_NOTHING, 0, 0, 0}, NULL},
    {narrower_ports, {EVENT_DERIVE, PORTS, FREE, 0}, NULL},
    {save_reply, {EVENT_INSTALL, 0, FREE, 0}, NULL},
    {ports_outside, {EVENT_DERIVE, PORTS, FREE, 0}, "no range amplification"},
    {copy_of_another_size, {EVENT_DERIVE, WEAKER, FREE, 0}, "no range amplification"},
    {create_of_a_device, {EVENT_CREATE, MEMORY, FREE, 2}, "device memory is told apart"},
    {copy, {EVENT_INSTALL, 0, FREE, 0}, "a saved reply is derived from nothing"},
    {copy_with_more_rights, {EVENT_DERIVE, WEAKER, FREE, 0}, "no rights amplification"},
    {move_that_adds_rights, {EVENT_MOVE, WEAKER, FREE, 0}, "no rights amplification"},
    {copy_with_another_badge, {EVENT_DERIVE, BADGED, FREE, 0}, "a badge never changes"},
    {move_that_drops_the_badge, {EVENT_MOVE, BADGED, FREE, 0}, "a badge never changes"},
    {copy_as_sibling, {EVENT_DERIVE, WEAKER, FREE, 0},
     "a copy is the youngest child of its original"},
    {move_by_copy, {EVENT_MOVE, WEAKER, FREE, 0}, "a moved capability keeps its place"},
    {move_to_the_front, {EVENT_MOVE, SECOND, FREE, 0}, "a moved capability keeps its place"},
    {remove_with_children, {EVENT_REMOVE, WEAKER, 0, 0}, "delete keeps the others"},
    {remove_without_contents, {EVENT_REMOVE, INNER, 0, 0}, "delete keeps the others"},
    {revoke_all_but_one, {EVENT_REVOKE, FIRST, 0, 0}, "revoke leaves nothing below"},
    {revoke_more, {EVENT_REVOKE, FIRST, 0, 0}, "revoke touches nothing else"},
    {revoke_and_weaken, {EVENT_REVOKE, FIRST, 0, 0}, "revoke touches nothing else"},
    {revoke_keeps_watermark, {EVENT_REVOKE, MEMORY, 0, 0},
     "the watermark is 0 exactly without children"},
    {revoke_frees_too_early, {EVENT_REMOVE, WEAKER, 0, 0}, "memory is conserved"},
    {create_beyond_watermark, {EVENT_CREATE, MEMORY, FREE, 2}, "memory is conserved"},
    {create_again, {EVENT_CREATE, MEMORY, FREE, 2}, "retype never overlaps"},
    {create_one, {EVENT_CREATE, MEMORY, FREE, 2}, "retype makes what was asked for"},
    {remove_weaker, {EVENT_NOTHING, 0, 0, 0}, "nothing else is touched"},
    {a_circle, {EVENT_NOTHING, 0, 0, 0}, "no cycle"},
};

static void every_theorem_notices(void **unused)
{
    (void)unused;
    for (unsigned i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        start();
        cases[i].operation();
        const char *broken = theorem_broken(&before, &m, &cases[i].event);

        if (cases[i].broken == NULL) {
            assert_null(broken);
        } else {
            assert_non_null(broken);
            assert_string_equal(broken, cases[i].broken);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_theorem_notices),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
