/* SPDX-License-Identifier: MIT */
/* Generated from idl/kernel/faults.yaml by template tests/test_interface.c;
 * change those and run `make generate`. */
/* test_fault.c: every message of the interface `fault`, for the driver in
 * tests/host/conform/loop.c. */
#include <kozo/gen/faults.h>
#include <kozo/server/fault.h>
#include <loop.h>
#include <string.h>

#define VALUES(...) .values = (const uint64_t[]){__VA_ARGS__}

/* page */
static const struct loop_field loop_page_in[] = {
    {.kind = LOOP_NUMBER, .word = 0, .shift = 0, .bits = 64,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff)},
    {.kind = LOOP_NUMBER, .word = 1, .shift = 0, .bits = 64,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff)},
    {.kind = LOOP_NUMBER, .word = 2, .shift = 0, .bits = 64,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff)},
    {.kind = LOOP_NUMBER, .word = 3, .shift = 0, .bits = 64,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff)},
};

static const struct loop_field loop_page_out[] = {
    {.kind = LOOP_ENUM, .word = 0, .shift = 0, .bits = 8,
     .minimum = UINT64_C(0), .maximum = UINT64_C(2),
     VALUES(0, 1, 2), .value_count = 3},
    {.kind = LOOP_NUMBER, .word = 1, .shift = 0, .bits = 64,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff)},
    {.kind = LOOP_NUMBER, .word = 2, .shift = 0, .bits = 64,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff)},
};

static kozo_err_t fault_serve_page(void *context, kozo_badge_t badge, vaddr_t address,
                                   uint64_t code, vaddr_t ip, vaddr_t sp,
                                   kozo_fault_action_t *action, vaddr_t *ip_out, vaddr_t *sp_out)
{
    loop_enter(context, badge, KOZO_FAULT_METHOD_PAGE);
    loop_got_number(0, address.raw);
    loop_got_number(1, code);
    loop_got_number(2, ip.raw);
    loop_got_number(3, sp.raw);
    *action = (kozo_fault_action_t)loop_number(0);
    *ip_out = (vaddr_t){loop_number(1)};
    *sp_out = (vaddr_t){loop_number(2)};
    return loop_outcome();
}

static kozo_err_t call_page(const struct loop_values *in, struct loop_values *out)
{
    kozo_fault_action_t got_action = (kozo_fault_action_t)loop_untouched();
    vaddr_t got_ip_out = (vaddr_t){loop_untouched()};
    vaddr_t got_sp_out = (vaddr_t){loop_untouched()};
    struct message m;
    fault_page_message(&m, (vaddr_t){in->at[0].number}, (uint64_t)in->at[1].number,
                       (vaddr_t){in->at[2].number}, (vaddr_t){in->at[3].number});
    loop_kernel_call(&m);
    const kozo_err_t error = fault_reply(&m, &got_action, &got_ip_out, &got_sp_out);
    out->at[0].number = got_action;
    out->at[1].number = got_ip_out.raw;
    out->at[2].number = got_sp_out.raw;
    return error;
}

/* exception */
static const struct loop_field loop_exception_in[] = {
    {.kind = LOOP_NUMBER, .word = 0, .shift = 0, .bits = 8,
     .minimum = UINT64_C(0), .maximum = UINT64_C(255)},
    {.kind = LOOP_NUMBER, .word = 1, .shift = 0, .bits = 64,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff)},
    {.kind = LOOP_NUMBER, .word = 2, .shift = 0, .bits = 64,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff)},
    {.kind = LOOP_NUMBER, .word = 3, .shift = 0, .bits = 64,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff)},
};

static const struct loop_field loop_exception_out[] = {
    {.kind = LOOP_ENUM, .word = 0, .shift = 0, .bits = 8,
     .minimum = UINT64_C(0), .maximum = UINT64_C(2),
     VALUES(0, 1, 2), .value_count = 3},
    {.kind = LOOP_NUMBER, .word = 1, .shift = 0, .bits = 64,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff)},
    {.kind = LOOP_NUMBER, .word = 2, .shift = 0, .bits = 64,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff)},
};

