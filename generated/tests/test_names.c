/* SPDX-License-Identifier: MIT */
/* Generated from idl/services/names.yaml by template tests/test_interface.c;
 * change those and run `make generate`. */
/* test_names.c: every message of the interface `names`, for the driver in
 * tests/host/conform/loop.c. */
#include <kozo/client/names.h>
#include <kozo/server/names.h>
#include <loop.h>
#include <string.h>

#define VALUES(...) .values = (const uint64_t[]){__VA_ARGS__}

/* register */
static const struct loop_field loop_register_in[] = {
    {.kind = LOOP_TEXT, .word = 0, .shift = 0, .bits = 16, .data_word = 6, .data_words = 4, .last = true,
     .minimum = UINT64_C(1), .maximum = UINT64_C(31), .unit = 1},
    {.kind = LOOP_CAP, .slot = 0, .type = 3, .rights = 0x2, .pass = 0xfd},
};

static kozo_err_t names_serve_register(void *context, kozo_badge_t badge, const char *name,
                                       kozo_endpoint_t service)
{
    loop_enter(context, badge, KOZO_NAMES_METHOD_REGISTER);
    loop_got_bytes(0, name, strlen(name));
    loop_got_number(1, service.raw);
    return loop_outcome();
}

static kozo_err_t call_register(const struct loop_values *in, struct loop_values *out)
{
    (void)out;
    const kozo_err_t error = names_register((names_t){{loop_endpoint().raw}},
                                            (const char *)in->at[0].bytes,
                                            (kozo_endpoint_t){in->at[1].number});
    return error;
}

/* lookup */
static const struct loop_field loop_lookup_in[] = {
    {.kind = LOOP_TEXT, .word = 0, .shift = 0, .bits = 16, .data_word = 6, .data_words = 4, .last = true,
     .minimum = UINT64_C(1), .maximum = UINT64_C(31), .unit = 1},
};

static const struct loop_field loop_lookup_out[] = {
    {.kind = LOOP_CAP, .slot = 0, .type = 3, .rights = 0x2, .pass = 0xfd},
};

static kozo_err_t names_serve_lookup(void *context, kozo_badge_t badge, const char *name,
                                     kozo_endpoint_t *service)
{
    loop_enter(context, badge, KOZO_NAMES_METHOD_LOOKUP);
    loop_got_bytes(0, name, strlen(name));
    *service = (kozo_endpoint_t){loop_number(0)};
    return loop_outcome();
}

static kozo_err_t call_lookup(const struct loop_values *in, struct loop_values *out)
{
    kozo_endpoint_t got_service = (kozo_endpoint_t){loop_untouched()};
    const kozo_err_t error = names_lookup((names_t){{loop_endpoint().raw}},
                                          (const char *)in->at[0].bytes, loop_slot(0),
                                          &got_service);
    out->at[0].number = got_service.raw;
    return error;
}

/* list */
static const struct loop_field loop_list_in[] = {
    {.kind = LOOP_NUMBER, .word = 0, .shift = 0, .bits = 32,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffff)},
};

static const struct loop_field loop_list_out[] = {
    {.kind = LOOP_TEXT, .word = 0, .shift = 0, .bits = 16, .data_word = 6, .data_words = 4, .last = true,
     .minimum = UINT64_C(0), .maximum = UINT64_C(31), .unit = 1},
};

static kozo_err_t names_serve_list(void *context, kozo_badge_t badge, uint32_t position,
                                   char name[KOZO_NAME_MAX + 1])
{
    loop_enter(context, badge, KOZO_NAMES_METHOD_LIST);
    loop_got_number(0, position);
    loop_bytes(0, name, 32);
    return loop_outcome();
}

static kozo_err_t call_list(const struct loop_values *in, struct loop_values *out)
{
    const kozo_err_t error = names_list((names_t){{loop_endpoint().raw}},
                                        (uint32_t)in->at[0].number, (char *)out->at[0].bytes);
    return error;
}

static const struct loop_method methods[] = {
    {.name = "register", .label = KOZO_NAMES_METHOD_REGISTER,
     .in = {.fields = loop_register_in, .count = 2, .head = 6, .words = 6, .caps = 1},
     .out = {.fields = NULL, .count = 0, .head = 0, .words = 0, .caps = 0},
     .errors = (const kozo_err_t[]){KOZO_ERR_EXISTS, KOZO_ERR_FULL, KOZO_ERR_REFUSED, KOZO_OK},
     .call = call_register},
    {.name = "lookup", .label = KOZO_NAMES_METHOD_LOOKUP,
     .in = {.fields = loop_lookup_in, .count = 1, .head = 6, .words = 6, .caps = 0},
     .out = {.fields = loop_lookup_out, .count = 1, .head = 0, .words = 0, .caps = 1},
     .errors = (const kozo_err_t[]){KOZO_ERR_NOT_FOUND, KOZO_OK},
     .call = call_lookup},
    {.name = "list", .label = KOZO_NAMES_METHOD_LIST,
     .in = {.fields = loop_list_in, .count = 1, .head = 1, .words = 1, .caps = 0},
     .out = {.fields = loop_list_out, .count = 1, .head = 6, .words = 6, .caps = 0},
     .errors = (const kozo_err_t[]){KOZO_ERR_NOT_FOUND, KOZO_OK},
     .call = call_list},
};

