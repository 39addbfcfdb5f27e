/* SPDX-License-Identifier: MIT */
/* Generated from idl/services/tracing.yaml by template tests/test_interface.c;
 * change those and run `make generate`. */
/* test_tracing.c: every message of the interface `tracing`, for the driver in
 * tests/host/conform/loop.c. */
#include <kozo/client/tracing.h>
#include <kozo/server/tracing.h>
#include <loop.h>
#include <string.h>

#define VALUES(...) .values = (const uint64_t[]){__VA_ARGS__}

static const struct loop_leaf leaves_of_trace_record[] = {
    {.offset = 22, .cases = 0,
     .value = {.kind = LOOP_ENUM, .bits = 8,
     .minimum = UINT64_C(0), .maximum = UINT64_C(6),
     VALUES(0, 1, 2, 3, 4, 5, 6), .value_count = 7}},
};

/* read */
static const struct loop_field loop_read_in[] = {
    {.kind = LOOP_NUMBER, .word = 0, .shift = 0, .bits = 64,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff)},
};

static const struct loop_field loop_read_out[] = {
    {.kind = LOOP_NUMBER, .word = 0, .shift = 0, .bits = 64,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff)},
    {.kind = LOOP_NUMBER, .word = 1, .shift = 0, .bits = 64,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff)},
    {.kind = LOOP_DATA, .data_word = 6, .data_words = 12, .fixed = true,
     .minimum = UINT64_C(1), .maximum = UINT64_C(1), .unit = 96,
     .leaves = leaves_of_trace_record, .leaf_count = 1},
};

static kozo_err_t tracing_serve_read(void *context, kozo_badge_t badge, uint64_t number,
                                     uint64_t *found, uint64_t *count,
                                     struct kozo_trace_record *record)
{
    loop_enter(context, badge, KOZO_TRACING_METHOD_READ);
    loop_got_number(0, number);
    *found = (uint64_t)loop_number(0);
    *count = (uint64_t)loop_number(1);
    loop_bytes(2, record, 1 * sizeof(struct kozo_trace_record));
    return loop_outcome();
}

static kozo_err_t call_read(const struct loop_values *in, struct loop_values *out)
{
    uint64_t got_found = (uint64_t)loop_untouched();
    uint64_t got_count = (uint64_t)loop_untouched();
    const kozo_err_t error = tracing_read((tracing_t){{loop_endpoint().raw}},
                                          (uint64_t)in->at[0].number, &got_found, &got_count,
                                          (void *)out->at[2].bytes);
    out->at[0].number = got_found;
    out->at[1].number = got_count;
    if (error == KOZO_OK) {
        out->at[2].size = 1 * sizeof(struct kozo_trace_record);
    }
    return error;
}

/* search */
static const struct loop_field loop_search_in[] = {
    {.kind = LOOP_NUMBER, .word = 0, .shift = 0, .bits = 64,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff)},
    {.kind = LOOP_TEXT, .word = 1, .shift = 0, .bits = 16, .data_word = 6, .data_words = 4, .last = true,
     .minimum = UINT64_C(0), .maximum = UINT64_C(24), .unit = 1},
};

static const struct loop_field loop_search_out[] = {
    {.kind = LOOP_NUMBER, .word = 0, .shift = 0, .bits = 64,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff)},
    {.kind = LOOP_DATA, .data_word = 6, .data_words = 12, .fixed = true,
     .minimum = UINT64_C(1), .maximum = UINT64_C(1), .unit = 96,
     .leaves = leaves_of_trace_record, .leaf_count = 1},
};

static kozo_err_t tracing_serve_search(void *context, kozo_badge_t badge, uint64_t before,
                                       const char *thread, uint64_t *found,
                                       struct kozo_trace_record *record)
{
    loop_enter(context, badge, KOZO_TRACING_METHOD_SEARCH);
    loop_got_number(0, before);
    loop_got_bytes(1, thread, strlen(thread));
    *found = (uint64_t)loop_number(0);
    loop_bytes(1, record, 1 * sizeof(struct kozo_trace_record));
    return loop_outcome();
}

static kozo_err_t call_search(const struct loop_values *in, struct loop_values *out)
{
    uint64_t got_found = (uint64_t)loop_untouched();
    const kozo_err_t error = tracing_search((tracing_t){{loop_endpoint().raw}},
                                            (uint64_t)in->at[0].number,
                                            (const char *)in->at[1].bytes, &got_found,
                                            (void *)out->at[1].bytes);
    out->at[0].number = got_found;
    if (error == KOZO_OK) {
        out->at[1].size = 1 * sizeof(struct kozo_trace_record);
    }
    return error;
}

