/* SPDX-License-Identifier: MIT */
/* test_later.c: saved rights to answer, above a fake kernel whose callers come and go. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <kozo/trap.h>

#include "../../../services/lib/later.c"
#include "../../../services/lib/slots.c"

enum { CNODE = 1, FIRST = 60, SLOTS = FIRST + 6, INTERFACE = 7 };

host_trap_method_fn *host_trap_method;
host_trap_message_fn *host_trap_message;
struct kozo_runtime kozo_runtime = {.cnode = {CNODE}};

/* What each slot holds, the stamps that were given, and how the kernel answers. */
static uint64_t held[SLOTS];
static uint32_t stamp;
static kozo_err_t save_error, refused; /* `refused`: of an answer that is no error */
static bool deaf;                      /* the caller cannot take an error either */
static unsigned deleted;
static kozo_tag_t answer;

static kozo_err_t find(uint64_t handle)
{
    const uint64_t found = held[kozo_handle_address((kozo_handle_t){handle})];

    return found == 0 ? KOZO_ERR_NO_CAP : found != handle ? KOZO_ERR_STALE : KOZO_OK;
}

static kozo_status_t trap_method(uint64_t op, uint64_t self, const uint64_t *args, unsigned count,
                                 uint64_t *results)
{
    (void)count;
    if (op == KOZO_OP_CNODE_SAVE_REPLY) {
        assert_int_equal(self, CNODE);
        assert_int_equal(held[args[0]], 0);
        if (save_error == KOZO_OK)
            results[0] = held[args[0]] = kozo_handle_make(++stamp, 0, args[0]).raw;
        return kozo_status_make(save_error, 0, 0);
    }
    const kozo_err_t error = find(self);
    if (op == KOZO_OP_ANY_DELETE) {
        assert_int_equal(error, KOZO_OK);
        held[kozo_handle_address((kozo_handle_t){self})] = 0;
        deleted++;
    } else {
        assert_int_equal(op, KOZO_OP_ANY_IDENTIFY);
    }
    return kozo_status_make(error, 0, 0);
}

static kozo_status_t trap_message(uint64_t op, kozo_handle_t cap, struct kozo_message *m)
{
    assert_int_equal(op, KOZO_OP_REPLY_SEND);
    assert_int_equal(cap.raw, 0);
    assert_true((kozo_tag_flags(m->tag) & KOZO_TAG_FLAG_SAVED_REPLY) != 0);
    kozo_err_t error = find(m->reply.raw);
    if (error == KOZO_OK && (deaf || kozo_tag_label(m->tag) == KOZO_OK))
        error = refused;
    if (error == KOZO_OK) {
        held[kozo_handle_address(m->reply)] = 0;
        answer = m->tag;
    }
    return kozo_status_make(error, 0, 0);
}

static int fresh(void **state)
{
    (void)state;
    memset(held, 0, sizeof(held));
    save_error = refused = KOZO_OK;
    deaf = false;
    deleted = 0;
    answer.raw = 0;
    kozo_slots_init(FIRST, SLOTS);
    host_trap_method = trap_method;
    host_trap_message = trap_message;
    return 0;
}

/* All slots are free, and none is on record. */
static void expect_nothing_kept(void)
{
    kozo_slot_index_t slot;

    for (unsigned i = 0; i < sizeof(owed) / sizeof(owed[0]); i++)
        assert_int_equal(owed[i], 0);
    assert_int_equal(kozo_slot_alloc_run(SLOTS - FIRST, &slot), KOZO_OK);
}

static kozo_handle_t take(void)
{
    kozo_handle_t noted = {0}, right = {0};

    assert_int_equal(kozo_later_take(&noted, &right), KOZO_OK);
    assert_int_equal(noted.raw, right.raw);
    assert_true(kozo_later_is_owed(right));
    assert_true(kozo_later_waits(&right));
    return right;
}

static kozo_err_t reply(kozo_handle_t *right)
{
    struct kozo_message m = {.tag = kozo_tag_make(INTERFACE, KOZO_OK, 0, 0, 2)};
    const kozo_err_t error = kozo_later_send(right, &m);

    assert_int_equal(right->raw, 0);
    assert_false(kozo_later_waits(right));
    return error;
}

static void leave(kozo_handle_t right)
{
    held[kozo_handle_address(right)] = 0;
}

static void several_wait_and_are_answered_in_any_order(void **state)
{
    (void)state;
    kozo_handle_t rights[SLOTS - FIRST], none = {0}, noted = {0};
    for (unsigned i = 0; i < SLOTS - FIRST; i++)
        rights[i] = take();
    assert_int_equal(kozo_later_take(&noted, &none), KOZO_ERR_NO_SLOT);
    assert_int_equal(noted.raw | none.raw, 0);
    for (unsigned i = 0; i < SLOTS - FIRST; i++)
        assert_int_equal(reply(&rights[(i + 2) % (SLOTS - FIRST)]), KOZO_OK);
    expect_nothing_kept();
}

static void what_cannot_be_saved_keeps_no_slot(void **state)
{
    (void)state;
    kozo_handle_t none = {0}, noted = {0};
    save_error = KOZO_ERR_NO_REPLY;
    assert_int_equal(kozo_later_take(&noted, &none), KOZO_ERR_NO_REPLY);
    assert_int_equal(noted.raw | none.raw, 0);
    expect_nothing_kept();
}

