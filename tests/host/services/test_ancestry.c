/* SPDX-License-Identifier: MIT */
/* test_ancestry.c: where init finds parents, against a fake CNode that is full of capabilities. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <kozo/trap.h>

#include "../../../services/init/ancestry.c"

enum { CNODE = 1, SLOTS = 4 * LISTED_MAX };

host_trap_method_fn *host_trap_method;
host_trap_message_fn *host_trap_message;
struct kozo_runtime kozo_runtime = {.cnode = {CNODE}};
const struct kozo_system kozo_system;

static const struct holder holder = {init_name, {CNODE}, SLOTS};
static uint32_t parents[SLOTS]; /* of each slot; its handle is the number of the slot */

struct program *program_by_number(uint64_t number)
{
    (void)number;
    return NULL;
}

/* Only every second slot is in use. */
static kozo_status_t trap(uint64_t op, uint64_t self, const uint64_t *args, unsigned count,
                          uint64_t *results)
{
    (void)count;
    if (op == KOZO_OP_CNODE_INSPECT) {
        assert_int_equal(self, CNODE);
        results[0] = args[0] % 2;
        results[2] = args[0];
        return kozo_status_make(args[0] < SLOTS ? KOZO_OK : KOZO_ERR_NO_SLOT, 0, 0);
    }
    assert_int_equal(op, KOZO_OP_ANY_VERIFY);
    results[0] = 0;
    for (uint32_t at = parents[self]; at != 0; at = parents[at]) {
        if (at == args[0])
            results[0] = KOZO_RELATION_SELF_DERIVED;
    }
    return kozo_status_make(KOZO_OK, 0, 0);
}

static void a_parent_is_found_wherever_it_lies(void **state)
{
    static const uint32_t lines[][3] = { /* from the eldest on */
        {1, 3, 5},
        {1, SLOTS - 1, 5},
        {SLOTS - 1, 1, 5},
        {2 * LISTED_MAX - 1, 2 * LISTED_MAX + 1, 5}, /* the last on the list, the first not */
        {SLOTS - 1, SLOTS - 3, SLOTS - 5},
        {SLOTS - 3, SLOTS - 1, SLOTS - 5},
    };
    (void)state;
    host_trap_method = trap;
    for (unsigned i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
        const uint32_t *line = lines[i];
        parents[line[2]] = line[1];
        parents[line[1]] = line[0];
        assert_int_equal(ancestry_parent(&holder, (kozo_handle_t){line[2]}, i == 0), line[1]);
        assert_int_equal(ancestry_parent(&holder, (kozo_handle_t){line[1]}, false), line[0]);
        assert_int_equal(ancestry_parent(&holder, (kozo_handle_t){line[0]}, false), 0);
        parents[line[2]] = parents[line[1]] = 0;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_parent_is_found_wherever_it_lies),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