static const struct loop_check checks[] = {
    {.id = "names.request.interface", .method = &methods[0],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_INTERFACE},
    {.id = "names.request.tag_flags", .method = &methods[0],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_TAG_FLAGS},
    {.id = "names.request.method", .method = &methods[0],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_METHOD},
    {.id = "names_register.argument.name.maximum", .method = &methods[0],
     .place = LOOP_ARGUMENT, .kind = LOOP_CHECK_MAXIMUM, .field = 0},
    {.id = "names_register.argument.name.minimum", .method = &methods[0],
     .place = LOOP_ARGUMENT, .kind = LOOP_CHECK_MINIMUM, .field = 0},
    {.id = "names_register.call.error", .method = &methods[0],
     .place = LOOP_CALL, .kind = LOOP_CHECK_ERROR},
    {.id = "names_register.reply.tag", .method = &methods[0],
     .place = LOOP_REPLY, .kind = LOOP_CHECK_TAG},
    {.id = "names_register.request.name.maximum", .method = &methods[0],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_MAXIMUM, .field = 0},
    {.id = "names_register.request.tag", .method = &methods[0],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_TAG},
    {.id = "names_register.request.name.minimum", .method = &methods[0],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_MINIMUM, .field = 0},
    {.id = "names_register.request.words.unused", .method = &methods[0],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_UNUSED, .words = UINT64_C(62)},
    {.id = "names_register.request.name.text", .method = &methods[0],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_TEXT, .field = 0},
    {.id = "names_register.request.service.capability", .method = &methods[0],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_CAPABILITY, .field = 1},
    {.id = "names_register.result.undeclared", .method = &methods[0],
     .place = LOOP_RESULT, .kind = LOOP_CHECK_UNDECLARED},
    {.id = "names_register.result.error", .method = &methods[0],
     .place = LOOP_RESULT, .kind = LOOP_CHECK_ERROR},
    {.id = "names_lookup.argument.name.maximum", .method = &methods[1],
     .place = LOOP_ARGUMENT, .kind = LOOP_CHECK_MAXIMUM, .field = 0},
    {.id = "names_lookup.argument.name.minimum", .method = &methods[1],
     .place = LOOP_ARGUMENT, .kind = LOOP_CHECK_MINIMUM, .field = 0},
    {.id = "names_lookup.call.error", .method = &methods[1],
     .place = LOOP_CALL, .kind = LOOP_CHECK_ERROR},
    {.id = "names_lookup.reply.tag", .method = &methods[1],
     .place = LOOP_REPLY, .kind = LOOP_CHECK_TAG},
    {.id = "names_lookup.reply.service.capability", .method = &methods[1],
     .place = LOOP_REPLY, .kind = LOOP_CHECK_CAPABILITY, .field = 0},
    {.id = "names_lookup.request.name.maximum", .method = &methods[1],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_MAXIMUM, .field = 0},
    {.id = "names_lookup.request.tag", .method = &methods[1],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_TAG},
    {.id = "names_lookup.request.name.minimum", .method = &methods[1],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_MINIMUM, .field = 0},
    {.id = "names_lookup.request.words.unused", .method = &methods[1],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_UNUSED, .words = UINT64_C(62)},
    {.id = "names_lookup.request.name.text", .method = &methods[1],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_TEXT, .field = 0},
    {.id = "names_lookup.result.undeclared", .method = &methods[1],
     .place = LOOP_RESULT, .kind = LOOP_CHECK_UNDECLARED},
    {.id = "names_lookup.result.error", .method = &methods[1],
     .place = LOOP_RESULT, .kind = LOOP_CHECK_ERROR},
    {.id = "names_list.call.error", .method = &methods[2],
     .place = LOOP_CALL, .kind = LOOP_CHECK_ERROR},
    {.id = "names_list.reply.name.maximum", .method = &methods[2],
     .place = LOOP_REPLY, .kind = LOOP_CHECK_MAXIMUM, .field = 0},
    {.id = "names_list.reply.tag", .method = &methods[2],
     .place = LOOP_REPLY, .kind = LOOP_CHECK_TAG},
    {.id = "names_list.reply.words.unused", .method = &methods[2],
     .place = LOOP_REPLY, .kind = LOOP_CHECK_UNUSED, .words = UINT64_C(62)},
    {.id = "names_list.reply.name.text", .method = &methods[2],
     .place = LOOP_REPLY, .kind = LOOP_CHECK_TEXT, .field = 0},
    {.id = "names_list.request.tag", .method = &methods[2],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_TAG},
    {.id = "names_list.request.position.maximum", .method = &methods[2],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_MAXIMUM, .field = 0},
    {.id = "names_list.result.undeclared", .method = &methods[2],
     .place = LOOP_RESULT, .kind = LOOP_CHECK_UNDECLARED},
    {.id = "names_list.result.error", .method = &methods[2],
     .place = LOOP_RESULT, .kind = LOOP_CHECK_ERROR},
    {.id = "names_list.result.name.maximum", .method = &methods[2],
     .place = LOOP_RESULT, .kind = LOOP_CHECK_MAXIMUM, .field = 0},
};

extern const struct loop_interface names_messages;
const struct loop_interface names_messages = {
    .name = "names", .id = KOZO_INTERFACE_NAMES, .kernel = false,
    .methods = methods, .method_count = sizeof(methods) / sizeof(methods[0]),
    .checks = checks, .check_count = sizeof(checks) / sizeof(checks[0]),
    .dispatch = names_dispatch,
};

int main(void)
{
    return loop_main(&names_messages);
}
