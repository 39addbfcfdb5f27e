/* SPDX-License-Identifier: MIT */
/* passing.c: how a capability travels in a message, in every way that can be written. A receiver
 * never has more than the sender's capability permits, and nothing goes that does not arrive. */
#include "attack.h"
#include "tests.h"
#include "worker.h"

enum { PASS_BITS = 32, RIGHTS = 16, MASKS = 256 };

/* Receive for ever: note the rights of what comes, and drop it. */
static void body_note(struct worker *self)
{
    do {
        const kozo_handle_t got = {self->buffer->caps[0]};
        kozo_info_t info = {0};
        kozo_badge_t badge = 0;

        if (self->step != 0) {
            self->error = kozo_any_identify(got, &info, &badge);
            self->argument = kozo_info_rights(info);
            kozo_any_delete(got);
        }
        self->step++;
        self->message.tag = kozo_tag_make(0, 0, 0, 0, 0);
    } while (kozo_endpoint_receive(self->endpoint, &self->message) == KOZO_OK);
}

static struct worker *start_noting(void)
{
    struct worker *worker = worker_new(PRIORITY_WORKER);

    worker->endpoint = MAKE_ENDPOINT();
    worker->buffer->receive[0] = slot_next();
    worker_start(worker, body_note);
    return worker;
}

/* Send `handle`; what came of it for the sender. Refused, nothing has arrived. */
static kozo_err_t send_as(const struct worker *worker, kozo_handle_t handle, uint64_t pass)
{
    struct kozo_message m = {.tag = kozo_tag_make(1, 1, 0, 1, 0)};
    const unsigned before = worker->step;

    guest.buffer->caps[0] = handle.raw;
    guest.buffer->pass[0] = (uint32_t)pass;
    const kozo_err_t error = kozo_endpoint_send(worker->endpoint, &m);

    guest.buffer->pass[0] = 0;
    CHECK_EQUAL(worker->step, before + (error == KOZO_OK));
    return error;
}

static kozo_rights_t rights_of(kozo_handle_t handle)
{
    kozo_info_t info = {0};
    kozo_badge_t badge = 0;

    CHECK_OK(kozo_any_identify(handle, &info, &badge));
    return kozo_info_rights(info);
}

/* Every set of rights, with every mask. */
static void a_mask_never_adds(void)
{
    const kozo_handle_t frame = KOZO_ANY(MAKE_FRAME());
    struct worker *worker = start_noting();

    for (unsigned held = 0; held < RIGHTS; held++) {
        const kozo_handle_t handle = copy(frame, (kozo_rights_t)held);

        for (unsigned withheld = 0; withheld < MASKS; withheld += effort(1, 1, 13)) {
            CHECK_OK(send_as(worker, handle, kozo_pass_make(withheld, 0).raw));
            CHECK_OK(worker->error);
            CHECK_EQUAL(worker->argument, held & ~withheld);
            CHECK_EQUAL(rights_of(handle), held);
        }
    }
}

static void a_move_brings_what_was_there(void)
{
    const kozo_handle_t frame = KOZO_ANY(MAKE_FRAME());
    struct worker *worker = start_noting();

    for (unsigned held = 0; held < RIGHTS; held++) {
        const kozo_handle_t handle = copy(frame, (kozo_rights_t)held);

        for (unsigned withheld = 1; withheld < MASKS; withheld += effort(1, 1, 13)) {
            CHECK_EQUAL(send_as(worker, handle, kozo_pass_make(withheld, 1).raw),
                        KOZO_ERR_MALFORMED);
            CHECK_EQUAL(rights_of(handle), held);
        }
        CHECK_OK(send_as(worker, handle, kozo_pass_make(0, 1).raw));
        CHECK_OK(worker->error);
        CHECK_EQUAL(worker->argument, held);
        CHECK_EQUAL(send_as(worker, handle, 0), KOZO_ERR_NO_CAP);
    }
}

static void bits_without_meaning(void)
{
    const kozo_handle_t handle = KOZO_ANY(MAKE_FRAME());
    const uint64_t known = kozo_pass_make(UINT64_MAX, UINT64_MAX).raw;
    struct worker *worker = start_noting();

    for (unsigned bit = 0; bit < PASS_BITS; bit++) {
        const uint64_t strange = UINT64_C(1) << bit & ~known;

        for (unsigned seed = 0; strange != 0 && seed < 4; seed++) {
            CHECK_EQUAL(send_as(worker, handle, strange | (seed & 1) * known | seed >> 1),
                        KOZO_ERR_UNKNOWN_FLAG);
        }
    }
}

static const struct test table[] = {
    {"a mask never adds a right", a_mask_never_adds},
    {"a move brings what was there, or nothing", a_move_brings_what_was_there},
    {"bits without meaning", bits_without_meaning},
};
TESTS(passing_tests, "how capabilities travel", table);