static kozo_err_t fault_serve_exception(void *context, kozo_badge_t badge, uint8_t vector,
                                        uint64_t code, vaddr_t ip, vaddr_t sp,
                                        kozo_fault_action_t *action, vaddr_t *ip_out,
                                        vaddr_t *sp_out)
{
    loop_enter(context, badge, KOZO_FAULT_METHOD_EXCEPTION);
    loop_got_number(0, vector);
    loop_got_number(1, code);
    loop_got_number(2, ip.raw);
    loop_got_number(3, sp.raw);
    *action = (kozo_fault_action_t)loop_number(0);
    *ip_out = (vaddr_t){loop_number(1)};
    *sp_out = (vaddr_t){loop_number(2)};
    return loop_outcome();
}

static kozo_err_t call_exception(const struct loop_values *in, struct loop_values *out)
{
    kozo_fault_action_t got_action = (kozo_fault_action_t)loop_untouched();
    vaddr_t got_ip_out = (vaddr_t){loop_untouched()};
    vaddr_t got_sp_out = (vaddr_t){loop_untouched()};
    struct message m;
    fault_exception_message(&m, (uint8_t)in->at[0].number, (uint64_t)in->at[1].number,
                            (vaddr_t){in->at[2].number}, (vaddr_t){in->at[3].number});
    loop_kernel_call(&m);
    const kozo_err_t error = fault_reply(&m, &got_action, &got_ip_out, &got_sp_out);
    out->at[0].number = got_action;
    out->at[1].number = got_ip_out.raw;
    out->at[2].number = got_sp_out.raw;
    return error;
}

/* exit */
static const struct loop_field loop_exit_in[] = {
    {.kind = LOOP_NUMBER, .word = 0, .shift = 0, .bits = 64,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff)},
};

static const struct loop_field loop_exit_out[] = {
    {.kind = LOOP_ENUM, .word = 0, .shift = 0, .bits = 8,
     .minimum = UINT64_C(0), .maximum = UINT64_C(2),
     VALUES(0, 1, 2), .value_count = 3},
    {.kind = LOOP_NUMBER, .word = 1, .shift = 0, .bits = 64,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff)},
    {.kind = LOOP_NUMBER, .word = 2, .shift = 0, .bits = 64,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff)},
};

static kozo_err_t fault_serve_exit(void *context, kozo_badge_t badge, uint64_t code,
                                   kozo_fault_action_t *action, vaddr_t *ip, vaddr_t *sp)
{
    loop_enter(context, badge, KOZO_FAULT_METHOD_EXIT);
    loop_got_number(0, code);
    *action = (kozo_fault_action_t)loop_number(0);
    *ip = (vaddr_t){loop_number(1)};
    *sp = (vaddr_t){loop_number(2)};
    return loop_outcome();
}

static kozo_err_t call_exit(const struct loop_values *in, struct loop_values *out)
{
    kozo_fault_action_t got_action = (kozo_fault_action_t)loop_untouched();
    vaddr_t got_ip = (vaddr_t){loop_untouched()};
    vaddr_t got_sp = (vaddr_t){loop_untouched()};
    struct message m;
    fault_exit_message(&m, (uint64_t)in->at[0].number);
    loop_kernel_call(&m);
    const kozo_err_t error = fault_reply(&m, &got_action, &got_ip, &got_sp);
    out->at[0].number = got_action;
    out->at[1].number = got_ip.raw;
    out->at[2].number = got_sp.raw;
    return error;
}

/* system_call */
static const struct loop_field loop_system_call_in[] = {
    {.kind = LOOP_NUMBER, .word = 0, .shift = 0, .bits = 64,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff)},
    {.kind = LOOP_NUMBER, .word = 1, .shift = 0, .bits = 64,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff)},
    {.kind = LOOP_NUMBER, .word = 2, .shift = 0, .bits = 64,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff)},
    {.kind = LOOP_NUMBER, .word = 3, .shift = 0, .bits = 64,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff)},
    {.kind = LOOP_NUMBER, .word = 4, .shift = 0, .bits = 64,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff)},
    {.kind = LOOP_NUMBER, .word = 5, .shift = 0, .bits = 64,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff)},
};

static const struct loop_field loop_system_call_out[] = {
    {.kind = LOOP_ENUM, .word = 0, .shift = 0, .bits = 8,
     .minimum = UINT64_C(0), .maximum = UINT64_C(2),
     VALUES(0, 1, 2), .value_count = 3},
    {.kind = LOOP_NUMBER, .word = 1, .shift = 0, .bits = 64,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff)},
    {.kind = LOOP_NUMBER, .word = 2, .shift = 0, .bits = 64,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff)},
};