static const struct loop_method methods[] = {
    {.name = "read", .label = KOZO_TRACING_METHOD_READ,
     .in = {.fields = loop_read_in, .count = 1, .head = 1, .words = 1, .caps = 0},
     .out = {.fields = loop_read_out, .count = 3, .head = 18, .words = 18, .caps = 0},
     .errors = (const kozo_err_t[]){KOZO_ERR_NOT_FOUND, KOZO_OK},
     .call = call_read},
    {.name = "search", .label = KOZO_TRACING_METHOD_SEARCH,
     .in = {.fields = loop_search_in, .count = 2, .head = 6, .words = 6, .caps = 0},
     .out = {.fields = loop_search_out, .count = 2, .head = 18, .words = 18, .caps = 0},
     .errors = (const kozo_err_t[]){KOZO_ERR_NOT_FOUND, KOZO_OK},
     .call = call_search},
};

static const struct loop_check checks[] = {
    {.id = "tracing.request.interface", .method = &methods[0],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_INTERFACE},
    {.id = "tracing.request.tag_flags", .method = &methods[0],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_TAG_FLAGS},
    {.id = "tracing.request.method", .method = &methods[0],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_METHOD},
    {.id = "tracing_read.call.error", .method = &methods[0],
     .place = LOOP_CALL, .kind = LOOP_CHECK_ERROR},
    {.id = "tracing_read.reply.tag", .method = &methods[0],
     .place = LOOP_REPLY, .kind = LOOP_CHECK_TAG},
    {.id = "tracing_read.reply.words.unused", .method = &methods[0],
     .place = LOOP_REPLY, .kind = LOOP_CHECK_UNUSED, .words = UINT64_C(60)},
    {.id = "tracing_read.reply.record.element", .method = &methods[0],
     .place = LOOP_REPLY, .kind = LOOP_CHECK_ELEMENT, .field = 2},
    {.id = "tracing_read.request.tag", .method = &methods[0],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_TAG},
    {.id = "tracing_read.result.undeclared", .method = &methods[0],
     .place = LOOP_RESULT, .kind = LOOP_CHECK_UNDECLARED},
    {.id = "tracing_read.result.error", .method = &methods[0],
     .place = LOOP_RESULT, .kind = LOOP_CHECK_ERROR},
    {.id = "tracing_search.argument.thread.maximum", .method = &methods[1],
     .place = LOOP_ARGUMENT, .kind = LOOP_CHECK_MAXIMUM, .field = 1},
    {.id = "tracing_search.call.error", .method = &methods[1],
     .place = LOOP_CALL, .kind = LOOP_CHECK_ERROR},
    {.id = "tracing_search.reply.tag", .method = &methods[1],
     .place = LOOP_REPLY, .kind = LOOP_CHECK_TAG},
    {.id = "tracing_search.reply.words.unused", .method = &methods[1],
     .place = LOOP_REPLY, .kind = LOOP_CHECK_UNUSED, .words = UINT64_C(62)},
    {.id = "tracing_search.reply.record.element", .method = &methods[1],
     .place = LOOP_REPLY, .kind = LOOP_CHECK_ELEMENT, .field = 1},
    {.id = "tracing_search.request.thread.maximum", .method = &methods[1],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_MAXIMUM, .field = 1},
    {.id = "tracing_search.request.tag", .method = &methods[1],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_TAG},
    {.id = "tracing_search.request.words.unused", .method = &methods[1],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_UNUSED, .words = UINT64_C(60)},
    {.id = "tracing_search.request.thread.text", .method = &methods[1],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_TEXT, .field = 1},
    {.id = "tracing_search.result.undeclared", .method = &methods[1],
     .place = LOOP_RESULT, .kind = LOOP_CHECK_UNDECLARED},
    {.id = "tracing_search.result.error", .method = &methods[1],
     .place = LOOP_RESULT, .kind = LOOP_CHECK_ERROR},
};

extern const struct loop_interface tracing_messages;
const struct loop_interface tracing_messages = {
    .name = "tracing", .id = KOZO_INTERFACE_TRACING, .kernel = false,
    .methods = methods, .method_count = sizeof(methods) / sizeof(methods[0]),
    .checks = checks, .check_count = sizeof(checks) / sizeof(checks[0]),
    .dispatch = tracing_dispatch,
};

int main(void)
{
    return loop_main(&tracing_messages);
}
