/* SPDX-License-Identifier: MIT */
/* Generated from idl/services/service.yaml by template tests/test_interface.c;
 * change those and run `make generate`. */
/* test_service.c: every message of the interface `service`, for the driver in
 * tests/host/conform/loop.c. */
#include <kozo/client/service.h>
#include <kozo/server/service.h>
#include <loop.h>
#include <string.h>

#define VALUES(...) .values = (const uint64_t[]){__VA_ARGS__}

/* ping */
static const struct loop_field loop_ping_in[] = {
    {.kind = LOOP_NUMBER, .word = 0, .shift = 0, .bits = 64,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff)},
};

static const struct loop_field loop_ping_out[] = {
    {.kind = LOOP_NUMBER, .word = 0, .shift = 0, .bits = 64,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff)},
    {.kind = LOOP_NUMBER, .word = 1, .shift = 0, .bits = 64,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff)},
};

static kozo_err_t service_serve_ping(void *context, kozo_badge_t badge, uint64_t cookie,
                                     uint64_t *cookie_out, uint64_t *served)
{
    loop_enter(context, badge, KOZO_SERVICE_METHOD_PING);
    loop_got_number(0, cookie);
    *cookie_out = (uint64_t)loop_number(0);
    *served = (uint64_t)loop_number(1);
    return loop_outcome();
}

static kozo_err_t call_ping(const struct loop_values *in, struct loop_values *out)
{
    uint64_t got_cookie_out = (uint64_t)loop_untouched();
    uint64_t got_served = (uint64_t)loop_untouched();
    const kozo_err_t error = service_ping((service_t){{loop_endpoint().raw}},
                                          (uint64_t)in->at[0].number, &got_cookie_out, &got_served);
    out->at[0].number = got_cookie_out;
    out->at[1].number = got_served;
    return error;
}

static const struct loop_method methods[] = {
    {.name = "ping", .label = KOZO_SERVICE_METHOD_PING,
     .in = {.fields = loop_ping_in, .count = 1, .head = 1, .words = 1, .caps = 0},
     .out = {.fields = loop_ping_out, .count = 2, .head = 2, .words = 2, .caps = 0},
     .errors = (const kozo_err_t[]){KOZO_OK},
     .call = call_ping},
};

static const struct loop_check checks[] = {
    {.id = "service.request.interface", .method = &methods[0],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_INTERFACE},
    {.id = "service.request.tag_flags", .method = &methods[0],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_TAG_FLAGS},
    {.id = "service.request.method", .method = &methods[0],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_METHOD},
    {.id = "service_ping.call.error", .method = &methods[0],
     .place = LOOP_CALL, .kind = LOOP_CHECK_ERROR},
    {.id = "service_ping.reply.tag", .method = &methods[0],
     .place = LOOP_REPLY, .kind = LOOP_CHECK_TAG},
    {.id = "service_ping.request.tag", .method = &methods[0],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_TAG},
    {.id = "service_ping.result.undeclared", .method = &methods[0],
     .place = LOOP_RESULT, .kind = LOOP_CHECK_UNDECLARED},
};

extern const struct loop_interface service_messages;
const struct loop_interface service_messages = {
    .name = "service", .id = KOZO_INTERFACE_SERVICE, .kernel = false,
    .methods = methods, .method_count = sizeof(methods) / sizeof(methods[0]),
    .checks = checks, .check_count = sizeof(checks) / sizeof(checks[0]),
    .dispatch = service_dispatch,
};

int main(void)
{
    return loop_main(&service_messages);
}