static kozo_err_t fault_serve_system_call(void *context, kozo_badge_t badge, uint64_t number,
                                          uint64_t argument0, uint64_t argument1,
                                          uint64_t argument2, uint64_t argument3,
                                          uint64_t argument4, kozo_fault_action_t *action,
                                          vaddr_t *ip, vaddr_t *sp)
{
    loop_enter(context, badge, KOZO_FAULT_METHOD_SYSTEM_CALL);
    loop_got_number(0, number);
    loop_got_number(1, argument0);
    loop_got_number(2, argument1);
    loop_got_number(3, argument2);
    loop_got_number(4, argument3);
    loop_got_number(5, argument4);
    *action = (kozo_fault_action_t)loop_number(0);
    *ip = (vaddr_t){loop_number(1)};
    *sp = (vaddr_t){loop_number(2)};
    return loop_outcome();
}

static kozo_err_t call_system_call(const struct loop_values *in, struct loop_values *out)
{
    kozo_fault_action_t got_action = (kozo_fault_action_t)loop_untouched();
    vaddr_t got_ip = (vaddr_t){loop_untouched()};
    vaddr_t got_sp = (vaddr_t){loop_untouched()};
    struct message m;
    fault_system_call_message(&m, (uint64_t)in->at[0].number, (uint64_t)in->at[1].number,
                              (uint64_t)in->at[2].number, (uint64_t)in->at[3].number,
                              (uint64_t)in->at[4].number, (uint64_t)in->at[5].number);
    loop_kernel_call(&m);
    const kozo_err_t error = fault_reply(&m, &got_action, &got_ip, &got_sp);
    out->at[0].number = got_action;
    out->at[1].number = got_ip.raw;
    out->at[2].number = got_sp.raw;
    return error;
}

/* exhausted */
static const struct loop_field loop_exhausted_in[] = {
    {.kind = LOOP_NUMBER, .word = 0, .shift = 0, .bits = 64,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff)},
    {.kind = LOOP_NUMBER, .word = 1, .shift = 0, .bits = 64,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff)},
};

static const struct loop_field loop_exhausted_out[] = {
    {.kind = LOOP_ENUM, .word = 0, .shift = 0, .bits = 8,
     .minimum = UINT64_C(0), .maximum = UINT64_C(2),
     VALUES(0, 1, 2), .value_count = 3},
    {.kind = LOOP_NUMBER, .word = 1, .shift = 0, .bits = 64,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff)},
    {.kind = LOOP_NUMBER, .word = 2, .shift = 0, .bits = 64,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff)},
};

static kozo_err_t fault_serve_exhausted(void *context, kozo_badge_t badge, kozo_duration_t consumed,
                                        kozo_deadline_t until, kozo_fault_action_t *action,
                                        vaddr_t *ip, vaddr_t *sp)
{
    loop_enter(context, badge, KOZO_FAULT_METHOD_EXHAUSTED);
    loop_got_number(0, consumed);
    loop_got_number(1, until);
    *action = (kozo_fault_action_t)loop_number(0);
    *ip = (vaddr_t){loop_number(1)};
    *sp = (vaddr_t){loop_number(2)};
    return loop_outcome();
}

static kozo_err_t call_exhausted(const struct loop_values *in, struct loop_values *out)
{
    kozo_fault_action_t got_action = (kozo_fault_action_t)loop_untouched();
    vaddr_t got_ip = (vaddr_t){loop_untouched()};
    vaddr_t got_sp = (vaddr_t){loop_untouched()};
    struct message m;
    fault_exhausted_message(&m, (kozo_duration_t)in->at[0].number,
                            (kozo_deadline_t)in->at[1].number);
    loop_kernel_call(&m);
    const kozo_err_t error = fault_reply(&m, &got_action, &got_ip, &got_sp);
    out->at[0].number = got_action;
    out->at[1].number = got_ip.raw;
    out->at[2].number = got_sp.raw;
    return error;
}

