/* SPDX-License-Identifier: MIT */
/* loop_later.c: the kernel's part in answers that come later: it saves the right to answer in a
 * slot, and sends by it once. Slots and tokens are those of libkozo. */
#include <kozo/later.h>
#include <kozo/runtime.h>
#include <kozo/slots.h>
#include <loop_state.h>
#include <string.h>

enum { CNODE = 0x5107, FIRST_SLOT = 3, SLOTS = 6 };

static uint32_t stamp; /* no handle is given twice */

struct kozo_runtime kozo_runtime = {.cnode = {CNODE}};

void loop_prepare_later(void)
{
    kozo_slots_init(FIRST_SLOT, SLOTS);
}

void kozo_serve_breach(const char *check)
{
    loop.later.breach = check;
}

bool loop_takes(void)
{
    return (loop.outcome == KOZO_OK) != loop.later.contrary;
}

void loop_took(kozo_err_t error)
{
    expect(error == KOZO_OK);
}

kozo_err_t loop_failure(void)
{
    return loop.later.failure;
}

void loop_waits(bool waits)
{
    expect(waits == (loop.later.right != 0));
}

bool loop_is_later(uint64_t op, uint64_t self)
{
    return op == KOZO_OP_CNODE_SAVE_REPLY ||
           (op == KOZO_OP_ANY_IDENTIFY && loop.later.right != 0 && self == loop.later.right);
}

kozo_status_t loop_trap_later(uint64_t op, uint64_t self, const uint64_t *args, uint64_t *results)
{
    if (op == KOZO_OP_ANY_IDENTIFY) {
        results[0] = kozo_info_make(KOZO_OBJECT_REPLY, KOZO_REPLY_RIGHT_REPLY, 0, 0).raw;
        results[1] = 0;
        return kozo_status_make(KOZO_OK, 0, 0);
    }
    expect(self == CNODE && args[0] == FIRST_SLOT && loop.later.right == 0);
    loop.later.right = kozo_handle_make(++stamp, 0, args[0]).raw;
    results[0] = loop.later.right;
    return kozo_status_make(KOZO_OK, 0, 0);
}

kozo_status_t loop_trap_answer(const struct kozo_message *m)
{
    const uint64_t flag = kozo_tag_make(0, 0, KOZO_TAG_FLAG_SAVED_REPLY, 0, 0).raw;

    expect((m->tag.raw & flag) == flag);
    if (loop.later.right == 0 || m->reply.raw != loop.later.right)
        return kozo_status_make(KOZO_ERR_STALE, 0, 0);
    loop.later.right = 0;
    loop.later.answers++;
    loop.later.sent = *m;
    loop.later.sent.tag.raw &= ~flag;
    return kozo_status_make(KOZO_OK, 0, 0);
}

enum kozo_served loop_answer_later(enum kozo_served served, struct kozo_message *m)
{
    kozo_slot_index_t slot = 0;

    expect((served == KOZO_DEFERRED) ==
           (loop.method->reply != NULL && loop.entered == 1 && loop_takes()));
    if (served != KOZO_DEFERRED)
        return served;
    if (loop.later.answers == 0) {
        const kozo_err_t failure = loop.later.failure;
        const kozo_err_t told = loop.method->reply(failure == KOZO_OK ? &loop.given : NULL);
        const kozo_err_t label = (kozo_err_t)kozo_tag_label(loop.later.sent.tag);
        const kozo_err_t wanted = failure == KOZO_OK      ? label
                                  : loop_is_own(failure) ? KOZO_OK
                                                         : KOZO_ERR_BAD_REPLY;
        expect(told == wanted || failure == KOZO_ERR_BAD_REPLY);
    }
    expect(loop.later.answers == 1);
    expect(kozo_slot_alloc(&slot) == KOZO_OK && slot == FIRST_SLOT);
    kozo_slot_free(slot);
    *m = loop.later.sent;
    return KOZO_SERVED;
}

static struct loop_values results;

void loop_expect_breach(const struct loop_check *check)
{
    expect(loop.later.breach != NULL && strcmp(loop.later.breach, check->id) == 0);
    loop.later.breach = NULL;
}

/* What the body does is not what it says: the client is told that, and at once. */
void loop_test_taking(const struct loop_check *check)
{
    loop_prepare(check->method, 2);
    loop.later.contrary = true;
    loop.outcome = check->kind == LOOP_CHECK_TAKEN ? KOZO_ERR_FULL : KOZO_OK;
    expect(loop_send(&results) == loop_seen_by_client(KOZO_ERR_BAD_REPLY) && loop.entered == 1);
    expect(loop.answer.raw ==
           kozo_tag_make(loop.interface->id, KOZO_ERR_BAD_REPLY, 0, 0, 0).raw);
    loop_expect_breach(check);
}

/* A right that was used is of no use, neither to answer nor to fail. */
void loop_test_spent(const struct loop_check *check)
{
    loop_prepare(check->method, 2);
    expect(loop_send(&results) == KOZO_OK && loop.later.breach == NULL);
    expect(loop.method->reply(&loop.given) == KOZO_ERR_NO_REPLY);
    loop_expect_breach(check);
    expect(loop.method->reply(NULL) == KOZO_ERR_NO_REPLY);
    loop_expect_breach(check);
    expect(loop.later.answers == 1);
}
