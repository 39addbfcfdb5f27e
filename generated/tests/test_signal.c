/* SPDX-License-Identifier: MIT */
/* Generated from idl/services/signal.yaml by template tests/test_interface.c;
 * change those and run `make generate`. */
/* test_signal.c: every message of the interface `signal`, for the driver in
 * tests/host/conform/loop.c. */
#include <kozo/client/signal.h>
#include <kozo/server/signal.h>
#include <loop.h>
#include <string.h>

#define VALUES(...) .values = (const uint64_t[]){__VA_ARGS__}

/* bits */
static kozo_err_t signal_serve_bits(void *context, kozo_badge_t badge)
{
    loop_enter(context, badge, KOZO_SIGNAL_METHOD_BITS);
    return loop_outcome();
}

static kozo_err_t call_bits(const struct loop_values *in, struct loop_values *out)
{
    (void)in;
    (void)out;
    const kozo_err_t error = signal_bits((signal_t){{loop_endpoint().raw}});
    return error;
}

static const struct loop_method methods[] = {
    {.name = "bits", .label = KOZO_SIGNAL_METHOD_BITS,
     .in = {.fields = NULL, .count = 0, .head = 0, .words = 0, .caps = 0},
     .out = {.fields = NULL, .count = 0, .head = 0, .words = 0, .caps = 0},
     .errors = (const kozo_err_t[]){KOZO_OK},
     .call = call_bits},
};

static const struct loop_check checks[] = {
    {.id = "signal.request.interface", .method = &methods[0],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_INTERFACE},
    {.id = "signal.request.tag_flags", .method = &methods[0],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_TAG_FLAGS},
    {.id = "signal.request.method", .method = &methods[0],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_METHOD},
    {.id = "signal_bits.call.error", .method = &methods[0],
     .place = LOOP_CALL, .kind = LOOP_CHECK_ERROR},
    {.id = "signal_bits.reply.tag", .method = &methods[0],
     .place = LOOP_REPLY, .kind = LOOP_CHECK_TAG},
    {.id = "signal_bits.request.tag", .method = &methods[0],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_TAG},
    {.id = "signal_bits.result.undeclared", .method = &methods[0],
     .place = LOOP_RESULT, .kind = LOOP_CHECK_UNDECLARED},
};

extern const struct loop_interface signal_messages;
const struct loop_interface signal_messages = {
    .name = "signal", .id = KOZO_INTERFACE_SIGNAL, .kernel = false,
    .methods = methods, .method_count = sizeof(methods) / sizeof(methods[0]),
    .checks = checks, .check_count = sizeof(checks) / sizeof(checks[0]),
    .dispatch = signal_dispatch,
};

int main(void)
{
    return loop_main(&signal_messages);
}