static const struct loop_method methods[] = {
    {.name = "page", .label = KOZO_FAULT_METHOD_PAGE,
     .in = {.fields = loop_page_in, .count = 4, .head = 4, .words = 4, .caps = 0},
     .out = {.fields = loop_page_out, .count = 3, .head = 3, .words = 3, .caps = 0},
     .errors = (const kozo_err_t[]){KOZO_OK},
     .call = call_page},
    {.name = "exception", .label = KOZO_FAULT_METHOD_EXCEPTION,
     .in = {.fields = loop_exception_in, .count = 4, .head = 4, .words = 4, .caps = 0},
     .out = {.fields = loop_exception_out, .count = 3, .head = 3, .words = 3, .caps = 0},
     .errors = (const kozo_err_t[]){KOZO_OK},
     .call = call_exception},
    {.name = "exit", .label = KOZO_FAULT_METHOD_EXIT,
     .in = {.fields = loop_exit_in, .count = 1, .head = 1, .words = 1, .caps = 0},
     .out = {.fields = loop_exit_out, .count = 3, .head = 3, .words = 3, .caps = 0},
     .errors = (const kozo_err_t[]){KOZO_OK},
     .call = call_exit},
    {.name = "system_call", .label = KOZO_FAULT_METHOD_SYSTEM_CALL,
     .in = {.fields = loop_system_call_in, .count = 6, .head = 6, .words = 6, .caps = 0},
     .out = {.fields = loop_system_call_out, .count = 3, .head = 3, .words = 3, .caps = 0},
     .errors = (const kozo_err_t[]){KOZO_OK},
     .call = call_system_call},
    {.name = "exhausted", .label = KOZO_FAULT_METHOD_EXHAUSTED,
     .in = {.fields = loop_exhausted_in, .count = 2, .head = 2, .words = 2, .caps = 0},
     .out = {.fields = loop_exhausted_out, .count = 3, .head = 3, .words = 3, .caps = 0},
     .errors = (const kozo_err_t[]){KOZO_OK},
     .call = call_exhausted},
};

static const struct loop_check checks[] = {
    {.id = "fault.request.interface", .method = &methods[0],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_INTERFACE},
    {.id = "fault.request.tag_flags", .method = &methods[0],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_TAG_FLAGS},
    {.id = "fault.request.method", .method = &methods[0],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_METHOD},
    {.id = "fault.reply.interface", .method = &methods[0],
     .place = LOOP_REPLY, .kind = LOOP_CHECK_INTERFACE},
    {.id = "fault.reply.error", .method = &methods[0],
     .place = LOOP_REPLY, .kind = LOOP_CHECK_ERROR},
    {.id = "fault.reply.tag", .method = &methods[0],
     .place = LOOP_REPLY, .kind = LOOP_CHECK_TAG},
    {.id = "fault.reply.action.enum", .method = &methods[0],
     .place = LOOP_REPLY, .kind = LOOP_CHECK_ENUM, .field = 0},
    {.id = "fault_page.request.tag", .method = &methods[0],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_TAG},
    {.id = "fault_page.result.undeclared", .method = &methods[0],
     .place = LOOP_RESULT, .kind = LOOP_CHECK_UNDECLARED},
    {.id = "fault_exception.request.tag", .method = &methods[1],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_TAG},
    {.id = "fault_exception.request.vector.maximum", .method = &methods[1],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_MAXIMUM, .field = 0},
    {.id = "fault_exception.result.undeclared", .method = &methods[1],
     .place = LOOP_RESULT, .kind = LOOP_CHECK_UNDECLARED},
    {.id = "fault_exit.request.tag", .method = &methods[2],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_TAG},
    {.id = "fault_exit.result.undeclared", .method = &methods[2],
     .place = LOOP_RESULT, .kind = LOOP_CHECK_UNDECLARED},
    {.id = "fault_system_call.request.tag", .method = &methods[3],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_TAG},
    {.id = "fault_system_call.result.undeclared", .method = &methods[3],
     .place = LOOP_RESULT, .kind = LOOP_CHECK_UNDECLARED},
    {.id = "fault_exhausted.request.tag", .method = &methods[4],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_TAG},
    {.id = "fault_exhausted.result.undeclared", .method = &methods[4],
     .place = LOOP_RESULT, .kind = LOOP_CHECK_UNDECLARED},
};

extern const struct loop_interface fault_messages;
const struct loop_interface fault_messages = {
    .name = "fault", .id = KOZO_INTERFACE_FAULT, .kernel = true,
    .methods = methods, .method_count = sizeof(methods) / sizeof(methods[0]),
    .checks = checks, .check_count = sizeof(checks) / sizeof(checks[0]),
    .dispatch = fault_dispatch,
};

int main(void)
{
    return loop_main(&fault_messages);
}