static void a_caller_may_go(void **state)
{
    (void)state;
    kozo_handle_t asked = take(), answered = take();
    leave(asked);
    leave(answered);
    assert_true(kozo_later_is_owed(asked)); /* as far as is known here */
    assert_false(kozo_later_waits(&asked));
    assert_int_equal(asked.raw, 0);
    assert_int_equal(reply(&answered), KOZO_ERR_NO_CAP);
    assert_int_equal(deleted, 0);
    expect_nothing_kept();
}

/* By a right that is still owed nobody else is answered, and who waits for it is not forgotten. */
static void a_right_is_not_lost_to_another(void **state)
{
    (void)state;
    kozo_handle_t right = take(), noted = {0}, before = right;
    assert_int_equal(kozo_later_take(&noted, &right), KOZO_ERR_REPLY_PENDING);
    assert_int_equal(noted.raw, 0);
    assert_int_equal(right.raw, before.raw);
    leave(right);
    assert_int_equal(kozo_later_take(&noted, &right), KOZO_OK);
    assert_int_equal(reply(&right), KOZO_OK);
    expect_nothing_kept();
}

static __attribute__((noinline)) kozo_err_t keep(kozo_handle_t *right, kozo_handle_t *call)
{
    return kozo_later_keep(call, right, call, __builtin_frame_address(0));
}

/* A right that would be gone with the body is not saved: of a body that is inlined into the
 * skeleton, which has `call`, of one that is not, and of what that calls. */
static void a_right_outlasts_the_body(void **state)
{
    (void)state;
    static kozo_handle_t kept;
    kozo_handle_t call = {0}, local = {0};
    const void *frame = __builtin_frame_address(0);
    assert_int_equal(kozo_later_keep(&call, &local, &call, frame), KOZO_ERR_BAD_STATE);
    assert_int_equal(kozo_later_keep(&call, &local, &kept, frame), KOZO_ERR_BAD_STATE);
    kozo_handle_t pair[2] = {{0}, {0}};
    assert_int_equal(keep(&pair[0], &pair[1]), KOZO_ERR_BAD_STATE);
    assert_int_equal(call.raw | local.raw | pair[0].raw | pair[1].raw, 0);
    assert_int_equal(keep(&kept, &call), KOZO_OK);
    assert_int_equal(call.raw, kept.raw);
    assert_int_equal(reply(&kept), KOZO_OK);
    expect_nothing_kept();
}

/* Whatever has become of the slot of a right that was used, a copy of that does nothing to it. */
static void a_copy_is_worth_nothing(void **state)
{
    (void)state;
    kozo_handle_t first = take(), copy = first, again = first, third = first;
    assert_int_equal(reply(&first), KOZO_OK);
    assert_false(kozo_later_is_owed(copy));
    assert_int_equal(reply(&copy), KOZO_ERR_NO_REPLY);
    kozo_handle_t second = take();
    assert_int_equal(kozo_handle_address(second), kozo_handle_address(again));
    assert_false(kozo_later_waits(&again));
    assert_int_equal(again.raw, 0);
    assert_int_equal(reply(&third), KOZO_ERR_NO_REPLY);
    assert_true(kozo_later_waits(&second));
    assert_int_equal(reply(&second), KOZO_OK);
    expect_nothing_kept();
}

static void who_cannot_take_the_answer_gets_an_error(void **state)
{
    (void)state;
    kozo_handle_t right = take();
    refused = KOZO_ERR_NO_RECEIVE_SLOT;
    assert_int_equal(reply(&right), KOZO_ERR_NO_RECEIVE_SLOT);
    assert_int_equal(kozo_tag_label(answer), KOZO_ERR_BAD_REPLY);
    assert_int_equal(kozo_tag_interface(answer), INTERFACE);
    assert_int_equal(kozo_tag_words(answer), 0);
    assert_int_equal(deleted, 0);
    right = take();
    deaf = true;
    assert_int_equal(reply(&right), KOZO_ERR_NO_RECEIVE_SLOT);
    assert_int_equal(deleted, 1); /* and so it waits no longer */
    expect_nothing_kept();
}

static void an_error_is_an_answer(void **state)
{
    (void)state;
    kozo_handle_t right = take();
    assert_int_equal(kozo_later_refuse(&right, INTERFACE, KOZO_ERR_FULL), KOZO_OK);
    assert_int_equal(kozo_tag_label(answer), KOZO_ERR_FULL);
    assert_int_equal(right.raw, 0);
    assert_int_equal(kozo_later_refuse(&right, INTERFACE, KOZO_ERR_FULL), KOZO_ERR_NO_REPLY);
    expect_nothing_kept();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(several_wait_and_are_answered_in_any_order, fresh),
        cmocka_unit_test_setup(what_cannot_be_saved_keeps_no_slot, fresh),
        cmocka_unit_test_setup(a_caller_may_go, fresh),
        cmocka_unit_test_setup(a_right_is_not_lost_to_another, fresh),
        cmocka_unit_test_setup(a_right_outlasts_the_body, fresh),
        cmocka_unit_test_setup(a_copy_is_worth_nothing, fresh),
        cmocka_unit_test_setup(who_cannot_take_the_answer_gets_an_error, fresh),
        cmocka_unit_test_setup(an_error_is_an_answer, fresh),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
