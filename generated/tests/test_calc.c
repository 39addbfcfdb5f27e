/* SPDX-License-Identifier: MIT */
/* Generated from idl/services/calc.yaml by template tests/test_interface.c;
 * change those and run `make generate`. */
/* test_calc.c: every message of the interface `calc`, for the driver in
 * tests/host/conform/loop.c. */
#include <kozo/client/calc.h>
#include <kozo/server/calc.h>
#include <loop.h>
#include <string.h>

#define VALUES(...) .values = (const uint64_t[]){__VA_ARGS__}

static const struct loop_leaf leaves_of_calc_result[] = {
    {.offset = 0, .cases = 0,
     .value = {.kind = LOOP_ENUM, .bits = 64,
     .minimum = UINT64_C(0), .maximum = UINT64_C(2),
     VALUES(0, 1, 2), .value_count = 3}},
    {.offset = 12, .cases = 1, .when = {{0, 1}}, .rest = 4},
    {.offset = 8, .cases = 1, .when = {{0, 2}}, .rest = 8},
};

/* evaluate */
static const struct loop_field loop_evaluate_in[] = {
    {.kind = LOOP_TEXT, .word = 0, .shift = 0, .bits = 16, .data_word = 6, .data_words = 11, .last = true,
     .minimum = UINT64_C(1), .maximum = UINT64_C(80), .unit = 1},
};

static const struct loop_field loop_evaluate_out[] = {
    {.kind = LOOP_DATA, .data_word = 0, .data_words = 2, .fixed = true,
     .minimum = UINT64_C(1), .maximum = UINT64_C(1), .unit = 16,
     .leaves = leaves_of_calc_result, .leaf_count = 3},
};

static kozo_err_t calc_serve_evaluate(void *context, kozo_badge_t badge, const char *text,
                                      struct kozo_calc_result *result)
{
    loop_enter(context, badge, KOZO_CALC_METHOD_EVALUATE);
    loop_got_bytes(0, text, strlen(text));
    loop_bytes(0, result, 1 * sizeof(struct kozo_calc_result));
    return loop_outcome();
}

static kozo_err_t call_evaluate(const struct loop_values *in, struct loop_values *out)
{
    const kozo_err_t error = calc_evaluate((calc_t){{loop_endpoint().raw}},
                                           (const char *)in->at[0].bytes, (void *)out->at[0].bytes);
    if (error == KOZO_OK) {
        out->at[0].size = 1 * sizeof(struct kozo_calc_result);
    }
    return error;
}

static const struct loop_method methods[] = {
    {.name = "evaluate", .label = KOZO_CALC_METHOD_EVALUATE,
     .in = {.fields = loop_evaluate_in, .count = 1, .head = 6, .words = 6, .caps = 0},
     .out = {.fields = loop_evaluate_out, .count = 1, .head = 2, .words = 2, .caps = 0},
     .errors = (const kozo_err_t[]){KOZO_OK},
     .call = call_evaluate},
};

static const struct loop_check checks[] = {
    {.id = "calc.request.interface", .method = &methods[0],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_INTERFACE},
    {.id = "calc.request.tag_flags", .method = &methods[0],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_TAG_FLAGS},
    {.id = "calc.request.method", .method = &methods[0],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_METHOD},
    {.id = "calc_evaluate.argument.text.maximum", .method = &methods[0],
     .place = LOOP_ARGUMENT, .kind = LOOP_CHECK_MAXIMUM, .field = 0},
    {.id = "calc_evaluate.argument.text.minimum", .method = &methods[0],
     .place = LOOP_ARGUMENT, .kind = LOOP_CHECK_MINIMUM, .field = 0},
    {.id = "calc_evaluate.call.error", .method = &methods[0],
     .place = LOOP_CALL, .kind = LOOP_CHECK_ERROR},
    {.id = "calc_evaluate.reply.tag", .method = &methods[0],
     .place = LOOP_REPLY, .kind = LOOP_CHECK_TAG},
    {.id = "calc_evaluate.reply.result.element", .method = &methods[0],
     .place = LOOP_REPLY, .kind = LOOP_CHECK_ELEMENT, .field = 0},
    {.id = "calc_evaluate.request.text.maximum", .method = &methods[0],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_MAXIMUM, .field = 0},
    {.id = "calc_evaluate.request.tag", .method = &methods[0],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_TAG},
    {.id = "calc_evaluate.request.text.minimum", .method = &methods[0],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_MINIMUM, .field = 0},
    {.id = "calc_evaluate.request.words.unused", .method = &methods[0],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_UNUSED, .words = UINT64_C(62)},
    {.id = "calc_evaluate.request.text.text", .method = &methods[0],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_TEXT, .field = 0},
    {.id = "calc_evaluate.result.undeclared", .method = &methods[0],
     .place = LOOP_RESULT, .kind = LOOP_CHECK_UNDECLARED},
};

extern const struct loop_interface calc_messages;
const struct loop_interface calc_messages = {
    .name = "calc", .id = KOZO_INTERFACE_CALC, .kernel = false,
    .methods = methods, .method_count = sizeof(methods) / sizeof(methods[0]),
    .checks = checks, .check_count = sizeof(checks) / sizeof(checks[0]),
    .dispatch = calc_dispatch,
};

int main(void)
{
    return loop_main(&calc_messages);
}
